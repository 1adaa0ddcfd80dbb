"""Where each text of a page begins and ends, what it is, and what it is called.

Takes the blocks of one page; gives `Segment`s that together account for every block:
quotation lists, analyses, cast lists, and what is left out with the reason.

How a text is found. Paragraphs that only an article has (`labels.is_strong`) and runs
of speeches are the cores. Two cores belong to different texts when what stands
between them has the marks of a page's end or beginning (a byline, a date, controls,
"more stories", many headlines) *and* a headline that the paragraphs after it bear
out. Otherwise what stands between is an inset: headings stay, the rest is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import (
    Label,
    ends_sentence,
    is_strong,
    label,
    sentences,
    words,
)

Verdict = Literal["analysis", "quotations", "cast", "script", "subtitles", "left out"]

FEWEST_SPEECHES = 3
FEWEST_AFTER_INSET = 3
"""Paragraphs that must follow "related stories" for it to be an inset and not the end."""

BREAK_AT = 2
"""Marks of a page's end or beginning needed between two texts."""

BORNE_OUT = 0.8
"""Share of a title's words that the text must have where the title names nobody of it."""

_SPOKEN: frozenset[Label] = frozenset({"speech", "direction", "attribution", "attributed"})
_JUNK: frozenset[Label] = frozenset({"control", "repeated", "listed", "headlines", "reference"})
_TITLE_WORDS = re.compile(
    r"\b(?:ending|explained|review|analysis|meaning|quotes?|essay|interpretation|why|symbolism"
    r"|themes?|study|best|scene|script)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"(?P<title>[^\W\d_a-z][\w’'&-]*(?: [\w’'&-]+){0,5}?) \((?P<year>(?:19|20)\d\d)\)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines of a file and what was decided about it.

    `first` and `last` are 1-based lines. `reason` is in plain words. Lines that are
    "left out" inside another segment's bounds are cut out of it.
    """

    file: str
    first: int
    last: int
    verdict: Verdict
    title: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    exchanges: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for cutting: its blocks, what its format said of the whole, its lines."""

    file: str
    blocks: tuple[PageBlock, ...]
    title: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""


@dataclass(slots=True)
class _Text:
    """A text while it is being found: block positions, all 0-based, `stop` exclusive."""

    kind: Literal["analysis", "quotations"]
    start: int
    stop: int
    title: int | None = None
    furniture: tuple[int, int] = (0, 0)
    dropped: dict[int, str] = field(default_factory=dict)


def cut(page: Page, work: str = "", speakers: frozenset[str] = frozenset()) -> tuple[Segment, ...]:
    """The segments of a page, in order.

    `work` is the title of the work and `speakers` the casefolded names of those who speak
    in it, as far as they are known.
    """
    blocks = page.blocks
    labels = label(blocks)
    names = {work} if work else titles_of_works(blocks)
    cores = _cores(blocks, labels, speakers)
    texts = _texts(blocks, labels, cores, names)
    return _segments(page, labels, texts)


def titles_of_works(blocks: Sequence[PageBlock], title: str = "") -> set[str]:
    """The titles that the page gives with a year, "Title (1999)", without lead-in words.

    Once is enough in the page's own `title`, twice is needed elsewhere.
    """
    counts: Counter[str] = Counter()
    for text in [title, title, *(block.text for block in blocks)]:
        for found in _WORK.finditer(text):
            counts[re.split(r"(?i)\b(?:from|in|of|for|to)\s+", found["title"])[-1]] += 1
    return {title for title, count in counts.items() if count >= 2}


# ----------------------------------------------------------------------- the cores


def _cores(
    blocks: Sequence[PageBlock], labels: Sequence[Label], speakers: frozenset[str]
) -> list[tuple[str, int, int]]:
    """Runs of speeches and single strong paragraphs, as (kind, start, stop)."""
    cores: list[tuple[str, int, int]] = []
    position = 0
    while position < len(blocks):
        start, stop = _quotation_run(blocks, labels, position, speakers)
        if stop > start:
            cores.append(("quotations", start, stop))
            position = stop
            continue
        if is_strong(blocks[position], labels[position]):
            cores.append(("analysis", position, position + 1))
        position += 1
    if not any(kind == "analysis" for kind, _, _ in cores):
        cores += _weak_prose(blocks, labels, cores)
    return sorted(cores, key=lambda core: core[1])


def _weak_prose(
    blocks: Sequence[PageBlock], labels: Sequence[Label], cores: Sequence[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """On a page without long paragraphs, three short ones together are a text too."""
    taken = {at for _, start, stop in cores for at in range(start, stop)}
    prose = [at for at, name in enumerate(labels) if name == "prose" and at not in taken]
    near = [at for at in prose if sum(abs(at - other) <= 4 for other in prose) >= 3]
    return [("analysis", at, at + 1) for at in near if not blocks[at].foreign]


def _quotation_run(
    blocks: Sequence[PageBlock], labels: Sequence[Label], start: int, speakers: frozenset[str]
) -> tuple[int, int]:
    """The quotation list that begins at `start` or a little after; empty if there is none."""
    none = (start, start)
    if labels[start] not in _SPOKEN and not _opens_attribution(labels, start):
        return none
    stop = start
    position = start
    missing = 0
    while position < len(blocks) and missing <= 2:
        if labels[position] in _SPOKEN:
            stop, missing = position + 1, 0
        elif _opens_attribution(labels, position):
            missing = 0
        elif labels[position] in ("after", "listed", "byline", "reference", "headlines"):
            break
        else:
            missing += 1
        position += 1
    start, stop = _in_one_style(blocks, labels, start, stop)
    run = range(start, stop)
    spoken = [at for at in run if labels[at] in ("speech", "attributed", "attribution")]
    if len(spoken) < FEWEST_SPEECHES or len(spoken) < 0.5 * len(run):
        return none
    return (start, stop) if _speaks(blocks, labels, spoken, speakers) else none


def _in_one_style(
    blocks: Sequence[PageBlock], labels: Sequence[Label], start: int, stop: int
) -> tuple[int, int]:
    """Where most entries are list items, the run from the first item to the last.

    Headlines with a colon ("Great scene: …") stand before and after such lists.
    """
    marked = [at for at in range(start, stop) if blocks[at].mark and labels[at] in _SPOKEN]
    spoken = [at for at in range(start, stop) if labels[at] in _SPOKEN]
    if len(marked) > 0.6 * len(spoken):
        return marked[0], marked[-1] + 1
    return start, stop


def _opens_attribution(labels: Sequence[Label], position: int) -> bool:
    return position + 1 < len(labels) and labels[position + 1] == "attribution"


def _speaks(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    spoken: Sequence[int],
    speakers: frozenset[str],
) -> bool:
    """Whether the names before the colons speak: known, or coming back, or words quoted."""
    if any(labels[at] != "speech" for at in spoken):
        return True
    names = Counter(blocks[at].text.split(":")[0].strip(" *'_").casefold() for at in spoken)
    return len(names) < len(spoken) or sum(name in speakers for name in names) > len(names) / 2


# ------------------------------------------------------------------- texts and breaks


def _texts(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    cores: Sequence[tuple[str, int, int]],
    names: set[str],
) -> list[_Text]:
    texts: list[_Text] = []
    for index, (kind, start, stop) in enumerate(cores):
        body = [at for _, first, end in cores[index : index + 8] for at in range(first, end)]
        before = texts[-1].stop if texts else 0
        gap = range(before, start)
        title = _title(blocks, labels, gap, body[:12], names)
        new = (
            not texts
            or texts[-1].kind != kind
            or _marks_of_a_break(blocks, labels, gap, title, names) >= BREAK_AT
        )
        if kind == "analysis" and new and texts and not _stands_alone(cores, index, labels, blocks):
            continue
        if not new:
            texts[-1].stop = stop
            continue
        text = _Text("quotations" if kind == "quotations" else "analysis", start, stop)
        text.title = title
        text.furniture = (before, start)
        if texts and title is None and start - before <= 3 and texts[-1].kind != kind:
            text.title = texts[-1].title
        texts.append(text)
    for text in texts:
        _take_in(blocks, labels, text, names)
    return texts


def _stands_alone(
    cores: Sequence[tuple[str, int, int]],
    index: int,
    labels: Sequence[Label],
    blocks: Sequence[PageBlock],
) -> bool:
    """Whether a core that would open a new text has more of it nearby.

    One paragraph alone between menus is a teaser, however long.
    """
    _, start, stop = cores[index]
    near = [core for core in cores[index + 1 : index + 3] if core[1] - stop <= 8]
    size = len(words(blocks[start].text))
    return bool(near) or (size >= 3 * 40 and labels[start] == "prose")


def _marks_of_a_break(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    gap: range,
    title: int | None,
    names: set[str],
) -> int:
    """How many marks of a page's end or beginning stand in a gap; 0 without a title."""
    if title is None:
        return 0
    found = [labels[at] for at in gap]
    text = blocks[title].text
    marks = 2 * any(name in ("byline", "date") for name in found)
    marks += 2 * ("after" in found[: title - gap.start])
    marks += sum(name not in ("prose", "sentence", "quotation") for name in found) >= 6
    marks += any(name in ("control", "repeated") for name in found)
    marks += any(name in ("control", "repeated", "byline") for name in found[title - gap.start :])
    marks += _mentions(text, names) and bool(_TITLE_WORDS.search(text))
    marks += 2 * (blocks[title].level == 1)
    if lexicon.CONTROL.match(text):
        return 0
    if title == gap.stop - 1 and found.count("control") == len(found) - 1 <= 1:
        return 0  # an advertisement's label before a heading
    return marks


def _title(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    gap: range,
    body: Sequence[int],
    names: set[str],
) -> int | None:
    """The block of the gap that the paragraphs after it bear out as their title."""
    vocabulary = Counter(
        word.casefold() for at in body for word in words(blocks[at].text) if len(word) > 3
    )
    subjects = _subjects(blocks, labels, body)
    best: tuple[float, int] | None = None
    for at in gap:
        if labels[at] not in ("headline", "sentence", "speech", "cast") or blocks[at].mark:
            continue
        text = blocks[at].text
        size = len(words(text))
        if not 1 < size <= 20 or text.count(",") > 2 or text.endswith(":"):
            continue
        if any(at < other < gap.stop and labels[other] == "after" for other in gap):
            continue
        content = {word.casefold() for word in words(text) if len(word) > 3}
        borne = sum(word.removesuffix("’s").removesuffix("'s") in vocabulary for word in content)
        score = borne / len(content) if content else 0.0
        named = _mentions(text, names | subjects)
        if names and not named and score < BORNE_OUT:
            continue
        score += 0.5 * named + 0.4 * bool(_TITLE_WORDS.search(text))
        score += 1.0 * (blocks[at].level == 1) - 0.5 * (labels[at] in ("sentence", "cast"))
        score -= 0.01 * (at - gap.start) if gap.start == 0 else 0.0
        if score >= 0.5 and (best is None or score > best[0]):
            best = (score, at)
    return best[1] if best else None


def _mentions(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


# ------------------------------------------------------------- what stands in a text


def _take_in(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: _Text, names: set[str]
) -> None:
    """Widen a text to its title, standfirst and last lines; drop what is not its own."""
    if text.kind == "quotations":
        for at in range(text.start, text.stop):
            if labels[at] in ("control", "repeated"):
                text.dropped[at] = "a control of the page"
            elif labels[at] in ("prose", "sentence") and blocks[at].apart:
                text.dropped[at] = "stands between quotations and is none"
        return
    subjects = _subjects(blocks, labels, range(text.start, text.stop)) | names
    before, _ = text.furniture
    first = text.start
    while first > before and _leads_in(blocks, labels, text, first, subjects):
        first -= 1
    if text.title is not None and before <= text.title < first:
        for at in range(text.title + 1, first):
            passed = labels[text.title + 1 : at]
            kept = _is_standfirst(blocks[at], labels[at], subjects) or (
                _is_first_heading(blocks[at], labels[at]) and labels[at + 1] == "prose"
            )
            if "control" in passed or not kept:
                text.dropped[at] = _why(labels[at])
        first = text.title
    text.start = first
    _end(blocks, labels, text, subjects)
    _drop_insets(blocks, labels, text, subjects)


def _end(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: _Text, subjects: set[str]
) -> None:
    """Move the end: forward over closing lines, back from what follows "leave a comment"."""
    for at in range(text.start, text.stop):
        if labels[at] != "after":
            continue
        following = (
            other for other in range(at, text.stop) if is_strong(blocks[other], labels[other])
        )
        if len(list(islice(following, FEWEST_AFTER_INSET))) < FEWEST_AFTER_INSET:
            text.stop = at
            return
    stop = text.stop
    while stop < min(len(blocks), text.stop + 3) and labels[stop] in (
        "sentence",
        "quotation",
        "prose",
    ):
        if not _is_own(blocks[stop], subjects):
            break
        stop += 1
    text.stop = stop


def _leads_in(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    text: _Text,
    first: int,
    subjects: set[str],
) -> bool:
    """Whether the block before `first` belongs to the text too."""
    at = first - 1
    block = blocks[at]
    if at == text.title:
        return False
    if labels[at] == "sentence" and block.text.endswith(":"):
        return not EMBEDDED_OR_LINK.match(block.text)
    if labels[at] in ("prose", "quotation", "sentence"):
        return bool(_bare(block.text) & subjects) and _is_own(block, subjects)
    heading = labels[at] == "headline" and not block.mark and labels[first] != "headline"
    return heading and _is_own_heading(block, subjects, blocks, text)


def _is_first_heading(block: PageBlock, name: Label) -> bool:
    """A heading right above the first paragraph, and no line with a name on it."""
    row = words(block.text)
    names = len(row) > 1 and all(word[0].isupper() for word in row)
    return name == "headline" and not block.mark and not names and len(row) <= 12


def _is_standfirst(block: PageBlock, name: Label, subjects: set[str]) -> bool:
    """A sentence or two between title and text which name what the text is about."""
    if block.quoted:
        return True
    if name not in ("prose", "quotation", "sentence") or EMBEDDED_OR_LINK.match(block.text):
        return False
    return bool(_bare(block.text) & subjects) or (name == "prose" and _is_own(block, subjects))


def _bare(text: str) -> set[str]:
    return {word.removesuffix("'s").removesuffix("’s") for word in words(text)}


def _is_own_heading(
    block: PageBlock, subjects: set[str], blocks: Sequence[PageBlock], text: _Text
) -> bool:
    """A heading is one word or two ("Recap"), or shares a word with the text below."""
    content = [word.casefold() for word in words(block.text) if len(word) > 3]
    if len(content) <= 1:
        return True
    below = {
        word.casefold() for at in range(text.start, text.stop) for word in words(blocks[at].text)
    }
    return sum(word in below for word in content) >= 0.5 * len(content) or bool(
        subjects & _bare(block.text)
    )


def _subjects(
    blocks: Sequence[PageBlock], labels: Sequence[Label], body: Iterable[int]
) -> set[str]:
    """The names that a text keeps coming back to: capitalised inside sentences."""
    paragraphs = [at for at in body if is_strong(blocks[at], labels[at])]
    counts: Counter[str] = Counter()
    for at in paragraphs:
        names = set(re.findall(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w]+", blocks[at].text))
        counts.update(names)
    return {name for name, count in counts.items() if count >= max(2, 0.2 * len(paragraphs))}


def _is_own(block: PageBlock, subjects: set[str]) -> bool:
    """Whether a short paragraph is of the text: it names its people, or names nobody else."""
    if EMBEDDED_OR_LINK.match(block.text):
        return False
    if _bare(block.text) & subjects or not subjects:
        return True
    others = set(re.findall(r"(?<=[\w,;] )[A-ZÀ-Þ][\w]+", block.text)) - {"I"}
    opening = re.match(r"([A-ZÀ-Þ]\w+) ([A-ZÀ-Þ]\w+)", block.text)
    return not (others and (opening or len(others) > 1)) or len(words(block.text)) < 6


EMBEDDED_OR_LINK = re.compile(
    rf"(?:{lexicon.EMBEDDED.pattern})|(?:{lexicon.CONTROL.pattern})", re.I
)


def _drop_insets(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: _Text, subjects: set[str]
) -> None:
    """Mark what stands inside a text and is not part of it."""
    inset = False
    for at in range(text.start, text.stop):
        name = labels[at]
        if at == text.title or at in text.dropped:
            continue
        strong = is_strong(blocks[at], name)
        if name == "after":
            inset = True
        elif strong:
            inset = False
        if blocks[at].foreign or inset or name in (*_JUNK, "byline", "date", "attribution", "cast"):
            keeps = (blocks[at].quoted and not inset) or (
                name == "attribution" and at and labels[at - 1] in ("quotation", "prose")
            )
            heading = name == "headline" and inset and _is_last_heading(blocks, labels, text, at)
            if not keeps and not (heading and _bare(blocks[at].text) & subjects):
                text.dropped[at] = "an inset of links" if inset else _why(name)
        elif name == "headline" and not _heads(labels, at, text.stop):
            text.dropped[at] = "a headline with nothing below it"
        elif name == "headline" and blocks[at].mark == "•":
            text.dropped[at] = "an entry of a menu"
        elif name in ("prose", "sentence") and not strong:
            if EMBEDDED_OR_LINK.match(blocks[at].text):
                text.dropped[at] = "announces something that the page did not keep"
            elif (
                name == "prose"
                and sentences(blocks[at].text) == 1
                and not _is_own(blocks[at], subjects)
            ):
                text.dropped[at] = "looks like a teaser: it names nobody of this text"
        elif name == "headline" and not blocks[at].level and _crowded(labels, at):
            text.dropped[at] = "one of several headlines in a row"


def _is_last_heading(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: _Text, at: int
) -> bool:
    return at + 1 < text.stop and is_strong(blocks[at + 1], labels[at + 1])


def _heads(labels: Sequence[Label], at: int, stop: int) -> bool:
    """Whether text follows a headline: a paragraph within the next blocks."""
    following = [labels[other] for other in range(at + 1, min(at + 5, stop))]
    for name in following:
        if name in ("prose", "quotation"):
            return True
        if name not in ("headline", "sentence", "reference", "control", "repeated"):
            return False
    return False


def _crowded(labels: Sequence[Label], at: int) -> bool:
    return at + 2 < len(labels) and labels[at + 1] == "headline" and labels[at + 2] == "headline"


def _why(name: Label) -> str:
    return {
        "control": "a control or notice of the page",
        "repeated": "the same words stand here three times or more",
        "listed": "a list of links",
        "headlines": "headlines run together",
        "reference": "sends the reader elsewhere",
        "byline": "who wrote it",
        "date": "when it appeared",
        "after": "opens what stands beside the text",
        "cast": "a cast list",
    }.get(name, "headlines and teasers of other texts")


# ---------------------------------------------------------------------- the segments


def _segments(page: Page, labels: Sequence[Label], texts: Sequence[_Text]) -> tuple[Segment, ...]:
    blocks = page.blocks
    verdict: list[tuple[Verdict, str, int]] = [("left out", _why(name), -1) for name in labels]
    for number, text in enumerate(texts):
        for at in range(text.start, text.stop):
            if at in text.dropped:
                verdict[at] = ("left out", text.dropped[at], -2 - number)
            else:
                verdict[at] = (text.kind, "", number)
    for start, stop in _cast_runs(labels):
        for at in range(start, stop):
            if verdict[at][0] == "left out":
                verdict[at] = ("cast", "names and roles", -1)
    found: list[Segment] = []
    for text in texts:
        title = blocks[text.title].text if text.title is not None else page.title
        found.append(
            Segment(
                page.file,
                blocks[text.start].first,
                blocks[text.stop - 1].last,
                text.kind,
                title=title,
                reason=_reason(labels, text),
            )
        )
    position = 0
    while position < len(blocks):
        kind, reason, number = verdict[position]
        stop = position + 1
        while (
            stop < len(blocks)
            and verdict[stop][0] == kind
            and verdict[stop][2] == number
            and (kind != "left out" or number == -1 or verdict[stop][1] == reason)
        ):
            stop += 1
        if kind in ("left out", "cast"):
            reasons = dict.fromkeys(row[1] for row in verdict[position:stop])
            found.append(
                Segment(
                    page.file,
                    blocks[position].first,
                    blocks[stop - 1].last,
                    kind,
                    reason="; ".join(reasons),
                )
            )
        position = stop
    return tuple(sorted(found, key=lambda part: (part.first, -part.last)))


def _cast_runs(labels: Sequence[Label]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, name in enumerate([*labels, "control"]):
        if name == "cast" and start is None:
            start = at
        elif name != "cast" and start is not None:
            if at - start >= FEWEST_SPEECHES:
                runs.append((start, at))
            start = None
    return runs


def _reason(labels: Sequence[Label], text: _Text) -> str:
    own = [labels[at] for at in range(text.start, text.stop) if at not in text.dropped]
    if text.kind == "quotations":
        spoken = sum(name in ("speech", "attributed", "attribution") for name in own)
        return f"{spoken} speeches in a row"
    prose = sum(name in ("prose", "sentence", "quotation") for name in own)
    return (
        f"{prose} paragraphs under a headline" if text.title is not None else f"{prose} paragraphs"
    )


def with_names(segment: Segment, **names: str) -> Segment:
    """The segment with those names filled in that it does not have yet."""
    missing = {key: value for key, value in names.items() if value and not getattr(segment, key)}
    return replace(segment, **missing)  # type: ignore[arg-type]


__all__ = ["Page", "Segment", "Verdict", "cut", "ends_sentence", "titles_of_works", "with_names"]
