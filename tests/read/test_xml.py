"""No XML file can do harm: what could is refused whole, with place and cure, and at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from booklet.problems import Result
from booklet.read.fdx import parse_fdx
from booklet.read.tei.reader import parse_tei
from booklet.read.text.xml import DEEPEST, MOST_ELEMENTS, parse_xml

LAUGHS = b'<!ENTITY a0 "lol">' + b"".join(
    b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 13)
)


def codes(read: Result[Any]) -> list[str]:
    return [problem.code for problem in read.problems]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"<!DOCTYPE a [%s]><a>&a12;</a>" % LAUGHS, "xml-doctype", id="laughs"),
        pytest.param(b"<!DOCTYPE a [%s]><a b='&a12;'/>" % LAUGHS, "xml-doctype", id="attribute"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
            "xml-doctype",
            id="a file as entity",
        ),
        pytest.param(
            b'<?xml version="1.0"?><!-- > --><!DOCTYPE a SYSTEM "http://localhost:1/a"><a/>',
            "xml-doctype",
            id="document type on the network",
        ),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-16"), "xml-doctype", id="UTF-16"
        ),
        pytest.param(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), "xml-too-deep", id="deep"),
        pytest.param(b"<a>" * 30_000, "xml-too-deep", id="deeper than libxml2 reads"),
        pytest.param(b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>", "xml-too-large", id="elements"),
        pytest.param(b"<a>" + b"x " * 6_000_000 + b"</a>", "xml-too-large", id="long text"),
        pytest.param(b"<a b='" + b"x" * 11_000_000 + b"'/>", "xml-too-large", id="long value"),
        pytest.param(b"<" + b"x" * 60_000 + b"/>", "xml-too-large", id="long name"),
        pytest.param(b"<a>&eacute;</a>", "xml-broken", id="entity of HTML"),
        pytest.param(b"<a>one \0 two</a>", "xml-broken", id="NUL"),
        pytest.param(b"<a>one &#7; two</a>", "xml-broken", id="control by number"),
        pytest.param(b"<?xml version='1.0' encoding='klingon'?><a/>", "xml-broken", id="encoding"),
        pytest.param(b"<a>caf\xe9</a>", "xml-broken", id="not UTF-8"),
    ],
)
def test_is_refused_whole(data: bytes, code: str) -> None:
    read = parse_xml(data, "f.xml")
    assert read.value is None
    assert codes(read) == [code]
    assert read.problems[0].span is not None


def test_another_file_to_be_included_is_an_error_not_a_gap() -> None:
    data = (
        b'<a xmlns:xi="http://www.w3.org/2001/XInclude">\n'
        b'<xi:include href="file:///etc/passwd" parse="text"/></a>'
    )
    read = parse_xml(data, "f.xml")
    assert [(p.code, str(p.span)) for p in read.problems] == [("xml-include", "f.xml:2:1")]


def test_characters_that_references_bring_in_are_told_with_their_line() -> None:
    read = parse_xml(b"<a>\n<b>\nfine</b>\n<b>&#x202e;turned</b></a>", "f.xml")
    assert [(p.code, str(p.span)) for p in read.problems] == [("bidi-character", "f.xml:4:1")]


def test_an_opening_that_goes_on_and_on_is_read_in_linear_time() -> None:
    assert parse_xml(b"<?a?>" * 100_000 + b"<a/>", "f.xml").value is not None
    assert codes(parse_xml(b"<!-- " * 100_000, "f.xml")) == ["xml-broken"]


@pytest.mark.parametrize("parse", [parse_tei, parse_fdx])
def test_both_formats_stand_on_it(parse: Callable[[bytes, str], Result[Any]]) -> None:
    assert codes(parse(b"<!DOCTYPE a><a/>", "f")) == ["xml-doctype"]
    assert codes(parse(b"<a>" * 70 + b"</a>" * 70, "f")) == ["xml-too-deep"]


def test_a_dual_dialogue_inside_a_dual_dialogue_loses_no_words() -> None:
    speech = (
        '<Paragraph Type="Character"><Text>{0}</Text></Paragraph>'
        '<Paragraph Type="Dialogue"><Text>Words of {0}.</Text></Paragraph>'
    )
    inner = f"<Paragraph><DualDialogue>{speech.format('INNER')}</DualDialogue></Paragraph>"
    dual = f"<DualDialogue>{speech.format('ONE')}{inner}{speech.format('TWO')}</DualDialogue>"
    data = f"<FinalDraft><Content><Paragraph>{dual}</Paragraph></Content></FinalDraft>"
    script = parse_fdx(data.encode(), "f.fdx").value
    assert script is not None
    assert [speech.speaker for speech in script.scenes[0].speeches()] == ["ONE", "INNER", "TWO"]
