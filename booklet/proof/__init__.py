"""The proof: an account of a finished PDF against the edition it was made from.

In: the bytes of a tagged PDF, and the `Edition`. Out: an `Account` of every speech,
direction, heading and note (printed on which pages, carried, cut or lost), of text off
the page or clipped, overprinting, missing glyphs and faulty spaces; and problems for what is
wrong.
Everything is found in the PDF itself, not in what the typesetter meant to do.
"""

from __future__ import annotations

from booklet.model import Edition
from booklet.problems import Result, error
from booklet.proof.account import (
    Account,
    HiddenText,
    ItemAccount,
    MissingGlyph,
    NoteAccount,
    Overlap,
    SpaceFault,
    UnseenText,
)
from booklet.proof.accounting import account_for
from booklet.proof.findings import FAR, findings
from booklet.proof.harmless import harmless
from booklet.proof.reading import UnreadableError, read_pdf
from booklet.proof.report import as_json, displacements, percentile, share_at_home, summary
from booklet.proof.visible import unseen

__all__ = [
    "FAR",
    "Account",
    "HiddenText",
    "ItemAccount",
    "MissingGlyph",
    "NoteAccount",
    "Overlap",
    "SpaceFault",
    "UnseenText",
    "as_json",
    "displacements",
    "harmless",
    "percentile",
    "prove",
    "share_at_home",
    "summary",
]


def prove(pdf: bytes, edition: Edition, far: float = FAR, *, ink: bool = True) -> Result[Account]:
    """Account for all of the edition in the PDF; `far` (pt) is when a note is told of.

    With `ink` its pages are drawn too, and what cannot be seen there is told of.

    No account where the PDF cannot be read or has no structure tree.
    """
    try:
        reading = read_pdf(pdf, letters=ink)
    except UnreadableError as reason:
        return Result(
            None,
            (error("pdf-unreadable", f"the PDF cannot be read: {reason}", hint="Build it again."),),
        )
    if not reading.tagged:
        untagged = error(
            "pdf-untagged",
            "the PDF has no structure tree, so that its text cannot be accounted for",
            hint="give the PDF that booklet itself wrote, not one that was printed or converted",
        )
        return Result(None, (untagged,))
    account = account_for(reading, edition, tuple(unseen(pdf, reading)) if ink else ())
    return Result(account, findings(account, far))
