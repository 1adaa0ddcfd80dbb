"""What a TEI play becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model import (
    CastMember,
    Direction,
    Emphasis,
    InlineDirection,
    Line,
    Milestone,
    Scene,
    Script,
    Span,
    Speech,
)
from booklet.read.script import read_script
from booklet.read.tei.reader import parse_tei

HERE = Path(__file__).parent / "tei"
SP = '<sp who="#a"><p>Aye.</p></sp>'


def told(text: str, *, body: bool = True) -> tuple[Script, list[tuple[str, int]]]:
    """The script in `text` (of the body, or of `text`), and (code, line) of each problem."""
    inner = f"<body>{text}</body>" if body else text
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{inner}</text></TEI>'
    result = parse_tei(data.encode(), "a.xml")
    assert result.value is not None
    assert all(problem.hint for problem in result.problems)
    return result.value, [(p.code, p.span.line if p.span else 0) for p in result.problems]


def read(text: str, *, body: bool = True) -> Script:
    """The script, which must have no problems."""
    script, problems = told(text, body=body)
    assert problems == []
    return script


def read_scene(text: str) -> Scene:
    """The only scene."""
    (scene,) = read(text).scenes
    return scene


def read_speech(text: str) -> Speech:
    """The speech of one `sp`, of which `text` is the content."""
    (speech,) = read_scene(f'<sp who="#a">{text}</sp>').elements
    assert isinstance(speech, Speech)
    return speech


def read_line(text: str) -> Line:
    """The line of one `p`, of which `text` is the content."""
    (line,) = read_speech(f"<p>{text}</p>").lines
    return line


@pytest.fixture(scope="module")
def harbour() -> Script:
    result = parse_tei((HERE / "harbour.xml").read_bytes(), "harbour.xml")
    assert result.problems == ()
    assert result.value is not None
    return result.value


# ----------------------------------------------------------- title page, cast, front


def test_the_header_gives_the_title_page_in_the_language_of_the_play(harbour: Script) -> None:
    assert harbour.title == "The Harbour Clock"
    assert harbour.subtitle == "A Play for Low Water"
    assert harbour.authors == ("Ida van Brook", "Jun Marl")
    assert harbour.language == "en"
    assert harbour.details == (("Publisher", "Quay Press"), ("Licence", "CC0"))


def test_the_cast_is_the_cast_list_and_whoever_else_speaks(harbour: Script) -> None:
    assert harbour.cast == (
        CastMember("Mara Vint", "a diver", "Ashore", ("Mara", "Marie")),
        CastMember("The Old Keeper", "who winds the clock", "Ashore", ("Old Keeper", "KEEPER")),
        CastMember("A Gull", aliases=("GULL",)),
    )


def test_front_matter_is_kept_and_a_prologue_is_a_scene(harbour: Script) -> None:
    epigraph, place = harbour.front
    assert isinstance(epigraph, Speech)
    assert (epigraph.speaker, epigraph.text) == (None, "All clocks are late at sea.")
    assert isinstance(place, Direction)
    assert place.text == "A quay. A clock without hands."
    assert [(s.heading, s.label) for s in harbour.scenes] == [("Prologue", ""), ("Scene 1.", "1")]


def cast_of(header: str, cast_list: str, body: str) -> Script:
    """The script of a play with these people."""
    data = (
        f'<TEI xml:lang="fr"><teiHeader>{header}</teiHeader><text>'
        f"<front><castList>{cast_list}</castList></front><body>{body}</body></text></TEI>"
    )
    result = parse_tei(data.encode(), "a.xml")
    assert result.problems == ()
    assert result.value is not None
    return result.value


def test_an_author_is_named_in_the_language_of_the_play() -> None:
    script = cast_of(
        "<fileDesc><titleStmt><author><persName xml:lang='en'>John Marl</persName>"
        "<persName xml:lang='fr'>Jean Marl</persName></author></titleStmt></fileDesc>",
        "<castItem>Ann</castItem>",
        SP,
    )
    assert script.authors == ("Jean Marl",)


def test_a_group_is_known_by_the_names_of_those_in_it() -> None:
    script = cast_of(
        "<profileDesc><particDesc><listPerson>"
        "<person xml:id='p1'><persName>p1</persName></person>"
        "<person xml:id='p2'><persName>Divers</persName></person>"
        "<person xml:id='p3'><persName>p3</persName></person>"
        "</listPerson></particDesc></profileDesc>",
        "<castGroup><head>Divers</head><castItem sameAs='#p1'/><castItem sameAs='#p2'/>"
        "</castGroup>",
        "<sp who='#p1'><speaker>FIRST DIVER</speaker><p>Oh.</p></sp>"
        "<sp who='#p2'><speaker>SECOND DIVER</speaker><p>Ah.</p></sp>"
        "<sp who='#p3'><speaker>HORN</speaker><p>Eh.</p></sp>",
    )
    assert script.cast == (
        CastMember("Divers", aliases=("FIRST DIVER", "SECOND DIVER")),
        CastMember("HORN"),
    )
    assert [s.who for s in script.scenes[0].speeches()] == [
        ("FIRST DIVER",),
        ("SECOND DIVER",),
        ("HORN",),
    ]


def test_a_name_printed_over_several_people_is_nobody_s_other_name() -> None:
    script = cast_of(
        "",
        "<castItem xml:id='a'>Ann</castItem><castItem xml:id='b'>Bea</castItem>",
        "<sp who='#a'><speaker>VOICE</speaker><p>Oh.</p></sp>"
        "<sp who='#b'><speaker>VOICE</speaker><p>Ah.</p></sp>",
    )
    assert script.cast == (CastMember("Ann"), CastMember("Bea"))


def test_an_act_with_nothing_in_it_keeps_its_heading() -> None:
    script = read(f"<div type='act'><head>Act 1</head></div><div type='act'>{SP}</div>")
    assert [s.act.heading if s.act else "" for s in script.scenes] == ["Act 1", ""]


def test_a_play_without_ids_knows_people_by_the_names_over_their_speeches() -> None:
    script = read(
        "<front><castList><castItem>Tess Orme, a pilot</castItem></castList></front>"
        "<body><sp><speaker>TESS</speaker><p>Aye.</p></sp>"
        "<sp><speaker>Horn</speaker><p>No.</p></sp>"
        "<sp><speaker>HORN.</speaker><p>No!</p></sp></body>",
        body=False,
    )
    assert [s.who for s in script.scenes[0].speeches()] == [("Tess Orme",), ("Horn",), ("Horn",)]


def test_an_id_that_nobody_bears_is_told_of_once() -> None:
    script, problems = told(
        '<front><castList><castItem xml:id="a">Ann</castItem></castList></front><body>'
        '<sp who="#b"><speaker>BEA</speaker><p>One.</p></sp>\n'
        '<sp who="#b"><speaker>BEA</speaker><p>Two.</p></sp></body>',
        body=False,
    )
    assert problems == [("tei-unknown-speaker", 1)]
    assert [s.who for s in script.scenes[0].speeches()] == [("BEA",), ("BEA",)]


# ------------------------------------------------------------------- acts and scenes


def test_a_direction_in_a_head_stands_under_it(harbour: Script) -> None:
    scene = harbour.scenes[1]
    assert [(e.kind, e.text) for e in scene.elements[:2] if isinstance(e, Direction)] == [
        ("stage", "The quay."),
        ("stage", "Mara climbs out of the water."),
    ]
    assert scene.act is not None
    assert (scene.act.label, scene.act.heading) == ("1", "First Act")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SP, [("", "", "", "")]),
        (f"<div>{SP}</div><div>{SP}</div>", [("", "", "", "")] * 2),
        (f"<div><div type='configuration'>{SP}</div>{SP}</div>", [("", "", "", "")]),
        (
            f"<div type='act'><head>ACT II</head><div type='configuration' n='1'>{SP}</div></div>",
            [("2", "ACT II", "", "")],
        ),
        (
            f"<div type='act'><head>ACT II</head><div type='configuration'>{SP}</div>{SP}</div>",
            [("2", "ACT II", "", "")],
        ),
        (
            f"<div><head>Erster Aufzug</head><div><head>3. Auftritt</head>{SP}</div></div>",
            [("1", "Erster Aufzug", "3", "3. Auftritt")],
        ),
        (
            f"<div type='scene' n='4'><head>A room</head>{SP}</div>",
            [("", "", "4", "A room")],
        ),
        (
            f"<div type='act' n='1'><head>I</head><stage>Rain.</stage>"
            f"<div type='scene' n='1.1'><head>Scene</head>{SP}</div></div>"
            f"<div type='epilogue'><head>Epilogue</head>{SP}</div>",
            [("1", "I", "", ""), ("1", "I", "1", "Scene"), ("", "", "", "Epilogue")],
        ),
        (
            "<div type='part'><head>Part One</head>"
            f"<div type='act'><head>Act 1</head>{SP}</div></div>",
            [("1", "Part One, Act 1", "", "")],
        ),
        (
            f"<div1 type='Jornada' n='1'><head>Jornada primera</head>{SP}</div1>",
            [("1", "Jornada primera", "", "")],
        ),
    ],
)
def test_divisions(body: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [
        (s.act.label if s.act else "", s.act.heading if s.act else "", s.label, s.heading)
        for s in read(body).scenes
    ] == expected


def test_what_follows_the_last_scene_of_an_act_belongs_to_it() -> None:
    scene = read_scene(
        f"<div type='act'><head>Act 1</head><div type='scene'><head>Scene 1</head>{SP}</div>"
        "<stage>Curtain.</stage></div><trailer>The End</trailer>"
    )
    assert [e.text for e in scene.elements if isinstance(e, Direction)] == ["Curtain.", "The End"]


def test_a_head_inside_a_scene_is_centred() -> None:
    scene = read_scene(
        "<div type='scene'><head>Scene 1</head>"
        f"<div type='letter'><head>To M.</head>{SP}</div></div>"
    )
    assert scene.elements[0] == Direction("To M.", Span("a.xml"), "centered")


def test_words_outside_any_speech_belong_to_nobody() -> None:
    scene = read_scene(
        "<div><p>Once.</p><lg><l>Twice,</l><l>thrice.</l></lg><stage>Bell.</stage></div>"
    )
    speech, bell = scene.elements
    assert isinstance(speech, Speech)
    assert (speech.speaker, speech.who) == (None, ())
    assert [(line.kind, line.text) for line in speech.lines] == [
        ("prose", "Once."),
        ("verse", "Twice,"),
        ("verse", "thrice."),
    ]
    assert isinstance(bell, Direction)


def test_matter_after_the_play_is_a_note_unless_it_is_played() -> None:
    script, problems = told(
        f"<body>{SP}</body><back><div type='epilogue'><p>Go home.</p></div>"
        "<div><p>Printed on the quay.</p></div></back>",
        body=False,
    )
    assert [list(s.speeches())[-1].text for s in script.scenes] == ["Aye.", "Go home."]
    assert [note.text for note in script.notes] == ["Printed on the quay."]
    assert problems == [("tei-back-matter", 1)]


# -------------------------------------------------------------------------- speeches


def test_speeches_have_canonical_names_and_the_printed_one(harbour: Script) -> None:
    assert [(s.speaker, s.who) for s in harbour.scenes[1].speeches()] == [
        ("MARA", ("Mara Vint",)),
        ("KEEPER", ("The Old Keeper",)),
        ("Mara Vint, The Old Keeper", ("Mara Vint", "The Old Keeper")),
    ]


def test_verse_has_numbers_parts_emphasis_and_directions(harbour: Script) -> None:
    mara, keeper, _ = harbour.scenes[1].speeches()
    assert mara.body == (
        Direction("(dripping)", Span("harbour.xml", 60), "stage"),
        Line(
            "The bell is down there still,",
            Span("harbour.xml", 61),
            "verse",
            "1.1.1",
            emphasis=(Emphasis(12, 16, "italic"),),
            directions=(InlineDirection(23, "(she points)"),),
        ),
        Line("and it is", Span("harbour.xml", 63), "verse", "1.1.2", "I"),
    )
    assert keeper.lines[0].part == "F"


def test_numbered_lines_of_prose_are_milestones(harbour: Script) -> None:
    prose = list(harbour.scenes[1].speeches())[1].lines[1]
    assert prose.text == "Nobody counts the hours anymore."
    assert prose.milestones == (Milestone(0, "3"), Milestone(27, "4"))
    assert prose.number == "3"


def test_songs_are_lyrics_in_stanzas(harbour: Script) -> None:
    song = list(harbour.scenes[1].speeches())[2]
    assert [(line.kind, line.opens_stanza) for line in song.lines] == [
        ("lyric", True),
        ("lyric", False),
        ("lyric", True),
    ]


def test_notes_of_the_editor_know_their_speech(harbour: Script) -> None:
    (note,) = harbour.notes
    assert (note.text, note.scene, note.speech) == ("He did, until June.", 1, 1)


def test_a_speech_inside_a_speech_interrupts_it() -> None:
    script = read(
        "<div type='scene'><head>S</head><sp who='#a'><speaker>ANN</speaker><p>One.</p>"
        "<floatingText><body><sp who='#b'><speaker>BEA</speaker><l>Two.</l></sp></body>"
        "</floatingText><p>Three.</p></sp></div>"
    )
    assert [(s.speaker, s.text) for s in script.scenes[0].speeches()] == [
        ("ANN", "One."),
        ("BEA", "Two."),
        ("ANN", "Three."),
    ]


def test_a_speaker_who_says_nothing_is_kept_and_told_of() -> None:
    script, problems = told("<sp><speaker>ANN</speaker></sp>")
    (speech,) = script.scenes[0].speeches()
    assert [part.text for part in speech.body] == ["ANN"]
    assert problems == [("speech-without-words", 1)]


def test_a_speech_without_printed_name_gets_the_one_its_person_has_elsewhere() -> None:
    scene = read_scene(f"<sp who='#a'><speaker>ANN.</speaker><p>One.</p></sp>{SP}")
    assert [s.speaker for s in scene.speeches()] == ["ANN", "ANN"]


@pytest.mark.parametrize(
    ("attributes", "part"),
    [
        ('part="I"', "I"),
        ('part="M"', "M"),
        ('part="F"', "F"),
        ('part="N"', None),
        ('next="#x"', "I"),
        ('prev="#x"', "F"),
        ('prev="#x" next="#y"', "M"),
        ('part="I" prev="#x"', "M"),
    ],
)
def test_parts_of_a_shared_line(attributes: str, part: str | None) -> None:
    assert read_speech(f"<l {attributes}>Aye</l>").lines[0].part == part


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<l>la</l>", "verse"),
        ("<lg><l>la</l></lg>", "verse"),
        ('<lg type="song"><l>la</l></lg>', "lyric"),
        ('<q type="song"><lg><l>la</l></lg></q>', "lyric"),
        ("<quote><l>la</l></quote>", "lyric"),
        ('<q type="letter"><l>la</l></q>', "verse"),
        ("<p>Hear: <q><l>la</l></q></p>", "lyric"),
    ],
)
def test_kinds_of_lines(content: str, kind: str) -> None:
    assert read_speech(content).lines[-1].kind == kind


def test_verse_inside_a_paragraph_parts_it() -> None:
    speech = read_speech("<p>One <l>two</l> three</p>")
    assert [(line.kind, line.text) for line in speech.lines] == [
        ("prose", "One"),
        ("verse", "two"),
        ("prose", "three"),
    ]


def test_a_letter_without_paragraphs_is_a_line() -> None:
    speech = read_speech(
        '<stage>Reads.</stage><lb n="7"/><q type="letter">Dear <lb n="8"/>all.</q>'
    )
    assert [part.text for part in speech.body] == ["Reads.", "Dear all."]
    assert speech.lines[0].milestones == (Milestone(0, "7"), Milestone(5, "8"))


# ------------------------------------------------------------------- words and spaces


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("\n   One\n   two.\n  ", "One two."),
        ("One <hi>two</hi>three", "One twothree"),
        ("One<pb/>two", "One two"),
        ("One<pb break='no'/>\n two", "Onetwo"),
        ("One<lb/>two", "One two"),
        ("One<lb rend='linebreak'/> two", "One\ntwo"),
        ("One<stage>Bell.</stage>two", "One two"),
        ("One <stage>Bell.</stage>, two", "One, two"),
        ("Quoi ? <hi>Rien</hi> !", "Quoi ? Rien !"),
        ("One<note>n</note>, two", "One, two"),
        ("One<!-- x -->two <?y z?>three", "Onetwo three"),
        ("One\u00a0! two", "One\u00a0! two"),
        ("<choice><orig>vpon</orig><reg>upon</reg></choice> us", "upon us"),
        ("<choice><sic>teh</sic><corr>the</corr></choice> sea", "the sea"),
        ("<choice><expan>Doctor</expan><abbr>Dr</abbr></choice> Orme", "Doctor Orme"),
        ("<app><lem>sea</lem><rdg>see</rdg></app> air", "sea air"),
        ("sea <fw>page 9</fw><gap/>air", "sea air"),
        ("<w>Who</w><c> </c><w>goes</w><pc>?</pc>", "Who goes?"),
        (
            "\n<w>Who</w>\n<w>goes</w>\n<pc>?</pc>\n<pc>(</pc>\n<w>I</w>\n<pc>)</pc>",
            "Who goes? (I)",
        ),
        ("<w>Who</w><w>goes</w><pc>?</pc>", "Who goes?"),
        (
            "\n<pc>„</pc>\n<w>Herr</w>\n<w>Rabe</w>\n<pc>“</pc>\n<w>und</w>\n<pc>“</pc>\n<w>so</w>",
            "„Herr Rabe“ und “so",
        ),
        (
            "„Herr Rabe“<stage>leise</stage> und »ja«<stage>laut</stage> »nein«",
            "„Herr Rabe“ und »ja« »nein«",
        ),
        ("<w>be<lb/>hind</w>", "behind"),
        ("<w join='right'>can</w> <w>not</w>", "cannot"),
    ],
)
def test_words_are_neither_glued_nor_split(content: str, text: str) -> None:
    assert read_line(content).text == text


@pytest.mark.parametrize(
    ("content", "styles"),
    [
        ("<hi>a</hi>", ["italic"]),
        ("<hi rend='bold'>a</hi>", ["bold"]),
        ("<hi rend='bold italic'>a</hi>", ["bold", "italic"]),
        ("<hi rend='underline'>a</hi>", ["underline"]),
        ("<hi rend='superscript'>a</hi>", []),
        ("<emph>a</emph>", ["italic"]),
        ("<foreign>a</foreign>", ["italic"]),
        ("<title>a</title>", ["italic"]),
        ("<name>a</name>", []),
    ],
)
def test_emphasis(content: str, styles: list[str]) -> None:
    line = read_line(f"so {content} on")
    assert [run.style for run in line.emphasis] == styles
    assert all(line.text[run.start : run.end] == "a" for run in line.emphasis)


def test_emphasis_goes_on_over_a_paragraph_that_is_parted() -> None:
    speech = read_speech("<p><hi>One <l>two</l> three</hi></p>")
    assert [len(line.emphasis) for line in speech.lines] == [1, 1, 1]


def test_a_line_that_is_all_direction_is_a_direction() -> None:
    assert read_speech("<p><stage>(nods)</stage></p><p>Aye.</p>").body[0] == Direction(
        "(nods)", Span("a.xml"), "stage"
    )


def test_a_division_inside_emphasis_is_read() -> None:
    scene = read_scene("<hi><div type='scene'><head>S</head><p>One.</p></div></hi>")
    assert [speech.text for speech in scene.speeches()] == ["One."]


def test_an_unknown_element_keeps_its_words_and_is_told_of_once() -> None:
    script, problems = told(
        "<sp who='#a'><p>One <blink>two</blink></p>\n<p><blink>three</blink></p></sp>"
    )
    (speech,) = script.scenes[0].speeches()
    assert speech.text == "One two\nthree"
    assert problems == [("tei-unknown-element", 1)]


WORD = st.sampled_from(["sea", "lamp", "élan", "it's", "Öl", "тик"])
ELEMENTS = [
    *("hi", "emph", "stage", "blink", "seg", "w", "note", "l", "p", "lg", "q", "floatingText"),
    *("div", "sp", "trailer", "list", "item", "set", "epilogue", "head"),
]
INLINE = st.recursive(
    WORD,
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}> {' '.join(made[1])} </{made[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(INLINE, min_size=1, max_size=6))
def test_no_word_is_lost_however_the_elements_are_nested(parts: list[str]) -> None:
    source = f"<div type='scene'><sp who='#a'>{' '.join(parts)}</sp></div>"
    data = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>{source}</body></text></TEI>"
    script = parse_tei(data.encode(), "a.xml").value
    assert script is not None
    out: list[str] = [note.text for note in script.notes]
    for scene in script.scenes:
        for speech in scene.speeches():
            for part in speech.body:
                out.append(part.text)
                if isinstance(part, Line):
                    out += (direction.text for direction in part.directions)
    expected = re.sub(r"<[^>]*>", " ", " ".join(parts))
    assert sorted(" ".join(out).split()) == sorted(expected.split())


# ------------------------------------------------------------------------ odd files


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"<TEI><text>\n<body></text></TEI>", "xml-broken", "a.xml:2:"),
        (b"<TEI><text>\n<p>A & B</p>", "xml-broken", "a.xml:2:"),
        (b"<TEI><p>&nbsp;</p></TEI>", "xml-broken", "a.xml:1:"),
        (b"<TEI>\xff\xfe</TEI>", "xml-broken", "a.xml:1:"),
        (b"", "xml-broken", "a.xml:1:"),
        (b"<html><body/></html>", "not-tei", "a.xml:1:"),
        (b'<TEI xmlns="http://other.example/"><text/></TEI>', "not-tei", "a.xml:1:"),
        (b"<!DOCTYPE TEI><TEI><text/></TEI>", "xml-doctype", "a.xml:1:"),
        (b'<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI/>', "xml-doctype", "a.xml:1:"),
        (b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>', "xml-doctype", "a.xml:1:"),
        (b"<TEI><teiHeader/></TEI>", "script-empty", "a.xml:1:"),
        (b"<TEI><text>" + b"<p>" * 90 + b"x" + b"</p>" * 90 + b"</text></TEI>", "xml-too-deep", ""),
    ],
)
def test_files_that_are_no_play(data: bytes, code: str, place: str) -> None:
    result = parse_tei(data, "a.xml")
    assert result.value is None
    (problem,) = result.problems
    assert (problem.code, problem.severity) == (code, "error")
    assert problem.hint
    assert str(problem.span).startswith(place)


def test_a_file_on_this_machine_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    data = f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "{secret.as_uri()}">]><TEI><text>&s;</text></TEI>'
    assert parse_tei(data.encode(), "a.xml").value is None


def test_nesting_up_to_the_limit_is_read() -> None:
    deep = "<div>" * 50 + SP + "</div>" * 50
    assert read_scene(deep).elements


def test_utf_16_is_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><TEI><text><body><p>Öl.</p></body></text></TEI>'
    script = parse_tei(text.encode("utf-16"), "a.xml").value
    assert script is not None
    assert [s.text for s in script.scenes[0].speeches()] == ["Öl."]


def test_what_stands_before_the_first_scene_may_not_be_endless_either(tmp_path: Path) -> None:
    front = f"<front><epigraph><p>{'word ' * 40_001}</p></epigraph></front>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{front}<body>{SP}</body></text></TEI>'
    (tmp_path / "a.xml").write_text(text, "utf-8")
    problems = read_script(tmp_path / "a.xml", "a.xml").problems
    assert "text-too-long" in [problem.code for problem in problems]
