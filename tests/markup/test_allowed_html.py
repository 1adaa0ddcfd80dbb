"""What the templates of somebody else's course may put into a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.compose.making.screen import for_screen
from booklet.markup.allowed_html import POLICY, Finding, Place
from booklet.markup.allowed_html import findings as findings_of
from booklet.markup.allowed_xml import refused
from booklet.markup.tree import parse
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put

SVG = '<svg xmlns="http://www.w3.org/2000/svg">'

DOUBLED = "".join(
    f"<mask id='m{level}'>{f'<rect mask=url(#m{level - 1}) />' * 2}</mask>" for level in range(30)
)

CHAINED = "".join(
    f"<mask id='m{level}'><rect mask=url(#m{level - 1}) /></mask>" for level in range(3_000)
)

REFUSED = [
    f"<svg><defs>{CHAINED}<rect mask=url(#m2999) /></defs></svg>",
    f"<svg><defs>{DOUBLED}</defs></svg>",
    "<svg><pattern id='a'><rect fill='url(#a)'/></pattern></svg>",
    "<!DOCTYPE html><html title='>'><title><style></title><script>1</script></style></title>",
    "<style></style x><script>alert(1)</script></style>",
    "<style></style/><script>alert(1)</script></style>",
    "<style></style x><meta http-equiv='refresh' content='0;url=https://a.example/'></style>",
    "<style\u00a0><script>alert(1)</script></style\u00a0>",
    *(f"<p{space}onclick=x()>x</p>" for space in "\u00a0\u0085\u2028\x1c\x0b"),
    "<script\u00a0>alert(1)</script>",
    "<meta charset='iso-2022-jp'>",
    "<meta http-equiv='content-type' content='text/html; charset=utf-7'>",
    "<img src='x.png' srcset='https://a.example/x 1x'>",
    "<table background='https://a.example/x'></table>",
    "<svg><rect fill=\"image-set('https://a.example/x' 1x)\"/></svg>",
    "<p style=\"background: image-set('https://a.example/x' 1x)\">x</p>",
    "<p style='background: url(x&quot;y); background: url(z.png)'>x</p>",
    "<svg><title><p>x</p></title></svg>",
    "<svg><style>p{}</style></svg>",
    "<script>alert(1)</script>",
    "<SCRIPT src=//a.example></SCRIPT>",
    "<p onclick='x()'>x</p>",
    "<iframe src='https://a.example'></iframe>",
    "<object data='x'></object>",
    "<embed src='x'>",
    "<form action='https://a.example'></form>",
    "<input name='x'>",
    "<input type='file'>",
    "<input type='checkbox' autofocus>",
    "<base href='https://a.example'>",
    "<meta http-equiv='refresh' content='0; url=https://a.example'>",
    "<meta http-equiv='Refresh ' content='0'>",
    "<link rel='prefetch' href='x'>",
    "<link rel='stylesheet' href='styles/x.css'>",
    "<link rel='stylesheet' href='data:text/css,p{}'>",
    "<style>@import 'x.css';</style>",
    "<style>@import url(data:text/css,p%7B%7D);</style>",
    "<style>p { background: url(x.png) }</style>",
    "<style>p { background: image-set('x.png' 1x) }</style>",
    "<p style='background: url(x.png)'>x</p>",
    "<p style='background: url(data:image/png;base64,AAAA)'>x</p>",
    "<p style='background: u&#114;l(x.png)'>x</p>",
    "<p style='background: \\75rl(x.png)'>x</p>",
    "<svg><rect style='fill: url(x.svg#a)'/></svg>",
    "<img alt='x'>",
    "<p>" + "<b>x</b>" * 1_100,
    "<p>" + "<br>" * 11_000,
    "<link rel='attachment' href='file:///etc/passwd'>",
    "<a rel='attachment' href='https://a.example'>x</a>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//a.example'>x</a>",
    "<a href='other.html'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='https://a.example' ping='https://b.example'>x</a>",
    "<a href='https://a.example' download>x</a>",
    "<img src='https://a.example/x.png'>",
    "<img src='//a.example/x.png'>",
    "<img src='file:///etc/passwd'>",
    "<img src='data:text/html,x'>",
    "<img srcset='https://a.example/x.png 2x'>",
    "<video src='x'></video>",
    "<noscript><p>x</p></noscript>",
    "<template><p>x</p></template>",
    "<math><mi>x</mi></math>",
    "<svg><script>x</script></svg>",
    "<svg><style>p{}</style></svg>",
    "<svg><foreignObject></foreignObject></svg>",
    "<svg><a href='javascript:x'></a></svg>",
    "<svg><use href='https://a.example/x.svg#a'/></svg>",
    "<svg><use xlink:href='x.svg#a'/></svg>",
    "<svg><rect fill='url(https://a.example/x)'/></svg>",
    "<svg onload='x()'></svg>",
    "<svg><animate attributeName='href' to='javascript:x'/></svg>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[x]]>",
    "<?xml-stylesheet href='x'?>",
    "<p title='x' title='y'>x</p>",
    "<p title='x>y</p>",
    "a </3 b>",
    "<b>x<i>y</b></i>",
    "<p><b class=x></p>",
    "<style>p { color: red }",
    "<td colspan=1000000>x</td>",
    "<ol start=99999999999999999999></ol>",
    "<colgroup span=1000000></colgroup>",
    "<q cite='javascript:x'>x</q>",
    "<div>" * 100 + "</div>" * 100,
]

ALLOWED = [
    "<p class='a' id=b lang=\"de\">x<br>y<br/>z</p>",
    "<ul><li>one<li>two</ul><dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "<p>one<p>two<ul><li>three</ul></p>",
    "<table><tr><td>a<td>b<tr><td colspan=2>c</table>",
    "<a href='https://a.example/x?y=1&amp;z=2#f'>x</a><a href='mailto:a@a.example'>y</a>",
    "<a href='#n-1'>x</a><a href=\"HTTP://a.example\">y</a>",
    "<img src='pictures/pier.png' alt='A > B'>",
    "<img src='data:image/png;base64,AAAA'>",
    "<svg viewBox='0 0 1 1'><title>t</title><defs><pattern id='h'/></defs>"
    "<rect fill='url(#h)'/></svg>",
    "<style>p > b { color: red } /* <b> */</style>",
    "<!-- a note - with dashes -->",
    "<details open><summary>more</summary>text</details>",
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">",
    "<p>" + "<b>word </b>" * 5_000,
    "<p><b>x</b></p>" * 15_000,
    "&lt;script&gt; 1 &lt; 2",
    "a < b <3 c",
]


def findings(html: str, place: Place) -> list[Finding]:
    return findings_of(parse(html), place)


@pytest.mark.parametrize("html", REFUSED)
def test_what_runs_loads_or_misleads_is_found(html: str) -> None:
    assert findings(f"<!DOCTYPE html><html><body>{html}</body></html>", "page")


@pytest.mark.parametrize("html", ALLOWED)
def test_what_a_page_is_made_of_is_allowed(html: str) -> None:
    assert findings(f"<!doctype html><html><body>{html}</body></html>", "print") == []


def test_links_between_files_are_for_an_epub_alone() -> None:
    link = "<a href='scene-001.xhtml#s1'>x</a>"
    assert findings(link, "epub") == []
    assert findings(link, "page")


def test_a_finding_is_told_with_the_line_of_the_template(tmp_path: Path) -> None:
    put(
        tmp_path,
        "templates/speech.html",
        "{# ours #}\n{% if speech.citation == '1.2' %}\n<p>\n<script>x</script></p>\n{% endif %}\n"
        '{% include "shipped/speech.html" %}',
    )
    for compose in (compose_page, compose_print):
        result = compose(screenplay(), tmp_path)
        assert result.value is None
        told = {(problem.code, str(problem.span)) for problem in result.problems}
        assert told == {("markup-refused", "pier/templates/speech.html:4:1")}
        assert all("`<script>`" in problem.message for problem in result.problems)


def test_a_chapter_of_the_epub_is_looked_at_too(tmp_path: Path) -> None:
    put(tmp_path, "templates/epub/footnotes.html", "<p>\n<iframe></iframe></p>")
    result = compose_epub(screenplay(), tmp_path)
    assert result.value is None
    assert str(result.problems[0].span) == "pier/templates/epub/footnotes.html:2:1"


def test_what_a_template_prints_unescaped_is_told_where_it_is_printed(tmp_path: Path) -> None:
    put(tmp_path, "templates/cast.html", "<p>\n\n{{ '<scr' ~ 'ipt>' | safe }}x</p>")
    put(tmp_path, "templates/credits.html", "<p>\n{{ ('<iframe' ~ '>') | safe }}x</p>")
    result = compose_page(screenplay(), tmp_path)
    assert "pier/templates/credits.html:2:1" in {str(problem.span) for problem in result.problems}


def test_the_policy_comes_first_whatever_the_course_makes_of_the_page(tmp_path: Path) -> None:
    put(tmp_path, "templates/page.html", "<!doctype html>\n<p>No head at all.</p>")
    html = compose_page(screenplay(), tmp_path).value
    assert html is not None
    assert html.index(POLICY) < html.index("<p>")
    for start in (
        "",
        "<html lang=en>",
        '<html title=">"><title>',
        "<html><head><meta charset=utf-8>",
        "<!-- x -->\n<!DOCTYPE html><html><head>",
        "<p>",
    ):
        page = for_screen(parse(start + "<style>p{}</style>").root, "", lambda each: each)
        head = page.partition("<head>")[2]
        policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        assert head.startswith(f'\n<meta charset="utf-8">\n{policy}')


@pytest.mark.parametrize(
    "xml",
    [
        SVG + "<script/></svg>",
        SVG + '<rect onload="x()"/></svg>',
        SVG + '<image href="https://a.example/x.png"/></svg>',
        '<package xmlns="http://www.idpf.org/2007/opf"><item href="https://a.example/x.xhtml"/></package>',
        '<package xmlns="http://www.idpf.org/2007/opf"><item href="../x.xhtml"/></package>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        '<?xml-stylesheet href="https://a.example"?><svg/>',
        SVG + '<rect fill="url(https://a.example/x)"/></svg>',
        SVG + '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh"/></svg>',
        SVG
        + '<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="https://a.example/ 2x"/></svg>',
        SVG
        + '<h:video xmlns:h="http://www.w3.org/1999/xhtml" poster="https://a.example/x"/></svg>',
        SVG + '<h:p xmlns:h="http://www.w3.org/1999/xhtml" background="https://a.example/"/></svg>',
        SVG + "<rect style=\"fill: image-set('https://a.example/x' 1x)\"/></svg>",
        SVG + "<rect fill=\"image-set('https://a.example/x' 1x)\"/></svg>",
        SVG + '<rect fill="url(x&quot;y"/></svg>',
        '<?xml version="1.0" encoding="iso-2022-jp"?>' + SVG + "</svg>",
        '<package xmlns="http://www.idpf.org/2007/opf"><link href="https://a.example/x"/></package>',
    ],
)
def test_the_xml_of_an_epub_asks_for_nothing(xml: str) -> None:
    assert refused(xml)
    assert refused(SVG + '<rect fill="url(#a)"/></svg>') == []
