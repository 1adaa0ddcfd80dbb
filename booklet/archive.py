"""A zip file that came from somebody else, and one made to be handed on.

In: the bytes of a zip. Out: its files by name, or a problem for each entry that no honest
zip has. Nothing is taken to the disk here, and nothing is unpacked before all of the
list was looked at; `pack` is the way back.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from booklet.files import RefusedFileError, odd_name, read_file
from booklet.limits import Tell
from booklet.media import ENDINGS as PICTURES_AND_FONTS
from booklet.names import any_system
from booklet.problems import Problem, Result, error, has_errors, some, warning

MOST_PACKED = 64 * 1024 * 1024
"""The most bytes of a zip file."""

MOST_FILES = 2_000
MOST_BYTES = 128 * 1024 * 1024
"""How many files a zip may hold, and how many bytes they may have together, unpacked."""

MOST_RATIO = 200
SMALL = 1024 * 1024
"""How far a file may unpack, unless it is small: text comes to a tenth, seldom to less."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_NESTED = (".zip", ".jar", ".7z", ".rar", ".gz", ".tar", ".tgz", ".xz", ".bz2")
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_OURS = (".gitignore", ".import")
"""Hidden parts that booklet itself makes in a course, and that are nothing to hand on."""

_ENDINGS = (
    *(".yaml", ".yml", ".md", ".markdown", ".txt", ".fountain", ".spmd", ".xml", ".tei", ".fdx"),
    *(".srt", ".vtt", ".html", ".htm", ".opf", ".css", ".csl", *PICTURES_AND_FONTS),
)
_NAMES = frozenset({"booklet.schema.json", "LICENSE", "LICENCE", "COPYING", "README", "NOTICE"})
_SAFE_HINT = "Ask whoever made it for another one: `booklet pack FOLDER` makes a zip that is safe."


def known(name: str) -> bool:
    """Whether a course or a pack has files of that name, none of them hidden: what a program
    would run or obey merely by lying in a folder is none of them."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and (path.suffix.lower() in _ENDINGS or path.name in _NAMES)


def unpack_file(tell: Tell, path: Path, shown: str) -> Result[dict[str, bytes]]:
    """`unpack` as a job for `booklet.child`; problems: `zip-broken` too where it cannot be read."""
    tell("unpack")
    try:
        data = read_file(path, MOST_PACKED)
    except RefusedFileError as refusal:
        return Result(None, (error("zip-broken", f"{shown}: {refusal}"),))
    return unpack(data, shown)


def unpack(data: bytes, shown: str) -> Result[dict[str, bytes]]:
    """The files of the zip, by name. A folder that all lie in is left out of their names.

    Problems: `zip-broken`, `zip-too-large`, `zip-empty`; `zip-entry` for each entry that is a
    link, is encrypted, hidden, leads out of the folder, has a name twice or one that not every
    system has; the warnings `zip-nested` for archives within and `zip-left-out` for files that no
    course has. Entries that share a fault share a message.
    """
    if len(data) > MOST_PACKED:
        return _failed("zip-too-large", f"{shown} is larger than {MOST_PACKED // 2**20} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_litter(entry)]
            problems = [*_list_problems(entries, shown)]
            if has_errors(problems):
                return Result(None, tuple(problems))
            files: dict[str, bytes] = {}
            nested: list[str] = []
            strange: list[str] = []
            for entry in entries:
                if entry.is_dir():
                    continue
                content = _read(archive, entry)
                if _is_archive(entry.filename, content):
                    nested.append(entry.filename)
                elif known(entry.filename):
                    files[entry.filename] = content
                else:
                    strange.append(entry.filename)
            problems += [*_nested(nested, shown), *left_out(strange, shown)]
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError),
        *(NotImplementedError, IndexError, UnicodeError),
    ) as fault:
        return _failed("zip-broken", f"{shown} is no zip that can be read: {fault}")
    if not files:
        nothing = f"{shown} holds no file of a course or a pack"
        return Result(None, (*problems, error("zip-empty", nothing, None, _SAFE_HINT)))
    return Result(_without_common_folder(files), tuple(problems))


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files; the same bytes whenever and wherever it is made of the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that the mode below counts
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return any(part in _LITTER for part in PurePosixPath(entry.filename).parts)


def _list_problems(entries: list[zipfile.ZipInfo], shown: str) -> Iterator[Problem]:
    files = [entry for entry in entries if not entry.is_dir()]
    if len(files) > MOST_FILES:
        yield error(
            "zip-too-large",
            f"{shown} holds {len(files):,} files; at most {MOST_FILES:,} are unpacked",
            None,
            _SAFE_HINT,
        )
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        yield error(
            "zip-too-large",
            f"{shown} unpacks to {size:,} bytes; at most {MOST_BYTES:,} are unpacked",
            None,
            _SAFE_HINT,
        )
    if len(files) > MOST_FILES:
        return
    seen: dict[str, str] = {}
    refused: dict[str, list[str]] = {}
    folders = {
        any_system(str(folder)): entry.orig_filename
        for entry in files
        for folder in PurePosixPath(entry.filename).parents
    }
    for entry in entries:
        why = _refusal(entry)
        name = any_system(entry.orig_filename.rstrip("/"))
        if not why and name in seen:
            why = f"it has the name of `{seen[name]}`, where case does not count"
        if not why and not entry.is_dir() and name in folders:
            why = f"it has the name of the folder of `{folders[name]}`"
        seen[name] = entry.orig_filename
        if why:
            refused.setdefault(why, []).append(entry.orig_filename)
    for why, names in refused.items():
        told = f"the {_entries(names)}: {why}"
        yield error("zip-entry", f"{shown}: {told}", None, _SAFE_HINT)
    if any(_overlap(files)):
        yield error("zip-broken", f"{shown}: entries share their bytes", None, _SAFE_HINT)


def _refusal(entry: zipfile.ZipInfo) -> str:
    """Why this entry is not unpacked, or ""."""
    odd = odd_name(entry.orig_filename.removesuffix("/"))
    mode = entry.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if odd:
        return odd
    parts = PurePosixPath(entry.orig_filename).parts
    if any(part.startswith(".") and part not in _OURS for part in parts):
        return "it is hidden, and could do something merely by lying there"
    if len(entry.orig_filename.encode("utf-8", "replace")) > 240:
        return "its name is too long"
    if stat.S_ISLNK(mode):
        return "it is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is no ordinary file"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if entry.compress_type not in _METHODS:
        return "it is packed in a way that is not read"
    if entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size):
        return f"it unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}"
    return ""


def _overlap(files: list[zipfile.ZipInfo]) -> Iterator[bool]:
    """Whether entries begin before the one before them ends: one stream unpacked many times."""
    ordered = sorted(files, key=lambda entry: entry.header_offset)
    for before, after in pairwise(ordered):
        yield before.header_offset + before.compress_size > after.header_offset


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The entry's bytes, of which there may be no more than its list says."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile(f"`{entry.filename}` is longer or shorter than it says")
    return content


def _is_archive(name: str, content: bytes) -> bool:
    return name.lower().endswith(_NESTED) or content.startswith(b"PK\x03\x04")


def _nested(names: list[str], shown: str) -> Iterator[Problem]:
    if names:
        yield warning(
            "zip-nested",
            f"{shown}: archives within were left out, the {_entries(names)}",
            None,
            "Unpack them yourself, if you need them and know what they are.",
        )


def left_out(names: Sequence[str], shown: str) -> Iterator[Problem]:
    """The warning `zip-left-out`, where there are files that no course has."""
    if names:
        yield warning(
            "zip-left-out",
            f"{shown}: files that no course has were left out, the {_entries(names)}",
            None,
            "Hand them on in another way, if they are needed.",
        )


def _entries(names: Sequence[str]) -> str:
    """ "entry `a`", "entries `a`, `b` and 3 more"."""
    noun = "entry" if len(names) == 1 else "entries"
    return f"{noun} {some((f'`{name}`' for name in names), 5)}"


def _without_common_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return dict(files)


def _failed(code: str, message: str) -> Result[dict[str, bytes]]:
    return Result(None, (error(code, message, None, _SAFE_HINT),))
