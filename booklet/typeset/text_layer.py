"""What the text of the PDF says: the characters that were set, and no others.

WeasyPrint maps each glyph to what it stood for first. But a glyph may stand for several
things (a small capital for letters of both cases, `й` for itself and for `и` with a breve
behind it), and a character may be drawn by several glyphs (a letter and its accent). Then
what is searched for in the PDF, copied or read aloud is not what the script says.

So each glyph drawn has its own share of its cluster's text, composed (Unicode Annex 15,
form C). Where it had another text before, it is shown in a further font: the same outlines
and codes with another ToUnicode map, which every reader of PDF understands. Where glyphs are
more than characters, they stand in a span with the replacement text (ISO 32000-1, 14.9.4).

Rests on WeasyPrint's private side, as `engine` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any
from unicodedata import category, normalize

import pydyf
import weasyprint.draw.text as drawing
import weasyprint.pdf as writing
from weasyprint.text.ffi import ffi, pango

_SHOWN = re.compile(rb"<([0-9a-f]*)>|([^<>\[\]\s]+)")
_MOST_ENTRIES = 100  # in a section of a CMap (Adobe Technical Note 5014)


@dataclass(frozen=True, slots=True)
class DrawnGlyph:
    """A glyph as it is drawn: its font, by WeasyPrint's name, its code, its share of the text.

    `replaces` is the text of its cluster where that has more glyphs than characters;
    `cluster` tells which of the line's it belongs to.
    """

    font: str
    code: int
    text: str
    cluster: int
    replaces: str = ""


class _Texts:
    """The texts of each font's glyphs, those met first first: each is a layer."""

    def __init__(self) -> None:
        self.known: dict[str, dict[int, list[str]]] = defaultdict(dict)

    def layer(self, glyph: DrawnGlyph) -> int:
        found = self.known[glyph.font].setdefault(glyph.code, [])
        if glyph.text not in found:
            found.append(glyph.text)
        return found.index(glyph.text)


@contextmanager
def text_as_set() -> Iterator[None]:
    """While this runs, a PDF that WeasyPrint writes has the text of the lines it draws."""
    texts = _Texts()
    draw_line, build_fonts = drawing.draw_first_line, writing.build_fonts_dictionary

    def draw(stream: Any, textbox: Any, *how: Any) -> Any:
        begin, font = len(stream.stream), stream._current_font
        drawn = draw_line(stream, textbox, *how)
        if len(stream.stream) > begin:
            glyphs = _drawn_glyphs(stream, textbox)
            layers = [texts.layer(glyph) for glyph in glyphs]
            if any(layers) or any(glyph.replaces for glyph in glyphs):
                line = _Line(font, zip(glyphs, layers, strict=True))
                stream.stream[begin:] = line.rewritten(stream.stream[begin:])
        return drawn

    def build(pdf: Any, fonts: Mapping[Any, Any], compress: bool, *how: Any) -> Any:
        for font in fonts.values():
            known = texts.known.get(font.hash, {})
            font.to_unicode.update({code: found[0] for code, found in known.items()})
        names = build_fonts(pdf, fonts, compress, *how)
        _add_layers(pdf, names, texts, compress)
        return names

    drawing.draw_first_line, writing.build_fonts_dictionary = draw, build
    try:
        yield
    finally:
        drawing.draw_first_line, writing.build_fonts_dictionary = draw_line, build_fonts


# ---------------------------------------------------------------------- whose text is whose


_CIRCLE = "\u25cc"
"""What HarfBuzz draws a mark on that stands on no letter."""


def shares(text: str, glyphs: int, backwards: bool = False) -> tuple[list[str], str]:
    """What each of a cluster's glyphs, in the order drawn, has of its text, and what replaces it.

    The first in reading order (the last drawn where that goes `backwards`) has the surplus.
    Where characters are fewer, the glyphs have, for readers that know no replacements, what
    they are likely to show: letters and accents, capitals (of `ß` in small capitals), a mark
    on a circle. None has nothing (PDF/UA-1, 7.21.7).

    >>> shares("ffi", 1), shares("ọ̈", 2), shares("й", 2)
    ((['ffi'], ''), (['ọ', '̈'], ''), (['и', '̆'], 'й'))
    >>> shares("ß", 2), shares("🇪", 3)
    ((['S', 'S'], 'ß'), (['🇪', '🇪', '🇪'], '🇪'))
    """
    composed = normalize("NFC", text)
    likely = (composed, normalize("NFD", text), text.upper(), _CIRCLE + composed)
    parts = next(
        (one for one in likely[: 4 if _is_mark(composed) else 3] if len(one) >= glyphs), ""
    )
    surplus = len(parts) - glyphs + 1
    shared = [parts[:surplus], *parts[surplus:]] if parts else [composed] * glyphs
    replaces = "" if parts == composed else composed
    return shared[::-1] if backwards else shared, replaces


def _is_mark(text: str) -> bool:
    return category(text[:1] or " ").startswith("M")


def _drawn_glyphs(stream: Any, textbox: Any) -> list[DrawnGlyph]:
    """The glyphs of a line in the order drawn; none of a font that has bitmaps for outlines."""
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    found: list[DrawnGlyph] = []
    clusters = 0
    link = line.runs[0]
    while link != ffi.NULL:
        run, link = link.data, link.next
        font, _ = stream.add_font(run.item.analysis.font)
        if font.bitmap:
            return []
        count = run.glyphs.num_glyphs
        begins = ffi.unpack(run.glyphs.log_clusters, count)
        codes = [_code(font, glyph.glyph) for glyph in run.glyphs.glyphs[0:count]]
        edges = sorted({*begins, run.item.length})
        ends = dict(pairwise(edges))
        backwards = bool(run.item.analysis.level % 2)
        for begin, members in groupby(range(count), key=begins.__getitem__):
            drawn = [code for at in members if (code := codes[at]) is not None]
            if drawn:
                first = run.item.offset
                own = text[first + begin : first + ends[begin]].decode()
                parts, replaces = shares(own, len(drawn), backwards)
                found += (
                    DrawnGlyph(font.hash, code, part, clusters, replaces)
                    for code, part in zip(drawn, parts, strict=True)
                )
            clusters += 1
    return found


def _code(font: Any, glyph: int) -> int | None:
    """The code by which a glyph is drawn, None where nothing is."""
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return None
    if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return int(font.get_unused_glyph_id(glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG))
    return glyph


# ---------------------------------------------------------------------- the content stream


class _Line:
    """The operators of one line, which are written anew with changes of font and with spans."""

    def __init__(
        self, font: tuple[str, float] | None, glyphs: Iterable[tuple[DrawnGlyph, int]]
    ) -> None:
        self._written: list[Any] = []
        self._glyphs = iter(glyphs)
        self._font = _font_operator(*font) if font else b""
        self._layer = 0
        self._span = -1  # the cluster of the span that is open

    def rewritten(self, operators: Sequence[Any]) -> list[Any]:
        for operator in operators:
            if isinstance(operator, bytes) and operator.endswith(b"] TJ"):
                self._show(operator)
            else:
                self._written.append(operator)
                if isinstance(operator, bytes) and operator.endswith(b" Tf"):
                    self._font, self._layer = operator, 0
        self._set_span(-1, "")
        self._set_layer(0)
        return self._written

    def _show(self, operator: bytes) -> None:
        shown = b""
        for codes, number in _SHOWN.findall(operator[: -len(b" TJ")]):
            shown += number and b" %s " % number
            for at in range(0, len(codes), 4):
                code = codes[at : at + 4]
                glyph, layer = next(self._glyphs)
                if glyph.code != int(code, 16):
                    raise RuntimeError(f"glyph {code!r} was drawn, {glyph} was laid out")
                span = glyph.cluster if glyph.replaces else -1
                if layer != self._layer or span != self._span:
                    self._flush(shown)
                    shown = b""
                    self._set_span(span, glyph.replaces)
                    self._set_layer(layer)
                shown += b"<%s>" % code
        self._flush(shown)

    def _flush(self, shown: bytes) -> None:
        if shown:
            self._written.append(b"[%s] TJ" % shown.replace(b"><", b""))

    def _set_span(self, span: int, text: str) -> None:
        if span != self._span:
            if self._span >= 0:
                self._written.append(b"EMC")
            if span >= 0:
                self._written.append(b"/Span <</ActualText <feff%s>>> BDC" % _utf16(text))
            self._span = span

    def _set_layer(self, layer: int) -> None:
        if layer != self._layer:
            name, size, operator = self._font.split()
            self._written.append(b" ".join((_layer_name(name, layer), size, operator)))
            self._layer = layer


def _font_operator(name: str, size: float) -> bytes:
    stream = pydyf.Stream()
    stream.set_font_size(name, size)
    operator: bytes = stream.stream[0]
    return operator


def _layer_name(font: bytes, layer: int) -> bytes:
    return b"%s.%d" % (font, layer) if layer else font


# ----------------------------------------------------------------------------------- fonts


def _add_layers(pdf: Any, names: Any, texts: _Texts, compress: bool) -> None:
    """Add a font for the second, third … texts of each font's glyphs."""
    by_reference = {thing.reference: thing for thing in pdf.objects}
    for name, known in texts.known.items():
        for layer in range(1, max(map(len, known.values()))):
            own = {code: found[layer] for code, found in known.items() if len(found) > layer}
            cmap = pydyf.Stream([to_unicode(own)], compress=compress)
            pdf.add_object(cmap)
            font = pydyf.Dictionary(by_reference[names[name]] | {"ToUnicode": cmap.reference})
            pdf.add_object(font)
            names[_layer_name(name.encode(), layer).decode()] = font.reference


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3) from codes of two bytes to their texts."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    entries = [b"<%04x> <%s>" % (code, _utf16(text)) for code, text in sorted(texts.items())]
    for at in range(0, len(entries), _MOST_ENTRIES):
        section = entries[at : at + _MOST_ENTRIES]
        lines += [b"%d beginbfchar" % len(section), *section, b"endbfchar"]
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()
