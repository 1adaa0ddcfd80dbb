"""What a block of a page looks like by itself.

Takes `PageBlock`s, gives one `Label` for each. Shape decides first (length, sentence
end, capitals, colon after a name), then the fixed words of web pages (`lexicon`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from booklet.counting import count_words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock

Label = Literal[
    "prose",  # a paragraph of some length
    "sentence",  # one or two short sentences
    "headline",  # a few words, no full stop
    "speech",  # Speaker: words
    "direction",  # [ wholly in brackets ]
    "quotation",  # words wholly in quotation marks
    "attribution",  # — Speaker
    "attributed",  # "words" — Speaker, in one block
    "cast",  # Actor – Role
    "byline",
    "date",
    "control",  # a button, a notice, a counter
    "after",  # opens what follows an article
    "reference",  # Related: …
    "repeated",  # the same words three times or more
    "listed",  # an entry or snippet of a list of links
    "headlines",  # several flattened headlines run together
    "remark",  # about the line above it
    "continued",  # goes on with the speech above it
]

LONGEST_CONTROL = 1_000
"""Characters: no control or notice of a page is longer."""

REPEATED = 3
PROSE_WORDS = 14
STRONG_WORDS = 40
NAME_WORDS = 5

_NAME = (
    rf"(?:(?:{lexicon.NUMBER_OF_NAME})[^\W\d_][\w.'’#&/-]*|[^\W\d_a-z\[\]][\w.'’#&/-]*)"
    r"(?:[ ,](?:[^\W\d_a-z][\w.'’#&/-]*|\d+|#\d+|of|the|and|de|von|van|to|in)){0,5}"
)
SPEECH = re.compile(
    rf"(?P<b>\*{{2,3}}|'''|__)?(?P<name>{_NAME})\s*(?P<aside>[\[(][^\])]{{1,80}}[\])])?\s*"
    rf"(?(b)(?:(?P=b)\s*:|:\s*(?P=b))|:)\s*(?P<words>\S.*)$",
    re.DOTALL,
)
"""`Speaker : words`, the name bold or not, a bracketed direction before the colon or not."""

_SAID = re.compile(
    r"(?P<name>[^:\n]{1,60}?) ?(?P<aside>[\[(][^\])]{1,80}[\])])? ?:\s*+(?P<words>\S.*)$",
    re.DOTALL,
)
"""As `SPEECH`, where it is known that somebody speaks."""

DIRECTION = re.compile(r"(?:\[\s*+|\((?=[^()]*\)\.?$))(?P<words>[^\[\]]*[^\[\]\s])\s*+[\])]\.?$")
ATTRIBUTION = re.compile(rf"(?:[—–―]|--?)\s*(?P<name>{_NAME})(?:\s*[,(].{{0,60}})?$")
ATTRIBUTED = re.compile(
    rf"(?P<words>[\"“„«‘'].{{4,}}[\"”“»’'])\s*(?:[—–―]|--?)\s*(?P<name>{_NAME})(?:\s*[,(].{{0,60}})?$",
    re.DOTALL,
)
QUOTED = re.compile(r"[\"“„«‘](?P<words>.+?)[\"”“»’][.,]?$", re.DOTALL)
_CAST = re.compile(
    rf"(?P<actor>{_NAME})\s+(?:[–—-]|\.{{2,}}|…|as)\s+(?P<role>[^\W\d_][\w.'’#& -]{{1,40}})$"
)
_SENTENCE_END = re.compile(r"[.!?…](?:\s?»|[\"”“’')\]])*(?:\s|$)")


def sentences(text: str) -> int:
    """How many sentences a text has, roughly."""
    return len(_SENTENCE_END.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(re.search(r"[.!?…:](?:\s?»|[\"”“’')\]])*\s*$", text))


def speech(block: PageBlock, speakers: frozenset[str] = frozenset()) -> re.Match[str] | None:
    """The match of `SPEECH` where the block is `Speaker: words`.

    `speakers` are casefolded names that speak although they are words of menus too
    (`menu_speakers`).
    """
    if block.speaker is not None:
        return _SAID.match(block.text) if block.speaker else None
    found = SPEECH.match(block.text)
    if not found:
        return None
    name = found["name"].casefold()
    if len(name.split()) > NAME_WORDS:
        return None
    if name.split()[0] in lexicon.NOT_SPEAKERS and name not in speakers:
        return None
    if lexicon.QUOTES_TITLE.match(found["words"]) and not found["words"].endswith((".", "!", "?")):
        return None  # the title of the page
    return found


def menu_speakers(blocks: Sequence[PageBlock]) -> frozenset[str]:
    """The names that label lines of menus ("Watch:") and speak on this page nevertheless.

    Such a name heads two blocks or more, and stands next to a speech by another name.
    """
    heads: Counter[str] = Counter()
    beside: set[str] = set()
    for at, block in enumerate(blocks):
        found = SPEECH.match(block.text)
        name = found["name"].casefold() if found else ""
        if name.split()[:1] and name.split()[0] in lexicon.MENU_WORDS:
            heads[name] += 1
            near = [blocks[other] for other in (at - 1, at + 1) if 0 <= other < len(blocks)]
            if any(not other.level and speech(other) for other in near):
                beside.add(name)
    return frozenset(name for name in beside if heads[name] >= 2)


def label(blocks: Sequence[PageBlock]) -> tuple[Label, ...]:
    """The label of each block."""
    counts = Counter(block.text.casefold() for block in blocks)
    speakers = menu_speakers(blocks)
    labels: list[Label] = []
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else None
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.speaker or block.remark or block.goes_on:
            labels.append(_label(block, counts, before, None, speakers))
        elif _heads_snippet(block, after):
            labels.append("listed")
        elif _heads_paragraph(block, after):
            labels.append("headline")
        elif not block.mark and after is not None and after.text == block.text:
            labels.append("headline" if counts[block.text.casefold()] < REPEATED else "repeated")
        else:
            kind_before = labels[-1] if labels else None
            labels.append(_label(block, counts, before, kind_before, speakers))
    return tuple(labels)


def _label(
    block: PageBlock,
    counts: Counter[str],
    before: PageBlock | None,
    label_before: Label | None,
    speakers: frozenset[str],
) -> Label:
    text = block.text
    size = count_words(text)
    if block.speaker:
        return "speech"
    if block.remark:
        return "remark"
    if block.goes_on:
        return "continued"
    if before is not None and label_before == "listed" and block.indent > before.indent:
        return "listed"
    found = speech(block, speakers)
    if block.foreign and found is None and not DIRECTION.match(text):
        return "control"
    if found is None and not DIRECTION.match(text):
        if counts[text.casefold()] >= REPEATED and size < PROSE_WORDS and not QUOTED.match(text):
            return "repeated"
        if size == 0 or re.fullmatch(r"[\d\W]+[kKmM]?", text):
            return "control"
        if len(text) <= LONGEST_CONTROL and lexicon.CONTROL.match(text):
            return "control"
        if len(text) <= LONGEST_CONTROL and lexicon.AFTER.match(text) and not block.quoted:
            return "after"
    if lexicon.REFERENCE.match(text) and size < 30 and not found:
        return "reference"
    if (told := DIRECTION.match(text)) is not None:
        return "control" if lexicon.CONTROL.match(told["words"]) else "direction"
    if found and not (before is not None and before.text == text):
        return "speech"
    if ATTRIBUTED.match(text):
        return "attributed"
    if ATTRIBUTION.match(text) and size <= 10:
        return "attribution"
    if _CAST.match(text) and size <= 12 and (block.mark or label_before == "cast"):
        return "cast"
    if size <= 12 and lexicon.date_in(text):
        return "date"
    if size <= 12 and lexicon.byline_name(text) and not ends_sentence(text):
        return "byline"
    if _is_list_entry(block, label_before, size):
        return "listed"
    if _is_headline_run(text, size):
        return "headlines"
    if QUOTED.match(text) and ends_sentence(text) and _one_quotation(text):
        return "quotation"
    if size >= PROSE_WORDS and ends_sentence(text):
        return "prose"
    if not ends_sentence(text) or text.endswith("?") or block.level:
        return "headline" if size < 2 * PROSE_WORDS else "prose"
    return "sentence"


def is_strong(block: PageBlock, name: Label) -> bool:
    """Whether a block is a paragraph that only an article has, and no teaser."""
    if name != "prose" or block.foreign:
        return False
    size = count_words(block.text)
    return size >= STRONG_WORDS or (size >= 25 and sentences(block.text) >= 2)


def _one_quotation(text: str) -> bool:
    return len(re.findall(r"[“„«]", text)) <= 1


def _heads_snippet(block: PageBlock, after: PageBlock | None) -> bool:
    """A numbered or bulleted title with lines indented below it: a search result."""
    return (
        bool(block.mark)
        and count_words(block.text) <= 25
        and after is not None
        and not after.mark
        and after.indent > block.indent
        and speech(after) is None
    )


def _heads_paragraph(block: PageBlock, after: PageBlock | None) -> bool:
    """A numbered heading: a paragraph, and no other entry, stands below it."""
    return (
        bool(re.match(r"\d", block.mark))
        and count_words(block.text) <= PROSE_WORDS
        and not ends_sentence(block.text)
        and not ATTRIBUTED.match(block.text)
        and after is not None
        and not after.mark
        and after.indent <= block.indent
        and count_words(after.text) >= PROSE_WORDS
        and ends_sentence(after.text)
    )


def _is_list_entry(block: PageBlock, label_before: Label | None, size: int) -> bool:
    """A short numbered entry, or what trails off after one."""
    if re.match(r"\d", block.mark) and size <= 25 and not block.text.startswith(tuple('"“„«')):
        return True
    return label_before == "listed" and re.search(r"(\.\.\.|…)$", block.text) is not None


def _is_headline_run(text: str, size: int) -> bool:
    """Headlines flattened to lower case and joined by commas: one sentence end, no capitals. A
    paragraph that begins with one and ends in a full stop is a sentence of its own."""
    if text[:1].isupper() and ends_sentence(text):
        return False
    if size < PROSE_WORDS or text.count(",") < 2:
        return False
    tokens = text.split()
    capitals = sum(token[0].isupper() or token[1:2].isupper() for token in tokens[1:])
    inner_ends = len(re.findall(r"[.!?]\s", text))
    return capitals == 0 and inner_ends <= 1 and not re.search(r"\b(?:and|or|but)\b", text[-40:])
