"""Documents that pack their text: opened for it, refused by name where that cannot be done."""

from __future__ import annotations

import io
import random
import re
import zipfile
from html import escape

import pikepdf
import pytest
from weasyprint import HTML

from booklet.ingest.inputs import InputFile, read_input
from booklet.read.formats import HTML as PAGE
from booklet.read.formats import PLAY, SCREENPLAY
from booklet.read.packed.reader import unpack
from booklet.read.packed.unpacked import Unpacked
from booklet.read.screenplay.reader import read_screenplay
from tests.ingest.miniatures import imported
from tests.ingest.test_screenplay import INDENTED, SAID, speeches
from tests.ingest.test_transcripts import TALK

PLAY_ROWS = [("h2", "ACT I"), *(("p", f"<i>{name}.</i> {said}") for name, said in TALK)]


def opened(data: bytes) -> Unpacked:
    result = unpack(data, "a")
    assert result is not None
    assert result.value is not None, result.problems
    return result.value


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs: str, styles: str = "") -> bytes:
    return zipped(
        **{
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{paragraphs}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        }
    )


def word_paragraph(text: str, left: int = 0, run: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:ind w:left="{left}"/></w:pPr><w:r><w:rPr>{run}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def pdf(html: str) -> bytes:
    made = HTML(string=html).write_pdf()
    assert isinstance(made, bytes)
    return made


def typed_pdf(text: str) -> bytes:
    style = "@page{size:216mm 279mm;margin:20mm} pre{font:10pt/12pt monospace;margin:0}"
    return pdf(f"<style>{style}</style><pre>{escape(text)}</pre>")


def test_a_screenplay_as_pdf_is_read_by_where_its_letters_stand() -> None:
    read = read_input(InputFile("ferry.pdf", typed_pdf(INDENTED)))
    assert read.value is not None
    assert read.value.format is SCREENPLAY
    assert speeches(read_screenplay(read.value.text, "ferry.pdf").script) == SAID


def test_a_play_as_pdf_is_a_play() -> None:
    rows = "".join(f"<p>{name.upper()}. {said}</p>" for name, said in TALK)
    read = read_input(InputFile("play.pdf", pdf(f"<h2>ACT I</h2>{rows}")))
    assert read.value is not None
    assert read.value.format is PLAY
    assert "BAKER. It is six when you say so." in read.value.text


def test_columns_of_an_article_are_read_one_after_the_other() -> None:
    words = " ".join(f"word{at} lies on the quay." for at in range(160))
    style = "@page{size:200mm 120mm;margin:10mm} div{columns:2;column-gap:12mm;hyphens:none}"
    page = opened(pdf(f"<style>{style}</style><div>{words}</div>")).html
    found = re.findall(r"word\d+", page)
    assert found == [f"word{at}" for at in range(160)]


def test_heads_that_come_back_are_struck_out() -> None:
    style = (
        "@page{size:100mm 60mm;margin:15mm;@top-center{content:'The Ferry Gazette ' counter(page)}}"
    )
    words = "The clock says six, and nobody on the quay believes it. " * 40
    page = opened(pdf(f"<style>{style}</style><p>{words}</p>")).html
    assert page.count("<footer>The Ferry Gazette") >= 3
    assert "<p>The clock says six" in page
    assert "Gazette" not in page.split("<p>")[1].split("</p>")[0]


def test_a_pdf_of_pictures_says_so() -> None:
    blank = pdf("<p style='page-break-after:always'></p><p></p>")
    result = unpack(blank, "scan.pdf")
    assert result is not None
    assert "holds pictures of pages and no text" in result.problems[0].message
    assert "OCR" in (result.problems[0].hint or "")


def test_a_pdf_with_a_password_says_so() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("<p>secret</p>"))) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    result = unpack(locked.getvalue(), "play.pdf")
    assert result is not None
    assert result.problems[0].message == "play.pdf is a PDF with a password, not text"


def test_a_screenplay_of_a_word_processor_keeps_its_columns() -> None:
    rows = "".join(
        word_paragraph(line.strip(), 144 * (len(line) - len(line.lstrip())))
        for line in INDENTED.split("\n")
    )
    read = read_input(InputFile("ferry.docx", docx(rows)))
    assert read.value is not None
    assert read.value.format is SCREENPLAY
    assert speeches(read_screenplay(read.value.text, "x").script)[0][0] == "ODA"


def test_word_headings_italics_and_deleted_text() -> None:
    heading = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    body = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>ACT I</w:t></w:r></w:p>'
    body += word_paragraph("softly", run="<w:i/>")
    body += "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    html = opened(docx(body, heading)).html
    assert "<h1>ACT I</h1>" in html
    assert "<i>softly</i>" in html
    assert "gone" not in html


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def test_a_play_of_libreoffice_is_a_play() -> None:
    italic = (
        '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    )
    rows = "".join(
        f'<text:p><text:span text:style-name="T1">{name}.</text:span> {said}</text:p>'
        for name, said in TALK
    )
    content = (
        f"<office:document-content {ODF}>{italic}"
        f'<text:h text:outline-level="1">ACT I</text:h>{rows}</office:document-content>'
    )
    data = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": content})
    course = imported(InputFile("play.odt", data))
    script = course.files["script.fountain"].decode()
    assert "# ACT I" in script
    assert script.count("\nORLA\n") + script.count("\nBAKER\n") == len(TALK)


def epub(chapters: dict[str, str]) -> bytes:
    items = "".join(f'<item id="{name}" href="text/{name}.xhtml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>The Ninth Stair</dc:title><dc:creator>Ada Brookes</dc:creator>"
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    pages = {
        f"epub/text/{name}.xhtml": f"<html><body>{body}</body></html>"
        for name, body in chapters.items()
    }
    return zipped(mimetype="application/epub+zip", **{"epub/content.opf": package}, **pages)


def test_an_ebook_is_read_by_what_it_calls_its_parts() -> None:
    rows = "".join(
        f'<tr><td epub:type="z3998:persona">{name}</td><td>{said} '
        f'<i epub:type="z3998:stage-direction">Bows.</i></td></tr>'
        for name, said in TALK
    )
    book = epub(
        {
            "imprint": '<section epub:type="imprint"><p>This ebook is by nobody.</p></section>',
            "act-1": f"<section><h2>Act I</h2><table>{rows}</table></section>",
        }
    )
    files = imported(InputFile("stair.epub", book)).files
    script = files["script.fountain"].decode()
    assert "Title: The Ninth Stair\nAuthor: Ada Brookes\n" in script
    assert "ORLA\nIs it six yet?\n(Bows.)\n" in script
    assert "by nobody" not in script


def test_a_web_archive_gives_its_page() -> None:
    rows = "".join(f"<{tag}>{text}</{tag}>" for tag, text in PLAY_ROWS)
    archive = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n'
        "--cut\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f"<html><body>{rows}</body></html>\r\n--cut--\r\n"
    )
    read = read_input(InputFile("page.mhtml", archive.encode()))
    assert read.value is not None
    assert read.value.format is PLAY


def test_a_page_in_a_document_is_a_page() -> None:
    words = "The clock says six, and nobody on the quay believes it."
    read = read_input(InputFile("essay.docx", docx(word_paragraph(words) * 9)))
    assert read.value is not None
    assert read.value.format is PAGE


@pytest.mark.parametrize("cut", [60, 400])
def test_half_a_document_is_refused(cut: int) -> None:
    result = unpack(docx(word_paragraph("words"))[:cut], "half.docx")
    assert result is None or (result.value is None and result.problems[0].code == "not-text")


def test_an_archive_that_grows_beyond_measure_is_refused() -> None:
    bomb = zipped(**{"word/document.xml": "0" * 40_000_000, "[Content_Types].xml": ""})
    result = unpack(bomb, "bomb.docx")
    assert result is not None
    assert "grows beyond all measure" in result.problems[0].message


def test_bytes_of_any_kind_raise_nothing() -> None:
    rng = random.Random(5)
    for head in (b"%PDF-1.7\n", b"PK\x03\x04word/", b"PK\x03\x04application/epub+zip"):
        for size in (0, 10, 2_000):
            result = unpack(head + rng.randbytes(size), "noise")
            assert result is None or result.value is None
