"""What is quoted for YAML is read back as it was."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from booklet.yaml_scalars import quoted


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_quoted_is_read_back(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    assert quoted('a "b"\n\u200b\x07') == r'"a \"b\"\n\u200b\x07"'
