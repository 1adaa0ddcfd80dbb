"""From an edition to what the templates get.

In: an `Edition` and the medium. Out: `data.EditionData`, plain data only. All choosing and
ordering is done here, so that templates only show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from pathlib import PurePosixPath

from markupsafe import Markup

from booklet.compose.preparing.data import (
    BookletData,
    DetailData,
    EditionData,
    ElementData,
    EndnotesGroup,
    KindData,
    MatterData,
    Medium,
    NoteData,
    QuestionData,
    QuestionGroup,
    SceneData,
    ScriptData,
    SeriesData,
)
from booklet.compose.preparing.editions import body_classes, large_print, lines_to_write
from booklet.compose.preparing.labels import counted, detail_name, labels_for
from booklet.compose.preparing.local_forms import shown_date, shown_number, shown_share
from booklet.compose.preparing.markdown import InlineMarkdown, html_of_blocks
from booklet.compose.preparing.matter import (
    length_of_contents,
    prepare_cast,
    prepare_contents,
    prepare_critics,
    prepare_glossary,
    prepare_speakers,
    prepare_synopses,
    prepare_themes,
    scene_name,
    shared_themes,
    term_ids,
)
from booklet.compose.preparing.page_turns import keep_end_together
from booklet.compose.preparing.pictures import prepare_pictures
from booklet.compose.preparing.references import NO_REFERENCES, References
from booklet.compose.preparing.scenes import ScenePreparation
from booklet.compose.preparing.tally import tally
from booklet.compose.preparing.typography import Typographer, typographer_for
from booklet.compose.shelf.own_rules import kind_class
from booklet.media import ENDINGS
from booklet.model import (
    APPARATUS,
    Direction,
    EditedLine,
    EditedScene,
    Edition,
    Fields,
    Note,
    NoteKind,
    Piece,
    Question,
    Scene,
    Script,
    Series,
    Settings,
    Speech,
    TermMark,
)
from booklet.plugins import note_kind, pieces_of

CREDIT_KEYS = ("credit",)
"""Title-page entries of a script that belong before its author's name."""

EDITOR = "editor"
"""The id of the course's own notes, by which editions and styles choose them."""

SHORT_NAME = 24
"""Letters of a name that no line parts."""

LEFT_OUT = ("title", "author", "authors", "credit", "contact")
"""Title-page entries that are said elsewhere, or are for nobody but the producer."""


def prepare(
    edition: Edition,
    medium: Medium,
    references: References = NO_REFERENCES,
) -> EditionData:
    """Everything that `page.html` or `print.html` gets."""
    made = _ready(edition, medium, references)
    script = _script_data(made)
    return {**_booklet_data(made), **script, **_matter_data(made, script["scenes"], references)}


@dataclass(frozen=True, slots=True)
class _Ready:
    """What all parts of the data are made of: how words are shown, and the notes by their ids.

    `own` shows the booklet's words, `typographer` the script's.
    """

    edition: Edition
    medium: Medium
    language: str
    labels: dict[str, str]
    printed: tuple[str, ...]
    typographer: Typographer
    own: Typographer
    markdown: InlineMarkdown
    series: dict[str, SeriesData]
    notes: dict[str, NoteData]
    themes: frozenset[str]


def _ready(edition: Edition, medium: Medium, references: References) -> _Ready:
    settings = edition.settings
    printed = (*settings.matter.front, *settings.matter.back)
    language = settings.language or edition.script.language or "en"
    titles = {own.piece.phrase: own.title for own in settings.matter.own}
    labels = labels_for(language, {**titles, **dict(settings.phrases)})
    typographer = typographer_for(list(_spoken(edition.script)), language)
    own = typographer_for([settings.title, settings.subtitle], language)
    markdown = InlineMarkdown(language)
    series = {
        entry.source: _series(entry, edition, labels, own, references) for entry in edition.series
    }
    themes = shared_themes(edition) if "themes" in printed else frozenset()
    beside = medium == "print" and edition.choice.notes.at == "margin"
    kinds = {kind.name: kind for kind in settings.kinds}
    notes = _notes(
        edition.notes, series, kinds, markdown, typographer, themes, labels, medium, beside
    )
    return _Ready(
        edition,
        medium,
        language,
        labels,
        printed,
        typographer,
        own,
        markdown,
        series,
        notes,
        themes,
    )


def _booklet_data(made: _Ready) -> BookletData:
    edition, settings, own = made.edition, made.edition.settings, made.own
    large = large_print(edition)
    details = edition.script.details
    return BookletData(
        medium=made.medium,
        language=made.language,
        labels=made.labels,
        title=own.show(settings.title),
        running="" if large else own.show(settings.title),
        subtitle=own.show(settings.subtitle),
        authors=list(settings.authors or edition.script.authors),
        credit=next((own.show(value) for key, value in details if key.lower() in CREDIT_KEYS), ""),
        date=shown_date(settings.date, made.language),
        verse=edition.has_verse,
        notes_at=edition.choice.notes.at,
        below=edition.choice.notes.at == "below",
        drawn=made.medium == "page" or not large,
        edition=_edition_title(edition, own, made.labels),
        classes=body_classes(edition),
        css=Markup(""),
        fields=_fields(settings.fields, _names_of_fields(settings), own),
        details=[
            DetailData(name=detail_name(key, made.language), value=own.show(value))
            for key, value in details
            if key.strip().lower() not in LEFT_OUT and value.strip()
        ],
    )


def _script_data(made: _Ready) -> ScriptData:
    edition, notes = made.edition, made.notes
    preparation = ScenePreparation(
        made.medium,
        edition.has_verse,
        len(edition.scenes) == 1,
        made.typographer,
        made.labels,
        terms=term_ids(edition.terms) if "glossary" in made.printed else {},
        notes=notes,
        notes_at=edition.choice.notes.at,
        synopses=edition.choice.synopses,
        role=edition.choice.role,
        words_per_minute=edition.settings.words_per_minute,
        linked=any(
            not own.text and own.name in made.printed for own in edition.settings.matter.own
        ),
        heads=not large_print(edition),
    )
    front = _front(edition, preparation)
    is_setting = _is_setting(front) and bool(edition.cast) and "cast" in made.printed
    acts = accumulate(int(scene.opens_act) for scene in edition.scenes)
    scenes = [
        preparation.scene(scene, _by_number(scene, notes), act)
        for scene, act in zip(edition.scenes, acts, strict=True)
    ]
    _link_notes(edition, scenes, notes)
    if made.medium == "print":
        for scene, following in zip_longest(scenes, scenes[1:]):
            if following is None or following["act"]:
                keep_end_together(scene["elements"])
    return ScriptData(
        setting=front if is_setting else [], front=[] if is_setting else front, scenes=scenes
    )


def _matter_data(made: _Ready, scenes: list[SceneData], references: References) -> MatterData:
    edition, notes, labels = made.edition, made.notes, made.labels
    typographer, language = made.typographer, made.language
    matter = edition.settings.matter
    speaking = tally(edition.cast, edition.scenes)
    known = pieces_of(matter)
    further = {
        name: prepare_piece(edition)
        for name in made.printed
        if (prepare_piece := known[name].prepare)
    }
    further |= {
        own.name: {"name": own.name, "title": labels[own.piece.phrase], "body": body}
        for own in matter.own
        if (body := html_of_blocks(own.text, language))
    }
    data = MatterData(
        series=[entry for entry in made.series.values() if entry["notes"]],
        kinds=[
            KindData(name=kind.name, label=kind.label, css=kind_class(kind.name), sign=kind.sign)
            for kind in edition.settings.kinds
            if kind.label and any(note.kind == kind.name for note in edition.notes)
        ],
        remarks=any(not note.number for note in edition.notes),
        cast=prepare_cast(edition, speaking, notes, typographer, language),
        contents=[],
        contents_length="",
        before=list(matter.front),
        after=[name for name in matter.back if name not in matter.front],
        endnotes=_endnotes(made, scenes),
        critics=prepare_critics(edition, notes, typographer),
        synopses=prepare_synopses(scenes),
        themes=prepare_themes(notes.values(), made.themes, typographer, labels["whole"]),
        speakers=prepare_speakers(speaking, scenes, typographer, language),
        apparatus=[
            note
            for note in notes.values()
            if note["number"] and note_kind(note["kind"]).piece == APPARATUS.piece
        ],
        further=further,
        references=[made.series[source] for source in references.html if source in made.series],
        pictures=prepare_pictures(edition, speaking, notes, scenes, labels, language)
        if "pictures" in made.printed
        else [],
        questions=_questions(edition, scenes, labels, made.markdown),
        glossary=prepare_glossary(edition, _first_uses(edition), made.markdown, made.own),
        sources=[entry for source, entry in made.series.items() if source and entry["words"]],
    )
    data["contents"] = prepare_contents(scenes, _following(data, known), labels, known)
    data["contents_length"] = length_of_contents(data["contents"])
    return data


def _endnotes(made: _Ready, scenes: list[SceneData]) -> list[EndnotesGroup]:
    """The notes that stand at the end of the booklet, taken from the ends of their scenes."""
    if made.edition.choice.notes.at != "end" or made.medium != "print":
        return []
    groups = [
        EndnotesGroup(href=f"#{scene['id']}", heading=scene_name(scene), notes=scene["end"])
        for scene in scenes
        if scene["end"]
    ]
    for scene in scenes:
        scene["end"] = []
    return groups


def _following(data: MatterData, known: Mapping[str, Piece]) -> list[str]:
    """The pieces behind the script that have something to show."""
    fields: Mapping[str, object] = {**data}
    return [
        name
        for name in data["after"]
        if (data["further"][name] if known[name].prepare else fields.get(known[name].needs, True))
    ]


def _first_uses(edition: Edition) -> dict[str, TermMark]:
    """The first uses of the glossary's words, those that this edition prints."""
    return {
        mark.term: mark
        for scene in edition.scenes
        for speech in scene.speeches()
        for part in speech.body
        if isinstance(part, EditedLine)
        for mark in part.terms
    }


def _series(
    series: Series,
    edition: Edition,
    labels: dict[str, str],
    typographer: Typographer,
    references: References,
) -> SeriesData:
    title = typographer.show(series.title)
    return SeriesData(
        id=series.source or EDITOR,
        letter=series.letter,
        shape=series.shape,
        sign=series.sign if edition.is_signed else "",
        css=f"s{series.colour}",
        name=series.author or series.publication or title or labels["editor"],
        author=series.author,
        title=title,
        publication=series.publication,
        date=shown_date(series.date, typographer.language),
        url=series.url if series.url.lower().startswith(("http://", "https://")) else "",
        licence=series.licence,
        reference=references.html.get(series.source, Markup("")),
        words=series.words,
        length=series.length,
        reuse=_reuse(series, labels, typographer.language),
        notes=sum(note.series.source == series.source for note in edition.notes),
        fields=_fields(series.fields, _names(each.fields for each in edition.series), typographer),
    )


def _names_of_fields(settings: Settings) -> list[str]:
    return _names([settings.fields, *(choice.fields for choice in settings.editions)])


def _names(of: Iterable[Fields]) -> list[str]:
    return list(dict.fromkeys(name for fields in of for name, _ in fields))


def _fields(
    fields: Fields, names: Sequence[str], typographer: Typographer
) -> dict[str, str | list[str]]:
    """Typeset, but for the names of files. What somebody else states, and this one not, is "",
    so that a template can ask for it."""

    def show(value: str) -> str:
        named = PurePosixPath(value).suffix.lower() in ENDINGS
        return value if named else typographer.show(value)

    stated = dict(fields)
    return {
        name: show(value) if isinstance(value := stated.get(name, ""), str) else [*map(show, value)]
        for name in names
    }


def _reuse(series: Series, labels: dict[str, str], language: str) -> str:
    """How much of the source the booklet reproduces."""
    words = counted("words", series.words, language)
    if not series.length:
        return labels["words_reproduced"].format(words=words)
    return labels["reuse"].format(
        words=words,
        length=shown_number(series.length, language),
        share=shown_share(series.words / series.length, language),
    )


def _notes(
    notes: tuple[Note, ...],
    series: dict[str, SeriesData],
    own_kinds: Mapping[str, NoteKind],
    markdown: InlineMarkdown,
    typographer: Typographer,
    themes: frozenset[str],
    labels: dict[str, str],
    medium: Medium,
    beside: bool,
) -> dict[str, NoteData]:
    """Every note made ready; `beside` those in a printed margin, whose pages tell the names."""
    made: dict[str, NoteData] = {}
    mark = ""
    for note in notes:
        own = own_kinds.get(note.kind)
        kind, source = own or note_kind(note.kind), series[note.series.source]
        signed = labels[kind.signed] if kind.signed else ""
        if note.leads:
            mark = f"mark-{note.id}"
        made[note.id] = NoteData(
            id=f"note-{note.id}",
            number=note.number,
            leads=note.leads,
            mark=mark,
            citation=note.citation,
            lemma=typographer.show(note.lemma),
            about=_about(note, typographer, labels) if note.leads else "",
            body=markdown.html(note.body),
            series=source,
            css=f"{source['css']} {kind_class(note.kind)}" if own else source["css"],
            kind_sign=kind.sign,
            themes=list(note.themes),
            kind=note.kind,
            shown_by=kind.shown_by,
            sign=source["sign"],
            name=_signature(source["name"], signed)
            if signed or (source["sign"] and not (beside and note.place == "margin"))
            else "",
            indexed=not themes.isdisjoint(note.themes) or kind.piece != "",
            ends=note.place == "end" and medium == "print",
        )
    return made


def _signature(name: str, instead: str) -> str:
    """A name, or what stands in its place, that no line parts where it is short."""
    shown = instead or name
    return shown.replace(" ", "\u00a0") if len(shown) <= SHORT_NAME else shown


def _about(note: Note, typographer: Typographer, labels: dict[str, str]) -> str:
    """What a note at a scene's head, or at somebody's first speech, speaks of."""
    if note.place not in ("margin", "end") or note.number:
        return ""
    if note.scope == "scene":
        return labels["about_scene"]
    if note.scope == "scenes":
        return labels["about_scenes"].format(scenes=note.citation)
    return labels["about_person"].format(name=typographer.show(note.citation))


def _link_notes(edition: Edition, scenes: list[SceneData], notes: dict[str, NoteData]) -> None:
    """Tell the notes where links to what they speak of lead: to the mark that they share, where
    some of them lead in the margin, and others at the scene's end; without one to the scene."""
    for scene, shown in zip(edition.scenes, scenes, strict=True):
        for members in _by_number(scene, notes).values():
            for member in members:
                member["mark"] = members[0]["mark"]
        for note in (*scene.head, *(note for speech in scene.speeches() for note in speech.met)):
            notes[note.id]["mark"] = shown["id"]
    for note in edition.notes:
        if note.place in ("cast", "critics"):
            notes[note.id]["mark"] = note.place


def _by_number(scene: EditedScene, notes: dict[str, NoteData]) -> dict[int, list[NoteData]]:
    """The notes of a scene by the number of their mark."""
    found: dict[int, list[NoteData]] = {}
    for speech in scene.speeches():
        for part in speech.body:
            if isinstance(part, EditedLine):
                for mark in part.marks:
                    if mark.notes:
                        found[mark.number] = [notes[note.id] for note in mark.notes]
    return found


def _edition_title(edition: Edition, typographer: Typographer, labels: dict[str, str]) -> str:
    choice = edition.choice
    if choice.title:
        return typographer.show(choice.title)
    return f"{labels['part']} {typographer.show(choice.role)}" if choice.part else ""


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
    lines = lines_to_write(edition)
    in_order = [question for asked in (*by_scene.values(), whole) for question in asked]
    numbers = {question.id: number for number, question in enumerate(in_order, start=1)}

    def made(asked: list[Question]) -> list[QuestionData]:
        return [_question(one, numbers[one.id], markdown, lines) for one in asked]

    if edition.choice.questions_at == "scene":
        for scene in scenes:
            asked = by_scene.pop(scene["citation"])
            scene["questions"] = made(asked)
    groups = [
        QuestionGroup(
            href=f"#{scene['id']}",
            heading=scene_name(scene),
            questions=made(by_scene[scene["citation"]]),
        )
        for scene in scenes
        if by_scene.get(scene["citation"])
    ]
    if whole:
        groups.append(
            QuestionGroup(
                href="",
                heading=labels["whole"],
                questions=made(whole),
            )
        )
    return groups


def _question(
    question: Question, number: int, markdown: InlineMarkdown, lines: int
) -> QuestionData:
    return QuestionData(
        id=question.id,
        number=number,
        question=markdown.html(question.question),
        answer=markdown.html(question.answer),
        themes=list(question.themes),
        lines=lines,
    )


def _front(edition: Edition, preparation: ScenePreparation) -> list[ElementData]:
    script = edition.script
    scene = EditedScene(Scene("", script.front, script.span), "", False, edition.front)
    return preparation.scene(scene, {})["elements"] if edition.front else []


def _is_setting(front: list[ElementData]) -> bool:
    """Whether what stands before the first scene only tells where and when it is set."""
    return all(element["kind"] == "direction" for element in front)


def _spoken(script: Script) -> Iterator[str]:
    """Every text of the script, to see which quotation marks it uses."""
    for part in script.parts():
        if isinstance(part, Direction):
            yield part.text
        elif isinstance(part, Speech):
            yield from (spoken.text for spoken in part.body)
