"""`editions:`, `binding:` and `sides:` in `booklet.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model import EditionChoice, NoteChoice, Paper, PrintOptions, Settings, Span
from booklet.printing import PAPERS as SHEETS
from booklet.problems import Problem
from booklet.read.keys.editions import BUILT_IN
from booklet.read.keys.settings import read_settings


def read(folder: Path, text: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    path = folder / "booklet.yaml"
    path.write_text(f"title: Low Water\n{text}", encoding="utf-8")
    found = read_settings(path, "booklet.yaml")
    return (found.value.settings if found.value else None), found.problems


def editions(folder: Path, text: str) -> dict[str, EditionChoice]:
    settings, problems = read(folder, f"editions:\n{text}")
    assert problems == ()
    assert settings is not None
    return {choice.name: choice for choice in settings.editions}


def test_a_course_that_says_nothing_has_the_seven(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, "")
    assert settings is not None
    assert settings.editions == tuple(BUILT_IN.values())
    assert (settings.binding, settings.sides) == (0.0, "two")


def test_an_edition_says_only_what_it_does_otherwise(tmp_path: Path) -> None:
    found = editions(tmp_path, "  student: {lines: 3}\n  exam: {like: student, title: Exam}\n")
    assert (found["student"].lines, found["student"].questions_at) == (3, "scene")
    assert (found["exam"].lines, found["exam"].title) == (3, "Exam")
    assert list(found)[-1] == "exam"


def test_an_edition_that_is_like_nothing_is_like_the_readers(tmp_path: Path) -> None:
    found = editions(tmp_path, "  short: {notes: {longest: 20}}\n")
    assert found["short"].notes == NoteChoice(longest=20)


def test_the_pieces_behind_the_script_may_be_given_alone(tmp_path: Path) -> None:
    choice = editions(tmp_path, "  short: {back: [questions, credits]}\n")["short"]
    assert (choice.front, choice.back) == (None, ("questions", "credits"))


@pytest.mark.parametrize(
    ("text", "name", "front"),
    [
        ("  a: {back: [cast, credits]}", "a", ("title-page", "how-to-read", "contents")),
        ("  a: {back: [cast]}\n  b: {like: a}", "b", ("title-page", "how-to-read", "contents")),
        ("  a: {front: [cast, synopsis]}\n  b: {like: a, back: [cast]}", "b", ("synopsis",)),
        ("  a: {back: [cast]}\n  b: {like: a, front: [cast]}", "b", ("cast",)),
        ("  student: {back: [contents]}", "student", ("title-page", "how-to-read", "cast")),
    ],
)
def test_a_piece_that_an_edition_has_behind_the_script_leaves_the_front_it_inherits(
    tmp_path: Path, text: str, name: str, front: tuple[str, ...]
) -> None:
    assert editions(tmp_path, f"{text}\n")[name].front == front


def test_a_piece_of_the_courses_front_stays_where_an_edition_of_every_course_has_it_behind(
    tmp_path: Path,
) -> None:
    settings, _ = read(tmp_path, "front: [credits]\n")
    assert settings is not None
    assert {choice.name: choice.front for choice in settings.editions}["plain"] is None


def test_every_key_has_its_place(tmp_path: Path) -> None:
    text = """\
  big:
    like: part
    role: MARA
    title: Mara
    notes: {at: below, sources: [the-join, editor], themes: sea, kinds: all, longest: 30}
    questions: answers
    questions_at: scene
    lines: page
    ruled_margin: yes
    front: title-page
    back: [glossary, credits]
    italics: no
    type: 20pt
    paper: legal
    theme: ink
    binding: 12mm
    sides: one
"""
    choice = editions(tmp_path, text)["big"]
    assert choice.span is not None
    assert str(choice.span) == "booklet.yaml:3:3"
    assert choice == EditionChoice(
        name="big",
        title="Mara",
        notes=NoteChoice("below", ("the-join", ""), ("sea",), ("all",), 30),
        questions="answers",
        questions_at="scene",
        lines=None,
        ruled_margin="lines",
        italics=False,
        type_size=20.0,
        part=True,
        role="MARA",
        front=("title-page",),
        back=("glossary", "credits"),
        paper=Paper("legal", 215.9, 355.6),
        theme="ink",
        binding=12.0,
        sides="one",
        span=choice.span,
    )


def test_who_chooses_notes_for_an_edition_without_any_sees_them(tmp_path: Path) -> None:
    found = editions(tmp_path, "  mine: {like: plain, notes: {sources: editor}}\n")
    assert found["mine"].notes == NoteChoice("margin", sources=("",))
    assert editions(tmp_path, "  mine: {like: plain}\n")["mine"].notes.at == "none"


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("editions: {exam: {like: studnet}}", "unknown-edition", "2:12", "Did you mean `student`"),
        ("editions: {a: {like: b}, b: {like: a}}", "edition-in-a-circle", "2:26", "a → b → a"),
        ("editions: {Exam 2: {title: x}}", "wrong-edition", "2:12", "small letters"),
        ("editions: {exam: {role: UNA}}", "role-without-part", "2:12", "like: part"),
        ("editions: {exam: {lins: 3}}", "unknown-key", "2:19", "Did you mean `lines`"),
        ("editions: {exam: {notes: margins}}", "wrong-value", "2:26", "margin"),
        ("editions: {exam: {notes: {theme: a}}}", "unknown-key", "2:27", "themes"),
        ("editions: {exam: {lines: many}}", "wrong-number", "2:26", "0 to 40"),
        ("editions: {exam: {type: 90pt}}", "wrong-length", "2:25", "36"),
        ("binding: staples", "wrong-value", "2:10", "Did you mean `staple`"),
        ("binding: 90mm", "wrong-length", "2:10", "40"),
        ("paper: half-leter", "wrong-value", "2:8", "Did you mean `half-letter`"),
        ("sides: both", "wrong-value", "2:8", "`one` or `two`"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, text: str, code: str, place: str, words: str
) -> None:
    settings, problems = read(tmp_path, text + "\n")
    assert settings is None or code == "unknown-key"
    problem = problems[0]
    assert (problem.code, str(problem.span)) == (code, f"booklet.yaml:{place}")
    assert words in problem.message + problem.hint


def printing(folder: Path, text: str) -> dict[str, PrintOptions | None]:
    settings, problems = read(folder, text)
    assert problems == ()
    assert settings is not None
    return {choice.name: choice.printing for choice in settings.editions}


def test_without_print_no_edition_is_put_on_sheets(tmp_path: Path) -> None:
    assert set(printing(tmp_path, "").values()) == {None}


def test_what_the_course_says_of_print_is_for_all_editions(tmp_path: Path) -> None:
    found = printing(tmp_path, "print: signatures\n")
    assert {options and options.layout for options in found.values()} == {"signatures"}


def test_an_edition_prints_as_the_course_does_save_for_what_it_says(tmp_path: Path) -> None:
    text = """\
print: {layout: signatures, flip: long}
editions:
  teacher: {print: {paper: a3}}
  exam: {like: teacher, print: {flip: short}}
  plain: {print: none}
"""
    found = printing(tmp_path, text)
    teacher, exam = found["teacher"], found["exam"]
    assert teacher is not None
    assert exam is not None
    assert (teacher.layout, teacher.flip, teacher.paper) == ("signatures", "long", SHEETS["a3"])
    assert (exam.layout, exam.flip, exam.paper) == ("signatures", "short", SHEETS["a3"])
    assert found["plain"] is None


def test_one_edition_alone_may_be_put_on_sheets(tmp_path: Path) -> None:
    found = printing(tmp_path, "editions:\n  student: {print: saddle}\n")
    assert [name for name, options in found.items() if options] == ["student"]


def test_every_key_of_print_has_its_place(tmp_path: Path) -> None:
    text = """\
print:
  layout: quarto
  sheets_per_signature: 3
  paper: 320mm x 450mm
  flip: long
  binding: right
  creep: 1.5mm
  crop_marks: yes
  fold_marks: true
  cover: yes
  back_cover: yes
  gutter: 8mm
"""
    assert printing(tmp_path, text)["reader"] == PrintOptions(
        layout="quarto",
        sheets_per_signature=3,
        paper=Paper("", 320, 450),
        flip="long",
        binding="right",
        creep=1.5,
        crop_marks=True,
        fold_marks=True,
        cover=True,
        back_cover=True,
        gutter=8,
        span=Span("booklet.yaml", 2, 1),
    )


@pytest.mark.parametrize("weight", ["80", "80 g", "80g/m2", "80 gsm"])
def test_the_weight_of_paper_is_written_as_people_write_it(tmp_path: Path, weight: str) -> None:
    options = printing(tmp_path, f"print: {{paper_weight: {weight}, cut: no}}")["reader"]
    assert options is not None
    assert options.paper_weight == 80
