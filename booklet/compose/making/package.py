"""An EPUB file: a zip of named parts, put together in one way only.

In: parts by path. Out: bytes, the same for the same parts. The rules are those of the Open
Container Format (EPUB 3.3, section 4): `mimetype` comes first, is not compressed and has no
extra field.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

MEDIA_TYPE = "application/epub+zip"

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name."""


def identifier(parts: Mapping[str, str | bytes]) -> str:
    """A URN for a publication of these parts: other words, another publication.

    A reading system keeps what it knows by its identifier, and dates here never change.
    """
    digest = hashlib.sha256()
    for path, content in parts.items():
        digest.update(b"%s\0%s\0" % (path.encode(), _bytes(content)))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, digest.hexdigest())}"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The EPUB with `parts`, by their paths below `EPUB/`, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _add(archive, "mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER, zipfile.ZIP_DEFLATED)
        for path, content in parts.items():
            _add(archive, f"EPUB/{path}", content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: str | bytes, how: int) -> None:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = how
    entry.create_system = 3  # else it tells on which system it was made
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, _bytes(content), compresslevel=9)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
