"""Parts of an analysis made into a note: what is left out, and Markdown of the rest.

Takes a sentence of a block; gives its parts, long quotations cut short, and those parts
as inline Markdown. Nothing is left out without a mark but the quotation that the note stands
beside, where the sentence ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.quoted import quoted
from booklet.model import Block

Part = tuple[int, int] | str
"""A stretch of the block's text, or words put in (an ellipsis)."""

_KEPT_QUOTE = 14  # a quotation of so many words stays whole in its sentence
_LEAST_BEFORE = 4  # words before a colon that say something by themselves
_OPENING = re.compile(
    r"\s*(?:\S+\s+){4}(?:(?:a|an|the|my|your|his|her|its|our|their|of|in|on|at|to|by|for|from|with|"
    r"and|or|but|that|is|was|\S*[\]\[]\S*)\s+){0,4}\S+"
)
"""The first words of a long quotation, five or so, not to an "of" or "the"."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def around_quotation(block: Block, start: int, end: int, finding: Finding) -> list[Part]:
    """The sentence that quotes, fit to stand beside the quoted words.

    A quotation that a colon announces at its end is left out, as the note stands beside it, and
    the colon becomes a full stop. Elsewhere the sentence would fall apart without it: there
    it stays, a long one shortened. Nothing where the sentence does nothing but quote.
    """
    text = block.text
    opens, closes = max(finding.outer_start, start), min(finding.outer_end, end)
    before, after = text[start:opens], text[closes:end]
    if not has_words(after):
        if not has_words(before):
            return []
        announced = before.rstrip(" _*")
        if announced[-1:] in (":", "—", "–"):
            if spaced_words(before) < _LEAST_BEFORE or announced[:-1].rstrip()[-1:] in ",;":
                return []
            return [*with_short_quotes(text, start, start + len(announced) - 1), "."]
    return with_short_quotes(text, start, end)


def with_short_quotes(text: str, start: int, end: int) -> list[Part]:
    """`text[start:end]` with long quotations shortened to their first words and …"""
    parts: list[Part] = []
    at = start
    for span in quoted(text[start:end]):
        inside = text[start + span.start : start + span.end]
        if span.depth or not span.closed or spaced_words(inside) <= _KEPT_QUOTE:
            continue
        head = _OPENING.match(inside)
        kept = len(head.group().rstrip(",;:—–-…. ")) if head else 0
        stop = re.search(r"[,.]$", inside)
        parts += [(at, start + span.start + kept), " …" + (stop.group() if stop else "")]
        at = start + span.end
    parts.append((at, end))
    return parts


def raw_words(text: str, parts: Sequence[Part]) -> str:
    """The parts as they stand, without Markdown."""
    return "".join(part if isinstance(part, str) else text[part[0] : part[1]] for part in parts)


def markdown(block: Block, parts: Sequence[Part]) -> str:
    """The parts as inline Markdown: emphasis kept, Markdown's own characters escaped."""
    written = "".join(
        part if isinstance(part, str) else _emphasised(block, part[0], part[1]) for part in parts
    )
    return " ".join(written.split())


def _emphasised(block: Block, start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for run in sorted(block.emphasis, key=lambda run: run.start):
        low, high = max(run.start, at), min(run.end, end)
        while low < high and block.text[low].isspace():
            low += 1
        while high > low and block.text[high - 1].isspace():
            high -= 1
        if low >= high or run.style == "underline":
            continue
        mark = "**" if run.style == "bold" else "*"
        pieces.append(_escaped(block.text[at:low]))
        pieces.append(f"{mark}{_escaped(block.text[low:high])}{mark}")
        at = high
    pieces.append(_escaped(block.text[at:end]))
    return "".join(pieces)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def ended(body: str) -> str:
    """The body with a full stop for the colon that announced a quotation below it."""
    return body[:-1].rstrip() + "." if body.endswith((":", "—", "–")) else body


_CLAUSE = re.compile(
    r";(?=\s)|:(?=\s)|\s[—–](?=\s)|,(?=\s+(?:and|but|so|yet|for|because|which|though|although)\s)"
)


def shortened(body: str, most: int) -> str:
    """The beginning of a long sentence, to the end of a clause that can stand alone, marked
    with …; "" where there is none."""
    if not _CLAUSE.search(body):
        return ""
    head = " ".join(body.split()[:most])
    for match in reversed(list(_CLAUSE.finditer(head))):
        kept = head[: match.start()].rstrip(" ,;:—–")
        if spaced_words(kept) < most // 3:
            break
        if (
            kept.count("*") % 2 == 0
            and kept.count("“") <= kept.count("”")
            and kept.count("(") <= kept.count(")")
            and kept.count('"') % 2 == 0
            and spaced_words(kept) < most
        ):
            return kept + " …"
    return ""


def has_words(text: str) -> bool:
    """Whether anything stands there but punctuation."""
    return any(letter.isalnum() for letter in text)


def spaced_words(text: str) -> int:
    """The words of a text, as a person counts them: by the spaces between them."""
    return len(text.split())
