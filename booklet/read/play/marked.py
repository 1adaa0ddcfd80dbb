"""A saved page as a text with the marks of transcribers, for reading it as a play.

Takes HTML; gives text: a block a paragraph, italics and bold in the marks that `lines` reads,
small capitals as capitals, headings as Markdown's. What type a class stands for is taken from
the page's own style sheet; what the page calls a direction or a person (EPUB, DAISY Z39.98)
is marked as one, whatever its type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_CLASS = re.compile(r"(?:^|[\s,>])(?:[a-z]+\d?)?\.([\w-]+)(?=\s*(?:,|$))")
_STYLES = (
    ("italic", re.compile(r"font-style\s*:\s*(?:italic|oblique)")),
    ("bold", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")),
    (
        "capitals",
        re.compile(r"font-variant(?:-caps)?\s*:\s*[\w-]*small-caps|text-transform\s*:\s*upper"),
    ),
    (
        "gone",
        re.compile(r"display\s*:\s*none|position\s*:\s*(?:absolute|fixed)|visibility\s*:\s*hid"),
    ),
)
_NAMED = (
    ("direction", re.compile(r"^(?:stage|stage-?dir(?:ection)?s?|direction|stagedir|didascalie)$")),
    ("bold", re.compile(r"^(?:speaker|persona|charname|role-name|sp-?name|actor|person)$")),
    ("capitals", re.compile(r"^(?:smcap|sc|smallcaps?|small-caps|smc)$")),
    ("gone", re.compile(r"^(?:pagenum|pageno|pgnum|pagebreak|linenum|lineno|fnanchor|noteref)$")),
    ("line", re.compile(r"^(?:line|l|verse-?line|vl|i\d{1,2})$")),
)
_OF_TAGS = {"i": "italic", "em": "italic", "cite": "italic", "var": "italic"} | {
    "b": "bold",
    "strong": "bold",
    "dt": "bold",
}
_SKIPPED_TAGS = """
    script style noscript template svg iframe select option head nav footer form button aside menu
    dialog figure
"""
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BLOCK_TAGS = """
    address article blockquote body center dd details div dl dt fieldset h1 h2 h3 h4 h5 h6 header
    html li main ol p pre section table tbody tr ul hr
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_CELL, _BLANKS, _TABS = re.compile(r" {4}"), re.compile(r"[^\S\t]++"), re.compile(r"\t\s*")
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?")


@dataclass
class _Walk:
    """The state of the walk through a page."""

    rows: list[str] = field(default_factory=list)
    words: list[tuple[str, bool, bool]] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    level: int = 0
    apart: bool = False
    cell: int = 0

    def add(self, text: str) -> None:
        if self.open.get("gone"):
            return
        if self.open.get("capitals"):
            text = text.upper()
        self.words.append((text, self.open.get("italic", 0) > 0, self.open.get("bold", 0) > 0))

    def flush(self, apart: bool) -> None:
        """End the line; `apart` is True where a block ends, and a blank line follows."""
        text = _marked(self.words)
        self.words.clear()
        if text:
            if self.apart and self.rows:
                self.rows.append("")
            self.rows.append("#" * self.level + (" " if self.level else "") + text)
            self.apart = False
        self.apart = self.apart or apart


def marked_text(html: str) -> str:
    """The text of a page, "" where it has none."""
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html.encode(), parser) if html.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return ""
    if root is None:
        return ""
    classes = _classes("\n".join(each.text or "" for each in root.iter("style")))
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        kinds = list(_kinds(element, tag, classes))
        if event == "start":
            _begin(walk, element, tag, kinds)
        else:
            _finish(walk, element, tag, kinds)
    walk.flush(True)
    return "\n".join(walk.rows) + "\n" if walk.rows else ""


def _begin(walk: _Walk, element: Any, tag: str, kinds: list[str]) -> None:
    if tag == "br":
        walk.flush(False)
    elif tag in _BLOCKS or "line" in kinds:
        walk.flush(tag in _BLOCKS and "line" not in kinds)
        walk.level = _LEVELS.get(tag, walk.level)
        walk.cell = 0 if tag == "tr" else walk.cell
    elif tag in ("td", "th"):
        walk.cell += 1
        if walk.cell > 1:
            walk.add("    ")
    for kind in kinds:
        walk.open[kind] = walk.open.get(kind, 0) + 1
    if "direction" in kinds and walk.open["direction"] == 1:
        walk.add(" [")
    if element.text:
        walk.add(element.text)


def _finish(walk: _Walk, element: Any, tag: str, kinds: list[str]) -> None:
    if "direction" in kinds and walk.open["direction"] == 1:
        walk.add("] ")
    for kind in kinds:
        walk.open[kind] -= 1
    if tag in _BLOCKS or "line" in kinds:
        walk.flush(tag in _BLOCKS and "line" not in kinds)
        walk.level = 0 if tag in _LEVELS else walk.level
    if element.tail:
        walk.add(element.tail)


def _kinds(element: Any, tag: str, classes: Mapping[str, set[str]]) -> Iterator[str]:
    """What an element does to its text."""
    if tag in _SKIPPED or (tag == "sup" and _FOOTNOTE.fullmatch("".join(element.itertext()))):
        yield "gone"
    if tag in _OF_TAGS:
        yield _OF_TAGS[tag]
    if tag == "td" and _is_named(element):
        yield "bold"
    named = f"{element.get('class') or ''} {element.get('epub:type') or ''}".casefold().split()
    for name in named:
        bare = name.rpartition(":")[2]
        kinds = {kind for kind, is_of in _NAMED if is_of.match(bare)} | classes.get(name, set())
        yield from kinds
    style = (element.get("style") or "").casefold()
    yield from (kind for kind, has in _STYLES if style and has.search(style))


def _is_named(cell: Any) -> bool:
    """Whether a cell is the first of two, short, and in a table of speeches: names and words."""
    row = cell.getparent()
    if row is None or row.tag != "tr" or cell.getprevious() is not None or len(row) != 2:
        return False
    return len("".join(cell.itertext()).split()) in range(1, 5)


def _classes(sheet: str) -> dict[str, set[str]]:
    """The classes whose text a style sheet sets in italics, bold or small capitals, or hides."""
    found: dict[str, set[str]] = {}
    for selectors, body in _RULE.findall(_REMARK.sub("", sheet[:200_000])):
        kinds = {kind for kind, has in _STYLES if has.search(body.casefold())}
        if kinds:
            for name in _CLASS.findall(selectors):
                found.setdefault(name.casefold(), set()).update(kinds)
    return found


def _marked(words: list[tuple[str, bool, bool]]) -> str:
    """Runs of text in the marks for their type, blanks outside of them."""
    runs: list[tuple[str, str]] = []
    for text, italic, bold in words:
        mark = "**" if bold else "_" if italic else ""
        if runs and (runs[-1][1] == mark or not text.strip()):
            runs[-1] = (runs[-1][0] + text, runs[-1][1])
        else:
            runs.append((text, mark))
    pieces: list[str] = []
    for text, mark in runs:
        bare = text.strip()
        if not mark or not any(map(str.isalnum, bare)):
            pieces.append(text)
            continue
        left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        pieces.append(f"{left}{mark}{bare}{mark}{right}")
    whole = _CELL.sub("\t", "".join(pieces).replace("\u00a0", " "))
    whole = _BLANKS.sub(" ", whole)
    return _TABS.sub("    ", whole).strip()
