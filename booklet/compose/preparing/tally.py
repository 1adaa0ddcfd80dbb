"""Who says how much: speeches and words by speaker and scene.

In: an edition's cast and scenes. Out: `Speaking` by cast member, counted in the whole
script, so that a part or a student's copy tells the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from booklet.model import CastMember, EditedScene, Scene
from booklet.names import name_key


@dataclass(slots=True)
class Speaking:
    """One speaker: by scene (0-based) the number of speeches and of words."""

    name: str
    speeches: dict[int, int] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)

    def add(self, scene: int, words: int) -> None:
        """A speech of so many words."""
        self.speeches[scene] = self.speeches.get(scene, 0) + 1
        self.words[scene] = self.words.get(scene, 0) + words


def tally(cast: Sequence[CastMember], scenes: Sequence[EditedScene]) -> dict[str, Speaking]:
    """Everybody of the cast by name, also who is silent; then speakers who are in no cast.

    Speech said by several together counts for each of them. Letter case does not count.
    """
    found = {member.name: Speaking(member.name) for member in cast}
    known = {
        name_key(name): member.name for member in cast for name in (member.name, *member.aliases)
    }
    for index, scene in enumerate(scenes):
        for speech in scene.scene.speeches():
            words = len(speech.text.split())
            named = speech.who or ((speech.speaker,) if speech.speaker else ())
            for name in dict.fromkeys(known.get(name_key(who), who) for who in named):
                found.setdefault(name, Speaking(name)).add(index, words)
    return found


def length(scene: Scene) -> int:
    """The spoken words of a scene."""
    return sum(len(speech.text.split()) for speech in scene.speeches())
