"""PDFs that are made to do harm: none hangs, none breaks the program, none gets past a sheet."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from booklet.impose import impose
from booklet.impose.pages import LARGEST_STREAM
from booklet.model import PrintOptions
from tests.impose.press import document, numbered, saved

A_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>"


def written(*objects: bytes) -> bytes:
    """A PDF of these objects, the first being its catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for start in starts:
        made += b"%010d 00000 n \n" % start
    made += b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % table)


def of_one_page(page: bytes, *more: bytes) -> bytes:
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *more
    )


def page_with(entries: bytes, box: bytes = b"[0 0 300 400]") -> bytes:
    return of_one_page(b"<</Type/Page/Parent 2 0 R/MediaBox%s%s>>" % (box, entries))


def chain(depth: int) -> bytes:
    """A page under so many nodes of a page tree, each the only kid of the one above."""
    nodes = [
        b"<</Type/Pages/Count 1/Kids[%d 0 R]%s>>"
        % (number + 1, b"/Parent %d 0 R" % (number - 1) if number > 2 else b"")
        for number in range(2, depth + 2)
    ]
    leaf = b"<</Type/Page/MediaBox[0 0 300 400]/Parent %d 0 R>>" % (depth + 1)
    return written(b"<</Type/Catalog/Pages 2 0 R>>", *nodes, leaf)


def code_of(pdf: bytes) -> str:
    result = impose(pdf, PrintOptions())
    assert result.value is None
    (problem,) = (one for one in result.problems if one.severity == "error")
    assert problem.hint
    assert "0x" not in problem.message, "an address in memory is different each time"
    return problem.code


@pytest.mark.parametrize(
    "pdf",
    [
        written(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        written(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>",
        ),
        chain(2_000),
        written(b"<</Type/Catalog>>"),
        b"%PDF-1.7\ntrailer<<>>\n%%EOF\n",
        of_one_page(b"<</Type/Page/Resources" + b"<</A " * 9000 + b"1" + b">>" * 9000 + b">>"),
    ],
    ids=["circle of one", "circle of two", "deep tree", "no pages", "no catalogue", "deep page"],
)
def test_a_page_tree_that_cannot_be_walked(pdf: bytes) -> None:
    assert code_of(pdf) in ("pdf-broken", "pdf-empty")


@pytest.mark.parametrize("box", [b"[0 0 nan 400]", b"[0 0 inf 400]", b"[/a /b /c /d]", b"7 0 R"])
def test_a_box_without_numbers_is_repaired_or_refused(box: bytes) -> None:
    result = impose(page_with(b"", box), PrintOptions())
    assert {problem.code for problem in result.problems} & {"page-without-size", "pdf-repaired"}


@pytest.mark.parametrize("box", [b"[300 400 0 0]", b"[0 400 300 0]", b"[-300 -400 0 0]"])
def test_a_box_may_begin_at_any_corner(box: bytes) -> None:
    made = impose(page_with(b"", box), PrintOptions()).value
    assert made is not None
    assert made.scales == (1.0, 1.0)


@pytest.mark.parametrize("wish", [b"/Rotate 45", b"/Rotate /x", b"/UserUnit -4", b"/UserUnit /x"])
def test_a_turn_or_a_unit_that_cannot_be_is_not_heeded(wish: bytes) -> None:
    made = impose(page_with(wish), PrintOptions()).value
    assert made is not None
    assert made.scales == (1.0, 1.0)


def test_a_page_of_three_kilometres_is_told_to_be_shown_small() -> None:
    result = impose(page_with(b"/UserUnit 999", b"[0 0 9999 9999]"), PrintOptions())
    assert any("at 0.1 % of their size" in problem.message for problem in result.problems)


@pytest.mark.slow
@pytest.mark.parametrize("filters", [1, 2])
def test_a_stream_that_unpacks_to_gigabytes_is_not_unpacked(filters: int) -> None:
    packer = zlib.compressobj(9)
    chunk = bytes(LARGEST_STREAM // 16)
    bomb = b"".join(packer.compress(chunk) for _ in range(17)) + packer.flush()
    for _ in range(filters - 1):
        bomb = zlib.compress(bomb, 9)
    stream = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (
        len(bomb),
        b"/FlateDecode" * filters,
        bomb,
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R>>"
    assert code_of(of_one_page(page, stream)) == "pdf-broken"


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="scripted()")
PROGRAM = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="started.exe")


def armed() -> bytes:
    """Four pages with a script, a program, a file and an address at every place for one."""
    pdf = pikepdf.open(io.BytesIO(numbered(4)))
    pdf.attachments["enclosed.txt"] = b"enclosed words"
    file = pdf.attachments["enclosed.txt"].obj
    pdf.Root.OpenAction = SCRIPT
    pdf.Root.OCProperties = pikepdf.Dictionary(D=pikepdf.Dictionary(Name="on", Also=SCRIPT))
    pdf.Root.OutputIntents = pikepdf.Array(
        [pikepdf.Dictionary(DestOutputProfileRef=pikepdf.Dictionary(URLs=["called.example"]))]
    )
    drawing = pdf.make_stream(b"0 0 9 9 re f")
    drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    drawing.BBox = pikepdf.Array([0, 0, 9, 9])
    drawing.AA = pikepdf.Dictionary(O=PROGRAM)
    drawing.Ref = pikepdf.Dictionary(F="elsewhere.pdf", Page=0)
    drawing.AF = pikepdf.Array([file])
    drawing.PieceInfo = pikepdf.Dictionary(Editor=pikepdf.Dictionary(Private="remembered"))
    page = pdf.pages[0]
    page.AA = pikepdf.Dictionary(O=PROGRAM)
    page.obj.Resources.XObject = pikepdf.Dictionary(D=drawing)
    page.obj.Resources.Properties = pikepdf.Dictionary(
        M=pikepdf.Dictionary(Nested=pikepdf.Array([SCRIPT, pikepdf.Array([file])]))
    )
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Stamp,
                Rect=pikepdf.Array([0, 0, 9, 9]),
                F=4,
                AP=pikepdf.Dictionary(N=drawing),
                A=PROGRAM,
            )
        ]
    )
    return saved(pdf)


def everything_in(pdf: bytes) -> bytes:
    """All objects of a PDF as text, and all streams unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts = [
            found.stream_dict.unparse(resolved=True) + found.read_bytes()
            if isinstance(found, pikepdf.Stream)
            else found.unparse(resolved=True)
            for found in opened.objects
        ]
    return b"\n".join(texts)


@pytest.mark.parametrize(
    "word",
    [
        *(b"scripted", b"JavaScript", b"started", b"Launch", b"elsewhere", b"called"),
        *(b"remembered", b"enclosed", b"EmbeddedFile", b"Filespec"),
    ],
)
def test_sheets_carry_nothing_that_acts_or_leads_out_of_the_file(word: bytes) -> None:
    source = armed()
    made = impose(source, PrintOptions()).value
    assert made is not None
    assert word in everything_in(source)
    assert word not in everything_in(made.pdf)


def test_what_only_has_the_name_of_an_action_stays() -> None:
    pdf = document(1)
    fonts = pdf.pages[0].obj.Resources.Font
    for name in ("/A", "/AA", "/JS", "/Launch", "/EF"):
        fonts[name] = fonts["/F"]
    made = impose(saved(pdf), PrintOptions()).value
    assert made is not None
    for entry in (b"/A ", b"/AA ", b"/JS ", b"/Launch ", b"/EF "):
        assert entry in everything_in(made.pdf)
