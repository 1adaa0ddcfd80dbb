"""Zips from strangers: what is unpacked, and what is refused by name."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from booklet import archive
from booklet.archive import pack, unpack
from booklet.cli import commands
from booklet.files import odd_name

Entries = list[tuple[zipfile.ZipInfo, bytes]]


pytestmark = pytest.mark.usefixtures("in_this_process")


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def zipped(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for entry, content in entries:
            file.writestr(entry, content)
    return stream.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("analyses/a.md")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def pipe() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("analyses/a.md")
    entry.create_system, entry.external_attr = 3, (stat.S_IFIFO | 0o600) << 16
    return entry


def encrypted() -> bytes:
    data = bytearray(zipped(("a.md", b"secret")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


def overlapping() -> bytes:
    data = bytearray(zipped(("a.md", b"x" * 500), ("b.md", b"x" * 500)))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "absolute": (lambda: zipped(("/etc/cron.d/x", b"")), "`/etc/cron.d/x`: its name is that of"),
    "drive": (lambda: zipped(("C:/x.md", b"")), "`C:/x.md`: its name is that of"),
    "upwards": (lambda: zipped(("a/../../x.md", b"")), "`a/../../x.md`: its name leads through"),
    "backslash": (lambda: zipped(("..\\x.md", b"")), "`..\\x.md`: its name holds characters"),
    "device": (lambda: zipped(("analyses/con.md", b"")), "“con.md” is the name of a device"),
    "dot at end": (lambda: zipped(("analyses./a.md", b"")), "ends in a dot or a space"),
    "too long": (lambda: zipped(("n" * 300, b"")), "its name is too long"),
    "twice": (lambda: zipped(("b.md", b"1"), ("c.md", b""), ("B.MD", b"2")), "the name of `b.md`"),
    "file and folder": (lambda: zipped(("a", b""), ("a/b.md", b"")), "the name of the folder of"),
    "git": (
        lambda: zipped((".git/config", b"[core] fsmonitor = x")),
        "`.git/config`: it is hidden",
    ),
    "shell": (lambda: zipped(("her/.envrc", b"x")), "`her/.envrc`: it is hidden"),
    "link": (lambda: zipped((link(), b"/etc/passwd")), "`analyses/a.md`: it is a link"),
    "pipe": (lambda: zipped((pipe(), b"")), "`analyses/a.md`: it is no ordinary file"),
    "encrypted": (encrypted, "`a.md`: it is encrypted"),
    "bomb": (lambda: zipped(("a.md", bytes(9_000_000))), "`a.md`: it unpacks to 9,000,000 bytes"),
    "overlapping": (overlapping, "entries share their bytes"),
    "no zip": (lambda: b"PK but no zip", "is no zip that can be read"),
    "cut": (lambda: zipped(("a.md", b"text" * 99))[:-30], "is no zip that can be read"),
    "damaged": (lambda: zipped(("a.md", b"text" * 99)).replace(b"a.md", b"b.md", 1), "no zip that"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_honest_zip_holds_is_refused_by_name(kind: str) -> None:
    made, said = REFUSED[kind]
    result = unpack(made(), "her.zip")
    assert result.value is None
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.message.startswith("her.zip")
    assert said in problem.message


def test_a_zip_may_not_hold_too_many_files_or_too_many_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = zipped(("a.md", b"four"), ("b.md", b"four"))
    for name in ("MOST_FILES", "MOST_BYTES", "MOST_PACKED"):
        with monkeypatch.context() as patched:
            patched.setattr(archive, name, 1)
            (problem,) = unpack(data, "her.zip").problems
            assert problem.code == "zip-too-large"


def test_an_archive_within_is_left_out_and_that_is_told() -> None:
    result = unpack(
        zipped(("a.md", b"text"), ("more.zip", b"PK\x03\x04"), ("b", b"PK\x03\x04")), "x"
    )
    assert result.value == {"a.md": b"text"}
    assert [problem.code for problem in result.problems] == ["zip-nested"]


def test_only_files_that_a_course_has_come_out_and_the_others_are_told() -> None:
    strange = [".import/import.yaml", ".gitignore", "Makefile", "setup.py", "a/conftest.py"]
    known = ["booklet.yaml", "LICENSE", "styles/fonts/a.woff2", "analyses/a.md", "map.svg"]
    result = unpack(zipped(*((name, b"x") for name in (*strange, *known))), "x")
    assert set(result.value or ()) == set(known)
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("zip-left-out", "warning")
    assert all(f"`{name}`" in problem.message for name in strange)


@pytest.mark.parametrize("names", [(), ("analyses/",), ("Makefile", "a/b/setup.py")])
def test_a_zip_without_a_file_of_a_course_is_an_error(names: tuple[str, ...]) -> None:
    result = unpack(zipped(*((name, b"") for name in names)), "x")
    assert result.value is None
    assert [each.code for each in result.problems if each.severity == "error"] == ["zip-empty"]


def test_a_hundred_thousand_refused_entries_are_one_message() -> None:
    entries = [(f"../{number}", b"") for number in range(1500)]
    (problem,) = unpack(zipped(*entries), "x").problems
    assert "and 1,495 more: its name leads through other folders" in problem.message
    entries += [(f"../{number}", b"") for number in range(1500, 10_000)]
    (problem,) = unpack(zipped(*entries), "x").problems
    assert problem.code == "zip-too-large"


@pytest.mark.usefixtures("child")
def test_unpacking_is_ended_when_its_time_is_up(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped(("booklet.yaml", b"title: A")))
    result = booklet("unpack", tmp_path / "x.zip", "-o", tmp_path / "out", "--time-limit", "0.001")
    assert result.exit_code == 1
    assert "[time-limit]" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_folder_that_all_lie_in_and_litter_of_systems_are_left_out() -> None:
    data = zipped(("her/pack.yaml", b"1"), ("her/a/b.md", b"2"), ("__MACOSX/her/._b.md", b""))
    assert unpack(data, "x").value == {"pack.yaml": b"1", "a/b.md": b"2"}


names = st.from_regex(r"[a-z]{1,6}(/[a-z]{1,6}){0,2}\.md", fullmatch=True).filter(
    lambda name: not odd_name(name)
)
contents = st.binary(max_size=300).filter(lambda content: not content.startswith(b"PK"))


@given(st.dictionaries(names, contents, min_size=1))
def test_what_was_packed_is_unpacked_again(files: dict[str, bytes]) -> None:
    files = {f"{at % 2}/{name}": content for at, (name, content) in enumerate(files.items())}
    files["booklet.yaml"] = b""
    result = unpack(pack(files), "x")
    assert (result.value, result.problems) == (files, ())


@given(st.binary(max_size=400))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    unpack(data, "x")
    unpack(zipped(("a.md", b"text"))[: len(data)] + data, "x")


# ------------------------------------------------------------------------------ commands


def test_a_course_goes_into_a_zip_and_comes_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    booklet("new", "course")
    (tmp_path / "course" / "build").mkdir()
    (tmp_path / "course" / "build" / "course.pdf").write_bytes(b"built")
    (tmp_path / "course" / "secret.md").symlink_to("/etc/passwd")
    assert booklet("pack", "course").exit_code == 0
    first = (tmp_path / "course.zip").read_bytes()
    assert booklet("pack", "course", "-o", "again.zip").exit_code == 0
    assert (tmp_path / "again.zip").read_bytes() == first
    result = booklet("unpack", "course.zip", "-o", "theirs")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "theirs" / "booklet.yaml").is_file()
    assert not (tmp_path / "theirs" / "build").exists()
    assert not (tmp_path / "theirs" / "secret.md").exists()
    assert booklet("build", "theirs", "--no-pdf").exit_code == 0


def test_a_refused_zip_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.zip").write_bytes(zipped(("a.md", b""), ("../evil", b"")))
    result = booklet("unpack", "x.zip")
    assert result.exit_code == 1
    assert "`../evil`" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_a_pack_may_be_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "title: A Play\nscenes:\n"
        "  - {id: one, heading: The shore, synopsis: They meet., cues: ['where is the boat']}\n"
    )
    (tmp_path / "play.zip").write_bytes(pack({"play/pack.yaml": text.encode(), "play/x.md": b""}))
    lines = "".join(
        f"Ann : Line {n} of ours about the boat.\nBen : Answer {n}.\n\n" for n in "abcdef"
    )
    (tmp_path / "page.txt").write_text("A Play quotes\n\n" + lines, "utf-8")
    result = booklet("import", "page.txt", "--into", "course", "--pack", "play.zip", "--dry-run")
    assert "pack-missing" not in result.stderr
    assert "zip-" not in result.stderr
    broken = booklet("import", "page.txt", "--into", "course", "--pack", "page.txt")
    assert "pack-missing" in broken.stderr
    (tmp_path / "play.zip").write_bytes(b"no zip")
    broken = booklet("import", "page.txt", "--into", "course", "--pack", "play.zip")
    assert broken.exit_code == 1
    assert "[zip-broken]" in broken.stderr
