"""Which page is being laid out or drawn, and which scene on it.

In: the frames of a thread, innermost first. Out: `Whereabouts`, where the typesetter is at
work. What a frame of WeasyPrint holds is for `engine` to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType

from booklet.model import EditedScene, Edition, Whereabouts
from booklet.typeset.engine import page_at_work, sections_at_work


def where(frames: Sequence[FrameType]) -> Whereabouts | None:
    """The page and the scene at which the typesetter is."""
    page = page_at_work(frames)
    if page is None:
        return None
    edition = next(
        (e for frame in frames if isinstance(e := _edition(frame), Edition)),
        None,
    )
    scene = _scene(frames, edition) if edition is not None else None
    if scene is None:
        return Whereabouts(f"page {page}")
    name = f"{scene.number} {scene.scene.heading}".rstrip()
    return Whereabouts(f"page {page}, in scene {name}", scene.scene.span)


def _edition(frame: FrameType) -> object:
    if frame.f_globals.get("__name__") != "booklet.typeset":
        return None
    return frame.f_locals.get("edition")


def _scene(frames: Sequence[FrameType], edition: Edition) -> EditedScene | None:
    scenes = {f"scene-{scene.number}": scene for scene in edition.scenes}
    return next((scenes[name] for name in sections_at_work(frames) if name in scenes), None)
