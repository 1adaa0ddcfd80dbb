"""Numbers that stand once in the script, found again in an analysis.

Takes the words of a paragraph; gives the words of each such number with its place. A
number is not shown to be the script's by being small, round or a year: it counts where it
is odd and above a hundred, or followed by the same noun as in the script.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet.draw.finding.amounts import Amount, amounts
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.locate import Place
from booklet.draw.finding.normalise import Words
from booklet.draw.finding.rarity import Rarity


def rare_numbers(
    folded: Words, script: ScriptIndex, rarity: Rarity
) -> Iterator[tuple[int, int, Place]]:
    """First and last word of each number (with the words around it that are the
    script's), and where it stands there; a number repeated in the paragraph once."""
    seen: set[int] = set()
    for amount in amounts(folded.folded):
        place = _place_of(amount, folded, script, rarity)
        if place is not None and amount.value not in seen:
            seen.add(amount.value)
            yield _widened(amount, place, folded, script)


def _place_of(amount: Amount, folded: Words, script: ScriptIndex, rarity: Rarity) -> Place | None:
    written = folded.text[folded.starts[amount.first] : folded.ends[amount.last]]
    places = script.amounts.get(amount.value, ())
    noun = folded.folded[amount.last + 1 : amount.last + 2]
    same_noun = [
        place for place in places if noun and script.folded[place[1] + 1 : place[1] + 2] == noun
    ]
    is_year = 1400 <= amount.value <= 2100 and written.isdecimal()
    if is_year:
        return None
    if amount.value > 100 and amount.value % 100 and len(places) == 1:
        return Place(*places[0], 1.0, 0.0, 1.0, "exact")
    if len(same_noun) == 1 and (
        amount.value > 100 or not (amount.value % 10 == 0 or rarity.is_common(noun[0]))
    ):
        return Place(*same_noun[0], 1.0, 0.0, 1.0, "exact")
    return None


def _widened(
    amount: Amount, place: Place, folded: Words, script: ScriptIndex
) -> tuple[int, int, Place]:
    """The number with the words on both sides that are the script's, too."""
    row, here = script.folded, folded.folded
    first, last, low, high = amount.first, amount.last, place.first, place.last
    while first > 0 and low > 0 and here[first - 1] == row[low - 1]:
        first, low = first - 1, low - 1
    while last + 1 < len(here) and high + 1 < len(row) and here[last + 1] == row[high + 1]:
        last, high = last + 1, high + 1
    return first, last, replace(place, first=low, last=high)
