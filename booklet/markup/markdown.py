"""Inline Markdown of notes, questions and meanings: what it is made of, and its words.

In: Markdown text. Out: markdown-it's tokens, or plain text. Raw HTML in it is text; images are
text; a link leads to http, https or mailto, or it is text too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
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


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
    # The parser's own hook for which links it may make (markdown-it security notes).
    parser.validateLink = _harmless  # type: ignore[method-assign]
    return parser


def _harmless(url: str) -> bool:
    return url.strip().lower().startswith(_SCHEMES)
