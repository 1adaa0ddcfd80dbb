"""Character cues, and one name for one person.

Takes the line that names who speaks (`MARA (V.O.) ^`, `@McCrae`), gives name, extension
and whether it is dual. Takes the speeches of a whole script, gives them with canonical
names in `who`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from booklet.languages import languages
from booklet.model import SceneElement, Speech, one_by_one, with_speeches
from booklet.names import name_key
from booklet.read.fountain.inline import plain

_CONTINUED = re.compile(r" (?:- ?)?(?:CONT['’]?D|CONTINUED)\.?$", re.IGNORECASE)
_VOICE = re.compile(r"V\.? ?O\.?|O\.? ?S\.?|O\.? ?C\.?|CONT['’]?D\.?", re.IGNORECASE)
_JOINTS = "|".join(sorted({joint for each in languages() for joint in each.reading.name_joints}))
_JOINT = re.compile(rf" ?[&/+,] ?| (?:{_JOINTS}) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Who speaks. `extension` joins several by a comma ("V.O., CONT'D")."""

    name: str
    extension: str | None
    dual: bool

    @property
    def certain(self) -> bool:
        """Whether it can hardly be anything but a cue: it has a caret or a known extension."""
        parts = (self.extension or "").split(", ")
        return self.dual or any(_VOICE.fullmatch(part) for part in parts)


def read_cue(line: str) -> Cue | None:
    """The cue that the line is, or None where it cannot be one.

    A cue is in capitals, its extension aside, or begins with `@`; then its name may be any
    signs, such as `@???`.
    """
    text = " ".join(line.split())
    forced = text.startswith("@")
    text = text.removeprefix("@").strip()
    dual = text.endswith("^")
    text = text.rstrip("^ ")
    name, extensions = _without_extensions(plain(text))
    if continued := _CONTINUED.search(name):
        name = name[: continued.start()]
        extensions.append(continued.group().strip(" -"))
    if not name or not (forced or any(map(str.isalnum, name))):
        return None
    if not forced and (
        text[0] == "(" or any(map(str.islower, name)) or not any(map(str.isupper, name))
    ):
        return None
    return Cue(name, ", ".join(filter(None, extensions)) or None, dual)


def _without_extensions(text: str) -> tuple[str, list[str]]:
    extensions: list[str] = []
    while text.endswith(")") and (start := text.rfind("(")) > 0:
        extensions.insert(0, text[start + 1 : -1].strip())
        text = text[:start].rstrip("^ ")
    return text.strip(), extensions


class Names:
    """The speakers of a script: one form for one person, the first that occurs."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._first_form: dict[str, str] = {}
        for speaker in speakers:
            self._first_form.setdefault(name_key(speaker), speaker)

    def who(self, speaker: str) -> tuple[str, ...]:
        """The canonical names behind a cue; several where each of them speaks elsewhere."""
        parts = [name_key(part) for part in _JOINT.split(speaker)]
        if len(parts) > 1 and all(part in self._first_form for part in parts):
            return tuple(dict.fromkeys(self._first_form[part] for part in parts))
        return (self._first_form[name_key(speaker)],)


def name_speakers(elements: Sequence[SceneElement]) -> tuple[SceneElement, ...]:
    """The same elements, each speech with canonical names in `who`."""
    spoken = (part for part in one_by_one(elements) if isinstance(part, Speech))
    names = Names([speech.speaker for speech in spoken if speech.speaker])

    def named(speech: Speech) -> Speech:
        return replace(speech, who=names.who(speech.speaker)) if speech.speaker else speech

    return with_speeches(elements, named)
