"""The account: what the edition has to show, found again in what the PDF shows.

In: a `Reading` of the PDF and an `Edition`. Out: an `Account`. Nothing here knows how
the pages were made: words are found by their letters, notes by the identifiers in the
structure tree (ISO 14289-1, 7.9), and their lines by the words they speak of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from booklet.markup.markdown import plain
from booklet.model import Edition, Note
from booklet.proof.account import (
    Account,
    HiddenText,
    ItemAccount,
    MissingGlyph,
    MovedText,
    NoteAccount,
    Overlap,
    SpaceFault,
    UnseenText,
)
from booklet.proof.align import align, settle, taken_apart
from booklet.proof.expected import Expected, Item, expect
from booklet.proof.matter import account_for_matter
from booklet.proof.order import out_of_order
from booklet.proof.overlaps import find_overlaps
from booklet.proof.printed import PrintedText, PrintedWord, printed_words, same_line
from booklet.proof.reading import MARK_PREFIX, Reading, Run
from booklet.proof.spaces import space_faults
from booklet.proof.turns import page_turns
from booklet.proof.visible import Unseen
from booklet.proof.words import spelled_words, words

DECORATION = 18.0
"""pt: pale text of that size which nobody says is a watermark, and pale on purpose.

Decoration needs no contrast, and from that size on type is large:
https://www.w3.org/TR/WCAG22/#contrast-minimum.
"""

# "p. 12–14, 17": the numbers behind a word for pages, in whatever language.
_PAGE_LIST = re.compile(r"[^\W\d_]\.?\s*(\d[\d\s,–-]*)")
_PAGES = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_BY_CHANCE = 1 / 3  # of its words: so few are found anywhere, and do not make it printed
_EDGE = 0.5  # pt over the page's edge that rounding may cost


def account_for(reading: Reading, edition: Edition, unseen: Sequence[Unseen] = ()) -> Account:
    """The account of the edition in a tagged PDF, of which `unseen` runs leave no ink."""
    expected = expect(edition)
    text = [index for index, run in enumerate(reading.runs) if not run.note]
    printed = printed_words(reading.runs, text)
    places = _found([word.folded for word in expected.words], printed, reading.runs)
    items = _items(expected, printed, places, reading)
    pieces = note_pieces(reading.runs, [note.id for note in edition.notes])
    overlaps = find_overlaps(reading, pieces)
    hidden = _hidden(reading)
    matter, matter_spaces = account_for_matter(edition, PrintedText(printed), reading.runs, plain)
    texts = [
        _NoteText.of(note, reading.runs, pieces.get(note.id, ()), edition.is_signed)
        for note in edition.notes
    ]
    return Account(
        pages=tuple(page.label for page in reading.pages),
        speeches=tuple(item for item in items if item.kind == "speech"),
        directions=tuple(item for item in items if item.kind in ("direction", "cue")),
        headings=tuple(item for item in items if item.kind == "heading"),
        matter=matter,
        notes=_notes(texts, edition, expected, places, printed, reading, pieces, overlaps, hidden),
        off_page=hidden.off_page,
        clipped=hidden.clipped,
        overlaps=overlaps,
        missing_glyphs=_missing_glyphs(reading),
        turns=page_turns(edition, expected, printed, places, reading),
        spaces=(
            *_item_spaces(expected, printed, places, reading.runs),
            *(fault for text in texts for fault in text.spaces),
            *matter_spaces,
        ),
        unseen=tuple(_unseen(unseen, expected, printed, places, edition)),
        moved=tuple(
            _moved(expected, *found)
            for found in out_of_order(expected, printed, places, reading.runs)
        ),
    )


def _found(
    expected: Sequence[str], printed: Sequence[PrintedWord], runs: Sequence[Run]
) -> list[int]:
    """For each expected word the index of its printed word, or -1."""
    shown = [word.folded for word in printed]
    parts, owners = taken_apart(expected, shown)
    aligned = [owners[place] if place >= 0 else -1 for place in align(expected, parts)]
    rows = [(runs[word.first_run].page, runs[word.first_run].baseline) for word in printed]
    # A sign before it may have joined a word onto a run of one direction.
    loose = [runs[word.first_run].backwards or runs[word.last_run].backwards for word in printed]
    return settle(expected, shown, aligned, rows, loose)


# ------------------------------------------------- speeches, directions and headings


def _items(
    expected: Expected,
    printed: Sequence[PrintedWord],
    places: Sequence[int],
    reading: Reading,
) -> list[ItemAccount]:
    own: list[list[int]] = [[] for _ in expected.items]
    for index, word in enumerate(expected.words):
        own[word.item].append(index)
    accounts = []
    for item, indices in zip(expected.items, own, strict=True):
        found = [printed[places[index]] for index in indices if places[index] >= 0]
        chance = len(found) <= _BY_CHANCE * len(indices)
        pages = {reading.runs[run].page for w in found for run in (w.first_run, w.last_run)}
        accounts.append(
            ItemAccount(
                kind=item.kind,
                citation=item.citation,
                text=item.opening,
                span=item.span,
                pages=() if chance else tuple(sorted(pages)),
                missing=tuple(
                    expected.words[index].spelled
                    for index in indices
                    if chance or places[index] < 0
                ),
                words=len(indices),
            )
        )
    return accounts


def _item_spaces(
    expected: Expected,
    printed: Sequence[PrintedWord],
    places: Sequence[int],
    runs: Sequence[Run],
) -> Iterator[SpaceFault]:
    for fault in space_faults(expected.words, places, printed, runs):
        word = expected.words[fault.word]
        item = expected.items[word.item]
        yield fault.told(expected.words, word.span, item.kind, item.citation)


# ------------------------------------------------------------------------------ notes


def note_pieces(runs: Sequence[Run], ids: Iterable[str]) -> dict[str, list[int]]:
    """The runs (indices) of each note's pieces, in order: the piece `id~2` goes on `id`.

    Keys are the ids of the structure tree; one that is no note's is kept as it stands.
    """
    known = set(ids)
    pieces: dict[str, list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        if run.note:
            pieces[run.note].append(index)
    ordered: dict[str, list[int]] = defaultdict(list)
    for piece in sorted(pieces, key=_piece_number):
        ordered[piece if piece in known else whole_note(piece, known)] += pieces[piece]
    return dict(ordered)


def whole_note(piece: str, known: Iterable[str]) -> str:
    """The id of the note that a piece belongs to (`n7~2` is a piece of `n7`)."""
    head, sign, number = piece.rpartition("~")
    return head if sign and number.isdigit() and head in known else piece


def _piece_number(piece: str) -> int:
    number = piece.rpartition("~")[2]
    return int(number) if "~" in piece and number.isdigit() else 1


def _notes(
    texts: Sequence[_NoteText],
    edition: Edition,
    expected: Expected,
    places: Sequence[int],
    printed: Sequence[PrintedWord],
    reading: Reading,
    pieces: Mapping[str, Sequence[int]],
    overlaps: Sequence[Overlap],
    hidden: _Hidden,
) -> tuple[NoteAccount, ...]:
    struck = {id for overlap in overlaps for id in (overlap.first_note, overlap.second_note)}
    cut = {text.note for text in (*hidden.off_page, *hidden.clipped)}
    marks = _carry_marks(reading)
    # Below its speech, or where all of them are, a note is where the reader looks for it.
    below = edition.choice.notes.at != "margin"
    referred = _referred(edition, reading)
    accounts = []
    for note, text in zip(edition.notes, texts, strict=True):
        runs = [reading.runs[index] for index in pieces.get(note.id, ())]
        shown = [run for run in runs if run.box is not None]
        pages = tuple(dict.fromkeys(run.page for run in shown))
        anchor, span = expected.anchors.get(note.id, (-1, None))
        line = _line_of(anchor, places, printed, reading)
        home = line.page if line else None
        at_home = line is not None and bool(shown) and shown[0].page == home
        accounts.append(
            NoteAccount(
                id=note.id,
                number=note.number,
                citation=note.citation,
                span=span,
                home=home,
                pages=pages,
                displacement=line.baseline - _first_baseline(shown)
                if at_home and line and not below and _has_own_line(note)
                else None,
                missing=text.missing,
                lacks=text.lacks,
                in_order=not at_home
                or anchor < 0
                or printed[places[anchor]].first_run <= pieces[note.id][0],
                marked=below
                or note.id in referred
                or (home is not None and _is_marked(home, pages, marks, reading)),
                at_end=note.place == "end",
                clipped=note.id in cut,
                overlaps=note.id in struck,
            )
        )
    return tuple(accounts)


def _has_own_line(note: Note) -> bool:
    """Whether it belongs beside a line: not at the end of the scene, nor below another note on
    the same scene, which may be long."""
    return note.place == "margin" and bool(note.number or note.leads)


def _referred(edition: Edition, reading: Reading) -> frozenset[str]:
    """The notes at the end of a scene to which something in its margin refers."""
    found = {run.note for run in reading.runs}
    referred: set[str] = set()
    first: dict[tuple[str, int], str] = {}
    for scene in edition.scenes:
        for note in scene.end:
            lead = first.setdefault(("" if note.number else note.scope, note.number), note.id)
            if f"{MARK_PREFIX}note-{lead}" in found:
                referred.add(note.id)
        first.clear()
    return frozenset(referred)


def _line_of(
    anchor: int, places: Sequence[int], printed: Sequence[PrintedWord], reading: Reading
) -> Run | None:
    """The run in which the word begins that a note stands at."""
    if anchor < 0 or places[anchor] < 0:
        return None
    return reading.runs[printed[places[anchor]].first_run]


def _first_baseline(runs: Sequence[Run]) -> float:
    """The baseline of the first line: the lowest on it, as marks may be raised."""
    first = [run for run in runs if same_line(runs[0], run)]
    return min(run.baseline for run in first)


@dataclass(frozen=True, slots=True)
class _NoteText:
    """What of a note's body, and of its lemma and its source's letter, is not in the note, and
    the faults in its spaces."""

    missing: tuple[str, ...]
    lacks: tuple[str, ...]
    spaces: tuple[SpaceFault, ...]

    @classmethod
    def of(cls, note: Note, runs: Sequence[Run], own: Sequence[int], signed: bool) -> _NoteText:
        """What the note's runs (`own`) say; it is `signed` where there are several sources."""
        shown = printed_words(runs, own)
        wanted = [word for _, word in spelled_words(plain(note.body))]
        folded = [word.folded for word in wanted]
        text = PrintedText(shown)
        places = text.find(folded)
        if places is not None:
            shown = text.words
        else:
            places = _found(folded, shown, runs)
        lemma = note.lemma if note.leads else ""
        lacks = [lemma] if text.find([word.folded for word in words(lemma)]) is None else []
        letter = note.series.letter if signed else ""
        if letter and all(word.folded != letter.casefold() for word in text.words):
            lacks.append(letter)
        return cls(
            tuple(word.spelled for word, at in zip(wanted, places, strict=True) if at < 0),
            tuple(lacks) if own else (),
            tuple(
                fault.told(wanted, note.span, "note", note.id)
                for fault in space_faults(wanted, places, shown, runs)
            ),
        )


def _carry_marks(reading: Reading) -> dict[int, frozenset[str]]:
    """For each page the page labels named by the marks of notes that went or came."""
    texts: dict[tuple[int, str], str] = defaultdict(str)
    for run in reading.runs:
        if run.note.startswith(MARK_PREFIX):
            texts[run.page, run.note] += run.text
    named: dict[int, set[str]] = defaultdict(set)
    for (page, _), text in texts.items():
        for first, last in _PAGES.findall(" ".join(_PAGE_LIST.findall(text))):
            numbers = range(int(first), min(int(last or first), int(first) + 999) + 1)
            named[page].update(map(str, numbers))
    return {page: frozenset(labels) for page, labels in named.items()}


def _is_marked(
    home: int, pages: Sequence[int], marks: Mapping[int, frozenset[str]], reading: Reading
) -> bool:
    return any(
        reading.pages[page - 1].label in marks.get(home, ())
        or reading.pages[home - 1].label in marks.get(page, ())
        for page in pages
        if page != home
    )


# ---------------------------------------------------------------------- what is unseen


@dataclass(frozen=True, slots=True)
class _Hidden:
    off_page: tuple[HiddenText, ...]
    clipped: tuple[HiddenText, ...]


def _hidden(reading: Reading) -> _Hidden:
    off_page: dict[tuple[int, str], HiddenText] = {}
    clipped: dict[tuple[int, str], HiddenText] = {}
    for index, run in enumerate((*reading.runs, *reading.furniture)):
        if run.box is None:
            continue
        beyond = reading.pages[run.page - 1].box.beyond(run.box)
        if beyond > _EDGE:
            _gather(off_page, run, index, beyond)
        elif run.seen is not None:
            _gather(clipped, run, index, run.seen.beyond(run.box))
    return _Hidden(tuple(off_page.values()), tuple(clipped.values()))


def _gather(found: dict[tuple[int, str], HiddenText], run: Run, index: int, beyond: float) -> None:
    """Add a run; the lines of one note on one page are one finding, other runs each one."""
    key = (run.page, run.note or str(index))
    text = run.text.strip()
    if key in found:
        text, beyond = f"{found[key].text} {text}", max(found[key].beyond, beyond)
    found[key] = HiddenText(run.page, text, beyond, run.note)


def _unseen(
    found: Sequence[Unseen],
    expected: Expected,
    printed: Sequence[PrintedWord],
    places: Sequence[int],
    edition: Edition,
) -> Iterator[UnseenText]:
    items = {
        place: expected.items[word.item]
        for word, at in zip(expected.words, places, strict=True)
        if at >= 0
        for place in range(printed[at].first_run, printed[at].last_run + 1)
    }
    notes = {note.id: note.span for note in edition.notes}
    for one in found:
        item, note = items.get(one.index), whole_note(one.run.note, notes)
        owner = _called(item) if item else ""
        if note in notes:
            owner = f"the note {note}"
        if one.why == "faint" and not owner and one.size >= DECORATION:
            continue
        yield UnseenText(
            page=one.run.page,
            text=one.run.text.strip(),
            why=one.why,
            contrast=one.contrast,
            size=one.size,
            owner=owner,
            span=item.span if item else notes.get(note),
            swapped=one.run.swapped,
        )


def _moved(expected: Expected, item: int, other: int, page: int) -> MovedText:
    one = expected.items[item]
    return MovedText(page, one.opening, _called(one), _called(expected.items[other]), one.span)


def _called(item: Item) -> str:
    return f"the {item.kind} {item.citation}".strip()


def _missing_glyphs(reading: Reading) -> tuple[MissingGlyph, ...]:
    contexts: dict[tuple[int, str], str] = {}
    counts: Counter[tuple[int, str]] = Counter()
    for run in (*reading.runs, *reading.furniture):
        for character in run.missing:
            contexts.setdefault((run.page, character), run.text.strip())
            counts[run.page, character] += 1
    return tuple(
        MissingGlyph(page, character, context, counts[page, character])
        for (page, character), context in contexts.items()
    )
