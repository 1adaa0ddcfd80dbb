"""Files that were damaged on purpose: what a bad copy, a slip or an attacker makes of good ones.

In: seeds, each a few files that belong together. Out: `Mutant`s, drawn by a seeded generator, and
their files. An edit says where by a share of the file, so that it can be applied to any
file, and a list of edits can be cut short and still be applied.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]

MOST_BYTES = 400_000
"""A mutant does not grow beyond this: size alone is what the corpus tries."""

SPECIALS: tuple[bytes, ...] = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        *(
            "\0",
            "\ufeff",
            "\u202e",
            "\u200b",
            "\u0301" * 20,
            "\ud800",
            "\uffff",
            "\u2028",
            "\x1b[2J",
        ),
        *("\r", "\t", "\n\n\n", "'", '"', "`", "“", "”", "’", "…", "—", "´"),
        *(
            "---\n",
            "...\n",
            "- ",
            ": ",
            ":\n",
            "? ",
            "|\n",
            ">\n",
            "&a ",
            "*a",
            "!!x ",
            "%",
            "#",
            "~",
        ),
        *("{", "}", "[", "]", "{{", "}}", "{%", "%}", "{#", "[[", "]]", "/*", "*/", "^", "@", "("),
        *("<", ">", "</", "/>", "<b>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a [", "&lt;"),
        *("&x;", "&#0;", "&#x110000;", "\\", "\\u0000", "*", "**", "_", "==="),
        *("0", "-1", "nan", "1e999", "9" * 40, "٣", "🦧", "ﬁ", "İ", "ß", "a" * 300),
        *("..", "../", "/etc/passwd", "file:///etc/passwd", "javascript:x", "url(x)", "\\0"),
        *(
            "INT. ",
            "FADE OUT.",
            "MARA",
            "~la",
            ".X",
            "!x",
            "> x <",
            "1\n00:00:01,000 --> ",
            "WEBVTT\n",
        ),
    )
)

NESTS: tuple[tuple[bytes, bytes], ...] = (
    *((b"[", b"]"), (b"{", b"}"), (b"(", b")"), (b"- ", b""), (b"> ", b""), (b"  ", b"")),
    *((b"<div>", b"</div>"), (b"<b>", b"</b>"), (b"*", b"*"), (b"[[", b"]]"), (b"/*", b"*/")),
    *((b'"', b'"'), ("“".encode(), "”".encode()), (b"{% if true %}", b"{% endif %}"), (b"#", b"")),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """Files that are good, or bad ones of the corpus; `kind` says what they are read as."""

    name: str
    kind: str
    files: Files
    good: bool = True


@dataclass(frozen=True, slots=True)
class Edit:
    """One damage. `at` and `to` are places in ten millionths of the file."""

    how: str
    file: int
    at: int
    to: int
    what: int


@dataclass(frozen=True, slots=True)
class Mutant:
    """A seed and the damages done to it, in order."""

    seed: int
    edits: tuple[Edit, ...]


_WHOLE = 10_000_000


def mutant(draw: random.Random, seeds: tuple[Seed, ...]) -> Mutant:
    """A mutant of one of the seeds, every other one of a good seed: one to five edits."""
    good = [at for at, seed in enumerate(seeds) if seed.good]
    return Mutant(
        draw.choice(good) if draw.random() < 0.5 else draw.randrange(len(seeds)),
        tuple(
            Edit(
                draw.choice(sorted(_EDITS)),
                draw.randint(0, 50),
                _place(draw),
                _place(draw),
                draw.randint(0, 100_000),
            )
            for _ in range(draw.randint(1, 5))
        ),
    )


def _place(draw: random.Random) -> int:
    """Anywhere in a file; at its very beginning or end more often than chance has it."""
    return draw.choice((0, _WHOLE)) if draw.random() < 0.1 else draw.randint(0, _WHOLE)


def files_of(mutant: Mutant, seeds: tuple[Seed, ...]) -> dict[str, bytes]:
    """The damaged files."""
    files = dict(seeds[mutant.seed].files)
    names = sorted(files)
    for edit in mutant.edits:
        name = names[edit.file % len(names)]
        other = seeds[edit.what % len(seeds)].files
        foreign = other[sorted(other)[edit.file % len(other)]]
        files[name] = _EDITS[edit.how](files[name], edit, foreign)[:MOST_BYTES]
    return files


# -------------------------------------------------------------------------------- damage


def _range(data: bytes, edit: Edit, longest: int) -> tuple[int, int]:
    start = len(data) * edit.at // _WHOLE
    return start, min(len(data), start + 1 + edit.to % longest)


def _flip(data: bytes, edit: Edit, _: bytes) -> bytes:
    at = len(data) * edit.at // (_WHOLE + 1)
    return data[:at] + bytes([data[at] ^ (1 << edit.what % 8)]) + data[at + 1 :] if data else data


def _insert(data: bytes, edit: Edit, _: bytes) -> bytes:
    at = len(data) * edit.at // _WHOLE
    return data[:at] + SPECIALS[edit.what % len(SPECIALS)] + data[at:]


def _repeat(data: bytes, edit: Edit, _: bytes) -> bytes:
    at = len(data) * edit.at // _WHOLE
    return data[:at] + SPECIALS[edit.what % len(SPECIALS)] * (2 + edit.to % 400) + data[at:]


def _delete(data: bytes, edit: Edit, _: bytes) -> bytes:
    start, end = _range(data, edit, 200)
    return data[:start] + data[end:]


def _cut_off(data: bytes, edit: Edit, _: bytes) -> bytes:
    return data[: len(data) * edit.at // _WHOLE]


def _duplicate(data: bytes, edit: Edit, _: bytes) -> bytes:
    start, end = _range(data, edit, 2000)
    return data[:end] + data[start:end] * (1 + edit.what % 20) + data[end:]


def _nest(data: bytes, edit: Edit, _: bytes) -> bytes:
    start, end = _range(data, edit, 60)
    before, after = NESTS[edit.what % len(NESTS)]
    depth = 1 + edit.to % 2000
    return data[:start] + before * depth + data[start:end] + after * depth + data[end:]


def _swap_lines(data: bytes, edit: Edit, _: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        one, other = edit.at % len(lines), edit.to % len(lines)
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _drop_line(data: bytes, edit: Edit, _: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return (
        b"".join(lines[: edit.at % len(lines)] + lines[edit.at % len(lines) + 1 :])
        if lines
        else data
    )


def _indent_line(data: bytes, edit: Edit, _: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = edit.at % len(lines)
        lines[at] = (b" " * (edit.what % 5) or b"\t") + lines[at].lstrip(
            b" " if edit.to % 2 else b""
        )
    return b"".join(lines)


def _splice(data: bytes, edit: Edit, foreign: bytes) -> bytes:
    at = len(data) * edit.at // _WHOLE
    start, end = _range(foreign, edit, 3000)
    return data[:at] + foreign[start:end] + data[at:]


def _replace_value(data: bytes, edit: Edit, _: bytes) -> bytes:
    """Another value behind a colon: what one mistypes in YAML and CSS."""
    places = [at for at in range(len(data) - 1) if data[at : at + 1] in b":=" and at]
    if not places:
        return data
    at = places[edit.at % len(places)] + 1
    end = data.find(b"\n", at)
    return data[:at] + b" " + SPECIALS[edit.what % len(SPECIALS)] + data[end if end >= 0 else at :]


_EDITS: Mapping[str, Callable[[bytes, Edit, bytes], bytes]] = {
    "flip a bit": _flip,
    "insert": _insert,
    "insert many": _repeat,
    "delete": _delete,
    "cut off": _cut_off,
    "duplicate": _duplicate,
    "nest": _nest,
    "swap lines": _swap_lines,
    "drop a line": _drop_line,
    "indent a line": _indent_line,
    "splice": _splice,
    "replace a value": _replace_value,
}
