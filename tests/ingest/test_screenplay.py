"""Screenplays as plain text: whatever their layout, a script with nothing lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from booklet.ingest.decisions import decisions_text
from booklet.model import Direction, DualDialogue, Script
from booklet.read.screenplay.lines import lines_of_text
from booklet.read.screenplay.reader import Screenplay, is_screenplay, read_screenplay
from tests.ingest.miniatures import after, codes, imported, run, text
from tools.screenplays.invented import TONGUES, invented
from tools.screenplays.scoring import score
from tools.screenplays.typesetting import draw_style

INDENTED = """\
                          THE LONG FERRY

                               by

                           Ada Brookes


FADE IN:

EXT. FERRY DECK - NIGHT

ODA ties the rope and looks up at the lamps, which swing in the
wind and throw their light over the black water.

                         ODA
               You said the boat would wait. You said
               it waits for everybody -- even me...

                         PIKE (V.O.)
                    (quietly)
               It waits for nobody.

He turns away.

                         ODA
               Then what am I paying for?

                         PIKE
               For the company.

                                                        CUT TO:

INT. TOLL HOUSE - DAY

Silence. Pike sits at the table with a letter.

                         PIKE
               Nine of them. I counted twice.

                         ODA
               Count again.
"""


def speeches(script: Script) -> list[tuple[str | None, str]]:
    return [(each.speaker, each.text) for scene in script.scenes for each in scene.speeches()]


SAID = [
    ("ODA", "You said the boat would wait. You said it waits for everybody -- even me..."),
    ("PIKE", "It waits for nobody."),
    ("ODA", "Then what am I paying for?"),
    ("PIKE", "For the company."),
    ("PIKE", "Nine of them. I counted twice."),
    ("ODA", "Count again."),
]


def read(page: str) -> Screenplay:
    return read_screenplay(page, "page.txt")


def moved(page: str, by: dict[int, int]) -> str:
    """The page with indents changed."""
    rows = []
    for line in page.split("\n"):
        indent = len(line) - len(line.lstrip())
        rows.append(" " * by.get(indent, indent) + line.lstrip())
    return "\n".join(rows)


def body(page: str = INDENTED) -> str:
    return page[page.index("FADE IN:") :]


def test_what_each_line_is_stands_in_its_letter() -> None:
    letters = read(INDENTED).letters
    lines = INDENTED.split("\n")
    assert len(letters) == len(lines)
    assert {letter for letter, line in zip(letters, lines, strict=True) if not line.strip()} == {
        "O"
    }
    told = "".join(letter for letter in letters if letter != "O")
    assert told == "MMMTSNNCDDCEDNCDCDTSNCDCD"


def test_wrapped_lines_are_paragraphs_again_and_dashes_stay() -> None:
    script = read(INDENTED).script
    assert speeches(script) == SAID
    assert [scene.heading for scene in script.scenes] == [
        "EXT. FERRY DECK - NIGHT",
        "INT. TOLL HOUSE - DAY",
    ]
    told = [each.text for each in script.scenes[0].elements if isinstance(each, Direction)]
    assert told == [
        "FADE IN:",
        "ODA ties the rope and looks up at the lamps, which swing in the wind and throw their "
        "light over the black water.",
        "He turns away.",
        "CUT TO:",
    ]


def test_title_and_authors_come_from_the_title_page() -> None:
    script = read(INDENTED).script
    assert (script.title, script.authors) == ("The Long Ferry", ("Ada Brookes",))


def test_without_a_title_page_nothing_is_the_title() -> None:
    assert read(body()).script.title == ""


def test_a_voice_over_is_an_extension_and_a_bracket_a_parenthetical() -> None:
    speech = next(each for each in read(INDENTED).script.scenes[0].speeches() if each.extension)
    assert speech.extension == "V.O."
    assert isinstance(speech.body[0], Direction)
    assert speech.body[0].text == "quietly"


def ruled_anew(files: dict[str, bytes], rules: str) -> dict[str, bytes]:
    """The files of a course imported again without new ones, `import.yaml` saying `rules`."""
    existing = {**files, "import.yaml": rules.encode()}
    return after(imported(existing=existing), existing)


LAYOUTS = {
    "half indented": moved(body(), {15: 5, 20: 8, 25: 10, 56: 30}),
    "speech under the action": moved(body(), {15: 0, 20: 0}),
    "without indents": moved(body(), dict.fromkeys((15, 20, 25, 56), 0)),
    "tabs": body()
    .replace(" " * 25, "\t\t\t")
    .replace(" " * 20, "\t\t\t")
    .replace("\n" + " " * 15, "\n\t\t"),
    "double spaced": body().replace("\n", "\n\n"),
    "no blank lines": "\n".join(line for line in body().split("\n") if line.strip()),
    "revision marks": "\n".join(
        f"{line:<74}*" if number % 3 and line.strip() else line
        for number, line in enumerate(body().split("\n"))
    ),
    "names with a colon": body().replace("ODA\n", "ODA:\n").replace("PIKE\n", "PIKE:\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_speeches(layout: str) -> None:
    found = read(LAYOUTS[layout])
    assert speeches(found.script) == SAID
    assert [scene.heading for scene in found.script.scenes] == [
        "EXT. FERRY DECK - NIGHT",
        "INT. TOLL HOUSE - DAY",
    ]


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_a_script_all_in_one_case_is_read(case: object) -> None:
    assert callable(case)
    wanted = [(case(who), case(said)) for who, said in SAID]
    assert speeches(read(case(body())).script) == wanted


def test_half_a_file_begins_within_a_speech() -> None:
    start = INDENTED.index("               it waits for")
    found = speeches(read(INDENTED[start:]).script)
    assert found[1:] == SAID[1:]
    assert found[0][1] == "it waits for everybody -- even me..."


def test_it_is_told_that_a_file_begins_within_a_speech() -> None:
    start = INDENTED.index("               it waits for")
    result = run(text("half.txt", INDENTED[start:]))
    told = [each for each in result.problems if each.code == "speakers-unknown"]
    assert [str(each.span) for each in told] == ["half.txt:1:1"]
    assert "speakers-unknown" not in codes(run(text("whole.txt", INDENTED)))


PAGED = body().replace(
    "               it waits for everybody -- even me...\n",
    "                         (MORE)\n\n"
    "THE LONG FERRY                Pink Rev. 3/12/98              14.\n"
    "12   CONTINUED:                                               12\n\n"
    "                         ODA (CONT'D)\n"
    "               it waits for everybody -- even me...\n",
)


def test_the_turn_of_a_page_is_left_out_and_the_speech_goes_on() -> None:
    found = read(PAGED)
    assert speeches(found.script) == SAID
    lines = PAGED.split("\n")
    out = [
        line.split()[0] for letter, line in zip(found.letters, lines, strict=True) if letter == "X"
    ]
    assert out == ["(MORE)", "THE", "12"]


def test_numbers_on_both_sides_number_the_scene() -> None:
    page = body().replace(
        "EXT. FERRY DECK - NIGHT", "12A  EXT. FERRY DECK - NIGHT                     12A"
    )
    scene = read(page).script.scenes[0]
    assert (scene.heading, scene.label) == ("EXT. FERRY DECK - NIGHT", "12A")


def test_a_script_may_have_no_int_and_ext() -> None:
    page = body().replace("EXT. FERRY DECK - NIGHT", "ON DECK").replace("INT. TOLL", "THE TOLL")
    assert speeches(read(page).script) == SAID


def test_two_columns_are_two_speeches_at_once() -> None:
    page = body() + (
        "\n          ODA                           PIKE\n"
        "     I never asked you            You always ask me\n"
        "     for anything at all.         for everything.\n\n"
        "The lamps go out.\n"
    )
    last = read(page).script.scenes[-1].elements
    both = next(each for each in last if isinstance(each, DualDialogue))
    assert [(each.speaker, each.text) for each in both.speeches] == [
        ("ODA", "I never asked you for anything at all."),
        ("PIKE", "You always ask me for everything."),
    ]
    assert isinstance(last[-1], Direction)
    assert last[-1].text == "The lamps go out."


def test_a_word_cut_at_the_line_end_is_whole_again_where_the_script_knows_it() -> None:
    page = body().replace("the company.", "the com-\n               pany. The company!")
    assert ("PIKE", "For the company. The company!") in speeches(read(page).script)


def test_dirt_of_the_scanner_is_no_speaker() -> None:
    page = body().replace("He turns away.", 'He turns away.\n\n      "  -,.*..--- ~-\n')
    assert speeches(read(page).script) == SAID


def test_of_generated_scripts_no_line_is_lost_and_hardly_a_speech_misread() -> None:
    spoken = speeches_set = 0
    for language in sorted(TONGUES):
        for layout in range(6):
            rng = random.Random(f"{layout} {language}")
            found = score(invented(rng, language, 4), draw_style(rng), rng, front=bool(layout % 2))
            assert found.lost == 0, (language, layout)
            spoken, speeches_set = spoken + found.spoken, speeches_set + found.speeches
    assert spoken >= 0.995 * speeches_set


# ------------------------------------------------------------------- what is a screenplay

ESSAY = """\
The ferry in this film is a clock. It goes to and fro, and nobody asks it why.
When Oda says that the boat would wait, she speaks of her brother and not of it.

Pike is the only one who counts. "Nine of them," he says, and we believe him; it is
the first number in the film, and it comes late. The critics have made much of that.

ON COUNTING

There are three kinds of people in the film: those who count, those who are counted
and those who pay. The toll house stands for all of them.
"""

QUOTES = "\n\n".join(f"{who.title()}: {said}" for who, said in SAID * 3)


def test_screenplays_are_told_from_other_texts() -> None:
    assert is_screenplay(INDENTED)
    assert is_screenplay(LAYOUTS["without indents"])
    assert not is_screenplay(ESSAY * 4)
    assert not is_screenplay(QUOTES)
    assert not is_screenplay("")
    assert not is_screenplay("name: ferry\nsize: 12\nports: [1, 2]\n" * 10)


def test_a_screenplay_becomes_a_course() -> None:
    course = imported(text("ferry.txt", INDENTED))
    script = course.files["script.fountain"].decode()
    assert script.startswith("Title: The Long Ferry\nAuthor: Ada Brookes\n")
    assert "PIKE (V.O.)\n(quietly)\nIt waits for nobody." in script
    assert "title: The Long Ferry" in course.files["booklet.yaml"].decode()
    assert (course.speeches, course.scenes) == (6, 2)
    account = course.accounts[0]
    assert account.letters == read(INDENTED).letters


def test_a_course_without_a_title_page_is_called_like_its_file() -> None:
    course = imported(text("long-ferry.txt", body()))
    assert "title: Long ferry" in course.files["booklet.yaml"].decode()


def test_a_saved_page_of_a_script_site_is_read_as_typed() -> None:
    page = (
        "<html><head><title>Long Ferry Script</title><script>var a = 1;</script></head><body>"
        f"<p>Home | Scripts</p><pre><b>{body()}</b></pre></body></html>"
    )
    course = imported(text("ferry.html", page))
    assert course.speeches == 6
    assert "Home" not in course.files["script.fountain"].decode()


def test_a_person_overrules_what_lines_are() -> None:
    page = INDENTED
    line = 1 + page.split("\n").index("He turns away.")
    first = imported(text("ferry.txt", page))
    added = (
        f"  - file: sources/ferry.txt\n    lines: {line}\n    verdict: left out\n"
        f"  - file: sources/ferry.txt\n    lines: {line - 2}\n    verdict: script\n"
        "    kind: action\n"
    )
    files = after(first)
    files = ruled_anew(files, files["import.yaml"].decode() + added)
    script = files["script.fountain"].decode()
    assert "He turns away" not in script
    assert "!It waits for nobody." in script


def test_a_person_overrules_that_it_is_a_screenplay() -> None:
    files = after(imported(text("ferry.txt", INDENTED)))
    rules = files["import.yaml"].decode().replace("verdict: script\n", "verdict: analysis\n")
    essay = ruled_anew(files, rules)
    assert "analyses/analysis.md" in essay
    assert "script.fountain" not in essay
    assert ruled_anew(essay, essay["import.yaml"].decode()) == essay


def test_a_person_may_say_that_a_text_is_a_script() -> None:
    tiny = "ODA\nIs it six?\n\nPIKE\nIt is six.\n\nHe leaves.\n"
    rules = decisions_text([], {}, "").rstrip()
    rules += "\n  - file: sources/tiny.txt\n    lines: 1-8\n    verdict: script\n"
    course = imported(text("tiny.txt", tiny), existing={"import.yaml": rules.encode()})
    assert "ODA\nIs it six?" in course.files["script.fountain"].decode()


# ------------------------------------------------------------------- real ones, if at hand


@pytest.fixture
def screenplays(shared: Path) -> Path:
    folder = shared / "screenplays"
    if not folder.is_dir():
        pytest.skip("the screenplays (../shared/screenplays) are not there")
    return folder


def test_labelled_screenplays_are_read_as_people_read_them(screenplays: Path) -> None:
    scores = []
    for path in sorted((screenplays / "labelled").glob("*.labels")):
        gold = path.read_text().strip("\n")
        page = "\n".join(path.with_suffix(".txt").read_text().split("\n")[: len(gold)])
        ours = read(page).letters
        pairs = [(gold[line.number - 1], ours[line.number - 1]) for line in lines_of_text(page)]
        pairs = [(g, "O" if o in "XM" else o) for g, o in pairs if g != "?"]
        scores.append(sum(g == o for g, o in pairs) / len(pairs))
    assert sum(scores) / len(scores) >= 0.985


@pytest.mark.slow
def test_whole_screenplays_keep_their_scenes_and_words(screenplays: Path) -> None:
    for name in ("juno-film", "the-hangover", "unforgiven"):
        page = (screenplays / "whole" / f"{name}.txt").read_text(errors="replace")
        headed = sum("INT." in line or "EXT." in line for line in page.split("\n"))
        assert is_screenplay(page)
        script = read(page).script
        assert abs(len(script.scenes) - headed) <= 0.03 * headed
        assert all(each.text for s in script.scenes for each in s.speeches())
