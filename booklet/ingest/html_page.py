"""A saved web page as Markdown, one block a line.

Takes the bytes of an HTML file; gives Markdown with front matter, as which the page is
kept in the course: lines that a person can count and correct. What menus, forms and
footers hold, and what the article extractor (trafilatura, the extra `web`) leaves out,
is kept struck through (`~~so~~`), so that nothing disappears unseen.

Speeches are taken from the markup itself, since article extractors lose them: bold or
linked speakers, replies as `dd`, lists of paragraphs. The tree is walked without
recursion; a page nested a thousand levels deep is read like any other.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from lxml import etree

from booklet.counting import count_words
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import NAME_WORDS, speech
from booklet.ingest.lexicon import byline_name
from booklet.ingest.printed_plays import DIFFERENT, FEWEST_IN_PLAYS
from booklet.ingest.titles import without_site
from booklet.model import Span
from booklet.problems import Problem, Result, error, warning
from booklet.read.text.xml import mend_tree
from booklet.yaml_text import scalar

_SKIPPED_TAGS = "script style noscript template svg iframe select option head canvas"
_ASIDE_TAGS = "nav footer form button aside menu dialog"
_BLOCK_TAGS = """
    address article blockquote body br center dd details div dl dt fieldset figcaption figure
    h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td th tr ul
"""
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_ASIDE = frozenset(_ASIDE_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DIRECTION_KINDS = frozenset({"stage-direction", "stage-directions", "stagedir", "stage"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CUT_OFF = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY)

MOST_LINKED_DATA = 200_000
"""Characters of a page's own description of itself that are read."""

MOST_MARKED = 5_000
MOST_NAMES = 5
"""Elements in which the author is looked for; words of an author's name."""

ARTICLE_WORDS = 80
"""A page with fewer words in it is not worth an extractor's judgement."""


@dataclass(slots=True)
class _Row:
    """A block of the page while it is read."""

    text: str
    level: int
    quoted: bool
    item: bool
    apart: bool
    aside: bool
    cell: tuple[int, int, int] = (0, 0, 0)
    paragraph: int = 0


@dataclass(slots=True)
class _Walk:
    """The state of the walk: open elements are counted, not remembered."""

    rows: list[_Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    aside: int = 0
    parent: Any = None
    rule: bool = True
    tables: list[int] = field(default_factory=list)
    table: int = 0
    line: int = 0
    cell: int = 0
    paragraph: int = 0

    def enter(self, tag: str) -> None:
        """Count tables, their lines and the cells of a line."""
        if tag == "table":
            self.table += 1
            self.tables.append(self.table)
        elif tag == "tr":
            self.line, self.cell = self.line + 1, 0
        elif tag in ("td", "th"):
            self.cell += 1
        elif tag == "p":
            self.paragraph += 1

    def flush(self, element: Any) -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if not text:
            return
        level = next((n for tag, n in _HEADINGS.items() if self.open.get(tag)), 0)
        holder = element.getparent() if element.tag in ("p", "li", "dd", "dt", "br") else element
        apart = self.rule or level > 0 or holder is not self.parent
        self.parent, self.rule = holder, level > 0
        quoted = bool(self.open.get("blockquote")) or (
            element.tag == "p" and "quote" in (element.get("class") or "").casefold()
        )
        item = bool(self.open.get("li")) and not level
        cell = (self.tables[-1], self.line, self.cell) if self.tables else (0, 0, 0)
        paragraph = self.paragraph if self.open.get("p") else 0
        self.rows.append(_Row(text, level, quoted, item, apart, self.aside > 0, cell, paragraph))


def html_to_markdown(data: bytes, file: str) -> Result[str]:
    """The page as Markdown.

    Problems: `page-empty`, `page-too-deep`, `web-extra-missing` (a warning).
    """
    encoding = _encoding(data)
    parser = etree.HTMLParser(
        huge_tree=True, no_network=True, remove_comments=True, encoding=encoding
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    cut = next((one for one in parser.error_log if one.type in _CUT_OFF), None)
    if cut is not None:  # libxml2 drops what follows, and would say nothing
        return Result(None, (_cut_off(Span(file, cut.line or 1)),))
    if root is not None:
        mend_tree(
            root
        )  # pages said to be in Latin-1 are in cp1252 (https://encoding.spec.whatwg.org)
    rows = _rows(root) if root is not None else []
    if not rows:
        hint = "Save the page in the browser as a whole and import that file."
        return Result(None, (error("page-empty", f"there is no text in {file}", Span(file), hint),))
    problems: list[Problem] = []
    names = _names(root)
    rows, played = _as_in_plays(rows)
    if played:
        names["form"] = "play"
    spoken = sum(_is_speech(row) for row in rows)
    size = sum(count_words(row.text) for row in rows)
    if size >= ARTICLE_WORDS and spoken < max(3, 0.2 * len(rows)):
        article = _article(data.decode(encoding, "replace") if encoding else data, file)
        problems += article.problems
        if article.value is not None:
            text, found = article.value
            found["author"] = byline_name(found["author"]) or found["author"]
            names = found | {key: value for key, value in names.items() if value}
            rows = _judged(rows, text)
    return Result(_markdown(rows, names), tuple(problems))


def _cut_off(span: Span) -> Problem:
    return error(
        "page-too-deep",
        "the page is nested deeper here than can be read; what follows would be lost",
        span,
        "Copy the text of the page from the browser into a text file, and import that.",
    )


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the page is that, whatever it says of itself; None leaves it to the parser."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _is_footnote_mark(element: Any) -> bool:
    if element.tag != "sup":
        return False
    return bool(re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", "".join(islice(element.itertext(), 8))))


def _rows(root: Any) -> list[_Row]:
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or _is_footnote_mark(element):
            walk.skipped += 1 if event == "start" else -1
        if event == "start":
            if tag in _BLOCKS or tag in _ASIDE:
                walk.flush(element.getparent() if element.getparent() is not None else element)
                walk.open[tag] = walk.open.get(tag, 0) + 1
                walk.rule = walk.rule or tag == "hr"
                walk.enter(tag)
            walk.aside += tag in _ASIDE
            if _is_direction(element):
                walk.words.append(" [")
            if not walk.skipped and element.text:
                walk.words.append(element.text)
        else:
            if tag in _BLOCKS or tag in _ASIDE:
                walk.flush(element)
                walk.open[tag] -= 1
                if tag == "table" and walk.tables:
                    walk.tables.pop()
            walk.aside -= tag in _ASIDE
            if _is_direction(element):
                walk.words.append("] ")
            if not walk.skipped and element.tail:
                walk.words.append(element.tail)
    return _lines_of_paragraphs(walk.rows)


def _lines_of_paragraphs(rows: list[_Row]) -> list[_Row]:
    """Where `<br>` parts a paragraph into lines, they belong together and stand apart."""
    counts = Counter(row.paragraph for row in rows if row.paragraph)
    before = 0
    for row in rows:
        if counts[row.paragraph] > 1:
            row.apart = row.paragraph != before
        before = row.paragraph
    return rows


def _is_direction(element: Any) -> bool:
    """Whether the markup calls it a stage direction (DAISY Z39.98, and class names in use)."""
    if element.tag not in ("i", "em", "span"):
        return False
    kinds = f"{element.get('epub:type') or ''} {element.get('class') or ''}".casefold().split()
    return not _DIRECTION_KINDS.isdisjoint(kind.rpartition(":")[2] for kind in kinds)


def _as_in_plays(rows: Sequence[_Row]) -> tuple[list[_Row], bool]:
    """Tables with speakers in the first cell and their words in the second, as speeches."""
    lines: dict[int, dict[int, dict[int, list[_Row]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for row in rows:
        number, line, cell = row.cell
        if number:
            lines[number][line][cell].append(row)
    joined: dict[int, _Row | None] = {}
    for table in lines.values():
        pairs = [cells for cells in table.values() if set(cells) == {1, 2} and len(cells[1]) == 1]
        names = [cells[1][0].text.casefold() for cells in pairs]
        short = all(count_words(name) <= NAME_WORDS for name in names)
        if len(names) < FEWEST_IN_PLAYS or len(set(names)) > DIFFERENT * len(names) or not short:
            continue
        for cells in pairs:
            name, said = cells[1][0], cells[2]
            text = f"{name.text}: {' '.join(row.text for row in said)}"
            joined |= {id(row): None for row in said}
            joined[id(name)] = replace(name, text=text, apart=True)
    played = bool(joined)
    for cells in (cells for table in lines.values() for cells in table.values()):
        if set(cells) == {1, 2} and len(cells[1]) == len(cells[2]) == 1:
            name, said_once = cells[1][0], cells[2][0]
            if id(name) not in joined and count_words(name.text) <= NAME_WORDS:
                joined[id(said_once)] = None
                joined[id(name)] = replace(name, text=f"{name.text}\t{said_once.text}")
    found = [joined.get(id(row), row) for row in rows]
    return [row for row in found if row is not None], played


def _is_speech(row: _Row) -> bool:
    return speech(PageBlock(row.text, 1, 1)) is not None


# --------------------------------------------------------------------- the extractor


def _article(data: bytes | str, file: str) -> Result[tuple[str, dict[str, str]]]:
    """What trafilatura takes for the article, as plain words, and what it says of it."""
    try:
        import trafilatura
    except ImportError:
        return Result(
            None,
            (
                warning(
                    "web-extra-missing",
                    f"{file} was read without an article extractor",
                    Span(file),
                    "Look at import.yaml closely, or install the extra and import again: "
                    "`pip install 'script-booklet[web]'`.",
                ),
            ),
        )
    try:
        found = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    except (RecursionError, ValueError, TypeError):
        return Result(None)
    if found is None or isinstance(found, dict):
        return Result(None)
    names = {
        "title": found.title or "",
        "author": found.author or "",
        "publication": found.sitename or "",
        "date": found.date or "",
        "url": found.url or "",
    }
    return Result((_plain(found.text or ""), names))


def _judged(rows: Sequence[_Row], article: str) -> list[_Row]:
    """Rows the extractor left out, struck; headings and short rows keep what they have.

    A row is in the article if its first or its last six words are, or all of a shorter one.
    """
    ends = [_ends(row.text) for row in rows]
    wanted: dict[int, set[str]] = defaultdict(set)
    for each in ends:
        for run in each:
            wanted[run.count(" ") + 1].add(run)
    words_of_it = article.split()
    found: set[str] = set()
    for size, runs in wanted.items():
        for at in range(len(words_of_it) - size + 1):
            run = " ".join(words_of_it[at : at + size])
            if run in runs:
                found.add(run)
    return [
        row
        if row.level or not each or not found.isdisjoint(each) or _is_speech(row)
        else _Row(row.text, 0, row.quoted, row.item, row.apart, True)
        for row, each in zip(rows, ends, strict=True)
    ]


def _ends(text: str) -> tuple[str, ...]:
    row = _plain(text).split()
    return (" ".join(row[:6]), " ".join(row[-6:])) if row else ()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


# ------------------------------------------------------------------------ its names


def _names(root: Any) -> dict[str, str]:
    """What the page's own metadata say (Open Graph, Dublin Core, the title element)."""
    wanted = {
        "og:title": "title",
        "dc.title": "title",
        "author": "author",
        "article:author": "author",
        "dc.creator": "author",
        "og:site_name": "publication",
        "article:published_time": "date",
        "dc.date": "date",
        "og:url": "url",
    }
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = wanted.get((meta.get("property") or meta.get("name") or "").casefold())
        value = " ".join((meta.get("content") or "").split())
        if key and value and not (key == "author" and value.startswith("http")):
            found.setdefault(key, value[:10] if key == "date" else value)
    for key, value in (*_linked_data(root).items(), *_marked_up(root).items()):
        found.setdefault(key, value)
    if not _may_sign(found.get("author", "")):
        found.pop("author", None)
        found |= {key: value for key, value in _marked_up(root).items() if key == "author"}
    link = root.find(".//link[@rel='canonical']")
    if link is not None and (link.get("href") or "").startswith("http"):
        found.setdefault("url", link.get("href"))
    title = root.find(".//title")
    if title is not None and title.text:
        whole = " ".join(title.text.split())
        headings = {_text_of(each).casefold() for each in root.iter("h1", "h2")}
        parts = re.split(r"\s[-–—|·:]\s", whole)
        headed = next((part for part in parts if part.strip().casefold() in headings), "")
        if headed and count_words(headed) > 1 and headed == parts[0]:
            found.setdefault("title", headed.strip())
        found.setdefault("title", whole)
        name, site = without_site(whole)
        if name == found["title"] and site:
            found.setdefault("publication", site)
    return found


def _linked_data(root: Any) -> dict[str, str]:
    """What the page says of its article in JSON-LD (https://schema.org/Article)."""
    found: dict[str, str] = {}
    for script in islice(root.iter("script"), 200):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > MOST_LINKED_DATA:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        graphs = [item["@graph"] for item in items if isinstance(item, dict) and "@graph" in item]
        items = [*items, *(each for graph in graphs if isinstance(graph, list) for each in graph)]
        for item in items:
            if not isinstance(item, dict) or "headline" not in item:
                continue
            author = item.get("author")
            author = author[0] if isinstance(author, list) and author else author
            name = author.get("name") if isinstance(author, dict) else author
            published = item.get("datePublished")
            for key, value in (("author", name), ("date", published), ("title", item["headline"])):
                if isinstance(value, str) and value.strip():
                    plain = " ".join(value.split())
                    found.setdefault(key, plain[:10] if key == "date" else plain)
    return found


def _marked_up(root: Any) -> dict[str, str]:
    """Who wrote it, and when, by the markup around their words (microdata, rel, classes)."""
    found: dict[str, str] = {}
    for element in islice(root.iter("a", "span", "p", "div", "address", "time"), MOST_MARKED):
        if element.tag == "time" and element.get("datetime"):
            found.setdefault("date", element.get("datetime")[:10])
            continue
        kinds = re.split(r"[\s_-]+", (element.get("class") or "").casefold())
        marked = (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or not {"byline", "author"}.isdisjoint(kinds)
        )
        if marked and "author" not in found:
            text = _text_of(element)
            name = byline_name(text) or text
            if _may_sign(name) and name[0].isupper() and 1 < len(name.split()) <= MOST_NAMES:
                found["author"] = name
    return found


def _text_of(element: Any) -> str:
    return " ".join(" ".join(islice(element.itertext(), 20)).split())


def _may_sign(name: str) -> bool:
    """Whether a name may be a person's: no address, no name of an account."""
    return bool(name) and "://" not in name and not name.islower() and not name.isdigit()


def _markdown(rows: list[_Row], names: dict[str, str]) -> str:
    lines = ["---", *(f"{key}: {scalar(value)}" for key, value in names.items() if value), "---"]
    for row in rows:
        if row.apart:
            lines.append("")
        if row.aside and not _is_speech(row):
            lines.append(f"~~{row.text}~~")
        else:
            quote = "> " if row.quoted and not row.level else ""
            item = "- " if row.item else ""
            lines.append("#" * row.level + (" " if row.level else "") + quote + item + row.text)
    return "\n".join(lines) + "\n"
