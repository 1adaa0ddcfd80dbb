"""Text comes out of whatever encoding a file was saved in, or a problem says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.problems import Result
from booklet.read.text.files import LARGEST_FILE, decode, read_bytes, read_text, span_at

WORDS = "A lamp – “lit”, naïvely\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text"
    path.write_bytes(WORDS.encode(encoding))
    read = read_text(path, "text")
    assert read.value == WORDS
    assert read.problems == ()


def test_big_endian_utf16_is_read() -> None:
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be"), "text").value == WORDS


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_utf32_with_a_mark_is_read(encoding: str) -> None:
    data = ("\ufeff" if encoding == "utf-32-be" else "") + WORDS
    assert decode(data.encode(encoding), "text") == Result(WORDS)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_read_with_a_warning(encoding: str) -> None:
    read = decode(WORDS.encode(encoding), "text")
    assert read.value == WORDS
    assert [(p.code, p.severity) for p in read.problems] == [("encoding-guessed", "warning")]
    assert encoding[:6].upper() in read.problems[0].message


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R"), ("cp1255", "not known")],
)
def test_another_alphabet_is_refused_by_name_and_never_read_as_a_western_one(
    encoding: str, told: str
) -> None:
    words = "שלום לכולם כאן" if encoding == "cp1255" else "Маяк погас. Кто там? Это всё ещё я."
    read = decode(words.encode(encoding), "text")
    assert read.value is None
    assert told in read.problems[0].message


def test_french_in_cp1252_is_taken_for_what_it_is() -> None:
    words = "L’été où tu naquis, à l’orée du château, ça n’était pas créé – « déjà »"
    assert decode(words.encode("cp1252"), "text").value == words


def test_cp1252_is_read_with_a_warning_at_the_first_byte_that_is_not_utf8() -> None:
    read = decode(b"one\ntwo caf\xe9 \x96 three\n", "text")
    assert read.value == "one\ntwo café – three\n"
    assert [(p.code, p.severity, str(p.span)) for p in read.problems] == [
        ("encoding-guessed", "warning", "text:2:8")
    ]


def test_damaged_utf8_is_not_taken_for_cp1252() -> None:
    read = decode("é é é é ".encode() + b"\xe9", "text")
    assert read.value is None
    assert read.problems[0].code == "encoding-unknown"
    assert "byte 12 (0xe9)" in read.problems[0].message


def test_bytes_that_cp1252_does_not_know_are_refused() -> None:
    assert decode(b"\x81\x8d", "text").problems[0].code == "encoding-unknown"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_are_normalised(newline: str) -> None:
    assert decode(f"a{newline}b{newline}".encode(), "text").value == "a\nb\n"


def test_missing_file_folder_and_odd_file_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    codes = {
        name: read_bytes(tmp_path / name, name).problems[0].code
        for name in ("missing", ".", "pipe", "file/below", "nul\0", "long" * 200)
    }
    assert codes == {
        "missing": "file-missing",
        ".": "file-is-folder",
        "pipe": "file-unreadable",
        "file/below": "file-missing",
        "nul\0": "file-unreadable",
        "long" * 200: "file-unreadable",
    }


def test_file_without_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert read_bytes(path, "huge").problems[0].code == "file-too-large"


@given(st.binary())
def test_any_bytes_give_text_or_an_error(data: bytes) -> None:
    read = decode(data, "text")
    assert read.value is not None or any(p.severity == "error" for p in read.problems)
    assert read.value is None or not {"\r", "\x00", "\x1b"} & set(read.value)


@given(st.text(alphabet="ab\n"), st.data())
def test_span_counts_lines_and_columns_from_one(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    span = span_at(text, offset, "text")
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: span.line - 1]) + span.column - 1 == offset
