"""How well critics' remarks reach the margin, scored against an editor's choice.

    python -m benchmarks claims [--half open|held] [--json] [--errors]
    python -m benchmarks claims --agreement
    python -m benchmarks claims --plots [FOLDER]

A remark is found where a note of its essay shares half of the words of the shorter of the two
and stands at an accepted place. Places may differ in depth where one holds the other: the scene
for a speech in it, or the speech for its scene. A note that speaks of the whole where a scene
was meant finds nothing, but is not wrong; one that is deeper than its remark's evidence is.
`--errors` lists what was missed and misplaced, of the open half alone: nobody who works on the
program looks at the other. `--agreement` compares the two passes of labelling. `--plots` scores
where sentences of a plot summary are placed among a film's scenes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from benchmarks import claims_plots
from benchmarks.claims_set import (
    CUT,
    GRADES,
    HALVES,
    SCOPES,
    ClaimsCourse,
    Essay,
    NotWorth,
    Place,
    Remark,
    claims_courses,
    essays,
    not_worth,
    parse_place,
    remarks,
    twenty,
)
from booklet.draw import draw, listing
from booklet.draw.finding.normalise import folded_words
from booklet.model import Analysis
from booklet.read.analysis import parse_analysis

SHARE = 0.5
"""So much of the shorter of note and remark must be the same words, in runs of three."""

TOUCH = 6
"""A note with so many words of a remark on end is in its row, if it does not find it."""

_RUN = 3
_NEAR_SCENES = 3  # a span of so many scenes is still a place for one of them

Verdict = Literal["right", "other depth", "vague", "wrong"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is printed: what it says, of which essay, and where it stands."""

    essay: str
    body: str
    place: Place


@dataclass(slots=True)
class Tally:
    """Remarks of one scope and grade: how many there are, and how many were found."""

    remarks: int = 0
    found: int = 0
    same_depth: int = 0


@dataclass(slots=True)
class Score:
    """What became of the notes and remarks of some essays."""

    tallies: dict[str, dict[str, Tally]] = field(
        default_factory=lambda: {
            scope: {grade: Tally() for grade in GRADES} for scope in (*SCOPES, "all")
        }
    )
    notes: int = 0
    in_a_row: int = 0
    finding: int = 0
    wrong: int = 0
    not_worth: int = 0
    silent: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def in_no_row(self) -> int:
        """Notes that hold nothing of any remark of the set."""
        return self.notes - self.in_a_row

    def recall(self, grade: str, scope: str = "all") -> float:
        """The share of remarks found; 1 where there are none."""
        tally = self.tallies[scope][grade]
        return tally.found / tally.remarks if tally.remarks else 1.0


def printed(course: ClaimsCourse, analyses: tuple[Analysis, ...] | None = None) -> list[Note]:
    """The notes drawn from a course's analyses, or from others about its script, without what
    people decided about them."""
    script, settings = course.course.script, course.course.settings
    analyses = course.course.analyses if analyses is None else analyses
    drawn = draw(script, analyses, None, note_words=settings.note_words).value or ()
    return [
        Note(row["analysis"], row["body"], place)
        for row in listing(drawn, script)
        if row["status"] == "placed"
        and row["body"]
        and row["decision"] != "reject"
        and (place := place_of(row)) is not None
    ]


def place_of(row: Mapping[str, Any]) -> Place | None:
    """The place of a note as `draw --json` lists it; None where it has none.

    What is not there is inferred: without `scope`, a target with a speech is a place in the
    words, one with scenes, a scene, a character or the work is what it says.
    """
    target = row.get("target")
    scope = row.get("scope")
    if scope == "work" or (target and target.get("work")):
        return Place("work")
    if not target:
        return None
    if scope == "character" or target.get("cast"):
        return Place("character", name=str(target["cast"]).upper())
    if target.get("speech") and scope not in ("scene", "scenes"):
        last = target.get("last_speech") or target["speech"]
        return parse_place(f"{target['scene']}.{target['speech']}-{target['scene']}.{last}")
    scenes = target.get("scenes") or target["scene"]
    if isinstance(scenes, str):
        return parse_place(scenes)
    return parse_place(f"{scenes[0]}-{scenes[-1]}")


def judged(place: Place, accepted: Iterable[Place], course: ClaimsCourse) -> Verdict:
    """How a note's place does, held against the best of the accepted ones."""
    order: tuple[Verdict, ...] = ("right", "other depth", "vague", "wrong")
    return min((_judged(place, each, course) for each in accepted), key=order.index)


def _judged(place: Place, accepted: Place, course: ClaimsCourse) -> Verdict:
    if place.level == accepted.level:
        return "right" if _meet(place, accepted) else "wrong"
    if place.level == "work":
        return "vague"
    if accepted.level in ("work", "character"):
        return "wrong"
    if place.level == "character":
        scenes = course.speakers.get(place.name, frozenset())
        inside = any(accepted.first[0] <= scene <= accepted.last[0] for scene in scenes)
        return "vague" if inside else "wrong"
    inner, outer = sorted((place, accepted), key=lambda one: _DEPTHS.index(one.level))
    if not (outer.first[0] <= inner.first[0] and inner.last[0] <= outer.last[0]):
        return "wrong"
    near = place is inner or place.last[0] - place.first[0] < _NEAR_SCENES
    return "other depth" if near else "vague"


_DEPTHS = ("speech", "scene", "scenes")


def _meet(one: Place, other: Place) -> bool:
    if one.name != other.name:
        return False
    if one.level != "scenes":
        return one.first <= other.last and other.first <= one.last
    shared = min(one.last[0], other.last[0]) - max(one.first[0], other.first[0]) + 1
    both = max(one.last[0], other.last[0]) - min(one.first[0], other.first[0]) + 1
    return 2 * shared >= both


def is_same(one: str, other: str) -> bool:
    """Whether two excerpts of an essay are, by and large, the same words."""
    runs, least = _shared_runs(one, other)
    shared = sum(run for run in runs if run >= min(_RUN, least))
    return shared > 0 and shared >= SHARE * least


def touches(one: str, other: str) -> bool:
    """Whether two excerpts of an essay have words in common."""
    return is_same(one, other) or max(_shared_runs(one, other)[0], default=0) >= TOUCH


def _shared_runs(one: str, other: str) -> tuple[list[int], int]:
    """The lengths of the runs of words that both have, in order, and the shorter one's words."""
    said, heard = (folded_words(text.replace(CUT, " ")) for text in (one, other))
    blocks = SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks()
    return [block.size for block in blocks if block.size], min(len(said), len(heard))


def scored(
    notes: Sequence[Note],
    rows: Sequence[Remark],
    refused: Sequence[NotWorth],
    course: ClaimsCourse,
    score: Score | None = None,
) -> Score:
    """Scores the notes of a course's essays against its rows; adds to `score` where given."""
    score = score or Score()
    score.notes += len(notes)
    best: dict[int, Verdict] = {}
    for note in notes:
        own = [number for number, row in enumerate(rows) if row.essay == note.essay]
        matched = [number for number in own if is_same(rows[number].excerpt, note.body)]
        touched = any(touches(rows[number].excerpt, note.body) for number in own)
        verdicts = {number: judged(note.place, rows[number].places, course) for number in matched}
        score.finding += bool(matched)
        score.in_a_row += touched
        for number, verdict in verdicts.items():
            if verdict == "right" or (verdict == "other depth" and best.get(number) != "right"):
                best[number] = verdict
        if matched and set(verdicts.values()) == {"wrong"}:
            score.wrong += 1
            score.errors.append(f"  WRONG   {_shown(rows[matched[0]])}: {note.place}")
        if not touched:
            chaff = any(
                each.essay == note.essay and is_same(each.sentence, note.body) for each in refused
            )
            score.not_worth += chaff
            score.errors.append(f"  NO ROW  {note.essay}: {note.body}")
    for number, row in enumerate(rows):
        for scope in (row.scope, "all"):
            tally = score.tallies[scope][row.grade]
            tally.remarks += 1
            tally.found += number in best
            tally.same_depth += best.get(number) == "right"
        if number not in best:
            score.errors.append(f"  missed  {_shown(row)}")
    return score


def _shown(row: Remark) -> str:
    return f"{row.essay} {row.paragraph} [{row.scope}, {row.grade}] {row.excerpt}"


def score_half(half: str, courses: Sequence[ClaimsCourse]) -> Score:
    """Scores the essays of one half; the others are drawn with them, as in a real course."""
    chosen: list[Essay] = [essay for essay in essays() if essay.half == half]
    score = Score()
    for course in courses:
        names = {essay.name for essay in chosen if essay.course == course.name}
        notes = [note for note in printed(course) if note.essay in names]
        rows = [row for row in remarks() if row.essay in names]
        scored(notes, rows, [row for row in not_worth() if row.essay in names], course, score)
        score.silent += sorted(names - {note.essay for note in notes})
    return score


def score_twenty(courses: Sequence[ClaimsCourse]) -> tuple[int, list[str]]:
    """How many of the analyses of one sentence give a note at their place; those that do not."""
    by_name = {course.name: course for course in courses}
    missed: list[str] = []
    asked = twenty()
    for number, one in enumerate(asked):
        course = by_name[one.course]
        text = f"---\ntitle: A sentence\n---\n\n{one.text}\n"
        parsed = parse_analysis(text, "one.md", f"one-{number}")
        if parsed.value is None:
            raise ValueError(f"{one.text}: {parsed.problems}")
        wanted = [parse_place(one.place)]
        notes = printed(course, (parsed.value,))
        if not any(judged(note.place, wanted, course) == "right" for note in notes):
            missed.append(one.text)
    return len(asked) - len(missed), missed


def agreement() -> dict[str, Any]:
    """How far the two passes of labelling agree: on what is worth printing, and, for what both
    chose, on scope, place and grade (share, and Cohen's kappa where there are categories)."""
    first, second = remarks("pass-a.tsv"), remarks("pass-b.tsv")
    pairs = [(one, other) for one in first if (other := _same_row(one, second)) is not None]
    places = sum(bool(set(one.places) & set(other.places)) for one, other in pairs)
    scopes = [(one.scope, other.scope) for one, other in pairs]
    levels = [(one.places[0].level, other.places[0].level) for one, other in pairs]
    grades = [(one.grade, other.grade) for one, other in pairs]
    return {
        "first": len(first),
        "second": len(second),
        "both": len(pairs),
        "place": places / len(pairs),
        **{
            name: {"share": _share(said), "kappa": kappa(said)}
            for name, said in (("scope", scopes), ("level", levels), ("grade", grades))
        },
    }


def _same_row(row: Remark, among: Iterable[Remark]) -> Remark | None:
    own = [one for one in among if (one.essay, one.paragraph) == (row.essay, row.paragraph)]
    return next((one for one in own if is_same(one.excerpt, row.excerpt)), None)


def _share(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement beyond chance of two who sort the same things (Cohen 1960)."""
    firsts = Counter(one for one, _ in pairs)
    seconds = Counter(other for _, other in pairs)
    chance = sum(firsts[name] * seconds[name] for name in firsts) / len(pairs) ** 2
    return 1.0 if chance == 1 else (_share(pairs) - chance) / (1 - chance)


def report(half: str, score: Score) -> None:
    """Prints a table of what was found, by scope and grade."""
    whole = sum(tally.remarks for tally in score.tallies["all"].values())
    print(f"\nclaims, {half} half: {whole} remarks, {score.notes} notes")
    print(f"  {'found of remarks':18}" + "".join(f"{grade:>14}" for grade in GRADES))
    for scope, tallies in score.tallies.items():
        cells = "".join(f"{one.found:>8} of{one.remarks:>3}" for one in tallies.values())
        print(f"  {scope:18}{cells}")
    print(f"  {'recall':18}" + "".join(f"{score.recall(grade):>14.2f}" for grade in GRADES))
    found = sum(tally.found for tally in score.tallies["all"].values())
    depth = sum(tally.same_depth for tally in score.tallies["all"].values())
    print(f"  at a place of the accepted depth: {depth} of the {found} found")
    print(f"  wrong place: {score.wrong} of {score.finding} notes that print a remark")
    print(
        f"  in no row: {score.in_no_row} of {score.notes} notes; "
        f"{score.not_worth} of them listed as not worth printing"
    )
    if score.silent:
        print(f"  without a note: {', '.join(score.silent)}")


def main(arguments: list[str]) -> int:
    """Runs the benchmark; see the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks claims")
    parser.add_argument("--half", choices=HALVES, help="the other half is not scored")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list what went wrong (open half)")
    parser.add_argument("--agreement", action="store_true", help="of the two passes of labelling")
    parser.add_argument(
        "--plots", nargs="?", type=Path, const=claims_plots.FOLDER, help="score plot summaries"
    )
    options = parser.parse_args(arguments)
    if options.plots:
        return claims_plots.report(options.plots)
    if options.agreement:
        print(json.dumps(agreement(), indent=2))
        return 0
    courses = claims_courses()
    halves = [options.half] if options.half else list(HALVES)
    scores = {half: score_half(half, courses) for half in halves}
    good, missed = score_twenty(courses)
    if options.json:
        print(json.dumps(_plain(scores, good, missed), indent=2, ensure_ascii=False))
        return 0
    for half, score in scores.items():
        report(half, score)
        if options.errors and half == "open":
            print("\n".join(score.errors))
    print(f"\ntwenty analyses of one sentence: a note for {good} of {good + len(missed)}")
    if options.errors:
        print("\n".join(f"  missed  {text}" for text in missed))
    return 0


def _plain(scores: Mapping[str, Score], good: int, missed: Sequence[str]) -> dict[str, Any]:
    halves: dict[str, Any] = {}
    for half, score in scores.items():
        shown = asdict(score)
        shown["recall"] = {grade: round(score.recall(grade), 3) for grade in GRADES}
        shown["in_no_row"] = score.in_no_row
        if half != "open":
            del shown["errors"]
        halves[half] = shown
    return {"halves": halves, "twenty": {"good": good, "of": good + len(missed)}}
