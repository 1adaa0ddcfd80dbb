"""The pieces of the front and back matter: cast, contents, indexes, glossary, questions.

In: the edition and its scenes made ready. Out: the records of `data` for each piece; a piece
with nothing to show is an empty list. Page numbers are not known here: a piece links to ids,
and the print style sheet asks the typesetter on which page they came to stand. At the ends
of a booklet that is free (`print.css`), so only the marks that an index names carry ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from booklet.compose.preparing.data import (
    CastGroup,
    CastMemberData,
    ContentsEntry,
    CriticsGroup,
    NoteData,
    PlaceData,
    SceneData,
    SpeakerData,
    SpeakerSceneData,
    SynopsisData,
    TermData,
    ThemeData,
)
from booklet.compose.preparing.labels import counted
from booklet.compose.preparing.markdown import InlineMarkdown
from booklet.compose.preparing.tally import Speaking
from booklet.compose.preparing.typography import Typographer
from booklet.languages import reading
from booklet.model import Edition, Piece, Term, TermMark

MOST_SHORT = 16
"""Lines of contents that are kept on one page."""

FEWEST_LONG, MOST_LONG = 33, 60
"""Lines from which one column leaves some for a second page, and up to which two columns, which
are kept on one page too, fit on it."""


def prepare_cast(
    edition: Edition,
    speaking: Mapping[str, Speaking],
    notes: Mapping[str, NoteData],
    typographer: Typographer,
    language: str,
) -> list[CastGroup]:
    """The persons of the play in their groups, with the number of speeches and what is said
    of each."""
    of_cast = [note for note in edition.notes if note.place == "cast"]

    def member(name: str, description: str) -> CastMemberData:
        number = sum(speaking[name].speeches.values()) if name in speaking else 0
        return CastMemberData(
            name=typographer.show(name),
            description=typographer.show(description),
            speeches=counted("speeches", number, language) if number else "",
            notes=[notes[note.id] for note in of_cast if note.citation == name],
        )

    return [
        CastGroup(
            name=typographer.show(group),
            members=[member(one.name, one.description) for one in members],
        )
        for group, members in groupby(edition.cast, key=lambda member: member.group)
    ]


def prepare_critics(
    edition: Edition, notes: Mapping[str, NoteData], typographer: Typographer
) -> list[CriticsGroup]:
    """What is said of the whole. Two sources on one theme stand together under it, the others
    each under its own name."""
    waiting = [note for note in edition.notes if note.place == "critics"]
    groups: list[CriticsGroup] = []
    for theme in dict.fromkeys(theme for note in waiting for theme in note.themes):
        here = [note for note in waiting if theme in note.themes]
        if len({note.series.source for note in here}) > 1:
            waiting = [note for note in waiting if note not in here]
            shown = [notes[note.id] for note in here]
            heading = typographer.show(theme)
            groups.append(CriticsGroup(heading=heading[:1].upper() + heading[1:], notes=shown))
    for _, own in groupby(waiting, key=lambda note: note.series.source):
        shown = [notes[note.id] for note in own]
        for note in shown:
            note["name"] = ""
        groups.append(CriticsGroup(heading=shown[0]["series"]["name"], notes=shown))
    return groups


def prepare_contents(
    scenes: Sequence[SceneData],
    names: Iterable[str],
    labels: Mapping[str, str],
    known: Mapping[str, Piece],
) -> list[ContentsEntry]:
    """The acts and scenes, then the pieces of these names, those that follow the script."""
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
    if entries:
        entries += [_entry(name, "", labels[known[name].phrase], piece=True) for name in names]
    return entries


def length_of_contents(entries: Sequence[ContentsEntry]) -> str:
    """Whether the contents are "short", "long", or "" for neither."""
    rows = sum(1 + len(entry["entries"]) for entry in entries)
    if rows <= MOST_SHORT:
        return "short"
    return "long" if FEWEST_LONG <= rows <= MOST_LONG else ""


def _entry(name: str, number: str, heading: str, *, piece: bool = False) -> ContentsEntry:
    return ContentsEntry(
        href=f"#{name}",
        number=number,
        heading=heading,
        capitals=heading.isupper(),
        piece=piece,
        entries=[],
    )


def prepare_synopses(scenes: Sequence[SceneData]) -> list[SynopsisData]:
    """What happens, scene by scene."""
    return [
        SynopsisData(
            href=f"#{scene['id']}",
            heading=scene_name(scene),
            synopsis=scene["synopsis"],
        )
        for scene in scenes
        if scene["synopsis"]
    ]


def scene_name(scene: SceneData) -> str:
    """Number and heading; of an act's only scene the act's heading."""
    if scene["act"] and not scene["titled"]:
        return scene["act"]["heading"]
    return " ".join(part for part in (scene["citation"], scene["heading"]) if part)


def shared_themes(edition: Edition) -> frozenset[str]:
    """The themes worth an index: those of the course's own notes and questions, and those
    of two sources at least. What one source alone has are its own headings."""
    sources: dict[str, set[str]] = {}
    for note in edition.notes:
        for theme in note.themes:
            sources.setdefault(theme, set()).add(note.series.source)
    asked = {theme for question in edition.questions for theme in question.themes}
    return frozenset(
        theme for theme, named in sources.items() if "" in named or len(named) > 1 or theme in asked
    )


def prepare_themes(
    notes: Iterable[NoteData], themes: frozenset[str], typographer: Typographer, whole: str
) -> list[ThemeData]:
    """Each theme with the places that notes on it speak of, in the order of the text; `whole`
    names the place of those on the whole."""
    places: dict[str, list[PlaceData]] = {theme: [] for theme in themes}
    for note in notes:
        place = PlaceData(href=mark_link(note), citation=note["citation"] or whole)
        for theme in note["themes"]:
            if theme in places and all(
                place["citation"] != other["citation"] for other in places[theme]
            ):
                places[theme].append(place)
    return [
        ThemeData(theme=typographer.show(theme), places=places[theme])
        for theme in sorted(places, key=lambda theme: (theme.casefold(), theme))
        if places[theme]
    ]


def mark_link(note: NoteData) -> str:
    """A link to the mark of a note; an id that a person gave may need quoting."""
    return f"#{quote(note['mark'])}"


def prepare_speakers(
    speaking: Mapping[str, Speaking],
    scenes: Sequence[SceneData],
    typographer: Typographer,
    language: str,
) -> list[SpeakerData]:
    """Each speaker with their scenes and how often they speak in each, by alphabet."""
    return [
        SpeakerData(
            name=typographer.show(one.name),
            speeches=counted("speeches", sum(one.speeches.values()), language),
            scenes=[
                SpeakerSceneData(
                    href=f"#{scenes[index]['id']}",
                    citation=scenes[index]["citation"],
                    speeches=number,
                )
                for index, number in sorted(one.speeches.items())
            ],
        )
        for one in sorted(speaking.values(), key=lambda one: one.name.casefold())
        if one.speeches
    ]


def term_ids(terms: Sequence[Term]) -> dict[str, str]:
    """An id for every word of the glossary: its place in the file, so that it stays."""
    return {term.term: f"term-{position}" for position, term in enumerate(terms, start=1)}


def prepare_glossary(
    edition: Edition,
    printed: Mapping[str, TermMark],
    markdown: InlineMarkdown,
    typographer: Typographer,
) -> list[TermData]:
    """The glossary by alphabet; `printed` are the first uses that this edition prints."""
    ids = term_ids(edition.terms)
    article = _article(typographer.language)
    return [
        TermData(
            id=ids[term.term],
            term=typographer.show(term.term),
            meaning=markdown.html(term.meaning),
            citation=printed[term.term].citation if term.term in printed else "",
            href=f"#first-{ids[term.term]}" if term.term in printed else "",
        )
        for term in sorted(edition.terms, key=lambda term: _alphabetical(term.term, article))
    ]


def _article(tag: str) -> re.Pattern[str] | None:
    """The articles of a language with which a term may begin."""
    articles = reading(tag).articles
    words = "|".join(article.rstrip("'’") for article in articles if article[-1] not in "'’")
    joined = "|".join(re.escape(article) for article in articles if article[-1] in "'’")
    either = "|".join(part for part in (rf"(?:{words})\s+" if words else "", joined) if part)
    return re.compile(rf"^(?:{either})") if either else None


def _alphabetical(term: str, article: re.Pattern[str] | None) -> tuple[str, str]:
    """By the word itself: “the Mile” stands under M."""
    folded = term.casefold()
    return (article.sub("", folded, count=1) if article else folded, folded)
