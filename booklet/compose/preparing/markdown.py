"""Markdown of note bodies, questions, meanings and pieces, typeset.

In: Markdown, as `booklet.markup.markdown` reads it. Out: HTML, or its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup

from booklet.compose.preparing.typography import (
    LONG_DASHES,
    NO_BREAK,
    Typographer,
    typographer_for,
)
from booklet.markup.markdown import block_html, block_tokens, html_of, inline_tokens, text_of


class InlineMarkdown:
    """Renders inline Markdown in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def html(self, text: str) -> Markup:
        """The HTML of `text`, escaped where it is not Markdown."""
        return Markup(html_of(self._typeset(text)))

    def plain(self, text: str) -> str:
        """The words of `text` without its markup."""
        return "".join(map(text_of, self._typeset(text)))

    def _typeset(self, text: str) -> list[Token]:
        tokens = inline_tokens(text)
        _set_type(tokens, typographer_for([text], self._language))
        return tokens


def html_of_blocks(text: str, language: str) -> Markup:
    """The HTML of a piece, escaped where it is not Markdown."""
    tokens = block_tokens(text)
    typographer = typographer_for([text], language)
    for token in tokens:
        _set_type(token.children or [], typographer)
    return Markup(block_html(tokens))


def _set_type(tokens: Sequence[Token], typographer: Typographer) -> None:
    """Typeset the text tokens, each with the whole as context; code stays as it is."""
    glyphs = typographer.glyphs("".join(text_of(token) for token in tokens))
    offset = 0
    for token in tokens:
        length = len(text_of(token))
        if token.type == "text":
            token.content = "".join(glyphs[offset : offset + length])
        offset += length
    for token, following in pairwise(tokens):
        if token.type == "softbreak" and following.content.startswith(LONG_DASHES):
            token.type, token.content = "text", NO_BREAK  # the source's line is not the booklet's
    for token, mark, inside in zip(tokens, tokens[1:], tokens[2:], strict=False):
        styled = mark.type in ("em_open", "strong_open") and inside.type == "text"
        if (
            styled
            and token.type == "text"
            and token.content[:-1]
            and token.content[-1] in (" ", NO_BREAK)
        ):
            # Into the words in another style: see `pieces.bind`.
            inside.content = token.content[-1] + inside.content
            token.content = token.content[:-1]
