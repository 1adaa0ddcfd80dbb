"""docs/cookbook.md: every recipe, on paper, on the web page and in the EPUB."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw

from booklet.build import build
from booklet.cli import commands
from booklet.outputs import Booklet
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
RECIPES = {
    int(number): text
    for number, text in re.findall(r"^## (\d+)\. (.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
}
_FILE = re.compile(r"^```(?:html|css|yaml|markdown) (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)

COURSE = {
    "booklet.yaml": "title: The Spare Key\nlanguage: en-GB\n",
    "script.fountain": """\
Title: The Spare Key

INT. STAIRWELL - EVENING

= Two neighbours wait for the light.

The light goes off.

ODA
Sit down, you are blocking the light.

JUN
(sitting)
It was off already. I smell a peel.

INT. LANDING - NIGHT

ODA
Three is how many people I was ever sure of.
""",
    "analyses/who-has-the-key.md": """\
---
title: Who has the key?
author: Nobody Yet
---

Oda reveals more than she means to when she says “Three is how many people I was ever sure of”,
which counts her whole street.
""",
    "annotations.yaml": """\
annotations:
  - id: hand-light
    quote: {exact: you are blocking the light}
    body: The only light in the house is a borrowed one.
  - id: key-three
    source: who-has-the-key
    quote: {exact: Three is how many people I was ever sure of}
    body: It counts her whole street.
""",
    "glossary.yaml": "terms:\n  - term: landing\n    meaning: The level place between two "
    "flights of stairs.\n  - term: peel\n    meaning: The skin of a fruit.\n",
}


def files_of(number: int) -> list[tuple[str, str]]:
    """The files of a recipe, and what stands in each."""
    return _FILE.findall(RECIPES[number])


def course(folder: Path, number: int) -> Path:
    """A small course with what the recipe says."""
    for name, text in COURSE.items():
        _put(folder / name, text)
    for name in ("logo.png", "portraits/who-has-the-key.png", "scenes/1.png"):
        (folder / name).parent.mkdir(exist_ok=True)
        _lamp().save(folder / name)
    for name, text in files_of(number):
        former = COURSE.get(name, "") if name == "booklet.yaml" else ""
        _put(folder / name, former + text)
    return folder


def _lamp() -> Image.Image:
    """A small picture."""
    drawn = Image.new("RGB", (240, 240), "#14344a")
    ImageDraw.Draw(drawn).ellipse((60, 60, 180, 180), fill="#f2c14e")
    return drawn.resize((60, 60))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def built(folder: Path, edition: str = "reader") -> Booklet:
    """The course in all three media, without a problem."""
    made = build(lambda _: None, folder, "my-course", epub=True, edition_name=edition)
    assert made.problems == ()
    assert made.value is not None
    return made.value


def paper(book: Booklet) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(book.pdf)]


def page(book: Booklet) -> str:
    """The web page."""
    assert book.page is not None
    return book.page


def epub(book: Booklet) -> dict[str, str]:
    """The files of the EPUB that are text; of others the name."""
    assert book.epub is not None
    with zipfile.ZipFile(io.BytesIO(book.epub)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def everywhere(book: Booklet, words: str) -> bool:
    """Whether all three media have these words."""
    media = ("\n".join(paper(book)), page(book), "\n".join(epub(book).values()))
    return all(words in " ".join(text.split()) for text in media)


def _title(book: Booklet) -> None:
    assert everywhere(book, "Harbour School, spring 2026")
    assert "Harbour School" in paper(book)[0]
    assert 'src="data:image/png' in page(book)
    assert any(name.endswith(".png") for name in epub(book))


def _colours(book: Booklet) -> None:
    assert "--accent: #1d4f6e" in page(book)
    assert b"EBGaramond" not in (book.pdf or b"")
    assert '"Source Sans 3"' in epub(book)["EPUB/style.css"]


def _foot(book: Booklet) -> None:
    shown = pypdfium2.PdfDocument(book.pdf)[2].get_textpage()

    def height(words: str) -> float:
        at, _ = shown.search(words).get_next()
        return float(shown.get_charbox(at)[1])

    assert height("borrowed") < height("sure of.")
    assert everywhere(book, "The only light in the house is a borrowed one.")


def _portraits(book: Booklet) -> None:
    assert 'class="portrait"' in page(book)
    assert any('class="portrait"' in text for text in epub(book).values())


def _piece(book: Booklet) -> None:
    assert everywhere(book, "How we meet")
    assert everywhere(book, "5 March")
    assert "how-we-meet" in epub(book)["EPUB/nav.xhtml"]
    bookmarks = pypdfium2.PdfDocument(book.pdf).get_toc()
    assert "How we meet" in [each.get_title() for each in bookmarks]


def _directions(book: Booklet) -> None:
    last = paper(book)[-1]
    assert re.search(r"1 The light goes off\., p\. \d", " ".join(last.split()))
    assert '<a href="#direction-1.1">1</a>' in page(book)
    assert 'id="direction-1.1"' in page(book)
    assert "data-place" not in page(book) + "".join(epub(book).values())
    assert "#direction-1.1" in epub(book)["EPUB/directions.xhtml"]
    assert "Directions" in epub(book)["EPUB/nav.xhtml"]


def _screenplay(book: Booklet) -> None:
    lines = "\n".join(paper(book)).splitlines()
    assert any(line.strip() == "oda" or line.strip() == "ODA" for line in lines)
    assert "screenplay" in page(book)


def _vignettes(book: Booklet) -> None:
    assert page(book).count('class="vignette"') == 1
    assert 'class="vignette"' in epub(book)["EPUB/scene-001.xhtml"]


def _columns(book: Booklet) -> None:
    assert "columns: 2" in page(book)
    assert "columns:2" in epub(book)["EPUB/style.css"].replace(" ", "")


def _dotted(book: Booklet) -> None:
    assert book.pages > 0


def _vocabulary(book: Booklet) -> None:
    assert everywhere(book, "✎")
    assert everywhere(book, "Words")
    assert 'class="show kind-vocabulary"' in page(book)
    assert "kind-vocabulary" in epub(book)["EPUB/scene-001.xhtml"]


def _exam(book: Booklet) -> None:
    assert not any("Two neighbours wait" in text for text in paper(book))
    assert "Two neighbours wait" not in page(book)
    assert "Two neighbours wait" not in epub(book)["EPUB/scene-001.xhtml"]


def _running_foot(book: Booklet) -> None:
    pages = paper(book)
    assert "Harbour School" not in pages[0]
    assert all("Harbour School" in text for text in pages[1:])


def _house(book: Booklet) -> None:
    assert "--accent: #14532d" in page(book)
    assert "#14532d" in epub(book)["EPUB/style.css"]


SHOWN: dict[int, tuple[str, Callable[[Booklet], None]]] = {
    1: ("reader", _title),
    2: ("reader", _colours),
    3: ("reader", _foot),
    4: ("reader", _portraits),
    5: ("reader", _piece),
    6: ("reader", _directions),
    7: ("reader", _screenplay),
    8: ("reader", _vignettes),
    9: ("reader", _columns),
    10: ("writing", _dotted),
    11: ("reader", _vocabulary),
    12: ("exam", _exam),
    13: ("reader", _running_foot),
    14: ("reader", _house),
}


@pytest.mark.parametrize("number", SHOWN)
def test_a_recipe_shows_in_every_medium(number: int, tmp_path: Path) -> None:
    edition, shown = SHOWN[number]
    shown(built(course(tmp_path, number), edition))


def test_a_line_with_more_notes_than_a_page_has_them_at_the_foot_and_at_the_end(
    tmp_path: Path,
) -> None:
    notes = "".join(
        f"  - id: n{number}\n    quote: {{exact: blocking the light}}\n    body: {'word ' * 40}\n"
        for number in range(40)
    )
    for name, text in COURSE.items():
        _put(tmp_path / name, text)
    _put(tmp_path / "annotations.yaml", f"annotations:\n{notes}")
    _put(tmp_path / "booklet.yaml", COURSE["booklet.yaml"] + "editions: {reader: {notes: foot}}\n")
    book = built(tmp_path)
    assert (book.notes, 30 < book.at_end < 40) == (41, True)


@pytest.mark.parametrize("number", RECIPES)
def test_a_recipe_takes_two_files_and_ten_lines_of_each(number: int) -> None:
    files = files_of(number)
    assert len({name for name, _ in files}) <= 2
    assert all(text.count("\n") <= 10 for _, text in files)


def test_a_house_style_comes_into_a_course_by_its_command(tmp_path: Path) -> None:
    for name, text in files_of(14):
        _put(tmp_path / name, text)
    for name, text in COURSE.items():
        _put(tmp_path / "one" / name, text)
    run = CliRunner()
    made = run.invoke(commands, ["house", str(tmp_path / "house"), str(tmp_path / "one")])
    assert (made.exit_code, made.output.splitlines()[0]) == (0, "harbour-school 2.1: 2 files")
    _house(built(tmp_path / "one"))
    _put(tmp_path / "one" / "house" / "styles" / "course.css", ".direction { color: red }\n")
    again = run.invoke(commands, ["house", str(tmp_path / "house"), str(tmp_path / "one")])
    assert again.exit_code == 1
    assert "[house-edited]" in again.output
    assert "red" in (tmp_path / "one" / "house" / "styles" / "course.css").read_text()
    forced = ["house", str(tmp_path / "house"), str(tmp_path / "one"), "--replace"]
    assert run.invoke(commands, forced).exit_code == 0
    assert "red" not in (tmp_path / "one" / "house" / "styles" / "course.css").read_text()


def test_a_copy_knows_what_it_was_copied_from(tmp_path: Path) -> None:
    for name, text in COURSE.items():
        _put(tmp_path / name, text)
    run = CliRunner()
    assert (
        run.invoke(commands, ["templates", "--copy", "credits.html", str(tmp_path)]).exit_code == 0
    )
    unchanged = run.invoke(commands, ["templates", "--diff", "credits.html", str(tmp_path)])
    assert "has not changed" in unchanged.output
    former = tmp_path / "templates" / "copied" / "credits.html"
    former.write_text(former.read_text("utf-8") + "<p>formerly</p>\n", encoding="utf-8")
    changed = run.invoke(commands, ["templates", "--diff", "credits.html", str(tmp_path)])
    assert "-<p>formerly</p>" in changed.output
    problems = build(lambda _: None, tmp_path, "my-course", pdf=False).problems
    assert [each.code for each in problems] == ["template-outdated"]
    assert (
        run.invoke(commands, ["templates", "--taken", "credits.html", str(tmp_path)]).exit_code == 0
    )
    assert build(lambda _: None, tmp_path, "my-course", pdf=False).problems == ()


def test_what_a_course_means_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    for name, text in COURSE.items():
        _put(tmp_path / name, text)
    _put(tmp_path / "templates" / "direction.html", "{# nothing is done #}")
    lost = build(lambda _: None, tmp_path, "my-course", page=False)
    assert {each.code for each in lost.problems} <= {"direction-lost", "direction-cut"}
    assert lost.value is None
    _put(tmp_path / "booklet.yaml", COURSE["booklet.yaml"] + "accept: [direction-lost]\n")
    meant = build(lambda _: None, tmp_path, "my-course", page=False)
    assert meant.problems == ()
    assert meant.value is not None
    assert "accepted by booklet.yaml: 1 × direction-" in meant.value.left_out
    _put(tmp_path / "booklet.yaml", COURSE["booklet.yaml"] + "accept: [speech-lost]\n")
    (never,) = build(lambda _: None, tmp_path, "my-course", page=False).problems
    assert "`speech-lost` cannot be accepted" in never.message
