"""What is wrong in an account, as problems for the person who builds the booklet.

In: an `Account`. Out: problems: an error for whatever is lost, cut, hidden or
overprinted, a warning for a note that is hard to find from its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from booklet.counting import counted
from booklet.model import Span
from booklet.problems import Problem, error, some, warning
from booklet.proof.account import (
    Account,
    HiddenText,
    ItemAccount,
    NoteAccount,
    Overlap,
    SpaceFault,
    UnseenKind,
)

FAR = 144.0  # pt (2 inches) between a note's first line and the line it speaks of
_SHOWN = 6  # words or pages named in a message before it says how many more


def findings(account: Account, far: float = FAR) -> tuple[Problem, ...]:
    """All problems of an account. A note farther than `far` pt from its line is told of."""
    return (
        *_items(account),
        *_moved(account),
        *_notes(account, far),
        *_matter(account),
        *_spaces(account),
        *_hidden(account),
        *_unseen(account),
        *_overlaps(account),
        *_glyphs(account),
    )


def _items(account: Account) -> Iterator[Problem]:
    for item in account.items:
        if item.state == "lost":
            yield error(
                f"{item.kind}-lost",
                f"{_named(item)} is on no page",
                item.span,
                f"look whether a template of the course leaves out a {item.kind}, "
                "or a style hides it",
            )
        elif item.state == "cut":
            yield error(
                f"{item.kind}-cut",
                f"{_named(item)} has lost {_words(item.missing)} on {_pages(account, item.pages)}",
                item.span,
                "look at the page, and at the templates and styles of the course",
            )


def _moved(account: Account) -> Iterator[Problem]:
    """One problem for all that is out of order: what one rule moves is seldom alone."""
    for first in account.moved[:1]:
        others = len(account.moved) - 1
        more = f", and {counted(others, 'more item')} out of order too" if others else ""
        yield error(
            "text-moved",
            f"{first.owner} (“{_short(first.text)}”) does not stand where it is read in its turn, "
            f"but before or beside {first.other}, on {_pages(account, (first.page,))}{more}",
            first.span,
            "look for `order`, `-reverse`, `position` and `transform` in the styles of the course",
        )


def _notes(account: Account, far: float) -> Iterator[Problem]:
    for note in account.notes:
        name = _note_named(note)
        if note.state == "lost":
            home = f"; its line is on {_pages(account, (note.home,))}" if note.home else ""
            yield error(
                "note-lost",
                f"{name} is on no page{home}",
                note.span,
                "look whether a template of the course leaves out notes, or a style hides them",
            )
            continue
        where = _pages(account, note.pages)
        if note.state == "cut":
            yield error(
                "note-cut",
                f"{name} has lost {_words(note.missing)} on {where}",
                note.span,
                "look at the page, and at the templates and styles of the course",
            )
        if note.lacks:
            yield warning(
                "note-incomplete",
                f"{name} is printed without {_quoted(note.lacks)} on {where}",
                note.span,
                "its lemma and its source's letter tell what it is about and who says it: "
                "look at the note.html of the course",
            )
        if not note.in_order:
            yield warning(
                "note-early",
                f"{name} is read before the words that it speaks of on {where}",
                note.span,
                "who listens to the booklet hears it too early: look at the templates of the "
                "course, where the note stands",
            )
        if note.home is not None and not note.at_home and not note.marked:
            yield warning(
                "note-away",
                f"{name} is printed on {where}, its line on {_pages(account, (note.home,))}, "
                "and no mark says so",
                note.span,
                "a wider margin or a shorter note keeps it on its page",
            )
        elif note.displacement is not None and abs(note.displacement) > far:
            side = "below" if note.displacement > 0 else "above"
            yield warning(
                "note-far",
                f"{name} stands {abs(note.displacement):.0f} pt {side} its line on {where}",
                note.span,
                "fewer or shorter notes on this page bring it nearer",
            )


def _matter(account: Account) -> Iterator[Problem]:
    for entry in account.matter:
        if not entry.pages:
            yield warning(
                "matter-lost",
                f"“{_short(entry.text)}” is on no page, though `{entry.piece}` is to be printed",
                entry.span,
                f"look at the {entry.piece}.html of the course, or take `{entry.piece}` out of "
                "`front` and `back` in booklet.yaml",
            )


def _spaces(account: Account) -> Iterator[Problem]:
    """One warning for the faults of a kind in one text: a template may lose all its spaces."""
    texts: dict[tuple[str, str, str], list[SpaceFault]] = defaultdict(list)
    for fault in account.spaces:
        texts[fault.fault, fault.kind, fault.name].append(fault)
    for (kind, _, _), faults in texts.items():
        first, others = faults[0], len(faults) - 1
        more = f", as {others:,} more in it" if others else ""
        what = {
            "lost": "the space between {} is lost",
            "added": "a space between {} is not the text's",
            "doubled": "the space between {} is doubled",
        }[kind]
        between = f"“{first.before}” and “{first.after}”"
        if not first.before:
            between = f"the letters of “{first.after}”"
        yield warning(
            f"space-{kind}",
            f"{what.format(between)} in {_owner(first)} on {_pages(account, (first.page,))}{more}",
            first.span,
            "look at the page, and at the templates of the course",
        )


def _owner(fault: SpaceFault) -> str:
    name = f"`{fault.name}`" if fault.kind == "matter" else fault.name
    if fault.kind == "direction" and name:
        return f"a direction in {name}"
    return f"the {fault.kind} {name}".strip()


def _quoted(lacks: tuple[str, ...]) -> str:
    return " and ".join(f"“{one}”" for one in lacks)


def _hidden(account: Account) -> Iterator[Problem]:
    spans = _note_spans(account)
    for hidden in account.off_page:
        yield error(
            "text-off-page",
            f"{_text_named(hidden)} reaches {hidden.beyond:.0f} pt over the edge of "
            f"{_pages(account, (hidden.page,))}",
            spans.get(hidden.note),
            "look at the margins and widths in the styles of the course",
        )
    for hidden in account.clipped:
        yield error(
            "text-clipped",
            f"{_text_named(hidden)} is cut off by {hidden.beyond:.0f} pt on "
            f"{_pages(account, (hidden.page,))}",
            spans.get(hidden.note),
            "look for `overflow: hidden` and fixed heights in the styles of the course",
        )


def _unseen(account: Account) -> Iterator[Problem]:
    yield from _ink(
        account,
        "hidden",
        "text-unseen",
        "cannot be seen: nothing of it is on the paper",
        "look for what lies over it, and for colours, `opacity` and `z-index` in the styles",
    )
    yield from _ink(
        account,
        "partly",
        "text-unseen",
        "can be seen in part only",
        "look for what lies over it in the styles and templates of the course",
    )
    yield from _ink(
        account,
        "faint",
        "text-faint",
        "has hardly another colour than what lies under it (contrast {contrast:.1f} to 1)",
        "give it a darker colour, or what lies under it a lighter one",
    )
    yield from _ink(
        account,
        "tiny",
        "text-tiny",
        "is {size:.1f} pt in size, too small to be read",
        "look for sizes and `transform` in the styles of the course",
    )
    yield from _ink(
        account,
        "swapped",
        "glyph-swapped",
        "is printed with other letters than it has ({letters})",
        "its font draws one letter for another: take the font from whoever publishes it, or "
        "another one",
    )


def _ink(account: Account, why: UnseenKind, code: str, what: str, hint: str) -> Iterator[Problem]:
    """One problem for all text that cannot be seen for the same reason."""
    found = [text for text in account.unseen if text.why == why]
    if not found:
        return
    first = next((text for text in found if text.owner), found[0])
    quoted = f"“{_short(first.text)}”"
    named = f"{first.owner} ({quoted})" if first.owner else quoted
    more = f", and {counted(len(found) - 1, 'more piece')} of text too" if found[1:] else ""
    letters = [f"“{one}” is “{other}”" for one, other in first.swapped]
    how = what.format(contrast=first.contrast, size=first.size, letters=some(letters, _SHOWN))
    pages = _pages(account, tuple(sorted({text.page for text in found})))
    message = f"{named} {how}, on {pages}{more}"
    # A running head or a page number may be hidden on purpose.
    if first.owner:
        yield error(code, message, first.span, hint)
    else:
        yield warning(code, message, first.span, hint)


def _overlaps(account: Account) -> Iterator[Problem]:
    spans = _note_spans(account)
    for overlap in account.overlaps:
        yield error(
            "note-overlap" if overlap.first_note or overlap.second_note else "text-overlap",
            f"{_sides(overlap)} are printed over each other on {_pages(account, (overlap.page,))}",
            _overlap_span(overlap, spans),
            "look at the positions and line heights in the styles of the course",
        )


def _glyphs(account: Account) -> Iterator[Problem]:
    pages: dict[str, list[int]] = defaultdict(list)
    contexts: dict[str, str] = {}
    for glyph in account.missing_glyphs:
        pages[glyph.character].append(glyph.page)
        contexts.setdefault(glyph.character, glyph.context)
    for character, on in pages.items():
        codes = " ".join(f"U+{ord(letter):04X}" for letter in character)
        yield warning(
            "glyph-missing",
            f"the font has no picture for {character!r} ({codes}), in "
            f"“{_short(contexts[character])}” on {_pages(account, tuple(on))}",
            None,
            "use another character, or a font that has this one",
        )


def _note_spans(account: Account) -> dict[str, Span]:
    return {note.id: note.span for note in account.notes if note.span is not None}


def _overlap_span(overlap: Overlap, spans: dict[str, Span]) -> Span | None:
    return spans.get(overlap.first_note) or spans.get(overlap.second_note)


def _named(item: ItemAccount) -> str:
    place = f" {item.citation}" if item.citation else ""
    where = f" in{place}" if item.kind == "direction" and place else place
    return f"the {item.kind}{where} (“{item.text}”)"


def _note_named(note: NoteAccount) -> str:
    told = [str(note.number)] if note.number else []
    told += [f"on {note.citation}"] if note.citation else []
    return f"the note {note.id} ({', '.join(told) or 'on the whole'})"


def _text_named(hidden: HiddenText) -> str:
    if hidden.note:
        return f"the note {hidden.note} (“{_short(hidden.text)}”)"
    return f"“{_short(hidden.text)}”"


def _sides(overlap: Overlap) -> str:
    first, second = f"“{_short(overlap.first)}”", f"“{_short(overlap.second)}”"
    if overlap.first_note and overlap.first_note == overlap.second_note:
        return f"{first} and {second} in the note {overlap.first_note}"
    first = f"the note {overlap.first_note}" if overlap.first_note else first
    second = f"the note {overlap.second_note}" if overlap.second_note else second
    return f"{first} and {second}"


def _short(text: str) -> str:
    found = text.split()
    return " ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")


def _words(missing: tuple[str, ...]) -> str:
    shown = " ".join(missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more words" if len(missing) > _SHOWN else ""
    return f"the word{'s' if len(missing) > 1 else ''} “{shown}”{more}"


def _pages(account: Account, pages: tuple[int, ...]) -> str:
    labels = [account.label(page) for page in dict.fromkeys(pages)]
    return f"page{'s' if len(labels) > 1 else ''} {some(labels, _SHOWN)}"
