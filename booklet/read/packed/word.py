"""Documents of word processors: Word's `.docx`, LibreOffice's `.odt`.

Takes the members of the archive; gives the text as a page, with headings, italics and bold, and
as typed: each paragraph at the column where it stands. Text that was deleted or hidden is not
of the document; footnotes come behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from lxml import etree

from booklet.read.packed.unpacked import Unpacked, xml_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

COLUMN = 144
"""Twentieths of a point that a letter of a typewriter takes (ten to the inch)."""

CENTRED = 30
MOST_COLUMNS = 70
_DEEPEST_STYLE = 10
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0}
_HEADING = re.compile(r"heading\s*([1-6])", re.I)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph or a run of it is set; `left` in twentieths of a point."""

    italic: bool = False
    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    left: float = 0.0
    above: float = 0.0
    centred: bool = False
    level: int = 0


@dataclass
class _Page:
    """The document while it is read."""

    html: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def paragraph(self, runs: list[tuple[str, _Look]], look: _Look) -> None:
        text = "".join(each.upper() if run.capitals else each for each, run in runs)
        if look.above > COLUMN / 2 or look.level:
            self.typed.append("")
        if not text.strip():
            self.typed.append("")
            self.html.append("<p><br></p>")
            return
        column = CENTRED if look.centred else min(MOST_COLUMNS, round(look.left / COLUMN))
        rows = text.split("\n")
        self.typed += [" " * max(0, column) + row for row in rows]
        body = "".join(_run(each, run) for each, run in runs)
        tag = f"h{look.level}" if look.level else "p"
        self.html.append(f"<{tag}>{body}</{tag}>")

    def unpacked(self) -> Unpacked:
        """The whole."""
        html = "<html><body>" + "\n".join(self.html) + "</body></html>"
        return Unpacked(html, "\n".join(self.typed) + "\n")


def _run(text: str, look: _Look) -> str:
    body = escape(text.upper() if look.capitals else text).replace("\n", "<br>")
    if text.strip():
        body = f"<i>{body}</i>" if look.italic else body
        body = f"<b>{body}</b>" if look.bold else body
    return body


# ------------------------------------------------------------------------------- Word


def docx(files: Mapping[str, bytes]) -> Unpacked:
    """The text of a Word document."""
    styles = _word_styles(files)
    page = _Page()
    parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    for name in parts:
        if name not in files:
            continue
        for paragraph in xml_of(files[name]).iter(f"{_W}p"):
            _word_paragraph(page, paragraph, styles, note=name != parts[0])
    return page.unpacked()


def _word_styles(files: Mapping[str, bytes]) -> dict[str, _Look]:
    if "word/styles.xml" not in files:
        return {}
    rows = {
        each.get(f"{_W}styleId", ""): each
        for each in xml_of(files["word/styles.xml"]).iter(f"{_W}style")
    }
    looks: dict[str, _Look] = {}
    for name, style in rows.items():
        chain = [style]
        while len(chain) < _DEEPEST_STYLE and (above := chain[-1].find(f"{_W}basedOn")) is not None:
            parent = rows.get(above.get(f"{_W}val", ""))
            if parent is None:
                break
            chain.append(parent)
        look = _Look()
        for each in reversed(chain):
            look = _word_look(each, look)
        called = style.find(f"{_W}name")
        level = _HEADING.match(called.get(f"{_W}val", "") if called is not None else "")
        looks[name] = replace(look, level=int(level[1]) if level else 0)
    return looks


def _word_look(element: etree._Element, look: _Look) -> _Look:
    """The look that the properties of a style, a paragraph or a run change."""
    run = element if element.tag == f"{_W}rPr" else element.find(f"{_W}rPr")
    if run is not None:
        for name, key in (
            ("i", "italic"),
            ("b", "bold"),
            ("caps", "capitals"),
            ("vanish", "hidden"),
        ):
            found = run.find(f"{_W}{name}")
            if found is not None:
                on = found.get(f"{_W}val", "1") not in ("0", "false", "off", "none")
                look = replace(look, **{key: on})
    own = element if element.tag == f"{_W}pPr" else element.find(f"{_W}pPr")
    if own is not None:
        indent = own.find(f"{_W}ind")
        if indent is not None:
            left = _number(indent.get(f"{_W}left") or indent.get(f"{_W}start"), look.left)
            first = _number(indent.get(f"{_W}firstLine"), 0) - _number(
                indent.get(f"{_W}hanging"), 0
            )
            look = replace(look, left=left + first)
        spacing = own.find(f"{_W}spacing")
        if spacing is not None:
            look = replace(look, above=_number(spacing.get(f"{_W}before"), look.above))
        aligned = own.find(f"{_W}jc")
        if aligned is not None:
            look = replace(look, centred=aligned.get(f"{_W}val") == "center")
    return look


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _word_paragraph(
    page: _Page, paragraph: etree._Element, styles: Mapping[str, _Look], note: bool
) -> None:
    own = paragraph.find(f"{_W}pPr")
    named = own.find(f"{_W}pStyle") if own is not None else None
    look = styles.get(named.get(f"{_W}val", "") if named is not None else "Normal", _Look())
    base = look
    if own is not None:
        look = _word_look(own, replace(look))
    runs: list[tuple[str, _Look]] = []
    for run in paragraph.iter(f"{_W}r"):
        if any(
            above.tag == f"{_W}p" and above is not paragraph
            for above in run.iterancestors(f"{_W}p")
        ) and (next(run.iterancestors(f"{_W}p")) is not paragraph):
            continue  # of a text box, which is a paragraph of its own
        set_as = run.find(f"{_W}rPr")
        mine = _word_look(set_as, base) if set_as is not None else base
        text = "".join(_word_text(run))
        if text and not mine.hidden:
            runs.append((text, mine))
    if note and runs:
        runs.insert(0, ("[Footnote: ", _Look()))
        runs.append(("]", _Look()))
    if runs or not note:
        page.paragraph(runs, look)


def _word_text(run: etree._Element) -> Iterator[str]:
    for each in run:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag == f"{_W}tab":
            yield "\t"
        elif each.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif each.tag == f"{_W}noBreakHyphen":
            yield "-"


# ------------------------------------------------------------------------ LibreOffice


def odt(files: Mapping[str, bytes]) -> Unpacked:
    """The text of a LibreOffice document."""
    looks: dict[str, _Look] = {}
    roots = [xml_of(files[name]) for name in ("styles.xml", "content.xml") if name in files]
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            parent = looks.get(style.get(f"{_STYLE}parent-style-name", ""), _Look())
            looks[style.get(f"{_STYLE}name", "")] = _open_look(style, parent)
    page = _Page()
    body = roots[-1] if roots else None
    for element in body.iter(f"{_TEXT}p", f"{_TEXT}h") if body is not None else ():
        look = looks.get(element.get(f"{_TEXT}style-name", ""), _Look())
        if element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "1")
            look = replace(
                look, level=min(6, int(level)) if level.isdigit() and level != "0" else 1
            )
        runs = list(_open_runs(element, look, looks))
        page.paragraph(runs, look)
    return page.unpacked()


def _open_look(style: etree._Element, look: _Look) -> _Look:
    text = style.find(f"{_STYLE}text-properties")
    if text is not None:
        slant, weight = text.get(f"{_FO}font-style"), text.get(f"{_FO}font-weight")
        upper = text.get(f"{_FO}text-transform"), text.get(f"{_FO}font-variant")
        look = replace(
            look,
            italic=slant == "italic" if slant else look.italic,
            bold=weight == "bold" if weight else look.bold,
            capitals="uppercase" in upper or "small-caps" in upper or look.capitals,
            hidden=text.get(f"{_TEXT}display") == "none",
        )
    own = style.find(f"{_STYLE}paragraph-properties")
    if own is not None:
        look = replace(
            look,
            left=_twips(own.get(f"{_FO}margin-left"), look.left)
            + _twips(own.get(f"{_FO}text-indent"), 0),
            above=_twips(own.get(f"{_FO}margin-top"), look.above),
            centred=own.get(f"{_FO}text-align", "") == "center" or look.centred,
        )
    return look


def _twips(text: str | None, otherwise: float) -> float:
    found = _LENGTH.match(text or "")
    return float(found[1]) * _TWIPS[found[2]] if found else otherwise


def _open_runs(
    element: etree._Element, look: _Look, looks: Mapping[str, _Look]
) -> Iterator[tuple[str, _Look]]:
    """The runs of a paragraph, walked without recursion."""
    open_: list[_Look] = [look]
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            named = each.get(f"{_TEXT}style-name", "") if each.tag == f"{_TEXT}span" else ""
            now = looks.get(named, open_[-1]) if named else open_[-1]
            open_.append(now)
            special = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(each.tag), "")
            if each.tag == f"{_TEXT}s":
                count = each.get(f"{_TEXT}c", "1")
                special = " " * (min(80, int(count)) if count.isdigit() else 1)
            if (special or each.text) and not now.hidden:
                yield special + (each.text or ""), now
        else:
            open_.pop()
            if each is not element and each.tail and not open_[-1].hidden:
                yield each.tail, open_[-1]
