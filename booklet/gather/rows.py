"""One entry of an export, from JSON of two kinds or a row of a table.

Takes what a parser gave, of any form at all; gives `Row`s. Raises `ValueError` where it holds
no annotations.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from booklet.markup.tree import Element, parse
from booklet.model import COMMENT, NOTE_IRI, Aim, Scope, Selector

NOBODY = "A member"

LONGEST_NAME = 80

_NOT_SHOWN = frozenset({"script", "style", "template", "head", "iframe", "object"})
_CITATION = re.compile(r"[^\s.]{1,40}(\.[^\s.]{1,40}){1,8}")
_ACCOUNT = re.compile(r"(?:acct:)?([^@/]+)(?:@.*)?")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: who wrote what of which words; `answers` is the entry that it replies to."""

    identifier: str
    member: str
    account: str
    body: str
    quote: Selector | None = None
    citation: str = ""
    whole: bool = False
    themes: tuple[str, ...] = ()
    answers: str = ""
    kind: str = COMMENT.name
    aim: Aim | None = None
    source: str | None = None


def of_json(data: Any) -> Iterator[Row]:
    """The entries of a document: one annotation, a list, a collection or page, an export."""
    found = list(_entries(data))
    if not found and data not in ([], {}) and not _is_container(data):
        raise ValueError("no annotations")
    for entry in found:
        yield _hypothesis(entry) if "user" in entry and "uri" in entry else _web_annotation(entry)


def of_table(rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """The entries of the table that Hypothes.is exports (CSV).

    The table does not say which note a reply answers: it stands as one of its own.
    """
    for row in rows:
        if "Comment" not in row or "Quote" not in row:
            raise ValueError("no table of annotations")
        who, exact = _text(row.get("Author")), _text(row["Quote"])
        body = _text(row["Comment"])
        kind = _text(row.get("Type") or row.get("Annotation/Reply Type"))
        yield Row(
            identifier=_made_up(who, _text(row.get("Created at")), exact, body),
            member=_name(who),
            account=who,
            body=body,
            quote=Selector(exact) if exact else None,
            whole=not exact and kind.lower() == "page note",
            themes=_themes(_text(row.get("Tags")).split(",")),
        )


_CONTAINERS = ("annotations", "rows", "items", "first", "@graph")


def _is_container(data: Any) -> bool:
    return isinstance(data, dict) and any(isinstance(data.get(key), list) for key in _CONTAINERS)


def _entries(data: Any) -> Iterator[dict[str, Any]]:
    """The annotations in a document: those of a list, of what contains lists, or it itself."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            if "target" in one or ("user" in one and "uri" in one):
                yield one
                continue
            waiting += [
                one[key]
                for key in reversed((*_CONTAINERS, "replies"))
                if isinstance(one.get(key), list | dict)
            ]


def _hypothesis(entry: dict[str, Any]) -> Row:
    """https://h.readthedocs.io/en/latest/api-reference/v1/"""
    shown = entry.get("user_info")
    account = _account(_text(entry.get("user")))
    called = _text(shown.get("display_name")) if isinstance(shown, dict) else ""
    body = _text(entry.get("text"))
    quote, citation = _selected(_list(entry.get("target")))
    above = [one for one in _list(entry.get("references")) if isinstance(one, str)]
    tags = [tag for tag in _list(entry.get("tags")) if isinstance(tag, str)]
    exact = quote.exact if quote else ""
    return Row(
        identifier=_text(entry.get("id")) or _made_up(account, exact, body),
        member=_name(called or account),
        account=account,
        body=body,
        quote=quote,
        citation=citation,
        whole=not quote and not citation and not above and not _has_selector(entry),
        themes=_themes(tags),
        answers=above[-1] if above else "",
    )


def _web_annotation(entry: dict[str, Any]) -> Row:
    """https://www.w3.org/TR/annotation-model/"""
    creator = next(iter(_list(entry.get("creator"))), "")
    made = creator if isinstance(creator, dict) else {"id": creator}
    account = _account(_text(made.get("id") or made.get("account")))
    called = _text(made.get("name") or made.get("nickname"))
    bodies = _list(entry.get("body")) + _list(entry.get("bodyValue"))
    said = [_body(one) for one in bodies if not _purpose(one, "tagging")]
    tags = [_body(one) for one in bodies if _purpose(one, "tagging")]
    body = " ".join(filter(None, said))
    targets = _list(entry.get("target"))
    quote, citation = _selected(targets)
    answers = ""
    if _text(entry.get("motivation")) == "replying":
        first = next(iter(targets), "")
        answers = _text(
            first.get("source") or first.get("id") if isinstance(first, dict) else first
        )
    exact = quote.exact if quote else ""
    return Row(
        identifier=_text(entry.get("id") or entry.get("@id")) or _made_up(account, exact, body),
        member=_name(called or account),
        account=account,
        body=body,
        quote=quote,
        citation=citation,
        whole=not quote and not citation and not answers and not _has_selector(entry),
        themes=_themes(tags),
        answers=answers,
        **(_of_booklet(entry) if _text(entry.get("id")).startswith(NOTE_IRI) else {}),
    )


_AIMS: dict[str, Scope] = {
    "scene": "scene",
    "scenes": "scenes",
    "cast": "character",
    "work": "work",
}


def _of_booklet(entry: dict[str, Any]) -> dict[str, Any]:
    """What the export of a booklet says besides (`booklet.export`)."""
    said: dict[str, Any] = {"kind": _text(entry.get("booklet:kind")) or COMMENT.name}
    if isinstance(entry.get("booklet:source"), str):
        said["source"] = _text(entry["booklet:source"])
    wide = entry.get("booklet:target")
    for key, value in wide.items() if isinstance(wide, dict) else ():
        if key in _AIMS:
            said["aim"] = Aim(_AIMS[key], _text(value))
    return said


def _has_selector(entry: dict[str, Any]) -> bool:
    return any(isinstance(one, dict) and one.get("selector") for one in _list(entry.get("target")))


def _purpose(body: Any, purpose: str) -> bool:
    return isinstance(body, dict) and purpose in _list(body.get("purpose"))


def _body(body: Any) -> str:
    if not isinstance(body, dict):
        return _text(body)
    value = _text(body.get("value"))
    if "html" in _text(body.get("format")):
        return _text(" ".join(_shown(parse(value).root)))
    return value


def _shown(element: Element) -> Iterator[str]:
    """What a browser shows of an element, as text."""
    if element.name not in _NOT_SHOWN:
        for child in element.children:
            if isinstance(child, Element):
                yield from _shown(child)
            else:
                yield child


def _selected(targets: list[Any]) -> tuple[Selector | None, str]:
    """The quotation, and the place of the page, that the targets select."""
    quote, citation = None, ""
    for target in targets:
        source = target.get("source") if isinstance(target, dict) else target
        address = _text(source.get("id") if isinstance(source, dict) else source)
        waiting = _list(target.get("selector")) if isinstance(target, dict) else []
        named = unquote(address.partition("#")[2])
        for one in waiting[:50]:
            if not isinstance(one, dict):
                continue
            refined = one.get("refinedBy")
            if isinstance(refined, dict):
                waiting.append(refined)
            exact = _text(one.get("exact"))
            if one.get("type") == "TextQuoteSelector" and exact and quote is None:
                quote = Selector(exact, _text(one.get("prefix")), _text(one.get("suffix")))
            elif one.get("type") == "FragmentSelector":
                named = _text(one.get("value")).lstrip("#")
        if _CITATION.fullmatch(named):
            citation = citation or named
    return quote, citation


def _account(text: str) -> str:
    found = _ACCOUNT.fullmatch(text)
    return found[1] if found else text


def _name(text: str) -> str:
    return text[:LONGEST_NAME].strip() or NOBODY


def _themes(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_text(tag)[:LONGEST_NAME] for tag in tags))))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """The value, if it is text, on one line, without what cannot be seen or written."""
    if not isinstance(value, str):
        return ""
    seen = "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co") else " "
        for letter in value
        if not "\u202a" <= letter <= "\u202e" and not "\u2066" <= letter <= "\u2069"
    )
    return " ".join(seen.split())


def _made_up(*parts: str) -> str:
    """What identifies an entry that has no identifier: its content."""
    return "urn:sha256:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()
