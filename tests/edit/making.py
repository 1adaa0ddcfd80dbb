"""Small courses made by hand, for tests of editing and composing."""

from __future__ import annotations

from booklet.model import (
    Act,
    Analysis,
    Annotation,
    Course,
    Decision,
    Direction,
    Line,
    LineKind,
    Paper,
    Question,
    Scene,
    SceneElement,
    Script,
    Settings,
    Span,
    Speech,
    Status,
    Target,
    Term,
)

HERE = Span("pier/script.fountain", 7)


def prose(text: str) -> Line:
    return Line(text, HERE)


def verse(text: str, kind: LineKind = "verse") -> Line:
    return Line(text, HERE, kind=kind)


def speech(speaker: str, *body: str | Line | Direction) -> Speech:
    """A speech; plain text is a paragraph of prose."""
    parts = tuple(prose(part) if isinstance(part, str) else part for part in body)
    return Speech(speaker, (speaker,), parts, HERE)


def scene(heading: str, *elements: SceneElement, act: Act | None = None, label: str = "") -> Scene:
    return Scene(heading, elements, HERE, label=label, act=act)


def analysis(name: str, author: str = "", title: str = "") -> Analysis:
    return Analysis(name, title or name.title(), (), HERE, author=author)


def course(
    *scenes: Scene,
    analyses: tuple[Analysis, ...] = (),
    questions: tuple[Question, ...] = (),
    terms: tuple[Term, ...] = (),
    theme: str = "default",
    language: str = "en-GB",
) -> Course:
    settings = Settings(
        title="The Pier",
        subtitle="A piece for two voices",
        authors=("Ida Holm",),
        language=language,
        script="script.fountain",
        paper=Paper("a5", 148, 210),
        theme=theme,
        note_words=45,
        cast=(),
        span=Span("pier/booklet.yaml"),
    )
    return Course(
        "pier",
        settings,
        Script("The Pier", scenes, HERE),
        analyses=analyses,
        questions=questions,
        terms=terms,
    )


def note(
    name: str,
    of: Course,
    words: str,
    body: str = "Something is said of this.",
    source: str = "",
    status: Status = "placed",
    decision: Decision = "",
) -> Annotation:
    """An annotation on the first place where `words` stand in a speech."""
    for scene_index, place in enumerate(of.script.scenes):
        for speech_index, candidate in enumerate(place.speeches()):
            start = candidate.text.find(words)
            if start >= 0:
                target = Target(scene_index, speech_index, start, start + len(words), words)
                return Annotation(
                    name, source, body, status, HERE, target=target, decision=decision
                )
    raise LookupError(words)
