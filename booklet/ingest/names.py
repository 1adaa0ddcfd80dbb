"""Who wrote a text, where it appeared and when, as far as its page says so.

Takes a page and the segments found on it; gives the segments with names filled in.
A page says it in many places: the line above the title, the lines below it, a byline,
an author's line at the end, "More from … and …", a list of search results further on
that gives title and publication, its own metadata where it is HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import ATTRIBUTION, Label, label
from booklet.ingest.segments import Page, Segment, with_names
from booklet.ingest.titles import TITLE_WORDS, is_person

_MORE_FROM = re.compile(
    r"more (?:from|by) (?P<author>.{3,40}?) and (?P<publication>.{3,40}?)\.?$", re.I
)
_OUR = re.compile(
    r"\b(?:[Oo]ur|part of the) (?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})\b"
)
_URL = re.compile(r"https?://\S{4,200}")
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[^\W\d_a-z][^\W\d_]*")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z][^\W\d_]*(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
WORDS_SHOWN = 0.6
"""Share of a search result's words that a text must have to be the one found."""

FEWEST_RUNS = 3
MOST_TITLE_WORDS = 40

AROUND = 6
"""Blocks before a title and after an end in which names are looked for."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A search result: title, publication, the words shown below it, a date."""

    title: str
    publication: str
    snippet: str
    date: str


def name(page: Page, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments with title, author, publication, date and url filled in."""
    blocks = page.blocks
    labels = label(blocks)
    listings = tuple(_listings(blocks, labels))
    texts = [part for part in segments if part.verdict in ("analysis", "quotations")]
    named: dict[Segment, Segment] = {}
    firsts = [block.first for block in blocks]
    results = _assigned(texts, blocks, firsts, listings)
    spelling = Spelling(block.text for block in blocks)
    speakers = frozenset(block.speaker for block in blocks if block.speaker)
    written = {block.text.casefold(): block.text for block in reversed(blocks)}
    one_title = len({part.title for part in texts if part.title}) <= 1
    for number, text in enumerate(texts):
        before = texts[number - 1].last if number else 0
        after = texts[number + 1].first if number + 1 < len(texts) else None
        found = _from_listing(text, results.get(text))
        if len(texts) == 1 or (one_title and (text.title or not any(p.title for p in texts))):
            found = _from_page(found, page)
        found = _from_lines(found, blocks, labels, firsts, before, after, written, speakers)
        named[text] = _with_clean_title(found, spelling)
    result = [named.get(part, part) for part in segments]
    return _shared(result)


def _shared(parts: Sequence[Segment]) -> tuple[Segment, ...]:
    """An introduction and its list have one title, so also one author."""
    names = ("author", "publication", "date", "url")
    known: dict[tuple[str, str], str] = {}
    for part in parts:
        if part.verdict in ("analysis", "quotations"):
            for key in names:
                if getattr(part, key):
                    known.setdefault((part.title, key), getattr(part, key))
    return tuple(
        with_names(part, **{key: known.get((part.title, key), "") for key in names})
        if part.title and part.verdict in ("analysis", "quotations")
        else part
        for part in parts
    )


def _from_page(part: Segment, page: Page) -> Segment:
    return with_names(
        part if not page.title else replace(part, title=page.title),
        title=page.title,
        author=page.author,
        publication=page.publication,
        date=page.date,
        url=page.url,
    )


# --------------------------------------------------------------------- search results


def _listings(blocks: Sequence[PageBlock], labels: Sequence[Label]) -> Iterator[_Listing]:
    for at, block in enumerate(blocks):
        if labels[at] not in ("listed", "cast", "headline", "repeated") or not block.mark:
            continue
        snippet = ""
        if (
            at + 1 < len(blocks)
            and not blocks[at + 1].mark
            and blocks[at + 1].indent > block.indent
        ):
            snippet = blocks[at + 1].text
        found = lexicon.LISTING.match(block.text)
        title = found["title"] if found else block.text
        publication = found["publication"] if found else ""
        yield _Listing(title, publication, snippet, lexicon.date_in(snippet[:40]))


def _assigned(
    parts: Sequence[Segment],
    blocks: Sequence[PageBlock],
    firsts: Sequence[int],
    listings: Sequence[_Listing],
) -> dict[Segment, _Listing]:
    """Which search result is which text: by title, else by the words shown below it.

    A result goes to the one text that it fits best; words that several texts have
    equally (a speech that everybody quotes) say nothing.
    """
    assigned: dict[Segment, _Listing] = {}
    beginnings = _by_beginning(listings)
    for part in parts:
        for entry in beginnings.get(_plain(part.title), ()) if part.title else ():
            kept = assigned.get(part)
            if kept is None or (entry.publication and not kept.publication):
                assigned[part] = entry
    taken = set(assigned.values())
    open_entries = [entry for entry in listings if entry not in taken and entry.publication]
    shown = [_runs(entry.snippet) for entry in open_entries]
    wanted = {run for runs in shown for run in runs}
    holders: dict[str, set[int]] = defaultdict(set)
    if wanted:
        for number, part in enumerate(parts):
            own = range(bisect_left(firsts, part.first), bisect_right(firsts, part.last))
            for run in wanted.intersection(_runs(" ".join(blocks[at].text for at in own))):
                holders[run].add(number)
    best: dict[Segment, tuple[float, _Listing]] = {}
    for entry, runs in zip(open_entries, shown, strict=True):
        counts = Counter(number for run in runs for number in holders.get(run, ()))
        ranked = counts.most_common(2)
        share = ranked[0][1] / len(runs) if ranked and len(runs) >= FEWEST_RUNS else 0.0
        if share < WORDS_SHOWN or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            continue
        part = parts[ranked[0][0]]
        if part not in assigned and (part not in best or best[part][0] < share):
            best[part] = (share, entry)
    return assigned | {part: entry for part, (_, entry) in best.items()}


def _by_beginning(listings: Sequence[_Listing]) -> dict[str, list[_Listing]]:
    """Search results by their title, and by each beginning of it of three words or more."""
    found: dict[str, list[_Listing]] = defaultdict(list)
    for entry in listings:
        row = _plain(entry.title).split()[:MOST_TITLE_WORDS]
        for size in {*range(3, len(row)), len(row)}:
            found[" ".join(row[:size])].append(entry)
    return found


def _same_title(one: str, other: str) -> bool:
    """Equal but for punctuation and capitals, or the longer one begins with the other."""
    first, second = _plain(one), _plain(other)
    return first == second or (len(first.split()) >= 3 and second.startswith(first + " "))


def _from_listing(part: Segment, entry: _Listing | None) -> Segment:
    if entry is None:
        return part
    if (
        not part.title
        or _plain(part.title) == _plain(entry.title)
        or not _same_title(part.title, entry.title)
    ):
        part = replace(part, title=entry.title)
    return with_names(part, publication=entry.publication, date=entry.date)


def _runs(text: str) -> list[str]:
    """The runs of six words of a text."""
    row = _plain(text).split()
    return [" ".join(row[at : at + 6]) for at in range(len(row) - 5)]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", "")))


# -------------------------------------------------------------------- lines around it


def _from_lines(
    part: Segment,
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    firsts: Sequence[int],
    before: int,
    after: int | None,
    written: Mapping[str, str],
    speakers: frozenset[str],
) -> Segment:
    """`firsts` are the blocks' first lines; `before` and `after` bound what is this text's."""
    start, stop = bisect_left(firsts, part.first), bisect_right(firsts, part.last)
    limit = len(blocks) if after is None else bisect_left(firsts, after)
    above = range(max(bisect_right(firsts, before), start - AROUND), start)
    if not part.title:
        part = replace(part, title=_title_above(blocks, labels, above))
    lines = _Lines(
        part,
        blocks,
        labels,
        above,
        top=range(start + 1, min(stop, start + 1 + 2 * AROUND)),
        below=range(stop, min(limit, stop + AROUND)),
        heads_page=before == 0,
        speakers=speakers,
    )
    more = [found for at in lines.below if (found := _MORE_FROM.match(blocks[at].text))]
    author = lines.author(_as_written(more[0]["author"], written) if more else "")
    author = author or lines.author_below()
    publication = _as_written(more[-1]["publication"], written) if more else ""
    return with_names(
        part,
        author=author,
        publication=publication or lines.publication(author),
        date=_date(blocks, labels, [*above[-2:], *lines.top, *lines.below[:4]]),
        url=lines.url(),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines around a text that may name it: `above` it, its `top`, and `below` it."""

    part: Segment
    blocks: Sequence[PageBlock]
    labels: Sequence[Label]
    above: range
    top: range
    below: range
    heads_page: bool
    speakers: frozenset[str]

    def author(self, more_from: str) -> str:
        """A byline, a person above a date, who there is more from, a person in the top lines
        with another name below, or between the title and a date."""
        near = [*self.top[:AROUND], *self.above[-3:], *self.below[:3], *self.top[AROUND:]]
        byline = _byline(self.blocks, self.labels, near)
        dated = (at for at in self.above[-3:-1] if self.labels[at + 1] == "date")
        below = [at for at in self.top[:1] if "date" in self.labels[at + 1 : at + 2]]
        return (
            byline
            or self._person(dated)
            or more_from
            or self._person(self._paired(self.top))
            or self._person(below)
        )

    def author_below(self) -> str:
        """A person who signs."""
        signs = (at for at in self.below[:1] if self.labels[at] == "headline")
        return self._person(signs) or self._signature()

    def _signature(self) -> str:
        """A person behind a dash below the last paragraph, who speaks nowhere on the page."""
        for at in self.below[:1]:
            found = ATTRIBUTION.match(self.blocks[at].text)
            above = self.labels[at - 1] if at else "quotation"
            if found and above == "prose" and is_person(found["name"]):
                return "" if found["name"] in self.speakers else found["name"]
        return ""

    def publication(self, author: str) -> str:
        """A name beside another in the top lines, right above, at the head of the page; "our …"."""
        top = self._names(self.top)
        beside = [at for at in top if self.labels[at] == "headline" and _near_name(at, top)]
        found = self._text(beside, author) or self._text(self._names(self.above[-1:]), "")
        if not found and self.heads_page:
            found = self._text(self._names(self.above), author)
        return found or _our(self.blocks, [*self.above, *self.below])

    def url(self) -> str:
        """The first address."""
        texts = (self.blocks[at].text for at in [*self.above, *self.below])
        return next((found[0] for text in texts if (found := _URL.search(text))), "")

    def _names(self, among: range) -> list[int]:
        return [at for at in among if _is_name_line(self.blocks[at], self.labels[at], self.part)]

    def _paired(self, among: range) -> list[int]:
        """Of the lines with names those with another name in the line below: who, and where."""
        lines = self._names(among)
        return [at for at in lines if at + 1 in lines]

    def _person(self, among: Iterable[int]) -> str:
        texts = (self.blocks[at].text for at in among)
        return next((text for text in texts if is_person(text)), "")

    def _text(self, among: Iterable[int], other_than: str) -> str:
        texts = (self.blocks[at].text for at in among)
        return next((text for text in texts if text != other_than), "")


def _title_above(blocks: Sequence[PageBlock], labels: Sequence[Label], above: Sequence[int]) -> str:
    """The headline from which only author and date part the text, "" where there is none.

    Of several headlines in a row, the one that speaks as titles do; else the nearest.
    """
    parted = False
    row: list[str] = []
    for at in reversed(above):
        if labels[at] in ("byline", "date"):
            parted = True
        elif labels[at] == "headline" and is_person(blocks[at].text) and parted:
            continue  # who wrote it
        elif labels[at] == "headline" and parted:
            row.append(blocks[at].text)
        elif row and labels[at] == "sentence":
            continue  # how many stars, what it is about
        elif row or labels[at] != "control":
            break
    return next((text for text in row if TITLE_WORDS.search(text)), row[0] if row else "")


def _byline(blocks: Sequence[PageBlock], labels: Sequence[Label], near: Sequence[int]) -> str:
    for at in near:
        line = blocks[at].text.strip(" *_")
        name = lexicon.byline_name(line) if labels[at] in ("byline", "date") else ""
        if name:
            return " ".join(name.split())
    return ""


def _is_name_line(block: PageBlock, kind: Label, part: Segment) -> bool:
    """A line of one to four capitalised words: a person or a publication."""
    tokens = block.text.split()
    return (
        kind in ("headline", "repeated")
        and not block.mark
        and not block.level
        and 2 <= len(tokens) <= 4
        and all(token[0].isupper() for token in tokens)
        and not re.search(r"[:?!.\d]", block.text)
        and _plain(block.text) != _plain(part.title)
    )


def _near_name(at: int, lines: Sequence[int]) -> bool:
    return any(other != at and abs(other - at) <= 1 for other in lines)


def _our(blocks: Sequence[PageBlock], around: Sequence[int]) -> str:
    """A publication that speaks of itself: "our … Guide", said before or after the text."""
    for at in around:
        found = _OUR.search(blocks[at].text)
        if found:
            return found["name"]
    return ""


def _as_written(text: str, written: Mapping[str, str]) -> str:
    """A flattened name as another block of the page writes it."""
    other = written.get(text.casefold(), text)
    return other if other != text.lower() else text.title()


def _date(blocks: Sequence[PageBlock], labels: Sequence[Label], near: Sequence[int]) -> str:
    for at in near:
        if labels[at] in ("date", "byline"):
            found = lexicon.date_in(blocks[at].text)
            if found:
                return found
    return ""


# ----------------------------------------------------------------------------- titles


def _with_clean_title(part: Segment, spelling: Spelling) -> Segment:
    """A flattened title ("her ending explained.") with its capitals and without the stop."""
    title = part.title
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    title = re.sub(r"\s+", " ", title).strip(" *_#")
    return replace(part, title=spelling.restored(title))


class Spelling:
    """Which words a text always writes with a capital inside sentences.

    Text dumps flatten headings to lower case; the running text knows the names.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        for text in texts:
            self._capital.update(_CAPITALISED.findall(text))
            self._small.update(_SMALL.findall(text))

    def restored(self, text: str) -> str:
        """The text with the capitals that its names have lost."""
        return _LETTERS.sub(self._restored, text)

    def _restored(self, found: re.Match[str]) -> str:
        word = found[0]
        if not word.islower() or len(word) < 3:
            return word
        name = word.capitalize()
        capital, small = self._capital[name], self._small[word]
        return name if capital >= 3 and capital > 3 * small else word
