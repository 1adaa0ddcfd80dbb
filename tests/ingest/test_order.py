"""Where each exchange belongs, in order of trust, and that it is said."""

from __future__ import annotations

from tests.ingest.miniatures import codes, imported, pack, page, run, text

SPOKEN = ("Knock", "Is it six", "Are you coming", "One hundred")


def order(script: bytes) -> list[str]:
    text = script.decode()
    return sorted((start for start in SPOKEN if start in text), key=text.index)


def test_the_pages_own_order_is_said_in_the_booklet_and_as_a_problem() -> None:
    result = run(page("blocks.txt"))
    assert result.value is not None
    assert result.value.order == "page"
    assert "order-unknown" in codes(result)
    assert "order of the page" in result.value.files["script.fountain"].decode()


def test_first_and_last_lines_stand_first_and_last() -> None:
    dump = (
        "• [last lines]\n• Orla: Knock, then.\n• Orla: Is it six yet?\n• Baker: No.\n"
        "• [first lines]\n• Orla: One hundred and nine.\n"
    )
    course = imported(text("page.txt", dump))
    assert course.order == "first and last lines"
    assert order(course.files["script.fountain"]) == ["One hundred", "Is it six", "Knock"]


def test_the_outline_of_a_pack_gives_scenes_in_its_order() -> None:
    result = run(page("run-together.txt"), pack=pack())
    assert result.value is not None
    script = result.value.files["script.fountain"].decode()
    headings = [row for row in script.split("\n") if row.startswith(".")]
    assert headings == [".Before dawn", ".At noon", ".On the water", ".Afterwards"]
    assert order(script.encode()) == ["One hundred", "Is it six", "Are you coming", "Knock"]
    assert "= Somebody climbs.\n" in script
    assert "place-unknown" not in codes(result)


def test_what_no_cue_places_stands_at_the_end_and_is_reported() -> None:
    stray = text(
        "page.txt", "Orla: Knock.\n\nOrla: Flour is dear.\n\nDenny: Are you coming down?\n"
    )
    result = run(stray, pack=pack())
    assert result.value is not None
    assert "place-unknown" in codes(result)
    script = result.value.files["script.fountain"].decode()
    assert script.index("coming down") < script.index("Flour is dear")


def test_subtitles_win_over_the_outline_and_give_each_speech_its_time() -> None:
    course = imported(page("run-together.txt"), page("film.srt"), pack=pack())
    assert course.order == "subtitles"
    script = course.files["script.fountain"].decode()
    assert "[[0:10:00]]\n\nBAKER\nIs it six yet?" in script
    assert order(script.encode()) == ["One hundred", "Is it six", "Are you coming", "Knock"]


def test_what_the_subtitles_read_otherwise_is_a_reading() -> None:
    notes = imported(page("run-together.txt"), page("film.srt")).files["annotations.yaml"].decode()
    assert "*subtitles* has “It's”." in notes


def test_a_script_file_is_kept_word_for_word_and_quotations_become_readings() -> None:
    script = (
        "INT. TOWER - DAY\n\nORLA\nI have wound it every morning of my life.\n\n"
        "DENNY\nYou have.\n\nBAKER\nIs it six?\n"
    )
    quotes = (
        "Orla: I wound it every morning of my life.\nDenny: You have.\n"
        "Orla: Nobody asked you here.\n"
    )
    result = run(text("s.fountain", script), text("q.txt", quotes), pack=pack())
    assert result.value is not None
    assert result.value.order == "script"
    assert result.value.files["script.fountain"].decode() == script
    assert "*q.txt* leaves out “have”" in result.value.files["annotations.yaml"].decode()
    lost = [problem for problem in result.problems if problem.code == "not-in-script"]
    assert [problem.span.line for problem in lost if problem.span] == [3]


def test_voices_of_webvtt_are_speakers() -> None:
    script = imported(page("voices.vtt")).files["script.fountain"].decode()
    assert "[[0:00:05]]\n\nORLA\nOne hundred and nine. One hundred and ten.\n" in script
    assert script.count("> · · · <") == 1


def test_subtitles_alone_name_nobody_and_say_so() -> None:
    result = run(page("film.srt"))
    assert "speakers-unknown" in codes(result)
    assert result.value is not None
    assert result.value.speeches == 9


def test_questions_and_notes_of_the_pack_find_their_places() -> None:
    result = run(page("run-together.txt"), pack=pack())
    assert result.value is not None
    assert 'scene: "2"' in result.value.files["questions.yaml"].decode()
    assert "exact: smallest wheel" in result.value.files["annotations.yaml"].decode()
    missing = [p.message for p in result.problems if p.code == "note-without-place"]
    assert len(missing) == 1
    assert "n-snow" in missing[0]


def test_dashes_in_a_cue_are_several_voices_and_sounds_are_directions() -> None:
    rows = (
        "1\n00:00:01,000 --> 00:00:02,000\n[BELL RINGS]\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\n- Is it six?\n- When I say so.\n\n"
        "3\n00:00:06,000 --> 00:00:08,000\n(gulls) DENNY: Then say so.\n\n"
        "4\n00:00:08,500 --> 00:00:09,000\n♪ tick and tock ♪\n"
    )
    script = imported(text("film.srt", rows)).files["script.fountain"].decode()
    assert "VOICE\nIs it six?\n" in script
    assert "VOICE\nWhen I say so.\n" in script
    assert "DENNY\n(gulls)\nThen say so.\n" in script
    assert "~tick and tock" in script
    assert "\n\n!BELL RINGS.\n\n" in script


def test_two_voices_in_one_cue_of_webvtt_are_two_speeches() -> None:
    rows = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v.loud Orla>Is it six?</v>\n<v Denny>Not <i>yet</i>.\n"
    )
    script = imported(text("film.vtt", rows)).files["script.fountain"].decode()
    assert "ORLA\nIs it six?\n" in script
    assert "DENNY\nNot yet.\n" in script


def test_subtitles_alone_are_called_by_their_file() -> None:
    settings = imported(page("film.srt")).files["booklet.yaml"].decode()
    assert settings.startswith("title: Film\n")
