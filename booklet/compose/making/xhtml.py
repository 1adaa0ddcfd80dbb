"""From the tree of what the templates make to a chapter of the EPUB, which is XHTML.

In: the judged tree of a whole document, and where links lead. Out: a tree whose ids XML allows,
and its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from booklet.markup.allowed_html import cleaned
from booklet.markup.tree import Element, written_xml

_PLAIN_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def xml_id(name: str) -> str:
    """The id, where XML allows it, else one like it that XML allows."""
    if _PLAIN_ID.fullmatch(name):
        return name
    safe = re.sub(r"[^\w.-]", lambda match: f"_{ord(match[0]):x}_", name, flags=re.ASCII)
    return safe if safe[:1].isalpha() else f"_{safe}"


def to_xhtml(root: Element, link: Callable[[str], str]) -> str:
    """The document as XHTML. `link` says where an inner link leads: from "#id" to an address."""

    def linked(element: Element) -> Element:
        made = {name: _value(name, value, link) for name, value in element.attributes.items()}
        return element if made == element.attributes else replace(element, attributes=made)

    return written_xml(cleaned(root, "epub", linked))


def ids_in(root: Element) -> list[str]:
    """All ids of a document in their order, as its templates wrote them."""
    return [found for element in root.walk() if (found := element.attributes.get("id"))]


def _value(name: str, value: str, link: Callable[[str], str]) -> str:
    if name == "id":
        return xml_id(value)
    if name in ("aria-labelledby", "aria-describedby", "for"):
        return " ".join(xml_id(part) for part in value.split())
    if name == "href" and value.startswith("#"):
        return link("#" + xml_id(unquote(value[1:])))
    return value
