"""The quotations of one analysis, found and decided.

Takes an `Analysis` and the indexed script; gives `Finding`s in the order of the text.
Sought are: spans between quotation marks, block quotations (also those that lost
their marks), runs of italics, runs of the script's words without any mark, and numbers that
occur once in the script. A quotation that its own words do not decide is asked again
when its neighbours are known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from itertools import chain

from booklet.counting import counted
from booklet.draw.finding.amounts import amounts
from booklet.draw.finding.decide import EXACT, LONG, TOLD_UNMARKED, Question, Verdict, decide
from booklet.draw.finding.finding import STAGE_DIRECTION, Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.locate import Place, Run, index_words, locate
from booklet.draw.finding.neighbours import holders, neighbours
from booklet.draw.finding.normalise import Words, folded_words, words
from booklet.draw.finding.quoted import Quoted, quoted, without_brackets
from booklet.draw.finding.rare_numbers import rare_numbers
from booklet.draw.finding.rarity import Rarity
from booklet.draw.finding.runs import joined_runs, shared_runs
from booklet.draw.finding.surroundings import Surroundings, announces_title, surroundings
from booklet.draw.finding.titles import is_title
from booklet.model import Analysis, Block

_LABEL = re.compile(
    r"(?P<name>[^\W\d_][\w.’' -]{0,40}?)(?:\s*\([^)]{0,40}\))?"
    r"\s*(?:[:：]|\.(?=\s)|\s[—–-](?=\s))\s*"
)
_ATTRIBUTION = re.compile(
    r"(?:(?<!\s)\s++|(?<![\s—–―-]))[—–―-]++\s*+(?P<name>[^\W\d_][\w.’' -]{1,40})[,.]?[^.!?]{0,30}$"
)
_INITIALS = re.compile(r"\b[^\W\d_]")
_STOPPED = re.compile(r"[.!?…;:—–](?=\s*[\w“‘\"'])")
_WORD = re.compile(r"\w[\w’']*")
_UNKNOWN_LETTER = "ǂ"
_EDGE = " \t\n,;:.–—-…/"


@dataclass(frozen=True, slots=True)
class _Sought:
    """A span to be decided, and whether it is kept quiet when nothing comes of it."""

    finding: Finding
    question: Question
    quiet: bool


def quotations(analysis: Analysis, script: ScriptIndex, rarity: Rarity) -> tuple[Finding, ...]:
    """All quotations of the analysis that are worth telling a person about."""
    seeker = _Seeker(analysis, script, rarity)
    return seeker.findings()


class _Seeker:
    """Seeks through one analysis; holds what the steps share, and nothing after them."""

    def __init__(self, analysis: Analysis, script: ScriptIndex, rarity: Rarity) -> None:
        self.blocks = analysis.blocks
        self.script = script
        self.rarity = rarity
        self._located: dict[str, tuple[Place, ...]] = {}

    def findings(self) -> tuple[Finding, ...]:
        sought: list[_Sought] = []
        for number, block in enumerate(self.blocks):
            if block.kind != "heading" and block.text:
                sought += self._seek_in(number, block)
        sought.sort(key=lambda item: (item.finding.block, item.finding.start))
        for _ in range(2):
            sought = self._ask_again(sought)
        return tuple(item.finding for item in sought if self._is_worth_telling(item))

    # ------------------------------------------------------------------ seeking

    def _seek_in(self, number: int, block: Block) -> list[_Sought]:
        if block.kind == "quotation":
            whole = self._whole_block(number, block)
            if whole.finding.status != "unplaced" or not quoted(block.text):
                return [whole]
        found: list[_Sought] = []
        covered: list[tuple[int, int]] = []
        spans = quoted(block.text)
        elsewhere = 0  # where a quotation ends that the script has not
        for at, span in enumerate(spans):
            if covered and span.end <= covered[-1][1]:
                continue
            if span.end <= elsewhere and _count(block.text[span.start : span.end]) < LONG:
                continue  # it is quoted from there, whatever else has the same few words
            item = self._marked(number, block, span)
            # spans stand in the order of their opening marks: what it holds comes next
            holds = at + 1 < len(spans) and spans[at + 1].end < span.end
            if item.finding.status == "unplaced" and (holds or not span.closed):
                elsewhere = max(elsewhere, span.outer_end if span.closed else 0)
                continue
            found.append(item)
            covered.append((span.outer_start, span.outer_end))
        found += self._italics(number, block, covered)
        rest = _uncovered(block.text, covered)
        # most paragraphs share nothing more: no need to know where each word stands
        folded = tuple(chain.from_iterable((*folded_words(part), "") for part in rest))
        if shared_runs(self.script.numbers(folded), self.script) or self._holds_amount(folded):
            placed = words(_without(block.text, covered))
            found += self._unmarked(number, block, placed, covered)
            found += self._amounts(number, block, placed, covered)
        return found

    def _marked(self, number: int, block: Block, span: Quoted) -> _Sought:
        start, end = _trimmed(block.text, span.start, span.end)
        return self._ask(
            number, start, end, span.outer_start, span.outer_end, "marked", quiet=not span.closed
        )

    def _whole_block(self, number: int, block: Block) -> _Sought:
        text = block.text
        start, end = _trimmed(text, 0, len(text))
        marks = quoted(text)
        if len(marks) == 1 and marks[0].outer_start <= start and marks[0].outer_end >= end:
            start, end = _trimmed(text, marks[0].start, marks[0].end)
        label = ""
        tail = _ATTRIBUTION.search(text, max(start, end - 90), end)
        if tail and self._is_name(tail["name"]):
            label, end = tail["name"], tail.start()
            start, end = _trimmed(text, start, end)
        head = _LABEL.match(text, start, end)
        if head and self._is_name(head["name"]):
            label = head["name"]
            start, end = _trimmed(text, head.end(), end)
        return self._ask(number, start, end, 0, len(text), "block", label=label)

    def _is_name(self, name: str) -> bool:
        folded = folded_words(name)
        return bool(folded) and (
            " ".join(folded) in self.script.names
            or (name[:1].isupper() and folded[0] in self.script.names and len(folded) <= 3)
        )

    def _without_labels(self, text: str) -> str:
        """The text with the speakers' names inside it made into cuts."""

        def cut(match: re.Match[str]) -> str:
            return " … " if self._is_name(match["name"]) else match.group()

        return re.sub(
            r"(?:(?<=[.!?…—–”’\"])\s+|^)(?P<name>[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]*){0,2})"
            r"(?:\s*\([^)]{0,40}\))?(?::|(?<=[A-Z]{3})\.?)\s+",
            cut,
            text,
        )

    def _italics(self, number: int, block: Block, covered: list[tuple[int, int]]) -> list[_Sought]:
        found: list[_Sought] = []
        for run in block.emphasis:
            start, end = _trimmed(block.text, run.start, run.end)
            if _overlaps(covered, start, end) or _count(block.text[start:end]) < 3:
                continue
            item = self._ask(number, start, end, run.start, run.end, "italic", quiet=True)
            if item.finding.status == "placed":
                insort(covered, (start, end))
                found.append(item)
        return found

    def _ask(
        self,
        number: int,
        start: int,
        end: int,
        outer_start: int,
        outer_end: int,
        kind: str,
        *,
        label: str = "",
        quiet: bool = False,
    ) -> _Sought:
        block = self.blocks[number]
        text = block.text[start:end]
        sought = self._without_labels(text) if kind == "block" else text
        run = index_words(without_brackets(sought), self.script)
        count = _count(text)
        places = self._places(sought, run)
        is_exact = bool(places) and places[0].likeness >= EXACT
        directions = [] if is_exact else self._directions(run.row)
        in_direction = bool(directions)
        here = self.script.target(places[0].first, places[0].last).text if places else ""
        is_name = len(run.row) <= 3 and all(word in self.script.names for word in run.folded)
        asked = () if in_direction or is_name else places
        if (is_exact and len(places) == 1 and count > LONG) or (not places and count >= LONG):
            # nothing to decide by what is around but whether it is a title
            question = Question(
                count,
                rare=0,
                places=asked,
                around=Surroundings(),
                titled=is_title(text, here) or announces_title(block.text, outer_start),
            )
        else:
            around = surroundings(block.text, outer_start, outer_end, self.script, label)
            question = Question(
                words=count,
                rare=self._count_rare(run) if places else 0,
                places=asked,
                around=around,
                stopped=bool(_STOPPED.search(text)),
                spelt_alike=_capitals(text) == _capitals(here),
                titled=around.title or is_title(text, here),
                asks=text.endswith("?"),
                opens_sentence=text[:1].isupper() and not re.match(r"I\b", text),
            )
        decided = self._beside(directions) if directions else self._decided(text, kind, question)
        finding = Finding(number, start, end, outer_start, outer_end, kind, text, *decided)
        return _Sought(finding, question, quiet)

    def _places(self, text: str, run: Run) -> tuple[Place, ...]:
        """The places like the text, sought once however often it is quoted."""
        if text not in self._located:
            self._located[text] = locate(text, run, self.script, self.rarity)
        return self._located[text]

    def _count_rare(self, run: Run) -> int:
        """Its words that belong to no common phrase."""
        return sum(not self.rarity.is_common(word) for word in set(run.folded))

    def _directions(self, row: tuple[int, ...]) -> list[int]:
        """The numbers of the stage directions that have these words."""
        if len(row) < 3 or row[:3] not in self.script.directions:
            return []
        return [
            number
            for number, direction in enumerate(self.script.direction_rows)
            if any(
                direction[at : at + len(row)] == row for at in range(len(direction) - len(row) + 1)
            )
        ]

    def _beside(self, directions: list[int]) -> tuple[Verdict, str, float]:
        """The verdict on a quoted stage direction: what is said of it belongs beside the speech
        that it stands at, if there is one such direction."""
        speech = self.script.direction_speeches[directions[0]]
        spoken = self.script.speeches[speech] if speech >= 0 else None
        if len(directions) > 1 or spoken is None or spoken.first == spoken.end:
            return Verdict("unplaced"), STAGE_DIRECTION, 0.0
        place = Place(spoken.first, spoken.end - 1, 1.0, 0.0, 1.0, "exact")
        return Verdict("placed", place), STAGE_DIRECTION, 1.0

    # --------------------------------------------------------- unmarked quotation

    def _unmarked(
        self,
        number: int,
        block: Block,
        folded: Words,
        covered: list[tuple[int, int]],
    ) -> list[_Sought]:
        """Runs of the script's words that no marks announce."""
        row = self.script.numbers(folded.folded)
        runs = shared_runs(row, self.script)
        if not runs:
            return []
        whole = self._whole_paragraph(number, block, folded, runs, covered)
        if whole is not None:
            covered.append((0, len(block.text)))
            return [whole]
        found: list[_Sought] = []
        for first, last in joined_runs(runs, row, self.script):
            start, end = folded.starts[first], folded.ends[last]
            if _overlaps(covered, start, end):
                continue
            run = Run(folded.folded[first : last + 1], row[first : last + 1])
            if sum(map(self.rarity.bits, run.folded)) < TOLD_UNMARKED / 2:
                continue
            places = self._places(block.text[start:end], run)
            question = Question(
                words=_count(block.text[start:end]),
                rare=self._count_rare(run),
                places=places,
                around=surroundings(block.text, start, end, self.script),
                marked=False,
            )
            text = block.text[start:end]
            decided = self._decided(text, "unmarked", question)
            if decided[0].status == "placed":
                insort(covered, (start, end))
                finding = Finding(number, start, end, start, end, "unmarked", text, *decided)
                found.append(_Sought(finding, question, True))
        return found

    def _whole_paragraph(
        self,
        number: int,
        block: Block,
        folded: Words,
        runs: list[tuple[int, int]],
        covered: list[tuple[int, int]],
    ) -> _Sought | None:
        """A paragraph that is nothing but script: a block quotation that lost its marks."""
        shared = sum(last - first + 1 for first, last in runs)
        if covered or len(folded) < 8 or shared < 0.6 * len(folded):
            return None
        item = self._whole_block(number, block)
        return item if item.finding.status == "placed" else None

    # ---------------------------------------------------------------- rare numbers

    def _holds_amount(self, folded: tuple[str, ...]) -> bool:
        return any(amount.value in self.script.amounts for amount in amounts(folded))

    def _amounts(
        self, number: int, block: Block, folded: Words, covered: list[tuple[int, int]]
    ) -> list[_Sought]:
        found: list[_Sought] = []
        for first, last, place in rare_numbers(folded, self.script, self.rarity):
            start, end = folded.starts[first], folded.ends[last]
            if _overlaps(covered, start, end):
                continue
            verdict = Verdict("placed", place)
            finding = Finding(
                number, start, end, start, end, "number", block.text[start:end], verdict,
                "rare number", 0.9,
            )  # fmt: skip
            question = Question(_count(finding.text), 1, (place,), Surroundings())
            found.append(_Sought(finding, question, True))
        return found

    # -------------------------------------------------------------------- deciding

    def _decided(self, text: str, kind: str, question: Question) -> tuple[Verdict, str, float]:
        """The verdict, the reason for it in words, and how sure it is."""
        verdict = decide(question, self.script)
        place = verdict.place
        if place is None:
            best = max((candidate.likeness for candidate in verdict.candidates), default=0.0)
            doubt = _doubt(verdict, question) if verdict.candidates else "not in the script"
            return verdict, doubt, round(best, 2)
        reason = self._how(text, kind, place)
        if verdict.why:
            reason += f"; context: {verdict.why}"
        return verdict, reason, round(place.likeness * (0.9 if verdict.why else 1.0), 2)

    def _how(self, text: str, kind: str, place: Place) -> str:
        if place.way == "fuzzy":
            how = f"fuzzy {min(place.likeness, 0.99):.2f}".replace("0.", ".")
        elif place.way == "cut":
            how = "cut"
        else:
            here = self.script.target(place.first, place.last).text
            same = " ".join(here.split()) == text.strip(_EDGE + "!?”’\"'").strip()
            how = "exact" if same else "normalized"
        return how if kind == "marked" else f"{kind}, {how}"

    def _ask_again(self, sought: list[_Sought]) -> list[_Sought]:
        """Undecided quotations once more, now that their neighbours are known."""
        placed = [item.finding for item in sought if item.finding.place is not None]
        by_block: dict[int, list[Finding]] = {}
        spoken: dict[int, list[Finding]] = {}
        for finding in placed:
            by_block.setdefault(finding.block, []).append(finding)
            if not finding.is_direction:
                spoken.setdefault(finding.block, []).append(finding)
        asked: list[_Sought] = []
        for item in sought:
            finding = item.finding
            if finding.place is not None or not item.question.places:
                asked.append(item)
                continue
            near = tuple(neighbours(finding, by_block))
            holding = tuple(holders(finding, item.question.words, spoken))
            if near == item.question.neighbours and holding == item.question.holders:
                asked.append(item)
                continue
            question = replace(item.question, neighbours=near, holders=holding)
            verdict, reason, score = self._decided(finding.text, finding.kind, question)
            again = replace(finding, verdict=verdict, reason=reason, score=score)
            asked.append(replace(item, finding=again, question=question))
        return asked

    def _is_worth_telling(self, item: _Sought) -> bool:
        """Whether to list it: not every quoted word or title is meant to be from here."""
        finding, question = item.finding, item.question
        if finding.status == "placed":
            return True
        if item.quiet:
            return False
        if finding.status == "ambiguous":
            if question.words == 1:
                return question.rare > 0 and len(question.places) <= 3
            return question.words > 2 or question.rare > 0 or bool(question.around.beside)
        if finding.reason == STAGE_DIRECTION:
            return True
        if question.titled:
            return False
        if finding.kind == "block":
            return True
        spoken = bool(question.around.beside)
        return question.words >= LONG or (spoken and question.words >= 2)


def _doubt(verdict: Verdict, question: Question) -> str:
    if len(verdict.candidates) > 1:
        return f"{counted(len(verdict.candidates), 'place')} alike"
    if verdict.candidates and verdict.candidates[0].likeness < 0.999:
        return f"only like it, {verdict.candidates[0].likeness:.2f}".replace("0.", ".")
    return "too short to be sure" if question.words < LONG else "spoken by somebody else there"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _capitals(text: str) -> list[bool]:
    """Which words but the first begin with a capital."""
    return [letter.isupper() for letter in _INITIALS.findall(text)[1:]]


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _without(text: str, covered: list[tuple[int, int]]) -> str:
    """The text with the covered spans made into one unknown word each, as long as they."""
    parts: list[str] = []
    at = 0
    for start, end in covered:
        if start >= at:
            parts += [text[at:start], _UNKNOWN_LETTER * (end - start)]
            at = end
    return "".join([*parts, text[at:]])


def _uncovered(text: str, covered: list[tuple[int, int]]) -> list[str]:
    """The parts of the text between the covered spans."""
    parts: list[str] = []
    at = 0
    for start, end in covered:
        if start >= at:
            parts.append(text[at:start])
            at = end
    return [*parts, text[at:]]


def _overlaps(covered: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span overlaps one of those covered, which stand in order and apart."""
    at = bisect_left(covered, (end,))
    return at > 0 and covered[at - 1][1] > start
