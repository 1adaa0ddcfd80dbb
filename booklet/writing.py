"""How files are put on disk: the old ones or the new ones, whatever happens meanwhile.

In: finished bytes by path. Out: files. The only module that writes what a person keeps.

Every file is written in full beside its target, read back, and forced onto the disk;
only when all of them lie there are they renamed into place. What is to be renamed is noted
before (a redo log: Mohan et al., ARIES, ACM TODS 17, 1992), so that of several files too the
next run finishes what a killed one began. Whoever writes holds a lock on the folder, which the
system takes back from a process that dies.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import hashlib
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from booklet.files import RefusedFileError, read_file
from booklet.names import any_system

PATIENCE = 60.0
"""Seconds to wait for another process that writes into the same folder."""

_OURS = re.compile(r"\.booklet-\d+-\d+\.(part|old)")
"""The names of our temporary files: new contents, and former ones until all is in place."""

_LOG = re.compile(r"\.booklet-\d+\.log")
"""The name of the list of what is being renamed."""

_LARGEST_LOG = 4_000_000
"""Bytes."""

_REASONS = {
    errno.ENOSPC: ("the disk is full", "make room on the disk"),
    errno.EDQUOT: ("your share of the disk is used up", "make room on the disk"),
    errno.EROFS: ("that disk can only be read", "choose another folder"),
    errno.EACCES: ("you may not write there", "choose another folder, or get leave to write"),
    errno.EPERM: ("you may not write there", "choose another folder, or get leave to write"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter name"),
    errno.ENOTDIR: ("a file stands where a folder should be", "choose another folder"),
    errno.EEXIST: ("a file stands where a folder should be", "choose another folder"),
    errno.EIO: ("the disk reports a fault", "try another disk, and save what is on this one"),
}


class NotWrittenError(OSError):
    """A file could not be written; all files are as they were. `hint` says what to do."""

    def __init__(self, number: int, reason: str, path: Path, hint: str = "") -> None:
        super().__init__(number, reason, str(path))
        self.hint = hint


class ChangedMeanwhileError(NotWrittenError):
    """Somebody else has written one of the files since it was read; none was written."""


NOTHING = ""
"""The fingerprint of a file that is not there."""


_MARKED = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


def fingerprint(path: Path) -> str:
    """What tells whether a file is still the same; raises OSError where it cannot be read."""
    if path.is_symlink():
        return f"link to {path.readlink()}"
    return fingerprint_of(path.read_bytes()) if path.is_file() else NOTHING


def fingerprint_of(content: bytes | None) -> str:
    """The `fingerprint` of a file that has this content, or of none."""
    return NOTHING if content is None else hashlib.sha256(content).hexdigest()


def saved_like(text: str, former: bytes | None) -> bytes:
    """The text as bytes, with line ends, encoding and byte order mark as `former` has them.

    Those of the one who saved it last, whose editor may know no others.
    """
    former = former or b""
    marked = ((mark, name) for mark, name in _MARKED if former.startswith(mark))
    mark, encoding = next(marked, (b"", "utf-8"))
    before = former.removeprefix(mark).decode(encoding, "replace")
    if "\r\n" in before and before.count("\n") == before.count("\r\n"):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return mark + text.removeprefix("\ufeff").encode(encoding)


def write_files(
    files: Mapping[Path, bytes | None],
    *,
    inside: Path | None = None,
    patience: float = PATIENCE,
    former: Mapping[Path, str] | None = None,
) -> None:
    """Write all the files, or none of them; one without content is taken away.

    They are renamed into place in the order given; if that fails, those before get their
    former contents back. A link is replaced, not followed. What a run that was killed left
    behind is cleared away. Give the file first that another program may hold open (a PDF
    in its reader). `inside` is a folder that none of them may leave by way of a link: one in a
    course that came from somebody else. `former` are the fingerprints of files as they were
    when what is written was made of them: where one is not so any more, somebody has saved
    it meanwhile, and nothing is written over that.

    Raises `NotWrittenError`; `ChangedMeanwhileError` where a file is not as `former`
    says; also where another process goes on writing there for `patience`
    seconds.
    """
    _refuse_what_is_no_file(files)
    if inside is not None:
        _refuse_what_leads_out(files, Path(os.path.realpath(inside)))
    made = _Folders()
    waiting: list[_Waiting] = []
    try:
        with contextlib.ExitStack() as locks:
            for folder in sorted({target.parent for target in files}):
                made.make(folder)
            for folder in _different({target.parent for target in files}):
                locks.enter_context(_locked(folder, patience))
                _clear(folder)
            log = _log_of(files)
            try:
                for number, (target, content) in enumerate(files.items()):
                    waiting.append(_Waiting(target, number, gone=content is None))
                    if content is not None:
                        waiting[-1].write(content)
                _refuse_what_was_changed(former or {})
                with _logged(waiting, log):
                    _put_in_place(waiting)
                for folder in {target.parent for target in files}:
                    _sync_folder(folder)
            finally:
                for each in waiting:
                    each.clear()
    except BaseException:
        made.take_back()
        raise


def clear_leavings(folder: Path) -> None:
    """Finish what a killed run had begun to rename in the folder, and take away what else it left
    there and in the folders in it.

    Nothing where somebody writes there just now, or where one may not write.
    """
    if not folder.is_dir():
        return
    with contextlib.suppress(NotWrittenError), _locked(folder, 0):
        _clear(folder)
        for inner in _with_leavings(folder):
            with contextlib.suppress(NotWrittenError), _locked(inner, 0):
                _clear(inner)


def _with_leavings(folder: Path) -> list[Path]:
    """The folders right in a folder, no links, in which something of ours was left."""
    found = []
    with contextlib.suppress(OSError):
        for inner in folder.iterdir():
            with contextlib.suppress(OSError):  # which one may not read
                if inner.is_dir() and not inner.is_symlink():
                    names = [path.name for path in inner.iterdir()]
                    if any(_OURS.fullmatch(name) or _LOG.fullmatch(name) for name in names):
                        found.append(inner)
    return found


def same_file(first: Path, second: Path) -> bool:
    """Whether some system would take both names for one file (Windows, macOS)."""
    return any_system(str(first)) == any_system(str(second))


def _refuse_what_is_no_file(files: Mapping[Path, bytes | None]) -> None:
    seen: dict[str, Path] = {}
    for target, content in files.items():
        if content is not None and seen.setdefault(any_system(str(target)), target) != target:
            reason = "two files would have this name where case does not count"
            raise NotWrittenError(errno.EEXIST, reason, target, "choose another name for one")
        with _told(target):
            try:
                mode = target.stat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                continue
        if stat.S_ISDIR(mode):
            raise NotWrittenError(
                errno.EISDIR, "it is a folder, and a file is to stand there", target, "move it away"
            )
        if not stat.S_ISREG(mode):
            raise NotWrittenError(
                errno.EINVAL, "it is a device or the like, and no file", target, "name a file"
            )


def _refuse_what_leads_out(files: Iterable[Path], inside: Path) -> None:
    for target in files:
        real = Path(os.path.realpath(target.parent))
        if not real.is_relative_to(inside):
            reason = f"its folder is a link that leads to {real}"
            raise NotWrittenError(
                errno.EXDEV, reason, target, "take the link away, or name that folder yourself"
            )


def _refuse_what_was_changed(former: Mapping[Path, str]) -> None:
    for path, seen in former.items():
        with _told(path):
            same = fingerprint(path) == seen
        if not same:
            raise ChangedMeanwhileError(
                errno.ESTALE,
                "another program has saved it while booklet was at work",
                path,
                "Nothing was written; give the command again.",
            )


class _Waiting:
    """A file on its way: written beside its target, not yet in its place; or about to go."""

    def __init__(self, target: Path, number: int, *, gone: bool) -> None:
        self.gone = gone
        # A name of its own, so that it is no longer than a name may be.
        own = target.with_name(f".booklet-{os.getpid()}-{number}")
        self.target = target
        self.part = own.with_name(f"{own.name}.part")
        self.old = own.with_name(f"{own.name}.old")

    def write(self, content: bytes) -> None:
        with _told(self.target):
            self.part.unlink(missing_ok=True)
            # "x" refuses to follow a link that somebody laid in the way.
            with self.part.open("x+b") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                file.seek(0)
                if file.read() != content:
                    raise OSError(errno.EIO, "what was written reads otherwise")
            if self.target.is_file() and not self.target.is_symlink():
                self.part.chmod(stat.S_IMODE(self.target.stat().st_mode))

    def keep_old(self) -> None:
        """Give the present file a second name, by which it can come back."""
        if not os.path.lexists(self.target):
            return
        with _told(self.target):
            self.old.unlink(missing_ok=True)
            try:
                os.link(self.target, self.old, follow_symlinks=False)
            except (OSError, NotImplementedError):  # a file system without second names
                with self.old.open("xb") as file:
                    file.write(self.target.read_bytes())
                    os.fsync(file.fileno())

    def take_place(self) -> None:
        with _told(self.target):
            if self.gone:
                self.target.unlink(missing_ok=True)
            else:
                self.part.replace(self.target)

    def give_place_back(self) -> None:
        """Undo `take_place`, if it came so far."""
        if self.part.exists():
            return
        with contextlib.suppress(OSError):
            if os.path.lexists(self.old):
                self.old.replace(self.target)
            else:
                self.target.unlink(missing_ok=True)

    def clear(self) -> None:
        """Take away what is left of the way; the next run does it where that fails now."""
        for path in (self.part, self.old):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _log_of(files: Iterable[Path]) -> Path | None:
    """Where it is noted what is renamed: in that of the folders which holds the others, if any."""
    folders = {target.parent for target in files}
    for folder in folders:
        if len(set(files)) > 1 and all(each.is_relative_to(folder) for each in folders):
            return folder / f".booklet-{os.getpid()}.log"
    return None


@contextlib.contextmanager
def _logged(waiting: list[_Waiting], log: Path | None) -> Iterator[None]:
    """What is to be renamed is on the disk while it is done: `_finish` can do the rest."""
    if log is None:
        yield
        return
    steps = [
        [
            each.target.relative_to(log.parent).as_posix(),
            each.part.relative_to(log.parent).as_posix(),
            fingerprint(each.target),
            each.gone,
        ]
        for each in waiting
    ]
    try:
        with _told(waiting[0].target):
            log.unlink(missing_ok=True)
            with log.open("x", encoding="utf-8") as file:
                json.dump(steps, file)
                file.flush()
                os.fsync(file.fileno())
        yield
    finally:
        with contextlib.suppress(OSError):
            log.unlink(missing_ok=True)


def _finish(log: Path) -> None:
    """Do what is left to do of the steps of a log; a file that is another by now stays so."""
    folder = log.parent
    try:
        steps = json.loads(read_file(log, _LARGEST_LOG, folder))
        plain = [(str(a), str(b), str(seen), bool(gone)) for a, b, seen, gone in steps]
    except (RefusedFileError, ValueError, TypeError, RecursionError):
        return  # it was not written to its end: nothing was renamed yet
    within = Path(os.path.realpath(folder))
    for name, waiting, seen, gone in plain:
        target, part = folder / name, folder / waiting
        parent = Path(os.path.realpath(target.parent))
        with contextlib.suppress(OSError, ValueError):
            if (
                part.parent != target.parent
                or not _OURS.fullmatch(part.name)
                or not parent.is_relative_to(within)
                or (not gone and not part.is_file())
            ):
                continue
            if fingerprint(target) != seen:
                part.unlink(missing_ok=True)
            elif gone:
                target.unlink(missing_ok=True)
            else:
                part.replace(target)


def _put_in_place(waiting: list[_Waiting]) -> None:
    if len(waiting) > 1:
        for each in waiting:
            each.keep_old()
    begun: list[_Waiting] = []
    try:
        for each in waiting:
            begun.append(each)
            each.take_place()
    except BaseException:
        # The last one failed, or it was renamed in the moment of an interrupt.
        for each in reversed(begun):
            each.give_place_back()
        raise


class _Folders:
    """The folders that had to be made, to be taken back where nothing was written."""

    def __init__(self) -> None:
        self._made: list[Path] = []

    def make(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            with _told(each), contextlib.suppress(FileExistsError):
                each.mkdir()
                self._made.append(each)
        if not folder.is_dir():
            raise NotWrittenError(errno.ENOTDIR, *_reason(errno.ENOTDIR, folder))

    def take_back(self) -> None:
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):  # somebody else uses it already
                folder.rmdir()


def _different(folders: Iterable[Path]) -> list[Path]:
    """Each folder once, and in one order for all processes, so that none waits for another."""
    return [path for _, path in sorted({os.path.realpath(each): each for each in folders}.items())]


def _clear(folder: Path) -> None:
    """Take away what a killed run left; under the lock, nobody else's can be among it."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
        for log in filter(_LOG.fullmatch, names):
            _finish(folder / log)
        for name in names:
            if _OURS.fullmatch(name) or _LOG.fullmatch(name):
                with contextlib.suppress(OSError):
                    (folder / name).unlink()


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """An error of the system as one about the file that the person knows of."""
    try:
        yield
    except NotWrittenError:
        raise
    except OSError as exception:
        number = exception.errno or errno.EIO
        reason, path, hint = _reason(number, target)
        if number not in _REASONS:
            reason = exception.strerror or str(exception)
        raise NotWrittenError(number, reason, path, hint) from exception


def _reason(number: int, path: Path) -> tuple[str, Path, str]:
    reason, hint = _REASONS.get(number, ("", ""))
    return reason, path, hint


# ----------------------------------------------------------------------------- the lock


@contextlib.contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold the folder while files are renamed in it; wait for who holds it now."""
    with _told(folder):
        handle = _open_lock(folder)
    try:
        waited = 0.0
        while not _take(handle):
            if waited >= patience:
                holder = _holder(handle)
                raise NotWrittenError(
                    errno.EAGAIN,
                    f"another booklet is writing there{holder}",
                    folder,
                    "wait until it is done, or end it",
                )
            time.sleep(0.05)
            waited += 0.05
        yield
    finally:
        _close_lock(handle, folder)


if sys.platform == "win32":
    import msvcrt

    def _open_lock(folder: Path) -> int:
        return os.open(folder / ".booklet.lock", os.O_RDWR | os.O_CREAT)

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _close_lock(handle: int, folder: Path) -> None:
        os.close(handle)
        with contextlib.suppress(OSError):  # another one has it open, and will take it away
            (folder / ".booklet.lock").unlink()

    def _holder(handle: int) -> str:  # noqa: ARG001 (the system does not say)
        return ""

else:
    import fcntl

    def _open_lock(folder: Path) -> int:
        # The folder itself is locked: no file has to be made, and none can be left.
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exception:
            if exception.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            # A network disk that locks no folders: what is renamed is whole all the same.
        return True

    def _close_lock(handle: int, folder: Path) -> None:  # noqa: ARG001 (Windows needs it)
        os.close(handle)

    def _holder(handle: int) -> str:
        """The process that holds the lock, where the system (Linux) tells."""
        found = os.fstat(handle)
        device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        with contextlib.suppress(OSError):
            for line in Path("/proc/locks").read_text("ascii").splitlines():
                fields = line.split()
                if "FLOCK" in fields and device in fields and "->" not in fields:
                    return f" (process {fields[4]})"
        return ""


def _sync_folder(folder: Path) -> None:
    """Make the renames last through a power cut; a system that cannot do it goes without."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems sync no folders
        pass
    finally:
        os.close(handle)
