"""`python -m benchmarks saved_pages --seed 1`: how well pages of anybody are read.

In: a seed, which parts the shapes of pages into two halves, and how many works each shape is
filled with (`--n`). Out: for each half what became of invented works whose truth is known
(`page_works`, `page_shapes`): speeches lost or under a wrong name, order, junk, texts lost or
fused, titles and authors, comments at their lines, quotations placed. While the reading of
pages is worked on, only the `looked` half is looked at (`--half looked --errors`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from benchmarks.page_furniture import PHRASES, SITES
from benchmarks.page_shapes import ARTICLES, COMMENTED, DUMPS, LISTS, Brief, Rendered
from benchmarks.page_works import Essay, Said, Work, with_marks, works
from booklet.draw import draw_all
from booklet.ingest.analysis_text import called_by_file
from booklet.ingest.course import import_pages
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.inputs import InputFile
from booklet.ingest.tokens import forms
from booklet.ingest.wording import wording
from booklet.model import Analysis, Annotation, Direction, Scene, Speech
from booklet.read.analysis import parse_analysis
from booklet.read.course import read_course

WIDTHS = (0, 0, 76)
ALIKE = 0.8
"""Share of words by which a printed piece is the one that was on the page."""

MOST_OF_WORK = 6
"""Words that a title may have before it: the name of the work."""

HALVES = ("looked", "unlooked")
_OWN_WORDS = tuple(
    text
    for tag in PHRASES
    for text in (wording(tag).page_order, wording(tag).ends_known, wording(tag).unplaced_told)
)
"""What import itself says in a script."""

RATES = (
    ("speeches lost", "lost", "said"),
    ("wrong speaker", "wrong", "said"),
    ("order", "out of order", "pairs"),
    ("junk", "junk", "printed"),
    ("text lost", "words lost", "words"),
    ("texts fused or missing", "fused", "texts"),
    ("titles wrong", "title wrong", "texts"),
    ("titles missing", "title missing", "texts"),
    ("authors wrong", "author wrong", "texts"),
    ("authors missing", "author missing", "authors"),
    ("comments lost", "comment lost", "comments"),
    ("quotations lost", "quotation lost", "quotations"),
    ("quotations misplaced", "misplaced", "placed"),
)


@dataclass
class Tally:
    """Counts by name, and what went wrong, in words."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def miss(self, name: str, told: str, by: int = 1) -> None:
        """Something went wrong."""
        self.counts[name] += by
        self.errors.append(f"{name}: {told[:110]}")

    def rate(self, part: str, whole: str) -> float:
        """The share of `part` in `whole`."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0


def main(arguments: list[str]) -> int:
    """Prints the figures of both halves."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks saved_pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--n", type=int, default=2, help="works for each shape")
    parser.add_argument("--half", choices=HALVES, help="this half alone")
    parser.add_argument("--errors", action="store_true", help="tell what went wrong")
    parser.add_argument("--shape", default="", help="shapes with these words in their name")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    if wanted.errors and wanted.half != "looked":
        parser.error("--errors takes --half looked: what is told of the other half spoils it")
    start = time.process_time()
    scores: dict[str, Tally] = {}
    for half in [wanted.half] if wanted.half else HALVES:
        by_shape = _of_half(half, wanted.seed, wanted.n, wanted.shape)
        scores[half] = _sum(by_shape.values())
        if wanted.errors:
            _tell(by_shape)
    if wanted.json:
        print(json.dumps({half: _figures(tally) for half, tally in scores.items()}, indent=2))
        return 0
    print(f"{'':24}" + "".join(f"{half:>18}" for half in scores))
    for name, part, whole in RATES:
        cells = [
            f"{tally.rate(part, whole):.2%} of {tally.counts[whole]}" for tally in scores.values()
        ]
        print(f"{name:24}" + "".join(f"{cell:>18}" for cell in cells))
    print(f"{time.process_time() - start:.0f} CPU s", file=sys.stderr)
    return 0


def _figures(tally: Tally) -> dict[str, float]:
    return {name: round(tally.rate(part, whole), 5) for name, part, whole in RATES}


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.counts += tally.counts
    return whole


def _tell(by_shape: Mapping[str, Tally]) -> None:
    for shape, tally in by_shape.items():
        for error, times in Counter(tally.errors).items():
            print(f"{shape}: {error}{f' ({times} times)' if times > 1 else ''}")


# --------------------------------------------------------------------------------- cases


def half_of(names: Iterable[str], half: str, seed: int) -> list[str]:
    """Which of these names are in a half."""
    ordered = sorted(names)
    looked = set(random.Random(f"halves {seed}").sample(ordered, (len(ordered) + 1) // 2))
    return [name for name in ordered if (name in looked) == (half == "looked")]


def _of_half(half: str, seed: int, count: int, wanted: str) -> dict[str, Tally]:
    """Every shape of the half with so many works, beside pages in other shapes of that half."""
    tables: tuple[Mapping[str, object], ...] = (LISTS, COMMENTED, ARTICLES, DUMPS)
    lists, commented, articles, dumps = (half_of(table, half, seed) for table in tables)
    sites = half_of(SITES, half, seed)
    known = works()
    found: dict[str, Tally] = {}
    for number, shape in enumerate([*lists, *commented, *articles, *dumps]):
        if wanted not in shape:
            continue
        tally = found.setdefault(shape, Tally())
        for turn in range(count):
            draw = random.Random(f"{seed} {shape} {turn}")
            work = known[(number + turn * 2) % len(known)]

            def brief(draw: random.Random = draw, work: Work = work) -> Brief:
                return Brief(work, draw.choice(sites), draw, draw.choice(WIDTHS))

            pages: list[Rendered] = []
            if shape in DUMPS:
                pages.append(DUMPS[shape](brief()))
            else:
                first = shape if shape in ARTICLES else draw.choice(articles)
                second = draw.choice(articles)
                for name, essay in zip((first, second), work.essays, strict=False):
                    pages.append(ARTICLES[name](brief(), essay))
            if shape in COMMENTED:
                pages.append(COMMENTED[shape](brief()))
            if shape in LISTS:
                pages.append(LISTS[shape](brief()))
            elif not any(len(page.said) > len(work.comments) for page in pages):
                pages.append(LISTS[draw.choice(lists)](brief()))
            score(work, pages, tally)
    return found


# --------------------------------------------------------------------------------- score


@dataclass(frozen=True, slots=True)
class _Printed:
    """The course as it was read back: a course without dialogue has no scenes."""

    scenes: tuple[Scene, ...]
    analyses: tuple[Analysis, ...]
    annotations: tuple[Annotation, ...]

    @property
    def speeches(self) -> list[Speech]:
        return [each for scene in self.scenes for each in scene.speeches()]

    def author_of(self, annotation: Annotation) -> str:
        """Who is printed below a note."""
        sources = (each for each in self.analyses if each.id == annotation.source)
        return next((each.author or "" for each in sources), "")

    def speech_of(self, annotation: Annotation) -> tuple[str, ...]:
        """The words of the speech at which a note stands."""
        if annotation.status != "placed" or annotation.target is None:
            return ()
        scene = list(self.scenes[annotation.target.scene].speeches())
        return forms(scene[annotation.target.speech].text)


def _printed(files: Mapping[str, bytes]) -> _Printed:
    """The files of a course, read and drawn as `booklet build` does."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, data in files.items():
            path = Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        course = read_course(Path(scratch), "course").value
    if course is None:
        texts = [name for name in files if name.startswith("analyses/")]
        parsed = [parse_analysis(files[name].decode(), name, name).value for name in texts]
        return _Printed((), tuple(each for each in parsed if each), ())
    drawn = draw_all(course.script, course.analyses, course.records).value
    return _Printed(course.script.scenes, course.analyses, drawn.annotations if drawn else ())


def score(work: Work, pages: Sequence[Rendered], tally: Tally) -> None:
    """Import the pages and count what became of what they hold."""
    files = tuple(
        InputFile(f"{at}-{page.name.replace(' ', '-')}", page.data.encode())
        for at, page in enumerate(pages)
    )
    imported = import_pages(files, ExistingCourse({}), None).value
    printed = _printed(imported.files) if imported else _Printed((), (), ())
    said = max((page.said for page in pages), key=len)
    essays = [essay for page in pages for essay in page.essays]
    _score_speeches(said, printed, tally)
    _score_texts(pages, essays, printed, tally, [file.name for file in files])
    _score_junk(pages, said, essays, printed, tally)
    _score_comments(work, pages, printed, tally)
    _score_quotations(said, essays, printed, tally)


def _score_speeches(said: Sequence[Said], printed: _Printed, tally: Tally) -> None:
    tally.counts["said"] += len(said)
    rows = [forms(each.text) for each in printed.speeches]
    places: dict[Said, int] = {}
    for each in said:
        wanted = forms(each.text)
        at = next((at for at, row in enumerate(rows) if row == wanted), -1)
        if at < 0:
            at = next((at for at, row in enumerate(rows) if _within(wanted, row)), -1)
        if at < 0:
            tally.miss("lost", f"{each.speaker}: {each.text}")
            continue
        places[each] = at
        speaker = printed.speeches[at].speaker or ""
        if forms(speaker) != forms(each.speaker):
            tally.miss("wrong", f"{speaker} instead of {each.speaker}: {each.text}")
    for one, other in pairwise(said):
        if one in places and other in places and one.exchange == other.exchange:
            tally.counts["pairs"] += 1
            if places[one] > places[other]:
                tally.miss("out of order", other.text)


def _within(wanted: Sequence[str], row: Sequence[str]) -> bool:
    size = len(wanted)
    return any(tuple(row[at : at + size]) == tuple(wanted) for at in range(len(row) - size + 1))


def _plain_rows(essay: Essay) -> list[tuple[str, ...]]:
    rows = [row.removeprefix("## ").removeprefix("> ") for row in essay.rows]
    return [forms(with_marks(row, ("", ""))) for row in rows]


def _score_texts(
    pages: Sequence[Rendered],
    essays: Sequence[Essay],
    printed: _Printed,
    tally: Tally,
    files: Sequence[str],
) -> None:
    texts = [
        (each, " ".join(word for block in each.blocks for word in forms(block.text)))
        for each in printed.analyses
    ]
    titled = {essay: page.titled for page in pages for essay in page.essays}
    homes: list[str] = []
    by_file = {called_by_file(file) for file in files}
    for essay in essays:
        rows = _plain_rows(essay)
        tally.counts["texts"] += 1
        tally.counts["authors"] += bool(essay.author)
        tally.counts["words"] += sum(map(len, rows))
        found = max(
            texts,
            key=lambda text: sum(len(row) for row in rows if _in(row, text[1])),
            default=None,
        )
        missing = [row for row in rows if found is None or not _in(row, found[1])]
        for row in missing:
            tally.miss("words lost", f"“{' '.join(row)}”", len(row))
        if found is None or len(missing) == len(rows):
            tally.miss("fused", f"no text: {essay.title}")
            tally.counts["author missing"] += bool(essay.author)
            tally.counts["title missing"] += 1
            continue
        analysis = found[0]
        if analysis.id in homes:
            tally.miss("fused", f"in the text of another: {essay.title}")
        homes.append(analysis.id)
        title, wanted = forms(analysis.title), forms(essay.title)
        if not titled[essay] or analysis.title in ("", "Untitled", *by_file):
            if titled[essay]:
                tally.miss("title missing", essay.title)
        elif title[-len(wanted) :] != wanted or len(title) > len(wanted) + MOST_OF_WORK:
            tally.miss("title wrong", f"{analysis.title} instead of {essay.title}")
        author = analysis.author or ""
        if author and forms(author) != forms(essay.author):
            tally.miss("author wrong", f"{author} instead of {essay.author or 'nobody'}")
        elif essay.author and not author:
            tally.miss("author missing", essay.author)


def _in(row: Sequence[str], text: str) -> bool:
    return " ".join(row) in text


def _score_junk(
    pages: Sequence[Rendered],
    said: Sequence[Said],
    essays: Sequence[Essay],
    printed: _Printed,
    tally: Tally,
) -> None:
    spoken = [forms(each.text) for each in said]
    own = [*spoken, forms("aside"), *(forms(each) for each in _OWN_WORDS)]
    own += [row for essay in essays for row in _plain_rows(essay)]
    own += [forms(each) for page in pages for each in page.neutral]
    for page in pages:
        own += [forms(text) for pair in (page.comments or {}).items() for text in pair]
    own += [forms(each.speaker) for each in said]
    known = [" ".join(row) for row in own]
    whole = [Counter(row) for row in own]
    pieces = [
        each.text
        for scene in printed.scenes
        for each in scene.elements
        if isinstance(each, Speech | Direction)
    ]
    pieces += [block.text for each in printed.analyses for block in each.blocks]
    for text in pieces:
        row = forms(text)
        if not row:
            continue
        tally.counts["printed"] += 1
        plain = " ".join(row)
        if any(plain in each for each in known if len(row) > 1 or each == plain):
            continue
        counted = Counter(row)
        if any((counted & each).total() >= ALIKE * len(row) for each in whole):
            continue
        tally.miss("junk", text)


def _score_comments(work: Work, pages: Sequence[Rendered], printed: _Printed, tally: Tally) -> None:
    critic = work.list_of_comments.author
    for page in pages:
        for text, comment in (page.comments or {}).items():
            tally.counts["comments"] += 1
            wanted = forms(comment)[:6]
            if not any(
                printed.speech_of(each) == forms(text)
                and _within(wanted, forms(each.body))
                and printed.author_of(each) == critic
                for each in printed.annotations
            ):
                tally.miss("comment lost", f"{text} / {comment}")


def _score_quotations(
    said: Sequence[Said], essays: Sequence[Essay], printed: _Printed, tally: Tally
) -> None:
    spoken = {each.text: forms(each.text) for each in said}
    annotations = [each for each in printed.annotations if each.quote is not None and each.source]
    for annotation in annotations:
        if annotation.status != "placed" or annotation.quote is None:
            continue
        tally.counts["placed"] += 1
        row, speech = forms(annotation.quote.exact), printed.speech_of(annotation)
        if (Counter(row) & Counter(speech)).total() < ALIKE * len(row):
            tally.miss("misplaced", f"{annotation.quote.exact} / {' '.join(speech)}")
    for essay in essays:
        for words in essay.quoted:
            home = next((row for text, row in spoken.items() if words in text), None)
            if home is None:
                continue
            tally.counts["quotations"] += 1
            wanted = Counter(forms(words))
            if not any(
                each.quote is not None
                and (wanted & Counter(forms(each.quote.exact))).total() >= ALIKE * wanted.total()
                and _within(forms(words), printed.speech_of(each))
                for each in annotations
            ):
                tally.miss("quotation lost", f"{essay.title}: {words}")
