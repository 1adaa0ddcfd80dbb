"""How far a text reaches, and what stands inside it without being its own.

Takes a `Text` of which the cores are known, with the blocks and labels of its page;
moves its bounds to title, standfirst and last lines and notes what is dropped, with the
reason. Of an inset, the headings stay and the rest is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.counting import count_words, words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import Label, is_strong, sentences
from booklet.ingest.texts import Text
from booklet.ingest.titles import CAPITALS, capitalised, recurring_names

FEWEST_AFTER_INSET = 3
"""Paragraphs that must follow "related stories" for it to be an inset and not the end."""

MOST_SHORT = 3
"""Closing lines that a text may have behind its last paragraph."""

FEWEST_WORDS = 10
"""Words of two sentences that are a paragraph; languages without articles have few."""

_CLOSING: frozenset[Label] = frozenset({"sentence", "quotation", "prose"})
_INSET: frozenset[Label] = frozenset({"reference", "control"})
_NO_ITEM: frozenset[Label] = frozenset({"control", "after", "reference", "speech", "headlines"})
_OF_LIST: frozenset[Label] = frozenset({"speech", "direction", "remark", "continued"})
ANNOUNCES = "announces something that the page did not keep"
_NEVER_OWN: frozenset[Label] = frozenset(
    {
        *("control", "repeated", "listed", "headlines", "reference"),
        *("byline", "date", "attribution", "cast"),
    }
)


def take_in(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, names: set[str]
) -> None:
    """Widen a text to its title, standfirst and last lines; drop what is not its own."""
    if text.kind == "quotations":
        judged = any(blocks[at].speaker for at in range(text.start, text.stop))
        for at in range(text.start, text.stop):
            if judged and labels[at] not in _OF_LIST and not blocks[at].level:
                text.dropped[at] = "stands between quotations and is none"
            elif labels[at] in ("control", "repeated"):
                text.dropped[at] = "a control of the page"
            elif labels[at] in ("prose", "sentence") and blocks[at].apart:
                text.dropped[at] = "stands between quotations and is none"
        return
    within = range(text.start, text.stop)
    subjects = recurring_names(blocks, labels, within) | names
    if capitalised(blocks[at] for at in within) >= CAPITALS:
        subjects = set()  # every noun has a capital: it tells nothing of names
    before, _ = text.furniture
    first = text.start
    own = {word.casefold() for at in range(first, text.stop) for word in words(blocks[at].text)}
    while first > before and _leads_in(blocks, labels, text, first, subjects, own):
        first -= 1
    if text.title is not None and before <= text.title < first:
        control = False
        kept = False
        for at in range(text.title + 1, first):
            between = kept and labels[at] == "sentence" and labels[at + 1] == "prose"
            kept = (
                between
                or _is_standfirst(blocks[at], labels[at], subjects)
                or (_is_first_heading(blocks[at], labels[at]) and labels[at + 1] == "prose")
            )
            if control or not kept:
                announces = lexicon.EMBEDDED.match(blocks[at].text)
                text.dropped[at] = ANNOUNCES if announces else why_left_out(labels[at])
            control = control or labels[at] == "control"
        first = text.title
    text.start = first
    _end(blocks, labels, text, subjects)
    _drop_insets(blocks, labels, text, subjects)


def _end(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, subjects: set[str]
) -> None:
    """Move the end: forward over closing lines, back from what follows "leave a comment"."""
    strong = [at for at in range(text.start, text.stop) if is_strong(blocks[at], labels[at])]
    behind = strong[-FEWEST_AFTER_INSET] if len(strong) >= FEWEST_AFTER_INSET else -1
    for at in range(text.start, text.stop):
        if labels[at] == "after" and at > behind:
            text.stop = at
            return
    stop = at = text.stop
    short = 0
    while at < len(blocks) and short < MOST_SHORT:
        if labels[at] in _INSET and _goes_on_behind(blocks, labels, at):
            at += 1
            continue
        if labels[at] not in _CLOSING or not _is_own(blocks[at], subjects):
            break
        short += not _is_paragraph(blocks[at], labels[at])
        at += 1
        stop = at
    announced = announced_items(blocks, labels, range(max(text.start, stop - 1), len(blocks)))
    while stop in announced:
        stop += 1
    text.stop = stop


def _goes_on_behind(blocks: Sequence[PageBlock], labels: Sequence[Label], at: int) -> bool:
    """Whether a paragraph of the text follows on what a page puts between two."""
    while at < len(blocks) and labels[at] in _INSET:
        at += 1
    return at < len(blocks) and _is_paragraph(blocks[at], labels[at])


def _is_paragraph(block: PageBlock, name: Label) -> bool:
    """A short paragraph that is no teaser, which has one sentence."""
    told = name == "prose" or (name == "sentence" and count_words(block.text) >= FEWEST_WORDS)
    return told and block.apart and not block.foreign and sentences(block.text) >= 2


def announced_items(
    blocks: Sequence[PageBlock], labels: Sequence[Label], among: range
) -> frozenset[int]:
    """Positions of the list items that a sentence of the text ends with a colon before."""
    found: set[int] = set()
    for at in among[1:]:
        before = blocks[at - 1]
        announces = (
            labels[at - 1] in ("prose", "sentence")
            and before.text.endswith(":")
            and not before.mark
            and not EMBEDDED_OR_LINK.match(before.text)
        )
        goes_on = blocks[at].mark and not blocks[at].foreign and labels[at] not in _NO_ITEM
        if goes_on and (announces or at - 1 in found):
            found.add(at)
    return frozenset(found)


def _leads_in(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    text: Text,
    first: int,
    subjects: set[str],
    own: set[str],
) -> bool:
    """Whether the block before `first` belongs to the text too; `own` are the text's words."""
    at = first - 1
    block = blocks[at]
    if at == text.title:
        return False
    if labels[at] == "sentence" and block.text.endswith(":"):
        return not EMBEDDED_OR_LINK.match(block.text)
    if labels[at] in ("prose", "quotation", "sentence"):
        return bool(_bare(block.text) & subjects) and _is_own(block, subjects)
    heading = labels[at] == "headline" and not block.mark and labels[first] != "headline"
    return heading and _is_own_heading(block, subjects, own)


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


def _is_own_heading(block: PageBlock, subjects: set[str], own: set[str]) -> bool:
    """A heading is one word or two ("Recap"), or shares a word with the text below."""
    content = [word.casefold() for word in words(block.text) if len(word) > 3]
    if len(content) <= 1:
        return True
    return sum(word in own for word in content) >= 0.5 * len(content) or bool(
        subjects & _bare(block.text)
    )


def _is_own(block: PageBlock, subjects: set[str]) -> bool:
    """Whether a short paragraph is of the text: it names its people, or names nobody else."""
    if EMBEDDED_OR_LINK.match(block.text):
        return False
    if _bare(block.text) & subjects or not subjects:
        return True
    if sentences(block.text) >= 2 or re.search(r"[“„«»”\"]", block.text):
        return True  # teasers have one sentence, and quote nobody
    others = set(re.findall(r"(?<=[\w,;] )[A-ZÀ-Þ][\w]+", block.text)) - {"I"}
    opening = re.match(r"([A-ZÀ-Þ]\w+) ([A-ZÀ-Þ]\w+)", block.text)
    return not (others and (opening or len(others) > 1)) or count_words(block.text) < 6


EMBEDDED_OR_LINK = re.compile(
    rf"(?:{lexicon.EMBEDDED.pattern})|(?:{lexicon.CONTROL.pattern})", re.I
)


def _drop_insets(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, subjects: set[str]
) -> None:
    """Mark what stands inside a text and is not part of it."""
    inset = False
    announced = announced_items(blocks, labels, range(text.start, text.stop))
    for at in range(text.start, text.stop):
        if at == text.title or at in text.dropped or (at in announced and not inset):
            continue
        inset = labels[at] == "after" or (inset and not is_strong(blocks[at], labels[at]))
        if inset:
            reason = _why_not_own_in_inset(blocks, labels, text, at, subjects)
        elif blocks[at].foreign or labels[at] in _NEVER_OWN:
            reason = _why_furniture(blocks, labels, at)
        elif labels[at] == "headline":
            reason = _why_no_heading(blocks, labels, text, at)
        else:
            reason = _why_no_paragraph(blocks[at], labels[at], subjects)
        if reason:
            text.dropped[at] = reason


def _why_not_own_in_inset(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, at: int, subjects: set[str]
) -> str:
    """Of an inset, the heading of what follows it stays, and the line under what is quoted."""
    heading = labels[at] == "headline" and _is_last_heading(blocks, labels, text, at)
    own = heading and _bare(blocks[at].text) & subjects
    return "" if own or _signs(labels, at) else "an inset of links"


def _why_furniture(blocks: Sequence[PageBlock], labels: Sequence[Label], at: int) -> str:
    return "" if blocks[at].quoted or _signs(labels, at) else why_left_out(labels[at])


def _signs(labels: Sequence[Label], at: int) -> bool:
    """Whether the block says whose the words above it are."""
    above = labels[at - 1] if at else None
    return labels[at] == "attribution" and above in ("quotation", "prose")


def _why_no_heading(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, at: int
) -> str:
    if not _heads(labels, at, text.stop):
        return "a headline with nothing below it"
    if blocks[at].mark == "•":
        return "an entry of a menu"
    crowded = not blocks[at].level and _crowded(labels, at)
    return "one of several headlines in a row" if crowded else ""


def _why_no_paragraph(block: PageBlock, name: Label, subjects: set[str]) -> str:
    if name not in ("prose", "sentence") or is_strong(block, name):
        return ""
    if EMBEDDED_OR_LINK.match(block.text):
        return ANNOUNCES
    teaser = name == "prose" and sentences(block.text) == 1 and not _is_own(block, subjects)
    return "looks like a teaser: it names nobody of this text" if teaser else ""


def _is_last_heading(
    blocks: Sequence[PageBlock], labels: Sequence[Label], text: Text, at: int
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


def why_left_out(name: Label) -> str:
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
