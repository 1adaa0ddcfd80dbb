"""A page that a browser opens: one file that needs no other, and may ask for none.

In: the judged tree of a page, whatever a course's own templates made of it, and style sheets.
Out: the page with its styles in it; its encoding and its Content-Security-Policy are the first
elements of its head. The policy is the second fence: what `allowed_html` lets pass by mistake
still loads nothing and runs nothing. See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from booklet.markup.allowed_html import POLICY, cleaned
from booklet.markup.tree import Element, written

STYLES = Markup(":booklet-style-sheets{}")
"""What templates get for `css`: it stands for the style sheets, which are looked at by
themselves, and of which the fonts depend on the page's text."""


def for_screen(root: Element, css: str, embedded: Callable[[Element], Element]) -> str:
    """The page with its styles and its policy. `css` is what `css.written` wrote.

    `embedded` gives each picture all of itself as its address.
    """
    waiting = [css]

    def styled(element: Element) -> Element:
        if element.name == "style" and STYLES in element.text and waiting:
            return replace(element, children=(element.text.replace(STYLES, waiting.pop(), 1),))
        return embedded(element)

    page = cleaned(root, "page", styled)
    return written(replace(page, children=tuple(map(_with_policy, page.children))))


def _with_policy(part: Element | str) -> Element | str:
    """The head with its encoding and its policy before all else."""
    if isinstance(part, str) or part.name != "head":
        return part
    encoding = Element("meta", "html", {"charset": "utf-8"})
    policy = Element("meta", "html", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    rest = list(part.children)
    while rest and isinstance(rest[0], str) and not rest[0].strip():
        del rest[0]
    return replace(part, children=("\n", encoding, "\n", policy, "\n", *rest))
