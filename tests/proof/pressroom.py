"""A small edition, and PDFs of it in the shape that the typesetter gives.

The PDFs are laid out by WeasyPrint from the plainest HTML; every note stands where the
test puts it. So each test can drop, move or cover one thing and see it found.
"""

from __future__ import annotations

import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pikepdf
from weasyprint import HTML

from booklet.model import (
    Direction,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    Line,
    Mark,
    Note,
    Paper,
    Scene,
    Script,
    Series,
    Settings,
    Span,
    Speech,
)

FILE = "ferry.fountain"
SERIES = Series("A", 1, "●", "tides", "On tides", words=9)
PAPER = Paper("a5", 148, 210)

TOP, LEFT = 15.0, 20.0  # mm of margin, from which absolute positions are counted

CREDITS = '<div style="position: absolute; top: 175mm; left: 0">On tides</div>'
STYLE = """
@page { size: 148mm 210mm; margin: 15mm 48mm 15mm 20mm; @bottom-center { content: counter(page) } }
html { font: 10pt serif; hyphens: auto; line-height: 14pt }
h2, div { margin: 0 0 6pt; font-size: 10pt }
.speaker { font-variant: small-caps }
.cite { position: absolute; left: -12mm; font-size: 7pt }
.mark { font-size: 6pt; line-height: 0; vertical-align: super }
article { position: absolute; width: 38mm; font-size: 7.5pt; line-height: 9pt }
"""


@dataclass(frozen=True)
class Placed:
    """Where a test puts a note: mm from the top of its page, and from the left."""

    top: float
    left: float = 103


def line(text: str, at: int, marks: Sequence[Mark] = ()) -> EditedLine:
    """A line of the file with the marks on it."""
    return EditedLine(Line(text, Span(FILE, at, 1)), "", tuple(marks))


def note(id: str, number: int, body: str, citation: str = "1.1") -> Note:
    """A note of the one series."""
    return Note(id, number, True, SERIES, citation, "", body)


def speech(
    number: int, speaker: str | None, at: int, *body: EditedLine | Direction
) -> EditedSpeech:
    """Speech `number` of scene 1, beginning in line `at` of the file."""
    lines = tuple(part.line if isinstance(part, EditedLine) else part for part in body)
    spoken = Speech(speaker, (speaker,) if speaker else (), lines, Span(FILE, at, 1))
    return EditedSpeech(spoken, str(number), f"1.{number}", body)


def edition(*elements: EditedSpeech | Direction, heading: str = "EXT. FERRY LANDING") -> Edition:
    """An edition of one scene."""
    scene = Scene(heading, (), Span(FILE, 1, 1))
    notes = [
        found
        for element in elements
        if isinstance(element, EditedSpeech)
        for part in element.body
        if isinstance(part, EditedLine)
        for mark in part.marks
        for found in mark.notes
    ]
    return Edition(
        settings=Settings("The Ferry", "", (), "en", FILE, PAPER, "plain", 45, (), Span(FILE)),
        script=Script("The Ferry", (scene,), Span(FILE)),
        cast=(),
        scenes=(EditedScene(scene, "1", False, tuple(elements)),),
        series=(SERIES,),
        notes=tuple(notes),
        analyses=(),
    )


FERRY = edition(
    Direction("Fog over the river. A bell that nobody rings.", Span(FILE, 3, 1)),
    speech(
        1,
        "Ines",
        5,
        line(
            "Is that you rowing, or only the water knocking at its own door?",
            6,
            [
                Mark(
                    8,
                    18,
                    1,
                    True,
                    (note("tides-1", 1, "The *first* question goes to the river, not to a man."),),
                )
            ],
        ),
    ),
    speech(
        2,
        "Old Tomas",
        8,
        Direction("without turning", Span(FILE, 9, 1), "parenthetical"),
        line("It is me. The water has better manners.", 10),
        line(
            "Sit in the stern and leave the lantern where the gulls can argue about it.",
            11,
            [
                Mark(
                    26,
                    37,
                    2,
                    True,
                    (note("tides-2", 2, "A lantern left out is a promise to come back."),),
                )
            ],
        ),
    ),
    speech(3, "Ines", 13, line("Yes.", 14)),
    Direction("He pulls twice on the left oar.", Span(FILE, 16, 1)),
    speech(
        4, "Old Tomas", 18, line("Count with me. Seventy-two strokes, and then the sandbank.", 19)
    ),
    speech(5, "Ines", 21, line("—", 22)),
)
BESIDE = {"tides-1": Placed(56.9), "tides-2": Placed(90.3)}


def page_html(of: Edition, places: Mapping[str, Placed], extra: str = "") -> str:
    """The edition as the plainest HTML; notes without a place are left out."""
    parts = ["<title>The Ferry</title><h1>The Ferry</h1>", CREDITS]
    for scene in of.scenes:
        parts.append(f"<h2>{html.escape(scene.scene.heading)}</h2>")
        for element in scene.elements:
            if isinstance(element, Direction):
                parts.append(f"<div><i>{html.escape(element.text)}</i></div>")
            elif isinstance(element, EditedSpeech):
                parts.append(_speech(element, places))
    return f"<!doctype html><html lang=en><style>{STYLE}</style>{''.join(parts)}{extra}"


def _speech(element: EditedSpeech, places: Mapping[str, Placed]) -> str:
    parts = []
    if element.speech.speaker:
        parts.append(
            f"<div class=speaker><span class=cite>{element.citation}</span>"
            f"{html.escape(element.speech.speaker)}</div>"
        )
    for part in element.body:
        if isinstance(part, Direction):
            parts.append(f"<div><i>({html.escape(part.text)})</i></div>")
        else:
            parts.append(f"<div>{_line(part, places)}</div>")
    return "".join(parts)


def _line(edited: EditedLine, places: Mapping[str, Placed]) -> str:
    text, done, start = edited.line.text.replace("'", "’"), "", 0
    for mark in edited.marks:
        done += html.escape(text[start : mark.end]) + f"<sup class=mark>{mark.number}</sup>"
        done += "".join(
            note_html(found, places[found.id]) for found in mark.notes if found.id in places
        )
        start = mark.end
    return done + html.escape(text[start:])


def note_html(found: Note, at: Placed) -> str:
    """A note at its place."""
    body = html.escape(found.body).replace("*", "")
    style = f"top: {at.top - TOP}mm; left: {at.left - LEFT}mm"
    text = f"{found.number} {body} {found.series.letter}"
    return f'<article data-id="{found.id}" style="{style}">{text}</article>'


def print_pdf(page: str, ids: Sequence[str] | None = None) -> bytes:
    """The PDF of the HTML, tagged; its notes get these ids, in reading order.

    Without `ids` they get those of their `data-id`.
    """
    if ids is None:
        ids = [part.split('"')[1] for part in page.split("<article data-id=")[1:]]
    plain = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    tagged = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        elements = list(_articles(document.Root["/StructTreeRoot"]))
        assert len(elements) == len(ids), "a note was broken over two pages, or left out"
        for element, id in zip(elements, ids, strict=True):
            element["/S"] = pikepdf.Name("/Note")
            element["/ID"] = pikepdf.String(id)
        document.Root["/PageLabels"] = pikepdf.Dictionary(
            {"/Nums": [0, pikepdf.Dictionary({"/S": pikepdf.Name("/D")})]}
        )
        document.save(tagged)
    return tagged.getvalue()


def _articles(element: pikepdf.Object) -> list[pikepdf.Object]:
    if element.get("/S") == "/Art":
        return [element]
    kids = element.get("/K", pikepdf.Array())
    if not isinstance(kids, pikepdf.Array):
        kids = pikepdf.Array([kids])
    return [
        found
        for kid in kids
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        for found in _articles(kid)
    ]


def with_note_body(of: Edition, id: str, body: str) -> Edition:
    """The same edition with other words in one note."""

    def changed(found: Note) -> Note:
        return replace(found, body=body) if found.id == id else found

    scene = of.scenes[0]
    elements = []
    for element in scene.elements:
        if isinstance(element, EditedSpeech):
            parts = []
            for part in element.body:
                if isinstance(part, EditedLine):
                    marks = [replace(m, notes=tuple(map(changed, m.notes))) for m in part.marks]
                    part = replace(part, marks=tuple(marks))
                parts.append(part)
            element = replace(element, body=tuple(parts))
        elements.append(element)
    return replace(
        of,
        scenes=(replace(scene, elements=tuple(elements)),),
        notes=tuple(map(changed, of.notes)),
    )
