"""An account told to people, as data, and in the numbers by which booklets are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from booklet.counting import counted
from booklet.proof.account import Account, ItemAccount, NoteAccount


def displacements(account: Account) -> tuple[float, ...]:
    """How far each note that begins on its line's page stands from it, in pt, least first.

    A distance between baselines, up or down; notes on other pages have none
    (`share_at_home` counts them).
    """
    return tuple(
        sorted(abs(note.displacement) for note in account.notes if note.displacement is not None)
    )


def share_at_home(account: Account) -> float:
    """The share (0 to 1) of the notes that begin on the page of their line, of those that have
    one; 1 without notes."""
    if not account.notes:
        return 1.0
    return sum(bool(note.pages) and not note.carried for note in account.notes) / len(account.notes)


def percentile(sorted_values: tuple[float, ...], percent: float) -> float:
    """The value that `percent` of the values do not exceed (nearest rank); 0 without values."""
    if not sorted_values:
        return 0.0
    rank = -(-len(sorted_values) * percent // 100)
    return sorted_values[max(0, int(rank) - 1)]


def summary(account: Account) -> str:
    """The account in a few lines for people."""
    lines = [
        counted(len(account.pages), "page"),
        _items("speech", "speeches", account.speeches),
        _items("direction", "directions", account.directions),
        _items("heading", "headings", account.headings),
        _notes(account),
        _matter(account),
    ]
    far = displacements(account)
    if far:
        median, most = percentile(far, 50), percentile(far, 90)
        lines.append(
            f"half of the notes stand within {median:.0f} pt of their line, "
            f"nine in ten within {most:.0f} pt"
        )
    lines.append(
        ", ".join(
            f"{name}: {count or 'none'}"
            for name, count in (
                ("text off the page", len(account.off_page)),
                ("cut off", len(account.clipped)),
                ("printed over each other", len(account.overlaps)),
                ("not to be seen", len(account.unseen)),
                ("out of order", len(account.moved)),
                ("missing glyphs", len(account.missing_glyphs)),
                ("spaces lost, added or doubled", len(account.spaces)),
            )
        )
    )
    return "\n".join(lines)


def as_json(account: Account) -> dict[str, Any]:
    """The account as plain data for JSON, with states and page labels written out."""
    data = asdict(account)
    listed: dict[str, Sequence[ItemAccount | NoteAccount]] = {
        "speeches": account.speeches,
        "directions": account.directions,
        "headings": account.headings,
        "notes": account.notes,
    }
    for key, items in listed.items():
        for record, item in zip(data[key], items, strict=True):
            record["state"] = item.state
            record["page_labels"] = [account.label(page) for page in item.pages]
            record["span"] = str(item.span) if item.span else None
    for record, fault in zip(data["spaces"], account.spaces, strict=True):
        record["span"] = str(fault.span) if fault.span else None
    for record, text in zip(data["unseen"], account.unseen, strict=True):
        record["span"] = str(text.span) if text.span else None
    for record, moved in zip(data["moved"], account.moved, strict=True):
        record["span"] = str(moved.span) if moved.span else None
    data["share_at_home"] = share_at_home(account)
    data["displacements"] = {
        f"p{percent}": percentile(displacements(account), percent) for percent in (50, 90, 99)
    }
    return data


def _matter(account: Account) -> str:
    lost = sum(not entry.pages for entry in account.matter)
    entries = counted(len(account.matter), "entry", "entries")
    losses = _losses(len(account.matter) - lost, 0, lost)
    return f"{entries} before and after the script: {losses}"


def _items(one: str, several: str, items: tuple[ItemAccount, ...]) -> str:
    lost = sum(item.state == "lost" for item in items)
    cut = sum(item.state == "cut" for item in items)
    return f"{counted(len(items), one, several)}: " + _losses(len(items) - lost - cut, cut, lost)


def _notes(account: Account) -> str:
    notes = account.notes
    lost = sum(note.state == "lost" for note in notes)
    cut = sum(note.state == "cut" for note in notes)
    away = sum(bool(note.pages) and note.carried for note in notes)
    carried = f", {away} carried to another page" if away else ""
    losses = _losses(len(notes) - lost - cut, cut, lost)
    return f"{counted(len(notes), 'note')}: {losses}{carried}"


def _losses(printed: int, cut: int, lost: int) -> str:
    if not cut and not lost:
        return "all printed"
    return f"{printed} printed, {cut} cut, {lost} lost"
