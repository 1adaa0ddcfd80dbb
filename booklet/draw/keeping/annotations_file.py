"""The text of `annotations.yaml`.

Takes the annotations and the records read before; gives the file. What a person wrote
or touched stands in it letter by letter, what `draw` made is written anew. Drawing twice
gives the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.draw.finding.index import ScriptIndex, index
from booklet.draw.keeping.checksum import checksum
from booklet.draw.keeping.places import cite_all, selector_of
from booklet.draw.keeping.reconcile import is_touched
from booklet.model import COMMENT, Annotation, AnnotationRecord, Script, Selector, Target
from booklet.yaml_text import quoted, scalar

_WIDTH = 88
_INDENT = "  "

HEADER = """\
# The notes of this course. `booklet draw` wrote those with a line `made:`; it writes them
# anew each time, unless you change anything in one: from then on the entry is yours.
#
#   decision: accept     right as it is; keep it here, whatever changes
#   decision: reject     no such note; keep it out
#   decision: pin        hold it at its place; to choose another place, write for instance
#                        target: "2.14"
#
# Edit a body to your liking. Write notes of your own like this:
#
#   - id: my-first-note
#     quote: {exact: words of the script, prefix: words before, suffix: words behind}
#     body: What you have to say.
#
# Instead of `quote`, a note may have `target: "2.14"` (a speech), `target: {scene: "2"}`,
# `{scenes: 2-4}`, `{cast: NAME}` or `{work: yes}`.
"""


def annotations_text(
    annotations: Sequence[Annotation],
    records: Sequence[AnnotationRecord] | None,
    script: Script,
    before: str = "",
) -> str:
    """The whole file: own notes first, then each analysis in the order of the script.

    `annotations` are those of `draw` with the same records. `before` is the text of the file
    that the records come from: what stands in it keeps its order, and all comments.
    """
    indexed = index(script)
    known = {record.id: record for record in records or ()}
    order = _ordered(annotations)
    cited = _citations(order, script)
    written = {
        annotation.id: _verbatim(known[annotation.id])
        if annotation.id in known and is_touched(known[annotation.id])
        else _entry(annotation, cited, indexed)
        for annotation in order
    }
    for record in known.values():
        if record.id not in written and is_touched(record):
            written[record.id] = _verbatim(record)
    frame = _frame(before, tuple(known.values()))
    if frame is not None:
        return _within(frame, known, written)
    if not written:
        return f"{HEADER}\nannotations: []\n"
    return f"{HEADER}\nannotations:\n" + "\n".join(written.values())


def entries(annotations: Sequence[Annotation], script: Script) -> dict[str, str]:
    """What the file would have of each annotation, by id, as lines without indentation."""
    cited, indexed = _citations(annotations, script), index(script)
    return {one.id: textwrap.dedent(_entry(one, cited, indexed)) for one in annotations}


@dataclass(frozen=True, slots=True)
class _Frame:
    """A file apart from its entries: what stands before, between and behind them. `gaps` has
    the text before each entry but the first, by the entry's id."""

    head: str
    gaps: dict[str, str]
    tail: str
    indent: str


_KEY = re.compile(r"""^(["']?)annotations\1[ \t]*:""", re.MULTILINE)
_LIST_BEGINS = re.compile(rf"{_KEY.pattern}|^(?:---)?[ \t]*\[", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_DASH = re.compile(r"^( *)- ", re.MULTILINE)


def _frame(before: str, records: Sequence[AnnotationRecord]) -> _Frame | None:
    """The frame of the text, in which each record stands as it was read. A list of the `[…]`
    form becomes one with dashes, in which all comments stay; None where there is no text."""
    if not before.strip():
        return None
    text = before if before.endswith("\n") else f"{before}\n"
    outside = _outside(text, [record.text for record in records])
    if records and outside is not None:
        head, *between, tail = outside
        gaps = {record.id: gap for record, gap in zip(records[1:], between, strict=True)}
        dash = _DASH.search(records[0].text)
        return _Frame(head, gaps, tail, dash[1] if dash else _INDENT)
    outside = _outside(text, [_in_brackets(record.text) for record in records])
    if outside is None:
        return None
    head, *behind = outside
    begins = _LIST_BEGINS.search(head)
    at = begins.start() if begins else len(head)
    between = ["\n" + _comments(gap) for gap in behind[:-1]]
    return _Frame(
        head=head[:at] + _comments(head[at:] if records else "") + "annotations:\n",
        gaps={record.id: gap for record, gap in zip(records[1:], between, strict=True)},
        tail=_comments(behind[-1] if records else head[at:]),
        indent="",
    )


def _outside(text: str, entries: Sequence[str]) -> list[str] | None:
    """What stands before, between and behind the entries; None where one does not stand there."""
    parts, at = [], 0
    for entry in entries:
        start = text.find(entry, at)
        if start < 0:
            return None
        parts.append(text[at:start])
        at = start + len(entry)
    return [*parts, text[at:]]


def _in_brackets(entry: str) -> str:
    """An entry of the `[…]` form, given as `- …`, as it stands there."""
    return entry.removeprefix("- ").removesuffix("\n").replace("\n  ", "\n")


def _comments(text: str) -> str:
    """The comments of a text outside the entries, a line each."""
    return "".join(f"{comment}\n" for comment in _COMMENT.findall(text))


def _within(
    frame: _Frame, known: Mapping[str, AnnotationRecord], written: Mapping[str, str]
) -> str:
    """The file with these entries: those that were there in their order, each new one behind
    the one that it follows in the order of `written`."""
    order = [identifier for identifier in known if identifier in written]
    follows = ""
    for identifier in written:
        if identifier not in known:
            order.insert(order.index(follows) + 1 if follows else 0, identifier)
        follows = identifier
    if not order:
        key = _KEY.search(frame.head)
        at = key.end() if key else len(frame.head)
        nothing = " []" if key else "[]\n"
        return frame.head[:at] + nothing + frame.head[at:] + frame.tail
    text = frame.head
    for number, identifier in enumerate(order):
        if number:
            text += frame.gaps.get(identifier, "\n")
        record = known.get(identifier)
        if record is not None and is_touched(record):
            text += record.text
        else:
            text += textwrap.indent(textwrap.dedent(written[identifier]), frame.indent)
    return text + frame.tail


def _ordered(annotations: Sequence[Annotation]) -> list[Annotation]:
    """Grouped by source, own notes first; placed ones in the order of the script, then
    those without a place in the order of the text they come from."""
    sources = list(dict.fromkeys(annotation.source for annotation in annotations))
    sources.sort(key=lambda source: source != "")

    def key(numbered: tuple[int, Annotation]) -> tuple[int, bool, tuple[int, ...], int]:
        number, annotation = numbered
        target = annotation.target
        at: tuple[int, ...] = ()
        if target:
            at = (target.scene, target.speech, target.start, -target.end)
        elif annotation.scenes:
            at = (annotation.scenes[0], -1)
        elif annotation.status == "placed":
            at = (len(annotations), annotation.scope == "work")
        return (sources.index(annotation.source), not at, at, number)

    return [annotation for _, annotation in sorted(enumerate(annotations), key=key)]


def _citations(annotations: Sequence[Annotation], script: Script) -> dict[Target, str]:
    targets = [
        target
        for annotation in annotations
        for target in (annotation.target, *(c.target for c in annotation.candidates))
        if target is not None
    ]
    return dict(zip(targets, cite_all(targets, script), strict=True))


def _verbatim(record: AnnotationRecord) -> str:
    """A person's entry, moved to this file's indentation and not otherwise changed."""
    lines = record.text.splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    dedented = [line[indent:] if line.strip() else "" for line in lines]
    return "\n".join(_INDENT + line if line else "" for line in dedented) + "\n"


def _entry(annotation: Annotation, cited: dict[Target, str], script: ScriptIndex) -> str:
    lines = [f"- id: {scalar(annotation.id)}"]
    if annotation.source:
        lines.append(f"  source: {scalar(annotation.source)}")
    if annotation.quote:
        lines += _selector("quote", annotation.quote)
    lines.append(f"  status: {annotation.status}")
    lines.append(f"  reason: {scalar(annotation.reason)}")
    lines.append(f"  score: {annotation.score:.2f}")
    if annotation.target:
        lines.append(f"  place: {quoted(cited[annotation.target])}")
        if annotation.scope != "words":
            lines.append(f"  scope: {annotation.scope}")
        span = script.words_of(annotation.target)
        if span is not None:
            lines += _selector("script", selector_of(span[0], span[1], script))
    elif annotation.status == "placed":
        lines.append(f"  target: {_aim(annotation, script)}")
    if annotation.candidates:
        lines.append("  candidates:")
        for candidate in annotation.candidates:
            lines.append(f"    - place: {quoted(cited[candidate.target])}")
            lines.append(f"      score: {candidate.score:.2f}")
            lines.append(f"      text: {scalar(' '.join(candidate.target.text.split()))}")
    lines += _block("body", annotation.body)
    if annotation.themes:
        lines.append("  themes:")
        lines += [f"    - {scalar(theme)}" for theme in annotation.themes]
    if annotation.kind != COMMENT.name:
        lines.append(f"  kind: {scalar(annotation.kind)}")
    text = "\n".join(lines) + "\n"
    text += f"  made: {quoted(checksum(text))}\n"
    return textwrap.indent(text, _INDENT)


def _aim(annotation: Annotation, script: ScriptIndex) -> str:
    """A target wider than words, as a person may write it."""
    if annotation.scenes:
        first, last = (script.scene_names[number] for number in annotation.scenes)
        at = first if first == last else f"{first}-{last}"
        return f"{{{'scene' if first == last else 'scenes'}: {quoted(at)}}}"
    if annotation.scope == "character":
        return f"{{cast: {quoted(annotation.cast)}}}"
    return "{work: yes}"


def _selector(key: str, selector: Selector) -> list[str]:
    lines = [f"  {key}:"]
    for name in ("exact", "prefix", "suffix"):
        value = getattr(selector, name)
        if value:
            lines.append(f"    {name}: {scalar(value)}")
    return lines


def _block(key: str, text: str) -> list[str]:
    """Running text as a folded block, which is the pleasantest to edit."""
    if not text:
        return [f'  {key}: ""']
    if "\n" in text or text != " ".join(text.split()) or not text.isprintable():
        return [f"  {key}: {quoted(text)}"]
    wrapped = textwrap.wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [f"  {key}: >-", *(f"    {line}" for line in wrapped)]
