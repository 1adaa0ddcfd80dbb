"""Pictures of the course that its templates show: on the page, on paper and in the EPUB."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.model import Edition
from booklet.problems import Result
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put

Compose = Callable[[Edition, Path], Result[object]]
ALL: list[Compose] = [compose_page, compose_print, compose_epub]  # type: ignore[list-item]

TITLE = '<section class="title-page">\n<h1>{{{{ title }}}}</h1>\n{}\n</section>'


def map_of(course: Path, name: str = "map.png") -> bytes:
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (30, 20)).save(course / name)
    return (course / name).read_bytes()


def shown(course: Path, tag: str) -> None:
    put(course, "templates/title-page.html", TITLE.format(tag))


def test_the_page_carries_the_picture_in_itself(tmp_path: Path) -> None:
    data = map_of(tmp_path)
    shown(tmp_path, "<img class=map src='map.png' alt='A map &amp; more'>")
    result = compose_page(screenplay(), tmp_path)
    assert result.problems == ()
    assert result.value is not None
    address = f"data:image/png;base64,{b64encode(data).decode()}"
    assert f'<img class="map" src="{address}" alt="A map &amp; more">' in result.value


def test_paper_asks_the_typesetter_for_it(tmp_path: Path) -> None:
    map_of(tmp_path)
    shown(tmp_path, '<img src="map.png" alt="x">')
    document = compose_print(screenplay(), tmp_path).value
    assert document is not None
    assert '<img src="map.png" alt="x">' in document.html


def test_the_epub_has_it_as_a_file_of_its_own(tmp_path: Path) -> None:
    data = map_of(tmp_path, "pictures/the map.png")
    shown(tmp_path, '<img src="pictures/the%20map.png" alt="x"> <img src="styles/a.svg" alt="">')
    put(tmp_path, "styles/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    epub = compose_epub(screenplay(), tmp_path).value
    assert epub is not None
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        assert archive.read("EPUB/picture-1.png") == data
        assert b'<img src="picture-1.png" alt="x"/>' in archive.read("EPUB/title-page.xhtml")
        package = etree.fromstring(archive.read("EPUB/package.opf"))
    items = {item.get("href"): item.get("media-type") for item in package.iter("{*}item")}
    assert items["picture-1.png"] == "image/png"
    assert items["picture-2.svg"] == "image/svg+xml"


@pytest.mark.parametrize("compose", ALL)
@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("<img src='gone.png' alt='x'>", "there is no such file"),
        ("<img src='Map.png' alt='x'>", "is called “map.png”"),
        ("<img src='../map.png' alt='x'>", "outside of the course"),
        ("<img src='booklet.yaml' alt='x'>", "are not used"),
        ("<img src='styles/fonts/a.ttf' alt='x'>", "cannot stand here"),
        ("<img src='text.png' alt='x'>", "whatever its name says"),
        ("<img src='data:image/png;base64,AAAA' alt='x'>", "whatever its name says"),
    ],
)
def test_what_cannot_be_shown_is_told_with_the_line_of_the_template(
    tmp_path: Path, compose: Compose, tag: str, told: str
) -> None:
    course = tmp_path / "course"
    map_of(course)
    put(course, "text.png", "words")
    put(course, "booklet.yaml", "title: x")
    (course / "styles" / "fonts").mkdir(parents=True)
    font = Path(__file__).parents[2] / "styles/fonts/source-sans-3/SourceSans3-Regular.ttf"
    (course / "styles" / "fonts" / "a.ttf").write_bytes(font.read_bytes())
    shown(course, tag)
    result = compose(screenplay(), course)
    assert result.value is None
    (problem,) = dict.fromkeys(result.problems)
    assert (problem.code, problem.severity) == ("resource-refused", "error")
    assert told in problem.message
    assert str(problem.span) == "pier/templates/title-page.html:3:1"


@pytest.mark.parametrize("compose", ALL)
def test_a_picture_without_words_is_a_warning(tmp_path: Path, compose: Compose) -> None:
    map_of(tmp_path)
    shown(tmp_path, "<img src='map.png'>")
    result = compose(screenplay(), tmp_path)
    assert result.value is not None
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("picture-without-words", "warning")
    assert str(problem.span) == "pier/templates/title-page.html:3:1"


def test_a_picture_shown_often_is_read_once(tmp_path: Path) -> None:
    map_of(tmp_path)
    shown(tmp_path, "{% for _ in range(600) %}<img src='map.png' alt=''>{% endfor %}")
    assert compose_page(screenplay(), tmp_path).problems == ()
