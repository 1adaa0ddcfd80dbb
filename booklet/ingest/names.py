"""Who wrote a text, where it appeared and when, as far as its page says so.

Takes a page and the segments found on it; gives the segments with names filled in.
A page says it in many places: the line above the title, the lines below it, a byline,
an author's line at the end, "More from … and …", a list of search results further on
that gives title and publication, its own metadata where it is HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import Label, label
from booklet.ingest.segments import Page, Segment, with_names

_PERSON = re.compile(
    r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ]\.?)?(?: (?:de|von|van|di|la|Mc)?\s?[A-ZÀ-Þ][\w’'-]+){1,2}$"
)
_MORE_FROM = re.compile(
    r"more (?:from|by) (?P<author>.{3,40}?) and (?P<publication>.{3,40}?)\.?$", re.I
)
_OUR = re.compile(
    r"\b(?:[Oo]ur|part of the) (?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})\b"
)
_URL = re.compile(r"https?://\S{4,200}")
_MONTH_NUMBERS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
WORDS_SHOWN = 0.6
"""Share of a search result's words that a text must have to be the one found."""

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
    results = _assigned(texts, blocks, listings)
    for number, text in enumerate(texts):
        before = texts[number - 1].last if number else 0
        after = texts[number + 1].first if number + 1 < len(texts) else None
        found = _from_listing(text, results.get(text))
        found = _from_lines(found, blocks, labels, before, after)
        if len(texts) == 1 or all(part.title in ("", text.title) for part in texts):
            found = _from_page(found, page)
        named[text] = _with_clean_title(found, blocks)
    result = [named.get(part, part) for part in segments]
    return tuple(_shared(part, result) for part in result)


def _shared(part: Segment, parts: Sequence[Segment]) -> Segment:
    """An introduction and its list have one title, so also one author."""
    if part.verdict not in ("analysis", "quotations") or not part.title:
        return part
    for other in parts:
        if other.title == part.title and other.verdict in ("analysis", "quotations"):
            part = with_names(
                part,
                author=other.author,
                publication=other.publication,
                date=other.date,
                url=other.url,
            )
    return part


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
        date = lexicon.DATE.search(snippet[:40])
        yield _Listing(
            title, found["publication"] if found else "", snippet, iso_date(date) if date else ""
        )


def _assigned(
    parts: Sequence[Segment], blocks: Sequence[PageBlock], listings: Sequence[_Listing]
) -> dict[Segment, _Listing]:
    """Which search result is which text: by title, else by the words shown below it.

    A result goes to the one text that it fits best; words that several texts have
    equally (a speech that everybody quotes) say nothing.
    """
    assigned: dict[Segment, _Listing] = {}
    for part in parts:
        for entry in listings:
            if part.title and _same_title(part.title, entry.title):
                kept = assigned.get(part)
                if kept is None or (entry.publication and not kept.publication):
                    assigned[part] = entry
    taken = set(assigned.values())
    texts = {
        part: " ".join(_plain(b.text) for b in blocks if part.first <= b.first <= part.last)
        for part in parts
    }
    best: dict[Segment, tuple[float, _Listing]] = {}
    for entry in listings:
        if entry in taken or not entry.publication:
            continue
        shares = sorted(((_share(entry.snippet, texts[part]), n) for n, part in enumerate(parts)))
        if not shares or shares[-1][0] < WORDS_SHOWN:
            continue
        if len(shares) > 1 and shares[-2][0] >= shares[-1][0]:
            continue
        part = parts[shares[-1][1]]
        if part not in assigned and (part not in best or best[part][0] < shares[-1][0]):
            best[part] = (shares[-1][0], entry)
    return assigned | {part: entry for part, (_, entry) in best.items()}


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


def _share(snippet: str, text: str) -> float:
    """The share of a search result's runs of six words that the text has."""
    row = _plain(snippet).split()
    runs = [" ".join(row[at : at + 6]) for at in range(len(row) - 5)]
    return sum(run in text for run in runs) / len(runs) if len(runs) >= 3 else 0.0


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", "")))


# -------------------------------------------------------------------- lines around it


def _from_lines(
    part: Segment,
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    before: int,
    after: int | None,
) -> Segment:
    above = [at for at, block in enumerate(blocks) if before < block.first < part.first][-AROUND:]
    if not part.title:
        part = replace(part, title=_title_above(blocks, labels, above))
    inside = [at for at, block in enumerate(blocks) if part.first < block.first <= part.last]
    top = inside[: 2 * AROUND]
    below = [
        at
        for at, block in enumerate(blocks)
        if block.first > part.last and (after is None or block.first < after)
    ][:AROUND]
    author = _byline(blocks, labels, [*top, *below[:4], *above[-2:]])
    publication = ""
    for at in below:
        found = _MORE_FROM.match(blocks[at].text)
        if found:
            author = author or _as_written(found["author"], blocks)
            publication = _as_written(found["publication"], blocks)
    lines = [at for at in top if _is_name_line(blocks[at], labels[at], part)]
    for at in lines:
        text = blocks[at].text
        if text == author:
            continue
        if not author and _PERSON.match(text):
            author = text
        elif not publication and labels[at] == "headline" and _near_name(at, lines):
            publication = text
    if (
        not author
        and below
        and _PERSON.match(blocks[below[0]].text)
        and labels[below[0]] == "headline"
    ):
        author = blocks[below[0]].text
    if not publication and above and _is_name_line(blocks[above[-1]], labels[above[-1]], part):
        publication = blocks[above[-1]].text
    if not publication and before == 0:  # the head of the page
        heads = [at for at in above if _is_name_line(blocks[at], labels[at], part)]
        publication = blocks[heads[0]].text if heads else ""
    if not publication:
        publication = _our(blocks, [*above, *below])
    date = _date(blocks, labels, [*above[-2:], *top, *below[:4]])
    url = next((m[0] for at in [*above, *below] if (m := _URL.search(blocks[at].text))), "")
    return with_names(part, author=author, publication=publication, date=date, url=url)


def _title_above(blocks: Sequence[PageBlock], labels: Sequence[Label], above: Sequence[int]) -> str:
    """The headline from which only author and date part the text, "" where there is none."""
    parted = False
    for at in reversed(above):
        if labels[at] in ("byline", "date"):
            parted = True
        elif labels[at] == "headline":
            return blocks[at].text if parted else ""
        elif labels[at] != "control":
            return ""
    return ""


def _byline(blocks: Sequence[PageBlock], labels: Sequence[Label], near: Sequence[int]) -> str:
    for at in near:
        line = blocks[at].text.strip(" *_")
        found = lexicon.BYLINE.match(line) if labels[at] in ("byline", "date") else None
        if found:
            return " ".join(found["name"].split())
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


def _as_written(text: str, blocks: Sequence[PageBlock]) -> str:
    """A flattened name as another block of the page writes it."""
    for block in blocks:
        if block.text.casefold() == text.casefold() and block.text != text:
            return block.text
    return text if text != text.lower() else text.title()


def _date(blocks: Sequence[PageBlock], labels: Sequence[Label], near: Sequence[int]) -> str:
    for at in near:
        if labels[at] in ("date", "byline"):
            found = lexicon.DATE.search(blocks[at].text)
            if found:
                return iso_date(found)
    return ""


def iso_date(found: re.Match[str]) -> str:
    """A match of `lexicon.DATE` as YYYY-MM-DD."""
    if found["y"]:
        return f"{found['y']}-{found['m']}-{found['d']}"
    month = _MONTH_NUMBERS[(found["month"] or found["month2"])[:3].casefold()]
    return f"{found['year'] or found['year2']}-{month:02}-{int(found['day'] or found['day2']):02}"


# ----------------------------------------------------------------------------- titles


def _with_clean_title(part: Segment, blocks: Sequence[PageBlock]) -> Segment:
    """A flattened title ("her ending explained.") with its capitals and without the stop."""
    title = part.title
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    title = re.sub(r"\s+", " ", title).strip(" *_#")
    return replace(part, title=title_case_names(title, " ".join(block.text for block in blocks)))


def title_case_names(text: str, context: str) -> str:
    """Words that `context` always writes with a capital inside sentences, so written.

    Text dumps flatten headings to lower case; the running text knows the names.
    """

    def restored(found: re.Match[str]) -> str:
        word = found[0]
        if not word.islower() or len(word) < 3:
            return word
        upper = len(re.findall(rf"(?<=[a-z,;] ){re.escape(word.capitalize())}\b", context))
        lower = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", context))
        return word.capitalize() if upper >= 3 and upper > 3 * lower else word

    return re.sub(r"[^\W\d_]+", restored, text)
