"""Numbers for citing: which scene, speech and verse line stands where.

Takes a `Script`, gives the numbers. They depend on the script alone, never on the
layout or the edition, so that a room can find the place together.

* A scene is cited by the script's own label (TEI `@n`, Fountain `#12A#`) where every
  scene has one and no two are the same, else by counting the scenes from 1. Where the
  scenes of each act begin anew ("Scene 1"), it is `act.scene`; a film's scenes are
  counted through. What stands before the first heading is scene `0`.
* A speech is cited as `scene.speech`, counted from 1 in each scene (`2.14`).
* A verse line is cited as `scene.line` (`1.2.129`): the script's own number where it
  gives one, else counted in the scene; the parts of a shared line count once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.model import Line, Scene, Script, Speech


@dataclass(frozen=True, slots=True)
class SceneNumbers:
    """The numbers of one scene.

    `scene` is its number ("2", "1.2"). `speeches[i]` is the citation of speech i.
    `lines[i]` are the citation numbers of speech i's lines within the scene ("129"),
    "" for a line that has none (prose without numbers of its own).
    """

    scene: str
    speeches: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def number(script: Script) -> tuple[SceneNumbers, ...]:
    """The numbers of every scene, in order."""
    return tuple(
        _number_scene(scene, name)
        for scene, name in zip(script.scenes, _scene_names(script.scenes), strict=True)
    )


def _scene_names(scenes: tuple[Scene, ...]) -> list[str]:
    acts = _act_names(scenes)
    if not _restarts_in_acts(scenes, acts):
        return _names_in_order(scenes)
    names: list[str] = []
    for act in dict.fromkeys(acts):
        members = [scene for scene, name in zip(scenes, acts, strict=True) if name == act]
        prefix = f"{act}." if act else ""
        names += [prefix + name for name in _names_in_order(members)]
    return names


def _restarts_in_acts(scenes: Sequence[Scene], acts: Sequence[str]) -> bool:
    """Whether the acts' first scenes go by one name, so that the act must be said."""
    first: dict[str, Scene] = {}
    for scene, act in zip(scenes, acts, strict=True):
        if scene.heading:
            first.setdefault(act, scene)
    names = [scene.label or scene.heading.strip().casefold() for scene in first.values()]
    return len(set(names)) < len(names)


def _act_names(scenes: tuple[Scene, ...]) -> list[str]:
    names: list[str] = []
    count = 0
    previous = None
    acts = {scene.act for scene in scenes if scene.act}
    labels = {act.label for act in acts}
    trusted = "" not in labels and len(labels) == len(acts)
    for scene in scenes:
        if scene.act is None:
            names.append("")
        else:
            count += scene.act != previous
            names.append(scene.act.label if trusted else str(count))
        previous = scene.act
    return names


def _names_in_order(scenes: Sequence[Scene]) -> list[str]:
    headed = [scene for scene in scenes if scene.heading]
    labels = [scene.label for scene in headed]
    opening = bool(scenes and not scenes[0].heading and headed)
    if headed and "" not in labels and len(set(labels)) == len(labels) == len(scenes) - opening:
        return ["0"] * opening + labels
    count = 0
    names: list[str] = []
    for position, _ in enumerate(scenes):
        count += not (opening and position == 0)
        names.append(str(count))
    return names


def _number_scene(scene: Scene, name: str) -> SceneNumbers:
    speeches = tuple(scene.speeches())
    return SceneNumbers(
        scene=name,
        speeches=tuple(f"{name}.{index}" for index in range(1, len(speeches) + 1)),
        lines=_number_lines(speeches),
    )


def _number_lines(speeches: tuple[Speech, ...]) -> tuple[tuple[str, ...], ...]:
    given = any(line.number for speech in speeches for line in speech.lines)
    count = 0
    numbers: list[tuple[str, ...]] = []
    for speech in speeches:
        row: list[str] = []
        for line in speech.lines:
            if given:
                row.append((line.number or "").rpartition(".")[2])
                continue
            if line.kind != "verse":
                row.append("")
                continue
            if line.part not in ("M", "F") or count == 0:
                count += 1
            row.append(str(count))
        numbers.append(tuple(row))
    return tuple(numbers)


def line_number_at(line: Line, number_of_line: str, offset: int) -> str:
    """The number of the printed line at `offset`: prose with milestones has several."""
    found = number_of_line
    for milestone in line.milestones:
        if milestone.offset <= offset:
            found = milestone.number.rpartition(".")[2]
    return found
