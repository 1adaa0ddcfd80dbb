"""Three pictures of the script: who speaks when, where the notes look, where sources meet.

In: an edition, who says how much in it, and its notes made ready. Out: `data.PictureData`,
measured out; the templates `picture-….html` only draw. Lengths are units of the drawing,
`WIDTH` of them to the width of the text. Nothing is told by colour: bars differ in height,
scenes without notes are hatched, sources have their shapes. Whether two sources agree is
never guessed: a person says so by the kind of a note, `agreement` or `conflict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from booklet.compose.preparing.data import (
    NoteData,
    NotedData,
    PictureBar,
    PictureColumn,
    PictureData,
    PictureRow,
    PictureSign,
    SceneData,
    SeriesData,
)
from booklet.compose.preparing.labels import counted
from booklet.compose.preparing.matter import mark_link
from booklet.compose.preparing.tally import Speaking, length
from booklet.model import EditedLine, EditedScene, Edition
from booklet.plugins import note_kind

WIDTH = 340.0
MOST_SPEAKERS = 14
MOST_MEETINGS = 30
MOST_NOTED = 6
ALT_ROWS = 6
LETTER = 5.0  # of a name, at most on average
WIDEST_NAME = 100.0
NUMBER = 18.0  # a column of scene numbers alone
SPEAKER_ROW, SCENE_ROW, MEETING_ROW = 17.0, 13.0, 13.0
HEAD = 13.0  # above the first row
TALLEST = 500.0  # of all rows of scenes together, so that a picture keeps to its page
SMALLEST_LABEL = 8.5
STROKE = 1.7


@dataclass(frozen=True, slots=True)
class Spot:
    """What notes speak of: scene (0-based), words of the scene before it, the notes, and what
    it is called."""

    scene: int
    at: int
    notes: tuple[NoteData, ...]
    name: str

    @property
    def sources(self) -> list[SeriesData]:
        """Who speaks of them, in the order of the letters."""
        found = {note["series"]["letter"]: note["series"] for note in self.notes}
        return [found[letter] for letter in sorted(found, key=lambda name: (len(name), name))]


def prepare_pictures(
    edition: Edition,
    speaking: Mapping[str, Speaking],
    notes: Mapping[str, NoteData],
    scenes: Sequence[SceneData],
    labels: Mapping[str, str],
    language: str,
) -> list[PictureData]:
    """The pictures that have something to show."""
    spots = list(_spots(edition.scenes, notes))
    made = [_speaking(edition, speaking, scenes, labels, language)]
    if spots or any(scene["head"] for scene in scenes):
        made.append(_attention(edition, spots, scenes, labels, language))
    met = (*spots, *_wider(edition, notes, scenes, labels))
    meetings = [spot for spot in met if len(spot.sources) > 1]
    if meetings:
        made.append(_meetings(meetings, len(scenes), labels))
    return [picture for picture in made if picture["rows"]]


# ------------------------------------------------------------------ who speaks when


def _speaking(
    edition: Edition,
    speaking: Mapping[str, Speaking],
    scenes: Sequence[SceneData],
    labels: Mapping[str, str],
    language: str,
) -> PictureData:
    lengths = [length(scene.scene) for scene in edition.scenes]
    heard = sorted(
        (one for one in speaking.values() if one.speeches),
        key=lambda one: -sum(one.words.values()),
    )[:MOST_SPEAKERS]
    names = [_cut(one.name, int(WIDEST_NAME / LETTER)) for one in heard]
    left = LETTER * max(map(len, names), default=0) + 6
    columns = list(_columns(lengths, left, WIDTH - left, scenes))
    rows = []
    for index, one in enumerate(heard):
        top = HEAD + index * SPEAKER_ROW
        room = SPEAKER_ROW - 4
        bars = []
        for scene, words in sorted(one.words.items()):
            height = max(room * words / max(lengths[scene], 1), 1)
            column = columns[scene]
            bars.append(
                PictureBar(
                    x=column["x"],
                    y=round(top + room - height, 2),
                    width=column["width"],
                    height=round(height, 2),
                )
            )
        rows.append(_row(names[index], top, room, extent=WIDTH - left, bars=bars))
    return PictureData(
        kind="speaking",
        title=labels["pictures_speaking"],
        explanation=labels["how_speaking"],
        alt="; ".join(
            labels["alt_speaking"].format(
                name=one.name,
                words=counted("words", sum(one.words.values()), language),
                scenes=counted("scenes", len(one.speeches), language),
            )
            for one in heard[:ALT_ROWS]
        )
        + ".",
        width=WIDTH,
        height=HEAD + len(rows) * SPEAKER_ROW,
        columns=columns,
        rows=rows,
        top=[],
        silent=[],
    )


def _columns(
    lengths: Sequence[int], left: float, room: float, scenes: Sequence[SceneData]
) -> Iterator[PictureColumn]:
    """A column for each scene, as wide as its words; a number where there is room for one."""
    whole = max(sum(lengths), 1)
    gap = min(1.5, room / (4 * max(len(lengths), 1)))
    x, free = left, left
    for words, scene in zip(lengths, scenes, strict=True):
        width = (room - gap * len(lengths)) * words / whole
        label = scene["citation"]
        middle = x + width / 2
        shown = middle - 2.3 * len(label) >= free and middle + 2.3 * len(label) <= WIDTH
        if shown:
            free = middle + 2.3 * len(label) + 2
        yield PictureColumn(
            x=round(x, 2),
            width=round(width, 2),
            middle=round(middle, 2),
            label=label if shown else "",
        )
        x += width + gap


# --------------------------------------------------------------- where the notes look


def _attention(
    edition: Edition,
    spots: Sequence[Spot],
    scenes: Sequence[SceneData],
    labels: Mapping[str, str],
    language: str,
) -> PictureData:
    lengths = [_printed_words(scene) for scene in edition.scenes]
    longest = max(*lengths, 1)
    step = round(min(SCENE_ROW, TALLEST / len(lengths)), 2)
    label_every = ceil(SMALLEST_LABEL / step)
    rows = []
    told = []
    for index, (words, scene) in enumerate(zip(lengths, scenes, strict=True)):
        here = [spot for spot in spots if spot.scene == index]
        top = index * step
        room = step * 0.77
        extent = round((WIDTH - NUMBER) * words / longest, 2)
        bars = [
            PictureBar(
                x=round(NUMBER + extent * spot.at / max(words, 1), 2),
                y=round(top + room * (1 - min(len(spot.sources), 3) / 3), 2),
                width=STROKE,
                height=round(room * min(len(spot.sources), 3) / 3, 2),
            )
            for spot in here
        ]
        label = "" if index % label_every else scene["citation"]
        bare = not here and not scene["head"]
        rows.append(_row(label, top, room, extent=extent, bars=bars, bare=bare))
        if here:
            lines = counted("notes", len(here), language)
            told.append(labels["alt_attention"].format(scene=scene["citation"], lines=lines))
    without = [scene["citation"] for scene, row in zip(scenes, rows, strict=True) if row["bare"]]
    if without:
        told.append(f"{labels['without_notes']}: {', '.join(without)}")
    most = sorted(spots, key=lambda spot: -len(spot.sources))[:MOST_NOTED]
    return PictureData(
        kind="attention",
        title=labels["pictures_attention"],
        explanation=labels["how_attention"],
        alt="; ".join(told) + ".",
        width=WIDTH,
        height=round(len(rows) * step, 2),
        columns=[],
        rows=rows,
        top=[_noted(spot) for spot in most if len(spot.sources) > 1],
        silent=without,
    )


def _noted(spot: Spot) -> NotedData:
    first = spot.notes[0]
    return NotedData(
        href=mark_link(first),
        citation=first["citation"],
        lemma=first["lemma"],
        series=spot.sources,
    )


# ---------------------------------------------------------------- where sources meet


def _meetings(meetings: Sequence[Spot], scenes: int, labels: Mapping[str, str]) -> PictureData:
    """The picture of `meetings` in a script of so many `scenes`; what has no scene comes last."""
    shown = sorted(
        sorted(meetings, key=lambda spot: -len(spot.sources))[:MOST_MEETINGS],
        key=lambda spot: (spot.scene, spot.at),
    )
    found = {series["letter"]: series for spot in shown for series in spot.sources}
    letters = sorted(found, key=lambda name: (len(name), name))
    stances = [_stance(spot) for spot in shown]
    room = WIDTH * 0.42 - (12 if any(stances) else 0)
    step = min(room / len(letters), 22.0)
    left = WIDTH - (12 if any(stances) else 0) - step * len(letters)
    columns = [
        PictureColumn(
            x=round(left + step * index, 2),
            width=round(step, 2),
            middle=round(left + step * (index + 0.5), 2),
            label=letter,
        )
        for index, letter in enumerate(letters)
    ]
    middle = {column["label"]: column["middle"] for column in columns}
    rows = []
    for index, (spot, stance) in enumerate(zip(shown, stances, strict=True)):
        first = spot.notes[0]
        signs = [
            PictureSign(x=middle[one["letter"]], text=one["shape"], css=one["css"])
            for one in spot.sources
        ]
        cited = first["citation"] if spot.scene < scenes else ""
        row = _row(cited, HEAD + index * MEETING_ROW, MEETING_ROW - 2, signs=signs)
        row["detail"] = _cut(spot.name, int((left - 40) / 4.3))
        row["stance"] = stance
        rows.append(row)
    explanation = labels["how_meetings"]
    if any(stances):
        explanation += f" {labels['how_stance']}"
    return PictureData(
        kind="meetings",
        title=labels["pictures_meetings"],
        explanation=explanation,
        alt="; ".join(
            _told(spot, stance, labels) for spot, stance in zip(shown, stances, strict=True)
        )
        + ".",
        width=WIDTH,
        height=HEAD + len(rows) * MEETING_ROW,
        columns=columns,
        rows=rows,
        top=[],
        silent=[],
    )


def _stance(spot: Spot) -> str:
    """How its notes stand to each other, where a person said so; conflict outweighs."""
    signs = {note_kind(note["kind"]).stance for note in spot.notes}
    return next((sign for sign in ("≠", "=") if sign in signs), "")


def _told(spot: Spot, stance: str, labels: Mapping[str, str]) -> str:
    names = ", ".join(series["letter"] for series in spot.sources)
    said = {"=": f" ({labels['agree']})", "≠": f" ({labels['conflict']})"}
    return f"{spot.notes[0]['citation'] or spot.name}: {names}{said.get(stance, '')}"


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    short = text[: most - 2]
    return (short.rpartition(" ")[0] or short).rstrip(" ,;:.–—-…") + " …"


# ------------------------------------------------------------------------- the parts


def _row(
    label: str,
    top: float,
    height: float,
    *,
    extent: float = 0.0,
    bars: Iterable[PictureBar] = (),
    bare: bool = False,
    signs: Iterable[PictureSign] = (),
) -> PictureRow:
    return PictureRow(
        label=label,
        detail="",
        y=round(top, 2),
        height=height,
        baseline=round(top + height / 2 + 3, 2),
        extent=extent,
        bars=list(bars),
        signs=list(signs),
        stance="",
        bare=bare,
    )


def _spots(scenes: Sequence[EditedScene], notes: Mapping[str, NoteData]) -> Iterator[Spot]:
    """The places that notes speak of, in the order of the text. Marks that overlap within a
    line are one place: their sources speak of the same words."""
    for index, scene in enumerate(scenes):
        said = 0
        for speech in scene.speeches():
            for line in speech.body:
                if not isinstance(line, EditedLine):
                    continue
                end, at = -1, 0
                here: list[NoteData] = []
                for mark in line.marks:
                    if not mark.notes:
                        continue
                    if here and mark.start >= end:
                        yield Spot(index, at, tuple(here), here[0]["lemma"])
                        here = []
                    if not here:
                        at = said + len(line.line.text[: mark.start].split())
                    here += [notes[note.id] for note in mark.notes]
                    end = max(end, mark.end)
                if here:
                    yield Spot(index, at, tuple(here), here[0]["lemma"])
                said += len(line.line.text.split())


def _wider(
    edition: Edition,
    notes: Mapping[str, NoteData],
    scenes: Sequence[SceneData],
    labels: Mapping[str, str],
) -> Iterator[Spot]:
    """Scenes, persons and the whole, as far as notes speak of them, in this order."""
    found: dict[tuple[str, str], list[NoteData]] = {}
    for note in edition.notes:
        if not note.number:
            found.setdefault((note.scope, note.citation), []).append(notes[note.id])
    heads = {note["id"]: index for index, scene in enumerate(scenes) for note in scene["head"]}
    for (scope, name), here in found.items():
        if here[0]["id"] in heads:
            index = heads[here[0]["id"]]
            yield Spot(index, -1, tuple(here), scenes[index]["heading"])
        else:
            place = len(scenes) + (scope == "work")
            yield Spot(place, 0, tuple(here), name or labels["whole"])


def _printed_words(scene: EditedScene) -> int:
    return sum(
        len(line.line.text.split())
        for speech in scene.speeches()
        for line in speech.body
        if isinstance(line, EditedLine)
    )
