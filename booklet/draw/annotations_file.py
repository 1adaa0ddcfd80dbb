"""The text of `annotations.yaml`.

Takes the annotations and the records read before; gives the file. What a person wrote
or touched stands in it letter by letter, what `draw` made is written anew. Drawing twice
gives the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from booklet.draw.index import ScriptIndex, index
from booklet.draw.places import cite_all, selector_of
from booklet.draw.reconcile import checksum, is_touched
from booklet.model import Annotation, AnnotationRecord, Script, Selector, Target

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
"""


def annotations_text(
    annotations: Sequence[Annotation],
    records: Sequence[AnnotationRecord] | None,
    script: Script,
) -> str:
    """The whole file: own notes first, then each analysis in the order of the script.

    `annotations` are those of `draw` with the same records.
    """
    indexed = index(script)
    known = {record.id: record for record in records or ()}
    order = _ordered(annotations)
    cited = _citations(order, script)
    entries = [
        _verbatim(known[annotation.id])
        if annotation.id in known and is_touched(known[annotation.id])
        else _entry(annotation, cited, indexed)
        for annotation in order
    ]
    shown = {annotation.id for annotation in annotations}
    entries += [
        _verbatim(record)
        for record in known.values()
        if record.id not in shown and is_touched(record)
    ]
    if not entries:
        return f"{HEADER}\nannotations: []\n"
    return f"{HEADER}\nannotations:\n" + "\n".join(entries)


def _ordered(annotations: Sequence[Annotation]) -> list[Annotation]:
    """Grouped by source, own notes first; placed ones in the order of the script, then
    those without a place in the order of the text they come from."""
    sources = list(dict.fromkeys(annotation.source for annotation in annotations))
    sources.sort(key=lambda source: source != "")

    def key(numbered: tuple[int, Annotation]) -> tuple[int, bool, tuple[int, ...], int]:
        number, annotation = numbered
        target = annotation.target
        at = (target.scene, target.speech, target.start, -target.end) if target else ()
        return (sources.index(annotation.source), target is None, at, number)

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
    lines = [f"- id: {_scalar(annotation.id)}"]
    if annotation.source:
        lines.append(f"  source: {_scalar(annotation.source)}")
    if annotation.quote:
        lines += _selector("quote", annotation.quote)
    lines.append(f"  status: {annotation.status}")
    lines.append(f"  reason: {_scalar(annotation.reason)}")
    lines.append(f"  score: {annotation.score:.2f}")
    if annotation.target:
        lines.append(f"  place: {_quoted(cited[annotation.target])}")
        span = script.words_of(annotation.target)
        if span is not None:
            lines += _selector("script", selector_of(span[0], span[1], script))
    if annotation.candidates:
        lines.append("  candidates:")
        for candidate in annotation.candidates:
            lines.append(f"    - place: {_quoted(cited[candidate.target])}")
            lines.append(f"      score: {candidate.score:.2f}")
            lines.append(f"      text: {_scalar(' '.join(candidate.target.text.split()))}")
    lines += _block("body", annotation.body)
    if annotation.themes:
        lines.append("  themes:")
        lines += [f"    - {_scalar(theme)}" for theme in annotation.themes]
    if annotation.kind != "comment":
        lines.append(f"  kind: {_scalar(annotation.kind)}")
    text = "\n".join(lines) + "\n"
    text += f"  made: {_quoted(checksum(text))}\n"
    return textwrap.indent(text, _INDENT)


def _selector(key: str, selector: Selector) -> list[str]:
    lines = [f"  {key}:"]
    for name in ("exact", "prefix", "suffix"):
        value = getattr(selector, name)
        if value:
            lines.append(f"    {name}: {_scalar(value)}")
    return lines


def _block(key: str, text: str) -> list[str]:
    """Running text as a folded block, which is the pleasantest to edit."""
    if not text:
        return [f'  {key}: ""']
    if "\n" in text or text != " ".join(text.split()) or not text.isprintable():
        return [f"  {key}: {_quoted(text)}"]
    wrapped = textwrap.wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [f"  {key}: >-", *(f"    {line}" for line in wrapped)]


# YAML takes a plain scalar for something else where it begins with an indicator, holds
# ": " or " #", or spells a number, a truth value or nothing
_PLAIN = re.compile(r"[^\W\d_](?:[\w \-./;,’‘“”…—–()!?]|:(?=\S))*", re.UNICODE)
_NOT_TEXT = frozenset(
    re.findall(
        r"\S+",
        """
true false yes no on off null ~ y n none nan inf
""",
    )
)


def _scalar(text: str) -> str:
    plain = (
        _PLAIN.fullmatch(text)
        and not text.endswith((" ", ":"))
        and text.lower() not in _NOT_TEXT
        and text.isprintable()
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes, with what cannot be seen escaped."""
    parts: list[str] = []
    for letter in text:
        if letter in '"\\':
            parts.append("\\" + letter)
        elif letter == "\n":
            parts.append("\\n")
        elif letter == "\t":
            parts.append("\\t")
        elif letter.isprintable():
            parts.append(letter)
        else:
            code = ord(letter)
            parts.append(
                f"\\x{code:02x}" if code < 0x100
                else f"\\u{code:04x}" if code < 0x10000
                else f"\\U{code:08x}"
            )  # fmt: skip
    return '"' + "".join(parts) + '"'
