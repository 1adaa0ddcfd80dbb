"""Who speaks and is in no cast list, or is perhaps somebody else mistyped; or nobody does.

Takes the script and the course's own cast; gives problems, each at the first speech.
"""

from __future__ import annotations

from collections.abc import Iterable

from booklet.counting import counted
from booklet.model import CastMember, Script, Span
from booklet.names import name_key
from booklet.nearest import nearest
from booklet.problems import Problem, Severity, warning

SHORTEST = 4
"""Names of fewer letters are not compared: MAN and MAY are two people."""

RARE, OFTEN = 2, 3
"""A mistyped name has so many speeches at most; the right one so many times more at least."""


def unknown_speakers(script: Script, cast: Iterable[CastMember]) -> tuple[Problem, ...]:
    """A problem for each speaker who is in no cast list, at the first speech.

    An error where the course has a cast list of its own: who wrote it meant it to be
    whole, and a speaker beside it is a slip of the pen. A warning where only the script
    has one; where neither has, nobody is unknown. Letter case does not count.
    """
    own = tuple(cast)
    members = (*own, *script.cast)
    known = {name_key(name) for member in members for name in (member.name, *member.aliases)}
    if not known:
        return ()
    names = tuple(name for member in members for name in (member.name, *member.aliases))
    first: dict[str, Span] = {}
    count: dict[str, int] = {}
    for scene in script.scenes:
        for speech in scene.speeches():
            if speech.speaker is None or name_key(speech.speaker) in known:
                continue
            for name in speech.who or (speech.speaker,):
                if name_key(name) not in known:
                    first.setdefault(name, speech.span)
                    count[name] = count.get(name, 0) + 1
    severity: Severity = "error" if own else "warning"
    return tuple(
        _unknown_speaker(severity, name, span, count[name], names) for name, span in first.items()
    )


def _unknown_speaker(
    severity: Severity,
    name: str,
    span: Span,
    speeches: int,
    known: Iterable[str],
) -> Problem:
    meant = nearest(name, known, likeness=0.7)
    times = counted(speeches, "speech", "speeches")
    if meant:
        hint = f"Did you mean `{meant}`? Else add `{name}` to the cast, or to its aliases."
    else:
        hint = f"Add `{name}` to the cast in booklet.yaml, or to somebody's aliases there."
    message = f"`{name}` is in no cast list, but has {times}"
    return Problem("unknown-speaker", severity, message, span, hint)


def similar_speakers(script: Script, cast: Iterable[CastMember]) -> tuple[Problem, ...]:
    """A warning for each rare speaker whose name is one letter off a frequent one's.

    That is one added, left out or changed, or two of them swapped. Nobody in a cast list is
    doubted, nor a plural, nor a name told apart by a number.
    """
    listed = {
        name_key(name)
        for member in (*cast, *script.cast)
        for name in (member.name, *member.aliases)
    }
    first: dict[str, Span] = {}
    count: dict[str, int] = {}
    for scene in script.scenes:
        for speech in scene.speeches():
            for name in speech.who or ((speech.speaker,) if speech.speaker else ()):
                first.setdefault(name, speech.span)
                count[name] = count.get(name, 0) + 1
    problems: list[Problem] = []
    for name, speeches in count.items():
        if speeches > RARE or name_key(name) in listed or len(name) < SHORTEST:
            continue
        others = (o for o, often in count.items() if often >= OFTEN * speeches and _off(name, o))
        meant = max(others, key=lambda other: count[other], default="")
        if meant:
            problems.append(
                warning(
                    "similar-speakers",
                    f"`{name}` speaks {'once' if speeches == 1 else 'twice'}, and `{meant}` "
                    f"{count[meant]} times: are they one?",
                    first[name],
                    f"Write `{meant}`, or list both under `cast` in booklet.yaml.",
                )
            )
    return tuple(problems)


def nobody_speaks(script: Script) -> tuple[Problem, ...]:
    """A warning where the script has no speech: its names are not written as names, mostly."""
    if any(True for scene in script.scenes for _ in scene.speeches()):
        return ()
    if script.span.file.lower().endswith((".fountain", ".spmd", ".txt")):
        hint = (
            "Write the name of who speaks in capitals on a line of its own, with an empty line "
            "before it, and on the next line what is said."
        )
    else:
        hint = "Say who speaks; docs/course-folder.md shows how in each format."
    message = "nobody speaks in the script: all of it is read as directions"
    return (warning("script-without-speeches", message, script.span, hint),)


def _off(name: str, other: str) -> bool:
    """Whether the names are one slip of the finger apart."""
    one, two = name_key(name), name_key(other)
    if one.rstrip("s") == two.rstrip("s") or len(two) < SHORTEST:
        return False
    if any(letter.isdigit() for letter in one + two):
        return False
    return _one_slip(one, two)


def _one_slip(one: str, two: str) -> bool:
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    swapped = len(one) == 2 and one == two[::-1]
    return swapped or max(len(one), len(two)) == 1
