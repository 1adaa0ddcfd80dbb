"""Parts of an analysis made into a note: what is left out, and Markdown of the rest.

Takes a sentence of a block; gives its parts, long quotations cut to …, and those parts
as inline Markdown. Nothing is left out without a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.draw.finding import Finding
from booklet.draw.quoted import quoted
from booklet.model import Block

Part = tuple[int, int] | str
"""A stretch of the block's text, or words put in (an ellipsis)."""

_KEPT_QUOTE = 12  # a quotation of so many words stays in the sentence that needs it
_SHARED_QUOTE = 3
_ATTRIBUTED = re.compile(
    r"[\s,]*(?:(?:[A-ZА-ЯЁ][\w’'-]+|he|she|they|it|one|we|the \w+|her \w+|his \w+)\s+)?"
    r"(?:says?|said|asks?|asked|replies|replied|answers?|answered|adds?|added|tells?|told|writes?|"
    r"wrote|snaps?|explains?|insists?|remarks?|observes?|admits?|declares?|commands?)\b"
    r"(?:\s+(?:[A-ZА-ЯЁ][\w’'-]+|him|her|them|us|it|back|of \w+|to \w+)){0,3}\s*[,;:—–.]*\s*"
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def without_quotation(block: Block, start: int, end: int, finding: Finding) -> list[Part]:
    """The sentence without the quoted words; what is left out is marked by …"""
    text = block.text
    opens, closes = max(finding.outer_start, start), min(finding.outer_end, end)
    before, after = text[start:opens], text[closes:end]
    others = without_long_quotes(text, start, opens), without_long_quotes(text, closes, end)
    has_before, has_after = spaced_words(before) >= 3, spaced_words(after) >= 3
    short = spaced_words(finding.text) <= _KEPT_QUOTE
    if has_before and has_after:
        middle: list[Part] = [(opens, closes)] if short else ["“…”"]
        return [*others[0], *middle, *others[1]]
    if has_after:
        skip = _attribution_end(after)
        attributed = skip > 0
        rest = after[skip:]
        skip += len(rest) - len(rest.lstrip(" ,;:—–-.!?"))
        if short and not attributed and after[:1] not in ",.;:—–!?":
            return [(start, closes), *others[1]]
        kept = without_long_quotes(text, closes + skip, end)
        return ["… ", *kept]
    if has_before:
        if short and before.rstrip()[-1:] not in ",:;—–":
            return [*others[0], (opens, end)]
        trimmed = len(before.rstrip(" ,;:—–-"))
        kept = without_long_quotes(text, start, start + trimmed)
        return [*kept, " …"]
    return []


def _attribution_end(after: str) -> int:
    """Where in the words after a quotation the comment begins: behind "she says on the
    boards," for instance; 0 where they do not tell who says it."""
    attributed = _ATTRIBUTED.match(after)
    if attributed is None:
        return 0
    end = attributed.end()
    if not re.search(r"[,;:—–.]\s*$", attributed.group()):
        clause = re.match(r"[^,;:—–.“‘\"]{0,60}[,;:—–]\s*", after[end:])
        end += clause.end() if clause else 0
    return end if end < len(after) - 12 else 0


def is_mostly_quotation(text: str) -> bool:
    """Whether a sentence is mostly quotation."""
    held = sum(spaced_words(text[span.start : span.end]) for span in quoted(text) if not span.depth)
    return held > 0.5 * max(spaced_words(text), 1)


def without_long_quotes(text: str, start: int, end: int) -> list[Part]:
    """`text[start:end]` with the insides of long quotations cut to …"""
    parts: list[Part] = []
    at = start
    for span in quoted(text[start:end]):
        if (
            span.depth
            or not span.closed
            or spaced_words(text[start + span.start : start + span.end]) <= _KEPT_QUOTE
        ):
            continue
        parts += [(at, start + span.start), "…"]
        at = start + span.end
    parts.append((at, end))
    return parts


def raw_words(text: str, parts: Sequence[Part]) -> str:
    """The parts as they stand, without Markdown."""
    return "".join(part if isinstance(part, str) else text[part[0] : part[1]] for part in parts)


def plain_words(text: str, parts: Sequence[Part]) -> str:
    """The words of the parts, quotations of three words and more left out."""
    whole = raw_words(text, parts)
    kept: list[str] = []
    at = 0
    for span in quoted(whole):
        if span.outer_start < at or not span.closed:
            continue
        if spaced_words(whole[span.start : span.end]) >= _SHARED_QUOTE:
            kept.append(whole[at : span.outer_start])
            at = span.outer_end
    kept.append(whole[at:])
    return " ".join(kept).strip()


def markdown(block: Block, parts: Sequence[Part]) -> str:
    """The parts as inline Markdown: emphasis kept, Markdown's own characters escaped."""
    written = "".join(
        part if isinstance(part, str) else _emphasised(block, part[0], part[1]) for part in parts
    )
    written = re.sub(r"\s+", " ", written).strip()
    # a sentence whose end was a long quotation
    return re.sub(r"[,:;]?\s*[“\"‘'«„]…[”\"’'»“][.!?]?$", " …", written)


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
    """The body without the colon that announced a quotation."""
    return re.sub(r"\s*[:—–]$", " …", body)


def shortened(body: str, most: int) -> str:
    """The beginning of a long sentence, to the end of a clause, marked with …"""
    head = " ".join(body.split()[: most - 1])
    stops = [match.start() for match in re.finditer(r"[,;:—–](?=\s)", head)]
    stops = [stop for stop in stops if spaced_words(head[:stop]) >= most // 3]
    if not stops:
        return ""
    kept = head[: stops[-1]].rstrip(" ,;:—–")
    if (
        kept.count("*") % 2
        or kept.count("“") > kept.count("”")
        or kept.count("(") > kept.count(")")
    ):
        return ""
    return kept + " …"


def spaced_words(text: str) -> int:
    """The words of a text, as a person counts them: by the spaces between them."""
    return len(text.split())
