"""What a process can take from itself for good: the network, writing to files, signals to others.

In: the folders in which it may go on writing, and the processes that it may go on ending. Out:
what of it is taken. Linux has both: Landlock for files
(https://docs.kernel.org/userspace-api/landlock.html) and seccomp for calls to the system
(https://docs.kernel.org/userspace-api/seccomp_filter.html); no privilege is needed, and nothing
gives them back, neither to this process nor to what it starts. Elsewhere, and where a container
forbids them, nothing is taken, and that is said.

Files that are open stay so. Neither is a wall against reading.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Confinement:
    """What is taken from a process: connections and signals, and writing outside its folders."""

    network: bool = False
    writing: bool = False


def confine(writable: Iterable[Path], may_end: Iterable[int] = ()) -> Confinement:
    """Take from this process the network, writing but to these folders, and signals but to
    itself and to the processes `may_end`.

    Holds for the thread that calls, and for all that it starts from then on.
    """
    if not sys.platform.startswith("linux"):
        return Confinement()
    libc = ctypes.CDLL(None, use_errno=True)
    # Else only who has privileges could do it, since programs that give some would be fooled.
    if libc.prctl(_NO_NEW_PRIVILEGES, _word(1), _word(0), _word(0), _word(0)):
        return Confinement()
    writing = _landlock(libc, writable)  # first, as seccomp may know no other call to it
    return Confinement(_seccomp(libc, (os.getpid(), *may_end)), writing)


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
_LOAD, _MASK, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOWED, _NOT_PERMITTED = 0x7FFF0000, 0x00050000 | 1  # the latter with EPERM
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where they stand in what a filter is given
_X32 = 0x40000000  # from there on the calls of x86-64 have other numbers again
_EVERY_BIT = 0xFFFFFFFF
# To open a file for reading can cut it off, which Landlock sees from its version 3 on:
# https://docs.kernel.org/userspace-api/landlock.html#file-truncation-abi-3
_CUTS_WHAT_IT_READS, _HOW_IT_OPENS = os.O_TRUNC, os.O_TRUNC | os.O_ACCMODE
_OWNERS_OF_SIGNALS = (8, 15)  # fcntl: F_SETOWN, F_SETOWN_EX


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that is permitted or not by an argument (from 0), of which the bits `mask` count."""

    number: int
    argument: int
    values: tuple[int, ...]
    permitted: bool
    mask: int = _EVERY_BIT


@dataclass(frozen=True, slots=True)
class _Architecture:
    """Its number in a filter, and the numbers of the calls that are not permitted.

    `signals` have the process they are for as their first argument, as `limits` has; `opening`
    are calls with the place of their flags.
    """

    audit: int
    calls: tuple[int, ...]
    signals: tuple[int, ...]
    limits: int
    opening: tuple[tuple[int, int], ...]
    fcntl: int

    def depending(self, own: tuple[int, ...]) -> Iterator[_Call]:
        """The calls that depend on an argument, where signals may go to the processes `own`."""
        for number in self.signals:
            yield _Call(number, 0, own, permitted=True)
        yield _Call(self.limits, 0, (0, *own), permitted=True)
        for number, flags in self.opening:
            yield _Call(number, flags, (_CUTS_WHAT_IT_READS,), False, _HOW_IT_OPENS)
        yield _Call(self.fcntl, 1, _OWNERS_OF_SIGNALS, permitted=False)


# socket, connect, bind; io_uring_setup, which does all that without these calls; ptrace,
# process_vm_writev and pidfd_getfd, which have others do it; and what Landlock leaves alone:
# truncate, before its version 3, and whatever changes owners, rights, times and attributes:
# chmod, fchmod, fchmodat, fchmodat2, chown, fchown, lchown, fchownat, utime, utimes, futimesat,
# utimensat, setxattr, lsetxattr, fsetxattr, setxattrat, removexattr, lremovexattr,
# fremovexattr, removexattrat, file_setattr; and signals without a process to look at, and what
# bears on other processes: tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal,
# setpriority, ioprio_set, sched_setparam, sched_setscheduler, sched_setattr, process_madvise;
# and openat2, whose flags a filter cannot see. On ARM there are only the newer ones of some.
# Depending on an argument: kill, tgkill; prlimit64; open, openat; fcntl.
_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E,
        (
            *(41, 42, 49, 425, 101, 311, 438, 76),
            *(90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280),
            *(188, 189, 190, 463, 197, 198, 199, 466, 469),
            *(200, 129, 297, 424, 141, 251, 142, 144, 314, 440, 437),
        ),
        signals=(62, 234),
        limits=302,
        opening=((2, 1), (257, 2)),
        fcntl=72,
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        (
            *(198, 203, 200, 425, 117, 271, 438, 45),
            *(52, 53, 452, 55, 54, 88),
            *(5, 6, 7, 463, 14, 15, 16, 466, 469),
            *(130, 138, 240, 424, 140, 30, 118, 119, 274, 440, 437),
        ),
        signals=(129, 131),
        limits=261,
        opening=((56, 2),),
        fcntl=25,
    ),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _seccomp(libc: ctypes.CDLL, own: tuple[int, ...]) -> bool:
    here = _ARCHITECTURES.get(platform.machine())
    if here is None or sys.maxsize < 2**32:
        return False
    steps = _steps(here, own)
    program = _Program(len(steps) // 8, steps)
    return bool(
        libc.prctl(_SET_SECCOMP, _word(_FILTER), ctypes.byref(program), _word(0), _word(0)) == 0
    )


def _steps(here: _Architecture, own: tuple[int, ...]) -> bytes:
    """The filter: a call that is on the list is not permitted, nor one of another kind."""
    return b"".join(
        [
            _step(_LOAD, _ARCHITECTURE),
            _step(_IF_EQUAL, here.audit, 1, 0),
            _step(_RETURN, _NOT_PERMITTED),
            _step(_LOAD, _NUMBER),
            *_answer_if(_IF_AT_LEAST, _X32, _NOT_PERMITTED),
            *(step for call in here.calls for step in _answer_if(_IF_EQUAL, call, _NOT_PERMITTED)),
            *(step for call in here.depending(own) for step in _by_argument(call)),
            _step(_RETURN, _ALLOWED),
        ]
    )


def _by_argument(call: _Call) -> Iterator[bytes]:
    """The steps for one call; past them if it is another one."""
    listed, else_ = (_ALLOWED, _NOT_PERMITTED) if call.permitted else (_NOT_PERMITTED, _ALLOWED)
    steps = [
        _step(_LOAD, _ARGUMENTS + 8 * call.argument),
        _step(_MASK, call.mask),
        *(step for value in call.values for step in _answer_if(_IF_EQUAL, value, listed)),
        _step(_RETURN, else_),
    ]
    yield _step(_IF_EQUAL, call.number, 0, len(steps))
    yield from steps


def _answer_if(test: int, value: int, answer: int) -> tuple[bytes, bytes]:
    return _step(test, value, 0, 1), _step(_RETURN, answer)


def _step(does: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", does, if_so, if_not, value)
