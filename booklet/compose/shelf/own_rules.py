"""Rules that the settings of a course make: its fields and its kinds of notes.

In: `Settings` and a medium. Out: CSS that stands behind the shipped sheets and the theme, and
before the course's own. A field is the custom property `--field-NAME`, a string, so that the
foot of a page can have it; a kind with a colour has it for its sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from tinycss2 import serialize_identifier

from booklet.markup.css import SheetText, quoted
from booklet.model import Settings


def own_rules(settings: Settings, *, filtered: bool) -> SheetText | None:
    """The sheet, or None for a course without fields and kinds.

    `filtered`: a medium whose reader chooses which kinds are shown.
    """
    rules = [*_fields(settings), *_kinds(settings, filtered)]
    return SheetText("\n".join(rules) + "\n", ((1, settings.span),)) if rules else None


def kind_class(name: str) -> str:
    """The class of the notes of a kind of the course's own."""
    return f"kind-{name}"


def _fields(settings: Settings) -> Iterator[str]:
    for name, value in settings.fields:
        text = value if isinstance(value, str) else ", ".join(value)
        yield f":root {{ --field-{name}: {quoted(text)} }}"


def _kinds(settings: Settings, filtered: bool) -> Iterator[str]:
    for kind in settings.kinds:
        css = f".{serialize_identifier(kind_class(kind.name))}"
        if kind.colour:
            yield f"{css} .kind, .kind{css} {{ color: {kind.colour} }}"
        if filtered and kind.colour:
            yield f".show{css}, .mark{css} {{ --series: {kind.colour} }}"
            yield f":is(.note, .remark){css} {{ border-left-color: {kind.colour} }}"
        if filtered and kind.label:
            hidden = f"body:has(.show{css}:not(:checked))"
            yield f"{hidden} :is(:is(.note, .remark){css}, .mark{css}) {{ display: none }}"
            yield f"{hidden} .mark{css} + .marked {{ text-decoration: none }}"
