"""From an edition to what the templates get.

In: an `Edition` and the medium. Out: `data.EditionData`, plain data only. All choosing and
ordering is done here, so that templates only show.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, chain, groupby

from markupsafe import Markup

from booklet.compose.data import (
    CastGroup,
    CastMemberData,
    ContentsEntry,
    DetailData,
    EditionData,
    ElementData,
    Medium,
    NoteData,
    QuestionData,
    QuestionGroup,
    SceneData,
    SeriesData,
    TermData,
)
from booklet.compose.labels import labels_for
from booklet.compose.markdown import InlineMarkdown
from booklet.compose.scenes import ScenePreparation
from booklet.compose.typography import Typographer, typographer_for
from booklet.model import (
    Direction,
    DualDialogue,
    EditedDual,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    Line,
    Note,
    PageBreak,
    Question,
    Scene,
    SceneElement,
    Script,
    Series,
    Speech,
)

CREDIT_KEYS = ("credit",)
"""Title-page entries of a script that belong before its author's name."""

LEFT_OUT = ("title", "author", "authors", "credit", "contact", "source")
"""Title-page entries that are said elsewhere, or are for nobody but the producer."""


def prepare(edition: Edition, medium: Medium) -> EditionData:
    """Everything that `page.html` or `print.html` gets."""
    settings = edition.settings
    language = settings.language or edition.script.language or "en"
    labels = labels_for(language)
    typographer = typographer_for(list(_spoken(edition.script)), language)
    own = typographer_for([settings.title, settings.subtitle], language)
    markdown = InlineMarkdown(language)
    series = {entry.source: _series(entry, edition, labels, own) for entry in edition.series}
    alone = len(edition.scenes) == 1
    preparation = ScenePreparation(medium, edition.has_verse, alone, typographer, labels)
    notes = _notes(edition.notes, series, markdown, typographer)
    acts = accumulate(int(scene.opens_act) for scene in edition.scenes)
    scenes = [
        preparation.scene(scene, _by_number(scene, notes), act)
        for scene, act in zip(edition.scenes, acts, strict=True)
    ]
    details = dict(edition.script.details)
    return EditionData(
        medium=medium,
        language=language,
        labels=labels,
        title=own.show(settings.title),
        subtitle=own.show(settings.subtitle),
        authors=list(settings.authors or edition.script.authors),
        credit=next(
            (own.show(value) for key, value in details.items() if key.lower() in CREDIT_KEYS), ""
        ),
        date=settings.date,
        verse=edition.has_verse,
        css=Markup(""),
        policy="",
        series=[entry for entry in series.values() if entry["notes"]],
        cast=_cast(edition, typographer),
        contents=_contents(edition, scenes, labels),
        front=_front(edition.script, preparation),
        scenes=scenes,
        questions=_questions(edition, scenes, labels, markdown),
        glossary=[
            TermData(term=own.show(term.term), meaning=markdown.html(term.meaning))
            for term in sorted(edition.terms, key=lambda term: term.term.casefold())
        ],
        sources=[entry for source, entry in series.items() if source],
        details=[
            DetailData(name=key.strip(), value=own.show(value))
            for key, value in edition.script.details
            if key.strip().lower() not in LEFT_OUT and value.strip()
        ],
    )


def _series(
    series: Series, edition: Edition, labels: dict[str, str], typographer: Typographer
) -> SeriesData:
    title = typographer.show(series.title)
    return SeriesData(
        letter=series.letter,
        shape=series.shape,
        css=f"s{series.colour}",
        name=series.author or series.publication or title or labels["editor"],
        author=series.author,
        title=title,
        publication=series.publication,
        date=series.date,
        url=series.url if series.url.lower().startswith(("http://", "https://")) else "",
        licence=series.licence,
        words=series.words,
        notes=sum(note.series.source == series.source for note in edition.notes),
    )


def _notes(
    notes: tuple[Note, ...],
    series: dict[str, SeriesData],
    markdown: InlineMarkdown,
    typographer: Typographer,
) -> dict[str, NoteData]:
    made: dict[str, NoteData] = {}
    mark = ""
    for note in notes:
        if note.leads:
            mark = f"mark-{note.id}"
        made[note.id] = NoteData(
            id=f"note-{note.id}",
            number=note.number,
            leads=note.leads,
            mark=mark,
            citation=note.citation,
            lemma=typographer.show(note.lemma),
            body=markdown.html(note.body),
            series=series[note.series.source],
            themes=list(note.themes),
            kind=note.kind,
        )
    return made


def _by_number(scene: EditedScene, notes: dict[str, NoteData]) -> dict[int, list[NoteData]]:
    """The notes of a scene by the number of their mark."""
    found: dict[int, list[NoteData]] = {}
    for element in scene.elements:
        speeches: tuple[EditedSpeech, ...] = ()
        if isinstance(element, EditedSpeech):
            speeches = (element,)
        elif isinstance(element, EditedDual):
            speeches = element.speeches
        for speech in speeches:
            for part in speech.body:
                if isinstance(part, EditedLine):
                    for mark in part.marks:
                        if mark.notes:
                            found[mark.number] = [notes[note.id] for note in mark.notes]
    return found


def _cast(edition: Edition, typographer: Typographer) -> list[CastGroup]:
    return [
        CastGroup(
            name=typographer.show(name),
            members=[
                CastMemberData(
                    name=typographer.show(member.name),
                    description=typographer.show(member.description),
                )
                for member in members
            ],
        )
        for name, members in groupby(edition.cast, key=lambda member: member.group)
    ]


def _contents(
    edition: Edition, scenes: list[SceneData], labels: dict[str, str]
) -> list[ContentsEntry]:
    entries: list[ContentsEntry] = []
    below = entries
    for scene in scenes:
        if scene["act"]:
            act = _entry(scene["act"]["id"], "", scene["act"]["heading"])
            entries.append(act)
            below = act["entries"]
        elif scene["level"] == 2:
            below = entries
        if scene["titled"]:
            below.append(_entry(scene["id"], scene["number"], scene["heading"]))
    for present, name in (
        (edition.questions, "questions"),
        (edition.terms, "glossary"),
        (True, "credits"),
    ):
        if present and entries:
            entries.append(_entry(name, "", labels[name]))
    return entries


def _entry(name: str, number: str, heading: str) -> ContentsEntry:
    return ContentsEntry(href=f"#{name}", number=number, heading=heading, entries=[])


def _questions(
    edition: Edition,
    scenes: list[SceneData],
    labels: dict[str, str],
    markdown: InlineMarkdown,
) -> list[QuestionGroup]:
    """The questions by scene, in the order of the scenes; those about the whole come last."""
    by_scene: dict[str, list[Question]] = {scene["citation"]: [] for scene in scenes}
    whole: list[Question] = []
    for question in edition.questions:
        by_scene.get(question.scene, whole).append(question)
    groups = [
        QuestionGroup(
            href=f"#{scene['id']}",
            heading=_question_heading(scene),
            questions=[_question(question, markdown) for question in by_scene[scene["citation"]]],
        )
        for scene in scenes
        if by_scene[scene["citation"]]
    ]
    if whole:
        groups.append(
            QuestionGroup(
                href="",
                heading=labels["whole"],
                questions=[_question(question, markdown) for question in whole],
            )
        )
    return groups


def _question_heading(scene: SceneData) -> str:
    if scene["act"] and not scene["titled"]:
        return scene["act"]["heading"]
    return " ".join(part for part in (scene["citation"], scene["heading"]) if part)


def _question(question: Question, markdown: InlineMarkdown) -> QuestionData:
    return QuestionData(
        id=question.id,
        question=markdown.html(question.question),
        answer=markdown.html(question.answer),
        themes=list(question.themes),
    )


def _front(script: Script, preparation: ScenePreparation) -> list[ElementData]:
    if not script.front:
        return []
    scene = EditedScene(
        scene=Scene("", script.front, script.span),
        number="",
        opens_act=False,
        elements=tuple(_unnumbered(element) for element in script.front),
    )
    return preparation.scene(scene, {})["elements"]


def _unnumbered(element: SceneElement) -> EditedElement:
    """A thing before the first scene: it has no number for citing, and no notes."""
    if isinstance(element, Speech):
        return _unnumbered_speech(element)
    if isinstance(element, DualDialogue):
        return EditedDual(tuple(_unnumbered_speech(speech) for speech in element.speeches))
    return element


def _unnumbered_speech(speech: Speech) -> EditedSpeech:
    body = tuple(EditedLine(part) if isinstance(part, Line) else part for part in speech.body)
    return EditedSpeech(speech, "", "", body)


def _spoken(script: Script) -> Iterator[str]:
    """Every text of the script, to see which quotation marks it uses."""
    for element in chain(script.front, *(scene.elements for scene in script.scenes)):
        if isinstance(element, Direction):
            yield element.text
        elif not isinstance(element, PageBreak):
            speeches = (element,) if isinstance(element, Speech) else element.speeches
            yield from (part.text for speech in speeches for part in speech.body)
