"""What WeasyPrint's tagged PDF lacks for PDF/UA: notes with identifiers, page labels.

In: the PDF's objects before they are written, the ids of the notes in reading order.
Standard: ISO 14289-1 (PDF/UA-1) 7.9, a Note has an ID; ISO 32000-1, 14.7.2 (IDTree)
and 12.4.2 (page labels).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pydyf

from booklet.typeset.engine import NOTE_TAG

_STAND_IN = f"/{NOTE_TAG[:2].upper()}{NOTE_TAG[2:]}"


def complete_tags(pdf: pydyf.PDF, note_ids: Sequence[str]) -> None:
    """Make the marked elements Notes with IDs, and number the pages from 1.

    The later pieces of a note that was split get its id with `~2`, `~3` behind it.
    Raises ValueError where the notes in the PDF are not those expected.
    """
    elements = [
        item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and item.get("S") == _STAND_IN
    ]
    if len(elements) != len(note_ids):
        raise ValueError(f"{len(elements)} notes are tagged, {len(note_ids)} were placed")
    seen: Counter[str] = Counter()
    names: list[tuple[bytes, pydyf.String, bytes]] = []
    for element, note_id in zip(elements, note_ids, strict=True):
        seen[note_id] += 1
        piece = seen[note_id]
        identifier = pydyf.String(note_id if piece == 1 else f"{note_id}~{piece}")
        element["S"] = "/Note"
        element["ID"] = identifier
        names.append((identifier.data, identifier, element.reference))
    if names:
        _add_id_tree(pdf, names)
    pdf.catalog["PageLabels"] = pydyf.Dictionary(
        {"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])}
    )


def _add_id_tree(pdf: pydyf.PDF, names: list[tuple[bytes, pydyf.String, bytes]]) -> None:
    root = next(
        item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructTreeRoot"
    )
    names.sort(key=lambda entry: entry[0])
    root["IDTree"] = pydyf.Dictionary(
        {
            "Names": pydyf.Array(
                [part for _, identifier, reference in names for part in (identifier, reference)]
            )
        }
    )
