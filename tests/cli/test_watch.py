"""A course is built when it is saved, and what was built can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from booklet.cli.watch import changes

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "booklet.yaml").write_text("title: Low Water\n")
    (folder / "script.fountain").write_text("INT. ROOM - DAY\n\nADA\nSo?\n")
    return folder


def waiting(*steps: Callable[[], object]) -> Callable[[], None]:
    """Does one thing each time that is waited, then ends as Ctrl-C does."""
    left = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return wait


def nothing() -> None:
    pass


def times(found: Iterator[None]) -> int:
    count = 0
    try:
        for _ in found:
            count += 1
    except KeyboardInterrupt:
        return count
    raise AssertionError("it ended by itself")


def test_what_does_not_change_is_built_once(course: Path) -> None:
    assert times(changes(course, waiting(nothing, nothing, nothing))) == 1


def test_a_file_that_is_saved_is_built_once_it_stays_as_it_is(course: Path) -> None:
    script = course / "script.fountain"
    steps = (
        nothing,
        lambda: script.write_text("INT. ROOM - DAY\n\nADA\nNo"),  # in two steps
        lambda: script.write_text("INT. ROOM - DAY\n\nADA\nNo?\n"),
        nothing,
        nothing,
    )
    assert times(changes(course, waiting(*steps))) == 2


def test_what_was_built_starts_nothing(course: Path) -> None:
    built = course / "build"
    assert times(changes(course, waiting(nothing, built.mkdir, nothing))) == 1


def test_a_course_is_built_and_built_anew_with_its_errors_told(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = course / "booklet.yaml"
    steps = (nothing, lambda: settings.write_text("titel: Low Water\n"), nothing)
    wait = waiting(*steps)
    monkeypatch.setattr("booklet.cli.watch.time.sleep", lambda _: wait())
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    result = CliRunner().invoke(commands, ["watch", str(course), "--open"])
    assert result.exit_code == 0
    assert "Low Water" in result.output
    assert "[unknown-key]" in result.output
    assert result.output.count("Ctrl-C ends it") == 2
    assert opened == [str(course / "build" / "course.html")]


def test_what_a_build_made_is_opened_the_page_first(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    for options, name in (((), "course.html"), (("--no-html",), "course.pdf")):
        CliRunner().invoke(commands, ["build", str(course), "--open", *options])
        assert opened.pop() == str(course / "build" / name)
    (course / "booklet.yaml").write_text("titel: Low Water\n")
    CliRunner().invoke(commands, ["build", str(course), "--open"])
    assert opened == []
