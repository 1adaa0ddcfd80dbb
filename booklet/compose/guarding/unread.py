"""What a course adds to templates and styles and nothing ever reads, or what has been overtaken.

In: a course's folder. Out: warnings for copies of what has changed since, templates that
override nothing and that no other names, style sheets that nothing imports, custom properties
that nothing uses, and fonts that are not there. Each is a mistyped name, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import get_args

from booklet.compose.guarding.catalogue import outdated
from booklet.compose.guarding.templates import ENDINGS
from booklet.compose.shelf.folders import MOST_BYTES, Folders
from booklet.compose.shelf.own_fonts import OwnFace, missing_faces, own_faces
from booklet.compose.shelf.styles import COURSE_SHEET, THEMES, Styled, edition_sheet
from booklet.files import RefusedFileError, read_file
from booklet.markup.css import (
    Declaration,
    Item,
    Rule,
    TooDeepError,
    asked,
    flat,
    read,
    walk,
)
from booklet.model import Settings
from booklet.nearest import did_you_mean
from booklet.problems import Problem, warning

TEMPLATE_ENDINGS = (*ENDINGS, ".htm", ".xhtml", ".jinja", ".jinja2", ".j2")
"""Endings of what is meant as a template, though some of them make it none."""

_OWN_SHEETS = (COURSE_SHEET, *(f"extra-{medium}.css" for medium in get_args(Styled)))
_FOR_SCREENS = ("page.css", "epub.css", "plan-screen.css")
"""Who reads on a screen may have fonts of their own: what ends so may name them."""

_PROPERTY = re.compile(r"--[\w-]++")
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"}
    | {"ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"}
    | {"inherit", "initial", "unset", "revert"}
)
_DYNAMIC = re.compile(r"\{%-?\s*+(?:include|extends|import|from)\s++[^\"'\s]")


def unread(course: Path | None, shown: str, wanted: Collection[str] = ()) -> Iterator[Problem]:
    """`template-outdated`, `file-ignored`, `style-unused`, `font-missing` and `font-faces`, in the
    order of files and lines.

    `wanted` are the names of templates and sheets that the settings ask for.
    """
    if course is None:
        return
    templates = Folders("templates", course, shown)
    styles = Folders("styles", course, shown)
    yield from outdated(templates)
    yield from outdated(styles)
    yield from _templates(templates, wanted)
    yield from _sheets(styles, wanted)
    known = _known_properties(templates, styles)
    sheets = _sheets_of(_texts(styles, (".css",)))
    families = _faces([*sheets.values(), *_shipped_sheets().values()]) if sheets else set()
    for name, items in sheets.items():
        yield from _properties(name, items, known, styles)
        if not name.endswith(_FOR_SCREENS):
            yield from _fonts(name, items, families, styles)
        yield from _faces_missing(name, items, styles)


def asked_for(settings: Settings) -> set[str]:
    """The templates that its pieces and kinds of notes are shown by, and its editions' sheets."""
    named = settings.named_pieces
    shown = {own.piece.shown_by for own in settings.matter.own if own.name in named}
    shown |= {kind.shown_by for kind in settings.kinds}
    return shown | {edition_sheet(choice.name) for choice in settings.editions}


def _templates(folders: Folders, wanted: Collection[str]) -> Iterator[Problem]:
    texts = _texts(folders, TEMPLATE_ENDINGS)
    if any(_DYNAMIC.search(text) for text in texts.values()):
        return  # what they include is known only when they run
    shipped = folders.shipped_names(ENDINGS)
    for name in texts:
        others = (text for other, text in texts.items() if other != name)
        if name not in {*shipped, *wanted} and not any(name in text for text in others):
            yield _ignored(
                name, folders, shipped, "It has the name of no template, and none includes it."
            )


def _sheets(folders: Folders, wanted: Collection[str]) -> Iterator[Problem]:
    texts = _texts(folders, (".css",))
    sheets = _sheets_of(texts).values()
    imported = {each.address for items in sheets for each in asked(items) if each.imported}
    known = {*folders.shipped_names((".css",)), *_OWN_SHEETS, *wanted}
    for name in texts:
        if name not in known and name not in imported and not name.startswith(THEMES):
            yield _ignored(
                name,
                folders,
                known,
                f'Call it `{COURSE_SHEET}`, or import it there: `@import "{name}";`',
            )


NAMES_ALIKE = 0.75
"""Names that a course makes up itself are likely its own, so they must be very like."""


def _ignored(name: str, folders: Folders, known: set[str], otherwise: str) -> Problem:
    meant = did_you_mean(name, known, "", NAMES_ALIKE)
    return warning(
        "file-ignored",
        f"{PurePosixPath(folders.shown, folders.kind, name)} is not read",
        None,
        f"{meant} {otherwise}".lstrip(),
    )


def _properties(
    name: str, items: Sequence[Item], known: set[str], folders: Folders
) -> Iterator[Problem]:
    used = known | set(_used(items))
    for item in _declarations(items):
        if item.name.startswith("--") and item.name not in used:
            yield warning(
                "style-unused",
                f"`{item.name}` is set, and no style uses it",
                folders.own_span(name, item.line, item.column),
                did_you_mean(item.name, known, "Correct its name, or leave it out.", NAMES_ALIKE),
            )


def _fonts(
    name: str, items: Sequence[Item], families: set[str], folders: Folders
) -> Iterator[Problem]:
    told: set[str] = set()
    for item in _declarations(items, but="font-face"):
        first = next(iter(_listed(item)), "") if _names_fonts(item) else ""
        if not first or first.casefold() in families | _GENERIC | told:
            continue
        told.add(first.casefold())
        yield warning(
            "font-missing",
            f"the font “{first}” is not there; another takes its place",
            folders.own_span(name, item.line, item.column),
            "Put its file into `styles/` and name it in an `@font-face` rule, or take one that "
            "is shipped: EB Garamond, Source Sans 3, Atkinson Hyperlegible.",
        )


def _faces_missing(name: str, items: Sequence[Item], folders: Folders) -> Iterator[Problem]:
    by_family: dict[str, list[OwnFace]] = {}
    for face in own_faces(items):
        by_family.setdefault(face.family, []).append(face)
    for family, faces in by_family.items():
        lacking = missing_faces(faces)
        if lacking:
            yield warning(
                "font-faces",
                f"the font “{family}” has no {lacking} letters; they are set in those it has",
                folders.own_span(name, faces[0].line),
                "Add an `@font-face` rule of the same family for each, with `font-weight: bold` "
                "or `font-style: italic`.",
            )


def _names_fonts(item: Declaration) -> bool:
    return item.name == "font-family" or (item.name[:2] == "--" and item.name.endswith("font"))


def _declarations(items: Sequence[Item], but: str = "") -> Iterator[Declaration]:
    """All declarations of a sheet, save those in rules of a keyword."""
    for item in items:
        if isinstance(item, Declaration):
            yield item
        elif isinstance(item, Rule) and not (but and item.keyword == but):
            yield from _declarations(item.items or (), but)


def _used(items: Sequence[Item]) -> Iterator[str]:
    for item in _declarations(items):
        for token in walk(item.value):
            if token.type == "function" and token.lower_name == "var":
                yield from (each.value for each in token.arguments if each.type == "ident")


def _listed(item: Declaration) -> list[str]:
    """The families that a list names; none where a function stands for one."""
    families: list[str] = []
    words: list[str] = []
    for token in (*item.value, ","):
        if token == ",":
            families += [" ".join(words)] if words else []
            words = []
        elif token.type in ("ident", "string"):
            words.append(" ".join(token.value.split()))
        elif token.type == "function":
            return []
    return families


def _faces(sheets: Iterable[Sequence[Item]]) -> set[str]:
    """The families that have a font in a sheet, case folded."""
    return {
        family.casefold()
        for items in sheets
        for rule in flat(items)
        if isinstance(rule, Rule) and rule.keyword == "font-face"
        for item in _declarations(rule.items or ())
        if item.name == "font-family"
        for family in _listed(item)
    }


def _known_properties(templates: Folders, styles: Folders) -> set[str]:
    """The custom properties that shipped styles and all templates speak of, or that styles use."""
    texts = [
        *_shipped_texts(styles, (".css",)).values(),
        *_shipped_texts(templates, ENDINGS).values(),
        *_texts(templates, ENDINGS).values(),
    ]
    known = {found for text in texts for found in _PROPERTY.findall(text)}
    own = _sheets_of(_texts(styles, (".css",))).values()
    return known | {found for items in own for found in _used(items)}


def _sheets_of(texts: Mapping[str, str]) -> dict[str, Sequence[Item]]:
    """The sheets that can be read, by name; of the others whoever uses them tells."""
    found: dict[str, Sequence[Item]] = {}
    for name, text in texts.items():
        with suppress(TooDeepError):
            found[name] = read(text)
    return found


def _shipped_sheets() -> dict[str, Sequence[Item]]:
    return _sheets_of(_shipped_texts(Folders("styles", None), (".css",)))


def _texts(folders: Folders, endings: tuple[str, ...]) -> Mapping[str, str]:
    """The course's own files of those endings that can be read, by name."""
    found: dict[str, str] = {}
    for name in folders.own_names(endings):
        path = folders.own(name)
        try:
            if path:
                found[name] = read_file(path, MOST_BYTES).decode("utf-8-sig")
        except (RefusedFileError, UnicodeDecodeError):
            continue  # whoever uses it tells of it
    return found


def _shipped_texts(folders: Folders, endings: tuple[str, ...]) -> Mapping[str, str]:
    paths = {name: folders.shipped(name) for name in folders.shipped_names(endings)}
    return {name: path.read_text("utf-8") for name, path in sorted(paths.items()) if path}
