"""What a course's editor should hear about: questions, terms and notes that do not fit.

In: parts of the course. Out: problems; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.counting import counted
from booklet.edit.first_uses import form_pattern, plain
from booklet.model import (
    EVERY_KIND,
    MEMBER,
    Annotation,
    Direction,
    Edition,
    EditionChoice,
    Question,
    Script,
    Series,
    Speech,
    Term,
)
from booklet.nearest import did_you_mean, nearest
from booklet.plugins import note_kind
from booklet.problems import Problem, error, warning


def check_questions(questions: tuple[Question, ...], scenes: list[str]) -> Iterator[Problem]:
    """A warning for every question about a scene that does not exist."""
    for question in questions:
        if question.scene and question.scene not in scenes:
            near = nearest(question.scene, scenes, likeness=0.3)
            yield warning(
                "question-without-scene",
                f"question {question.id} is about scene {question.scene}, which does not exist",
                question.span,
                f"Did you mean scene {near}?" if near else _numbered(scenes),
            )


def _numbered(scenes: list[str]) -> str:
    if len(scenes) < 2:
        return f"There is one scene, {scenes[0]}." if scenes else "There are no scenes."
    return f"The scenes are {scenes[0]} to {scenes[-1]}."


def check_terms(terms: tuple[Term, ...], script: Script) -> Iterator[Problem]:
    """A warning for every word of the glossary that the script never uses."""
    if not terms:
        return
    text = plain(" \n ".join(_texts(script)))
    for term in terms:
        if form_pattern(term).search(text) is None:
            yield warning(
                "term-not-in-script",
                f"the glossary explains “{term.term}”, which the script never uses",
                term.span,
                "Write it as the script does, or list the script's forms under `forms`.",
            )


def _texts(script: Script) -> Iterator[str]:
    for scene in script.scenes:
        yield scene.heading
        yield scene.synopsis
        for part in scene.parts():
            if isinstance(part, Direction):
                yield part.text
            elif isinstance(part, Speech):
                yield from _speech_texts(part)


def _speech_texts(speech: Speech) -> Iterator[str]:
    yield speech.speaker or ""
    for part in speech.body:
        yield part.text
        if not isinstance(part, Direction):
            yield from (direction.text for direction in part.directions)


NONE = "There are none at all."


def check_choice(choice: EditionChoice, whole: Edition) -> Iterator[Problem]:
    """What an edition asks for and no note has: a source, a theme, a kind."""
    wanted = choice.notes
    themes = sorted({theme for note in whole.notes for theme in note.themes})
    kinds = sorted({note.kind for note in whole.notes})
    sources = [series.source for series in whole.series if series.source]
    for source in wanted.sources:
        if source and source != MEMBER and source not in sources:
            yield error(
                "unknown-source",
                f"the edition `{choice.name}` asks for notes of `{source}`, "
                "which is no analysis of this course",
                choice.span,
                did_you_mean(source, sources) or NONE,
            )
    for what, asked, known in (("theme", wanted.themes, themes), ("kind", wanted.kinds, kinds)):
        for name in asked:
            if name not in (*known, EVERY_KIND) and note_kind(name).seen_by == "all":
                yield warning(
                    f"{what}-without-notes",
                    f"the edition `{choice.name}` asks for notes of the {what} `{name}`, "
                    "and there are none",
                    choice.span,
                    did_you_mean(name, known) or NONE,
                )


def check_duplicate_notes(annotations: Iterable[Annotation]) -> Iterator[Problem]:
    """An error for every note whose id another note has already: links could not tell them."""
    seen: dict[str, Annotation] = {}
    for annotation in annotations:
        first = seen.setdefault(annotation.id, annotation)
        if first is not annotation:
            yield error(
                "duplicate-annotation",
                f"two notes have the id {annotation.id}",
                annotation.span,
                f"The other one is at {first.span}; give one of them another id.",
            )


def check_reuse(edition: Edition) -> Iterator[Problem]:
    """A warning for every source of which the notes reproduce more than the course's limit."""
    limit = edition.settings.matter.reuse_limit
    spans = {analysis.id: analysis.span for analysis in edition.analyses}
    for series in edition.series:
        if series.source not in spans:
            continue
        most = [limit.words] if limit.words is not None else []
        if limit.share is not None:
            most.append(int(limit.share * series.length))
        if most and series.words > min(most):
            yield warning(
                "reuse-limit",
                f"the notes reproduce {_amount(series)}; the limit is {min(most)}",
                spans[series.source],
                "Reject some of its notes in annotations.yaml, shorten them there, or set "
                "`note_words` lower; `reuse_limit` in booklet.yaml is the limit.",
            )


def _amount(series: Series) -> str:
    if series.length:
        words = f"{series.words:,} of its {counted(series.length, 'word')}"
    else:
        words = counted(series.words, "word")
    return f"{words} of “{series.title}”"
