"""Which edition is meant, and for whom.

In: an edition's name and perhaps a role's, as a person wrote them. Out: the
`EditionChoice`, or the problem with the nearest name.
"""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import replace

from booklet.model import EditionChoice, Script, Settings
from booklet.names import name_key
from booklet.nearest import did_you_mean, nearest
from booklet.problems import Result, error, some


def choose(settings: Settings, script: Script, name: str, role: str = "") -> Result[EditionChoice]:
    """The edition called `name`; `role` stands before the role that the course names for it.

    Problems: `unknown-edition`, `role-missing` (a part for nobody), `role-without-part`,
    `role-never-speaks`.
    """
    choice = next((known for known in settings.editions if known.name == name), None)
    if choice is None:
        names = [known.name for known in settings.editions]
        hint = f"{did_you_mean(name, names, '')} The editions are {some(names)}.".lstrip()
        return Result(
            None, (error("unknown-edition", f"there is no edition `{name}`", None, hint),)
        )
    wanted = role or choice.role
    speakers = speaking_roles(script)
    by_fold = {name_key(speaker): speaker for speaker in speakers}
    found = by_fold.get(name_key(wanted))
    if wanted and found is None:
        near = nearest(wanted, speakers)
        hint = f"Did you mean {near}? " if near else ""
        problem = error(
            "role-never-speaks",
            f"{wanted} never speaks in the script",
            None if role else choice.span,
            hint + _listed(speakers),
        )
        return Result(None, (problem,))
    if not choice.part:
        if not role:
            return Result(choice)
        problem = error(
            "role-without-part",
            f"the edition `{name}` is for everybody, not for the role {found}",
            choice.span,
            f"Build the edition `part` with `--role {shlex.quote(found or role)}`.",
        )
        return Result(None, (problem,))
    if found is None:
        problem = error(
            "role-missing",
            f"the edition `{name}` is one role's part, and no role is named",
            choice.span,
            f"Name it: `--role {shlex.quote(speakers[0]) if speakers else 'NAME'}`, or `role:` in "
            f"booklet.yaml. {_listed(speakers)}",
        )
        return Result(None, (problem,))
    return Result(replace(choice, role=found))


def speaking_roles(script: Script) -> tuple[str, ...]:
    """Everybody who speaks, those with most speeches first."""
    counts = Counter(
        name for scene in script.scenes for speech in scene.speeches() for name in speech.who
    )
    return tuple(name for name, _ in counts.most_common())


def _listed(speakers: tuple[str, ...]) -> str:
    return f"These speak: {some(speakers)}." if speakers else "Nobody speaks in this script."
