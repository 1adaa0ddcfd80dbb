"""What a course adds to templates and styles and nothing ever reads.

In: a course's folder. Out: warnings for templates that override nothing and that no other
names, style sheets that nothing imports, custom properties that nothing uses, and fonts that
are not there. Each is a mistyped name, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import get_args

from booklet.compose.allowed_css import asked
from booklet.compose.folders import MOST_BYTES, Folders
from booklet.compose.styles import COURSE_SHEET, THEMES, Styled
from booklet.compose.templates import ENDINGS
from booklet.files import RefusedFileError, read_file
from booklet.problems import Problem, warning

TEMPLATE_ENDINGS = (*ENDINGS, ".htm", ".xhtml", ".jinja", ".jinja2", ".j2")
"""Endings of what is meant as a template, though some of them make it none."""

_OWN_SHEETS = (COURSE_SHEET, *(f"extra-{medium}.css" for medium in get_args(Styled)))
_FOR_SCREENS = ("page.css", "epub.css", "plan-screen.css")
"""Who reads on a screen may have fonts of their own: what ends so may name them."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FACE = re.compile(r"@font-face\s*+\{[^{}]*+\}", re.IGNORECASE)
_SET = re.compile(r"(?<![\w(-])(--[\w-]++)\s*+:")
_PROPERTY = re.compile(r"--[\w-]++")
_FAMILIES = re.compile(r"(?<![\w-])(?:font-family|--[\w-]*?font)\s*+:\s*+([^;{}]*+)", re.I)
_FAMILY = re.compile(r"\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\"',]++)")
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"}
    | {"ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"}
    | {"inherit", "initial", "unset", "revert"}
)
_DYNAMIC = re.compile(r"\{%-?\s*+(?:include|extends|import|from)\s++[^\"'\s]")


def unread(course: Path | None, shown: str) -> Iterator[Problem]:
    """`file-ignored`, `style-unused` and `font-missing`, in the order of files and lines."""
    if course is None:
        return
    templates = Folders("templates", course, shown)
    styles = Folders("styles", course, shown)
    yield from _templates(templates)
    yield from _sheets(styles)
    known = _known_properties(templates, styles)
    sheets = {name: _COMMENT.sub(_blank, text) for name, text in _texts(styles, (".css",)).items()}
    families = _shipped_families() | {
        family
        for text in sheets.values()
        for face in _FACE.findall(text)
        for family in _named(face)
    }
    for name, text in sheets.items():
        yield from _properties(name, text, known, styles)
        if not name.endswith(_FOR_SCREENS):
            yield from _fonts(name, text, families, styles)


def _templates(folders: Folders) -> Iterator[Problem]:
    texts = _texts(folders, TEMPLATE_ENDINGS)
    if any(_DYNAMIC.search(text) for text in texts.values()):
        return  # what they include is known only when they run
    shipped = folders.shipped_names(ENDINGS)
    for name in texts:
        others = (text for other, text in texts.items() if other != name)
        if name not in shipped and not any(name in text for text in others):
            yield _ignored(
                name, folders, shipped, "It has the name of no template, and none includes it."
            )


def _sheets(folders: Folders) -> Iterator[Problem]:
    texts = _texts(folders, (".css",))
    imported = {each.address for text in texts.values() for each in asked(text) if each.imported}
    known = {*folders.shipped_names((".css",)), *_OWN_SHEETS}
    for name in texts:
        if name not in known and name not in imported and not name.startswith(THEMES):
            yield _ignored(
                name,
                folders,
                known,
                f'Call it `{COURSE_SHEET}`, or import it there: `@import "{name}";`',
            )


def _ignored(name: str, folders: Folders, known: set[str], otherwise: str) -> Problem:
    meant = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return warning(
        "file-ignored",
        f"{PurePosixPath(folders.shown, folders.kind, name)} is not read",
        None,
        f"Did you mean `{meant[0]}`? {otherwise}" if meant else otherwise,
    )


def _properties(name: str, text: str, known: set[str], folders: Folders) -> Iterator[Problem]:
    used = known | set(re.findall(r"var\(\s*+(--[\w-]++)", text))
    for match in _SET.finditer(text):
        if match[1] not in used:
            meant = get_close_matches(match[1], sorted(known), n=1, cutoff=0.75)
            yield warning(
                "style-unused",
                f"`{match[1]}` is set, and no style uses it",
                folders.own_span(name, text.count("\n", 0, match.start()) + 1),
                f"Did you mean `{meant[0]}`?" if meant else "Correct its name, or leave it out.",
            )


def _fonts(name: str, text: str, families: set[str], folders: Folders) -> Iterator[Problem]:
    plain = _FACE.sub(_blank, text)
    told: set[str] = set()
    for match in _FAMILIES.finditer(plain):
        first = next(iter(_listed(match[1])), "")
        if not first or first.casefold() in families | _GENERIC | told or "(" in first:
            continue
        told.add(first.casefold())
        yield warning(
            "font-missing",
            f"the font “{first}” is not there; another takes its place",
            folders.own_span(name, plain.count("\n", 0, match.start()) + 1),
            "Put its file into `styles/` and name it in an `@font-face` rule, or take one that "
            "is shipped: EB Garamond, Source Sans 3, Atkinson Hyperlegible.",
        )


def _named(face: str) -> Iterator[str]:
    for match in _FAMILIES.finditer(face):
        yield from (family.casefold() for family in _listed(match[1]))


def _listed(value: str) -> list[str]:
    value = value.partition("!important")[0]
    families = ("".join(match.groups("")).strip() for match in _FAMILY.finditer(value))
    return [re.sub(r"\s+", " ", family.strip("}")) for family in families if family]


def _shipped_families() -> set[str]:
    styles = Folders("styles", None)
    texts = _shipped_texts(styles, (".css",)).values()
    return {family for text in texts for face in _FACE.findall(text) for family in _named(face)}


def _known_properties(templates: Folders, styles: Folders) -> set[str]:
    """The custom properties that shipped styles and all templates speak of, or that styles use."""
    texts = [
        *_shipped_texts(styles, (".css",)).values(),
        *_shipped_texts(templates, ENDINGS).values(),
        *_texts(templates, ENDINGS).values(),
    ]
    known = {found for text in texts for found in _PROPERTY.findall(text)}
    own = _texts(styles, (".css",)).values()
    return known | {found for text in own for found in re.findall(r"var\(\s*+(--[\w-]++)", text)}


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


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
