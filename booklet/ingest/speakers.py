"""One person under several names: full name, first name, the name of the cast list.

Takes the names that speeches carry and what a pack or a cast list knows; gives the
name to print for each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from booklet.model import CastMember

_KIND_WORDS = """
    man woman boy girl child kid voice doctor nurse officer policeman cop guard waiter waitress
    driver mother father mom dad sister brother host guest teacher student friend soldier captain
    king queen lord lady old young first second third narrator announcer
"""
KINDS = frozenset(_KIND_WORDS.split())
"""Words that name a kind of person; "Man" is not short for "Old Man"."""


_TITLE_WORDS = """
    mr mrs ms miss dr sir dame prof rev hon capt captain col general lord lady herr frau fräulein
    m mme mlle monsieur madame mademoiselle sr sra srta señor señora don doña signor signora
"""
_TITLES = frozenset(_TITLE_WORDS.split())
"""What stands before a name and is none."""

Answering = frozenset[frozenset[str]]
"""Pairs of casefolded names that speak to each other: two persons, whatever they are called."""


def answering(names: Iterable[str]) -> Answering:
    """The pairs of names that follow each other; "" parts what does not belong together."""
    return frozenset(
        frozenset((one.casefold(), other.casefold()))
        for one, other in pairwise(names)
        if one and other and one.casefold() != other.casefold()
    )


def canonical_names(
    names: Iterable[str], cast: Iterable[CastMember] = (), apart: Answering = frozenset()
) -> Mapping[str, str]:
    """The printed name for each name as it stands, by its casefolded form.

    The cast's name wins. Without one, "Ada" and "Ada Mole" are one person if only one
    longer name begins or ends with the shorter, and they never answer each other (`apart`);
    the one that is used more is printed.
    """
    counts = Counter(name for name in names if name)
    known: dict[str, str] = {}
    for member in cast:
        for name in (member.name, *member.aliases):
            known.setdefault(name.casefold(), member.name)
    free: dict[str, str] = {}
    usage: Counter[str] = Counter()
    for name, count in counts.items():
        key = name.casefold()
        usage[key] += count
        if key not in known and (key not in free or free[key].isupper()):
            free[key] = name.title() if name.isupper() and len(name) > 3 else name
    result = dict(known)
    known_by, free_by = _by_part(known), _by_part(free)
    for key, name in free.items():
        one = _same_person(key, name, known, free, known_by, free_by, usage)
        others = {each for each in (*known, *free) if result.get(each, free.get(each)) == one}
        two = any(frozenset((key, other)) in apart for other in (*others, one.casefold()))
        result[key] = name if two else one
    return result


def joined_names(printed: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each name that is printed for others too, and those."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in printed.items():
        if key != name.casefold():
            found[name].append(key)
    return tuple((name, tuple(sorted(others))) for name, others in sorted(found.items()))


def _bare(name: str) -> list[str]:
    """The words of a name without titles before it; those of a mere title with it."""
    words = name.split()
    kept = [word for word in words if word.strip(".") not in _TITLES]
    return kept or words


def _by_part(names: Iterable[str]) -> Mapping[str, list[str]]:
    """Names by the first and the last of their words, titles left away, where that is shorter."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts = _bare(name)
        for part in dict.fromkeys((parts[0], parts[-1])):
            if part != name:
                found[part].append(name)
    return found


def _same_person(
    key: str,
    name: str,
    known: Mapping[str, str],
    free: Mapping[str, str],
    known_by: Mapping[str, list[str]],
    free_by: Mapping[str, list[str]],
    usage: Mapping[str, int],
) -> str:
    parts = _bare(key)
    if len(parts) == 1 and parts[0] not in KINDS:
        title = _title(key)
        longer = {
            known[other] for other in known_by.get(parts[0], ()) if _may_be(title, _title(other))
        }
        if len(longer) == 1:
            return longer.pop()
        fuller = [
            other
            for other in free_by.get(parts[0], [])
            if other != key and len(_bare(other)) > 1 and _may_be(title, _title(other))
        ]
        if len(fuller) == 1 and usage[fuller[0]] > usage[key]:
            return free[fuller[0]]
    elif 2 <= len(parts) <= 3:
        for part in (parts[0], parts[-1]):
            if part in KINDS:
                continue
            if part in known and " " not in known[part]:
                return known[part]
            rivals = free_by.get(part, [])
            if part in free and rivals == [key] and usage[part] >= usage[key]:
                return free[part]
    return name


def _title(name: str) -> str:
    words = name.split()
    return words[0].strip(".") if len(words) > 1 and words[0].strip(".") in _TITLES else ""


def _may_be(title: str, other: str) -> bool:
    """Whether two titles may be one person's: MISS GROVE is no MRS. GROVE."""
    return not title or not other or title == other
