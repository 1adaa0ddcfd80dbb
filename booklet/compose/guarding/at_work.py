"""Which template is being filled in, at which line.

In: the frames of a thread, innermost first. Out: `Whereabouts`, where a template is at work.
Jinja2 makes Python of a template; its function's globals hold the template, and its local
variables are named `l_1_scene` for a template's `scene`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from booklet.model import Whereabouts

_VARIABLE = re.compile(r"l_\d+_(speech|scene)")


def where(frames: Sequence[FrameType]) -> Whereabouts | None:
    """The innermost template, its line, and the speech or the scene it is about."""
    found = next((frame for frame in frames if "__jinja_template__" in frame.f_globals), None)
    if found is None:
        return _raised(frames) or _compiling(frames)
    template = found.f_globals["__jinja_template__"]
    line = template.get_corresponding_lineno(found.f_lineno)
    span = template.environment.loader.folders.span(Path(template.filename), line)
    about = next(filter(None, (_about(frame) for frame in frames)), "")
    return Whereabouts(f"template {template.name}, line {line}{about}", span)


def _raised(frames: Sequence[FrameType]) -> Whereabouts | None:
    """The template of an exception's frame: Jinja2 puts them there, with the template's lines."""
    for at, frame in enumerate(frames):
        if "__jinja_exception__" in frame.f_globals:
            span = None
            for outer in frames[at:]:
                loader = getattr(outer.f_locals.get("self"), "loader", None)
                if loader is not None and hasattr(loader, "folders"):
                    span = loader.folders.span(Path(frame.f_code.co_filename), frame.f_lineno)
            name = Path(frame.f_code.co_filename).name
            return Whereabouts(f"template {name}, line {frame.f_lineno}", span)
    return None


def _compiling(frames: Sequence[FrameType]) -> Whereabouts | None:
    """A template that is still being read: its constants are worked out then."""
    for frame in frames:
        if frame.f_code.co_name == "load" and frame.f_globals["__name__"] == "jinja2.loaders":
            name = str(frame.f_locals.get("name", ""))
            folders = frame.f_locals["self"].folders
            path = folders.find(name)
            return Whereabouts(f"template {name}", folders.span(path) if path else None)
    return None


def _about(frame: FrameType) -> str:
    if "__jinja_template__" not in frame.f_globals:
        return ""
    values: dict[str, Any] = {
        match[1]: value
        for name, value in frame.f_locals.items()
        if (match := _VARIABLE.fullmatch(name)) and isinstance(value, Mapping)
    }
    if values.get("speech", {}).get("citation"):
        return f", at speech {values['speech']['citation']}"
    scene = values.get("scene", {})
    if scene.get("number") or scene.get("heading"):
        return f", in scene {scene.get('number') or scene['heading']}"
    return ""
