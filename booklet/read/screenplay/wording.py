"""The words by which lines of a screenplay are known, in the languages they are written in.

Takes the text of a line; says what its wording makes likely. Nothing here decides alone.
"""

from __future__ import annotations

import re

from booklet.languages import any_of

HEADING = re.compile(
    r"(?:(?:[^\sA-Za-z]{1,5}|\d+[A-Z]{1,2}|[il])[.)]?\s++){0,2}[(\[]?"
    rf"(?:(?:{any_of('scene_headings')})(?:\b|(?<=[一-鿿]))[.:]?\s*[/\-]?|I\s*/\s*E\b\.?|E\s*/\s*I\b\.?)",
    re.I,
)
"""How a heading of a scene begins."""

_WITHIN = re.compile(r"\b(?:INT|EXT)\.", re.I)

TIME = re.compile(rf"\b(?:{any_of('times_of_day')})\b[\s.)]*+(?:\d+[A-Z]?)?$", re.I)

SHOT = re.compile(
    r"^(?:(?:EXTREME |VERY )?(?:CLOSE|CLOSER|WIDE|WIDER|TIGHT|LONG|MEDIUM|FULL|HIGH|LOW|ANOTHER|"
    r"NEW|REVERSE|TWO|MASTER|ESTABLISHING|AERIAL|MOVING|TRACKING)?\s*(?:ANGLE|SHOT|POV|P\.O\.V\.?|"
    r"CLOSEUP|CLOSE-UP|CLOSE UP|CLOSE ON|INSERT|BACK TO|VIEW|FAVOR(?:ING)?|ON THE)\b|"
    r"CLOSE\b|INSERT\b|MONTAGE\b|SERIES OF\b|FLASHBACK\b|INTERCUT\b|TITLE\b|SUPER\b|ANGLE\b|CU\b|"
    r"SEQUENCE\b|SCENE\b)"
)

TRANSITION = re.compile(rf"^(?:{any_of('transition_patterns')})[^a-z]{{0,30}}[:.\s…]*$")

MORE = re.compile(
    rf"^[^\w(\[]*+[\[(]?\s*+(?:{any_of('going_on_patterns')})[\s.:;\])]*+(?:\(\d+\))?[.:\s]*+$",
    re.I,
)
"""Words that say a page or a speech goes on."""

CONTINUED = re.compile(
    r"^(?:\S{1,6}\s++){0,2}[\[(]?\s*+(?:CONTINUED|CONTINUING|Continued|CONT'?D\.?)[\s:.)\]]*+"
    r"(?:\(\d+\)|\d+)?[.:\s\dA-Z]{0,8}$"
)

FURNITURE = re.compile(
    r"\b(?:rev(?:ised|ision|isions|\.)|draft|script|screenplay|pages?|p\.|www\.|https?:|\.com|\.org|"
    r"converted|copyright|©|blue|pink|yellow|white|green|goldenrod|buff|salmon|cherry|shooting|"
    r"final|rev\b|continued|omitted)",
    re.I,
)

DATE = re.compile(
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b(?:{any_of('months')})\.?\s+"
    r"(?:\d{1,2},?\s+)?\d{4}\b|\b(?:19|20)\d\d\b",
    re.I,
)

PAGE = re.compile(r"^[-–—.\s]*(?:p(?:age|g)?\.?\s*)?\d{1,3}[A-Z]?(?:-\d+[A-Z]?)?[-–—.\s]*$", re.I)
"""A number that stands alone."""

BYLINE = re.compile(
    rf"^(?:{any_of('credit_patterns')}|&|copyright|©|\(?c\)|tel|e-?mail|wga)\b", re.I
)

VOICE = re.compile(
    r"\(?\b(?:V\.?\s?O\.?|O\.?\s?S\.?|O\.?\s?C\.?|VOICE[ -]?OVER|OFF[ -]?SCREEN|OFF|"
    r"CONT[’'`]?\.?D?\.?|CONTINUING|CONTINUED|FILTERED|ON (?:TV|PHONE|RADIO)|"
    r"PRE-?LAP|SUBTITLED?|OVER)\)?[\s.)]*+$",
    re.I,
)
"""What stands behind a speaker's name."""

CODE = re.compile(r"[{}<>]|\w\(|\)\s*;|;\s*$|&[a-z]+;|https?:|\bvar\s+\w+\s*=|\w=\S|^//")
"""Signs of a page of the web, saved with its works."""

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_NAME_TAIL = re.compile(
    r"(?:(?<!\s)\s++|^)(?:V\.?\s?O\.?|V/O|O\.?\s?S\.?|O\.?\s?C\.?|CONT[’'`]?D\.?|CONTINUED|CONT\.)$",
    re.I,
)
_SPECK = re.compile(r"^(?:[|!iIlo0-9.*]|[A-Z]\))\s+(?=[^\W\d_]{2})")
_DIGITS = re.compile(r"\d+[A-Z]?")
_SPACES = re.compile(r"[\s.]+")


def is_placed(text: str) -> bool:
    """Whether a heading says inside or outside, as those of scenes do and those of shots do not."""
    return HEADING.match(text) is not None or _WITHIN.search(text) is not None


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are two at least."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def folded(text: str) -> str:
    """A line without its numbers, by which it is known when it comes back."""
    return _SPACES.sub(" ", _DIGITS.sub("#", text)).strip().casefold()


def bare_name(text: str) -> str:
    """A speaker's cue without what stands in brackets and behind the name."""
    bare = _SPECK.sub("", _BRACKETS.sub(" ", text))
    before = None
    while before != bare:
        before, bare = bare, _NAME_TAIL.sub("", bare.strip(" :.*-"))
    return _SPACES.sub(" ", bare).strip().casefold()


_TOLD_WORDS = """
    i i'm i'll i've i'd you you're you'll you've you'd your yours me my mine we we're
    we'll we've us our let's don't can't won't didn't isn't that's what's it's there's
    he's she's they're gonna gotta wanna yeah yes no okay ok oh well hey please thanks
    thank sorry hello hi sir mister maybe why what how who when where did do does can
    could would should will shall know think want need mean tell said say love hell damn
    god right sure good never ever just really here now about because got get
"""
TOLD = frozenset(_TOLD_WORDS.split())
"""Words of which people's talk has more than its telling."""

_SHOWN_WORDS = """
    a across against an and another around as at away back beat behind beside camera car
    closes comes door down enters exits eyes face from gets goes hands he head hear hears
    her him his holds in into its looks moves nods of off on opens other out over pause
    pulls puts reaches room runs see sees she silence sits slowly smiles stands stares
    starts steps stops street suddenly table takes the their them then they through to
    toward towards turns two under up walks wall watches we which who window with
"""
SHOWN = frozenset(_SHOWN_WORDS.split())
"""Words of which the telling has more than the talk."""

COMMON = TOLD | SHOWN
