"""Markdown of notes, questions, meanings and pieces: what it is made of, and its words.

In: Markdown text. Out: markdown-it's tokens, or plain text. Raw HTML in it is text; images are
text but in pieces; a link leads to http, https or mailto, or it is text too. A numeric reference
to a C1 control, such as `&#146;`, is what browsers make of it (HTML, 13.2.5.80).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, entity
from markdown_it.token import Token

_SCHEMES = ("http://", "https://", "mailto:")


def inline_tokens(text: str) -> list[Token]:
    """The tokens of a text, all in one line."""
    return [
        child for token in _parser().parseInline(text.strip()) for child in token.children or []
    ]


def html_of(tokens: Sequence[Token]) -> str:
    """The HTML that tokens stand for, escaped where it is not Markdown."""
    parser = _parser()
    inline = Token("inline", "", 0, children=list(tokens))
    return str(parser.renderer.render([inline], parser.options, {})).strip()


def text_of(token: Token) -> str:
    """The text that one token shows."""
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def plain(text: str) -> str:
    """The words that a text shows, without its markup and where its links lead."""
    return "".join(map(text_of, inline_tokens(text)))


def titled(text: str) -> tuple[str, str]:
    """The heading that a text begins with, "" without one, and the rest."""
    tokens = _block_parser().parse(text)
    if not tokens or tokens[0].type != "heading_open" or not tokens[0].map:
        return "", text
    lines = text.split("\n")
    title = "".join(map(text_of, tokens[1].children or []))
    return " ".join(title.split()), "\n".join(lines[tokens[0].map[1] :])


def block_tokens(text: str) -> list[Token]:
    """The tokens of a text of paragraphs, lists, headings, quotations, tables and pictures.

    Its headings are those below a piece's own, which is an `h2`.
    """
    tokens = _block_parser().parse(text)
    levels = {token.tag for token in tokens if token.type == "heading_open"}
    below = {tag: f"h{min(number, 6)}" for number, tag in enumerate(sorted(levels), start=3)}
    for token in tokens:
        token.tag = below.get(token.tag, token.tag)
        token.attrs.pop("style", None)  # of a table's columns
    return tokens


def block_html(tokens: Sequence[Token]) -> str:
    """The HTML that the tokens of blocks stand for."""
    parser = _block_parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


def block_texts(text: str) -> list[str]:
    """The words of each paragraph, item, heading and cell."""
    return [
        "".join(map(text_of, token.children or [])) if token.type == "inline" else token.content
        for token in _block_parser().parse(text)
        if token.type in ("inline", "fence", "code_block")
    ]


def like_browsers(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which from now on has what Windows has for references to C1 controls."""
    parser.inline.ruler.at("entity", _reference)
    parser.core.ruler.before("text_join", "controls", _note_controls)
    return parser


def controls_named(token: Token) -> str:
    """The controls to which a token of inline text has references, and for which such a parser
    has read something else."""
    return str(token.meta.get("controls", ""))


def controls_in(text: str) -> str:
    """The controls of `controls_named` in a text."""
    return "".join(map(controls_named, _parser().parseInline(text.strip())))


def _reference(state: StateInline, silent: bool) -> bool:
    if not entity(state, silent):
        return False
    if not silent and _c1(state.tokens[-1]):
        state.tokens[-1].content = html.unescape(state.tokens[-1].markup)
    return True


def _note_controls(state: StateCore) -> None:
    """Before references and other text are joined."""
    for token in state.tokens:
        named = "".join(map(chr, filter(None, map(_c1, token.children or []))))
        if named:
            token.meta["controls"] = named


def _c1(token: Token) -> int:
    """The number of the C1 control to which a token is a reference, and which Windows has
    otherwise; else 0."""
    if token.info != "entity" or not token.markup.startswith("&#"):
        return 0
    number = token.markup[2:-1].lower()
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return code if 0x80 <= code < 0xA0 and html.unescape(token.markup).isprintable() else 0


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
    like_browsers(parser)
    # The parser's own hook for which links it may make (markdown-it security notes).
    parser.validateLink = _harmless  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    like_browsers(parser)
    parser.validateLink = _harmless_or_own  # type: ignore[method-assign]
    return parser


def _harmless_or_own(url: str) -> bool:
    """A picture of the course has a path, a place of the booklet an id."""
    return _harmless(url) or ":" not in url


def _harmless(url: str) -> bool:
    return url.strip().lower().startswith(_SCHEMES)
