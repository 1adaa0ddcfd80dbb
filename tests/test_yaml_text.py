"""Every YAML reader gives back the text that was written, plain where that is safe."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from booklet.yaml_text import flow_list, in_flow, quoted, scalar

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.from_regex(
    r"[\w :#,.'\"\[\]{}\\-]{0,12}", fullmatch=True
)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    # BaseLoader takes every value for a text; the others take a day for a day.
    assert yaml.load(scalar(text), yaml.BaseLoader) == text
    assert str(yaml.safe_load(scalar(text))) == text
    assert yaml.safe_load(quoted(text)) == text


@given(st.lists(TEXTS, max_size=4))
def test_texts_in_a_list_come_back_as_they_were(texts: list[str]) -> None:
    assert yaml.load(flow_list(texts), yaml.BaseLoader) == texts
    assert yaml.load(f"{{key: {in_flow(''.join(texts))}}}", yaml.BaseLoader) == {
        "key": "".join(texts)
    }


@pytest.mark.parametrize(
    "text", ["The Mile, at dusk", "2013-12-20", "3 lines", "https://example.org/a"]
)
def test_what_cannot_be_mistaken_has_no_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["1984", "12:30", "1e3", "0x1F", "Yes", "null", "a: b", "a #b", "- a", "*a", "end:", ""]
)
def test_what_could_be_mistaken_has_quotes(text: str) -> None:
    assert scalar(text) == f'"{text}"'


def test_what_cannot_be_seen_is_spelled() -> None:
    assert quoted("a\u2028b\n\U000e0001") == '"a\\u2028b\\n\\U000e0001"'
