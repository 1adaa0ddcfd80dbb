"""How well each language goes the whole path: `python -m benchmarks languages [--errors]`.

In: `languages/*/`, a folder a language, all of our own words and labelled before anything was
mended: a play (`play.toml`) printed in the ways of three houses, two essays on it with every
quotation labelled as those of `gold/` are, an article and a page of quotations as text. Out: a
table, a column a language.

`claim` labels have a plain claim about the quotation in their sentence, `cited` ones quote a line
that is said in three scenes and cite the scene, `old` ones differ in spelling from the play.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold_set import Label, labelled_essays
from booklet.draw import draw_all
from booklet.draw.finding.index import ScriptIndex, index
from booklet.ingest.course import import_pages
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.inputs import InputFile
from booklet.ingest.tokens import forms
from booklet.model import Act, Analysis, Annotation, Line, Scene, Script, Span, Speech
from booklet.read.analysis import parse_analysis
from booklet.read.course import read_course
from booklet.read.play.reader import is_play, read_play

_HERE = Path(__file__).with_name("languages")
Row = tuple[str, str, str]
"""Scene, name and words of a speech."""


@dataclass(frozen=True, slots=True)
class Play:
    """The play of a language: who says what in which scene, and how houses print it."""

    title: str
    author: str
    language: str
    cast: str
    said: tuple[Row, ...]
    houses: tuple[dict[str, Any], ...]

    @property
    def scenes(self) -> tuple[str, ...]:
        """The scenes' numbers ("1.2") in order."""
        return tuple(dict.fromkeys(scene for scene, _, _ in self.said))


def main(arguments: list[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks languages")
    parser.add_argument("--errors", action="store_true", help="tell what went wrong")
    parser.add_argument("--only", default="", help="one language, by its tag")
    wanted = parser.parse_args(arguments)
    tables: dict[str, Counter[str]] = {}
    wholes: Counter[tuple[str, str]] = Counter()
    for folder in folders():
        if wanted.only not in ("", folder.name):
            continue
        counts = tables.setdefault(folder.name, Counter())
        for row, right, told in judged(folder):
            wholes[row, folder.name] += 1
            counts[row] += right
            if wanted.errors and not right:
                print(f"{folder.name}: {row}: {told[:150]}")
    rows = list(dict.fromkeys(row for row, _ in wholes))
    print(f"{'':44}" + "".join(f"{tag:>9}" for tag in tables))
    for row in rows:
        cells = [f"{tables[tag][row]}/{wholes[row, tag]}" for tag in tables]
        print(f"{row:44}" + "".join(f"{cell:>9}" for cell in cells))
    return 0


def folders() -> tuple[Path, ...]:
    """The folders of the languages, by tag."""
    return tuple(sorted(each for each in _HERE.iterdir() if (each / "play.toml").is_file()))


def judged(folder: Path) -> Iterator[tuple[str, bool, str]]:
    """Each thing that is judged: its row of the table, whether it is right, what it is."""
    play = read_the_play(folder)
    yield from _essays(play, folder)
    yield from _article(folder)
    yield from _quotes(folder)
    yield from _printed(play)


def read_the_play(folder: Path) -> Play:
    """The play of a folder."""
    read = tomllib.loads((folder / "play.toml").read_text("utf-8"))
    said: list[Row] = []
    for block in read["scenes"].strip().split("\n\n"):
        number, *rows = block.split("\n")
        said += [(number, *_named(row)) for row in rows]
    return Play(
        read["title"],
        read["author"],
        read["language"],
        read["cast"].strip(),
        tuple(said),
        tuple(read["houses"]),
    )


def _named(row: str) -> tuple[str, str]:
    name, _, words = row.partition(": ")
    return name, words


# --------------------------------------------------------------------------------- essays


def script_of(play: Play) -> Script:
    """The play as a script: verses counted through, acts and scenes by number."""
    first = play.houses[0]
    acts: dict[str, Act] = {}
    scenes: list[Scene] = []
    for number, heading in zip(play.scenes, first["headings"], strict=True):
        in_act, _, label = number.partition(".")
        name = first["acts"][int(in_act) - 1]
        act = acts.setdefault(in_act, Act(in_act, name, Span("play", 1)))
        speeches = [
            Speech(
                name,
                (name,),
                (Line(words, Span("play", at), "verse", number=str(at)),),
                Span("play", at),
            )
            for at, (scene, name, words) in enumerate(play.said, 1)
            if scene == number
        ]
        scenes.append(Scene(heading, tuple(speeches), Span("play", 1), label, act))
    return Script(play.title, tuple(scenes), Span("play", 1), language=play.language)


def _essays(play: Play, folder: Path) -> Iterator[tuple[str, bool, str]]:
    script = script_of(play)
    indexed = index(script)
    rows = {
        "claim": "plain claims that give a note",
        "cited": "lines of three scenes settled by citation",
        "old": "old spellings placed",
    }
    for essay in labelled_essays(folder, indexed):
        drawn = draw_all(script, (essay.analysis,), None).value
        assert drawn is not None
        marks = {label: _annotations(label, drawn.annotations) for label in essay.labels}
        for label in essay.labels:
            here = marks[label]
            placed = [one for one in here if one.status == "placed" and one.target]
            regions = [indexed.words_of(one.target) for one in placed if one.target]
            right = label.region in regions
            told = [f"{one.status} {one.reason}" for one in here]
            if label.kind == "claim":
                right = right and any(one.body for one in placed)
            yield rows[label.kind], right, f"{label.text} {told}"
        wrong = [
            label
            for label, here in marks.items()
            if any(
                one.target and one.status == "placed" and not _touches(label, one, indexed)
                for one in here
            )
        ]
        for label in essay.labels:
            yield "quotations placed nowhere wrong", label not in wrong, label.text


def _annotations(label: Label, drawn: tuple[Annotation, ...]) -> list[Annotation]:
    return [
        one
        for one in drawn
        if one.quote and min(one.quote.end, label.end) > max(one.quote.start, label.start)
    ]


def _touches(label: Label, one: Annotation, indexed: ScriptIndex) -> bool:
    region = indexed.words_of(one.target) if one.target else None
    wanted = label.region
    return bool(region and wanted and region[0] <= wanted[1] and wanted[0] <= region[1])


# ----------------------------------------------------------------------------------- pages


def _article(folder: Path) -> Iterator[tuple[str, bool, str]]:
    text = (folder / "article.txt").read_text("utf-8")
    truth = tomllib.loads((folder / "article.toml").read_text("utf-8"))
    analyses, _ = _imported(folder, "article.txt")
    body = text[text.index(truth["title"]) :].split("\n\n")[2:]
    paragraphs = [row for row in body if "\n" not in row and row.rstrip().endswith(".")]
    kept = [" ".join(forms(block.text)) for each in analyses for block in each.blocks]
    for row in paragraphs:
        yield "article: paragraphs kept", " ".join(forms(row)) in kept, row
    first = analyses[0] if analyses else None
    for key in ("title", "author", "date"):
        found = str(getattr(first, key, "") or "")
        yield "article: title, author, date", found == truth[key], f"{key}: {found!r}"
    others = {" ".join(forms(row)) for row in paragraphs} | {" ".join(forms(truth["title"]))}
    yield "article: nothing else kept", not set(kept) - others, str(set(kept) - others)


def _quotes(folder: Path) -> Iterator[tuple[str, bool, str]]:
    rows = [
        row for row in (folder / "quotes.txt").read_text("utf-8").split("\n")[2:] if row.strip()
    ]
    _, script = _imported(folder, "quotes.txt")
    found = {(forms(name), forms(words)) for _, name, words in _said(script)}
    for row in rows:
        name, _, words = row.partition(":")
        yield "quote page: speeches", (forms(name), forms(words)) in found, row


def _imported(folder: Path, name: str) -> tuple[tuple[Analysis, ...], Script | None]:
    """The analyses and the script that an import makes of a file."""
    file = InputFile(name, (folder / name).read_bytes())
    made = import_pages((file,), ExistingCourse({}), None).value
    if made is None:
        return (), None
    with tempfile.TemporaryDirectory() as scratch:
        for path, data in made.files.items():
            Path(scratch, path).parent.mkdir(parents=True, exist_ok=True)
            Path(scratch, path).write_bytes(data)
        course = read_course(Path(scratch), "course").value
    if course is not None:
        return course.analyses, course.script
    parsed = [
        parse_analysis(data.decode(), path, path).value
        for path, data in made.files.items()
        if path.startswith("analyses/")
    ]
    return tuple(each for each in parsed if each), None


# --------------------------------------------------------------------------- printed plays


def printed(play: Play, house: dict[str, Any]) -> str:
    """The play as a house prints it."""
    rows = [play.title, "", play.author, "", play.cast, ""]
    before = ""
    for number, heading in zip(play.scenes, house["headings"], strict=True):
        act = number.partition(".")[0]
        if act != before:
            rows += ["", house["acts"][int(act) - 1], ""]
        before = act
        rows += ["", heading, ""]
        for scene, name, words in play.said:
            if scene == number:
                cue = house["cue"].format(name=name.upper() if house["capitals"] else name)
                rows += [f"{cue}{words}", ""]
    return "\n".join(rows)


def _printed(play: Play) -> Iterator[tuple[str, bool, str]]:
    acts = list(dict.fromkeys(number.partition(".")[0] for number in play.scenes))
    for at, house in enumerate(play.houses, 1):
        text = printed(play, house)
        yield "printed play: known for one", is_play(text), f"house {at}"
        script = read_play(text, "play.txt").script
        found = _said(script)
        headed = [scene.heading for scene in script.scenes]
        for number, heading in zip(play.scenes, house["headings"], strict=True):
            wanted = [forms(words) for scene, _, words in play.said if scene == number]
            told = [forms(words) for words in _of_one_scene(script, wanted)]
            right = told == wanted and any(forms(each)[:2] == forms(heading)[:2] for each in headed)
            yield "printed play: scenes", right, f"house {at}: {number} {heading} of {headed}"
        names = list(dict.fromkeys(s.act.heading for s in script.scenes if s.act))
        for act, name in zip(acts, house["acts"], strict=True):
            known = any(forms(each) == forms(name) for each in names) and len(names) == len(acts)
            yield "printed play: acts", known, f"house {at}: {act} {name} of {names}"
        for _, name, words in play.said:
            right = any(
                (forms(name), forms(words)) == (forms(other), forms(text))
                for _, other, text in found
            )
            others = [other for _, other, text in found if forms(words)[:3] == forms(text)[:3]]
            yield "printed play: speeches", right, f"house {at}: {name}: {words} {others}"


def _said(script: Script | None) -> list[tuple[int, str, str]]:
    return [
        (at, speech.speaker or "", speech.text)
        for at, scene in enumerate(script.scenes if script else ())
        for speech in scene.speeches()
    ]


def _of_one_scene(script: Script, wanted: list[tuple[str, ...]]) -> list[str]:
    """What is said in the scene that begins with the first of these speeches."""
    for scene in script.scenes:
        said = [speech.text for speech in scene.speeches()]
        if said and forms(said[0]) == wanted[0]:
            return said
    return []
