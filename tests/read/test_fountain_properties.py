"""Nothing is lost: what must hold for every Fountain file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from booklet.model import Direction, DualDialogue, PageBreak, SceneElement, Script
from booklet.read.fountain.reader import parse_fountain


@dataclass(frozen=True)
class Piece:
    """Some lines of Fountain, the words that must be printed for them, and those kept aside."""

    source: str
    printed: tuple[str, ...]
    aside: tuple[str, ...] = ()


WORDS = st.lists(
    st.sampled_from(["sea", "lamp", "tide", "Mara", "ёлка", "Öl", "it's"]), min_size=1, max_size=6
)


@st.composite
def phrases(draw: st.DrawFn) -> Piece:
    """A row of words, some styled, with a note or a cut passage among them."""
    source: list[str] = []
    printed: list[str] = []
    aside: list[str] = []
    for word in draw(WORDS):
        mark = draw(st.sampled_from(["", "", "", "*", "**", "***", "_"]))
        source.append(mark + word + mark)
        printed.append(word)
    at = draw(st.integers(0, len(source)))
    match draw(st.sampled_from(["", "", "note", "cut"])):
        case "note":
            source.insert(at, "[[to\ndo]]")
            aside += ["to", "do"]
        case "cut":
            source.insert(at, "/* gone\n\nfor good */")
    return Piece(" ".join(source), tuple(printed), tuple(aside))


def _wrapped(before: str, after: str, kept_before: str = "") -> st.SearchStrategy[Piece]:
    return phrases().map(
        lambda piece: Piece(
            before + piece.source + after,
            (*kept_before.split(), *piece.printed),
            piece.aside,
        )
    )


def speeches() -> st.SearchStrategy[Piece]:
    """A cue and what is said under it."""
    cues = st.sampled_from(
        [
            ("HORN", "HORN"),
            ("@jun", "jun"),
            ("HORN (V.O.)", "HORN V.O."),
            ("ЖАН ^", "ЖАН"),
            ("HORN AND ЖАН", "HORN AND ЖАН"),
        ]
    )
    rows = st.lists(
        st.one_of(
            _wrapped("", ""),
            _wrapped("(", ")"),
            _wrapped("~", ""),
            _wrapped("  \n", ""),
        ),
        min_size=1,
        max_size=4,
    )

    def assemble(parts: tuple[tuple[str, str], list[Piece]]) -> Piece:
        (cue, name), said = parts
        said[0] = replace(said[0], source=said[0].source.lstrip())
        return Piece(
            "\n".join([cue, *(piece.source for piece in said)]),
            (*name.split(), *(word for piece in said for word in piece.printed)),
            tuple(word for piece in said for word in piece.aside),
        )

    return st.tuples(cues, rows).map(assemble)


PIECES = st.one_of(
    _wrapped("INT. ", " - DAY", "INT.").map(
        lambda piece: Piece(piece.source, (*piece.printed, "-", "DAY"), piece.aside)
    ),
    _wrapped(".x ", "", "x"),
    _wrapped("!", ""),
    _wrapped("\t", ""),
    _wrapped("> ", ""),
    _wrapped("> ", " <"),
    _wrapped("~", ""),
    st.just(Piece("CUT TO:", ("CUT", "TO:"))),
    st.just(Piece("===", ())),
    st.just(Piece("HORN (O.S.)", ("HORN", "(O.S.)"))),
    speeches(),
)


def _element_words(element: SceneElement) -> Iterator[str]:
    match element:
        case Direction():
            yield element.text
        case PageBreak():
            pass
        case DualDialogue():
            for speech in element.speeches:
                yield from _element_words(speech)
        case _:
            yield element.speaker or ""
            yield (element.extension or "").replace(",", "")
            yield from (part.text for part in element.body)


def printed_words(script: Script) -> list[str]:
    """All words of the scenes, in order."""
    texts: list[str] = []
    for scene in script.scenes:
        texts.append(scene.heading)
        for element in scene.elements:
            texts += _element_words(element)
    return " ".join(texts).split()


@given(st.lists(PIECES, min_size=1, max_size=8))
def test_every_word_comes_out_once_and_in_order(pieces: list[Piece]) -> None:
    # The first words keep a line such as "sea:" from being read as a title page.
    source = "\n\n".join(["!begin", *(piece.source for piece in pieces)])
    script = parse_fountain(source, "a.fountain").value
    assert script is not None
    assert printed_words(script) == [
        "begin",
        *(word for piece in pieces for word in piece.printed),
    ]
    aside = [word for note in script.notes for word in note.text.split()]
    assert aside == [word for piece in pieces for word in piece.aside]


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_every_part_stands_where_its_span_says(pieces: list[Piece]) -> None:
    source = "\n\n".join(["!begin", *(piece.source for piece in pieces)])
    script = parse_fountain(source, "a.fountain").value
    assert script is not None
    lines = source.split("\n")
    for scene in script.scenes:
        for speech in scene.speeches():
            for part in (speech, *speech.body):
                here = lines[part.span.line - 1][part.span.column - 1 :]
                first = re.sub(r"[^\w].*", "", part.text.lstrip(), flags=re.DOTALL)
                if part is speech:
                    words = speech.speaker or part.text if part is speech else part.text
                    first = re.split(r"\W", words)[0]
                    bare = re.sub(r"^[*_@(~]*", "", here)
                    assert bare.startswith((first, "[[", "/*"))


LINES = st.lists(
    st.text(alphabet="aB 1\t.()^@!>~<#=-*_\\[]ß", max_size=12)
    | st.sampled_from(
        ["ANN", "INT. B", "CUT TO:", "  ", "", "ANN ^", "(a)", "[[b", "]]", "# ACT 1"]
    ),
    max_size=14,
)


@given(LINES)
def test_no_letter_is_lost_whatever_the_text(lines: list[str]) -> None:
    source = "\n".join(["!begin", "", *lines])
    script = parse_fountain(source, "a.fountain").value
    assert script is not None
    acts = dict.fromkeys(scene.act for scene in script.scenes if scene.act)
    out = [*printed_words(script), *(act.heading for act in acts)]
    out += [text for scene in script.scenes for text in (scene.label, scene.synopsis)]
    out += [note.text for note in script.notes]
    assert Counter(c for text in out for c in text if c.isalnum()) == Counter(
        c for c in source if c.isalnum()
    )
