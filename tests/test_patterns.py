"""No regular expression of the program takes more than linear time, whatever it is given.

Every pattern of the source is found: what its modules hold, and what is written where it is
used. Each is fed long runs of what it is made of (its literals, its words, characters of its
classes, alone, in pairs, behind a beginning of its own) that never end in a match, and used
as the source uses it. From one length to four times that length a linear pattern takes four
times as long, a quadratic one sixteen times.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import inf
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import booklet
from tests.conftest import ROOT

LENGTH = 3_500
WORTH_A_LOOK = 0.001
"""Seconds of processor time; what takes less at that length is fast enough, whatever its kind."""

STEEPEST = 8.0
"""How much longer four times the length may take: 4 is linear, 16 is quadratic."""

GIVE_UP = 1.0
"""Seconds of processor time."""

TRIES = 4
"""A pattern is steep if it was so each time: what else the machine does counts for nothing."""

ANCHORED = {"match", "fullmatch"}
SEARCHING = {"search", "sub", "subn", "split", "findall", "finditer"}

ASSEMBLED = {  # patterns that are put together where they are used, as they may turn out
    "booklet/draw/quoted.py": r"[.,;:!?…—]’|\w’(?=[.,;:!?…—)\s]|$)",
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


class TooLongError(Exception):
    """A match has not come back in time."""


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
            elif kind.endswith("REPEAT"):
                walk(value[2])
            elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
                walk(value[3] if kind == "SUBPATTERN" else value)
            elif kind == "BRANCH":
                for branch in value[1]:
                    walk(branch)
            elif kind in ("ASSERT", "ASSERT_NOT"):
                walk(value[1])
        words.append(word)

    walk(_parser.parse(pattern, flags & ~re.UNICODE if isinstance(pattern, bytes) else flags))
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


def seconds(found: Found, beginning: str, unit: str, length: int) -> float:
    text: Any = beginning + (unit * length)[:length] + "\x01"
    if isinstance(found.pattern, bytes):
        text = text.encode("utf-8", "ignore")
    pattern: re.Pattern[Any] = re.compile(found.pattern, found.flags & ~_unicode(found))
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVE_UP)
    try:
        if found.methods & SEARCHING:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.fullmatch(text)
    except TooLongError:
        return GIVE_UP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _unicode(found: Found) -> int:
    return int(re.UNICODE) if isinstance(found.pattern, bytes) else 0


def steep(found: Found) -> Iterator[str]:
    for beginning, unit in worst_cases(found):
        case = f"{beginning!r} and then {unit!r} again and again"
        short = seconds(found, beginning, unit, LENGTH)
        if short >= GIVE_UP:
            yield f"{case}: no end"
        if not WORTH_A_LOOK <= short < GIVE_UP:
            continue
        least = inf
        for _ in range(TRIES):
            least = min(least, growth(found, beginning, unit))
            if least <= STEEPEST:
                break
        else:
            yield f"{case}: {least:.0f} times"


def growth(found: Found, beginning: str, unit: str) -> float:
    """How much longer four times the length takes. The quickest of a few runs counts."""
    short = min(seconds(found, beginning, unit, LENGTH) for _ in range(3))
    if short < WORTH_A_LOOK:
        return 0.0
    long = min(seconds(found, beginning, unit, 4 * LENGTH) for _ in range(2))
    return inf if long >= GIVE_UP else long / short


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("share", range(8))
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
    assert any(steep(Found(r"a*b", int(re.UNICODE), set(), {"search"})))
    assert any(steep(Found(r"(\w+\s?)+;", int(re.UNICODE), set(), {"match"})))
    assert not any(steep(Found(r"(?<!a)a*+b", int(re.UNICODE), set(), {"search"})))
