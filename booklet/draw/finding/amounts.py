"""Numbers in running words, in digits or spelled: "8,316", "two hundred and twelve".

Takes folded words; gives each number's value with the words it covers. Spelled numbers
are known in English. A number that occurs once in a script is as good as a quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        re.findall(
            r"\S+",
            """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen
""",
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        re.findall(
            r"\S+",
            """
twenty thirty forty fifty sixty seventy eighty ninety
""",
        ),
        start=2,
    )
}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_BEGINS = frozenset([*_UNITS, *_TENS, *_SCALES, "hundred"])


@dataclass(frozen=True, slots=True)
class Amount:
    """The number `value` in the words `first` to `last` (both included)."""

    value: int
    first: int
    last: int
    spelled: bool


def amounts(folded: tuple[str, ...]) -> list[Amount]:
    """All numbers in a row of folded words."""
    if _BEGINS.isdisjoint(folded) and not any(map(str.isdecimal, folded)):
        return []
    begins = [at for at, word in enumerate(folded) if word in _BEGINS]
    begins += [at for at, digits in enumerate(map(str.isdecimal, folded)) if digits]
    found: list[Amount] = []
    reach = -1
    for at in sorted(begins):
        word = folded[at]
        if at <= reach:
            continue
        if word.isdecimal():
            reach = at
            if word.isascii() and len(word) <= 12:
                found.append(Amount(int(word), at, at, False))
            continue
        # "a hundred": begins a word earlier
        at -= word in ("hundred", "thousand") and folded[at - 1 : at] == ("a",)
        value, reach = _spelled(folded, at)
        found.append(Amount(value, at, reach, True))
    return found


def _spelled(folded: tuple[str, ...], at: int) -> tuple[int, int]:
    total, part, last, previous = 0, 0, at, ""
    position = at
    while position < len(folded):
        word = folded[position]
        if word == "a" and position == at:
            part = 1
        elif word in _UNITS and previous not in _UNITS:
            part += _UNITS[word]
        elif word in _TENS and previous not in _TENS and previous not in _UNITS:
            part += _TENS[word]
        elif word == "hundred" and previous != "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES and previous not in _SCALES:
            total += max(part, 1) * _SCALES[word]
            part = 0
        elif (
            word == "and"
            and previous in ("hundred", *_SCALES)
            and position + 1 < len(folded)
            and (folded[position + 1] in _UNITS or folded[position + 1] in _TENS)
        ):
            position += 1
            continue
        else:
            break
        last, previous = position, word
        position += 1
    return total + part, last
