"""The EPUB: a package that reading systems open, whole and the same each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from booklet.compose import compose_epub
from booklet.compose.making.xhtml import ids_in, to_xhtml, xml_id
from booklet.compose.shelf.plain_css import plain_css
from booklet.edit import edit
from booklet.markup.allowed_html import findings
from booklet.markup.css import SheetText
from booklet.markup.tree import parse
from booklet.model import Direction, Edition, PageTurn, Span
from tests.compose.booklets import screenplay, verse_play
from tests.edit.making import course, note, scene, speech

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
TYPE = f"{{{NAMES['epub']}}}type"


@pytest.fixture(params=[screenplay, verse_play], ids=["screenplay", "verse"])
def edition(request: pytest.FixtureRequest) -> Edition:
    made: Edition = request.param()
    return made


def made(edition: Edition, folder: Path | None = None) -> bytes:
    result = compose_epub(edition, folder)
    assert result.problems == ()
    assert result.value is not None
    return result.value


def parts(epub: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def documents(epub: bytes) -> dict[str, etree._Element]:
    return {
        name.removeprefix("EPUB/"): etree.fromstring(content)
        for name, content in parts(epub).items()
        if name.endswith(".xhtml")
    }


def package(epub: bytes) -> etree._Element:
    return etree.fromstring(parts(epub)["EPUB/package.opf"])


def found(element: etree._Element, path: str) -> list[etree._Element]:
    result = element.xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [one for one in result if isinstance(one, etree._Element)]


def strings(element: etree._Element, path: str) -> list[str]:
    result = element.xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [str(one) for one in result]


def text_of(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


# -------------------------------------------------------------------------- the container


def test_the_media_type_comes_first_as_it_is(edition: Edition) -> None:
    epub = made(edition)
    assert epub[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_the_same_edition_gives_the_same_bytes_and_another_another_identifier() -> None:
    assert made(screenplay()) == made(screenplay())
    other = replace(screenplay().settings, subtitle="Another one")
    one, two = package(made(screenplay())), package(made(replace(screenplay(), settings=other)))
    assert strings(one, "//dc:identifier/text()") != strings(two, "//dc:identifier/text()")


def test_every_file_is_in_the_manifest_and_everything_in_the_manifest_is_a_file(
    edition: Edition,
) -> None:
    epub = made(edition)
    listed = strings(package(epub), "//opf:manifest/opf:item/@href")
    files = {name.removeprefix("EPUB/") for name in parts(epub) if name.startswith("EPUB/")}
    assert Counter(listed) == Counter(files - {"package.opf"})
    ids = strings(package(epub), "//opf:item/@id")
    assert sorted(strings(package(epub), "//opf:itemref/@idref")) == sorted(
        name for name in set(ids) - {"style", "cover"} if not name.startswith("font-")
    )


def test_the_package_says_what_it_is_and_how_accessible(edition: Edition) -> None:
    opf = package(made(edition))
    assert strings(opf, "//dc:language/text()") == [edition.settings.language]
    assert strings(opf, "//dc:title[1]/text()") == [edition.settings.title]
    for name in (
        "dcterms:modified",
        "schema:accessMode",
        "schema:accessModeSufficient",
        "schema:accessibilityFeature",
        "schema:accessibilityHazard",
        "schema:accessibilitySummary",
    ):
        assert strings(opf, f"//opf:meta[@property='{name}']/text()")


@pytest.mark.parametrize(
    ("date", "modified"),
    [("2026-02-01", "2026-02-01T00:00:00Z"), ("in spring", "1980-01-01T00:00:00Z")],
)
def test_the_date_is_the_booklets_and_never_todays(date: str, modified: str) -> None:
    edition = screenplay()
    opf = package(made(replace(edition, settings=replace(edition.settings, date=date))))
    assert strings(opf, "//opf:meta[@property='dcterms:modified']/text()") == [modified]


# ------------------------------------------------------------------------------ its files


def test_every_inner_link_leads_somewhere_and_ids_are_unique(edition: Edition) -> None:
    pages = documents(made(edition))
    for name, page in pages.items():
        ids = strings(page, "//@id")
        assert len(set(ids)) == len(ids)
        for href in strings(page, "//h:a/@href"):
            file, fragment = urldefrag(href)
            if not file.startswith(("http:", "https:", "mailto:")):
                target = pages[file or name]
                assert not fragment or fragment in strings(target, "//@id"), href


def test_a_mark_refers_to_a_footnote_in_its_file_and_that_leads_back(edition: Edition) -> None:
    marks = 0
    for page in documents(made(edition)).values():
        notes = {aside.get("id"): aside for aside in found(page, "//h:aside")}
        for mark in found(page, "//h:a[@role='doc-noteref']"):
            marks += 1
            aside = notes[str(mark.get("href")).removeprefix("#")]
            assert (mark.get(TYPE), aside.get(TYPE)) == ("noteref", "footnote")
            assert strings(aside, ".//h:a[@role='doc-backlink']/@href") == [f"#{mark.get('id')}"]
    assert marks == sum(one.leads for one in edition.notes)


def test_every_note_is_there_once_with_its_source(edition: Edition) -> None:
    pages = documents(made(edition))
    asides = [aside for page in pages.values() for aside in found(page, "//h:aside")]
    assert sum(len(found(aside, "h:p[@class='note']")) for aside in asides) == len(edition.notes)
    said = " ".join(map(text_of, asides))
    for series in edition.series:
        if any(one.series == series for one in edition.notes):
            sign = f"{series.letter}\xa0{series.shape}".replace("\xa0", " ")
            several = len({note.series.source for note in edition.notes}) > 1
            assert (sign in said) == several


def test_notes_on_the_same_words_pop_up_together() -> None:
    pages = documents(made(screenplay()))
    together = [
        aside
        for page in pages.values()
        for aside in found(page, "//h:aside")
        if len(found(aside, "h:p[@class='note']")) == 2
    ]
    assert ["She means him." in text_of(one) for one in together] == [True]
    assert "So does he." in text_of(together[0])


def test_every_speech_is_there_in_order_and_can_be_linked_to() -> None:
    edition = screenplay()
    pages = [p for name, p in sorted(documents(made(edition)).items()) if name.startswith("scene")]
    ids = [name for page in pages for name in strings(page, "//@id") if name.startswith("speech-")]
    assert ids == ["speech-1.1", "speech-1.2", "speech-1.3", "speech-1.4", "speech-2.1"]
    assert "Not one of you." in text_of(pages[0])
    assert "Over the bay and home" in text_of(pages[1])


def test_contents_and_landmarks_are_in_the_navigation() -> None:
    pages = documents(made(verse_play()))
    toc = found(pages["nav.xhtml"], "//h:nav[@role='doc-toc']")[0]
    entries = [text_of(entry) for entry in found(toc, ".//h:a")]
    assert entries[:6] == [
        "The Pier",
        "How to read this booklet",
        "Cast",
        "Act One",
        "Scene 1",
        "Act 2",
    ]
    assert "Credits" in entries[6:]
    kinds = strings(pages["nav.xhtml"], "//h:nav[@epub:type='landmarks']//h:a/@epub:type")
    assert kinds == ["toc", "titlepage", "bodymatter", "copyright-page"]


def test_it_speaks_the_language_of_the_course() -> None:
    pages = documents(made(screenplay(language="de")))
    assert {str(page.get("lang")) for page in pages.values()} == {"de"}
    assert "Wer sie berührt" in text_of(pages["how-to-read.xhtml"])


def test_the_style_sheet_needs_no_other_file_and_no_custom_properties(edition: Edition) -> None:
    css = parts(made(edition))["EPUB/style.css"].decode()
    assert ".s1 { color: #9b2d1f }" in css
    assert not any(word in css for word in ("var(", "@import", "--"))


def test_its_fonts_are_files_of_its_own_and_no_more_than_it_needs(edition: Edition) -> None:
    book = made(edition)
    css = parts(book)["EPUB/style.css"].decode()
    fonts = re.findall(r"url\(([^)]*)\)", css)
    assert "EBGaramond-Regular-latin.woff2" in fonts
    assert not any("cyrillic" in font or "Atkinson" in font for font in fonts)
    assert fonts == strings(package(book), "//opf:item[@media-type='font/woff2']/@href")
    for font in fonts:
        assert parts(book)[f"EPUB/{font}"].startswith(b"wOF2")


# ------------------------------------------------------------- pages of the printed edition


def on_pages(*turns: PageTurn) -> tuple[dict[str, etree._Element], etree._Element]:
    of = course(
        scene(
            "THE PIER",
            speech("Ada", "Is it still there? I had not thought it would be."),
            Direction("A gull.", Span("script.fountain")),
            speech("Bo", "It is always there."),
        )
    )
    edited = edit(of, ()).value
    assert edited is not None
    result = compose_epub(edited, None, turns)
    assert result.problems == ()
    assert result.value is not None
    return documents(result.value), package(result.value)


def around(page: etree._Element, label: str) -> tuple[str, str]:
    """The words before and behind the mark of a page."""
    (mark,) = found(page, f"//h:span[@id='page-{label}']")
    before = strings(page, f"//text()[following::h:span[@id='page-{label}']]")
    after = strings(page, f"//text()[preceding::h:span[@id='page-{label}']]")
    assert mark.get(TYPE) == "pagebreak"
    assert mark.get("role") == "doc-pagebreak"
    return " ".join("".join(before).split()), " ".join("".join(after).split())


def test_a_page_of_the_print_begins_at_its_word() -> None:
    pages, _ = on_pages(PageTurn("12", "1.1", letters=len("Isitstillthere")))
    before, after = around(pages["scene-001.xhtml"], "12")
    assert before.endswith("Is it still there?")
    assert after.startswith("I had not")


def test_a_page_that_begins_with_a_scene_a_speech_or_a_direction() -> None:
    pages, _ = on_pages(
        PageTurn("4", "1", heads=True),
        PageTurn("5", "1.1"),
        PageTurn("6", "1.2", directions=1),
    )
    page = pages["scene-001.xhtml"]
    assert around(page, "4")[1].startswith("1 THE PIER")
    assert around(page, "5")[1].startswith("Is it still")
    assert around(page, "6")[1].startswith("A gull.")


def test_the_pages_are_listed_and_it_is_said_of_what() -> None:
    pages, opf = on_pages(PageTurn("iv", "1", heads=True), PageTurn("5", "1.2"))
    listed = "//h:nav[@epub:type='page-list']//h:a"
    assert strings(pages["nav.xhtml"], f"{listed}/text()") == ["iv", "5"]
    assert strings(pages["nav.xhtml"], f"{listed}/@href") == [
        "scene-001.xhtml#page-iv",
        "scene-001.xhtml#page-5",
    ]
    (source,) = strings(opf, "//opf:meta[@property='source-of']/@refines")
    assert strings(opf, f"//dc:source[@id='{source[1:]}']")
    features = strings(opf, "//opf:meta[@property='schema:accessibilityFeature']/text()")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)


def test_without_a_printed_edition_no_pages_are_listed() -> None:
    pages, opf = on_pages()
    assert not found(pages["nav.xhtml"], "//h:nav[@epub:type='page-list']")
    assert not found(opf, "//opf:meta[@property='source-of']")


def test_control_characters_do_not_break_the_xml() -> None:
    of = course(scene("A\x0bB", speech("Ada", "One\x01 two \ufffe three.")))
    edition = edit(of, (note("odd id/ä", of, "two", "No\x02te."),)).value
    assert edition is not None
    pages = documents(made(edition))
    assert "No�te." in " ".join(text_of(page) for page in pages.values())


def test_a_course_without_scenes_headings_or_notes_is_an_epub_too() -> None:
    edition = edit(course(scene("", speech("Ada", "Only this."))), ()).value
    assert edition is not None
    assert "Only this." in text_of(documents(made(edition))["scene-001.xhtml"])


# ------------------------------------------------------------------------ a course's own


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def test_a_course_may_change_its_epub_alone(tmp_path: Path) -> None:
    folder = own(tmp_path, "epub/title-page.html", "<h1>For the <em>pocket</em></h1>")
    assert text_of(documents(made(screenplay(), folder))["title-page.xhtml"]).endswith("pocket")


def test_a_template_for_all_media_counts_for_the_epub_too(tmp_path: Path) -> None:
    folder = own(tmp_path, "credits.html", "<p class=own id=credits>Thanks<br>to &eacute;very one")
    page = documents(made(screenplay(), folder))["credits.xhtml"]
    assert [text_of(one) for one in found(page, "//h:p[@class='own']")] == ["Thanksto évery one"]


def test_xml_that_cannot_be_read_is_a_problem_and_no_file(tmp_path: Path) -> None:
    result = compose_epub(screenplay(), own(tmp_path, "epub/cover.svg", "<svg><text></svg>"))
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["epub-not-wellformed"]
    assert "cover.svg" in result.problems[0].message


def test_cover_and_package_say_what_the_settings_say_whatever_signs_that_has() -> None:
    title, author = "A & url(x) of <b> &lt; </title>", "<!-- E --> &amp; <?f?>"
    edition = screenplay()
    settings = replace(edition.settings, title=title, authors=(author,))
    epub = made(replace(edition, settings=settings))
    told = found(package(epub), "//dc:title[@id='title'] | //dc:creator")
    assert [text_of(one) for one in told] == [title, author]
    cover = etree.fromstring(parts(epub)["EPUB/cover.svg"])
    assert {etree.QName(one).localname for one in cover.iter()} == {"svg", "rect", "g", "text"}
    assert cover.get("aria-label") == title
    lines = found(cover, "//*[local-name()='text']")
    assert " ".join(map(text_of, lines)) == f"{title} {author}"


def test_a_fault_in_a_template_is_told_with_its_line(tmp_path: Path) -> None:
    result = compose_epub(screenplay(), own(tmp_path, "epub/package.opf", "<a/>\n{{ titel }}"))
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["template-name"]
    assert str(result.problems[0].span) == "pier/templates/epub/package.opf:2:1"


# ------------------------------------------------------------------------ XHTML and CSS


@given(st.text(alphabet="<>/&;\"'= \x00abc#-!"))
def test_whatever_html_it_is_given_it_writes_xml(html: str) -> None:
    document = parse(f"<html><body>{html}</body></html>")
    if not findings(document, "epub"):
        etree.fromstring(to_xhtml(document.root, lambda href: href).encode())


@given(st.text(min_size=1))
def test_any_id_becomes_one_that_xml_allows(name: str) -> None:
    made = xml_id(name)
    assert made == xml_id(made)
    etree.fromstring(f"<a id='{made}'/>", etree.XMLParser(dtd_validation=False))
    assert made.replace("_", "a").replace(".", "a").replace("-", "a").isalnum()


def test_names_keep_their_case_in_svg_alone() -> None:
    root = parse('<DIV><svg viewBox="0 0 1 1"><lineargradient id="g"/></svg><BR></DIV>').root
    assert to_xhtml(root, str).endswith(
        ' viewBox="0 0 1 1"><linearGradient id="g"/></svg><br/></div></body></html>\n'
    )
    assert ids_in(root) == ["g"]


def test_custom_properties_become_what_they_stand_for() -> None:
    css = plain_css(
        [
            SheetText("/* x */ a { color: var(--one); top: var(--none, 3px) } @import 'x.css';"),
            SheetText(":root { --one: var(--two); --two: red }"),
            SheetText("b { background: url(x.png) }"),
        ]
    )
    assert css == "a { color: red; top: 3px }\nb { background: none }\n"


# ------------------------------------------------------------------------------ epubcheck


def epubcheck(file: Path) -> list[str]:
    """The command that checks it; Debian's is a jar that not every system starts by itself."""
    program = shutil.which("epubcheck")
    if program is None:
        pytest.skip("epubcheck is not installed")
    with Path(program).open("rb") as start:
        is_jar = start.read(2) == b"PK"
    if is_jar and not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    # Most of its time goes into starting; these two halve that.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
    return [*(java if is_jar else []), program, str(file)]


def test_epubcheck_finds_nothing(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / "booklet.epub"
    file.write_bytes(made(edition))
    result = subprocess.run(epubcheck(file), capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout + result.stderr
    assert "0 fatals / 0 errors / 0 warnings" in result.stdout
