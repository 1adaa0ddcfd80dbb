"""The catalogue has every message of the source and no other, each with an example."""

from __future__ import annotations

import re
from collections import defaultdict
from fnmatch import fnmatchcase

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from booklet.cli.catalogue import catalogue
from tests.conftest import ROOT
from tests.messages.cases import all_cases
from tests.messages.made import MADE, SAID
from tests.messages.source import codes_in
from tests.messages.test_messages import MIXED
from tools.messages import DOCUMENT, document

USES = codes_in(ROOT / "booklet")
KNOWN = catalogue()


def test_every_code_can_be_told_from_the_source() -> None:
    assert [use for use in USES if not use.code] == []
    assert len({use.code for use in USES}) > 150


def test_the_catalogue_has_every_code_of_the_source() -> None:
    missing = [use for use in USES if not any(fnmatchcase(code, use.code) for code in KNOWN)]
    assert missing == []


def test_the_catalogue_has_no_code_that_no_source_uses() -> None:
    patterns = {use.code for use in USES}
    assert [c for c in KNOWN if not any(fnmatchcase(c, pattern) for pattern in patterns)] == []


@pytest.mark.parametrize("code", KNOWN)
def test_an_entry_is_made_of_whole_sentences(code: str) -> None:
    entry = KNOWN[code]
    assert entry.severity in ("error", "warning", "error or warning")
    for text in (entry.means, entry.do):
        assert re.fullmatch(r"[A-Z`].*[.`]", text), text
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+|typesetter", code)


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    examples = {case.code for case in all_cases()} - MIXED
    assert sorted(set(KNOWN) - examples) == []
    assert sorted(examples - set(KNOWN)) == []
    names = {case.name for case in all_cases()}
    assert sorted({*MADE, *SAID} - names) == []


def test_the_severities_are_those_of_the_examples() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for case in all_cases():
        for line in case.expected.read_text("utf-8").splitlines():
            if found := re.search(r"(?:^|: )(error|warning): .* \[([a-z0-9-]+)\]$", line):
                seen[found[2]].add(found[1])
    wrong = {code: kinds for code, kinds in seen.items() if not kinds <= _severities(code)}
    assert wrong == {}


def _severities(code: str) -> set[str]:
    return set(KNOWN[code].severity.split(" or "))


def test_every_hint_is_made_of_sentences() -> None:
    copied = re.compile(r"(^| )(booklet .*|-\S+|\S*[/.]\S+)$")
    for case in all_cases():
        printed = case.expected.read_text("utf-8")
        for hint in re.findall(r"^(?: {4}.*\n)+", printed, re.MULTILINE):
            words = " ".join(hint.split())
            assert not words[0].islower() or words.startswith("booklet "), case.name
            assert words[-1] in ".?!…:”" or copied.search(words), case.name


def test_docs_messages_is_what_the_catalogue_and_the_examples_say() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "write it with: python -m tools.messages"


def test_explain_prints_an_entry_and_finds_what_was_meant() -> None:
    told = CliRunner().invoke(commands, ["explain", "[unknown-key]"])
    assert told.exit_code == 0
    assert told.stdout.startswith("unknown-key (error or warning)\n\n  A key that")
    wrong = CliRunner().invoke(commands, ["explain", "unknown-kay"])
    assert wrong.exit_code == 2
    assert "Did you mean unknown-key?" in wrong.stderr


def test_a_code_is_found_however_it_is_handed_on() -> None:
    found = {use.code for use in USES}
    assert {"missing-key", "time-limit", "subtitles-empty", "duplicate-term", "*-lost"} <= found
