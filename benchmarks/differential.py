"""What the judge of pages lets through, read by a real browser.

`python -m benchmarks differential [--n 10000] [--seed 1] [--browser PATH]`: made-up pages, full
of what parsers read otherwise than each other, go through the judge; those that it lets through
are opened in Chromium, without their Content-Security-Policy, which would hide a fault. A script
that runs, a request and a navigation all end at a server of this program: any is a failure.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.compose.making.screen import for_screen
from booklet.markup.allowed_html import POLICY, findings
from booklet.markup.tree import Element, parse

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 600
"""After which a browser that says nothing is ended."""

_DRIVER = """<!DOCTYPE html><meta charset="utf-8"><script>
const count = %d, together = 30; let next = 0, open = 0;
function more() {
  while (open < together && next < count) {
    const frame = document.createElement("iframe");
    frame.src = "/page/" + next++;
    open++;
    let gone = false;
    const end = () => { if (!gone) { gone = true; frame.remove(); open--; more(); } };
    frame.onload = () => setTimeout(end, 200);
    setTimeout(end, 3000);
    document.body.append(frame);
  }
  if (!open && next >= count) fetch("/done");
}
addEventListener("DOMContentLoaded", more);
</script><body>"""

CONTROLS = (
    "<script>fetch('/hit/@-script')</script>",
    "<img src=x onerror=\"fetch('/hit/@-handler')\">",
    "<meta http-equiv=refresh content='0;url=/hit/@-refresh'>",
    "<p style=\"background: image-set('/hit/@-style' 1x)\">x</p>",
    "<link rel=stylesheet href=/hit/@-link>",
    "<style></style x><script>fetch('/hit/@-rawtext')</script></style>",
)
"""Pages that are not judged: each must be seen to act, else the test would see nothing."""

# ------------------------------------------------------------------------ making pages

_SCRIPT = "<script>fetch('/hit/@')</script>"
_IMAGE = "<img src=x onerror=fetch('/hit/@')>"
_ACTING = (
    *(_SCRIPT, _IMAGE, "<svg onload=fetch('/hit/@')>", "<script src=/hit/@></script>"),
    "<meta http-equiv=refresh content='0;url=/hit/@'>",
    *("<link rel=stylesheet href=/hit/@>", "<iframe src=/hit/@></iframe>", "<base href=/hit/@>"),
    *("<img srcset='/hit/@ 1x'>", "<video poster=/hit/@></video>", "<table background=/hit/@>"),
    *("<style>@import '/hit/@';</style>", "<style>p{background:url(/hit/@)}</style>"),
    *("<object data=/hit/@></object>", "<embed src=/hit/@>", "<input type=image src=/hit/@>"),
    "<svg><image href=/hit/@></svg><svg><use href='/hit/@#a'></use></svg>",
    "<p style=\"background:image-set('/hit/@' 1x)\">",
)
_SPACES = (*" \t\n\f\r\x0b\x1c\x85\xa0\u2028\u3000/", "\x00", " \n", "/ ")
_OPENING = (
    *("<p>", "<b>", "<i>", "<div>", "<span class='x'>", "<ul><li>", "<table><tr><td>", "<h2>"),
    *("<svg>", "<svg><title>", "<svg><desc>", "<svg><g>", "<svg><text>", "<math><mtext>", "<a>"),
    *("<pre>\n", "<title>", "<style>", "<details><summary>", "<ruby>", "<!-- ", "<![CDATA[", "<!"),
    *("<noscript>", "<template>", "<textarea>", "<select>", "<xmp>", "<plaintext>", "<?", "</"),
    *("<p title='", '<p title="', "<p title=", "<p data-x='", "<html title='>'>", "<body title='"),
    *("<meta charset=iso-2022-jp>", "<meta charset=utf-7>", "<frameset>", "<form>", "<math>"),
)
_CLOSING = (
    *(
        "</p>",
        "</b>",
        "</i>",
        "</div>",
        "</span>",
        "</ul>",
        "</table>",
        "</svg>",
        "</title>",
        "-->",
    ),
    *("</style>", "</style@s>", "</style/>", "</style x>", "</STYLE\n>", "]]>", "--!>", ">", "'>"),
    *('">', "</noscript>", "</template>", "</head>", "</body>", "</html>", "</math>", "</a>", "/>"),
)
_WORDS = (
    *(
        "word",
        "a < b",
        "&lt;b&gt;",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&amp;lt;",
        "&#0;",
        "\x00",
    ),
    *(
        "\x1b$B",
        "\x1b(B",
        "+ADw-script+AD4-",
        "{{",
        "\ufeff",
        "<3",
        "&",
        "&#x3c",
        "--",
        "é",
        "\u202e",
    ),
    *("&apos;", "&quot;", "&lt;/style&gt;", "&lt;!--", "]]&gt;", "&#10;", "&nbsp"),
)
_CSS = (
    *(
        "p{color:red}",
        "p::before{content:'@t'}",
        'p::before{content:"@t"}',
        "/*@t*/",
        "@media x{p{",
        "}}",
    ),
    *(
        "p{background:url(@u)}",
        "p{background:url('@u')}",
        'p{background:URL("@u"x)}',
        "@import '@u';",
    ),
    *(
        "@import url(@u);",
        "p{background:image-set('@u' 1x)}",
        "p{--x:'@u';background:src(var(--x))}",
    ),
    *(
        'p{background:url(x"y);background:url(@u)}',
        "p{content:'\f;background:url(@u);x:'}",
        "<!--",
        "-->",
    ),
    *(
        "p{content:'\r;background:url(@u);x:'}",
        "p{b\\61 ckground:u\\72l(@u)}",
        "}",
        "{",
        "(",
        "'",
        '"',
        ";",
    ),
    *(
        "@font-face{font-family:x;src:url(@u)}*{font-family:x}",
        "p{cursor:url(@u),auto}",
        "\\",
        "\n",
    ),
    *("@\\69mport '@u';", "p{background:-webkit-image-set(url(@u) 1x)}", "p{mask:url(@u#a)}", "@x"),
    *(
        "p{&:hover,&{background:url(@u)}}",
        "@supports(x:y){@import '@u';}",
        "p{width:calc(1px + (",
        "))}",
    ),
    *("p{background:cross-fade(url(@u),url(@u))}", "p{list-style:url(@u)}", "@namespace url(@u);"),
)


def made_page(chance: random.Random, number: str) -> str:
    """A page of pieces that belong together less than they seem to."""
    pieces: list[str] = [chance.choice(("<!DOCTYPE html>", "", "<!-- x -->", "<html>", "<head>"))]
    tame = chance.random() < 0.7  # else hardly any would be let through
    for _ in range(chance.randint(1, 9)):
        pieces.append(_piece(chance, tame))
    page = "".join(pieces).replace("@s", chance.choice(_SPACES))
    return page.replace("@", number)


def _piece(chance: random.Random, tame: bool) -> str:
    kind = chance.randrange(10)
    if kind < 2:
        return chance.choice(_WORDS)
    if kind == 2:
        return f"<style>{made_css(chance)}</style>"
    if kind == 3:
        return f'<p style="{made_css(chance, rules=False)}">x</p>'
    if kind == 4:
        words = "".join(chance.choices((*_ACTING, *_CLOSING, *_WORDS), k=2))
        mark = chance.choice("'\"")
        return f"<p title={mark}{words.replace(mark, '')}{mark}>x</p>"
    if kind == 5:
        hidden = chance.choice(_ACTING)
        return chance.choice((f"<!-- {hidden} -->", f"<title>{hidden}</title>", f"<!--{hidden}-->"))
    if kind == 6 and tame:
        return chance.choice(("<p>x</p>", "<svg><rect/></svg>", "<b>x</b>", "<a href='#x'>y</a>"))
    if kind == 7:
        return f'<svg><rect fill="{chance.choice(_VALUES)}"/></svg>'
    if tame:
        return chance.choice(_CLOSING[-6:-3]) if chance.random() < 0.1 else chance.choice(_WORDS)
    tag = chance.choice((*_OPENING, *_CLOSING, *_ACTING))
    return tag.replace(" ", chance.choice(_SPACES)) if chance.random() < 0.3 else tag


_VALUES = (
    *("url(#a)", "url(/hit/@)", "url('/hit/@')", "u\\72l(/hit/@)", "url(x&quot;y", "url( #a )"),
    *("image-set('/hit/@' 1x)", "url(#a) url(/hit/@)", "/**/url(/hit/@)", "red", "url(\f/hit/@)"),
)


def made_css(chance: random.Random, rules: bool = True) -> str:
    """Style sheets, or declarations, of pieces that hide what they ask for."""
    pieces = chance.choices(_CSS, k=chance.randint(1, 4))
    css = (
        "".join(pieces).replace("@u", "/hit/@").replace("@t", chance.choice((*_CLOSING, *_ACTING)))
    )
    if rules:
        return css.replace("</style", chance.choice(("</style", "<\\/style")))
    return css.replace("p{", "").replace("}", ";").replace('"', chance.choice(("&quot;", "'")))


@dataclass(frozen=True, slots=True)
class Case:
    """A page as it was made, and as it is written if the judge lets it through."""

    source: str
    written: str | None


def cases(count: int, seed: int) -> list[Case]:
    """So many pages and what becomes of them."""
    chance = random.Random(seed)
    return [judged(made_page(chance, f"{number}")) for number in range(count)]


def judged(source: str) -> Case:
    """The page as a booklet would have it, save its policy."""
    document = parse(source)
    if findings(document, "page"):
        return Case(source, None)
    page = for_screen(document.root, "", _without_picture)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return Case(source, page.replace(policy, "", 1))


def _without_picture(element: Element) -> Element:
    if element.name != "img":
        return element
    return replace(element, attributes={**element.attributes, "src": "data:,"})


# ---------------------------------------------------------------------------- the browser


def browser() -> str | None:
    """Where a browser is, None where none is installed."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def seen_to_act(program: str, pages: Sequence[str]) -> list[str]:
    """What the browser asked for while it showed the pages, but the pages themselves.

    Names of other hosts lead to this server as well.
    """
    asked: list[str] = []
    done = threading.Event()

    class Answer(socketserver.StreamRequestHandler):
        timeout = 20

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # a frame that is taken away hangs up
                line = self.rfile.readline(2_000).decode("latin-1")
                while self.rfile.readline(9_000).strip():
                    pass
                path = line.split(" ")[1] if line.count(" ") >= 2 else ""
                self.wfile.write(_answer(path, pages, asked, done))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            process = subprocess.Popen(
                [
                    program,
                    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
                    *("--no-first-run", "--disable-background-networking", "--disable-sync"),
                    *("--disable-component-update", f"--user-data-dir={profile}"),
                    f"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1",
                    *("--remote-debugging-port=0", f"http://127.0.0.1:{port}/"),
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                finished = done.wait(SECONDS)
            finally:
                process.terminate()
                process.wait(20)
        server.shutdown()
    if not finished:
        raise RuntimeError("the browser did not come to an end")
    return asked


def _answer(path: str, pages: Sequence[str], asked: list[str], done: threading.Event) -> bytes:
    if path == "/":
        body = (_DRIVER % len(pages)).encode()
    elif path.startswith("/page/") and path[6:].isdecimal():
        body = pages[int(path[6:])].encode("utf-8", "replace")
    else:
        if path == "/done":
            done.set()
        elif path.startswith(("/hit/", "/page/")):  # a browser asks for things of its own too
            asked.append(path)
        body = b""
    # As from a file: nothing but the page says what its encoding is.
    head = f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def main(arguments: list[str]) -> int:
    """Make, judge, open; print what acted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks differential")
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--browser", default=browser())
    options = parser.parse_args(arguments)
    if options.browser is None:
        print("no Chromium is installed")
        return 2
    every = cases(options.n, options.seed)
    passed = [case for case in every if case.written is not None]
    asked = seen_to_act(options.browser, [case.written or "" for case in passed])
    print(f"{len(every):,} pages, {len(passed):,} let through, {len(asked):,} acts in the browser")
    for path in asked[:20]:
        number = path.removeprefix("/hit/").split("-")[0]
        print(f"  {path}", every[int(number)] if number.isdecimal() else "")
    return 1 if asked else 0
