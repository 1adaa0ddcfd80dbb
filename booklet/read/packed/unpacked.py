"""What comes out of a packed document, and how archives are opened.

Takes bytes of a zip; gives its members, within limits: an archive that grows beyond them as it
is opened is refused.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from booklet.read.text.files import LARGEST_FILE

MOST_MEMBERS = 5_000


class UnreadableError(Exception):
    """A document that cannot be read; the message says what it is, "a PDF with a password"."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The text of a document as a page, and as typed, "" where it says nothing of columns."""

    html: str
    typed: str = ""


def members(data: bytes, wanted: tuple[str, ...]) -> Mapping[str, bytes]:
    """The members of a zip whose names end in one of `wanted`."""
    found: dict[str, bytes] = {}
    left = LARGEST_FILE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:MOST_MEMBERS]:
                if not info.filename.endswith(wanted):
                    continue
                with archive.open(info) as member:
                    read = member.read(left + 1)
                left -= len(read)
                if left < 0:
                    raise UnreadableError(
                        "an archive that grows beyond all measure when it is opened",
                        "Take only the part that is of this work.",
                    )
                found[info.filename] = read
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as broken:
        raise UnreadableError(
            "a document that is damaged, or has a password",
            "Open it in its own program and save it again, without a password.",
        ) from broken
    return found


def xml_of(data: bytes) -> etree._Element:
    """The root of a member in XML: no entities, no network, libxml2's limits kept."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise UnreadableError(
            "a document that is damaged", "Open it in its own program and save it again."
        ) from broken
