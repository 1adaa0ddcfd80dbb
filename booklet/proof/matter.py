"""What stands before and after the script: title, cast, questions, glossary, credits.

In: an `Edition` and the words printed outside the notes. Out: an account of each piece's
entries. Their order is a template's business and a course may choose it, so each entry is
looked for by its own words alone, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from booklet.markup.markdown import block_texts
from booklet.model import Edition, Span
from booklet.proof.account import MatterAccount, SpaceFault
from booklet.proof.printed import PrintedText
from booklet.proof.reading import Run
from booklet.proof.spaces import space_faults
from booklet.proof.words import fold, spelled_words


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that a piece of the front or back matter has to show together."""

    piece: str
    text: str
    span: Span | None


def entries(edition: Edition, shown: Sequence[str]) -> Iterator[Entry]:
    """The entries of the pieces that the edition prints; `shown` are those pieces' names."""
    settings = edition.settings
    at_scenes = edition.choice.questions_at == "scene"
    if "title-page" in shown:
        yield Entry("title-page", settings.title, settings.span)
    if "cast" in shown:
        for member in edition.cast:
            yield Entry("cast", member.name, settings.span)
    for question in edition.questions:
        if "questions" in shown or (at_scenes and question.scene):
            yield Entry("questions", question.question, question.span)
            yield Entry("questions", question.answer, question.span)
    if "glossary" in shown:
        for term in edition.terms:
            yield Entry("glossary", term.term, term.span)
            yield Entry("glossary", term.meaning, term.span)
    for own in settings.matter.own:
        if own.name in shown:
            yield Entry(own.name, own.title, own.span)
            for text in block_texts(own.text):
                yield Entry(own.name, text, own.span)
    if "credits" in shown:
        spans = {analysis.id: analysis.span for analysis in edition.analyses}
        for series in edition.series:
            if series.source and series.words:  # of which something is reproduced
                yield Entry("credits", series.title, spans.get(series.source))


def account_for_matter(
    edition: Edition,
    text: PrintedText,
    runs: Sequence[Run],
    text_of: Callable[[str], str],
) -> tuple[tuple[MatterAccount, ...], tuple[SpaceFault, ...]]:
    """Each entry with the pages on which its words stand together; none where they do not.

    With them the faults in their spaces. `text_of` gives the words that inline Markdown shows.
    """
    matter = edition.settings.matter
    accounts = []
    faults: list[SpaceFault] = []
    for entry in entries(edition, (*matter.front, *matter.back)):
        wanted = [word for _, word in spelled_words(text_of(entry.text)) if fold(word.folded)]
        if not wanted:
            continue
        places = text.find([word.folded for word in wanted])
        pages: tuple[int, ...] = ()
        if places is not None:
            ends = (text.words[min(places)].first_run, text.words[max(places)].last_run)
            pages = tuple(sorted({runs[end].page for end in ends}))
            faults += (
                fault.told(wanted, entry.span, "matter", entry.piece)
                for fault in space_faults(wanted, places, text.words, runs)
            )
        accounts.append(MatterAccount(entry.piece, entry.text, entry.span, pages))
    return tuple(accounts), tuple(faults)
