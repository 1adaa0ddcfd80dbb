"""A script from the lines of a play and what each of them is.

Takes `Line`s with their cues and kinds; gives a `Script`. Every word of a line that is not of
the title pages or left out stands in it: what finds no place as what it was read as is a
direction.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from booklet.model import Act, Direction, Scene, SceneElement, Script, Span, Speech
from booklet.model import Line as SpokenLine
from booklet.read.headings import number_in
from booklet.read.play import wording
from booklet.read.play.cast import cast_of
from booklet.read.play.cues import Cue
from booklet.read.play.directions import (
    Habits,
    direction_text,
    habits_of,
    joined,
    parts_of,
)
from booklet.read.play.features import Seen
from booklet.read.play.lines import Line
from booklet.read.screenplay.title_page import title_page_of

FRONT = 40
"""Lines of the title pages in which title and author stand."""

MOST_HEADING = 8
"""Words behind the number of a scene from which on they are a direction."""

_SET = re.compile(r"((?:\S+[ ]+){0,3}\S+[.:])[\s—–-]+(\S.*)")
_SENTENCE = re.compile(r"[,;:!?]$|[.] \S|\S{2}[.]$")


@dataclass
class _Open:
    """A speech that is being put together."""

    name: str
    number: int
    body: list[SpokenLine | Direction] = field(default_factory=list)


def script_of_lines(
    lines: Sequence[Line],
    cues: Sequence[Cue | None],
    kinds: Sequence[str],
    seen: Seen,
    file: str,
) -> Script:
    """The script that these lines hold."""
    return _Assembly(lines, cues, kinds, seen, file).script()


class _Assembly:
    def __init__(
        self,
        lines: Sequence[Line],
        cues: Sequence[Cue | None],
        kinds: Sequence[str],
        seen: Seen,
        file: str,
    ) -> None:
        self.lines, self.cues, self.kinds, self.seen = lines, cues, kinds, seen
        self.file = file
        self.habits: Habits = habits_of(lines, kinds, seen.width)
        self.names = _printed(cues, kinds)
        self.scenes: list[Scene] = []
        self.act: Act | None = None
        self.heading = ("", 1)
        self.headed = False
        self.elements: list[SceneElement] = []
        self.speech: _Open | None = None
        self.repeated = _repeated(lines, kinds)

    def script(self) -> Script:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        self._close_scene()
        title, authors = self._front()
        listed = [x for x, kind in zip(self.lines, self.kinds, strict=True) if kind == "L"]
        first = self.lines[0].number if self.lines else 1
        return Script(
            title,
            tuple(self.scenes),
            Span(self.file, first),
            authors=authors,
            cast=cast_of([line for line in listed if not wording.CAST.match(line.text)]),
        )

    def _front(self) -> tuple[str, tuple[str, ...]]:
        told: dict[str, str] = {}
        for line, kind in zip(self.lines, self.kinds, strict=True):
            found = wording.TOLD.match(line.text) if kind in "XM" else None
            if found:
                told.setdefault("title" if found[1][0] in "tT" else "author", found[2].strip())
        front = [x for x, kind in zip(self.lines, self.kinds, strict=True) if kind == "M"][:FRONT]
        page = title_page_of([line.text for line in front if not _SENTENCE.search(line.text)])
        authors = (told["author"],) if "author" in told else page.authors
        return told.get("title", page.title), authors

    def _take(self, at: int) -> int:
        """Take the paragraph that begins here; the place behind it."""
        kind = self.kinds[at]
        if kind in "XML":
            if kind == "L":
                self._close_speech()
            return at + 1
        stop = self._end(at)
        run = [self.lines[each] for each in range(at, stop) if self.kinds[each] != "X"]
        cue = self.cues[at]
        span = Span(self.file, run[0].number)
        if kind == "S":
            if run[0].number not in self.repeated or self._has_words(stop):
                self._head(run)
        elif kind in "CP" and cue is not None:
            self._close_speech()
            self.speech = _Open(self.names[cue.key], run[0].number)
            if cue.aside:
                self.speech.body.append(Direction(cue.aside, span, "parenthetical"))
            if kind == "P":
                self._say(run, cue.words)
        elif kind == "D" and self.speech is not None:
            self._say(run, 0)
        else:
            text = direction_text(joined(run, self.habits))
            if kind == "N" and self.speech is not None and self._goes_on(stop):
                self.speech.body.append(Direction(text, span, "parenthetical"))
            else:
                self._close_speech()
                self.elements.append(Direction(text, span, "stage"))
        return stop

    def _end(self, at: int) -> int:
        """Where the paragraph that begins here ends."""
        kind = self.kinds[at]
        goes_on = {"P": "D", "D": "D", "N": "N", "S": "S"}.get(kind, "")
        stop = last = at + 1
        while goes_on and stop < len(self.lines):
            now = self.kinds[stop]
            if now == "X":
                stop += 1
                continue
            if now != goes_on or self.lines[stop].blanks > self.seen.gap:
                break
            stop += 1
            last = stop
        return last

    def _has_words(self, at: int) -> bool:
        """Whether anything follows before the next heading."""
        following = (kind for kind in self.kinds[at:] if kind not in "XML")
        return next(following, "S") != "S"

    def _goes_on(self, at: int) -> bool:
        """Whether the open speech has words behind the directions that begin here."""
        following = (kind for kind in self.kinds[at:] if kind not in "XN")
        return next(following, "") == "D"

    def _say(self, run: Sequence[Line], first: int) -> None:
        assert self.speech is not None
        span = Span(self.file, run[0].number)
        for part in parts_of(joined(run, self.habits, first), self.habits):
            if part.direction:
                self.speech.body.append(Direction(part.text, span, "parenthetical"))
            else:
                self.speech.body.append(SpokenLine(part.text, span, emphasis=part.emphasis))

    def _close_speech(self) -> None:
        opened, self.speech = self.speech, None
        if opened is None:
            return
        span = Span(self.file, opened.number)
        if any(isinstance(each, SpokenLine) for each in opened.body):
            name = opened.name
            self.elements.append(Speech(name, (name,), tuple(opened.body), span))
        else:
            told = " ".join(f"({each.text})" for each in opened.body)
            self.elements.append(Direction(f"{opened.name} {told}".strip(), span, "stage"))

    def _head(self, run: Sequence[Line]) -> None:
        text = " ".join(joined(run, self.habits).text.split()).strip("[] ")
        number = run[0].number
        self._close_speech()
        told = _SET.match(text)
        if told and len(told[2].split()) > MOST_HEADING:
            text = told[1]
        else:
            told = None
        act = wording.ACT.match(text)
        scene = wording.SCENE_WITHIN.search(text, act.end()) if act else None
        if act:
            self._close_scene()
            whole = text[: scene.start()].strip(" .,:;–—-") if scene else text.rstrip(".")
            self.act = Act(number_in(whole), whole, Span(self.file, number))
            self.heading = (text[scene.start() :].rstrip(".") if scene else "", number)
            self.headed = scene is not None
        elif self.headed and not self.elements and not wording.PART.match(text):
            self.heading = (f"{self.heading[0]}. {text.rstrip('.')}", self.heading[1])
        else:
            self._close_scene()
            self.heading, self.headed = (text.rstrip("."), number), True
        if told:
            self.elements.append(Direction(told[2], Span(self.file, number), "stage"))

    def _close_scene(self) -> None:
        self._close_speech()
        text, number = self.heading
        if self.elements or (self.headed and text):
            self.scenes.append(
                Scene(text, tuple(self.elements), Span(self.file, number), act=self.act)
            )
        self.elements, self.heading, self.headed = [], ("", number), False


def _repeated(lines: Sequence[Line], kinds: Sequence[str]) -> frozenset[int]:
    """The lines of headings that come again: a table of contents has each once before."""
    last: dict[str, int] = {}
    found: set[int] = set()
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "S":
            bare = line.text.casefold().strip(" .")
            if bare in last:
                found.add(last[bare])
            last[bare] = line.number
    return frozenset(found)


def _printed(cues: Sequence[Cue | None], kinds: Sequence[str]) -> dict[str, str]:
    """How each speaker is printed: as they are named most, whatever the case."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for cue, kind in zip(cues, kinds, strict=True):
        if cue is not None and kind in "CP":
            counts[cue.key][" ".join(cue.name.split()).rstrip(".")] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}
