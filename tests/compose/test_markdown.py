"""Markdown of notes: inline only, and nothing in it can do harm."""

from __future__ import annotations

import pytest

from booklet.compose.preparing.markdown import InlineMarkdown

CASES = [
    ("*soft* and **loud**", "<em>soft</em> and<strong> loud</strong>"),
    ("a < b & c", "a &lt; b &amp; c"),
    ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
    ("[there](https://a.example/b--c)", '<a href="https://a.example/b--c">there</a>'),
    ("[mail](mailto:a@b.example)", '<a href="mailto:a@b.example">mail</a>'),
    ("[x](javascript:alert)", "[x](javascript:alert)"),
    ("[x](file:///etc/hosts)", "[x](file:///etc/hosts)"),
    ("[x](data:text/html,y)", "[x](data:text/html,y)"),
    ("[x](other.html)", "[x](other.html)"),
    ("- a list\n- is text", "- a list\n- is text"),
    ("so small\n-- and so bright", "so small\u00a0– and so bright"),
    ("so *small*—and *so\n—bright*", "so<em> small</em>\u2060—and<em> so\u00a0—bright</em>"),
    ("# so is a heading", "# so is a heading"),
    ('"*Go*," she said', "“<em>Go</em>,” she said"),
    ('`"code" -- as is`', "<code>&quot;code&quot; -- as is</code>"),
]


@pytest.mark.parametrize(("typed", "html"), CASES)
def test_inline_markdown(typed: str, html: str) -> None:
    assert InlineMarkdown("en-GB").html(typed) == html


def test_an_image_loads_nothing() -> None:
    assert "<img" not in InlineMarkdown("en").html("![view](https://a.example/v.png)")
