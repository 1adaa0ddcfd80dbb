"""What a text is called, and whom it is about.

Takes the blocks of a page and their labels; gives the block that is a text's title, the
titles of works that a page names, and the names that a text keeps coming back to.
Positions of blocks are 0-based.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from booklet.counting import count_words, words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import Label, is_strong

NEAR_TEXT = 8
"""Blocks above a text in which who wrote it, and when, parts its title from it."""

FARTHER = 0.2
"""What a headline loses for each line that it stands farther from who wrote the text."""

OF_ITEMS = 3
"""So many lines alike but for their numbers ("Quote 1", "Quote 2") head the items of a list."""

NEAR_TITLE = 4
FEWEST_WORDS = 3
MOST_WORDS = 24

BORNE_OUT = 0.8
"""Share of a title's words that the text must have where the title names nobody of it."""

TITLE_WORDS = re.compile(
    r"\b(?:ending|explained|review|analysis|meaning|quotes?|essay|interpretation|why|symbolism"
    r"|themes?|study|best|scene|script)\b",
    re.IGNORECASE,
)

_WORK = re.compile(
    r"\b(?P<title>[^\W\d_a-z][\w’'&-]{0,40}(?: [\w’'&-]{1,40}){0,5}?) \((?P<year>(?:19|20)\d\d)\)"
)

_CAPITAL = "[A-ZÀ-ÞŁŚŠŽČĆА-ЯЁЄІЇΑ-Ω]"
_PERSON = re.compile(
    rf"{_CAPITAL}[\w’'-]+(?: {_CAPITAL}\.?)?"
    rf"(?: (?:de|von|van|di|la|Mc)?\s?{_CAPITAL}[\w’'-]+){{1,2}}$"
)
_WITH_SITE = re.compile(r"(?P<title>\S.{2,200}) [-–—|] (?P<site>[^-–—|:.?!]{2,30})")
_LIST_OF = re.compile(
    r"(?P<title>\S[^/|–—:]{1,80}?)(?: \((?:19|20)\d\d\))?(?:/| ?[-–—|:] ?| )\(?"
    r"(?:full |movie |film )?(?:transcripts?|quotes|quotations|script|dialogues?|wikiquote)\b",
    re.IGNORECASE,
)

MOST_WORKS = 12
"""A page that names more works than these is about none of them."""


def titles_of_works(blocks: Sequence[PageBlock], title: str = "") -> set[str]:
    """The titles that the page gives with a year, "Title (1999)", without lead-in words.

    Once is enough in the page's own `title`, twice is needed elsewhere.
    """
    counts: Counter[str] = Counter()
    for text in [title, title, *(block.text for block in blocks)]:
        for found in _WORK.finditer(text):
            counts[re.split(r"(?i)\b(?:from|in|of|for|to)\s+", found["title"])[-1]] += 1
    return {title for title, count in counts.most_common(MOST_WORKS) if count >= 2}


def without_site(title: str) -> tuple[str, str]:
    """The title of a page's window as title and publication: "The Ferry - Linebook"."""
    found = _WITH_SITE.fullmatch(title.strip())
    return (found["title"].strip(), found["site"].strip()) if found else (title, "")


def work_of_list(title: str) -> str:
    """The work whose lines a page of this title has, or "".

    "The Ferry/Transcript" is one such title, "The Ferry: the best lines" another.
    """
    work, colon, what = title.rpartition(":")
    if colon and lexicon.QUOTES_TITLE.match(what.strip()):
        return work.strip()
    found = _LIST_OF.match(without_site(title)[0]) or _LIST_OF.match(title)
    return found["title"].strip() if found else ""


CAPITALS = 0.2
"""Share of words with a capital inside sentences from which capitals are no sign of names."""


def capitalised(blocks: Iterable[PageBlock]) -> float:
    """The share of words inside sentences that have a capital; German has many."""
    inside = [word for block in blocks for word in re.findall(r"(?<=[a-zß-ÿ,;] )\w+", block.text)]
    return sum(word[0].isupper() for word in inside) / len(inside) if inside else 0.0


def is_person(text: str) -> bool:
    """Whether a line is a person's name: some capitalised words, and no article before them."""
    first = text.split()[0].casefold() if text.split() else ""
    return bool(_PERSON.match(text)) and first not in lexicon.ARTICLES


def without_number(text: str) -> str:
    """The text with a mark in place of its numbers."""
    return re.sub(r"\d+", "#", text)


def heads_of_items(blocks: Sequence[PageBlock]) -> frozenset[str]:
    """Lines that come again and again with other numbers ("Quote 1"), without these."""
    counts = Counter(without_number(block.text) for block in blocks)
    return frozenset(text for text, count in counts.items() if count >= OF_ITEMS)


def find_title(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    gap: range,
    body: Sequence[int],
    names: set[str],
    items: frozenset[str] = frozenset(),
) -> int | None:
    """The block of the gap that the paragraphs after it bear out as their title; `items` are
    lines that head the items of a list, and no text."""
    if not gap:
        return None
    vocabulary = Counter(
        word.casefold() for at in body for word in words(blocks[at].text) if len(word) > 3
    )
    subjects = recurring_names(blocks, labels, body)
    best: tuple[float, int] | None = None
    last_after = max((at for at in gap if labels[at] == "after"), default=-1)
    signed = _signed(labels, gap)
    if signed >= 0:  # what stands below who wrote it, and when, is a caption or a heading
        gap = range(gap.start, signed)
        above = _headline_above(blocks, labels, gap, vocabulary, byline=labels[signed] == "byline")
        if above is not None:
            return above
    for at in gap:
        if labels[at] not in ("headline", "sentence", "speech", "cast") or blocks[at].mark:
            continue
        text = blocks[at].text
        size = count_words(text)
        if not 1 < size <= 20 or text.count(",") > 2 or text.endswith(":"):
            continue
        if at < last_after or without_number(text) in items:
            continue
        content = {word.casefold() for word in words(text) if len(word) > 3}
        borne = sum(word.removesuffix("’s").removesuffix("'s") in vocabulary for word in content)
        score = borne / len(content) if content else 0.0
        named = mentions(text, names | subjects)
        if names and not named and score < BORNE_OUT:
            continue
        score += 0.5 * named + 0.4 * bool(TITLE_WORDS.search(text))
        score += 1.0 * (blocks[at].level == 1) - 0.5 * (labels[at] in ("sentence", "cast"))
        score -= 0.01 * (at - gap.start) if gap.start == 0 else 0.0
        if score >= 0.5 and (best is None or score > best[0]):
            best = (score, at)
    if best is None and gap.start == 0 and signed < 0:
        return _right_above(blocks, labels, gap)
    return best[1] if best else None


def _right_above(blocks: Sequence[PageBlock], labels: Sequence[Label], gap: range) -> int | None:
    """Of the first text on a page the headline right above its first paragraphs."""
    for at in reversed(gap):
        size = count_words(blocks[at].text)
        if labels[at] in ("headline", "speech") and not blocks[at].mark:
            return at if FEWEST_WORDS <= size <= MOST_WORDS else None
        if labels[at] not in ("prose", "sentence", "quotation", "attribution"):
            return None
    return None


def _signed(labels: Sequence[Label], gap: range) -> int:
    """Where it is said who wrote a text, and when, right above it; -1 for nowhere."""
    signed = [at for at in gap[-NEAR_TEXT:] if labels[at] in ("byline", "date")]
    bylines = [at for at in signed if labels[at] == "byline"]
    if not signed:
        return -1
    first = (bylines or signed)[-1]
    while first - 1 in signed:
        first -= 1
    return first


def _headline_above(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    gap: range,
    vocabulary: Counter[str],
    *,
    byline: bool,
) -> int | None:
    """The headline above the line that says who wrote it, or when: of several in a row, the
    nearest one of whose words the text has most; right above a byline, and above a line with a
    person's name alone, the nearest."""
    best: tuple[float, int] | None = None
    for at in reversed(gap[-NEAR_TITLE:]):
        size = count_words(blocks[at].text)
        if labels[at] not in ("headline", "sentence", "repeated") or size > MOST_WORDS:
            break
        if is_person(blocks[at].text):
            best, byline = None, True  # what stands below is where it appeared
            continue
        if byline and size >= FEWEST_WORDS:
            return at
        content = {word.casefold() for word in words(blocks[at].text) if len(word) > 3}
        borne = sum(word in vocabulary for word in content) / len(content) if content else 0.0
        borne -= FARTHER * (gap.stop - 1 - at)
        if size >= FEWEST_WORDS and labels[at] != "repeated" and (best is None or borne > best[0]):
            best = (borne, at)
    return best[1] if best else None


def mentions(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def recurring_names(
    blocks: Sequence[PageBlock], labels: Sequence[Label], body: Iterable[int]
) -> set[str]:
    """The names that a text keeps coming back to: capitalised inside sentences."""
    paragraphs = [at for at in body if is_strong(blocks[at], labels[at])]
    counts: Counter[str] = Counter()
    for at in paragraphs:
        names = set(re.findall(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w]+", blocks[at].text))
        counts.update(names)
    return {name for name, count in counts.items() if count >= max(2, 0.2 * len(paragraphs))}
