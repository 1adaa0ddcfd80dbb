"""The child has no network and writes nowhere but in its own folder, where the system knows how."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from booklet.child import Child
from booklet.confinement import _ARCHITECTURES, _steps
from booklet.model import Limits
from tests.cli import jobs

NETWORK = {"a socket", "a socket of this machine"}
OTHERS = {"a signal", "a signal to all", "limits of another", "a signal of a pipe"}
ALLOWED = {"reading", "its own folder", "nowhere", "a signal to itself", "its own limits"}
OWN = (4711, 4712)
HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}
NOT_PERMITTED, ALLOW = 0x00050001, 0x7FFF0000


def taken() -> str:
    """What a process can take from itself on this system: some of "network writing"."""
    program = (
        "from booklet.confinement import *\nmade = confine([])\n"
        "print(*(name for name in ('network', 'writing') if getattr(made, name)))"
    )
    return subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[1]))
    # Not in the folder for temporary files, where the child has its own.
    (tmp_path / "kept.txt").write_text("kept")
    result = Child(Limits(), lambda _: None).run(jobs.reaching_out, tmp_path)
    assert result.value is not None
    return dict(result.value)


def test_a_child_has_no_network(ways: dict[str, str]) -> None:
    if "network" not in taken():
        pytest.skip("this system has no seccomp, or forbids it")
    assert {way for way in NETWORK if ways[way] == "open"} == set()


def test_a_child_has_no_hand_on_other_processes(ways: dict[str, str]) -> None:
    if "network" not in taken():
        pytest.skip("this system has no seccomp, or forbids it")
    assert {way for way in OTHERS if ways[way] == "open"} == set()


def test_a_child_writes_in_its_own_folder_alone(ways: dict[str, str], tmp_path: Path) -> None:
    if "writing" not in taken():
        pytest.skip("this system has no Landlock, or forbids it")
    assert {way for way, found in ways.items() if found == "open"} - NETWORK - OTHERS == ALLOWED
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept.txt", "kept")]


def outcome(architecture: str, audit: int, number: int, *arguments: int) -> int:
    """What a filter answers to a call: its steps one by one, as the system takes them."""
    steps = _steps(_ARCHITECTURES[architecture], OWN)
    given = {0: number, 4: audit, **{16 + 8 * at: value for at, value in enumerate(arguments)}}
    at, loaded = 0, 0
    while True:
        does, if_so, if_not, value = struct.unpack_from("=HBBI", steps, at * 8)
        at += 1
        if does == 0x20:
            loaded = given[value] & 0xFFFFFFFF
        elif does == 0x54:
            loaded &= value
        elif does == 0x15:
            at += if_so if loaded == value else if_not
        elif does == 0x35:
            at += if_so if loaded >= value else if_not
        else:
            assert does == 0x06
            return int(value)


@pytest.mark.parametrize("name", _ARCHITECTURES)
def test_the_filter_lets_through_what_is_not_on_its_list(name: str) -> None:
    here = _ARCHITECTURES[name]
    by_argument = {call.number for call in here.depending(OWN)}
    for number in {*range(600)} - by_argument:
        expected = NOT_PERMITTED if number in here.calls else ALLOW
        assert outcome(name, here.audit, number) == expected


@pytest.mark.parametrize("name", _ARCHITECTURES)
def test_signals_and_limits_are_for_its_own_processes(name: str) -> None:
    here = _ARCHITECTURES[name]
    for number in here.signals:
        for process, expected in ((4711, ALLOW), (4712, ALLOW), (1, NOT_PERMITTED)):
            assert outcome(name, here.audit, number, process) == expected
        for group in (0, -1, -4711):
            assert outcome(name, here.audit, number, group) == NOT_PERMITTED
    assert outcome(name, here.audit, here.limits, 0) == ALLOW
    assert outcome(name, here.audit, here.limits, 1) == NOT_PERMITTED


@pytest.mark.parametrize("name", _ARCHITECTURES)
def test_what_is_opened_for_reading_is_not_cut_off(name: str) -> None:
    here = _ARCHITECTURES[name]
    for number, flags in here.opening:
        for how, expected in (
            (os.O_RDONLY, ALLOW),
            (os.O_RDONLY | os.O_CLOEXEC, ALLOW),
            (os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ALLOW),  # which Landlock judges
            (os.O_RDONLY | os.O_TRUNC, NOT_PERMITTED),
            (os.O_RDONLY | os.O_TRUNC | os.O_CLOEXEC, NOT_PERMITTED),
        ):
            assert outcome(name, here.audit, number, *[0] * flags, how) == expected


@pytest.mark.parametrize("name", _ARCHITECTURES)
def test_calls_of_another_kind_are_not_permitted(name: str) -> None:
    here = _ARCHITECTURES[name]
    assert outcome(name, 0x40000003, 4) == NOT_PERMITTED  # those of 32 bits
    assert outcome(name, here.audit, 0x40000000 | 41) == NOT_PERMITTED  # x32


@pytest.mark.parametrize("name", _ARCHITECTURES)
def test_the_calls_have_the_numbers_that_the_system_gives_them(name: str) -> None:
    header = Path(HEADERS[name])
    if not header.exists():
        pytest.skip(f"{header} is not installed")
    text = header.read_text("ascii", "replace")
    numbers = {
        called: int(number)
        for called, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)
    }
    here = _ARCHITECTURES[name]
    calls = here.calls
    for called in (
        "pidfd_send_signal",
        "setpriority",
        "sched_setattr",
        "openat2",
        "socket",
        "connect",
        "bind",
        "io_uring_setup",
        "ptrace",
        "truncate",
        "fchmod",
    ):
        assert numbers[called] in calls
    # What must go on: to read, to write into what is open, to start and to end.
    for called in (
        "read",
        "write",
        "openat",
        "mmap",
        "futex",
        "exit_group",
        "dup",
        "clone",
    ):
        assert numbers[called] not in calls
    assert here.signals == (numbers["kill"], numbers["tgkill"])
    assert (here.limits, here.fcntl) == (numbers["prlimit64"], numbers["fcntl"])
    assert (numbers["openat"], 2) in here.opening
