"""No regular expression of the program takes more than linear time, whatever it is given.

Every pattern of the source is found: what its modules hold, and what is written where it is
used. Each is fed long runs of what it is made of (its literals, its words, characters of its
classes, alone, in pairs, behind a beginning of its own) that never end in a match, and used
as the source uses it. The steps are counted that this takes (`backtracking.py`): with every
further length a linear pattern takes as many more as with the one before, a quadratic one
more and more.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import booklet
from tests.backtracking import SINGLE, Backtracker, TooManyStepsError, parts
from tests.conftest import ROOT

TIMES = 24
"""How often something is repeated; then two and three times as often."""

BOUND = 3
"""Counted repetitions are cut to so many, so that texts so short are long to them."""

GIVE_UP = 300_000
"""Steps."""

ANCHORED = {"match", "fullmatch"}
SEARCHING = {"search", "sub", "subn", "split", "findall", "finditer"}

ASSEMBLED = {  # patterns that are put together where they are used, as they may turn out
    "booklet/draw/finding/quoted.py": r"[.,;:!?…—]’|\w’(?=[.,;:!?…—)\s]|$)",
    "booklet/edit/part.py": r"(?<!\w)Mara(?!\w)",
    "booklet/ingest/quotations.py": r"\bMara\b",
    "booklet/ingest/titles.py": r"(?<!\w)Mara(?!\w)",
}


@dataclass(slots=True)
class Found:
    """A pattern, where it stands, and the methods that it is used by."""

    pattern: str | bytes
    flags: int
    names: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


@cache
def trees() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "booklet").rglob("*.py"))
    return {p.relative_to(ROOT).as_posix(): ast.parse(p.read_text("utf-8")) for p in paths}


@cache
def all_patterns() -> tuple[Found, ...]:
    found: dict[tuple[str | bytes, int], Found] = {}

    def add(pattern: re.Pattern[Any], name: str, methods: Iterable[str]) -> None:
        key = (pattern.pattern, pattern.flags)
        one = found.setdefault(key, Found(*key))
        one.names.add(name)
        one.methods |= set(methods)

    used = _methods_by_name()
    for module in pkgutil.walk_packages(booklet.__path__, "booklet."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _patterns_in(value):
                    own = used.get((module.name, name)) or used.get(("", name)) or {"search"}
                    add(pattern, f"{module.name}.{name}", own)
    for file, tree in trees().items():
        for call, method in _calls(tree):
            if method in ANCHORED | SEARCHING | {"compile"} and call.args:
                for text in _written(call.args[0]):
                    pattern = re.compile(text, _flags(call))
                    if method != "compile":
                        add(pattern, f"{file}:{call.lineno}", {method})
                    elif (pattern.pattern, pattern.flags) not in found:
                        add(pattern, f"{file}:{call.lineno}", {"search"})
    return tuple(found.values())


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict | list | tuple | set | frozenset):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(inner, depth + 1)


def _methods_by_name() -> dict[tuple[str, str], set[str]]:
    """How the patterns are used, by module and name, and by name alone."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, tree in trees().items():
        module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ANCHORED | SEARCHING:
                name = getattr(node.value, "id", getattr(node.value, "attr", ""))
                used[module, name].add(node.attr)
                used["", name].add(node.attr)
    return used


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls of functions of `re`."""
    for node in ast.walk(tree):
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and isinstance(function, ast.Attribute):
            if getattr(function.value, "id", "") != "re":
                continue
            yield node, function.attr


def _written(given: ast.expr) -> Iterator[str | bytes]:
    for node in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            yield node.value


def _flags(call: ast.Call) -> int:
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    names = {
        node.attr
        for each in given
        for node in ast.walk(each)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "re"
    }
    return sum(int(getattr(re, name)) for name in names)


# ---------------------------------------------------------------------------- its worst cases


def pieces(pattern: str | bytes, flags: int) -> tuple[list[str], list[str]]:
    """Characters that a pattern speaks of, one or two for each class, and its words."""
    characters: list[str] = []
    words: list[str] = []

    def walk(parsed: Any) -> None:
        word = ""
        for operator, value in parsed:
            kind = str(operator)
            if kind == "LITERAL":
                word += chr(value)
                characters.append(chr(value))
                continue
            words.append(word)
            word = ""
            if kind == "IN":
                characters.extend(_of_class(value))
            elif kind in ("ANY", "NOT_LITERAL"):
                characters.append("a")
            else:
                for inner in parts(operator, value):
                    walk(inner)
        words.append(word)

    walk(_parser.parse(pattern, flags))
    words = [word for word in dict.fromkeys(words) if len(word) > 1]
    return list(dict.fromkeys(characters))[:8], words[:6]


_CATEGORIES = {
    "CATEGORY_SPACE": " \n",
    "CATEGORY_WORD": "a",
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
    "CATEGORY_NOT_DIGIT": "a",
}


def _of_class(parts: Any) -> str:
    named = ""
    for operator, value in parts:
        kind = str(operator)
        if kind == "LITERAL":
            named += chr(value)
        elif kind == "RANGE":
            named += chr(value[0])
        elif kind == "CATEGORY":
            named += _CATEGORIES.get(str(value), "")
    if str(parts[0][0]) == "NEGATE":
        return "".join(one for one in "a <1\n" if one not in named)[:2]
    return named[:3]


def worst_cases(found: Found) -> Iterator[tuple[str, str]]:
    """A beginning, and what is repeated after it."""
    characters, words = pieces(found.pattern, found.flags)
    pairs = [a + b for a in characters[:5] for b in characters[:5] if a != b]
    spaced = [word + gap for word in words[:3] for gap in (" ", "a")]
    for unit in dict.fromkeys([*characters, *words, *pairs, *spaced, " ", "a", " a", "a\n"]):
        for beginning in dict.fromkeys(["", *words[:2], *characters[:2]]):
            yield beginning, unit


def steps(matcher: Backtracker, found: Found, text: str) -> int:
    """How many steps it takes to use a pattern on a text; GIVE_UP for more than that."""
    try:
        if found.methods & SEARCHING:
            for _ in matcher.spans(text, GIVE_UP):
                pass
        else:
            matcher.fills(text, GIVE_UP)
    except TooManyStepsError:
        return GIVE_UP
    return matcher.steps


def steep(found: Found) -> Iterator[str]:
    matcher = Backtracker(found.pattern, found.flags, BOUND)
    for beginning, unit in worst_cases(found):
        taken = [
            steps(matcher, found, beginning + unit * (times * TIMES) + "\x01")
            for times in (1, 2, 3)
        ]
        first, second, third = taken
        # Of a quadratic pattern's steps, this is the part that grows: TIMES² for a step each.
        if third - 2 * second + first > TIMES**2 / 8 or GIVE_UP in taken:
            yield f"{beginning!r} and then {unit!r} again and again: {taken}"


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """A repetition of the matcher is a recursion."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    "share", [0, *(pytest.param(share, marks=pytest.mark.slow) for share in range(1, 8))]
)
def test_no_pattern_takes_more_than_linear_time(share: int) -> None:
    slow = {
        f"{found.pattern!r} in {min(found.names)}": worst
        for found in all_patterns()[share::8]
        if (worst := next(steep(found), ""))
    }
    assert slow == {}


def test_patterns_put_together_at_run_time_are_tried_as_they_may_turn_out() -> None:
    assembled = {
        file
        for file, tree in trees().items()
        for call, method in _calls(tree)
        if method in ANCHORED | SEARCHING and not list(_written(call.args[0]))
        if not isinstance(call.args[0], ast.Name | ast.Attribute)
    }
    assert assembled == set(ASSEMBLED)
    for file, pattern in ASSEMBLED.items():
        assert list(steep(Found(pattern, int(re.UNICODE), {file}, {"search"}))) == []


def test_a_quadratic_and_an_exponential_pattern_are_found() -> None:
    assert len(all_patterns()) > 250
    for pattern in (r"a*b", r"(?:ab)*c", r"\s*,", r"[^a]*a", r"(?:a|b)*?c"):
        assert any(steep(Found(pattern, int(re.UNICODE), set(), {"search"}))), pattern
    assert any(steep(Found(r"(\w+\s?)+;", int(re.UNICODE), set(), {"match"})))
    for pattern in (r"(?<!a)a*+b", r"a{0,300}b", r"(?<!\s)\s++,"):
        assert not any(steep(Found(pattern, int(re.UNICODE), set(), {"search"}))), pattern


# ----------------------------------------------------------------- the same with every Python


@pytest.mark.slow
def test_what_is_counted_finds_what_is_found() -> None:
    """It also holds the matcher of this Python against another: of some, `re` has errors."""
    chance = random.Random(7)
    for found in all_patterns():
        matcher = Backtracker(found.pattern, found.flags)
        pattern: re.Pattern[Any] = re.compile(found.pattern, found.flags)
        units = [unit for _, unit in worst_cases(found)]
        for _ in range(3):
            text = "".join(chance.choices(units, k=chance.randint(1, 6)))
            given: Any = text
            if isinstance(found.pattern, bytes):
                text = text.encode("ascii", "ignore").decode()
                given = text.encode()
            what = f"{found.pattern!r} in {text!r}"
            spans = [match.span() for match in pattern.finditer(given)]
            assert list(matcher.spans(text, GIVE_UP)) == spans, what
            assert matcher.fills(text, GIVE_UP) == bool(pattern.fullmatch(given)), what


def repeated_groups(found: Found) -> bool:
    def inside(tree: Any) -> bool:
        return any(
            (code is codes.POSSESSIVE_REPEAT and not _one(value[2]))
            or any(inside(inner) for inner in parts(code, value))
            for code, value in tree
        )

    return inside(_parser.parse(found.pattern, found.flags))


def _one(body: Any) -> bool:
    return len(body) == 1 and body[0][0] in SINGLE


def test_only_single_characters_are_repeated_possessively() -> None:
    """Python before 3.11.5 goes wrong after a group, `(?:…)*+`; `(?>(?:…)*)` is the same."""
    assert repeated_groups(Found(r"<(?:a[bc]++)?+>", int(re.UNICODE)))
    wrong = {
        f"{each.pattern!r} in {min(each.names)}" for each in all_patterns() if repeated_groups(each)
    }
    assert wrong == set()
