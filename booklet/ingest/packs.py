"""A course pack: what is known of a work before anybody brings a page of it.

Takes the texts of a pack's files; gives a `Pack`. A pack holds facts and own words
only: the scenes in order with own synopses and short cue phrases, the cast, themes,
questions, editorial notes, a bibliography. `docs/packs.md` says how to make one.

```
her/
  pack.yaml         title, cast, scenes with cues, analyses (the bibliography)
  notes.yaml        editorial notes, each anchored by a cue phrase
  questions.yaml    as in a course, but `scene` is the id of a scene in pack.yaml
  glossary.yaml     as in a course
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from booklet.counting import counted
from booklet.ingest.quotations import Place, QuotedSpeech
from booklet.ingest.tokens import forms
from booklet.model import CastMember, Question, Span, Term
from booklet.problems import Problem, Result, error, has_errors
from booklet.read.glossary import parse_glossary
from booklet.read.keys.settings import LanguageTag, MemberOrName
from booklet.read.questions import parse_questions
from booklet.read.yaml.entries import read_entries
from booklet.read.yaml.marked import parse_yaml
from booklet.read.yaml.shape import Shape, TextList, read_shape

CUE_WORDS = 6
"""The most words of a cue phrase: enough to find a line, too few to stand for it."""

FILES = ("pack.yaml", "notes.yaml", "questions.yaml", "glossary.yaml")
"""The files of a pack; only the first is needed."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A few words of a speech; `speaker` is "" where anybody may say them."""

    words: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class OutlineScene:
    """A scene of the work, in the pack's own words, and the cues that lead to it.

    Each place in `cues` is one exchange; any of the cues there leads to it.
    """

    id: str
    heading: str
    synopsis: str
    cues: tuple[tuple[Cue, ...], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography: known by the first words of its title."""

    cue: tuple[str, ...]
    author: str
    publication: str
    date: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class PackNote:
    """A note by the pack's editor on the words of a cue."""

    id: str
    cue: Cue
    body: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, read. `questions` name scenes by the id that the pack gives them."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    language: str
    cast: tuple[CastMember, ...]
    scenes: tuple[OutlineScene, ...]
    references: tuple[Reference, ...]
    notes: tuple[PackNote, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]


class SceneEntry(Shape):
    """A scene of `pack.yaml`."""

    id: Annotated[str, Field(min_length=1)]
    heading: Annotated[str, Field(min_length=1)]
    synopsis: str = ""
    cues: TextList = ()


class ReferenceEntry(Shape):
    """A critical text in the bibliography of `pack.yaml`."""

    cue: Annotated[str, Field(min_length=1)]
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    about: str = ""


class PackFile(Shape):
    """The file `pack.yaml`."""

    title: Annotated[str, Field(min_length=1)]
    subtitle: str = ""
    authors: TextList = ()
    year: str = ""
    language: LanguageTag = ""
    themes: TextList = ()
    cast: tuple[MemberOrName, ...] = ()
    scenes: tuple[SceneEntry, ...] = ()
    analyses: tuple[ReferenceEntry, ...] = ()


class NoteEntry(Shape):
    """An entry of `notes.yaml`."""

    id: Annotated[str, Field(min_length=1)]
    cue: Annotated[str, Field(min_length=1)]
    body: Annotated[str, Field(min_length=1)]
    themes: TextList = ()


def parse_pack(texts: Mapping[str, str], shown: str) -> Result[Pack]:
    """The pack whose files have these texts, by name; `shown` is its folder.

    Problems: those of the files' readers; `pack-missing`, `cue-too-long`, `cue-twice`,
    `scene-twice`, `unknown-scene`, `unknown-theme`.
    """
    if "pack.yaml" not in texts:
        hint = "A pack is a folder with a pack.yaml; see docs/packs.md."
        return Result(
            None, (error("pack-missing", f"there is no pack.yaml in {shown}", None, hint),)
        )
    names = {name: f"{shown}/{name}" for name in FILES}
    tree = parse_yaml(texts["pack.yaml"], names["pack.yaml"])
    problems = list(tree.problems)
    read = read_shape(tree.value, PackFile, "the file") if tree.value else None
    notes = read_entries(
        texts.get("notes.yaml", ""), names["notes.yaml"], "notes", NoteEntry, "a note"
    )
    questions = parse_questions(texts.get("questions.yaml", ""), names["questions.yaml"])
    terms = parse_glossary(texts.get("glossary.yaml", ""), names["glossary.yaml"])
    problems += [
        *(read.problems if read else ()),
        *notes.problems,
        *questions.problems,
        *terms.problems,
    ]
    if read is None or read.value is None:
        return Result(None, tuple(problems))
    file = read.value
    speakers = _speakers(file)
    entries = notes.value.entries if notes.value else ()
    pack = Pack(
        title=file.title,
        subtitle=file.subtitle,
        authors=file.authors,
        language=file.language,
        cast=tuple(member.member() for member in file.cast),
        scenes=tuple(
            OutlineScene(
                scene.id,
                scene.heading,
                scene.synopsis,
                tuple(_cues(cue, speakers) for cue in scene.cues),
            )
            for scene in file.scenes
        ),
        references=tuple(
            Reference(
                forms(entry.cue),
                entry.author,
                entry.publication,
                entry.date,
                entry.url,
                entry.licence,
            )
            for entry in file.analyses
        ),
        notes=tuple(
            PackNote(e.value.id, _cue(e.value.cue, speakers), e.value.body, e.value.themes)
            for e in entries
        ),
        questions=questions.value or (),
        terms=terms.value or (),
    )
    spans = {e.value.id: e.node.span for e in entries}
    problems += _check(pack, file, Span(names["pack.yaml"]), spans)
    return Result(None if has_errors(problems) else pack, tuple(problems))


def _speakers(file: PackFile) -> dict[str, str]:
    return {
        name.casefold(): member.name
        for member in file.cast
        for name in (member.name, *member.aliases)
    }


def _cues(text: str, speakers: Mapping[str, str]) -> tuple[Cue, ...]:
    """`words | other words`: cues that lead to the same exchange."""
    return tuple(_cue(part, speakers) for part in text.split("|"))


def _cue(text: str, speakers: Mapping[str, str]) -> Cue:
    """`words`, or `Speaker: words` where the speaker is in the cast."""
    name, colon, rest = text.partition(":")
    if colon and name.strip().casefold() in speakers:
        return Cue(forms(rest), speakers[name.strip().casefold()])
    return Cue(forms(text))


def _check(
    pack: Pack, file: PackFile, span: Span, note_spans: Mapping[str, Span]
) -> Iterator[Problem]:
    found = [
        (f"scene `{scene.id}`", cue, span)
        for scene in pack.scenes
        for cues in scene.cues
        for cue in cues
    ]
    found += [(f"note `{note.id}`", note.cue, note_spans[note.id]) for note in pack.notes]
    found += [("an analysis", Cue(entry.cue), span) for entry in pack.references]
    for where, cue, place in found:
        if len(cue.words) > CUE_WORDS:
            yield error(
                "cue-too-long",
                f"the cue “{' '.join(cue.words)}” of {where} has {counted(len(cue.words), 'word')}",
                place,
                f"A cue points at a line and does not copy it: at most {CUE_WORDS} words.",
            )
        if not cue.words:
            yield error("cue-too-long", f"a cue of {where} has no words", place, "Delete it.")
    seen: dict[Cue, str] = {}
    for scene in pack.scenes:
        for cue in (cue for cues in scene.cues for cue in cues):
            if cue in seen and seen[cue] != scene.id:
                yield error(
                    "cue-twice",
                    f"the cue “{' '.join(cue.words)}” leads to `{seen[cue]}` and to `{scene.id}`",
                    span,
                    "Choose words that only one of the two has, or name the speaker.",
                )
            seen.setdefault(cue, scene.id)
    ids = [scene.id for scene in pack.scenes]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield error("scene-twice", f"two scenes have the id `{name}`", span, "Rename one of them.")
    for question in pack.questions:
        if question.scene and question.scene not in ids:
            yield error(
                "unknown-scene",
                f"the pack has no scene `{question.scene}`",
                question.span,
                "Write the id of a scene in pack.yaml, or leave the line out.",
            )
    themed = [(note.themes, note_spans[note.id]) for note in pack.notes]
    themed += [(question.themes, question.span) for question in pack.questions]
    for themes, place in themed:
        for theme in themes:
            if file.themes and theme not in file.themes:
                yield error(
                    "unknown-theme",
                    f"`{theme}` is not among the pack's themes",
                    place,
                    "Add it to `themes` in pack.yaml, or use one of those.",
                )


# -------------------------------------------------------------------------- the cues


def holds(row: tuple[str, ...], cue: tuple[str, ...]) -> int:
    """Where the words of a cue stand in a row of words; -1 if nowhere."""
    size = len(cue)
    for at in range(len(row) - size + 1):
        if row[at : at + size] == cue:
            return at
    return -1


def outline(
    scenes: Iterable[OutlineScene], printed: Mapping[str, str]
) -> Callable[[QuotedSpeech], Place | None]:
    """A function that tells a speech's place by the cues; the longest cue wins.

    `printed` gives the printed name of a speaker by the casefolded form.
    """
    found: dict[tuple[str, ...], list[tuple[Place, Cue]]] = defaultdict(list)
    for scene, entry in enumerate(scenes):
        for number, cues in enumerate(entry.cues):
            for cue in cues:
                found[cue.words].append(((scene, number), cue))
    sizes = sorted({len(words) for words in found}, reverse=True)

    def place_of(speech: QuotedSpeech) -> Place | None:
        row = forms(speech.text)
        name = printed.get(speech.speaker.casefold(), speech.speaker)
        for size in sizes:
            places = [
                place
                for at in range(len(row) - size + 1)
                for place, cue in found.get(row[at : at + size], ())
                if not cue.speaker or cue.speaker == name
            ]
            if places:
                return min(places)
        return None

    return place_of
