"""Finding a sequence of words again in another one that has more, and perhaps less.

In: the words expected, in order, and the words printed, in order, all folded.
Out: for each expected word the index of the printed one, or -1.

Method: patience diff (Bram Cohen's) for the skeleton, unique runs of words in both
texts chained by their longest increasing subsequence; between them the longest common
subsequence of words (rapidfuzz's bit-parallel one). Where words are still missing, the
skeleton may have misled (text that repeats itself), so their surroundings are aligned
again without it. What then remains is compared letter by letter, since a word may be
printed in two pieces or two words in one; last, runs of words that stand elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from rapidfuzz.distance import Indel

from booklet.proof.printed import HEADING

RUN = 4  # words in a run that must be unique to be trusted
SURROUNDINGS = 60  # words on each side of a loss that are aligned again
LONGEST_JOINED = 120  # letters; what is longer is not taken for several words in one
NEAR = 20  # words before and after one that may be on its line
DISPLACED_RUN = 3  # words at least that may be found out of their order
PIECES = 24  # words among which the pieces of one are looked for
SHORTEST_PIECE = 2  # letters of the first one: single ones name the sources of notes
NEARBY = 600  # printed words around its place in which a displaced run is looked for
WITHIN = 4  # letters or digits that may stand within a word: the number of a note
SHORTEST_LINE = 10  # letters; no narrower column is set
LONGEST_RESPELLING = 4000  # letters; beyond it, two texts are not respellings of each other


def align(expected: Sequence[str], printed: Sequence[str]) -> list[int]:
    """For each expected word the index of its printed word, or -1; each used once.

    The indices increase, but for runs that are printed out of their order; and for
    printed words that hold several expected ones, which are then named several times.
    """
    found = [-1] * len(expected)
    points = _skeleton(expected, printed)
    ends = [(-1, -1), *points, (len(expected), len(printed))]
    for (above, before), (below, after) in pairwise(ends):
        if below < len(expected):
            found[below] = after
        first, last = above + 1, below
        start, stop = before + 1, after
        # Before the first and after the last run lie title pages, contents, credits:
        # only what is close can belong to the script. A word longer than a line is many.
        letters = sum(map(len, expected[first:last]))
        reach = 2 * (last - first) + letters // SHORTEST_LINE + 40
        if points and above < 0:
            start = max(start, stop - reach)
        if points and below == len(expected):
            stop = min(stop, start + reach)
        _fill(expected, printed, found, first, last, start, stop)
    if points:
        _realign_losses(expected, printed, found)
    _find_displaced(expected, printed, found)
    return found


def taken_apart(expected: Sequence[str], printed: Sequence[str]) -> tuple[list[str], list[int]]:
    """The printed words, those that are several expected words in one divided into these.

    With each the index of the printed word that it is of, or is a part of.
    """
    known, pairs = set(expected), set(pairwise(expected))
    words: list[str] = []
    owners: list[int] = []
    for index, word in enumerate(printed):
        whole = word in known or len(word) > LONGEST_JOINED
        parts = [word] if whole else _parts(word, known, pairs) or [word]
        words += parts
        owners += [index] * len(parts)
    return words, owners


def _parts(word: str, known: Set[str], pairs: Set[tuple[str, str]]) -> list[str]:
    """The word as several known ones that stand beside each other somewhere; none if it is not."""
    prefix = HEADING if word.startswith(HEADING) else ""
    letters = word.removeprefix(prefix)
    waiting: list[tuple[int, list[str]]] = [(0, [])]
    tried: set[tuple[int, str]] = set()
    while waiting:
        begin, parts = waiting.pop()
        if begin == len(letters):
            return parts
        for end in range(begin + 1, len(letters) + 1):
            part = prefix + letters[begin:end]
            beside = not parts or (parts[-1], part) in pairs
            if part in known and beside and (end, part) not in tried:
                tried.add((end, part))
                waiting.append((end, [*parts, part]))
    return []


def settle(
    expected: Sequence[str],
    printed: Sequence[str],
    found: Sequence[int],
    rows: Sequence[object],
    loose: Sequence[bool],
) -> list[int]:
    """What `align` found, and what it missed in lines whose order of reading is not certain.

    `rows` tells for each printed word which line it is on, `loose` whether that is such a line:
    there an expected word may be anywhere on the line of a word beside it, and the numbers and
    signs of which it consists ("№5", "1½") may stand on either side of each other.
    """
    settled = list(found)
    free: dict[tuple[object, str], list[int]] = defaultdict(list)
    for place in sorted(set(range(len(printed))) - set(found)):
        if loose[place]:
            free[rows[place], _unordered(printed[place])].append(place)
    for index, place in enumerate(found):
        if place >= 0 or not free:
            continue
        around = (*found[max(0, index - NEAR) : index][::-1], *found[index + 1 : index + 1 + NEAR])
        for beside in dict.fromkeys(rows[place] for place in around if place >= 0):
            if free[beside, _unordered(expected[index])]:
                settled[index] = free[beside, _unordered(expected[index])].pop(0)
                break
    return settled


def _unordered(word: str) -> str:
    """The word, or its letters and digits in no order if there is a number in it."""
    return word if word.isalpha() else "".join(sorted(word))


def _skeleton(expected: Sequence[str], printed: Sequence[str]) -> list[tuple[int, int]]:
    """Places (i, j) of equal words, both increasing, each the start of a unique run."""
    here, there = _unique_runs(expected), _unique_runs(printed)
    pairs = sorted((i, there[run]) for run, i in here.items() if run in there)
    return _longest_increasing(pairs)


def _unique_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(words) - RUN + 1):
        run = tuple(words[start : start + RUN])
        seen[run] = -1 if run in seen else start
    return {run: start for run, start in seen.items() if start >= 0}


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs (sorted by the first) whose second number increases."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        previous.append(tail_pairs[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            tail_pairs.append(index)
        else:
            tails[at] = j
            tail_pairs[at] = index
    chain = []
    index = tail_pairs[-1] if tail_pairs else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _realign_losses(expected: Sequence[str], printed: Sequence[str], found: list[int]) -> None:
    """Align the surroundings of what is missing again, and keep what finds more."""
    index = 0
    while index < len(expected):
        if found[index] >= 0:
            index += 1
            continue
        first = max(0, index - SURROUNDINGS)
        last = index + 1
        while last < len(expected) and last - index <= SURROUNDINGS:
            if found[last] < 0:
                index = last
            last += 1
        index = last
        placed = [place for place in found[first:last] if place >= 0]
        if not placed:
            continue
        again = [-1] * len(expected[first:last])
        # As far as the words before and after leave room, for as many as are missing.
        room = last - first - len(placed)
        before = next((found[i] for i in range(first - 1, -1, -1) if found[i] >= 0), -1)
        after = next((found[i] for i in range(last, len(found)) if found[i] >= 0), len(printed))
        start = max(min(placed) - room, before + 1)
        stop = min(max(placed) + 1 + room, after)
        _fill(expected[first:last], printed[start:stop], again, 0, last - first, 0, stop - start)
        if sum(place >= 0 for place in again) > len(placed):
            found[first:last] = [place + start if place >= 0 else -1 for place in again]


def _fill(
    expected: Sequence[str],
    printed: Sequence[str],
    found: list[int],
    first: int,
    last: int,
    start: int,
    stop: int,
) -> None:
    """Align expected[first:last] with printed[start:stop]."""
    while first < last and start < stop and expected[first] == printed[start]:
        found[first] = start
        first, start = first + 1, start + 1
    while first < last and start < stop and expected[last - 1] == printed[stop - 1]:
        last, stop = last - 1, stop - 1
        found[last] = stop
    if first == last or start == stop:
        return
    missing, extra = [first, first], [start, start]
    for code in Indel.opcodes(expected[first:last], printed[start:stop]):
        if code.tag == "equal":
            _respell(expected, printed, found, *missing, *extra)
            for step in range(code.src_end - code.src_start):
                found[first + code.src_start + step] = start + code.dest_start + step
            missing = [first + code.src_end] * 2
            extra = [start + code.dest_end] * 2
        else:
            missing[1], extra[1] = first + code.src_end, start + code.dest_end
    _respell(expected, printed, found, *missing, *extra)


def _respell(
    expected: Sequence[str],
    printed: Sequence[str],
    found: list[int],
    first: int,
    last: int,
    start: int,
    stop: int,
) -> None:
    """Find words that are parted or joined otherwise in print ("can not", "cannot")."""
    if first == last or start == stop:
        return
    wanted, shown = "".join(expected[first:last]), "".join(printed[start:stop])
    if max(len(wanted), len(shown)) > LONGEST_RESPELLING:
        return
    at = [-1] * len(wanted)
    for code in Indel.opcodes(wanted, shown):
        if code.tag == "equal":
            for step in range(code.src_end - code.src_start):
                at[code.src_start + step] = code.dest_start + step
    owner = [j for j in range(start, stop) for _ in printed[j]]
    letter = 0
    for i in range(first, last):
        length = len(expected[i])
        places = at[letter : letter + length]
        letter += length
        # Letters that lie scattered over other words are not the word.
        if places and min(places) >= 0 and places[-1] - places[0] < length + WITHIN:
            found[i] = owner[places[0]]


def _find_displaced(expected: Sequence[str], printed: Sequence[str], found: list[int]) -> None:
    """Find runs printed out of order, as by columns that both go on overleaf.

    The longest run that is still missing comes first, wherever it stands near its place. Where
    runs have been found so, the words between them may be anywhere among them, the nearest
    first: two columns that say the same word may have been given each other's.
    """
    used = set(found)
    displaced = False
    for first, last in _with_lone_finds(_missing(found)):
        near = _nearby(found, first, len(printed), used)
        waiting = [(first, last)] if last - first >= DISPLACED_RUN else []
        while waiting:
            start, end = waiting.pop()
            free = [j for j in near if j not in used]
            matcher = SequenceMatcher(
                None, [printed[j] for j in free], expected[start:end], autojunk=False
            )
            there, here, length = matcher.find_longest_match()
            if length < DISPLACED_RUN:
                continue
            displaced = True
            used.difference_update(found[start + here : start + here + length])
            found[start + here : start + here + length] = free[there : there + length]
            used.update(free[there : there + length])
            waiting += [(start, start + here), (start + here + length, end)]
    for first, last in _missing(found) if displaced else ():
        around = found[max(0, first - NEARBY) : last + NEARBY]
        if all(here <= there for here, there in pairwise(j for j in around if j >= 0)):
            continue
        free_words = defaultdict(list)
        for j in _nearby(found, first, len(printed), used):
            free_words[printed[j]].append(j)
        for index in range(first, last):
            like = free_words[expected[index]]
            if like:
                found[index] = _nearest(like, found[index - 1] if index else 0)
                like.remove(found[index])
                used.add(found[index])
    for first, last in _missing(found):
        begins = defaultdict(list)
        near = _nearby(found, first, len(printed), used)
        for at, j in enumerate(near):
            begins[printed[j][:SHORTEST_PIECE]].append(at)
        for index in range(first, last):
            word = expected[index]
            for at in begins[word[:SHORTEST_PIECE]]:
                pieces = _pieces(
                    word, printed, [j for j in near[at : at + PIECES] if j not in used]
                )
                if pieces:
                    found[index] = pieces[0]
                    used.update(pieces)
                    break


def _pieces(word: str, printed: Sequence[str], near: Sequence[int]) -> Sequence[int]:
    """Several of these words, the first of them among them, that spell a word; or none.

    So is a word whose page turns within a column: its second half stands behind another column,
    the numbers of its lines and the head of the page.
    """
    pieces: list[int] = []
    rest = word
    for place in near:
        if not rest.startswith(printed[place]):
            if not pieces:
                break
            continue
        if not pieces and sum(map(str.isalpha, printed[place])) < SHORTEST_PIECE:
            break
        pieces.append(place)
        rest = rest.removeprefix(printed[place])
    return pieces if not rest and len(pieces) > 1 else ()


def _missing(found: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of words that have not been found, each from its first to behind its last."""
    runs = [(lost, len(list(run))) for lost, run in groupby(found, key=lambda j: j < 0)]
    end = 0
    for lost, length in runs:
        end += length
        if lost:
            yield end - length, end


def _with_lone_finds(missing: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs, those that one found word parts as one: it may be another's, found by chance."""
    begun: tuple[int, int] | None = None
    for first, last in missing:
        if begun and first - begun[1] == 1:
            begun = begun[0], last
            continue
        if begun:
            yield begun
        begun = first, last
    if begun:
        yield begun


def _nearest(places: Iterable[int], beside: int) -> int:
    return min(places, key=lambda place: abs(place - beside))


def _nearby(found: Sequence[int], first: int, words: int, used: Set[int]) -> list[int]:
    """The printed words near the place of a word that no expected one has."""
    place = found[first - 1] if first else 0
    near = range(max(0, place - NEARBY), min(words, place + NEARBY))
    return [j for j in near if j not in used]
