"""What a page may hold: elements, attributes and links, by lists of what is allowed.

In: the HTML that templates made. Out: `Finding`s, each at its offset. A course's templates
come from somebody else, and what they make is opened in browsers, reading systems and the
typesetter. So nothing in it runs, loads, asks, redirects or attaches.

The page is read as tokens on which all parsers agree: anything else that begins with `<` is
a finding too. (Sanitisers are fooled where they read a page otherwise than the browser does.)
Where formatting elements are left open, HTML's rules open them again and again in all that
follows, so elements must be closed in their order, save those whose end HTML lets one omit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from booklet.markup.allowed_css import Fault, Reader, judged, judged_style
from booklet.markup.css import asked

Place = Literal["page", "print", "epub"]
"""Where the HTML goes: to a browser as one file, to the typesetter, into an EPUB."""

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


@dataclass(frozen=True, slots=True)
class Image:
    """An `<img>`: the tag `token` at `offset`, its `src` from `start` to `end` of the HTML.

    It is `described` where it has an `alt`, which is empty for a picture that only adorns.
    """

    offset: int
    token: str
    start: int
    end: int
    address: str
    described: bool


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SVG = _names(
    "svg g defs title desc text tspan path rect circle ellipse line polyline polygon "
    "pattern lineargradient radialgradient stop clippath mask marker"
)
_ELEMENTS = _SVG | _names(
    "html head title meta style link body article section nav aside h1 h2 h3 h4 h5 h6 hgroup "
    "header footer address main search p hr pre blockquote ol ul menu li dl dt dd figure "
    "figcaption div a em strong small s cite q dfn abbr ruby rb rt rtc rp data time code var "
    "samp kbd sub sup i b u mark bdi bdo span br wbr ins del img table caption colgroup col "
    "tbody thead tfoot tr td th details summary"
)
_COMMON = _names("a b br dd div dt em h2 h3 i li ol p section span sup ul")
_INLINE = _names(
    "a em strong small s cite q dfn abbr ruby rb rt rtc rp data time code var samp kbd sub sup "
    "i b u mark bdi bdo span br wbr ins del img"
)
_VOID = _names("br hr img meta link col wbr")

_GLOBAL = _names(
    "class id lang xml:lang dir title role tabindex hidden style epub:type xmlns xmlns:epub "
    "xmlns:xlink xml:space translate"
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
}
_OMITTED_ENDS = _names("p li dt dd tr td th thead tbody tfoot colgroup rb rt rp") | {
    *("html", "head", "body", "caption")
}  # HTML Living Standard, 13.1.2.4
_ENDS_A_PARAGRAPH = _names(
    "article section nav aside h1 h2 h3 h4 h5 h6 hgroup header footer address main search p hr "
    "pre blockquote ol ul menu dl figure div table details"
)
_ENDED_BY = {
    **{name: frozenset({"p"}) for name in _ENDS_A_PARAGRAPH},
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr", "caption", "colgroup"}),
    "tbody": _names("p td th tr thead tbody caption colgroup"),
    "tfoot": _names("p td th tr thead tbody caption colgroup"),
    "thead": _names("p td th tr caption colgroup"),
    "body": frozenset({"head"}),
    "rt": _names("rb rt rp"),
    "rp": _names("rb rt rp"),
}

_ATTRIBUTE = r"""\s++([^\s"'<>/=\x00]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TOKEN = re.compile(
    rf"<(?:(/)?+([A-Za-z][A-Za-z0-9]*+)((?:{_ATTRIBUTE})*+)\s*+(/)?+>"
    r"|!--(?!-?>)(?:[^-]|-(?!-))*+-->"
    r"|!doctype html>)"
    r"|<",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"""(?:\s(?:(?:class|id|role|tabindex|hidden|(?:data|aria)-[a-z-]++)(?:="[^"<>]*+")?+"""
    r"""|href="\#[^"<>\s]*+"))*+"""
)
"""Attributes that say nothing that could be refused: nine tags of ten, told apart quickly."""
_TAG = re.compile(r"<[^<>]*+>")
_IMAGE = re.compile(r"<img[\s/>]", re.IGNORECASE)
_STYLE_END = re.compile(r"</style\s*>", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s])[^\s]*|#\S*", re.IGNORECASE)
_BOOK_LINK = re.compile(r"[\w-]+\.xhtml(?:#\S*)?")
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_SCHEME = re.compile(r"[^/?#]*:|//|/|\\")
_NUMBER = re.compile(r"\s*-?\d{1,7}\s*")
_REFERENCE = re.compile(r"url\(\s*(?!['\"]?#)", re.IGNORECASE)
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


def findings(html: str, place: Place) -> list[Finding]:
    """All that is not allowed, in order; at most MOST_FINDINGS."""
    found: list[Finding] = []
    for finding in _Reader(html, place).read():
        found.append(finding)
        if len(found) == MOST_FINDINGS:
            break
    return found


def images(html: str) -> Iterator[Image]:
    """The pictures of HTML without findings."""
    if not _IMAGE.search(html):
        return
    raw_until = 0
    for match in _TOKEN.finditer(html):
        name = (match[2] or "").lower()
        if match.start() < raw_until or match[1]:
            continue
        if name == "style":
            end = _STYLE_END.search(html, match.end())
            raw_until = end.end() if end else len(html)
        if name != "img":
            continue
        attributes = {each[1].lower(): each for each in _ATTRIBUTES.finditer(match[3])}
        source = attributes.get("src")
        if source is None or source[2] is None:
            continue
        start = match.start(3) + source.start(2)
        end_ = match.start(3) + source.end(2)
        address = unescape(_unquoted(source[2])).strip()
        yield Image(match.start(), match[0], start, end_, address, "alt" in attributes)


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'") else value


class _Run:
    """Counts the elements of one paragraph, and those without a space between them."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.begin(0)

    def begin(self, offset: int) -> None:
        """A paragraph begins."""
        self._all = self._joined = 0
        self._start = offset

    def add(self, offset: int) -> tuple[str, str] | None:
        """An element stands in its text; what is wrong with that, and what to do."""
        self._all += 1
        self._joined += 1
        if self._all > MOST_INLINE:
            return f"a paragraph has more than {MOST_INLINE:,} elements", _SHORTER
        if self._joined > MOST_JOINED:
            text = _TAG.sub("", self._html[self._start : offset])
            if not re.search(r"\s", text.strip()):
                return f"more than {MOST_JOINED:,} elements stand without a space", _SHORTER
            self._joined, self._start = 0, offset
        return None


def _style_faults(css: str, reader: Reader, whole: bool = False) -> Iterator[Fault]:
    """The faults of a `style` attribute, or of a `whole` sheet in a `<style>` element."""
    items, found = (judged if whole else judged_style)(css, reader)
    yield from found
    for each in asked(items):
        what = "sheet" if each.imported else "file"
        message = f"a style in a template takes a {what} from `{each.address[:60]}`"
        yield Fault(each.line, each.column, message, _SHEETS)


class _Reader:
    """Reads one document."""

    def __init__(self, html: str, place: Place) -> None:
        self._html = html
        self._place = place
        self._reader: Reader = "booklet" if place == "print" else "browser"
        self._open: list[str] = []
        self._drawings = 0
        self._known: dict[str, tuple[str, str] | None] = {}

    def read(self) -> Iterator[Finding]:
        known, opened, raw_until, elements = self._known, self._open, 0, 0
        run = _Run(self._html)
        for match in _TOKEN.finditer(self._html):
            offset = match.start()
            if offset < raw_until:
                continue
            name = match[2]
            if name is None:
                if len(match[0]) == 1:
                    yield Finding(offset, "<", "a `<` that begins no well-formed tag", _LESS_THAN)
                continue
            name = name.lower()
            if match[1]:
                if name not in _INLINE:
                    run.begin(offset)
                yield from self._close(name, offset, match)
                continue
            if elements > MOST_ELEMENTS:
                yield Finding(offset, match[0], f"there are more than {MOST_ELEMENTS:,} elements")
                return
            elements += 1
            if name not in _INLINE:
                run.begin(offset)
            elif refusal := run.add(offset):
                yield Finding(offset, match[0], *refusal)
                return
            if name not in _COMMON or not _PLAIN.fullmatch(match[3]):
                token = match[0]
                if token not in known:
                    known[token] = self._refusal(name, match[3])
                refusal = known[token]
                if refusal is not None:
                    yield Finding(offset, token, *refusal)
            ended = _ENDED_BY.get(name)
            if ended is not None:
                while opened and opened[-1] in ended:
                    opened.pop()
            if name == "style":
                if self._drawings:
                    yield Finding(offset, match[0], "`<style>` stands inside a drawing")
                end = _STYLE_END.search(self._html, match.end())
                if end is None:
                    yield Finding(offset, match[0], "`<style>` is never closed", _CLOSE)
                    return
                css = self._html[match.end() : end.start()]
                for fault in _style_faults(css, self._reader, whole=True):
                    before = css.split("\n")[: fault.line - 1]
                    at = match.end() + len("\n".join((*before, ""))) + fault.column - 1
                    words = self._html[at : at + 20].split("\n")[0]
                    yield Finding(at, words, fault.message, fault.hint)
                raw_until = end.end()
                continue
            if name in _VOID or (match[6] and (self._drawings or name == "svg")):
                continue
            self._drawings += name == "svg"
            opened.append(name)
            if len(opened) > MOST_DEPTH:
                yield Finding(
                    offset,
                    match[0],
                    f"more than {MOST_DEPTH} elements stand inside each other",
                    "Is an element never closed, or does a template include itself?",
                )
                return

    def _close(self, name: str, offset: int, match: re.Match[str]) -> Iterator[Finding]:
        opened = self._open
        if opened and opened[-1] == name:
            opened.pop()
        elif name in opened:
            while (inner := opened.pop()) != name:
                self._drawings -= inner == "svg"
                if inner not in _OMITTED_ENDS:
                    message = f"`<{inner}>` is still open where `</{name}>` stands"
                    yield Finding(offset, match[0], message, _CLOSE)
        elif name not in _OMITTED_ENDS and name not in _VOID:
            yield Finding(offset, match[0], f"`</{name}>` closes nothing", _CLOSE)
        self._drawings -= name == "svg"
        self._drawings = max(self._drawings, 0)

    def _refusal(self, name: str, attributes: str) -> tuple[str, str] | None:
        """What is wrong with a start tag, and what to do; None where it is allowed."""
        if name not in _ELEMENTS:
            return f"`<{name}>` is not allowed in a page", _RUNS
        values: dict[str, str] = {}
        for match in _ATTRIBUTES.finditer(attributes):
            key, value = match[1].lower(), match[2] or ""
            value = unescape(_unquoted(value))
            if key in values:
                return f"`<{name}>` has its attribute `{key}` twice", _LESS_THAN
            values[key] = value
        for key, value in values.items():
            refusal = self._refused_attribute(name, key, value)
            if refusal:
                return refusal
        return self._refused_element(name, values)

    def _refused_attribute(self, name: str, key: str, value: str) -> tuple[str, str] | None:
        drawn = name in _SVG and name != "title"
        known = key in _GLOBAL or key in _OWN.get(name, ()) or key.startswith(("data-", "aria-"))
        if not known and (not drawn or key.startswith("on") or key in ("src", "srcset")):
            return f"the attribute `{key}` of `<{name}>` is not allowed", _RUNS
        if key in ("href", "xlink:href", "cite", "src"):
            return self._refused_link(name, value)
        if key == "style":
            return next(((f.message, f.hint) for f in _style_faults(value, self._reader)), None)
        if key in ("colspan", "rowspan", "span"):
            if not _NUMBER.fullmatch(value) or int(value) > MOST_SPAN:
                return f"`{key}={value[:20]}` is no number up to {MOST_SPAN:,}", ""
        elif key in ("start", "value") and name in ("ol", "li"):
            if not _NUMBER.fullmatch(value):
                return f"`{key}={value[:20]}` is no number of at most 7 digits", ""
        elif drawn and key == "spreadmethod":
            return "the colours of a drawing repeat without end", "Leave `spreadMethod` out."
        elif drawn and key != "style" and _REFERENCE.search(value):
            return f"the attribute `{key}` refers to another file", _RUNS
        return None

    def _refused_link(self, name: str, value: str) -> tuple[str, str] | None:
        link = value.strip()
        shown = link if len(link) <= 60 else link[:59] + "…"
        if name == "img":
            # A relative name is a file of the course; the fetcher sees to it.
            if _PICTURE_DATA.match(link) or (link and not _SCHEME.match(link)):
                return None
            return f"a picture is taken from `{shown}`", (
                "Pictures lie in the course folder and are named relative to it."
            )
        if name == "link":
            return None  # all links are looked at as such
        if name in _SVG:
            if link.startswith("#"):
                return None
            return f"`<{name}>` takes a drawing from `{shown}`", "Only #places in it can be used."
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
        if name == "a" and "attachment" in rel:
            return "a file is attached", _RUNS
        if name == "meta" and "http-equiv" in values:
            told = values["http-equiv"].strip().lower()
            if told not in _META_HTTP:
                return f"`<meta http-equiv={told[:30]}>` is not allowed in a page", _RUNS
        return None
