"""What a person has written is never written over, moved or lost."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from booklet.problems import Result as Read
from booklet.read.annotations import parse_annotations
from booklet.writing import NOTHING, ChangedMeanwhileError, fingerprint, saved_like, write_files
from tests.children import without_child
from tests.messages.cases import small_course

ESSAY = "---\ntitle: Tides\n---\n\n“It is always me,” says Horn, and nobody has asked him twice.\n"
OWN = """\
# my notes, in my order

annotations:

  - id: "late"   # the last one first
    target: '1.2'
    body:   Kept  as   it is.

  - {id: early, quote: {exact: Is that you}, body: Flow style.}   # a comment behind
    # and one below

# the end, mine too
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    without_child(monkeypatch)
    folder = small_course(tmp_path / "my-course")
    (folder / "analyses").mkdir()
    (folder / "analyses" / "tides.md").write_text(ESSAY, encoding="utf-8")
    return folder


def booklet(line: str) -> Result:
    return CliRunner().invoke(commands, shlex.split(line))


def says(course: Path, *speeches: str) -> None:
    """Write a script of one scene."""
    lines = "".join(f"      - {speech}\n" for speech in speeches)
    text = f"scenes:\n  - heading: LAMP ROOM\n    elements:\n{lines}"
    (course / "script.yaml").write_text(text, encoding="utf-8")


def and_then(monkeypatch: pytest.MonkeyPatch, save: Callable[[], object]) -> None:
    """Let a person save a file when the job of the command has just done its work."""
    job: Callable[..., Any] = import_module("booklet.cli.course").Child.run

    def run(*arguments: object, **options: Any) -> Any:
        result = job(*arguments, **options)
        save()
        return result

    monkeypatch.setattr("booklet.cli.course.Child.run", run)


# ------------------------------------------------------------- saved while a command runs


def test_draw_does_not_write_over_a_file_saved_while_it_ran(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = course / "annotations.yaml"
    file.write_text("annotations: []\n")
    and_then(monkeypatch, lambda: file.write_text("annotations: []  # mine\n"))
    result = booklet("draw my-course")
    assert result.exit_code == 2
    assert "another program has saved it while booklet was at work" in result.stderr
    assert file.read_text() == "annotations: []  # mine\n"


def test_draw_does_not_write_over_a_file_made_while_it_ran(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = course / "annotations.yaml"
    and_then(monkeypatch, lambda: file.write_text("annotations: []  # mine\n"))
    assert booklet("draw my-course").exit_code == 2
    assert file.read_text() == "annotations: []  # mine\n"


PAGE = (
    "JUN\nIs the lamp lit on the other side of the bay?\n\nODA\nIt has been lit all night long.\n"
)
FOUNTAIN = f"Title: Tides\n\nINT. LAMP ROOM - NIGHT\n\n{PAGE}\nJUN\nThen who put it out again?\n"


@pytest.fixture
def imported(course: Path) -> Path:
    """A course made by import of a script."""
    page = course.parent / "play.fountain"
    page.write_text(FOUNTAIN, encoding="utf-8")
    result = booklet("import play.fountain --into made")
    assert result.exit_code == 0, result.stderr
    return course.parent / "made"


def test_import_does_not_write_over_a_file_saved_while_it_ran(
    imported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (imported.parent / "more.md").write_text(ESSAY * 3, encoding="utf-8")
    file = imported / "import.yaml"
    mine = file.read_text() + "# mine\n"
    and_then(monkeypatch, lambda: file.write_text(mine))
    result = booklet("import more.md --into made")
    assert result.exit_code == 2
    assert file.read_text() == mine


def test_nothing_is_put_where_something_came_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhileError):
        write_files({tmp_path / "a": b"ours"}, former={tmp_path / "a": NOTHING})
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_was_put_in_another_files_place_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    seen = fingerprint(tmp_path / "a")
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_bytes(b"one")
    (tmp_path / "a").symlink_to("b")
    with pytest.raises(ChangedMeanwhileError):
        write_files({tmp_path / "a": b"ours"}, former={tmp_path / "a": seen})


# --------------------------------------------------------------- notes at a place by number


def test_a_note_by_number_goes_with_its_words_when_a_speech_is_put_before(course: Path) -> None:
    (course / "annotations.yaml").write_text(
        'annotations:\n  - id: mine\n    target: "1.2"\n    body: He means it.\n'
    )
    assert booklet("draw my-course").exit_code == 0
    assert "was:" in (course / "annotations.yaml").read_text()
    says(course, "HORN: Wait.", "MARA: Is that you?", "HORN: It is always me.")
    result = booklet("build my-course --no-pdf")
    assert "note mine: what was 1.2 is 1.3 now, and the note went there" in result.stderr
    assert 'Write `target: "1.3"`' in result.stderr
    page = (course / "build" / "my-course.html").read_text()
    assert page.index("Is that you?") < page.index("He means it.")


def test_a_note_by_number_whose_words_are_gone_is_told_and_kept_out(course: Path) -> None:
    (course / "annotations.yaml").write_text(
        'annotations:\n  - id: mine\n    target: "1.2"\n    body: He means it.\n'
    )
    booklet("draw my-course")
    says(course, "MARA: Is that you?", "HORN: The boat has come in with nobody aboard.")
    result = booklet("build my-course --no-pdf")
    assert result.exit_code == 1
    assert "“It is always me” stood at 1.2" in result.stderr


def test_a_note_by_number_stays_where_its_speech_is_only_corrected(course: Path) -> None:
    says(course, "MARA: Is that you?", "HORN: It is alwas me, as it was me yesterday.")
    (course / "annotations.yaml").write_text(
        'annotations:\n  - id: mine\n    target: "1.2"\n    body: He means it.\n'
    )
    booklet("draw my-course")
    says(course, "MARA: Is that you?", "HORN: It is always me, as it was me yesterday.")
    result = booklet("build my-course --no-pdf")
    assert result.exit_code == 0
    assert "note mine" not in result.stderr


def test_a_note_on_one_of_many_like_speeches_stays_with_its_own(course: Path) -> None:
    says(course, "MARA: Is that you?", "HORN: Yes.", "MARA: Are you cold?", "HORN: Yes.")
    (course / "annotations.yaml").write_text(
        'annotations:\n  - id: mine\n    target: "1.4"\n    body: He is not.\n'
    )
    booklet("draw my-course")
    says(
        course,
        *("MARA: Is that you?", "HORN: Yes.", "MARA: Really?", "HORN: Yes."),
        *("MARA: Are you cold?", "HORN: Yes."),
    )
    told = booklet("build my-course --no-pdf").stderr
    assert "what was 1.4 is 1.6 now" in told


# ------------------------------------------------------------------- the file as it was


def test_draw_keeps_order_comments_and_style_of_a_persons_file(course: Path) -> None:
    file = course / "annotations.yaml"
    file.write_text(OWN, encoding="utf-8")
    assert booklet("draw my-course").exit_code == 0
    drawn = file.read_text(encoding="utf-8")
    kept = [line for line in drawn.splitlines() if line in OWN.splitlines()]
    assert [line for line in kept if line] == [line for line in OWN.splitlines() if line]
    assert drawn.startswith('# my notes, in my order\n\nannotations:\n\n  - id: "late"   # the')
    assert drawn.endswith("# the end, mine too\n")
    assert "source: tides" in drawn
    assert booklet("draw my-course").exit_code == 0
    assert file.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(
    "own",
    [
        "# mine\n- id: late   # last\n  target: '1.2'\n  body: Mine.\n# the end\n",
        "# mine\n[{id: late, target: '1.2', body: Mine.},   # late\n"
        "{id: early, target: '1.1', body: Two.}] # [both]\n# the end\n",
        "# mine\nannotations: [ # a list\n"
        "{id: late, target: '1.2', body: '# no comment'}]\n# end\n",
        "# mine\n[]   # none yet\n",
        "# mine\nannotations: []   # none yet\n",
        "# mine\nannotations:   # none yet\n\n# the end\n",
        "# mine, and nothing else\n",
    ],
    ids=["bare", "bare-in-brackets", "in-brackets", "bare-empty", "empty", "nothing", "comments"],
)
def test_draw_keeps_each_comment_in_whatever_form_the_list_is(course: Path, own: str) -> None:
    file = course / "annotations.yaml"
    file.write_text(own, encoding="utf-8")
    assert booklet("draw my-course").exit_code == 0
    drawn = file.read_text(encoding="utf-8")
    comments = re.findall("(?<!')#.*", own)
    assert [line for line in re.findall("(?<!')#.*", drawn) if line in comments] == comments
    ids = [record.id for record in parse_annotations(drawn, "").value or ()]
    assert [name for name in ids if "-" not in name] == re.findall(r"id: (\w+)", own)
    assert len(ids) == own.count("id:") + 1
    assert drawn.startswith("# mine")
    assert booklet("draw my-course").exit_code == 0
    assert file.read_text(encoding="utf-8") == drawn


def test_a_list_whose_drawn_entries_all_go_is_an_empty_one(course: Path) -> None:
    file = course / "annotations.yaml"
    booklet("draw my-course")
    bare = file.read_text(encoding="utf-8").partition("annotations:\n")[2]
    for head in ("", "# mine\n\nannotations:   # drawn\n"):
        file.write_text(head + bare, encoding="utf-8")
        (course / "analyses" / "tides.md").write_text("---\ntitle: Tides\n---\n\nSo.\n")
        assert booklet("draw my-course").exit_code == 0
        drawn = file.read_text(encoding="utf-8")
        assert parse_annotations(drawn, "") == Read(())
        assert re.findall("#.*", drawn) == re.findall("#.*", head)


def test_a_note_at_the_end_stays_at_the_end(course: Path) -> None:
    file = course / "annotations.yaml"
    booklet("draw my-course")
    mine = "\n  - id: mine\n    quote: {exact: Is that you}\n    body: Mine.\n"
    file.write_text(file.read_text() + mine)
    booklet("draw my-course")
    assert file.read_text().endswith(mine)


def test_draw_keeps_line_ends_and_byte_order_mark(course: Path) -> None:
    file = course / "annotations.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    booklet("draw my-course")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# my notes, in my order\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_script_saved_in_another_encoding_is_kept_byte_for_byte(
    imported: Path, encoding: str
) -> None:
    script = imported / "script.fountain"
    mine = script.read_text(encoding="utf-8").replace("all night long", "toute la soirée")
    script.write_bytes(mine.encode(encoding))
    newer = FOUNTAIN.replace("put it out again", "lit it again")
    (imported / "sources" / "play.fountain").write_text(newer, encoding="utf-8")
    result = booklet("import --into made")
    assert "not as UTF-8; it stays as it is" in result.stderr
    assert "[kept-yours]" in result.stderr
    assert script.read_bytes() == mine.encode(encoding)


def test_line_ends_of_a_script_stay_through_an_import(imported: Path) -> None:
    script = imported / "script.fountain"
    mine = script.read_text(encoding="utf-8").replace("all night long", "all evening")
    script.write_bytes(mine.replace("\n", "\r\n").encode())
    newer = FOUNTAIN.replace("put it out again", "lit it again")
    (imported / "sources" / "play.fountain").write_text(newer, encoding="utf-8")
    assert booklet("import --into made").exit_code == 0
    wanted = mine.replace("put it out again", "lit it again").replace("\n", "\r\n")
    assert script.read_bytes() == wanted.encode()


def test_a_second_script_that_is_not_used_is_told(imported: Path) -> None:
    again = FOUNTAIN + "\nODA\nNobody who is still alive to tell you.\n"
    (imported.parent / "play.fountain").write_text(again, encoding="utf-8")
    result = booklet("import play.fountain --into made")
    assert "nothing of it is in the course" in result.stderr
    assert "[script-not-used]" in result.stderr


@pytest.mark.parametrize(
    ("former", "saved"),
    [
        (None, b"a\nb\n"),
        (b"x\n", b"a\nb\n"),
        (b"x\r\ny\r\n", b"a\r\nb\r\n"),
        (b"x\r\ny\n", b"a\nb\n"),
        (b"\xef\xbb\xbfx\r\n", b"\xef\xbb\xbfa\r\nb\r\n"),
        ("x\r\n".encode("utf-16"), "a\r\nb\r\n".encode("utf-16")),
        (b"\xfe\xff\0x\0\n", b"\xfe\xff\0a\0\n\0b\0\n"),
        ("x\n".encode("utf-32"), "a\nb\n".encode("utf-32")),
    ],
)
def test_a_text_is_saved_as_the_one_before_it_was(former: bytes | None, saved: bytes) -> None:
    assert saved_like("a\nb\n", former) == saved
