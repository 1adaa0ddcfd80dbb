"""The typed text on a page of a script site.

Takes the text of a saved page; gives what stands there as typed (`<pre>`), line by line.
"""

from __future__ import annotations

from lxml import etree

LEAST = 0.5
"""Share of a page's letters that stand as typed where the page is of a script."""


def typed_text(html: str) -> str:
    """The typed text of a page, "" where most of the page is not typed."""
    if "<pre" not in html.casefold():
        return ""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, huge_tree=True)
    try:
        root = etree.fromstring(html, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", with_tail=False)
    for line_break in root.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "").removeprefix("\n")
    outermost = [
        each for each in root.iter("pre") if not any(True for _ in each.iterancestors("pre"))
    ]
    found = "\n".join("".join(map(str, each.itertext())) for each in outermost)
    letters = sum(map(str.isalpha, found))
    whole = sum(map(str.isalpha, "".join(map(str, root.itertext()))))
    return found.replace("\r", "") if letters >= LEAST * max(1, whole) else ""
