"""An analysis: a Markdown file with front matter.

Takes the text of the file; gives an `Analysis`: plain text in blocks, each knowing its
place in the file, with emphasis as offsets. The author's quotes and dashes stay as
they are; raw HTML is text, nothing in it is obeyed.

```markdown
---
title: Who Trims the Wick          # needed
author: Ada Mole
publication: The Pier Review
date: 2026-01-30
url: https://example.org/wick
licence: CC0-1.0
---

## First part

A paragraph with a ‘quotation’ in it.

> A block quotation.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from booklet.markup.markdown import controls_named, like_browsers
from booklet.model import Analysis, Block, BlockKind, Emphasis, Fields, Span, Style
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.read.keys.dates import Date
from booklet.read.text.characters import check_words
from booklet.read.text.references import check_references
from booklet.read.yaml.addresses import Address
from booklet.read.yaml.marked import Mapping, Node, Scalar, parse_yaml
from booklet.read.yaml.marked import Sequence as YamlList
from booklet.read.yaml.shape import Shape, TextList, read_shape

DEEPEST = 60
"""Markdown nested deeper than this is refused: its text would be lost."""

_SPACE = re.compile(r"[ \t\n]+")
_MARKER = re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=[ \t]))*")


class FrontMatter(Shape):
    """What stands between the two `---` lines at the top."""

    needed_keys: ClassVar[frozenset[str]] = frozenset({"title"})
    shared: ClassVar[bool] = True

    title: str = ""
    author: TextList = ()
    publication: str = ""
    date: Date = ""
    url: Address = ""
    licence: str = ""


def parse_analysis(text: str, file: str, identifier: str) -> Result[Analysis]:
    """The analysis in `text`, whose newlines are `\\n`.

    Problems: those of its front matter; `analysis-without-title`,
    `front-matter-unclosed`, `analysis-too-deep`, `analysis-empty` (a warning).
    """
    front, fields, body_line, problems = _split(text, file)
    problems += list(front.problems)
    lines = text.split("\n")
    blocks, found = _blocks("\n".join(lines[body_line - 1 :]), file, body_line)
    problems += found
    matter = front.value
    if matter is None:
        return Result(None, tuple(problems))
    title = " ".join(matter.title.split())
    if not title:
        if has_errors(front.problems):  # a key that was meant to be `title`
            return Result(None, tuple(problems))
        problems.append(_without_title(blocks, file))
        return Result(None, tuple(problems))
    if not any(block.kind != "heading" for block in blocks):
        span = Span(file, min(body_line, len(lines)))
        hint = "Write the text below the second --- line, or delete the file."
        problems.append(warning("analysis-empty", "the analysis has no text", span, hint))
    analysis = Analysis(
        id=identifier,
        title=title,
        blocks=blocks,
        span=Span(file),
        author=", ".join(matter.author),
        publication=matter.publication,
        date=matter.date,
        url=matter.url,
        licence=matter.licence,
        fields=fields,
    )
    return Result(analysis, tuple(problems))


def _split(text: str, file: str) -> tuple[Result[FrontMatter], Fields, int, list[Problem]]:
    """The front matter, its other keys, the line on which the text begins (1-based), and
    problems."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Result(FrontMatter()), (), 1, []
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            tree = parse_yaml("\n".join(lines[1:index]), file, first_line=2)
            if tree.value is None:
                return Result(None, tree.problems), (), index + 2, []
            read = read_shape(tree.value, FrontMatter, "the front matter")
            fields = tuple(_fields(tree.value))
            return Result(read.value, tree.problems + read.problems), fields, index + 2, []
    problem = error(
        "front-matter-unclosed",
        "the front matter that begins here has no end",
        Span(file),
        "Put a line `---` between it and the text.",
    )
    return Result(None), (), len(lines) + 1, [problem]


def _texts(items: YamlList) -> list[Scalar]:
    return [each for each in items.items if isinstance(each, Scalar)]


def _fields(tree: Node) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The keys that the program does not know, those with a text or a list of texts."""
    for entry in tree.entries if isinstance(tree, Mapping) else ():
        if entry.key in FrontMatter.known_keys():
            continue
        if isinstance(entry.value, Scalar):
            yield entry.key, entry.value.text
        elif isinstance(entry.value, YamlList):
            yield (
                entry.key,
                tuple(each.text for each in _texts(entry.value)),
            )


def _without_title(blocks: Sequence[Block], file: str) -> Problem:
    heading = next((block.text for block in blocks if block.kind == "heading"), "…")
    title = heading if re.fullmatch(r"[\w …]+", heading) else '"' + heading.replace('"', "'") + '"'
    return error(
        "analysis-without-title",
        "the analysis has no title",
        Span(file),
        f"Begin the file with three lines: `---`, `title: {title}`, `---`.",
    )


# ------------------------------------------------------------------------- the text


def _blocks(body: str, file: str, first_line: int) -> tuple[tuple[Block, ...], list[Problem]]:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).disable("code")
    tokens = like_browsers(markdown).parse(body)
    problems = [
        error(
            "analysis-too-deep",
            f"quotations and lists stand more than {DEEPEST} levels deep here",
            Span(file, first_line + (token.map[0] if token.map else 0)),
            "Delete some of the signs at the beginning of the line.",
        )
        for token in tokens
        if token.level == DEEPEST - 1 and token.nesting == 1
    ][:1]
    lines = body.split("\n")
    blocks: list[Block] = []
    start = 0
    heading = ""
    for piece in _pieces(tokens):
        if not piece.text:
            continue
        span = Span(file, first_line + piece.line, len(_marker(lines[piece.line])) + 1)
        if "&" in body:  # `&#8203;` and the like bring in what stands nowhere in the file
            problems += check_references(body, piece.text, piece.controls, span)
        problems += check_words(piece.text, partial(_always, span))
        block = Block(
            kind=piece.kind,
            text=piece.text,
            start=start,
            span=span,
            heading="" if piece.kind == "heading" else heading,
            level=piece.level,
            emphasis=piece.emphasis,
        )
        blocks.append(block)
        start += len(piece.text) + len("\n\n")
        if piece.kind == "heading":
            heading = piece.text
    return tuple(blocks), problems


def _always(place: Span, _: int) -> Span:
    return place


def _marker(line: str) -> str:
    found = _MARKER.match(line)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block on its way; `line` is 0-based in the body."""

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    emphasis: tuple[Emphasis, ...] = ()
    controls: str = ""


def _pieces(tokens: Iterable[Token]) -> Iterable[_Piece]:
    """The blocks with text, in order; quotations win over the lists that they are in."""
    open_tags: list[str] = []
    for token in tokens:
        if token.type == "inline" and token.map:
            level = next((int(tag[1]) for tag in open_tags if re.fullmatch("h[1-6]", tag)), 0)
            kind: BlockKind = "paragraph"
            if "blockquote" in open_tags:
                kind, level = "quotation", 0
            elif level:
                kind = "heading"
            elif "li" in open_tags:
                kind = "item"
            text, emphasis = _plain_text(token.children or [])
            yield _Piece(kind, text, token.map[0], level, emphasis, controls_named(token))
        elif token.type == "fence" and token.map:
            yield from _fenced(token, "quotation" if "blockquote" in open_tags else "paragraph")
        elif token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()


def _fenced(token: Token, kind: BlockKind) -> Iterable[_Piece]:
    """Code blocks are no code here: their paragraphs are text like any other."""
    line = token.map[0] + 1 if token.map else 0
    for part in re.split(r"(\n[ \t]*\n)", token.content):
        text = _SPACE.sub(" ", part).strip()
        if text:
            yield _Piece(kind, text, line)
        line += part.count("\n")


@dataclass(slots=True)
class _Run:
    """Text as it grows, spaces collapsed, with the emphasis that is open and done."""

    text: str = ""
    open: list[tuple[int, Style]] = field(default_factory=list)
    done: list[Emphasis] = field(default_factory=list)

    def add(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not self.text or self.text.endswith(" "):
            text = text.removeprefix(" ")
        self.text += text


def _plain_text(children: Sequence[Token]) -> tuple[str, tuple[Emphasis, ...]]:
    run = _Run()
    styles: dict[str, Style] = {"em": "italic", "strong": "bold"}
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            run.add(" ")
        elif token.type in ("text", "code_inline", "text_special", "image"):
            run.add(token.content)
        elif token.tag in styles and token.nesting == 1:
            run.open.append((len(run.text), styles[token.tag]))
        elif token.tag in styles and token.nesting == -1:
            start, style = run.open.pop()
            run.done.append(Emphasis(start, len(run.text), style))
    text = run.text.rstrip(" ")
    emphasis = (Emphasis(e.start, min(e.end, len(text)), e.style) for e in run.done)
    return text, tuple(sorted((e for e in emphasis if e.start < e.end), key=_by_place))


def _by_place(run: Emphasis) -> tuple[int, int, str]:
    return run.start, -run.end, run.style
