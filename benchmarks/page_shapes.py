"""The shapes in which pages of anybody come: lists, lists with comments, essays, dumps.

In: a `Brief`: a work, a kind of site, a random source. Out: a `Rendered` page, of which all that
it holds is known. A shape is a function in one of the four tables below.
"""

from __future__ import annotations

import html
import json
import random
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.page_furniture import MARKS, PHRASES, Furniture, Phrases
from benchmarks.page_works import Essay, Said, Work, with_marks

BETWEEN_AT = 5
"""After so many items of a list its page's own lines come again."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a page is made of; `wrap` is the width of its lines, 0 for whole paragraphs."""

    work: Work
    site: str
    draw: random.Random
    wrap: int = 0

    @property
    def phrases(self) -> Phrases:
        return PHRASES[self.work.language]

    @property
    def marks(self) -> tuple[str, str]:
        return MARKS[self.work.language]

    @property
    def furniture(self) -> Furniture:
        return self.phrases.sites[self.site]

    def quoted(self, text: str) -> str:
        """The text in the marks of its language."""
        return f"{self.marks[0]}{text}{self.marks[1]}"

    def date(self, essay: Essay) -> str:
        """When the essay appeared, in words."""
        year, month, day = essay.date.split("-")
        name = self.phrases.months.split()[int(month) - 1]
        return self.phrases.date.format(day=int(day), month=name, year=year)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page and what it holds.

    `neutral` is what may be printed or left out alike: captions, what is said of the author.
    `titled` is whether the page says its texts' titles.
    """

    name: str
    data: str
    said: tuple[Said, ...] = ()
    essays: tuple[Essay, ...] = ()
    comments: Mapping[str, str] | None = None
    neutral: tuple[str, ...] = ()
    titled: bool = True


Lines = list[str]
Shape = Callable[[Brief], Rendered]

LISTS: dict[str, Shape] = {}
COMMENTED: dict[str, Shape] = {}
ARTICLES: dict[str, Callable[[Brief, Essay], Rendered]] = {}
DUMPS: dict[str, Shape] = {}


# ---------------------------------------------------------------------------- plain text


def _text(rows: Iterable[str], wrap: int) -> str:
    """Paragraphs, a blank line between two; "\\t" before a row puts it right below the last, and
    "\\v" is printed as a tab."""
    out: Lines = []
    for row in rows:
        below = row.startswith("\t")
        row = row.removeprefix("\t")
        if out and not below:
            out.append("")
        out += textwrap.wrap(row, wrap) if wrap and len(row) > wrap else [row]
    return "\n".join(out).replace("\v", "\t") + "\n"


def _with_between(items: Sequence[Lines], furniture: Furniture) -> Lines:
    rows: Lines = []
    for number, item in enumerate(items, 1):
        rows += item
        if number % BETWEEN_AT == 0 and number < len(items):
            rows += furniture.between
    return rows


def _in_site(brief: Brief, title: str, items: Sequence[Lines]) -> Lines:
    found = brief.furniture
    return [*found.head, title, *_with_between(items, found), *found.foot]


def _fields(brief: Brief, speaker: str, text: str, number: int) -> dict[str, object]:
    """What the template of an item may name."""
    return {
        "name": speaker,
        "NAME": speaker.upper(),
        "text": text,
        "quoted": brief.quoted(text),
        "n": number,
        "work": brief.work.title,
        "quote": brief.phrases.quote,
        "analysis": brief.phrases.analysis,
        "speaker": brief.phrases.speaker,
        "verse": "<br>".join(row for row in _halves(text) if row),
    }


def _list(name: str, item: str, *, close: bool = False, wraps: bool = True) -> None:
    """A list in plain text; `item` is a template, its rows are blocks; `close`: no blank line
    within an exchange."""

    def shape(brief: Brief) -> Rendered:
        work = brief.work
        number = 0
        items: list[Lines] = []
        for _, exchange in groupby(work.said, key=lambda said: said.exchange):
            for at, said in enumerate(exchange):
                number += 1
                fields = _fields(brief, said.speaker, said.text, number)
                rows = item.format(**fields).split("\n")
                if close and at:
                    rows = [f"\t{row.removeprefix(chr(9))}" for row in rows]
                items.append(rows)
        title = f"{work.title} ({work.year}) {brief.phrases.quotes}"
        wrap = brief.wrap if wraps and not close else 0
        return Rendered(f"list-{name}.txt", _text(_in_site(brief, title, items), wrap), work.said)

    LISTS[f"list: {name}"] = shape


_list("colon", "{name}: {text}", close=True)
_list("colon, apart", "{name}: {text}")
_list("bullet, blank before colon", "• {name} : {text}", close=True)
_list("bold name", "**{name}:** {text}")
_list("name with colon above", "{name}:\n\t{text}")
_list("name above", "{name}\n\t{text}")
_list("name above, apart", "{name}\n{text}")
_list("capitals above", "{NAME}\n\t{text}")
_list("capitals above, close", "{NAME}\n\t{text}", close=True)
_list("hyphen", "{name} - {text}", close=True)
_list("dash", "{name} — {text}")
_list("capitals before", "{NAME} {text}", close=True)
_list("bare name before", "{name} {text}")
_list("quoted, dash", "{quoted} — {name}")
_list("quoted, hyphen below", "{quoted}\n\t- {name}")
_list("quoted, name and work", "{quoted}\n\t― {name}, {work}")
_list("straight quotes, numbered", '{n}. "{text}" - {name}')
_list("numbered headings", "{quote} {n}\n{name}: {text}")
_list("name, quoted", "{name}: {quoted}")
_list("tab", "{name}\v{text}", close=True, wraps=False)
_list("bracketed name", "[{name}] {text}", close=True)
_list("capitals, stop", "{NAME}. {text}", close=True)
_list("card", "{quoted}\n\t{name}\n\t{work}")
_list("card, apart", "{quoted}\n{name}")
_list("card under number", "{quote} {n}\n{quoted}\n{name}")
_list("aside before colon", "{name} (aside): {text}", close=True)


def _halves(text: str) -> tuple[str, str]:
    row = text.split()
    middle = (len(row) + 1) // 2
    return " ".join(row[:middle]), " ".join(row[middle:])


def _by_speaker(brief: Brief) -> Rendered:
    work = brief.work
    items: list[Lines] = []
    said: list[Said] = []
    for speaker in dict.fromkeys(each.speaker for each in work.said):
        own = [each for each in work.said if each.speaker == speaker]
        items.append([speaker, *(f"  * {each.text}" for each in own)])
        said += own
    rows = _in_site(brief, f"{work.title} - {brief.phrases.quotes}", items)
    return Rendered("by-speaker.txt", _text(rows, 0), tuple(said))


def _several_paragraphs(brief: Brief) -> Rendered:
    work = brief.work
    items: list[Lines] = []
    for each in work.said:
        if len(each.text.split()) > 9:
            first, second = _halves(each.text)
            items.append([f"{each.speaker}: {first}", second])
        else:
            items.append([f"{each.speaker}: {each.text}"])
    rows = _in_site(brief, f"{work.title}: {brief.phrases.quotes}", items)
    return Rendered("paragraphs.txt", _text(rows, 0), work.said)


def _once_each(brief: Brief) -> Rendered:
    work = brief.work
    first = {each.speaker: each for each in reversed(work.said)}
    own = tuple(each for each in work.said if each in first.values())
    items = [[f"{each.speaker}: {each.text}"] for each in own]
    rows = _in_site(brief, f"{work.title} ({work.year}) {brief.phrases.quotes}", items)
    return Rendered("once-each.txt", _text(rows, 0), own)


LISTS["list: lines by speaker"] = _by_speaker
LISTS["list: speeches of several paragraphs"] = _several_paragraphs
LISTS["list: everybody once"] = _once_each


# ---------------------------------------------------------------------------------- HTML


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def _page(brief: Brief, title: str, body: str, head: str = "") -> str:
    found = brief.furniture
    nav = "".join(f"<li><a href='#'>{_e(each)}</a></li>" for each in found.head)
    foot = "".join(f"<div>{_e(each)}</div>" for each in found.foot)
    return (
        f"<!DOCTYPE html><html lang='{brief.work.language}'><head><meta charset='utf-8'>"
        f"<title>{_e(title)}</title>{head}</head><body><div class='top'><ul>{nav}</ul></div>"
        f"<div id='content'>{body}</div><div class='bottom'>{foot}</div></body></html>\n"
    )


def _html_list(name: str, item: str, opens: str = "", closes: str = "") -> None:
    """A list in HTML; `opens` and `closes` stand around each exchange."""

    def shape(brief: Brief) -> Rendered:
        work = brief.work
        body = f"<h1>{_e(work.title)} {brief.phrases.quotes}</h1>"
        between = "".join(f"<span class='b'>{_e(row)}</span> " for row in brief.furniture.between)
        for _, exchange in groupby(work.said, key=lambda said: said.exchange):
            rows = [_fields(brief, said.speaker, _e(said.text), 0) for said in exchange]
            body += opens + "".join(item.format(**row) for row in rows) + closes
            body += f"<div class='tools'>{between}</div>"
        title = f"{work.title} ({work.year}) - {brief.phrases.quotes}"
        return Rendered(f"list-{name}.html", _page(brief, title, body), work.said)

    LISTS[f"html list: {name}"] = shape


_html_list("dd", "<dd><b>{name}</b>: {text}</dd>", "<dl>", "</dl><hr>")
_html_list("strong, br", "<p><strong>{name}</strong><br>{text}</p>")
_html_list("verse", "<p>{NAME}<br>{verse}</p>")
_html_list("cite", "<blockquote><p>{text}</p><cite>{name}</cite></blockquote>")
_html_list("table", "<tr><td>{name}</td><td>{text}</td></tr>", "<table>", "</table>")
_html_list(
    "figure",
    "<figure><blockquote>{quoted}</blockquote><figcaption>— {name}</figcaption></figure>",
)
_html_list("li", "<li>{quoted} – {name}</li>", "<ul>", "</ul>")
_html_list(
    "spans",
    "<div class='q'><span class='character'>{name}</span> <span class='line'>{text}</span></div>",
)
_html_list("dt", "<dt>{name}</dt><dd>{text}</dd>", "<dl>", "</dl>")
_html_list("heading", "<h3>{name}</h3><p>{text}</p>")
_html_list("italic, dash", "<p><i>{name}</i> — {text}</p>")
_html_list(
    "divs",
    "<div class='quote'><div>{quoted}</div><div class='author'><a href='#'>{name}</a></div></div>",
)


# ------------------------------------------------------------------- quote and comment


def _commented(name: str, item: str) -> None:
    """A page of lines with a comment on each, in plain text."""

    def shape(brief: Brief) -> Rendered:
        work, head = brief.work, brief.work.list_of_comments
        rows = [*brief.furniture.head, head.title]
        rows += [f"{brief.phrases.by} {head.author}", brief.date(head), *head.rows]
        items: list[Lines] = []
        for number, (text, comment) in enumerate(work.comments.items(), 1):
            fields = _fields(brief, work.speaker_of(text), text, number)
            items.append(item.format(**fields, comment=comment).split("\n"))
        rows += _with_between(items, brief.furniture) + list(brief.furniture.foot)
        return _comment_page(brief, f"commented-{name}.txt", _text(rows, brief.wrap))

    COMMENTED[f"commented: {name}"] = shape


def _comment_page(brief: Brief, name: str, data: str) -> Rendered:
    work = brief.work
    said = tuple(each for text in work.comments for each in work.said if each.text == text)
    return Rendered(name, data, said, comments=work.comments, neutral=work.list_of_comments.rows)


_commented("numbered, dash", "{n}. {quoted} — {name}\n{comment}")
_commented("colon, below", "{name}: {quoted}\n{comment}")
_commented("hyphen below", "{quoted}\n\t- {name}\n{comment}")
_commented("study guide", "{quote} {n}\n{text}\n{speaker}: {name}\n{analysis}\n{comment}")
_commented("study guide, quoted", "{quote} #{n}\n{quoted}\n{name}\n{analysis}\n{comment}")
_commented("name above", "{n}. {name}\n{quoted}\n{comment}")
_commented("close", "{name}: {text}\n\t{comment}")


def _html_commented(name: str, item: str) -> None:
    def shape(brief: Brief) -> Rendered:
        work, head = brief.work, brief.work.list_of_comments
        meta = f"<meta name='author' content='{head.author}'>"
        meta += f"<meta property='og:site_name' content='{head.publication}'>"
        body = f"<h1>{_e(head.title)}</h1>" + "".join(f"<p>{_e(row)}</p>" for row in head.rows)
        for number, (text, comment) in enumerate(work.comments.items(), 1):
            fields = _fields(brief, work.speaker_of(text), _e(text), number)
            body += item.format(**fields, comment=_e(comment))
        return _comment_page(brief, f"commented-{name}.html", _page(brief, head.title, body, meta))

    COMMENTED[f"html commented: {name}"] = shape


_html_commented("h2", "<h2>{n}. {quoted}</h2><p><em>{name}</em></p><p>{comment}</p>")
_html_commented("blockquote", "<blockquote>{quoted}<br>— {name}</blockquote><p>{comment}</p>")
_html_commented(
    "cards",
    "<div class='card'><h3>{name}</h3><p class='quote'>{text}</p><p>{comment}</p></div>",
)


# ------------------------------------------------------------------------------ articles


def _paragraphs(brief: Brief, essay: Essay) -> Lines:
    """The essay's rows as a dump has them: headings and block quotations without their marks."""
    rows = [row.removeprefix("## ").removeprefix("> ") for row in essay.rows]
    return [with_marks(row, brief.marks) for row in rows]


Body = Callable[["Brief", Essay], Lines]


def _article(name: str, head: str, body: Body | None = None, *, wraps: bool = True) -> None:
    """An article in plain text; `head` is a template, of which rows without words are left out;
    `body` makes the rows below it."""

    def shape(brief: Brief, essay: Essay) -> Rendered:
        rows = [
            row
            for row in head.format(
                title=essay.title,
                publication=essay.publication,
                author=essay.author,
                date=brief.date(essay),
                byline="".join(_byline(brief, essay)),
                work=brief.work.title,
                between="\n".join(brief.furniture.between),
            ).split("\n")
            if row.strip(" |—")
        ]
        rows += body(brief, essay) if body else _paragraphs(brief, essay)
        found = brief.furniture
        data = _text([*found.head, *rows, *found.foot], brief.wrap if wraps else 0)
        caption = (_caption(brief),)
        return Rendered(f"article-{name}.txt", data, essays=(essay,), neutral=caption)

    ARTICLES[f"article: {name}"] = shape


def _byline(brief: Brief, essay: Essay) -> Lines:
    return [f"{brief.phrases.by} {essay.author}"] if essay.author else []


def _caption(brief: Brief) -> str:
    return f"{brief.work.said[0].speaker} in {brief.work.title}. Photograph: Tern Island Films"


def _with_caption(brief: Brief, essay: Essay) -> Lines:
    first, *rest = _paragraphs(brief, essay)
    return [_caption(brief), first, *brief.furniture.between, *rest]


def _with_card(brief: Brief, essay: Essay) -> Lines:
    card = next(s for s in brief.work.said if any(q in s.text for q in essay.quoted))
    quoted = [brief.quoted(card.text), f"\t— {card.speaker}"]
    return [*quoted, *_byline(brief, essay), *_paragraphs(brief, essay)]


def _labelled(brief: Brief, essay: Essay) -> Lines:
    """Quotations in the running text with the name and a colon before each."""
    rows = _paragraphs(brief, essay)
    opens = brief.marks[0]
    for each in brief.work.said:
        for words in essay.quoted:
            if words in each.text:
                named = f"{each.speaker}: {opens}{words}"
                rows = [row.replace(opens + words, named) for row in rows]
    return rows


def _signed(brief: Brief, essay: Essay) -> Lines:
    return [*_paragraphs(brief, essay), *([f"— {essay.author}"] if essay.author else [])]


def _close(brief: Brief, essay: Essay) -> Lines:
    return [f"\t{row}" for row in [*_byline(brief, essay), *_paragraphs(brief, essay)]]


_article("title, byline, date", "{title}\n{byline}\n{date}")
_article("publication above, one line", "{publication}\n{title}\n{byline} | {date}")
_article("name alone", "{title}\n{author}\n{publication}\n{date}")
_article("signed at the end", "{title}", _signed)
_article("no blank lines", "{title}", _close, wraps=False)
_article("caption and teasers", "{title}\n{byline}\n{date}", _with_caption)
_article("cards", "{title}", _with_card)
_article("names before quotations", "{title}\n{byline}\n{date}", _labelled)
_article("title twice", "{title} | {publication}\n{title}\n{byline}")
_article("with colon", "{work}: {title}\n{byline}\n{date}")
_article("nothing but title", "{title}")


def _markdown(brief: Brief, essay: Essay) -> Rendered:
    rows = [f"# {essay.title}", ""]
    if essay.author:
        rows += [f"*{brief.phrases.by} {essay.author}, {brief.date(essay)}*", ""]
    for row in essay.rows:
        rows += [with_marks(row, brief.marks), ""]
    return Rendered("essay.md", "\n".join(rows), essays=(essay,))


ARTICLES["article: Markdown"] = _markdown


def _html_body(brief: Brief, essay: Essay, between: str = "") -> str:
    body = ""
    for row in essay.rows:
        text = _e(with_marks(row, brief.marks))
        if row.startswith("## "):
            body += f"<h2>{text[3:]}</h2>"
        elif row.startswith("> "):
            body += f"<blockquote><p>{_e(row[2:])}</p></blockquote>"
        else:
            body += f"<p>{text}</p>{between}"
            between = ""
    return body


def _html_article(name: str, page: str, by: str = "", head: str = "", between: str = "") -> None:
    """An article in HTML; `page`, `by` (where somebody signs), `head` and `between` (behind the
    first paragraph) are templates."""

    def shape(brief: Brief, essay: Essay) -> Rendered:
        known = brief.furniture
        fields = {
            "title": html.escape(essay.title),
            "publication": html.escape(essay.publication),
            "author": essay.author,
            "iso": essay.date,
            "date": brief.date(essay),
            "by": brief.phrases.by,
            "caption": _e(_caption(brief)),
            "button": _e(known.between[0] if known.between else "Share"),
            "aside": _e(known.foot[0] if known.foot else ""),
            "rows": "<br><br>".join(_e(row) for row in _paragraphs(brief, essay)),
            "linked": _linked(essay),
        }
        fields["body"] = _html_body(brief, essay, between.format(**fields))
        fields["signed"] = by.format(**fields) if essay.author else ""
        window = f"{essay.title} | {essay.publication}"
        data = _page(brief, window, page.format(**fields), head.format(**fields))
        caption = (_caption(brief),)
        return Rendered(f"article-{name}.html", data, essays=(essay,), neutral=caption)

    ARTICLES[f"html article: {name}"] = shape


def _linked(essay: Essay) -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": essay.publication},
            {
                "@type": ["Article", "OpinionNewsArticle"],
                "headline": essay.title,
                "datePublished": f"{essay.date}T09:30:00+00:00",
                "author": [{"@type": "Person", "name": essay.author}] if essay.author else [],
                "publisher": {"@type": "Organization", "name": essay.publication},
            },
        ],
    }
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


_html_article(
    "meta",
    "<article><h1>{title}</h1>{body}</article>",
    head="<meta property='og:title' content='{title}'><meta name='author' content='{author}'>"
    "<meta property='og:site_name' content='{publication}'>"
    "<meta property='article:published_time' content='{iso}T08:00:00Z'>",
)
_html_article("linked data", "<main><h1>{title}</h1>{body}</main>", head="{linked}")
_html_article(
    "byline class",
    "<div class='post'><h1>{title}</h1>{signed}<time datetime='{iso}'>{date}</time>{body}</div>",
    "<div class='byline'>{by} <span>{author}</span></div>",
)
_html_article(
    "rel author",
    "<article><header><h1>{title}</h1>{signed}<time datetime='{iso}'>{date}</time></header>"
    "{body}</article>",
    "<a rel='author' href='/people/1'>{author}</a>",
)
_html_article(
    "itemprop",
    "<div itemscope itemtype='https://schema.org/Article'><h1 itemprop='headline'>{title}</h1>"
    "{signed}<div itemprop='articleBody'>{body}</div></div>",
    "<span itemprop='author'>{author}</span>",
)
_html_article("nothing said", "<div><h1>{title}</h1>{body}</div>")
_html_article(
    "author is admin",
    "<article><h1>{title}</h1>{signed}{body}</article>",
    "<p class='post-author'>{by} {author}</p>",
    "<meta name='author' content='admin'>",
)
_html_article(
    "site name is h1",
    "<h1>{publication}</h1><h2 class='title'>{title}</h2>{signed}{body}",
    "<p>{by} {author}</p>",
)
_html_article("br", "<div><h1>{title}</h1>{signed}{rows}</div>", "{by} {author}<br><br>")
_html_article(
    "buttons and captions",
    "<article><h1>{title}</h1>{signed}{body}</article><aside><h3>{aside}</h3></aside>",
    "<p class='byline'>{by} {author}</p>",
    between="<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    "<button>{button}</button>",
)
_html_article(
    "address as author",
    "<article><h1>{title}</h1>{signed}{body}</article>",
    "<div class='meta'>{by} <a href='/author/x'>{author}</a> · {date}</div>",
    "<meta property='article:author' content='https://example.org/people/1'>",
)


# --------------------------------------------------------------------------------- dumps


def _dump_rows(brief: Brief, essay: Essay, *, head: bool = True) -> Lines:
    named = [essay.title, *_byline(brief, essay), brief.date(essay)] if head else []
    return [*named, *_paragraphs(brief, essay)]


def _list_rows(brief: Brief) -> Lines:
    title = f"{brief.work.title} ({brief.work.year}) {brief.phrases.quotes}"
    return [title, *(f"{each.speaker}: {each.text}" for each in brief.work.said)]


def _dump(
    name: str,
    parts: Callable[[Brief], list[Lines]],
    *,
    with_list: bool = False,
    titled: bool = True,
) -> None:
    """Articles run together in any order, with the list of lines among them or not."""

    def shape(brief: Brief) -> Rendered:
        found = parts(brief)
        brief.draw.shuffle(found)
        rows = [row for part in found for row in part]
        said = brief.work.said if with_list else ()
        data = _text(rows, brief.wrap)
        return Rendered(f"dump-{name}.txt", data, said, brief.work.essays, titled=titled)

    DUMPS[f"dump: {name}"] = shape


def _framed(rows: Lines, found: Furniture) -> Lines:
    return [*found.head, *rows, *found.foot]


def _other_sites(brief: Brief) -> list[Furniture]:
    named = list(brief.phrases.sites.values())
    brief.draw.shuffle(named)
    return named


_dump("one site", lambda b: [_framed(_dump_rows(b, e), b.furniture) for e in b.work.essays])
_dump(
    "several sites",
    lambda b: [
        _framed(_dump_rows(b, e), found)
        for e, found in zip(b.work.essays, _other_sites(b), strict=False)
    ],
)
_dump("nothing between", lambda b: [_dump_rows(b, e) for e in b.work.essays])
_dump(
    "list among them",
    lambda b: [
        *(_framed(_dump_rows(b, e), b.furniture) for e in b.work.essays),
        _framed(_list_rows(b), b.furniture),
    ],
    with_list=True,
)
_dump(
    "without headlines",
    lambda b: [_framed(_dump_rows(b, e, head=False), b.furniture) for e in b.work.essays],
    titled=False,
)
_dump(
    "list, nothing between",
    lambda b: [*(_dump_rows(b, e) for e in b.work.essays), _list_rows(b)],
    with_list=True,
)
