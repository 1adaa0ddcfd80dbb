"""Two small booklets, one in prose and one in verse, with everything a template can meet."""

from __future__ import annotations

from dataclasses import replace

from booklet.edit import edit
from booklet.model import (
    Act,
    CastMember,
    Course,
    Direction,
    DualDialogue,
    Edition,
    Emphasis,
    InlineDirection,
    Line,
    Milestone,
    PageBreak,
    Question,
    Term,
)
from tests.edit.making import HERE, analysis, course, note, prose, scene, speech, verse


def screenplay(theme: str = "default", language: str = "en-GB") -> Edition:
    """A booklet in prose."""
    of = replace(PIER, settings=replace(PIER.settings, theme=theme, language=language))
    notes = (
        note("bell", of, "nobody has rung", "She means *him*.", source="bells"),
        note("bell-too", of, "nobody has rung", "So does he.", source="waiting"),
        note("late", of, "late again, and nobody", "Two things at once."),
        note("arm", of, "one arm", 'He says "only" & means it.', source="waiting"),
        note("wait", of, "Wait!", "Both are right.", source="bells"),
    )
    result = edit(of, notes)
    assert result.value is not None
    assert result.problems == ()
    return result.value


def verse_play() -> Edition:
    """A booklet in verse, with acts."""
    notes = (note("dark", PLAY, "no dark\nthat", "The line runs over."),)
    result = edit(PLAY, notes)
    assert result.value is not None
    assert result.problems == ()
    return result.value


PIER: Course = course(
    replace(
        scene(
            "EXT. PIER - DUSK",
            Direction("A bell on a post. *Nobody* near it.", HERE, emphasis=()),
            speech(
                "Ada",
                Direction("not turning", HERE, kind="parenthetical"),
                Line(
                    "The ferry is late again, and nobody has rung the bell.",
                    HERE,
                    emphasis=(Emphasis(4, 9, "italic"),),
                ),
                Direction("beat", HERE, kind="parenthetical"),
                "Not one of you.",
            ),
            replace(
                speech(
                    "Bo",
                    Line("Ring it,", HERE, directions=(InlineDirection(8, "coughs"),)),
                    "I have only one arm.",
                    verse("Ferry, ferry, over the bay", "lyric"),
                ),
                extension="V.O.",
            ),
            DualDialogue((speech("Ada", "Wait!"), speech("Bo", "Don't wait!")), HERE),
            PageBreak(HERE),
            Direction("FADE OUT.", HERE, kind="transition"),
        ),
        synopsis="A bell is not rung.",
    ),
    scene("INT. HUT", speech("Ada", verse("Over the bay and home", "lyric"))),
    analyses=(
        analysis("bells", "Tom Ash", "On Bells"),
        replace(analysis("waiting", "Una Reed"), url="https://a.example/w", licence="CC BY 4.0"),
        replace(analysis("hostile", title="<i>Sly</i>"), url="javascript:alert(1)"),
    ),
    questions=(
        Question("q1", "Why does nobody ring?", HERE, scene="1", answer="They wait."),
        Question("q2", "Is it *one* story?", HERE),
    ),
    terms=(Term("ferry", "A boat that goes *to and fro*.", HERE), Term("bay", "Water.", HERE)),
)

_FIRST, _SECOND = Act("1", "Act One", HERE), Act("2", "", HERE)

PLAY: Course = replace(
    course(
        scene(
            "Scene 1",
            Direction("Enter a Lamp.", HERE, kind="stage"),
            speech(
                "Lamp",
                Direction(", to the dark", HERE, kind="stage"),
                verse("I was put out before the day began,"),
                verse("and lit when it was done. There is no dark"),
                replace(verse("that I have not"), part="I"),
            ),
            speech("Dark", replace(verse("Have not begun?"), part="F")),
            speech(
                "Lamp",
                verse("Not begun."),
                replace(verse("A fifth line, with a number."), opens_stanza=True),
                Direction("It goes out.", HERE, kind="stage"),
                replace(
                    prose("Then in plain prose I say it once again."),
                    milestones=(Milestone(13, "10"),),
                ),
            ),
            act=_FIRST,
        ),
        scene("", speech("Dark", verse("At last.")), act=_SECOND),
    ),
    terms=(),
)
PLAY = replace(
    PLAY, script=replace(PLAY.script, cast=(CastMember("Lamp", "a light"), CastMember("Dark")))
)
