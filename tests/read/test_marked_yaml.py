"""YAML as a tree of texts with places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.scanner import ScannerError

from booklet.read.text.characters import mended
from booklet.read.yaml.marked import (
    DEEPEST,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entry_texts,
    parse_yaml,
)


def tree(text: str) -> Node:
    read = parse_yaml(text, "file.yaml")
    assert read.problems == ()
    assert read.value is not None
    return read.value


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries:
            yield from scalars(entry.value)


@pytest.mark.parametrize(
    "text", ["NO", "yes", "010", "0x1f", "1:23:45", "1e3", "~", "null", "2026-02-01", ".inf", "="]
)
def test_what_yaml_takes_for_something_else_stays_text(text: str) -> None:
    assert plain(tree(f"key: {text}\n{text}: value\n")) == {"key": text, text: "value"}


def test_places_of_keys_and_values_count_characters() -> None:
    root = tree("é: ü\nlist:\n  - ñ: [a, 'b']\n")
    assert isinstance(root, Mapping)
    first, second = root.entries
    assert (str(first.span), str(first.value.span)) == ("file.yaml:1:1", "file.yaml:1:4")
    assert isinstance(second.value, Sequence)
    inner = second.value.items[0]
    assert isinstance(inner, Mapping)
    assert (inner.span.line, inner.span.column) == (3, 5)
    assert [s.span.column for s in scalars(inner)] == [9, 12]


def test_places_count_from_the_first_line_that_is_given() -> None:
    read = parse_yaml("title: a\nauthor: b: c\n", "essay.md", first_line=2)
    assert str(read.problems[0].span) == "essay.md:3:10"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "key:\n"])
def test_nothing_is_an_absent_scalar(text: str) -> None:
    node = tree(text)
    if isinstance(node, Mapping):
        node = node.entries[0].value
    assert isinstance(node, Scalar)
    assert node.absent


def test_quoted_nothing_is_an_empty_text() -> None:
    node = tree('""')
    assert isinstance(node, Scalar)
    assert not node.absent


parse_with_libyaml = yaml.parse


def parse_guarded(text: str, Loader: type) -> Iterator[yaml.Event]:  # noqa: N803
    """As libyaml 0.2.6 does: it reads ahead and gives up at the thousandth level, untold."""
    levels = [at for at, sign in enumerate(text) if sign in "[{-?"]
    if len(levels) > 1000:
        mark = yaml.Mark("", levels[1000], 0, levels[1000], None, 0)
        raise ScannerError("while increasing flow level", mark, "exceeded maximum depth", mark)
    yield from parse_with_libyaml(text, Loader=Loader)


def parse_unguarded(text: str, Loader: type) -> Iterator[yaml.Event]:  # noqa: ARG001, N803
    """As libyaml 0.2.5 does: every level is told. PyYAML's own parser stands for it."""
    yield from parse_with_libyaml(text, Loader=yaml.SafeLoader)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[[{a: "])
@pytest.mark.parametrize("parse", [parse_with_libyaml, parse_guarded, parse_unguarded])
def test_too_deep_is_told_at_its_place_whether_libyaml_guards_its_depth_or_not(
    parse: Callable[..., Iterator[yaml.Event]], opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "parse", parse)
    assert parse_yaml("[" * DEEPEST + "]" * DEEPEST, "f").problems == ()
    first_refused = re.findall(r"[^\[{?-]*[\[{?-]", opening * 100)[: DEEPEST + 1]
    for times in (100, 2_000, 100_000) if parse is parse_with_libyaml else (100, 2_000):
        (problem,) = parse_yaml(opening * times, "f").problems
        assert (problem.code, str(problem.span)) == (
            "yaml-too-deep",
            f"f:1:{len(''.join(first_refused))}",
        )


def test_all_that_is_refused_is_told_at_once() -> None:
    read = parse_yaml("a: &x 1\nb: *x\nc: !!int 2\na: 3\n<<: {d: 4}\n", "f")
    assert [(p.code, p.span.line if p.span else 0) for p in read.problems] == [
        ("yaml-anchor", 1),
        ("yaml-alias", 2),
        ("yaml-tag", 3),
        ("yaml-duplicate-key", 4),
        ("yaml-merge-key", 5),
    ]


def test_entries_are_cut_out_with_their_comments() -> None:
    text = (
        "# head of the file\n"
        "annotations:\n"
        "  # above one\n"
        "\n"
        "  - id: one\n"
        "    body: |\n"
        "      # no comment\n"
        "\n"
        "      - no entry\n"
        "    # still one\n"
        "  # above two\n"
        "  -\n"
        "    id: two  # beside\n"
        "\n"
        "  - id: three\n"
        "# behind all\n"
        "other: key\n"
    )
    root = tree(text)
    assert isinstance(root, Mapping)
    listed = root.entries[0].value
    assert isinstance(listed, Sequence)
    assert entry_texts(text, listed) == (
        "  # above one\n\n  - id: one\n    body: |\n      # no comment\n\n      - no entry\n"
        "    # still one\n",
        "  # above two\n  -\n    id: two  # beside\n",
        "  - id: three\n# behind all\n",
    )


def test_entries_in_brackets_are_given_with_a_dash() -> None:
    text = "list: [{a: b}, {c:\n d}]\n"
    root = tree(text)
    assert isinstance(root, Mapping)
    listed = root.entries[0].value
    assert isinstance(listed, Sequence)
    assert entry_texts(text, listed) == ("- {a: b}\n", "- {c:\n   d}\n")


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
TREES = st.recursive(
    st.text(st.characters(codec="utf-8")).map(mended),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


def quoted(text: str) -> str:
    """A text in double quotes, whatever is in it."""
    safe = set("abcdefghijklmnopqrstuvwxyz éß:-#{}[]&*!|>'%@`,?")
    return '"' + "".join(c if c in safe else f"\\U{ord(c):08x}" for c in text) + '"'


def written(value: object) -> str:
    """A tree of texts as YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"? {quoted(k)} : {written(v)}" for k, v in value.items()) + "}"
    return quoted(str(value))


@given(TREES)
def test_every_text_comes_back_as_it_was(value: object) -> None:
    read = parse_yaml(written(value), "f")
    assert read.value is not None
    assert plain(read.value) == value


@given(st.text("ab1.:-#'\"é—”NOyes~ ", min_size=1))
def test_every_text_typed_without_quotes_that_is_accepted_stays_as_typed(text: str) -> None:
    read = parse_yaml(f"key: {text}", "f")
    if isinstance(read.value, Mapping) and not read.problems:
        value = read.value.entries[0].value
        if isinstance(value, Scalar) and value.style == "plain":
            assert value.text == text.partition(" #")[0].strip(" ") or text.lstrip()[:1] == "#"


@given(st.lists(st.text("ab: #-'\"[é"), max_size=5))
def test_text_below_a_bar_comes_back_as_it_was(lines: list[str]) -> None:
    body = "".join(f"  {line}\n" for line in lines)
    node = tree(f"key: |2\n{body}")
    assert isinstance(node, Mapping)
    found = node.entries[0].value
    assert isinstance(found, Scalar)
    assert found.text.rstrip("\n") == "\n".join(lines).rstrip("\n")


LONGER = (": ", "- ", "  ", ", ", " #", "? ", "---\n", "...\n", "<<: ")
FRAGMENTS = st.lists(
    st.sampled_from("aé:\n\t'\"[]{}#&*!|>%@`\\\u2028") | st.sampled_from(LONGER), max_size=24
).map("".join)


@given(FRAGMENTS | st.text())
def test_whatever_is_typed_gives_a_tree_or_problems_with_places_in_the_file(text: str) -> None:
    text = text.replace("\r", "")
    read = parse_yaml(text, "f")
    assert read.value is not None or read.problems
    lines = text.split("\n")
    spans = [problem.span for problem in read.problems]
    spans += [scalar.span for scalar in scalars(read.value)] if read.value else []
    for span in spans:
        assert span is not None
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    for problem in read.problems:
        assert problem.message
        assert not problem.message.startswith("this is not YAML: while")


@given(st.lists(FRAGMENTS, min_size=1, max_size=4))
def test_lines_between_entries_all_belong_to_one_of_them(bodies: list[str]) -> None:
    entries = [f"  - id: {quoted(body)}\n    # own {i}\n" for i, body in enumerate(bodies)]
    text = "list:\n" + "  # before the next\n".join(entries)
    root = parse_yaml(text, "f").value
    assert isinstance(root, Mapping)
    listed = root.entries[0].value
    assert isinstance(listed, Sequence)
    assert "list:\n" + "".join(entry_texts(text, listed)) == text


def test_what_an_escape_brings_in_is_told_though_the_file_does_not_hold_it() -> None:
    read = parse_yaml('title: "a\\0b"\nnext: "\\u202e c"\nfine: "\\u00e9 \\t"\n', "f")
    assert [(p.code, str(p.span)) for p in read.problems] == [
        ("control-character", "f:1:8"),
        ("bidi-character", "f:2:7"),
    ]
