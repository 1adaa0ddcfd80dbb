"""What a page of somebody else's course may make the typesetter read."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from booklet.media import RefusedError
from booklet.model import Span
from booklet.resources import MOST_FILES, VIRTUAL_HOST
from booklet.shipped import shipped_folder
from booklet.typeset.fetch import CourseFetcher

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture that says it has that size, and holds nothing of it."""
    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
        for name, data in chunks
    )


def uses(levels: int) -> str:
    drawn = '<g id="a0"><path d="M0 0"/></g>'
    for level in range(levels):
        drawn += f'<g id="a{level + 1}">' + f'<use href="#a{level}"/>' * 2 + "</g>"
    return SVG.format(drawn)


def doubled(element: str, attribute: str) -> str:
    """Thirty parts, each of which draws the one before it twice."""
    drawn = f'<{element} id="a0"><path d="M0 0"/></{element}>'
    for level in range(30):
        inner = f'<path d="M0 0" {attribute}="url(#a{level})"/>' * 2
        drawn += f'<{element} id="a{level + 1}">{inner}</{element}>'
    return SVG.format(drawn)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "styles").mkdir(parents=True)
    (tmp_path / "private.png").write_bytes(png())
    return folder


def refusal(course: Path, url: str) -> str:
    fetcher = CourseFetcher(course, Span("pier/booklet.yaml"))
    with pytest.raises(RefusedError) as refused:
        fetcher.fetch(url if ":" in url[:8] else VIRTUAL_HOST + url)
    (problem,) = fetcher.problems
    assert problem.code == "resource-refused"
    assert problem.severity == "error"
    return str(refused.value)


def served(course: Path, name: str, data: bytes) -> bytes:
    (course / name).write_bytes(data)
    response = CourseFetcher(course, Span("pier/booklet.yaml")).fetch(VIRTUAL_HOST + name)
    return bytes(response.read())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://a.example/x.png",
        "https://a.example/x.png",
        "https://booklet.invalid.a.example/x.png",
        "https://user@booklet.invalid/x.png",
        "https://booklet.invalid:8080/x.png",
        "ftp://a.example/x.png",
        "../private.png",
        "styles/../../private.png",
        "styles/..%2f..%2fprivate.png",
        "styles/%2e%2e/%2e%2e/private.png",
        "styles/%252e%252e/private.png",
        "styles%5c..%5cprivate.png",
        "/etc/passwd",
        "//etc/passwd",
        "C:/Windows/win.ini",
        "c%3A/x.png",
        "CON.png",
        "styles/nul.png",
        "x.png%00.css",
        "booklet.yaml",
        "styles",
        "gone.png",
        "data:text/html,<script>x</script>",
        "data:image/png",
        "data:application/pdf,x",
        "DATA:image/png;base64,AAAA",
    ],
)
def test_nothing_but_files_of_the_course_is_read(course: Path, url: str) -> None:
    (course / "booklet.yaml").write_text("title: x")
    assert refusal(course, url)


def test_links_that_lead_out_pipes_and_devices_are_not_opened(course: Path, tmp_path: Path) -> None:
    (course / "link.png").symlink_to(tmp_path / "private.png")
    (course / "folder").symlink_to(tmp_path)
    os.mkfifo(course / "pipe.png")
    (course / "zero.png").symlink_to("/dev/zero")
    assert "outside" in refusal(course, "link.png")
    assert "outside" in refusal(course, "folder/private.png")
    assert "ordinary" in refusal(course, "pipe.png")
    assert refusal(course, "zero.png")


def test_a_picture_of_a_gigapixel_is_refused_by_its_head(course: Path) -> None:
    (course / "large.png").write_bytes(png(40_000, 40_000))
    assert "pixels" in refusal(course, "large.png")
    with (course / "sparse.png").open("wb") as file:
        file.truncate(10**11)
    assert "bytes" in refusal(course, "sparse.png")


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp"])
def test_pictures_are_served_where_name_and_bytes_agree(course: Path, form: str) -> None:
    stream = BytesIO()
    Image.new("L", (3, 2)).save(stream, form)
    assert served(course, f"a.{form}", stream.getvalue()) == stream.getvalue()
    other = "gif" if form != "gif" else "png"
    (course / f"b.{other}").write_bytes(stream.getvalue())
    assert "whatever its name says" in refusal(course, f"b.{other}")
    encoded = base64.b64encode(stream.getvalue()).decode()
    fetcher = CourseFetcher(course)
    assert fetcher.fetch(f"data:image/{form};base64,{encoded}").read() == stream.getvalue()


@pytest.mark.parametrize(
    "drawing",
    [
        uses(30),
        SVG.format('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        SVG.format("<script>alert(1)</script>"),
        SVG.format("<style>p{}</style>"),
        SVG.format('<image href="file:///etc/passwd"/>'),
        SVG.format('<use href="other.svg#a"/>'),
        doubled("mask", "mask"),
        SVG.format("".join(f'<g id="a{n}" mask="url(#a{n + 1})"/>' for n in range(3_000))),
        doubled("filter", "filter"),
        doubled("pattern", "fill"),
        doubled("marker", "marker-end"),
        doubled("clipPath", "clip-path"),
        doubled("g", 'style="fill: red" mask'),
        SVG.format('<mask id="a"><rect mask="url(#a)"/></mask>'),
        SVG.format('<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh"/>'),
        SVG.format("<rect fill='url(x&quot;y'/>"),
        SVG.format("<rect fill=\"image-set('https://a.example/x' 1x)\"/>"),
        SVG.format('<rect fill="url(http://a.example/x)"/>'),
        SVG.format('<rect onclick="x()"/>'),
        SVG.format('<linearGradient id="g" spreadMethod="repeat"/>'),
        SVG.format(f'<path d="M0 0{"L1 1" * 30_000}"/>'),
        SVG.format("<g>" * 100 + "</g>" * 100),
        SVG.format("<path/>" * 30_000),
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>"),
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + SVG.format(""),
        '<?xml-stylesheet href="x"?>' + SVG.format(""),
        "<html></html>",
        "no drawing at all",
    ],
)
def test_drawings_that_run_load_or_unfold_are_refused(course: Path, drawing: str) -> None:
    (course / "a.svg").write_text(drawing)
    assert refusal(course, "a.svg")


def test_an_honest_drawing_is_served(course: Path) -> None:
    drawing = uses(5).encode()
    assert served(course, "a.svg", drawing) == drawing


def test_fonts_are_looked_at_before_they_are_used(course: Path) -> None:
    regular = next((shipped_folder("styles") / "fonts").rglob("*Regular.ttf")).read_bytes()
    assert served(course, "a.ttf", regular) == regular
    for damaged in (b"no font", regular[:3000], regular[:4] + b"\xff\xff" + regular[6:]):
        (course / "b.ttf").write_bytes(damaged)
        assert refusal(course, "b.ttf")
    bomb = b"wOFF" + b"\0\1\0\0" + struct.pack(">LHHL", 60, 1, 0, 2**31) + b"\0" * 40
    (course / "c.woff").write_bytes(bomb)
    assert "unpacked" in refusal(course, "c.woff")
    # Its head says 60 bytes, the list of its tables a gigabyte (255: a tag of four letters;
    # lengths are in base 128).
    table = b"\x3fABCD" + b"\x84\x80\x80\x80\x00"
    packed = b"wOF2" + b"\0\1\0\0" + struct.pack(">LHHL", 200, 1, 0, 60) + b"\0" * 28 + table
    (course / "d.woff2").write_bytes(packed + b"\0" * 100)
    assert "unpacked" in refusal(course, "d.woff2")


def test_a_refusal_names_the_file_and_line_that_asked(course: Path) -> None:
    (course / "styles" / "course.css").write_text("\n\n.who { background: url(gone.png) }")
    fetcher = CourseFetcher(course, Span("pier/booklet.yaml"))
    with pytest.raises(RefusedError):
        fetcher.fetch(VIRTUAL_HOST + "styles/gone.png")
    assert str(fetcher.problems[0].span) == "pier/styles/course.css:3:1"


def test_the_number_of_files_is_bounded(course: Path) -> None:
    (course / "a.png").write_bytes(png())
    fetcher = CourseFetcher(course)
    for _ in range(MOST_FILES):
        fetcher.fetch(VIRTUAL_HOST + "a.png")
    with pytest.raises(RefusedError, match="more than"):
        fetcher.fetch(VIRTUAL_HOST + "a.png")
