"""Subtitles: what a cue holds, in order of time, and every cue accounted for."""

from __future__ import annotations

import pytest

from booklet.ingest.captions import RawCue, Timed, account_of, parts_of_cues
from booklet.ingest.inputs import InputFile
from tests.ingest.miniatures import codes, imported, run, text


def cues(*texts: str) -> tuple[Timed, ...]:
    return parts_of_cues([RawCue(3.0 * at, 3.0 * at + 2, (("", t),)) for at, t in enumerate(texts)])


def told(*texts: str) -> list[tuple[str, str]]:
    return [(part.speaker or part.kind, part.text) for part in cues(*texts)]


def srt(*texts: str) -> str:
    return "\n\n".join(
        f"{at}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900\n{words}"
        for at, words in enumerate(texts, start=1)
    )


def script_of(name: str, data: str) -> str:
    return imported(text(name, data)).files["script.fountain"].decode()


@pytest.mark.parametrize("two", ["- Is it six?\n- Not yet.", ">> Is it six?\n>> Not yet."])
def test_signs_of_another_voice_make_two_speeches(two: str) -> None:
    assert told(two) == [("speech", "Is it six?"), ("speech", "Not yet.")]


@pytest.mark.parametrize(
    "named",
    [
        "ORLA: Is it six?",
        "[ORLA] Is it six?\n[ORLA] Orla counts. Orla says six.",
        "(gulls) ORLA: Is it six?",
    ],
)
def test_a_label_says_who_speaks(named: str) -> None:
    assert cues(named)[0].speaker == "ORLA"


def test_a_sound_before_words_is_no_speaker() -> None:
    assert told("[SIGHS] Is it six?", "[SIGHS] Not yet.") == [
        ("speech", "[SIGHS] Is it six?"),
        ("speech", "[SIGHS] Not yet."),
    ]


def test_a_label_holds_until_the_next_where_all_voices_have_one() -> None:
    found = cues("ORLA: Is it six?", "I asked you.", "DENNY: When I say so.", "And I do not.")
    assert [part.speaker for part in found] == ["ORLA", "ORLA", "DENNY", "DENNY"]


def test_a_rare_label_is_of_its_own_words_only() -> None:
    found = cues("ORLA: Is it six?", *(f"Somebody says this, {n}." for n in range(9)))
    assert {part.speaker for part in found[1:]} == {""}


def test_sounds_and_positions_entities_and_marks() -> None:
    assert told("[door creaks]") == [("direction", "door creaks")]
    assert told("{\\an8}<i>Not</i> yet &amp; never <3") == [("speech", "Not yet & never <3")]
    assert told("♪ tick and tock ♪") == [("speech", "♪ tick and tock ♪")]


def test_captions_that_roll_are_said_once() -> None:
    rows = ["One.", "One.\nTwo.", "Two.\nThree.", "Three.\nFour."]
    rolling = [RawCue(at, at + 1.0, (("", row),)) for at, row in enumerate(rows)]
    assert [part.text for part in parts_of_cues(rolling)] == ["One.", "Two.", "Three.", "Four."]


def test_a_word_said_twice_is_said_twice() -> None:
    assert [part.text for part in cues("No.", "No.", "Never.", "No.")] == [
        "No.",
        "No.",
        "Never.",
        "No.",
    ]


def test_adverts_are_left_out_and_counted() -> None:
    found = cues("Subtitles by somebody", "Is it six?", "[bell]", "Download at www.example.org")
    assert account_of(found) == "XDNX"


def test_time_alone_decides_and_nothing_is_collated() -> None:
    says = [
        f"The bell says {word}, and the bell is wrong." for word in ("one", "two", "three", "one")
    ]
    course = imported(text("film.srt", srt(*says)))
    assert course.speeches == 4
    assert "annotations.yaml" not in course.files
    script = course.files["script.fountain"].decode()
    assert script.index("says two") < script.index("says three") < script.rindex("says one")
    assert [each.letters for each in course.accounts] == ["DDDD"]


ASS = """\
[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,Orla,0,0,0,,{\\i1}Is it six?{\\i0}
Comment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,nobody reads this
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Denny,0,0,0,,Not yet.\\NNever.
"""
SAMI = """\
<SAMI><BODY>
<SYNC Start=1000><P Class=ENCC>Is it six?
<SYNC Start=2000><P Class=ENCC>&nbsp;
<SYNC Start=3000><P Class=ENCC>Not yet. Never.
<SYNC Start=4000><P Class=ENCC>&nbsp;
</BODY></SAMI>
"""
MICRODVD = "{25}{50}Is it six?\n{75}{100}Not yet.|Never.\n{125}{150}Ever.\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [("film.ass", ASS), ("film.smi", SAMI), ("film.sub", MICRODVD), ("a.txt", ASS)],
)
def test_other_formats_of_subtitles_are_subtitles(name: str, data: str) -> None:
    script = script_of(name, data)
    assert "[[0:00:01]]" in script
    assert "Is it six?" in script
    assert "Not yet. Never." in script
    assert "nobody reads" not in script


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        (
            "cp1250",
            "Łódź nie czeka na nikogo. Proszę, usiądź. Czy pamiętasz, kiedy zamarzła rzeka?",
        ),
        ("cp1251", "Лодка никого не ждёт. Садись, пожалуйста. Я считал два раза."),
        (
            "cp1254",
            "Tekne kimseyi beklemez. Hiç sormadım. Işığı söndür, çok güneşli değil, şişeyi aç.",
        ),
        ("cp1252", "Båden venter ikke på nogen. Sæt dig ned. Kan du huske vinteren, da åen frøs?"),
    ],
)
def test_older_encodings_are_told_apart_and_named(encoding: str, said: str) -> None:
    result = run(InputFile("film.srt", srt(*[said] * 4).encode(encoding)))
    assert result.value is not None
    assert said.split(".")[0] in result.value.files["script.fountain"].decode()
    told = next(problem for problem in result.problems if problem.code == "encoding-guessed")
    assert encoding in told.message
    assert "encoding-unknown" not in codes(result)


def test_the_receipt_counts_what_is_said_in_them() -> None:
    found = imported(text("night.srt", srt("Is it six?", "[bell]", "- Not yet.\n- Soon.")))
    assert dict(found.spoken) == {"sources/night.srt": 3}


def test_what_is_drawn_in_the_picture_is_no_speech() -> None:
    head = ASS[: ASS.index("Dialogue")]
    row = "Dialogue: 0,0:00:0{n}.00,0:00:0{n}.90,Default,Oda,0,0,0,,{text}\n"
    texts = ("Is it six?", r"{\an7\p1}m 0 0 l 90 0{\p0}", r"{\pos(3,4)}Not yet.")
    data = head + "".join(row.format(n=n, text=words) for n, words in enumerate(texts, start=1))
    script = script_of("night.ass", data)
    assert "Is it six?" in script
    assert "Not yet." in script
    assert "m 0 0" not in script
