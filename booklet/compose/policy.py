"""The Content-Security-Policy of every page that a browser opens.

In: the HTML of a page, whatever a course's own templates made of it. Out: the same with the
policy before all else. It is the second fence: what `allowed_html` lets pass by mistake
still loads nothing and runs nothing. See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import re

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Rules and what they show stand in the page itself; there is nothing else to load."""

# All that may stand before an element that belongs into the head. Browsers heed a policy in
# the head alone; where a page begins with other things, this one begins the head.
_BEFORE_HEAD = re.compile(
    r"\ufeff?(?:\s*+(?:<!--(?!-?>)(?:[^-]|-(?!-))*+-->|<!doctype html>))*+"
    r"(?:\s*+<html(?:\s[^<>]*+)?+>)?+(?:\s*+<head(?:\s[^<>]*+)?+>)?+",
    re.IGNORECASE,
)


def with_policy(html: str) -> str:
    """The page with its policy as the first element of its head."""
    match = _BEFORE_HEAD.match(html)
    at = match.end() if match else 0
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return html[:at] + meta + html[at:]
