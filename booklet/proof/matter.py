"""What stands before and after the script: title, cast, questions, glossary, credits.

In: an `Edition` and the words printed outside the notes. Out: an account of each piece's
entries. Their order is a template's business and a course may choose it, so each entry is
looked for by its own words alone, wherever it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from booklet.model import Edition, Span
from booklet.proof.account import MatterAccount
from booklet.proof.printed import HEADING, PrintedWord
from booklet.proof.reading import Run
from booklet.proof.words import fold, words


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
    if "credits" in shown:
        spans = {analysis.id: analysis.span for analysis in edition.analyses}
        for series in edition.series:
            if series.source and series.words:  # of which something is reproduced
                yield Entry("credits", series.title, spans.get(series.source))


def account_for_matter(
    edition: Edition,
    printed: Sequence[PrintedWord],
    runs: Sequence[Run],
    text_of: Callable[[str], str],
) -> tuple[MatterAccount, ...]:
    """Each entry with the pages on which its words stand together; none where they do not.

    `text_of` gives the words that inline Markdown shows.
    """
    matter = edition.settings.matter
    # A sign in another face than the words beside it is a run of its own, and no word.
    printed = [word for word in printed if fold(word.folded)]
    letters = [word.folded.removeprefix(HEADING) for word in printed]
    ends = list(accumulate(map(len, letters)))
    everything = "".join(letters)
    accounts = []
    for entry in entries(edition, (*matter.front, *matter.back)):
        wanted = "".join(fold(word.folded) for word in words(text_of(entry.text)))
        if not wanted:
            continue
        at = everything.find(wanted)
        pages: tuple[int, ...] = ()
        if at >= 0:
            first = printed[bisect_right(ends, at)]
            last = printed[bisect_right(ends, at + len(wanted) - 1)]
            pages = tuple(sorted({runs[first.first_run].page, runs[last.last_run].page}))
        accounts.append(MatterAccount(entry.piece, entry.text, entry.span, pages))
    return tuple(accounts)
