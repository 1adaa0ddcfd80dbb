"""From a course folder to files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import page as ua
import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from booklet.cli.new import starter_files

pytestmark = pytest.mark.usefixtures("in_this_process")

Change = Callable[[Path], object]


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course that `booklet new` makes, called `course` by whoever stands beside it."""
    monkeypatch.chdir(tmp_path)
    for name, content in starter_files().items():
        path = Path("course", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return Path("course")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------------- what succeeds


@pytest.mark.usefixtures("child")
def test_a_new_course_builds_without_a_complaint(course: Path) -> None:
    result = booklet("build", course)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (course / "build" / "course.pdf").read_bytes().startswith(b"%PDF-")
    page = (course / "build" / "course.html").read_text("utf-8")
    assert "Everybody who telephones is somebody." in page
    assert "It is the only sum in the play" in page


def test_an_epub_is_made_when_it_is_asked_for(course: Path) -> None:
    assert booklet("build", course, "--no-pdf", "--no-html", "--epub").exit_code == 0
    assert [path.name for path in (course / "build").iterdir()] == ["course.epub"]
    again = (course / "build" / "course.epub").read_bytes()
    assert booklet("build", course, "--no-pdf", "--no-html", "--epub").exit_code == 0
    assert (course / "build" / "course.epub").read_bytes() == again


@pytest.mark.slow
@pytest.mark.usefixtures("child")
def test_a_new_course_passes_check_draw_and_proof(course: Path) -> None:
    assert booklet("check", course, "--strict").exit_code == 0
    drawn = booklet("draw", course, "--json")
    assert drawn.exit_code == 0
    assert {entry["status"] for entry in json.loads(drawn.stdout)} == {"placed"}
    assert (course / "annotations.yaml").is_file()
    assert booklet("build", course).exit_code == 0
    account = booklet("proof", course, "--json")
    assert account.exit_code == 0
    assert {note["state"] for note in json.loads(account.stdout)["notes"]} == {"printed"}


def test_drawing_twice_changes_nothing(course: Path) -> None:
    booklet("draw", course)
    first = (course / "annotations.yaml").read_bytes()
    booklet("draw", course)
    assert (course / "annotations.yaml").read_bytes() == first


def test_one_format_alone(course: Path) -> None:
    booklet("build", course, "--no-pdf")
    assert sorted(files_in(course / "build")) == ["course.html"]
    shutil.rmtree(course / "build")
    booklet("build", course, "--no-html")
    assert sorted(files_in(course / "build")) == ["course.pdf"]


@pytest.mark.slow
def test_a_word_longer_than_any_line_stays_on_the_page(course: Path) -> None:
    with (course / "script.fountain").open("a", encoding="utf-8") as script:
        script.write("\nJUN\n" + "w" * 2000 + "\n")
    note = f"annotations:\n  - id: long\n    target: '1.1'\n    body: {'x' * 2000}\n"
    (course / "annotations.yaml").write_text(note, "utf-8")
    result = booklet("build", course)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_unicode_are_read(course: Path, encoding: str) -> None:
    recode(course / "script.fountain", encoding)
    result = booklet("build", course, "--no-pdf")
    assert (result.exit_code, result.stderr) == (0, "")


def test_windows_text_is_read_with_a_warning(course: Path) -> None:
    append(course / "script.fountain", "\nJUN\nA café.\n")
    recode(course / "script.fountain", "cp1252")
    result = booklet("build", course, "--no-pdf")
    assert result.exit_code == 0
    assert "course/script.fountain" in result.stderr
    assert "1 warning" in result.stderr
    assert "café" in (course / "build" / "course.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("child")
def test_signs_of_many_kinds_are_printed_in_every_place(course: Path) -> None:
    signs = "★ ☎ ✉ ⁂ ① ↩ ♪ 𝄞 → ½ ₿ 🙂 👩‍👩‍👧 ❤️ 1️⃣ 🇩🇪 ѣ ἦν"
    replace(course / "booklet.yaml", "title: ", f"title: {signs} ")
    append(
        course / "script.fountain",
        f"\nINT. {signs}\n\nThe {signs} rings.\n\nJUN {signs}\n({signs})\nA {signs}.\n"
        "\nJUN\nShe said שָׁלוֹם עולם, and السلام عليكم بيت to him.\n",
    )
    with_annotations(f"  - {{id: a, target: '1.1', body: 'A *{signs}* or **{signs}**.'}}\n")(course)
    result = booklet("build", course, "--epub")
    assert (result.exit_code, result.stderr) == (0, "")
    pdf = (course / "build" / "course.pdf").read_bytes()
    report = ua.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    assert "Booklet Signs" in (course / "build" / "course.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("child")
def test_a_character_that_no_font_has_is_a_warning_and_an_error_to_the_strict(course: Path) -> None:
    append(course / "script.fountain", "\nJUN\nA \U00013080 on the wall. ★ ☎ ✉ ⁂ ① ↩ 🙂\n")
    result = booklet("build", course)
    assert result.exit_code == 0
    assert "course/script.fountain:" in result.stderr
    assert result.stderr.endswith("\n1 warning\n")
    assert booklet("check", course).exit_code == 0
    assert booklet("check", course, "--strict").exit_code == 1


def test_a_speaker_in_no_cast_list_is_told_of(course: Path) -> None:
    append(course / "booklet.yaml", "cast: [ODA, JUN]\n")
    replace(course / "script.fountain", "JUN\nThat was somebody.", "JUNE\nThat was somebody.")
    result = booklet("check", course)
    assert result.exit_code == 1
    assert "course/script.fountain:57:1: error: `JUNE` is in no cast list" in result.stderr
    assert "`JUN`" in result.stderr


# ---------------------------------------------------------------------------- what fails


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def recode(path: Path, encoding: str) -> None:
    path.write_bytes(path.read_text("utf-8").encode(encoding))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def with_annotations(*entries: str) -> Change:
    return lambda course: write(course / "annotations.yaml", "annotations:\n" + "".join(entries))


def template(name: str, text: str) -> Change:
    return lambda course: write(course / "templates" / name, text)


def broken_xml(course: Path) -> None:
    (course / "script.fountain").unlink()
    replace(course / "booklet.yaml", "script.fountain", "script.xml")
    write(course / "script.xml", "<TEI>\n<text>\n<body></TEI>")


NOTE = "  - {id: a, quote: {exact: blocking the light}, body: A note.}\n"

BAD_INPUT: dict[str, tuple[Change, str]] = {
    "no settings": (
        lambda course: (course / "booklet.yaml").unlink(),
        "error: course/booklet.yaml is not there",
    ),
    "no script": (
        lambda course: (course / "script.fountain").unlink(),
        "course/booklet.yaml:12:9: error: the script course/script.fountain is not there",
    ),
    "unknown key": (
        lambda course: append(course / "booklet.yaml", "papr: a4\n"),
        "course/booklet.yaml:19:1: error:",
    ),
    "broken YAML": (
        lambda course: append(course / "booklet.yaml", "cast: [ODA\n"),
        "course/booklet.yaml:1",
    ),
    "broken XML": (broken_xml, "course/script.xml:3:"),
    "bytes that are no text": (
        lambda course: (course / "script.fountain").write_bytes(b"INT. ROOM\n\nODA\nA\x81\x00\n"),
        "course/script.fountain:",
    ),
    "empty script": (
        lambda course: write(course / "script.fountain", ""),
        "course/script.fountain:1:1: error:",
    ),
    "analysis without title": (
        lambda course: replace(
            course / "analyses" / "who-has-the-key.md", "title: Who has the key?\n", ""
        ),
        "course/analyses/who-has-the-key.md:1",
    ),
    "quote that is nowhere": (
        with_annotations("  - {id: a, quote: {exact: a submarine}, body: A note.}\n"),
        "course/annotations.yaml:2:",
    ),
    "duplicate ids": (with_annotations(NOTE, NOTE), "course/annotations.yaml:3:"),
    "unclosed template": (
        template("note.html", "<p>\n{% if %}</p>\n"),
        "course/templates/note.html:2",
    ),
    "unknown name in a template": (
        template("note.html", "<p>\n\n{{ no_such_thing }}</p>\n"),
        "course/templates/note.html:3",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_told_at_its_place_and_changes_no_file(course: Path, name: str) -> None:
    change, expected = BAD_INPUT[name]
    write(course / "build" / "course.pdf", "the last good one")
    change(course)
    before = files_in(course)
    result = booklet("build", course)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line for line in result.stderr.splitlines() if expected in line], result.stderr
    assert "1 error" in result.stderr.splitlines()[-1]
    assert files_in(course) == before


def test_a_course_that_is_not_there(course: Path) -> None:
    result = booklet("build", "cuorse")
    assert result.exit_code == 1
    assert "there is no folder cuorse" in result.stderr
    assert f"`{course}`" in result.stderr


def test_all_problems_of_all_files_come_at_once(course: Path) -> None:
    for name in ("unknown key", "analysis without title", "duplicate ids"):
        BAD_INPUT[name][0](course)
    result = booklet("check", course, "--json")
    assert result.exit_code == 1
    places = {problem["file"] for problem in json.loads(result.stdout)}
    assert places == {
        "course/annotations.yaml",
        "course/booklet.yaml",
        "course/analyses/who-has-the-key.md",
    }


def test_a_speech_that_a_style_hides_is_a_loss_and_fails_the_build(course: Path) -> None:
    booklet("build", course)
    before = files_in(course / "build")
    write(course / "styles" / "extra-print.css", ".sp { display: none }\n")
    result = booklet("build", course)
    assert result.exit_code == 1
    assert "course/script.fountain:" in result.stderr
    assert files_in(course / "build") == before


def test_pages_are_not_set_for_a_course_with_errors(course: Path) -> None:
    BAD_INPUT["quote that is nowhere"][0](course)
    stages = booklet("--verbose", "build", course).stderr
    assert "filling the templates" in stages
    assert "setting the pages" not in stages


def test_a_style_that_cannot_be_read_for_page_and_print_is_told_once(course: Path) -> None:
    (course / "styles").mkdir()
    (course / "styles" / "course.css").write_bytes(b".sp { content: \x81\xff }\n")
    result = booklet("build", course)
    told = [line for line in result.stderr.splitlines() if "course/styles/course.css" in line]
    assert len(told) == 1, result.stderr


@pytest.mark.parametrize(
    "command",
    ["build", "check", "draw", "plan --meetings 2 --minutes 60", "editions", "review --json"],
)
def test_a_course_that_is_a_link_to_itself_is_not_there(tmp_path: Path, command: str) -> None:
    (tmp_path / "course").symlink_to("course")
    result = booklet(*command.split(), tmp_path / "course")
    assert result.exit_code == 1
    assert f"there is no folder {tmp_path / 'course'} [course-missing]" in result.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("child")
def test_a_template_without_end_is_ended(course: Path) -> None:
    endless = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
    template("note.html", endless + "{% endfor %}{% endfor %}{% endfor %}")(course)
    result = booklet("build", course, "--time-limit", "5")
    assert result.exit_code == 1
    assert "error:" in result.stderr
    assert not (course / "build").exists()
