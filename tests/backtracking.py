"""A matcher of regular expressions that goes CPython's way and counts its steps.

In: a pattern and a text. Out: where it matches, and how many steps that took: a character
looked at, an alternative or a repetition begun, is one. What `re` takes in time depends on
the machine; its steps depend on pattern and text alone. CPython does better than this in
places (it looks for a literal beginning first), and nowhere worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Matcher = Callable[[int], int]
"""From a place in the text to the end of the match, -1 where there is none."""

Test = Callable[[str], bool]

_CATEGORIES: dict[Any, Test] = {
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    codes.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
    codes.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
}
SINGLE = {codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY}
"""What matches one character and no more."""

REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}


class TooManyStepsError(Exception):
    """A match has taken more steps than it may."""


class Backtracker:
    """One pattern. With `bound`, no repetition of it is taken more often than that beyond
    its least, and no least is more: a pattern of the same form, for short texts."""

    def __init__(self, pattern: str | bytes, flags: int, bound: int | None = None) -> None:
        self._flags = flags
        self._text = self._lower = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._whole, self._not_at, self._limit = False, -1, 0
        self.steps = 0
        tree = _parser.parse(pattern, self._flags)
        if bound is not None:
            _shorten(tree, bound)
        self._match = self._compiled(list(tree), self._end)

    def spans(self, text: str, limit: int) -> Iterator[tuple[int, int]]:
        """Every match, as `re.finditer` finds them.

        Raises TooManyStepsError where that takes more than `limit` steps.
        """
        self._begin(text, limit, whole=False)
        at = 0
        while at <= len(text):
            end = self._from(at)
            if end >= 0:
                yield at, end
            # After an empty match, the next one from its place must not be empty too.
            self._not_at = at if end == at else -1
            at = max(end, at) if end >= 0 else at + 1

    def fills(self, text: str, limit: int) -> bool:
        """Whether the whole text is one match, as `re.fullmatch` says; raises as `spans` does."""
        self._begin(text, limit, whole=True)
        return self._from(0) >= 0

    def _begin(self, text: str, limit: int, *, whole: bool) -> None:
        self._text = text
        self._lower = "".join(low if len(low := one.lower()) == 1 else one for one in text)
        self._whole, self._not_at, self._limit, self.steps = whole, -1, limit, 0

    def _from(self, at: int) -> int:
        self._groups = {}
        return self._match(at)

    def _end(self, at: int) -> int:
        return -1 if at == self._not_at or (self._whole and at != len(self._text)) else at

    def _step(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > self._limit:
            raise TooManyStepsError

    # -------------------------------------------------------------------- from tree to matcher

    def _compiled(self, nodes: Sequence[Any], then: Matcher) -> Matcher:
        """What matches these nodes one after the other, and `then` what follows them."""
        for code, value in reversed(nodes):
            then = self._one(code, value, then)
        return then

    def _one(self, code: Any, value: Any, then: Matcher) -> Matcher:
        if code in SINGLE:
            return self._single(self._test(code, value), then)
        match code:
            case codes.AT:
                return self._at(value, then)
            case codes.BRANCH:
                return self._branch([self._compiled(list(each), then) for each in value[1]])
            case codes.SUBPATTERN:
                return self._group(value[0], list(value[3]), then)
            case codes.ATOMIC_GROUP:
                return self._atomic(self._compiled(list(value), _here), then)
            case codes.ASSERT | codes.ASSERT_NOT:
                return self._look(value, code is codes.ASSERT, then)
            case codes.GROUPREF:
                return self._reference(value, then)
            case codes.GROUPREF_EXISTS:
                group, yes, no = value
                first = self._compiled(list(yes), then)
                second = self._compiled(list(no or ()), then)
                return lambda at: first(at) if group in self._groups else second(at)
        least, most, body = value
        inside = list(body)
        if len(inside) == 1 and inside[0][0] in SINGLE:
            return self._run(code, least, most, self._test(*inside[0]), then)
        if code is codes.POSSESSIVE_REPEAT:
            return self._atomic(self._repeat(codes.MAX_REPEAT, least, most, inside, _here), then)
        return self._repeat(code, least, most, inside, then)

    def _single(self, test: Test, then: Matcher) -> Matcher:
        def match(at: int) -> int:
            self._step()
            return then(at + 1) if at < len(self._text) and test(self._text[at]) else -1

        return match

    def _run(self, code: Any, least: int, most: Any, test: Test, then: Matcher) -> Matcher:
        """One character again and again."""

        def longest(at: int) -> int:
            end = at
            last = len(self._text) if most is codes.MAXREPEAT else min(len(self._text), at + most)
            while end < last and test(self._text[end]):
                end += 1
            self._step(end - at + 1)
            return end

        def match(at: int) -> int:
            end = longest(at)
            if code is codes.POSSESSIVE_REPEAT:
                return then(end) if end >= at + least else -1
            for place in range(end, at + least - 1, -1):
                self._step()
                if (found := then(place)) >= 0:
                    return found
            return -1

        def lazily(at: int) -> int:
            place = at
            while True:
                if place >= at + least and (found := then(place)) >= 0:
                    return found
                self._step()
                if place - at == most or place == len(self._text) or not test(self._text[place]):
                    return -1
                place += 1

        return lazily if code is codes.MIN_REPEAT else match

    def _repeat(
        self, code: Any, least: int, most: Any, nodes: Sequence[Any], then: Matcher
    ) -> Matcher:
        """A group again and again."""
        count, last = 0, -1

        def match(at: int) -> int:
            nonlocal count, last
            before = count, last
            count, last = 0, -1
            found = further(at)
            count, last = before
            return found

        def further(at: int) -> int:
            self._step()
            if count < least:
                return again(at)
            if code is codes.MIN_REPEAT:
                return found if (found := done(at)) >= 0 else again(at)
            return found if (found := again(at)) >= 0 else done(at)

        def again(at: int) -> int:
            nonlocal count, last
            if (most is not codes.MAXREPEAT and count >= most) or (at == last and count >= least):
                return -1
            before = count, last
            count, last = count + 1, at
            found = body(at)
            count, last = before
            return found

        def done(at: int) -> int:
            nonlocal count, last
            before = count, last
            found = then(at)
            count, last = before
            return found

        body = self._compiled(nodes, further)
        return match

    def _branch(self, ways: Sequence[Matcher]) -> Matcher:
        def match(at: int) -> int:
            for way in ways:
                self._step()
                if (found := way(at)) >= 0:
                    return found
            return -1

        return match

    def _group(self, number: int | None, nodes: Sequence[Any], then: Matcher) -> Matcher:
        if number is None:
            return self._compiled(nodes, then)
        starts: list[int] = []

        def match(at: int) -> int:
            starts.append(at)
            found = body(at)
            starts.pop()
            return found

        def close(at: int) -> int:
            before = self._groups.get(number)
            start = starts.pop()
            self._groups[number] = (start, at)
            found = then(at)
            starts.append(start)
            if found < 0:
                self._groups.pop(number)
                if before:
                    self._groups[number] = before
            return found

        body = self._compiled(nodes, close)
        return match

    def _atomic(self, body: Matcher, then: Matcher) -> Matcher:
        def match(at: int) -> int:
            self._step()
            before = dict(self._groups)
            end = body(at)
            found = then(end) if end >= 0 else -1
            if found < 0:
                self._groups = before
            return found

        return match

    def _look(self, value: Any, wanted: bool, then: Matcher) -> Matcher:
        direction, nodes = value
        back = nodes.getwidth()[0] if direction < 0 else 0
        body = self._compiled(list(nodes), _here)

        def match(at: int) -> int:
            self._step()
            seen = at >= back and body(at - back) >= 0
            return then(at) if seen is wanted else -1

        return match

    def _reference(self, number: int, then: Matcher) -> Matcher:
        def match(at: int) -> int:
            if number not in self._groups:
                return -1
            start, end = self._groups[number]
            text = self._lower if self._flags & re.IGNORECASE else self._text
            self._step(end - start + 1)
            return then(at + end - start) if text.startswith(text[start:end], at) else -1

        return match

    def _at(self, code: Any, then: Matcher) -> Matcher:
        lines = bool(self._flags & re.MULTILINE)

        def word(at: int) -> bool:
            return 0 <= at < len(self._text) and (self._text[at].isalnum() or self._text[at] == "_")

        def holds(at: int) -> bool:
            text = self._text
            match code:
                case codes.AT_BEGINNING:
                    return at == 0 or (lines and text[at - 1] == "\n")
                case codes.AT_BEGINNING_STRING:
                    return at == 0
                case codes.AT_END:
                    return text[at:] in ("", "\n") or (lines and text[at] == "\n")
                case codes.AT_END_STRING:
                    return at == len(text)
                case codes.AT_BOUNDARY:
                    return word(at - 1) != word(at)
            assert code is codes.AT_NON_BOUNDARY, code
            return word(at - 1) == word(at)

        def match(at: int) -> int:
            self._step()
            return then(at) if holds(at) else -1

        return match

    # ------------------------------------------------------------------------- one character

    def _test(self, code: Any, value: Any) -> Test:
        return _remembering(self._plain_test(code, value))

    def _plain_test(self, code: Any, value: Any) -> Test:
        if code is codes.ANY:
            return (lambda _: True) if self._flags & re.DOTALL else (lambda one: one != "\n")
        parts = value if code is codes.IN else [(codes.LITERAL, value)]
        negated = code is codes.NOT_LITERAL or parts[0][0] is codes.NEGATE

        def member(one: str) -> bool:
            for kind, what in parts:
                if (
                    (kind is codes.LITERAL and ord(one) == what)
                    or (kind is codes.RANGE and what[0] <= ord(one) <= what[1])
                    or (kind is codes.CATEGORY and _CATEGORIES[what](one))
                ):
                    return True
            return False

        def test(one: str) -> bool:
            forms = {one, one.lower(), one.upper()} if self._flags & re.IGNORECASE else {one}
            return any(member(form) for form in forms if len(form) == 1) is not negated

        return test


def parts(code: Any, value: Any) -> Iterator[Any]:
    """The trees inside a node of a tree."""
    match code:
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            yield value[2]
        case codes.SUBPATTERN:
            yield value[3]
        case codes.ATOMIC_GROUP:
            yield value
        case codes.BRANCH | codes.ASSERT | codes.ASSERT_NOT:
            yield from value[1] if code is codes.BRANCH else (value[1],)
        case codes.GROUPREF_EXISTS:
            yield from (tree for tree in value[1:] if tree is not None)


def _shorten(tree: Any, bound: int) -> None:
    for index, (code, value) in enumerate(tree.data):
        for inner in parts(code, value):
            _shorten(inner, bound)
        if code in REPEATS:
            least, most, body = value
            least = min(least, bound)
            most = most if most is codes.MAXREPEAT else min(most, least + bound)
            tree.data[index] = code, (least, most, body)
    tree.width = None  # to be counted anew


def _here(at: int) -> int:
    return at


def _remembering(test: Test) -> Test:
    known: dict[str, bool] = {}

    def remembered(one: str) -> bool:
        if one not in known:
            known[one] = test(one)
        return known[one]

    return remembered
