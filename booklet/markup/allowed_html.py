"""What a page may hold: elements, attributes and links, by lists of what is allowed.

In: the tree of a page, as `tree` reads what templates made. Out: `Finding`s, each at its
offset, and the tree that may be written. A course's templates come from somebody else, and
what they make is opened in browsers, reading systems and the typesetter. So nothing in it
runs, loads, asks, redirects or attaches.

What is judged is the tree, and what is handed on is written anew from it, so that a page cannot
be read otherwise than it was judged. Elements must be closed in their order, save those whose
end HTML lets one omit: the end that is missing is mostly a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from math import inf
from typing import Literal

from booklet.markup.allowed_css import (
    Fault,
    Reader,
    judged,
    judged_style,
    loading,
    takes_no_file,
)
from booklet.markup.css import TooDeepError, address, asked, read_value, walk, written
from booklet.markup.tree import Document, Element

Place = Literal["page", "print", "epub", "finished"]
"""Where the HTML goes: to a browser as one file, to the typesetter, into an EPUB; or a page
that is `finished`, in which styles and pictures stand as data."""

PRINT_ONLY = "data-place"
"""What has it is for paper, where pages have numbers: other media go without it."""

MOST_DEPTH = 80
"""Elements inside each other. The typesetter gives up at 150; the sample has 12."""

MOST_ELEMENTS = 600_000
"""They take half an hour to set. Hamlet with 1,000 notes has 60,000, and four times as much
text, 650 pages, not 200,000."""

MOST_INLINE = 10_000
"""Elements in the text of one paragraph; lines are set one after the other."""

MOST_JOINED = 1_000
"""Elements without a space between them, where a line cannot be broken: 2,000 take ten
seconds, twice as many a minute."""

MOST_SPAN = 1_000
"""Columns or rows of a cell (HTML's own limit for columns)."""

MOST_SHAPES = 20_000
"""Of a drawing, when all that it refers to is drawn; the shipped pictures of Hamlet have 2,000."""

MOST_FINDINGS = 20
"""The first so many of a document are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at `offset`; `token` is what stands there, `hint` what to do."""

    offset: int
    token: str
    message: str
    hint: str = ""
    kind: Literal["markup", "resource", "undescribed"] = "markup"


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SVG = _names(
    "svg g defs title desc text tspan path rect circle ellipse line polyline polygon "
    "pattern linearGradient radialGradient stop clipPath mask marker"
)
_ELEMENTS = _names(
    "html head title meta style link body article section nav aside h1 h2 h3 h4 h5 h6 hgroup "
    "header footer address main search p hr pre blockquote ol ul menu li dl dt dd figure "
    "figcaption div a em strong small s cite q dfn abbr ruby rb rt rtc rp data time code var "
    "samp kbd sub sup i b u mark bdi bdo span br wbr ins del img table caption colgroup col "
    "tbody thead tfoot tr td th details summary input label"
)
_INLINE = _names(
    "a em strong small s cite q dfn abbr ruby rb rt rtc rp data time code var samp kbd sub sup "
    "i b u mark bdi bdo span br wbr ins del img"
)

_GLOBAL = _names(
    "class id lang xml:lang dir title role tabindex hidden style epub:type xml:space translate"
)
_OWN = {
    "a": _names("href rel hreflang type target"),
    "img": _names("src alt width height loading decoding"),
    "ol": _names("start reversed type"),
    "li": frozenset({"value"}),
    "td": _names("colspan rowspan headers scope abbr"),
    "th": _names("colspan rowspan headers scope abbr"),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "q": frozenset({"cite"}),
    "blockquote": frozenset({"cite"}),
    "ins": frozenset({"cite", "datetime"}),
    "del": frozenset({"cite", "datetime"}),
    "time": frozenset({"datetime"}),
    "data": frozenset({"value"}),
    "details": frozenset({"open", "name"}),
    "meta": _names("charset name content property http-equiv"),
    "link": _names("rel href type media"),
    "style": frozenset({"media", "type"}),
    "html": frozenset({"prefix"}),
    "input": _names("type checked"),
}
_DRAWN = _names(
    "viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d "
    "points transform pathLength rotate textLength lengthAdjust offset href xlink:href version "
    "focusable patternUnits patternContentUnits patternTransform gradientUnits gradientTransform "
    "clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY "
    "orient alignment-baseline baseline-shift clip-path clip-rule color color-interpolation "
    "color-rendering direction display dominant-baseline fill fill-opacity fill-rule font-family "
    "font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering "
    "letter-spacing marker-end marker-mid marker-start mask opacity overflow paint-order shape- "
    "rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration "
    "text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode spreadMethod"
)  # SVG 2, appendix J, without what runs, links or filters
_PLAIN = _names("class id role lang xml:lang tabindex hidden title epub:type dir")
"""Attributes that say nothing that could be refused."""

_OTHER_NAME = re.compile(r"(?:data|aria)-[a-z0-9_.-]+")
_LINK = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s])[^\s]*|#\S*", re.IGNORECASE)
_BOOK_LINK = re.compile(r"[\w-]+\.xhtml(?:#\S*)?")
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_SCHEME = re.compile(r"[^/?#]*:|//|/|\\")
_NUMBER = re.compile(r"\s*-?\d{1,7}\s*")
_SPACE = re.compile(r"\s")
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""A page's Content-Security-Policy: rules and what they show stand in the page itself."""

_META_HTTP = frozenset({"content-security-policy", "content-type", "x-ua-compatible"})

_RUNS = "A booklet runs nothing, loads nothing from elsewhere and asks for nothing: take it out."
_SHEETS = (
    "Style sheets lie in the course's `styles/` folder, where `course.css` and `extra-….css` "
    "are found by their names."
)
_EPUB_SHEET = ("epub", ["stylesheet"], "style.css")
"""The one sheet of the EPUB, made of all others."""

_SHORTER = "Make several paragraphs of it."
_CLOSE = "Elements are closed in the reverse of the order in which they were opened."
_LESS_THAN = "A literal < is written &lt; ; attributes stand in quotation marks."


def findings(document: Document, place: Place) -> list[Finding]:
    """All that is not allowed, in order; at most MOST_FINDINGS."""
    found = [
        Finding(slip.offset, _token(document, slip.offset), slip.message, _hint(slip.message))
        for slip in document.slips[:MOST_FINDINGS]
    ]
    for finding in chain(_Judge(document, place).read(), _drawn_too_often(document)):
        found.append(finding)
        if len(found) >= 2 * MOST_FINDINGS:
            break
    return sorted(found, key=lambda each: each.offset)[:MOST_FINDINGS]


def images(document: Document) -> Iterator[Element]:
    """The pictures of a document, in their order."""
    if "<im" in document.source.lower():
        yield from (each for each in document.root.walk() if each.name == "img")


def cleaned(
    root: Element, place: Place, change: Callable[[Element], Element] | None = None
) -> Element:
    """The tree that is written: styles by their tokens, the encoding and policy left out.

    `change` may put another element in the place of each, with the same children.
    """
    made: list[Element | str] = []
    waiting: list[tuple[Element | str, list[Element | str]]] = [(root, made)]
    while waiting:
        node, beside = waiting.pop()
        if isinstance(node, str):
            beside.append(node)
        elif not _is_charset(node) and not (place != "print" and PRINT_ONLY in node.attributes):
            if node.name == "style" or "style" in node.attributes:
                node = _restyled(node, place)
            node = change(node) if change else node
            children: list[Element | str] = []
            beside.append(
                Element(node.name, node.kind, node.attributes, children, node.offset, node.closed)
            )
            waiting += [(child, children) for child in reversed(node.children)]
    assert isinstance(made[0], Element)
    return made[0]


def _is_charset(element: Element) -> bool:
    """Whether it says what the encoding is, which is UTF-8: that is written by itself."""
    if element.name != "meta" or element.kind != "html":
        return False
    told = element.attributes.get("http-equiv", "").strip().lower()
    return "charset" in element.attributes or told == "content-type"


def _restyled(element: Element, place: Place) -> Element:
    reader = _reader(place)
    if element.name == "style" and element.kind == "html":
        return replace(element, children=(written(judged(element.text, reader)[0]),))
    items, _ = judged_style(element.attributes["style"], reader)
    return replace(element, attributes={**element.attributes, "style": written(items)})


def _reader(place: Place) -> Reader:
    return "booklet" if place == "print" else "browser"


def _token(document: Document, offset: int) -> str:
    """What stands there, for finding its line in a template."""
    return document.source[offset : offset + 60].split("\n")[0].split(">")[0]


def _hint(message: str) -> str:
    return _CLOSE if "close" in message else _LESS_THAN


def _style_faults(css: str, place: Place, whole: bool = False) -> Iterator[Fault]:
    """The faults of a `style` attribute, or of a `whole` sheet in a `<style>` element."""
    if place == "finished":
        yield from loading(css, whole)
        return
    items, found = (judged if whole else judged_style)(css, _reader(place))
    yield from (fault for fault in found if not fault.counted)
    for each in asked(items):
        what = "sheet" if each.imported else "file"
        message = f"a style in a template takes a {what} from `{each.address[:60]}`"
        yield Fault(each.line, each.column, message, _SHEETS)


def _drawn_too_often(document: Document) -> Iterator[Finding]:
    """The drawings whose parts draw each other over and over."""
    if "<svg" not in document.source.lower() or "#" not in document.source:
        return
    drawn = [each for each in document.root.walk() if each.kind == "svg"]
    named = {each.attributes["id"]: each for each in drawn if "id" in each.attributes}
    known: dict[int, float] = {}
    for element in drawn:
        if element.name == "svg" and _shapes(element, named, known) > MOST_SHAPES:
            offset = element.offset or 0
            message = f"drawn out, the drawing has more than {MOST_SHAPES:,} shapes"
            hint = "Its masks, markers or patterns use each other: draw the shapes themselves."
            yield Finding(offset, _token(document, offset), message, hint)


def _shapes(
    element: Element, named: Mapping[str, Element], known: dict[int, float], depth: int = 0
) -> float:
    """How many shapes an element has when all that it refers to is drawn."""
    if depth > 2 * MOST_DEPTH:
        return inf
    if id(element) not in known:
        known[id(element)] = inf  # till it is counted: whoever meets it again goes in a circle
        parts = [child for child in element.children if isinstance(child, Element)]
        for key, value in element.attributes.items():
            if "#" in value and (key.endswith("href") or "url" in value.lower()):
                parts += [named[name] for name in _referred(key, value) if name in named]
        known[id(element)] = 1 + sum(_shapes(part, named, known, depth + 1) for part in parts)
    return known[id(element)]


def _referred(key: str, value: str) -> Iterator[str]:
    if key.endswith("href"):
        yield value.strip().removeprefix("#")
        return
    with suppress(TooDeepError):
        for token in walk(read_value(value)):
            yield (address(token) or "").removeprefix("#")


class _Run:
    """Counts the elements of one paragraph, and those without a space between them."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A paragraph begins."""
        self._all = self._joined = 0

    def text(self, text: str) -> None:
        """Text stands in it; where it has a space, a line can be broken."""
        if _SPACE.search(text):
            self._joined = 0

    def add(self) -> str:
        """An element stands in its text; what is wrong with that."""
        self._all += 1
        self._joined += 1
        if self._all > MOST_INLINE:
            return f"a paragraph has more than {MOST_INLINE:,} elements"
        if self._joined > MOST_JOINED:
            return f"more than {MOST_JOINED:,} elements stand without a space"
        return ""


class _Judge:
    """Judges one document."""

    def __init__(self, document: Document, place: Place) -> None:
        self._document = document
        self._place = place

    def read(self) -> Iterator[Finding]:
        """What is wrong with its elements."""
        run, elements = _Run(), 0
        waiting: list[tuple[Element | str | None, Element, int]] = [
            (self._document.root, self._document.root, 1)
        ]
        while waiting:
            node, parent, depth = waiting.pop()
            if node is None:
                run.begin()  # a block ends
                continue
            if isinstance(node, str):
                run.text(node)
                continue
            elements += 1
            if elements > MOST_ELEMENTS:
                yield self._found(node, f"there are more than {MOST_ELEMENTS:,} elements")
                return
            if depth > MOST_DEPTH:
                yield self._found(
                    node,
                    f"more than {MOST_DEPTH} elements stand inside each other",
                    "Is an element never closed, or does a template include itself?",
                )
                return
            inline = node.name in _INLINE
            if not inline:
                run.begin()
                waiting.append((None, node, depth))
            elif refusal := run.add():
                yield self._found(node, refusal, _SHORTER)
                return
            for message, hint in self._refusals(node, parent):
                yield self._found(node, message, hint)
            if node.name == "style":
                yield from self._sheet(node)
            waiting += [(child, node, depth + 1) for child in node.children[::-1]]

    def _found(self, element: Element, message: str, hint: str = "") -> Finding:
        offset = element.offset or 0
        return Finding(offset, _token(self._document, offset), message, hint)

    def _sheet(self, element: Element) -> Iterator[Finding]:
        """What is wrong in a `<style>`, at its own lines."""
        source = self._document.source
        start = source.find(">", element.offset or 0) + 1
        lines = element.text.split("\n")
        for fault in _style_faults(element.text, self._place, whole=True):
            if not fault.unknown:
                before = sum(len(line) + 1 for line in lines[: fault.line - 1])
                at = start + before + fault.column - 1
                yield Finding(at, source[at : at + 20].split("\n")[0], fault.message, fault.hint)

    def _refusals(self, element: Element, parent: Element) -> Iterator[tuple[str, str]]:
        """What is wrong with an element, and what to do."""
        name, kind = element.name, element.kind
        if name not in (_ELEMENTS if kind == "html" else _SVG if kind == "svg" else ()):
            yield f"`<{name}>` is not allowed in a page", _RUNS
            return
        if parent.kind == "svg" and (kind != "svg" or parent.name in ("title", "desc")):
            yield f"`<{name}>` stands inside a drawing's `<{parent.name}>`", _RUNS
        for key, value in element.attributes.items():
            if key not in _PLAIN:
                refusal = self._refused_attribute(name, kind == "svg", key, value)
                if refusal:
                    yield refusal
                    return
        refusal = self._refused_element(name, element.attributes) if kind == "html" else None
        if refusal:
            yield refusal

    def _refused_attribute(
        self, name: str, drawn: bool, key: str, value: str
    ) -> tuple[str, str] | None:
        known = key in _GLOBAL or key in (_DRAWN if drawn else _OWN.get(name, ()))
        if not known and not _OTHER_NAME.fullmatch(key):
            return f"the attribute `{key}` of `<{name}>` is not allowed", _RUNS
        if key in ("href", "xlink:href", "cite", "src"):
            return self._refused_link(name, drawn, value)
        if key == "style":
            found = (each for each in _style_faults(value, self._place) if not each.unknown)
            return next(((fault.message, fault.hint) for fault in found), None)
        if key in ("colspan", "rowspan", "span"):
            if not _NUMBER.fullmatch(value) or int(value) > MOST_SPAN:
                return f"`{key}={value[:20]}` is no number up to {MOST_SPAN:,}", ""
        elif key in ("start", "value") and name in ("ol", "li"):
            if not _NUMBER.fullmatch(value):
                return f"`{key}={value[:20]}` is no number of at most 7 digits", ""
        elif drawn and key == "spreadMethod":
            return "the colours of a drawing repeat without end", "Leave `spreadMethod` out."
        elif drawn and "(" in value and not _is_words(key) and refers_elsewhere(value):
            return f"the attribute `{key}` refers to another file", _RUNS
        return None

    def _refused_link(self, name: str, drawn: bool, value: str) -> tuple[str, str] | None:
        link = value.strip()
        shown = link if len(link) <= 60 else link[:59] + "…"
        if drawn:
            if link.startswith("#"):
                return None
            return f"`<{name}>` takes a drawing from `{shown}`", "Only #places in it can be used."
        if name == "img":
            # A relative name is a file of the course; the fetcher sees to it.
            course = self._place != "finished" and link and not _SCHEME.match(link)
            if _PICTURE_DATA.match(link) or course:
                return None
            return f"a picture is taken from `{shown}`", (
                "Pictures lie in the course folder and are named relative to it."
            )
        if name == "link":
            return None  # all links are looked at as such
        if _LINK.fullmatch(link) or (self._place == "epub" and _BOOK_LINK.fullmatch(link)):
            return None
        return f"the link `{shown}` leads to no web page", (
            "Links begin with https://, http:// or mailto:, or with # for a place in the booklet."
        )

    def _refused_element(self, name: str, values: dict[str, str]) -> tuple[str, str] | None:
        rel = values.get("rel", "").lower().split()
        if name == "link" and (self._place, rel, values.get("href")) != _EPUB_SHEET:
            return "`<link>` is not allowed in a page", (
                _SHEETS if rel == ["stylesheet"] else _RUNS
            )
        if name == "img" and not values.get("src", "").strip():
            return "`<img>` shows no picture", "Name one in its `src`."
        if name == "input" and values.get("type", "").strip().lower() != "checkbox":
            return (
                "an `<input>` asks for something",
                _RUNS + " Only a checkbox may stand in a page.",
            )
        if name in ("input", "label") and self._place not in ("page", "finished"):
            return f"`<{name}>` is of no use here", "Only on a web page can something be chosen."
        if name == "a" and "attachment" in rel:
            return "a file is attached", _RUNS
        if name == "meta":
            charset = values.get("charset", "utf-8").strip().lower()
            if charset not in ("utf-8", "utf8"):
                return f"the encoding `{charset[:30]}` is not that of the page", "It is UTF-8."
            told = values.get("http-equiv", "content-type").strip().lower()
            if told not in _META_HTTP:
                return f"`<meta http-equiv={told[:30]}>` is not allowed in a page", _RUNS
            if "content" in values and told == "content-type" and "http-equiv" in values:
                content = values["content"].lower().replace(" ", "")
                if content not in ("text/html;charset=utf-8", "text/html"):
                    return "another encoding or kind of page is told", "It is HTML in UTF-8."
        return None


def _is_words(key: str) -> bool:
    """Whether the attribute has words for people or programs, which no browser takes for CSS."""
    return key in ("title", "alt", "id", "class", "lang") or key.startswith(("aria-", "data-"))


def refers_elsewhere(value: str) -> bool:
    """Whether a value, such as an attribute of a drawing, takes parts of another file."""
    try:
        tokens = list(walk(read_value(value)))
    except TooDeepError:
        return True
    return any(
        token.type == "error"
        or not (address(token) or "#").startswith("#")
        or (token.type == "function" and not takes_no_file(token.lower_name))
        for token in tokens
    )
