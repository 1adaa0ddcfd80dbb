"""The note's body: what the critic says of the quotation, not the quotation again.

Takes an analysis and the quotations found in it; gives the body for each, as inline
Markdown, none where the analysis only retells. How it chooses is told in docs/drawing.md:
the sentences that belong to the quotation are weighed by what they say beyond the quoted
words, a claim before a recap, and the best run of whole sentences that fits is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from booklet.draw.index import ScriptIndex
from booklet.draw.normalise import folded_words
from booklet.draw.quotations import Finding
from booklet.draw.quoted import quoted
from booklet.draw.rarity import COMMON_WORDS
from booklet.draw.sentences import sentences
from booklet.model import Analysis, Block

LEAST_VALUE = 0.5
"""A run of sentences worth less than this is no comment: the article only retells."""

_FULL = 12  # so many words of its own make a sentence full
_MORE = 0.4  # a further sentence must be worth this to be taken along
_KEPT_QUOTE = 6  # a quotation of so many words stays in the sentence that needs it
_SHARED_QUOTE = 3
_ANNOUNCES = 0.3
_CUT_SHORT = 0.2

_CLAIMS = frozenset(
    re.findall(
        r"\S+",
        """
mean means meaning show shows imply implies implied argue argues because irony ironic ironically
audience viewer viewers reader readers film movie play script screenplay author writer director
perhaps seems becomes essentially ultimately point truth line sentence phrase moment language
nothing never must ought should us our we significance theme themes rather instead
значит смысл словно потому автор bedeutet zeigt weil sondern ironie zuschauer leser stück
signifie montre parce spectateur spectateurs lecteur lecteurs pièce
""",
    )
)
_CLAIM_STEMS = (
    *("suggest", "reveal", "impli", "argu", "metaphor", "symbol", "signif", "represent", "embod"),
    *("emphasi", "highlight", "underscor", "contrast", "paradox", "parallel", "echo", "accura"),
    *("показыва", "ирони", "зрител", "пьес"),
)
_CLAIM_PAIRS = frozenset(
    [
        *(("as", "if"), ("as", "though"), ("other", "words"), ("no", "longer"), ("not", "a")),
        *(("not", "an"), ("not", "the"), ("not", "merely"), ("not", "just"), ("not", "only")),
        *(("the", "most"), ("the", "only"), ("the", "best"), ("the", "real"), ("the", "whole")),
        *(("is", "not"), ("was", "not"), ("are", "not"), ("can", "not"), ("i", "think")),
        *(("i", "believe"), ("i", "blame"), ("i", "see"), ("i", "find"), ("i", "read")),
        *(("i", "take"), ("i", "hear"), ("i", "doubt")),
    ]
)
_RECAPS = frozenset(
    re.findall(
        r"\S+",
        """
say says said tell tells told ask asks asked reply replies replied answer answers goes comes walk
walks meet meets find finds give gives take takes put puts look looks leave leaves arrive arrives
return returns decide decides try tries begin begins start starts turn turns sit sits stand stands
then when after later meanwhile eventually finally next
говорит спрашивает отвечает приходит уходит sagt fragt kommt geht dit demande arrive
""",
    )
)
_OPENS_PERSONAL = re.compile(
    r"[\W_]*(?:he|she|they|him|his|her|their|он|она|они|er|sie|il|elle|ils)\b", re.I
)
_OPENS_TURN = re.compile(
    r"[\W_]*(?:but|however|and|so|yet|also|then|но|и|aber|und|mais|et)\b", re.I
)
_ATTRIBUTED = re.compile(
    r"[\s,]*(?:(?:[A-ZА-ЯЁ][\w’'-]+|he|she|they|it|one|we|the \w+|her \w+|his \w+)\s+)?"
    r"(?:says?|said|asks?|asked|replies|replied|answers?|answered|adds?|added|tells?|told|writes?|"
    r"wrote|snaps?|explains?|insists?|remarks?|observes?|admits?|declares?|commands?)\b"
    r"(?:\s+(?:[A-ZА-ЯЁ][\w’'-]+|him|her|them|us|it|back|of \w+|to \w+)){0,3}\s*[,;:—–.]*\s*"
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Comment:
    """A body, and the part of block `block` it was made of, `[start:end]` of its text."""

    body: str
    block: int = -1
    start: int = 0
    end: int = 0

    def shares(self, other: Comment) -> bool:
        """Whether both say some sentence of the analysis."""
        return self.block == other.block and self.start < other.end and other.start < self.end


NOTHING = Comment("")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of block `block`, `[start:end]` of its text, and its worth as comment."""

    block: int
    start: int
    end: int
    value: float
    words: int
    body: str


def comments(
    analysis: Analysis, findings: Sequence[Finding], script: ScriptIndex, note_words: int
) -> tuple[Comment, ...]:
    """The comment on each finding, in their order; `NOTHING` where there is none."""
    chooser = _Chooser(analysis, findings, script, note_words)
    return tuple(chooser.comment(finding) for finding in findings)


class _Chooser:
    """Chooses within one analysis; splits each block into sentences once."""

    def __init__(
        self,
        analysis: Analysis,
        findings: Sequence[Finding],
        script: ScriptIndex,
        note_words: int,
    ) -> None:
        self.blocks = analysis.blocks
        self.findings = findings
        self.script = script
        self.note_words = note_words
        self.split: dict[int, tuple[tuple[int, int], ...]] = {}
        self.in_block: dict[int, list[Finding]] = {}
        for finding in findings:
            self.in_block.setdefault(finding.block, []).append(finding)

    def comment(self, finding: Finding) -> Comment:
        """The comment on one quotation, none where it has no place or nothing is said."""
        if finding.status == "unplaced":
            return NOTHING
        best, chosen = LEAST_VALUE, NOTHING
        for number, (block, spans, own) in enumerate(self._pools(finding)):
            value, comment = self._best_run(self._weigh(finding, block, spans, own))
            # of a block quotation's two pools the one below comments, the other announces
            value -= _ANNOUNCES * number
            if value > best:
                best, chosen = value, comment
        return chosen

    # ------------------------------------------------------- which sentences belong

    def _sentences(self, block: int) -> tuple[tuple[int, int], ...]:
        if block not in self.split:
            self.split[block] = sentences(self.blocks[block].text)
        return self.split[block]

    def _is_block_quotation(self, finding: Finding) -> bool:
        return finding.kind == "block"

    def _pools(
        self, finding: Finding
    ) -> list[tuple[int, list[tuple[int, int]], tuple[int, int] | None]]:
        """Sentences that may comment on the finding, by block; and its own sentence."""
        if self._is_block_quotation(finding):
            return self._pools_around(finding.block)
        spans = list(self._sentences(finding.block))
        own = next(
            (at for at, span in enumerate(spans) if span[0] <= finding.start < span[1]), None
        )
        if own is None:
            return []
        reach = own
        while reach + 1 < len(spans) and finding.end > spans[reach][1]:
            reach += 1  # a quotation that runs over sentences
        spans[own : reach + 1] = [(spans[own][0], spans[reach][1])]
        quoting = {
            at
            for at, span in enumerate(spans)
            for other in self.in_block[finding.block]
            if span[0] <= other.start < span[1]
        }
        first, last = own, own
        while last + 1 < len(spans) and last + 1 not in quoting:
            last += 1
        if not any(at < own for at in quoting):
            first = max(0, own - 2)
        elif own - 1 not in quoting and last == own:
            first = own - 1
        return [(finding.block, spans[first : last + 1], spans[own])]

    def _pools_around(
        self, block: int
    ) -> list[tuple[int, list[tuple[int, int]], tuple[int, int] | None]]:
        """For a block quotation: what comments on it below, what introduces it above."""
        pools: list[tuple[int, list[tuple[int, int]], tuple[int, int] | None]] = []
        below = self._next_text(block, 1)
        if below is not None:
            spans = list(self._sentences(below))[:4]
            pools.append((below, self._until_quoting(below, spans), None))
        above = self._next_text(block, -1)
        if above is not None:
            spans = list(self._sentences(above))[-2:]
            pools.append((above, spans, None))
        return pools

    def _next_text(self, block: int, step: int) -> int | None:
        at = block + step
        while 0 <= at < len(self.blocks):
            kind = self.blocks[at].kind
            is_quotation = kind == "quotation" or any(
                self._is_block_quotation(other) for other in self.in_block.get(at, ())
            )
            if kind == "heading":
                return None
            if not is_quotation:
                return at
            at += step
        return None

    def _until_quoting(self, block: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        starts = [other.start for other in self.in_block.get(block, ())]
        kept: list[tuple[int, int]] = []
        for span in spans:
            if any(span[0] <= start < span[1] for start in starts):
                break
            kept.append(span)
        return kept

    # ---------------------------------------------------------------- what they say

    def _weigh(
        self,
        finding: Finding,
        block: int,
        spans: list[tuple[int, int]],
        own: tuple[int, int] | None,
    ) -> list[_Sentence]:
        known = set(folded_words(finding.text))
        if finding.place is not None:
            known |= set(self.script.folded[finding.place.first : finding.place.last + 1])
        center = spans.index(own) if own in spans else -1
        weighed: list[_Sentence] = []
        for at, (start, end) in enumerate(spans):
            source = self.blocks[block]
            if (start, end) == own:
                parts = self._without_quotation(source, start, end, finding)
            else:
                parts = _without_long_quotes(source.text, start, end)
            plain = _plain(source.text, parts)
            value = self._value(plain, known)
            if own is not None:
                value -= 0.08 * max(0, abs(at - center) - 1)
            value -= 0.8 * ((start, end) != own and _repeats_script(source.text[start:end]))
            value -= 0.15 * bool(_OPENS_PERSONAL.match(plain)) + 0.1 * bool(
                _OPENS_TURN.match(plain)
            )
            body = _markdown(source, parts)
            weighed.append(_Sentence(block, start, end, value, _count(body), body))
        return weighed

    def _value(self, plain: str, known: set[str]) -> float:
        """From about 0 to 2: what a sentence says that is not in the quoted words."""
        everything = folded_words(plain)
        folded = [word for word in everything if word not in known]
        telling = {
            word
            for word in folded
            if word not in COMMON_WORDS and word not in self.script.names and len(word) > 2
        }
        claims = _count_claims(everything)
        names = sum(word in self.script.names for word in folded)
        recap = not _RECAPS.isdisjoint(everything) and (
            names > 0 or bool(_OPENS_PERSONAL.match(plain))
        )
        value = min(len(telling), _FULL) / _FULL + 0.3 * min(claims, 3)
        if recap and claims == 0:
            value -= 0.5
        elif recap and claims == 1:
            value -= 0.15
        return value if len(folded) >= 4 else min(value, 0.2)

    # ------------------------------------------------------------------- the choice

    def _best_run(self, weighed: list[_Sentence]) -> tuple[float, Comment]:
        """The best run of sentences that fits, with its worth."""
        best, chosen = 0.0, NOTHING
        for first, opening in enumerate(weighed):
            value, count, parts = 0.0, 0, list[str]()
            for at, sentence in enumerate(weighed[first:]):
                if sentence.words == 0 or (at and sentence.value < _MORE):
                    break
                count += sentence.words
                body = " ".join([*parts, sentence.body])
                value += 0.6 * sentence.value if at else sentence.value
                if count > self.note_words:
                    if at:
                        break
                    body = _cut(sentence.body, self.note_words)
                    value -= _CUT_SHORT
                if body and value > best:
                    best = value
                    chosen = Comment(_ended(body), opening.block, opening.start, sentence.end)
                if count > self.note_words:
                    break
                parts.append(sentence.body)
        return best, chosen

    def _without_quotation(
        self, block: Block, start: int, end: int, finding: Finding
    ) -> list[tuple[int, int] | str]:
        """The sentence without the quoted words; what is left out is marked by …"""
        text = block.text
        opens, closes = max(finding.outer_start, start), min(finding.outer_end, end)
        before, after = text[start:opens], text[closes:end]
        others = _without_long_quotes(text, start, opens), _without_long_quotes(text, closes, end)
        has_before, has_after = _count(before) >= 3, _count(after) >= 3
        short = _count(finding.text) <= _KEPT_QUOTE
        if has_before and has_after:
            middle: list[tuple[int, int] | str] = [(opens, closes)] if short else ["“…”"]
            return [*others[0], *middle, *others[1]]
        if has_after:
            skip = _attribution_end(after)
            attributed = skip > 0
            rest = after[skip:]
            skip += len(rest) - len(rest.lstrip(" ,;:—–-.!?"))
            if short and not attributed and after[:1] not in ",.;:—–!?":
                return [(start, closes), *others[1]]
            kept = _without_long_quotes(text, closes + skip, end)
            return ["… ", *kept]
        if has_before:
            if short and before.rstrip()[-1:] not in ",:;—–":
                return [*others[0], (opens, end)]
            trimmed = len(before.rstrip(" ,;:—–-"))
            kept = _without_long_quotes(text, start, start + trimmed)
            return [*kept, " …"]
        return []


@lru_cache(maxsize=1 << 14)
def _is_claim(word: str) -> bool:
    return word in _CLAIMS or word.startswith(_CLAIM_STEMS)


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


def _count_claims(folded: tuple[str, ...]) -> int:
    """Words and pairs of words with which critics claim something."""
    count = sum(map(_is_claim, folded))
    return count + sum(pair in _CLAIM_PAIRS for pair in pairwise(folded))


def _repeats_script(text: str) -> bool:
    """Whether a sentence is mostly quotation."""
    held = sum(_count(text[span.start : span.end]) for span in quoted(text) if not span.depth)
    return held > 0.5 * max(_count(text), 1)


def _without_long_quotes(text: str, start: int, end: int) -> list[tuple[int, int] | str]:
    """`text[start:end]` with the insides of long quotations cut to …"""
    parts: list[tuple[int, int] | str] = []
    at = start
    for span in quoted(text[start:end]):
        if (
            span.depth
            or not span.closed
            or _count(text[start + span.start : start + span.end]) <= 2 * _KEPT_QUOTE
        ):
            continue
        parts += [(at, start + span.start), "…"]
        at = start + span.end
    parts.append((at, end))
    return parts


def _plain(text: str, parts: Sequence[tuple[int, int] | str]) -> str:
    """The words of the parts, quotations of three words and more left out."""
    whole = "".join(part if isinstance(part, str) else text[part[0] : part[1]] for part in parts)
    kept: list[str] = []
    at = 0
    for span in quoted(whole):
        if span.outer_start < at or not span.closed:
            continue
        if _count(whole[span.start : span.end]) >= _SHARED_QUOTE:
            kept.append(whole[at : span.outer_start])
            at = span.outer_end
    kept.append(whole[at:])
    return " ".join(kept).strip()


def _markdown(block: Block, parts: Sequence[tuple[int, int] | str]) -> str:
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


def _ended(body: str) -> str:
    """The body without the colon that announced a quotation."""
    return re.sub(r"\s*[:—–]$", " …", body)


def _cut(body: str, most: int) -> str:
    """The beginning of a long sentence, to the end of a clause, marked with …"""
    head = " ".join(body.split()[: most - 1])
    stops = [match.start() for match in re.finditer(r"[,;:—–](?=\s)", head)]
    stops = [stop for stop in stops if _count(head[:stop]) >= most // 3]
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


def _count(text: str) -> int:
    """The words of a text, as a person counts them: by the spaces between them."""
    return len(text.split())
