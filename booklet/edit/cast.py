"""The cast: the course's own list, else the script's, else whoever speaks."""

from __future__ import annotations

from booklet.model import CastMember, Script, Settings


def cast_of(settings: Settings, script: Script) -> tuple[CastMember, ...]:
    """The persons of the play; the speakers stand in order of appearance."""
    if settings.cast:
        return settings.cast
    if script.cast:
        return script.cast
    names = dict.fromkeys(
        name for scene in script.scenes for speech in scene.speeches() for name in speech.who
    )
    return tuple(CastMember(name) for name in names)
