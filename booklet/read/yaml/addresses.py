"""Addresses of pages on the web, where a key has one as its value."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from booklet.read.yaml.shape import wrong


def is_web_address(text: str) -> bool:
    """Whether a text is the whole address of a page on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # RFC 3986 has none of these; urlsplit drops line breaks in silence.
    broken = re.search(r'[\s"<>\\]', text)
    return not broken and parts.scheme in ("http", "https") and bool(parts.hostname)


def _web_address(value: object) -> object:
    if isinstance(value, str) and value and not is_web_address(value):
        raise wrong(
            "wrong-url",
            f"`{value}` is not a web address",
            "Write the whole address, beginning with https://, or leave the line out.",
        )
    return value


Address = Annotated[str, BeforeValidator(_web_address, json_schema_input_type=str)]
"""A whole address, or nothing."""
