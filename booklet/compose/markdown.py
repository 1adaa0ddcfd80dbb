"""Markdown of note bodies, questions and meanings: inline only, and only what is harmless.

In: Markdown text. Out: HTML. Raw HTML in it is text; images are text; a link leads to
http, https or mailto, or it is text too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from booklet.compose.typography import LONG_DASHES, Typographer, typographer_for

_SCHEMES = ("http://", "https://", "mailto:")


class InlineMarkdown:
    """Renders inline Markdown in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
        # The parser's own hook for which links it may make (markdown-it security notes).
        self._parser.validateLink = _harmless  # type: ignore[method-assign]

    def html(self, text: str) -> Markup:
        """The HTML of `text`, escaped where it is not Markdown."""
        tokens = self._parser.parseInline(text.strip())
        typographer = typographer_for([text], self._language)
        for token in tokens:
            _set_type(token.children or [], typographer)
        return Markup(self._parser.renderer.render(tokens, self._parser.options, {}).strip())

    def plain(self, text: str) -> str:
        """The words of `text` without its markup."""
        tokens = self._parser.parseInline(text.strip())
        typographer = typographer_for([text], self._language)
        children = [child for token in tokens for child in token.children or []]
        _set_type(children, typographer)
        return "".join(_text_of(child) for child in children)


def _harmless(url: str) -> bool:
    return url.strip().lower().startswith(_SCHEMES)


def _text_of(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _set_type(tokens: Sequence[Token], typographer: Typographer) -> None:
    """Typeset the text tokens, each with the whole as context; code stays as it is."""
    glyphs = typographer.glyphs("".join(_text_of(token) for token in tokens))
    offset = 0
    for token in tokens:
        length = len(_text_of(token))
        if token.type == "text":
            token.content = "".join(glyphs[offset : offset + length])
        offset += length
    for token, following in pairwise(tokens):
        if token.type == "softbreak" and following.content.startswith(LONG_DASHES):
            token.type, token.content = "text", "\u00a0"  # the source's line is not the booklet's
