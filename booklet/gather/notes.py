"""A file of annotations, whatever tool wrote it, as notes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from booklet.counting import counted
from booklet.gather.rows import Row, of_json, of_table
from booklet.model import GatheredNote, Span
from booklet.problems import Problem, Result, error, warning

MOST_NOTES = 20_000
"""So many notes are taken; a booklet of more could not be printed."""

MOST_SIGNS = 400
"""Signs of Markdown in a note, more of which `annotations.yaml` does not take."""


def read_notes(text: str, file: str, together: str = "") -> Result[tuple[GatheredNote, ...]]:
    """The notes in `text`, the content of the file that messages call `file`.

    `together` is the name under which all members write, "" for each under their own.
    Problems: `gather-unreadable`, `gather-too-many` (errors), `gather-left-out` (a warning for
    each reason, of entries that are no notes).
    """
    try:
        rows = list(_first(_rows(text), MOST_NOTES + 1))
    except (ValueError, RecursionError, csv.Error) as broken:
        return Result(None, (_unreadable(file, broken),))
    if len(rows) > MOST_NOTES:
        hint = "Export one group, or one page, at a time."
        message = f"{file} holds more than {MOST_NOTES:,} notes"
        return Result(None, (error("gather-too-many", message, None, hint),))
    left_out: Counter[str] = Counter()
    kept: dict[str, Row] = {}
    for row in rows:
        why = _no_note(row)
        if why:
            left_out[why] += 1
        else:
            kept[row.identifier] = row
    names = _names(kept.values())
    notes = tuple(_note(row, kept, names, together) for row in kept.values())
    return Result(notes, tuple(_told(left_out, file)))


def _first(rows: Iterable[Row], most: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number == most:
            return
        yield row


def _rows(text: str) -> Iterator[Row]:
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped[:1] in ("{", "["):
        return of_json(json.loads(stripped, parse_int=_integer))
    return of_table(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), strict=True))


def _integer(digits: str) -> Any:
    return int(digits) if len(digits) < 16 else digits  # a number of digits without end costs time


def _unreadable(file: str, broken: Exception) -> Problem:
    hint = (
        "Export the notes again: as JSON from Hypothes.is, or as W3C Web Annotation from another "
        "tool. The file has to be whole."
    )
    if isinstance(broken, json.JSONDecodeError):
        span = Span(file, broken.lineno, broken.colno)
        return error("gather-unreadable", "this is no JSON that can be read", span, hint)
    why = "is nested too deep" if isinstance(broken, RecursionError) else "holds no annotations"
    return error("gather-unreadable", f"{file} {why}", None, hint)


def _no_note(row: Row) -> str:
    if not row.body:
        return "without words of their own, as highlights are"
    if sum(map(row.body.count, "*_[~`")) > MOST_SIGNS:
        return f"with more than {MOST_SIGNS} signs of emphasis and links"
    return ""


def _told(left_out: Counter[str], file: str) -> Iterator[Problem]:
    for why, number in left_out.items():
        yield warning(
            "gather-left-out",
            f"{file}: {counted(number, 'entry', 'entries')} left out, {why}",
            None,
            "Write into the entry what the note is to say, and export it again.",
        )


def _names(rows: Iterable[Row]) -> Callable[[Row], str]:
    """What each row's member is called: two of one name are told apart by their accounts."""
    accounts: dict[str, set[str]] = {}
    for row in rows:
        accounts.setdefault(row.member.casefold(), set()).add(row.account)

    def name(row: Row) -> str:
        if len(accounts.get(row.member.casefold(), ())) > 1 and row.account:
            return f"{row.member} ({row.account})"
        return row.member

    return name


def _note(
    row: Row, rows: dict[str, Row], name: Callable[[Row], str], together: str
) -> GatheredNote:
    top, seen = row, {row.identifier}
    while top.answers in rows and top.answers not in seen:
        seen.add(top.answers)
        top = rows[top.answers]
    member = name(row)
    together = together if row.source is None else ""
    note = GatheredNote(
        identifier=row.identifier,
        member=together or member,
        body=f"{row.body} ({member})" if together else row.body,
        quote=top.quote,
        citation=top.citation,
        whole=top.whole,
        themes=row.themes,
        kind=row.kind,
        aim=top.aim,
        source=row.source,
    )
    if top is not row:
        return replace(note, answers=top.identifier)
    has_place = row.quote is not None or bool(row.citation) or row.aim is not None
    # An export of an edition may have an answer without the note that it answers.
    return replace(note, answers=row.answers) if has_place else note
