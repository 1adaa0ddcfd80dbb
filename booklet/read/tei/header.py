"""Title, authors, language and credits of a TEI document.

Takes the document's root, gives what the title page of a booklet needs. Where the
header gives several languages, that of the text is preferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.read.tei.inline import XML_LANG, Element, name_of, names, text_of

_SUBTITLES = frozenset(("sub", "subtitle", "subordinate", "alt", "second"))
_TITLE_PAGE = {
    "titlePart": "Title page",
    "byline": "Byline",
    "docEdition": "Edition",
    "docImprint": "Imprint",
    "docDate": "Date",
}
_PARTS_OF_NAME = names("forename surname roleName addName nameLink genName")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; "" and () where it says nothing."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    language: str
    details: tuple[tuple[str, str], ...]


def read_header(root: Element) -> Header:
    """Title page data of the document with this `TEI` root."""
    language = _language(root)
    statement = next(root.iterfind("{*}teiHeader/{*}fileDesc/{*}titleStmt"), None)
    main, sub = _titles(statement, "title", language)
    if not main:
        title_page = next((e for e in root.iterfind("{*}text//{*}docTitle")), None)
        main, own_sub = _titles(title_page, "titlePart", language)
        sub = sub or own_sub
    details = tuple((k, v) for k, v in _details(root) if v not in (main, sub))
    return Header(main, sub, _authors(statement, language), language, details)


def _language(root: Element) -> str:
    texts = [*root.iterfind("{*}text"), root]
    for element in texts:
        if language := element.get(XML_LANG):
            return language
    used = list(root.iterfind("{*}teiHeader/{*}profileDesc/{*}langUsage/{*}language"))
    used.sort(key=lambda element: -_share(element))
    return used[0].get("ident", "") if used else ""


def _share(language: Element) -> float:
    try:
        return float(language.get("usage", ""))
    except ValueError:
        return 0.0


def _titles(parent: Element | None, name: str, language: str) -> tuple[str, str]:
    if parent is None:
        return "", ""
    mains: list[Element] = []
    subs: list[Element] = []
    for title in parent.iterfind(f"{{*}}{name}"):
        (subs if title.get("type") in _SUBTITLES else mains).append(title)
    return _preferred(mains, language), _preferred(subs, language)


def _preferred(elements: list[Element], language: str) -> str:
    """The text of the first that is in the language of the play or in none said."""
    own = [e for e in elements if e.get(XML_LANG, language) == language]
    return next((text for e in (*own, *elements) if (text := text_of(e))), "")


def _authors(statement: Element | None, language: str) -> tuple[str, ...]:
    if statement is None:
        return ()
    found: list[str] = []
    for author in statement.iterfind("{*}author"):
        names = [e for e in author if name_of(e) in ("persName", "name")]
        own = [e for e in names if e.get(XML_LANG, language) == language]
        chosen = (own or names or [author])[0]
        parts = [text_of(e) for e in chosen if name_of(e) in _PARTS_OF_NAME]
        found.append(" ".join(parts) if parts else text_of(chosen, frozenset(("idno",))))
    return tuple(dict.fromkeys(filter(None, found)))


def _details(root: Element) -> tuple[tuple[str, str], ...]:
    return tuple((key, text) for key, element in _credits(root) if (text := text_of(element)))


def _credits(root: Element) -> Iterator[tuple[str, Element]]:
    statement = "{*}teiHeader/{*}fileDesc/{*}publicationStmt"
    for publisher in root.iterfind(f"{statement}/{{*}}publisher"):
        yield "Publisher", publisher
    licences = list(root.iterfind(f"{statement}/{{*}}availability//{{*}}licence"))
    for licence in licences or root.iterfind(f"{statement}/{{*}}availability"):
        yield "Licence", licence
    for element in root.iterfind("{*}text/{*}front//*"):
        if key := _TITLE_PAGE.get(name_of(element)):
            yield key, element
