"""The marks of notes that stand on another page than their line.

In: which notes left which page for which (`marginalia.CarryMark`). Out: laid-out boxes
("12–14 see p. 48" where they left, "from p. 47" where they came to), the names of their
sources, and empty pages for notes that found no column. Page numbers are printed 1-based.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from booklet.languages import phrases
from booklet.model import Edition, Note, Series
from booklet.typeset.engine import Engine, LaidOutPage, Marginal, StyleSheet
from booklet.typeset.marginalia import CarryMark, is_recto

_OUT_OF_FLOW = "position: absolute; display: block"
"""Whatever the styles of a course leave out, each has a box of its own."""

_ABOUT = {"scene": "about_scene", "scenes": "about_scenes"}


class LaidOutMarks:
    """Lays out marks and further pages in the booklet's own styles, in its own `classes`."""

    def __init__(self, edition: Edition, engine: Engine, classes: str = "") -> None:
        self._classes = classes
        self._edition = edition
        self._language = edition.settings.language or "en"
        self._notes = {f"note-{note.id}": note for note in edition.notes}
        self._engine = engine
        self._labels = {**phrases(self._language).by_key, **dict(edition.settings.phrases)}

    def marks(self, marks: Sequence[CarryMark]) -> list[Marginal]:
        """One box for each mark, in order."""
        return self._boxes("carry", [self._mark(mark) for mark in marks], id_="mark~")

    def ranges(self, texts: Sequence[str]) -> list[Marginal]:
        """One box for each text of a running head, in order."""
        return self._boxes("range", [html.escape(text) for text in texts])

    def names(self, texts: Sequence[Sequence[str]]) -> list[Marginal]:
        """One box for each list of sources, which says their names behind their signs."""
        named = [
            " ".join(self._name(one) for one in self._edition.series if one.source in sources)
            for sources in texts
        ]
        return self._boxes("names", named)

    def _name(self, series: Series) -> str:
        name = series.author or series.publication or series.title or self._labels["editor"]
        sign, name = html.escape(series.sign), html.escape(name)
        return f'<span class="name s{series.colour}"><b class="src">{sign}</b>\u00a0{name}</span>'

    def _boxes(self, kind: str, contents: Sequence[str], id_: str = "") -> list[Marginal]:
        """A box for each content; `id_` begins their ids, if they are to have some.

        None at all where the styles hide them. Raises AssertionError where those hide `carry`,
        which tells where a note went.
        """
        if not contents:
            return []
        spans = (
            f'<span class="{kind}" style="{_OUT_OF_FLOW}"'
            + (f' id="{id_}{number}"' if id_ else "")
            + f">{content}</span>"
            for number, content in enumerate(contents, start=1)
        )
        laid_out = self._engine.lay_out(self._document(f"<p>{''.join(spans)}</p>"))
        found = laid_out.pages[0].marginals(frozenset({kind}))
        if len(found) != len(contents):
            assert kind != "carry", f"they leave `.{kind}` no box of its own"
            return []
        for box in found:
            box.unhang()
        return found

    def further_pages(self, first: int, count: int) -> list[LaidOutPage]:
        """`count` pages, the first with a heading, numbered from page `first` (0-based) on."""
        # A document begins on a right-hand page: one more before where `first` is a left one.
        before = 0 if is_recto(first) else 1
        words = html.escape(self._labels["further_notes"])
        heading = f"<h2 class='further-heading'>{words}</h2>"
        sections = ["<section class='further-notes'>&#xA0;</section>"] * (before + count)
        sections[before] = f"<section class='further-notes'>{heading}</section>"
        numbers = StyleSheet(f"@page :first {{ counter-reset: page {first - before + 1} }}")
        laid_out = self._engine.lay_out(self._document("".join(sections)), numbers)
        return list(laid_out.pages[before:])

    def _mark(self, mark: CarryMark) -> str:
        pages = _ranges([page + 1 for page in mark.pages])
        if mark.arriving:
            text = f"{html.escape(self._labels['from_page'])}&#xA0;{pages}"
        else:
            names = html.escape(self._named([self._note(note) for note in mark.notes]))
            text = f"{names} {html.escape(self._labels['see_page'])}&#xA0;{pages}"
        link = html.escape(mark.notes[0], quote=True)
        return f'<a class="carry-link" href="#{link}">{text}</a>'

    def _note(self, name: str) -> Note:
        """The note of this name, or to whose place at the end of the scene it refers."""
        return self._notes[name.removeprefix("mark~")]

    def _named(self, notes: Sequence[Note]) -> str:
        """The notes by their numbers, those without one by what they speak of."""
        about = dict.fromkeys(
            self._labels[_ABOUT.get(note.scope, "about_person")].format(
                scenes=note.citation, name=note.citation
            )
            for note in notes
            if not note.number
        )
        numbers = _ranges([note.number for note in notes if note.number])
        return ", ".join([*about, *([numbers] if numbers else [])])

    def _document(self, body: str) -> str:
        return (
            f'<!doctype html><html lang="{html.escape(self._language)}" '
            f'class="{html.escape(self._classes)}"><head>'
            f"<meta charset='utf-8'><title>Notes</title></head><body>{body}</body></html>"
        )


def _ranges(numbers: Sequence[int]) -> str:
    """`1, 2, 3, 7` as `1–3, 7`."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], number)
        elif not parts or number != parts[-1][1]:
            parts.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in parts)
