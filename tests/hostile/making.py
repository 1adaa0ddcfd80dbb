"""Makes the files that a case describes: text, and what is too big or too odd to write out.

In: a description as it stands in the corpus. Out: a file of any kind on the disk.

    a string                     the text itself
    {repeat: X, times: N}        X over and over
    {nest: [OPEN, CLOSE], depth: N, around: X}
    {lines: X, times: N}         X on N lines; a # in it is the number of the line
    {hex: "00 ff"}               these bytes
    {encode: X, as: utf-16}      X in another encoding
    {picture: png, width: W, height: H}     a picture that has a head and nothing else
    {pdf: N, ...}                a PDF of N pages
    {zip: {NAME: X, ...}}        an archive; a list of [NAME, X] may name one twice
    {link: PATH}  {fifo: }  {folder: }  {sparse: N}  {mode: "000", of: X}
    [X, Y, ...]                  one after the other
"""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf


def make(path: Path, description: Any, fill: Callable[[str], str]) -> None:
    """Put what is described at `path`, its folders too; `fill` replaces @NAMES@ in text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or path.is_file():
        path.unlink()
    match description:
        case {"link": str(target)}:
            path.symlink_to(fill(target))
        case {"fifo": _}:
            os.mkfifo(path)
        case {"folder": _}:
            path.mkdir(exist_ok=True)
        case {"sparse": int(size)}:
            with path.open("wb") as file:
                file.truncate(size)
        case {"mode": str(mode), "of": inner}:
            make(path, inner, fill)
            path.chmod(int(mode, 8))
        case _:
            path.write_bytes(content(description, fill))


def content(description: Any, fill: Callable[[str], str]) -> bytes:
    """The bytes that are described."""
    match description:
        case str(text):
            return fill(text).encode("utf-8", "surrogatepass")
        case list(parts):
            return b"".join(content(part, fill) for part in parts)
        case {"repeat": what, "times": int(times)}:
            return content(what, fill) * times
        case {"lines": str(text), "times": int(times)}:
            line = fill(text)
            return "".join(f"{line.replace('#', str(n))}\n" for n in range(1, times + 1)).encode()
        case {"nest": [before, after], "depth": int(depth), **rest}:
            inner = content(rest.get("around", ""), fill)
            return content(before, fill) * depth + inner + content(after, fill) * depth
        case {"hex": str(digits)}:
            return bytes.fromhex(digits)
        case {"encode": str(text), "as": str(encoding)}:
            return fill(text).encode(encoding)
        case {"picture": str(kind), "width": int(width), "height": int(height)}:
            return _picture(kind, width, height)
        case {"pdf": int(pages)}:
            return _pdf(pages, description)
        case {"zip": entries}:
            return _archive(entries, fill)
    raise ValueError(f"the corpus describes nothing that can be made: {description!r}")


def _picture(kind: str, width: int, height: int) -> bytes:
    """The head of a picture that claims to be so large; the rest is missing."""
    match kind:
        case "png":
            head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
            return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"")
        case "gif":
            return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
        case "jpeg":
            frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
            return b"\xff\xd8\xff\xc0" + frame
    raise ValueError(f"no such kind of picture: {kind}")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf(pages: int, options: Mapping[str, Any]) -> bytes:
    """A PDF of blank pages: `box` in pt, `user` for a password, `first` bytes of it only."""
    document = pikepdf.Pdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(420, 595)).mediabox = options.get(
            "box", [0, 0, 420, 595]
        )
    made = io.BytesIO()
    locked = pikepdf.Encryption(owner="owner", user=options.get("user", ""))
    document.save(made, encryption=locked if "user" in options else False)
    return made.getvalue()[: options.get("first")]


def _archive(entries: Any, fill: Callable[[str], str]) -> bytes:
    named = entries.items() if isinstance(entries, Mapping) else [tuple(pair) for pair in entries]
    made = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, what in named:
            entry = zipfile.ZipInfo(fill(name))
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = b""
            match what:
                case {"files": int(number)}:
                    for n in range(number):
                        archive.writestr(f"{name}{n}.txt", b"")
                    continue
                case {"link": str(target)}:
                    entry.external_attr = 0o120777 << 16
                    data = fill(target).encode()
                case {"fifo": _}:
                    entry.external_attr = 0o010644 << 16
                case _:
                    entry.external_attr = 0o100644 << 16
                    data = content(what, fill)
            archive.writestr(entry, data)
    return made.getvalue()
