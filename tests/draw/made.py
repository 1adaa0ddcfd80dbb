"""Scripts and analyses for the tests of drawing, made from a few lines of text."""

from __future__ import annotations

from booklet.draw import draw
from booklet.model import (
    Analysis,
    Annotation,
    AnnotationRecord,
    Block,
    BlockKind,
    Direction,
    Line,
    Scene,
    SceneElement,
    Script,
    Span,
    Speech,
)
from booklet.read.annotations import parse_annotations

FERRY = """
# THE SLIPWAY

INES: You are late, and the ferry has gone.
TOM: I ran all the way from the chandler's.
INES: Nobody runs in waders.
TOM: I did. Twice I fell over a dog.
(A gull takes the sandwich.)
INES: There are three hundred and seventeen steps down to this water, and you chose to fall.
TOM: I don't know.
INES: Will you wait with me?
TOM: Until the lamp goes green.

# THE WAITING ROOM

OLD MARA: Sit anywhere. The chairs have all been paid for.
TOM: Until the lamp goes green.
OLD MARA: That is what the last one said, and he grew a beard in here.
INES: Does it ever go green?
OLD MARA: It went green for my sister. She took the harbour clock with her.
TOM: I don't know.
INES: He always says that. Leave him be.
OLD MARA: Kettle's on the left of whatever you were looking for.

# THE PIER, LATER

INES: It was never the ferry I was waiting for.
TOM: No.
INES: You could say something kinder than no.
TOM: I could. I was saving it for the crossing.
INES: Leave him be, she said, and I did not.
"""


def script(text: str = FERRY) -> Script:
    """A script: `# HEADING`, `NAME: words`, `(direction)`, one a line."""
    scenes: list[Scene] = []
    heading, elements = "", list[SceneElement]()

    def close() -> None:
        if heading or elements:
            scenes.append(Scene(heading, tuple(elements), Span("script")))

    for number, line in enumerate(text.strip().splitlines(), start=1):
        span = Span("script", number)
        if line.startswith("# "):
            close()
            heading, elements = line[2:], []
        elif line.startswith("("):
            elements.append(Direction(line.strip("()"), span))
        elif line.strip():
            name, _, said = line.partition(": ")
            elements.append(Speech(name, (name,), (Line(said, span),), span))
    close()
    return Script("The Ferry", tuple(scenes), Span("script"))


def analysis(text: str, name: str = "essay") -> Analysis:
    """An analysis: paragraphs between blank lines; `> ` quotes a block, `# ` heads."""
    blocks: list[Block] = []
    start, heading = 0, ""
    for number, part in enumerate(text.strip().split("\n\n"), start=1):
        kind: BlockKind = "paragraph"
        flat = " ".join(part.split())
        if flat.startswith("> "):
            kind, flat = "quotation", flat.removeprefix("> ").replace(" > ", " ")
        elif flat.startswith("# "):
            kind, flat = "heading", flat.removeprefix("# ")
            heading = flat
        blocks.append(Block(kind, flat, start, Span(f"{name}.md", number), heading))
        start += len(flat) + 2
    return Analysis(name, name.title(), tuple(blocks), Span(f"{name}.md"))


def drawn(text: str, play: Script | None = None) -> tuple[Annotation, ...]:
    """What is drawn from an analysis of that text."""
    return draw(play or script(), (analysis(text),), None).value or ()


def only(text: str, play: Script | None = None) -> Annotation:
    """The one annotation drawn from that text."""
    found = drawn(text, play)
    assert len(found) == 1, [(one.status, one.quote and one.quote.exact) for one in found]
    return found[0]


def cited(annotation: Annotation) -> str:
    """Where it was placed as `scene.speech`, counted from 1; its status where it was not."""
    target = annotation.target
    if annotation.status != "placed" or target is None:
        return annotation.status
    return f"{target.scene + 1}.{target.speech + 1}"


def places(text: str, play: Script | None = None) -> dict[str, str]:
    """Each quotation of a text, and where it was placed."""
    return {one.quote.exact: cited(one) for one in drawn(text, play) if one.quote}


def records(text: str) -> tuple[AnnotationRecord, ...]:
    """The entries of an `annotations.yaml`."""
    read = parse_annotations(text, "annotations.yaml")
    assert not read.problems, read.problems
    return read.value or ()
