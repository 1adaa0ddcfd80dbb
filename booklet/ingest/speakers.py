"""One person under several names: full name, first name, the name of the cast list.

Takes the names that speeches carry and what a pack or a cast list knows; gives the
name to print for each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from booklet.model import CastMember

_KIND_WORDS = """
    man woman boy girl child kid voice doctor nurse officer policeman cop guard waiter waitress
    driver mother father mom dad sister brother host guest teacher student friend soldier captain
    king queen lord lady old young first second third narrator announcer
"""
KINDS = frozenset(_KIND_WORDS.split())
"""Words that name a kind of person; "Man" is not short for "Old Man"."""


def canonical_names(names: Iterable[str], cast: Iterable[CastMember] = ()) -> Mapping[str, str]:
    """The printed name for each name as it stands, by its casefolded form.

    The cast's name wins. Without one, "Ada" and "Ada Mole" are one person if only one
    longer name begins or ends with the shorter; the one that is used more is printed.
    """
    counts = Counter(name for name in names)
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
        result[key] = _same_person(key, name, known, free, known_by, free_by, usage)
    return result


def _by_part(names: Iterable[str]) -> Mapping[str, list[str]]:
    """Names of several words by their first and by their last."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts = name.split()
        if len(parts) > 1:
            for part in dict.fromkeys((parts[0], parts[-1])):
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
    parts = key.split()
    if len(parts) == 1 and parts[0] not in KINDS:
        longer = {known[other] for other in known_by.get(key, ())}
        if len(longer) == 1:
            return longer.pop()
        fuller = free_by.get(key, [])
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
