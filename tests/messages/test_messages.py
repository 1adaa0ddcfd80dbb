"""Every message of the program, as the command line prints it.

`pytest tests/messages --regenerate` writes anew what is expected; the difference is then to
be read, as a person who gets the message would read it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.children import without_child
from tests.messages.cases import Case, all_cases, answer, lay_out
from tests.messages.made import MADE, SAID, printed

NEEDS_CHILD = {"time-limit", "memory-limit", "stage-died"}
MIXED = {"several-files-at-once"}
"""Examples of how several messages stand together."""


def test_a_course_without_mistakes_has_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    without_child(monkeypatch)
    lay_out(Case("none"), tmp_path)
    assert answer("check my-course --strict") == (0, "")


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_message(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if case.code not in NEEDS_CHILD:
        without_child(monkeypatch)
    lay_out(case, tmp_path)
    if case.name in MADE:
        MADE[case.name](tmp_path, monkeypatch)
    said = SAID.get(case.name)
    status, found = printed(said(tmp_path)) if said else answer(case.command)
    if regenerate:
        case.expected.write_text(found, encoding="utf-8")
    assert found == case.expected.read_text(encoding="utf-8")
    assert case.code in MIXED or f"[{case.code}]" in found
    assert status == (1 if "error:" in found else 0)
