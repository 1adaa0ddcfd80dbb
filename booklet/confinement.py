"""What a process can take from itself for good: the network, and writing to files.

In: the folders in which it may go on writing. Out: which of the two is taken. Linux has both:
Landlock for files (https://docs.kernel.org/userspace-api/landlock.html) and seccomp for calls
to the system (https://docs.kernel.org/userspace-api/seccomp_filter.html); no privilege is
needed, and nothing gives them back, neither to this process nor to what it starts. Elsewhere,
and where a container forbids them, nothing is taken, and that is said.

Files that are open stay so. Neither is a wall against reading.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Confinement:
    """What is taken from a process: opening connections, and writing outside of its folders."""

    network: bool = False
    writing: bool = False


def confine(writable: Iterable[Path]) -> Confinement:
    """Take the network from this process, and writing but to these folders.

    Holds for the thread that calls, and for all that it starts from then on.
    """
    if not sys.platform.startswith("linux"):
        return Confinement()
    libc = ctypes.CDLL(None, use_errno=True)
    # Else only who has privileges could do it, since programs that give some would be fooled.
    if libc.prctl(_NO_NEW_PRIVILEGES, _word(1), _word(0), _word(0), _word(0)):
        return Confinement()
    writing = _landlock(libc, writable)  # first, as seccomp may know no other call to it
    return Confinement(_seccomp(libc), writing)


def _word(value: int) -> ctypes.c_ulong:
    """A whole register, which the system reads: Python's numbers would fill half of it."""
    return ctypes.c_ulong(value)


_NO_NEW_PRIVILEGES, _SET_SECCOMP = 38, 22  # of prctl; linux/prctl.h

# ------------------------------------------------------------- Landlock; linux/landlock.h

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on all architectures
_VERSION, _BENEATH = 1, 1
_WRITE_FILE = 1 << 1
_CHANGES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))  # make and remove, of any kind
_BY_VERSION = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # move elsewhere, cut off, ask of a device
_TCP = 0b11  # bind and connect, since version 4
_ABSTRACT_SOCKETS = 0b1  # since version 6


def _landlock(libc: ctypes.CDLL, writable: Iterable[Path]) -> bool:
    version = libc.syscall(_long(_CREATE), None, _word(0), _word(_VERSION))
    if version < 1:  # not built in, or switched off
        return False
    files = _CHANGES | sum(bit for since, bit in _BY_VERSION.items() if version >= since)
    handled = struct.pack("=Q", files)
    if version >= 4:
        handled += struct.pack("=Q", _TCP)
    if version >= 6:
        handled += struct.pack("=Q", _ABSTRACT_SOCKETS)
    rules = libc.syscall(_long(_CREATE), handled, _word(len(handled)), _word(0))
    if rules < 0:
        return False
    try:
        for path in writable:
            _allow(libc, rules, path, files)
        _allow(libc, rules, Path(os.devnull), _WRITE_FILE)
        return bool(libc.syscall(_long(_RESTRICT), _long(rules), _word(0)) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, what: int) -> None:
    """Allow it beneath a path; one that is not there needs no rule."""
    with suppress(OSError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = struct.pack("=Qi", what, opened)
            libc.syscall(_long(_ADD), _long(rules), _long(_BENEATH), rule, _word(0))
        finally:
            os.close(opened)


def _long(value: int) -> ctypes.c_long:
    return ctypes.c_long(value)


# --------------------------------------- seccomp; linux/seccomp.h, linux/filter.h, linux/audit.h

_FILTER = 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOWED, _NOT_PERMITTED = 0x7FFF0000, 0x00050000 | 1  # the latter with EPERM
_NUMBER, _ARCHITECTURE = 0, 4  # where they stand in what a filter is given
_X32 = 0x40000000  # from there on the calls of x86-64 have other numbers again


@dataclass(frozen=True, slots=True)
class _Architecture:
    """Its number in a filter, and the numbers of the calls that are not permitted."""

    audit: int
    calls: tuple[int, ...]


# socket, connect, bind; io_uring_setup, which does all that without these calls; ptrace,
# process_vm_writev and pidfd_getfd, which have others do it; and what Landlock leaves alone:
# truncate, before its version 3, and whatever changes owners, rights, times and attributes:
# chmod, fchmod, fchmodat, fchmodat2, chown, fchown, lchown, fchownat, utime, utimes, futimesat,
# utimensat, setxattr, lsetxattr, fsetxattr, setxattrat, removexattr, lremovexattr,
# fremovexattr, removexattrat, file_setattr. On ARM there are only the newer ones of some.
_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E,
        (
            *(41, 42, 49, 425, 101, 311, 438, 76),
            *(90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280),
            *(188, 189, 190, 463, 197, 198, 199, 466, 469),
        ),
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        (
            *(198, 203, 200, 425, 117, 271, 438, 45),
            *(52, 53, 452, 55, 54, 88),
            *(5, 6, 7, 463, 14, 15, 16, 466, 469),
        ),
    ),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _seccomp(libc: ctypes.CDLL) -> bool:
    here = _ARCHITECTURES.get(platform.machine())
    if here is None or sys.maxsize < 2**32:
        return False
    steps = _steps(here)
    program = _Program(len(steps) // 8, steps)
    return bool(
        libc.prctl(_SET_SECCOMP, _word(_FILTER), ctypes.byref(program), _word(0), _word(0)) == 0
    )


def _steps(here: _Architecture) -> bytes:
    """The filter: a call that is on the list is not permitted, nor one of another kind."""
    listed = len(here.calls)
    made = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, here.audit, 0, listed + 3),
        _step(_LOAD, _NUMBER),
        _step(_IF_AT_LEAST, _X32, listed + 1, 0),
        *(_step(_IF_EQUAL, call, listed - at, 0) for at, call in enumerate(here.calls)),
        _step(_RETURN, _ALLOWED),
        _step(_RETURN, _NOT_PERMITTED),
    ]
    return b"".join(made)


def _step(does: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", does, if_so, if_not, value)
