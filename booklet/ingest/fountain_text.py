"""A script written as Fountain.

Takes scenes of collated exchanges; gives the text of a `.fountain` file that the
Fountain reader reads back speech by speech. Exchanges that do not follow each other
directly are parted by a centred sign: between them the pages have nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from booklet.ingest.order import PlacedScene
from booklet.ingest.readings import Collated, CollatedSpeech
from booklet.model import (
    Act,
    Direction,
    DualDialogue,
    Emphasis,
    Line,
    PageBreak,
    SceneElement,
    Script,
    Speech,
)

GAP = "> · · · <"
"""Stands between two exchanges: something lies between that the pages do not give."""

_STYLED_OR_MARK = re.compile(
    r"(?P<styled>(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,80}(?<=[^\s*])\*(?![\w*]))|[*_]"
)


def fountain_text(
    title_page: Sequence[tuple[str, str]], scenes: Sequence[PlacedScene], opening: str = ""
) -> str:
    """The whole file; `opening` is a paragraph of the editor's before the first speech."""
    parts = ["\n".join(f"{key}: {value}" for key, value in title_page if value)]
    for number, scene in enumerate(scenes):
        parts.append("." + _one_line(scene.heading))
        if scene.synopsis:
            parts.append("= " + _one_line(scene.synopsis))
        if opening and number == 0:
            parts.append(_action(opening))
        for position, exchange in enumerate(scene.exchanges):
            if position:
                parts.append(GAP)
            parts += _exchange(exchange)
    return "\n\n".join(part for part in parts if part) + "\n"


def script_text(script: Script) -> str:
    """A script of any format as Fountain: scene numbers, extensions, dual dialogue, styles."""
    page = [("Title", script.title), ("Author", ", ".join(script.authors))]
    parts = ["\n".join(f"{key}: {value}" for key, value in page if value)]
    act: Act | None = None
    for scene in script.scenes:
        if scene.act is not None and scene.act != act:
            act = scene.act
            parts.append(f"# {_one_line(act.heading)}")
        if scene.heading:
            label = f" #{scene.label}#" if scene.label else ""
            parts.append(f".{_one_line(scene.heading)}{label}")
        if scene.synopsis:
            parts.append("= " + _one_line(scene.synopsis))
        for element in scene.elements:
            parts += _script_element(element)
    return "\n\n".join(part for part in parts if part) + "\n"


def _script_element(element: SceneElement) -> list[str]:
    if isinstance(element, PageBreak):
        return ["==="]
    if isinstance(element, DualDialogue):
        first, *others = element.speeches
        return [_script_speech(first), *(_script_speech(each, " ^") for each in others)]
    if isinstance(element, Direction):
        text = _one_line(styled(element.text, element.emphasis))
        marks = {"transition": ("> ", ""), "centered": ("> ", " <")}
        before, after = marks.get(element.kind, ("!", ""))
        return [before + text + after]
    return [_script_speech(element)]


def _script_speech(speech: Speech, dual: str = "") -> str:
    if speech.speaker is None:
        return "\n".join(f"~{_one_line(line.text)}" for line in speech.lines)
    extension = f" ({speech.extension})" if speech.extension else ""
    rows = [_cue(speech.speaker) + extension + dual]
    before: Line | Direction | None = None
    for part in speech.body:
        if isinstance(part, Direction):
            rows.append(f"({_unbracketed(_one_line(part.text))})")
        else:
            if isinstance(before, Line) and "lyric" not in (before.kind, part.kind):
                rows.append("  ")
            text = styled(part.text, part.emphasis)
            rows += [("~" if part.kind == "lyric" else "") + row for row in text.split("\n")]
        before = part
    return "\n".join(rows)


_MARKS = {"italic": "*", "bold": "**", "underline": "_"}


def styled(text: str, emphasis: Sequence[Emphasis]) -> str:
    """Text with its styled runs in Fountain's marks; its own stars and low lines escaped."""
    marks: dict[int, list[str]] = defaultdict(list)
    for run in sorted(emphasis, key=lambda run: (run.start, -run.end)):
        marks[run.start].append(_MARKS[run.style])
        marks[run.end].insert(0, _MARKS[run.style])
    pieces: list[str] = []
    for at, character in enumerate(text + " "):
        pieces += marks.get(at, [])
        pieces.append("\\" + character if character in "*_" else character)
    return "".join(pieces).rstrip()


def _exchange(exchange: Collated) -> list[str]:
    return [
        _speech(element)
        if isinstance(element, CollatedSpeech)
        else _action(_sentence(element.text))
        for element in exchange.elements
    ]


def _speech(speech: CollatedSpeech) -> str:
    rows = [_cue(speech.speaker)]
    before: Line | Direction | None = None
    for part in speech.body:
        if isinstance(part, Direction):
            rows.append(f"({_one_line(part.text).replace('(', '').replace(')', '')})")
        else:
            if isinstance(before, Line) and "lyric" not in (before.kind, part.kind):
                rows.append("  ")
            for row in part.text.split("\n"):
                rows.append(("~" if part.kind == "lyric" else "") + _dialogue(row))
        before = part
    if speech.time is not None:
        rows[0] = f"[[{clock(speech.time)}]]\n\n{rows[0]}"
    return "\n".join(rows)


def _unbracketed(text: str) -> str:
    """Round brackets as square ones: Fountain's parentheticals end at the first round one."""
    return text.translate({ord("("): "[", ord(")"): "]"})


def _cue(name: str) -> str:
    """The speaker's line: in capitals, or forced where capitals would not do."""
    upper = name.upper()
    plain = re.fullmatch(r"[^\W_][\w .'’#&-]*", upper) and re.search(r"[^\W\d_]", upper)
    return upper if plain and upper.lower() == name.lower() else f"@{name}"


def _dialogue(text: str) -> str:
    """Spoken words, such that nothing in them is taken for markup."""
    text = escape(_one_line(text))
    return "\\" + text if text.startswith(("~", "@")) else re.sub(r"^\((?=.*\)$)", r"\\(", text)


def _action(text: str) -> str:
    return "!" + escape(_one_line(text))


def _sentence(text: str) -> str:
    text = _one_line(text)
    text = text[:1].upper() + text[1:]
    return text if re.search(r"[.!?…]$", text) else text + "."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def escape(text: str) -> str:
    """Stars and low lines escaped, unless a pair of stars marks emphasis; no notes opened."""

    def escaped(found: re.Match[str]) -> str:
        return found[0].replace("_", "\\_") if found["styled"] else "\\" + found[0]

    text = _STYLED_OR_MARK.sub(escaped, text)
    return text.replace("[[", "[").replace("]]", "]").replace("/*", "/ *").replace("*/", "* /")


def clock(seconds: float) -> str:
    """Hours, minutes and seconds: 0:41:07."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
