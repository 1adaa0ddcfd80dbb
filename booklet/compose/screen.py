"""A page that a browser opens: one file that needs no other, and may ask for none.

In: the HTML of a page, whatever a course's own templates made of it, and style sheets. Out:
the page with its styles in it, and with its Content-Security-Policy before all else. The
policy is the second fence: what `allowed_html` lets pass by mistake still loads nothing and
runs nothing. See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import re

from markupsafe import Markup

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Rules and what they show stand in the page itself; there is nothing else to load."""

STYLES = Markup("/* \ue000 style sheets \ue000 */")
"""What templates get for `css`: it stands for the style sheets, which are looked at by
themselves, and of which the fonts depend on the page's text."""

# All that may stand before an element that belongs into the head. Browsers heed a policy in
# the head alone; where a page begins with other things, this one begins the head.
_BEFORE_HEAD = re.compile(
    r"\ufeff?(?:\s*+(?:<!--(?!-?>)(?:[^-]|-(?!-))*+-->|<!doctype html>))*+"
    r"(?:\s*+<html(?:\s[^<>]*+)?+>)?+(?:\s*+<head(?:\s[^<>]*+)?+>)?+",
    re.IGNORECASE,
)


def for_screen(html: str, css: str) -> str:
    """The page with its styles and its policy."""
    # CSS that cannot end the element it stands in; `\/` is `/` to a CSS parser.
    return with_policy(html.replace(STYLES, css.replace("</", "<\\/"), 1))


def with_policy(html: str) -> str:
    """The page with its policy as the first element of its head."""
    match = _BEFORE_HEAD.match(html)
    at = match.end() if match else 0
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return html[:at] + meta + html[at:]
