"""Numbers of its own that a script gives to two scenes.

Takes the script; gives a warning at each second scene of a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.model import Act, Script, Span
from booklet.problems import Problem, warning


def duplicate_scene_numbers(script: Script) -> Iterator[Problem]:
    """A `duplicate-scene-number` for each scene with a number that its act has already."""
    first: dict[tuple[Act | None, str], Span] = {}
    for scene in script.scenes:
        if not scene.label:
            continue
        before = first.setdefault((scene.act, scene.label), scene.span)
        if before != scene.span:
            yield warning(
                "duplicate-scene-number",
                f"the scene number `{scene.label}` stands here a second time; "
                f"the first is at {before}",
                scene.span,
                "Give one of the two another number. Until then the scenes are counted from 1 "
                "and cited by that.",
            )
