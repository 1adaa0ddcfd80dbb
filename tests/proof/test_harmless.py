"""The finished files are looked at once more: nothing in them acts or tells where it was made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from booklet.markup.allowed_html import POLICY
from booklet.proof import harmless
from booklet.proof.harmless import private_paths


def pdf_with(change: Callable[[pikepdf.Pdf], None], *, packed: bool = False) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        pdf.save(stream, object_stream_mode=mode)
    return stream.getvalue()


def link(address: str) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        action = Dictionary(S=Name.URI, URI=String(address))
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action)])

    return add


def root(**entries: pikepdf.Object) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return add


XHTML = "http://www.w3.org/1999/xhtml"
POLICY_ELEMENT = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def page(body: str, head: str = f'<meta charset="utf-8">{POLICY_ELEMENT}') -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def epub(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"EPUB/{name.replace('_', '.')}", text)
    return stream.getvalue()


def codes(files: dict[str, bytes | str | None], folder: Path = Path("/a/b/course")) -> list[str]:
    return [problem.code for problem in harmless(files, folder).problems]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
        root(AA=Dictionary()),
        root(X=Dictionary(S=Name.Launch, F=String("x"))),
        root(X=Dictionary(S=Name.GoToR)),
        root(X=Dictionary(S=Name.SubmitForm)),
        root(X=Dictionary(Type=Name.Filespec)),
        link("file:///etc/passwd"),
        link("javascript:alert(1)"),
        link("//a.example"),
    ],
)
def test_what_acts_is_found_in_packed_objects_too(
    change: Callable[[pikepdf.Pdf], None], packed: bool
) -> None:
    assert "output-acts" in codes({"PDF": pdf_with(change, packed=packed)})


def test_links_to_the_web_and_words_about_scripts_are_no_harm() -> None:
    assert codes({"PDF": pdf_with(link("https://a.example/x_(y)"))}) == []
    assert codes({"PDF": pdf_with(link("mailto:a@a.example"))}) == []
    assert codes({"PDF": pdf_with(root(Title=String("About /JavaScript and /Launch")))}) == []


def test_the_path_of_the_course_stays_at_home(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    told = pdf_with(root(Title=String(f"{folder}/é")))
    assert codes({"PDF": told}, folder) == ["output-tells-path"]
    assert codes({"web page": page(f"<p>{folder}/x</p>"), "PDF": None}, folder) == [
        "output-tells-path"
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("EPUB/x.xhtml", f"<html xmlns='{XHTML}'><p>{folder}</p></html>")
    assert codes({"EPUB": stream.getvalue()}, folder) == ["output-tells-path"]
    assert codes({"web page": page("<p>course</p>")}, folder) == []


@pytest.mark.parametrize(
    "text",
    [
        "file:///home/mara/letters/a.png",
        "/Users/mara/Desktop",
        "C:\\Users\\mara\\x",
        "/home/mara/course/other",
    ],
)
def test_nor_does_the_home_folder_leave_it(text: str) -> None:
    home = Path("/home/mara/course")
    assert codes({"web page": page(f"<p>{text}</p>")}, home) == ["output-tells-path"]
    assert codes({"PDF": pdf_with(root(Title=String(text + "é")))}, home) == ["output-tells-path"]


def test_a_name_is_looked_for_in_paths_alone() -> None:
    home = Path("/home/a/course")
    assert (
        codes({"web page": page("<p>a cat, at home/a and a/b; mara says /home/ab/</p>")}, home)
        == []
    )
    assert "/Users/mara/" in private_paths(Path("/srv/course"), "mara")
    assert private_paths(Path("/course"), "") == []
    assert "/home/m%20k/" in private_paths(Path("/home/m k/course"), "")


@pytest.mark.parametrize(
    "html",
    [
        page("<script>alert(1)</script>"),
        page("<p onclick='x()'>x</p>"),
        page("<img src='x.png' alt=''>"),
        page("<p style='background: url(https://a.example/x)'>x</p>"),
        page("<p>x</p>", POLICY_ELEMENT),
        page("<p>x</p>", f"<title>x</title><meta charset='utf-8'>{POLICY_ELEMENT}"),
        page("<p>x</p>", "<meta charset='utf-8'><meta http-equiv='refresh' content='0'>"),
        page("<p>x</p>").replace("</head>", "<style>@import 'https://a.example/';</style></head>"),
        page("<p>x</p>").replace("</head>", "<style></style x><script>x</script></head>"),
    ],
)
def test_a_finished_page_is_parsed_once_more(html: str) -> None:
    assert set(codes({"web page": html})) == {"output-acts"}


def test_what_a_finished_page_is_made_of_is_no_finding() -> None:
    face = "@font-face { src: url('data:font/woff2;base64,AAAA') }"
    style = f"<style>{face} p {{ fill: url(#a) }}</style>"
    html = page("<p>x</p><img src='data:image/png;base64,AAAA' alt=''>")
    assert codes({"web page": html.replace("</head>", style + "</head>")}) == []


@pytest.mark.parametrize(
    "files",
    [
        {"x_xhtml": f"<html xmlns='{XHTML}'><script>x</script></html>"},
        {"x_xhtml": f"<html xmlns='{XHTML}'><p onclick='x'>x</p></html>"},
        {"x_xhtml": "<html><p>x</html>"},
        {"cover_svg": f"<svg xmlns='http://www.w3.org/2000/svg'><meta xmlns='{XHTML}'/></svg>"},
        {"picture-1_svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>"},
        {"package_opf": "<package xmlns='http://www.idpf.org/2007/opf'><link href='x'/></package>"},
        {"style_css": "p { background: url(https://a.example/x) }"},
        {"style_css": "p { background: image-set('https://a.example/x' 1x) }"},
        {"style_css": "@import 'https://a.example/x';"},
    ],
)
def test_a_finished_epub_is_parsed_once_more(files: dict[str, str]) -> None:
    assert set(codes({"EPUB": epub(**files)})) == {"output-acts"}
    font = "@font-face { src: url(f.woff2) }"
    assert codes({"EPUB": epub(f_woff2="", style_css=font)}) == []
