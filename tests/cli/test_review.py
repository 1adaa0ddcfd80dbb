"""booklet review: keys in, decisions in annotations.yaml."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from booklet.build import draw_annotations
from booklet.cli.review import AnnotationsFile, review, walk
from booklet.cli.voice import Voice
from booklet.model import ReviewItem
from booklet.outputs import ReviewDraft
from booklet.review import Session
from booklet.reviewer import review_course

SCRIPT = """\
Title: Low Water

INT. LAMP ROOM - NIGHT

MARA
Somebody has to count the gulls before the tide comes in.

HORN
I would rather not.

EXT. QUAY - DAY

MARA
I would rather not.

HORN
Then the lamp will go out, and nobody on the island will notice it.
"""
ESSAY = """\
---
title: Counting
author: Una Reed
---

Horn is the film's conscience. When he says “I would rather not,” the refusal is polite
and total, and it costs him nothing.

What Mara fears is told by others: “Then the lamps could go out and no one on the island
would notice it.” That is a threat in the form of a forecast.

The critics like to quote “we buried the harbour master in the sand,” which proves how
few of them stayed awake.
"""
OWN = """\
# my own, in my own way
annotations:
  - {id: mine, quote: {exact: count the gulls}, body: Who counts.}   # keep
"""


pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "low-water"
    (folder / "analyses").mkdir(parents=True)
    (folder / "booklet.yaml").write_text("title: Low Water\n", encoding="utf-8")
    (folder / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    (folder / "analyses" / "counting.md").write_text(ESSAY, encoding="utf-8")
    (folder / "annotations.yaml").write_text(OWN, encoding="utf-8")
    return folder


def draft_of(course: Path) -> ReviewDraft:
    result = review_course(lambda _: None, course, course.name)
    assert result.value is not None, result.problems
    return result.value


def reviewed(
    course: Path, keys: str, edit: Callable[[str], str | None] = lambda _: None
) -> Session:
    """The course after these keys; a reader without keys left is a closed terminal."""
    draft = draft_of(course)
    left: Iterator[str] = iter(keys)

    def read_key() -> str:
        for key in left:
            return key
        raise EOFError

    file = AnnotationsFile(course / "annotations.yaml", draft.annotations, draft.entries)
    return walk(Session(draft.items), file, read_key, edit, lambda _: None)


def entries(course: Path) -> dict[str, dict[str, object]]:
    text = (course / "annotations.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)["annotations"]}


def decisions(course: Path) -> dict[str, object]:
    """The decisions as draw understands them: the words quoted, and what became of them."""
    result = draw_annotations(lambda _: None, course, course.name)
    assert result.value is not None, result.problems
    return {
        str(entry["quote"]["exact"])[:14]: (entry["decision"], (entry["target"] or {}).get("scene"))  # type: ignore[index,attr-defined]
        for entry in result.value.listing
        if entry["decision"]
    }


def test_what_is_doubtful_is_asked_for_and_nothing_else(course: Path) -> None:
    doubts = {item.doubt for item in draft_of(course).items}
    assert "ambiguous" in doubts
    assert "unplaced" in doubts
    assert "mine" not in {item.id for item in draft_of(course).items}


def test_every_decision_is_what_draw_finds_afterwards(course: Path) -> None:
    items = draft_of(course).items
    session = reviewed(course, "".join("ra2"[len(item.offers)] for item in items))
    assert session.decided == len(items)
    made = decisions(course)
    assert made["I would rather"] == ("pinned", "2")
    assert made["Then the lamps"] == ("pinned", "2")
    assert made["we buried the "] == ("rejected", None)
    assert draft_of(course).items == ()


def test_what_a_person_wrote_stays_as_it_is(course: Path) -> None:
    reviewed(course, "rrr")
    assert OWN.splitlines()[2] in (course / "annotations.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_before_the_first_decision(course: Path) -> None:
    reviewed(course, "?sx")
    assert (course / "annotations.yaml").read_text(encoding="utf-8") == OWN


def test_a_decision_is_on_the_disk_before_the_next_key(course: Path) -> None:
    seen: list[bool] = []
    draft = draft_of(course)
    file = AnnotationsFile(course / "annotations.yaml", draft.annotations)
    keys = iter("rq")

    def read_key() -> str:
        seen.append("decision: reject" in file.path.read_text(encoding="utf-8"))
        return next(keys)

    walk(Session(draft.items), file, read_key, lambda _: None, lambda _: None)
    assert seen == [False, True]


def test_undo_brings_the_entry_back(course: Path) -> None:
    reviewed(course, "ruq")
    assert not decisions(course)
    assert draft_of(course).items


def test_an_edited_body_is_kept(course: Path) -> None:
    reviewed(course, "eq", lambda _: "Better\nsaid.\n")
    assert "Better said." in {entry["body"] for entry in entries(course).values()}


def test_a_file_changed_meanwhile_is_not_written_over(course: Path) -> None:
    def meddle(_: str) -> str:
        (course / "annotations.yaml").write_text("annotations: []\n", encoding="utf-8")
        return "Mine."

    with pytest.raises(click.ClickException, match="another program"):
        reviewed(course, "e", meddle)
    assert (course / "annotations.yaml").read_text(encoding="utf-8") == "annotations: []\n"


def test_without_a_terminal_it_says_what_else_there_is(course: Path) -> None:
    run = CliRunner().invoke(review, [str(course)], obj=Voice())
    assert run.exit_code == 2
    assert "--json" in run.output
    assert "--sheet" in run.output


@pytest.mark.usefixtures("child")
def test_json_lists_what_is_open_and_writes_nothing(course: Path) -> None:
    run = CliRunner().invoke(review, [str(course), "--json"], obj=Voice())
    assert run.exit_code == 0, run.output
    listed = json.loads(run.stdout)
    assert {item["doubt"] for item in listed} >= {"ambiguous", "unplaced"}
    (several,) = (item for item in listed if len(item["places"]) > 1)
    assert [place["speaker"] for place in several["places"]] == ["HORN", "MARA"]
    assert (course / "annotations.yaml").read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize("name", ["sheet.html", "sheet.pdf"])
def test_the_sheet_is_a_page_or_a_pdf(course: Path, name: str, tmp_path: Path) -> None:
    sheet = tmp_path / name
    run = CliRunner().invoke(review, [str(course), "--sheet", str(sheet)], obj=Voice())
    assert run.exit_code == 0, run.output
    data = sheet.read_bytes()
    assert data.startswith(b"%PDF" if name.endswith("pdf") else b"<!DOCTYPE html>")
    if name.endswith("html"):
        assert data.count(b'class="box"') >= len(draft_of(course).items)


@pytest.mark.parametrize(
    ("language", "words"), [("de", "keine Anmerkung"), ("fr", "pas de note"), ("ru", "не нужно")]
)
def test_the_sheet_speaks_the_language_of_the_course(
    course: Path, language: str, words: str, tmp_path: Path
) -> None:
    settings = course / "booklet.yaml"
    kept = [
        line
        for line in settings.read_text(encoding="utf-8").splitlines()
        if not line.startswith("language:")
    ]
    settings.write_text("\n".join([*kept, f"language: {language}", ""]), encoding="utf-8")
    sheet = tmp_path / "sheet.html"
    run = CliRunner().invoke(review, [str(course), "--sheet", str(sheet)], obj=Voice())
    assert run.exit_code == 0, run.output
    written = sheet.read_text(encoding="utf-8")
    assert words in written
    assert "no such note" not in written


def test_a_sheet_of_another_kind_is_a_usage_error(course: Path) -> None:
    run = CliRunner().invoke(review, [str(course), "--sheet", "sheet.docx"], obj=Voice())
    assert run.exit_code == 2
    assert ".html or .pdf" in run.output


def test_an_editor_that_is_not_there_keeps_the_review_going(course: Path) -> None:
    def no_editor(_: str) -> str | None:
        raise click.ClickException("vi: Editing failed: No such file or directory")

    before = (course / "annotations.yaml").read_text(encoding="utf-8")
    seen: list[str] = []
    draft = draft_of(course)
    keys = iter("er")

    def read_key() -> str:
        try:
            return next(keys)
        except StopIteration:
            raise EOFError from None

    file = AnnotationsFile(course / "annotations.yaml", draft.annotations)
    session = walk(Session(draft.items), file, read_key, no_editor, lambda s: seen.append(s.told))
    assert session.decided == 1
    assert "Set EDITOR to the name of your editor" in seen[1]
    assert (course / "annotations.yaml").read_text(encoding="utf-8") != before


# -------------------------------------------------------------- remarks that were all but notes


@pytest.fixture
def sample(lamplight: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(lamplight, tmp_path / "lamplight"))


def near_of(course: Path) -> list[ReviewItem]:
    return [item for item in draft_of(course).items if item.doubt == "near"]


def skipping(course: Path, identifier: str, key: str) -> str:
    """The keys that press `key` at one item and skip those before it."""
    ids = [item.id for item in draft_of(course).items]
    return "s" * ids.index(identifier) + key


def drawn_entry(course: Path, identifier: str) -> dict[str, object]:
    result = draw_annotations(lambda _: None, course, course.name)
    assert result.value is not None
    [found] = [entry for entry in result.value.listing if entry["id"] == identifier]
    return found


@pytest.mark.slow
def test_a_remark_that_was_all_but_a_note_is_one_from_then_on_where_it_is_accepted(
    sample: Path,
) -> None:
    before = (sample / "annotations.yaml").read_text(encoding="utf-8")
    near = near_of(sample)[:2]
    assert near
    for item in near:
        reviewed(sample, skipping(sample, item.id, "a"))
        found = drawn_entry(sample, item.id)
        assert (found["status"], found["decision"], found["body"]) == (
            "placed",
            "accepted",
            item.body,
        )
    assert not {item.id for item in near} & {item.id for item in near_of(sample)}
    text = (sample / "annotations.yaml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in text.splitlines()] == []


@pytest.mark.slow
def test_one_that_is_rejected_is_not_asked_for_again(sample: Path) -> None:
    first, *others = near_of(sample)
    reviewed(sample, skipping(sample, first.id, "r"))
    assert drawn_entry(sample, first.id)["decision"] == "rejected"
    assert [item.id for item in near_of(sample)] == [item.id for item in others]


def test_one_that_nobody_decides_leaves_nothing_in_the_file(sample: Path) -> None:
    before = (sample / "annotations.yaml").read_bytes()
    reviewed(sample, "s" * len(draft_of(sample).items))
    assert (sample / "annotations.yaml").read_bytes() == before


def test_all_that_draw_writes_it_reads_again(sample: Path) -> None:
    written = draw_annotations(lambda _: None, sample, sample.name).value
    assert written is not None
    assert "\n    script:" in written.annotations
    (sample / "annotations.yaml").write_text(written.annotations, encoding="utf-8")
    again = draw_annotations(lambda _: None, sample, sample.name)
    assert again.value is not None, again.problems
    assert again.value.annotations == written.annotations


def test_what_it_would_stand_at_is_told(sample: Path) -> None:
    reasons = {item.reason.rpartition(" ")[0] for item in near_of(sample)}
    assert reasons <= {"on scene", "on these", "on this", "on the", "on"}
