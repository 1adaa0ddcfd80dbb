"""What the glyphs of a PDF's font mean, and which of them have no picture.

In: a font dictionary of the PDF. Out: text for the bytes shown with it (through its
ToUnicode map, ISO 32000-1 section 9.10.3), how wide its glyphs are, and which are missing:
number 0 (.notdef), a number the embedded font does not have, or a letter without an outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import unpack_from
from unicodedata import category

import pikepdf

from booklet.proof.letters import swapped

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_LAST_CID = 0xFFFF
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # fillers and a pattern without dots
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Font:
    """A font of one PDF: `width` bytes a code (1 or 2), the text of each code, the codes that
    have text but no picture, and how far the pen goes for each, in thousandths of the size.

    `swapped` are the codes whose picture is another letter's, and which that is.
    """

    width: int
    unicode: dict[int, str]
    pictureless: frozenset[int] = frozenset()
    advances: dict[int, float] = field(default_factory=dict)
    otherwise: float = 1000.0  # of codes that are not among the `advances`
    swapped: Mapping[int, str] = field(default_factory=dict)

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """The codes of a shown string."""
        return unpack_from(f">{len(shown) // self.width}{'H' if self.width == 2 else 'B'}", shown)

    def read(self, codes: Sequence[int]) -> tuple[list[str], list[str]]:
        """The texts of glyphs, and the characters that have no picture."""
        text = [self.unicode.get(code, REPLACEMENT) for code in codes]
        missing = [
            character
            for code, character in zip(codes, text, strict=True)
            if code in self.pictureless or character == REPLACEMENT
        ]
        return text, missing


@dataclass(frozen=True, slots=True)
class Outlines:
    """How many glyphs an embedded TrueType font has, and which are empty."""

    count: int
    empty: frozenset[int] = frozenset()

    def lacks(self, glyph: int, needs_ink: bool) -> bool:
        """Whether the glyph is .notdef, not in the font, or empty although it needs ink."""
        return glyph == 0 or glyph >= self.count or (needs_ink and glyph in self.empty)


def read_font(
    font: pikepdf.Object, *, letters: bool = False, beside: Iterable[tuple[int, str]] = ()
) -> Font:
    """The font of a font dictionary (Type 0 with two-byte codes, or simple).

    With `letters` its pictures are compared with the letters that they stand for, and with those
    of other fonts that are made of the same program, `beside` it.
    """
    composite = font.get("/Subtype") == "/Type0"
    unicode = {}
    if "/ToUnicode" in font:
        unicode = read_to_unicode(font["/ToUnicode"].read_bytes())
    elif not composite:
        unicode = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}
    if not composite:
        return Font(1, unicode, _pictureless(font, unicode), *_simple_advances(font))
    descendant = font["/DescendantFonts"][0]
    file = program_of(font) if letters else None
    program = b"" if file is None else file.read_bytes()
    return Font(
        2,
        unicode,
        _pictureless(font, unicode),
        *_advances(descendant),
        swapped(program, unicode, beside) if program else {},
    )


def by_program(document: pikepdf.Pdf) -> dict[tuple[int, int], list[tuple[int, str]]]:
    """What the glyphs of each font file stand for, in all fonts that are made of it."""
    found: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0":
            file = program_of(thing)
            if file is not None and "/ToUnicode" in thing:
                meant = read_to_unicode(thing["/ToUnicode"].read_bytes())
                found.setdefault(file.objgen, []).extend(meant.items())
    return found


def program_of(font: pikepdf.Object) -> pikepdf.Object | None:
    """The font file of a Type 0 font, whose codes are its glyphs; None where there is none."""
    try:
        descriptor = font["/DescendantFonts"][0].get("/FontDescriptor", pikepdf.Dictionary())
    except (KeyError, IndexError):
        return None
    return descriptor.get("/FontFile2", descriptor.get("/FontFile3"))


def _simple_advances(font: pikepdf.Object) -> tuple[dict[int, float], float]:
    """The widths of a simple font (ISO 32000-1, 9.6.2)."""
    first = int(font.get("/FirstChar", 0))
    widths = enumerate(font.get("/Widths", ()), start=first)
    return {code: float(width) for code, width in widths}, 0.0


def _advances(descendant: pikepdf.Object) -> tuple[dict[int, float], float]:
    """The widths of a CIDFont, whose codes are its glyphs (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    entries = list(descendant.get("/W", ()))
    at = 0
    while at + 1 < len(entries):
        first = int(entries[at])
        if isinstance(entries[at + 1], pikepdf.Array):
            found.update(enumerate(map(float, entries[at + 1]), start=first))
            at += 2
        elif at + 2 < len(entries):
            last = min(int(entries[at + 1]), _LAST_CID)
            found.update(dict.fromkeys(range(first, last + 1), float(entries[at + 2])))
            at += 3
        else:
            break
    return found, float(descendant.get("/DW", 1000))


def _pictureless(font: pikepdf.Object, unicode: dict[int, str]) -> frozenset[int]:
    """Codes without a picture; none are known but for embedded TrueType outlines."""
    if font.get("/Subtype") != "/Type0":
        return frozenset()
    descriptor = font["/DescendantFonts"][0].get("/FontDescriptor")
    if descriptor is None or "/FontFile2" not in descriptor:
        return frozenset()
    outlines = read_outlines(descriptor["/FontFile2"].read_bytes())
    if outlines is None:
        return frozenset()
    return frozenset(
        code
        for code, text in unicode.items()
        if text.strip() and outlines.lacks(code, needs_ink=_has_ink(text))
    )


def _has_ink(text: str) -> bool:
    """Whether a letter, number or sign is to be seen of it."""
    return any(category(each)[0] in "LNPS" for each in text if each not in _BLANK)


def read_to_unicode(cmap: bytes) -> dict[int, str]:
    """The characters of each code, from a ToUnicode CMap."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(cmap):
        tokens = [match.groups() for match in _TOKEN.finditer(body)]
        if kind == b"bfchar":
            strings = [_hex(token[0]) for token in tokens]
            for code, text in zip(strings[::2], strings[1::2], strict=False):
                found[int.from_bytes(code, "big")] = _utf16(text)
        else:
            _read_ranges(tokens, found)
    return found


def _read_ranges(tokens: list[tuple[bytes, ...]], found: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        low, high = (int.from_bytes(_hex(token[0]), "big") for token in tokens[at : at + 2])
        at += 2
        if tokens[at][1]:
            at += 1
            for code in range(low, high + 1):
                found[code] = _utf16(_hex(tokens[at][0]))
                at += 1
        else:
            first = _hex(tokens[at][0])
            for code in range(low, high + 1):
                value = int.from_bytes(first, "big") + code - low
                found[code] = _utf16(value.to_bytes(len(first), "big"))
        at += 1


def _hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")


def read_outlines(file: bytes) -> Outlines | None:
    """The glyph count and the empty glyphs of a TrueType file (`maxp`, `head`, `loca`)."""
    tables: dict[bytes, tuple[int, int]] = {}
    if len(file) < 12:
        return None
    for index in range(unpack_from(">H", file, 4)[0]):
        tag, _, offset, length = unpack_from(">4sLLL", file, 12 + 16 * index)
        tables[tag] = (offset, length)
    if b"maxp" not in tables:
        return None
    count: int = unpack_from(">H", file, tables[b"maxp"][0] + 4)[0]
    if b"loca" not in tables or b"head" not in tables:
        return Outlines(count)
    long_offsets = unpack_from(">h", file, tables[b"head"][0] + 50)[0]
    size = 4 if long_offsets else 2
    known = min(count + 1, tables[b"loca"][1] // size)
    offsets = unpack_from(f">{known}{'L' if long_offsets else 'H'}", file, tables[b"loca"][0])
    empty = (glyph for glyph in range(known - 1) if offsets[glyph] == offsets[glyph + 1])
    return Outlines(count, frozenset(empty))
