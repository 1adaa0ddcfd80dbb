"""The fonts of a course's own: which faces a family has, and which of them an EPUB may carry.

In: style sheets. Out: `OwnFace`s, from their `@font-face` rules. An EPUB is handed on, so that a
font whose licence bits forbid embedding stays out of it (OpenType, OS/2, fsType).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from fontTools.ttLib import TTFont, TTLibError

from booklet.compose.shelf.styles import HOME
from booklet.markup.css import Declaration, Item, Rule, SheetText, asked, flat, read, value_text
from booklet.media import RefusedError
from booklet.problems import Problem, warning
from booklet.resources import Resources

_RESTRICTED, _PREVIEW, _EDITABLE = 0x0002, 0x0004, 0x0008
_BOLD = 600


@dataclass(frozen=True, slots=True)
class OwnFace:
    """A face of a font: `css` are the descriptors of its rule but its source; `line` its line."""

    family: str
    weight: str
    style: str
    css: str
    sources: tuple[str, ...]
    line: int

    @property
    def is_bold(self) -> bool:
        """Whether bold words are set in it, so far as numbers and names tell."""
        weights = [int(word) for word in self.weight.split() if word.isdigit()]
        return "bold" in self.weight or max(weights, default=400) >= _BOLD

    @property
    def is_slanted(self) -> bool:
        """Whether it is an italic or an oblique."""
        return self.style not in ("", "normal")

    def rule(self, address: str) -> str:
        """Its `@font-face` rule, with one source."""
        return f"@font-face{{{self.css};src:url({address})}}"


def own_faces(items: Sequence[Item]) -> Iterator[OwnFace]:
    """The faces of a sheet's `@font-face` rules that name a file."""
    for rule in flat(items):
        if not isinstance(rule, Rule) or rule.keyword != "font-face":
            continue
        said = {
            each.name: value_text(each.value).strip()
            for each in rule.items or ()
            if isinstance(each, Declaration)
        }
        sources = tuple(each.address for each in asked([rule]))
        if "font-family" in said and sources:
            yield OwnFace(
                said["font-family"].strip("\"'"),
                said.get("font-weight", "400").casefold(),
                said.get("font-style", "normal").casefold(),
                ";".join(f"{name}:{value}" for name, value in said.items() if name != "src"),
                sources,
                rule.line,
            )


def missing_faces(faces: Sequence[OwnFace]) -> str:
    """What of bold and slanted letters a family lacks; "" where it has both."""
    lacking = [] if any(face.is_bold for face in faces) else ["bold"]
    lacking += [] if any(face.is_slanted for face in faces) else ["slanted"]
    return " or ".join(lacking)


def fonts_for_epub(
    sheets: Sequence[SheetText], resources: Resources
) -> tuple[dict[str, bytes], str, tuple[Problem, ...]]:
    """The files of the course's own faces, the rules that name them, and `font-not-embedded`, a
    warning, for each that may not be handed on."""
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    rules: list[str] = []
    problems: list[Problem] = []
    for sheet in sheets:
        for face in own_faces(read(sheet.text)):
            for address in face.sources:
                try:
                    font = resources.read(address, HOME)
                except RefusedError:
                    continue  # told where the sheet was read
                name = names.setdefault(
                    address, f"own-font-{len(names) + 1}{PurePosixPath(address).suffix.lower()}"
                )
                if _may_be_embedded(font.data):
                    files[name] = font.data
                    rules.append(face.rule(name))
                else:
                    problems.append(
                        warning(
                            "font-not-embedded",
                            f"the font “{face.family}” is not in the EPUB: its licence forbids it",
                            sheet.span(face.line, 1),
                            "On paper it stays. Name a font for the EPUB in "
                            "`styles/extra-epub.css` that may be handed on.",
                        )
                    )
                break
    return files, "".join(f"{rule}\n" for rule in rules), tuple(problems)


def _may_be_embedded(data: bytes) -> bool:
    try:
        bits = int(TTFont(BytesIO(data), lazy=True)["OS/2"].fsType)
    except (TTLibError, KeyError, AttributeError, ValueError):
        return True  # a font without such bits says nothing against it
    return not bits & _RESTRICTED or bool(bits & (_PREVIEW | _EDITABLE))
