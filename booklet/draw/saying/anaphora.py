"""Whether a sentence can stand without the one before it.

Takes a sentence of criticism; gives its `Lean`: what the reader must know to understand
its opening. A margin note stands beside the quoted words, so "It" may mean these; "The
second" and "Instead" mean something that only the sentence before tells. The lists are
English, with the commonest words of German, French and Russian.
"""

from __future__ import annotations

import re
from typing import Literal

Lean = Literal["", "connective", "thing", "person", "list"]
"""`connective`: joined on by "But" or "So", which a reader forgives. `thing`: speaks of an
"it" or "this". `person`: of a "she" that no name explains. `list`: counts on, or compares
with, what the sentence before says, or is an aside to it."""

_QUOTED = re.compile(
    r"“[^“”]{0,2000}+”|„[^„“”]{0,2000}+[“”]|»[^»«]{0,2000}+«|‘[^‘’]{0,400}’(?!\w)|«[^«»]{0,2000}+»|\"[^\"]{0,2000}\""
)
_MARK = re.compile('[“‘«„»"]')
_EDGE = r"^[\W_]*+"

_LIST = re.compile(
    _EDGE + r"(?:the\s+(?:(?:first|second|third|fourth|fifth|last|other|next)\s+"
    r"(?:is|was|are|were|of|one|has|had|does|takes|comes|,)|(?:latter|former|others?|same)\b"
    r"|(?:two|three|four|five)\s+(?:are|were|have|of\s+them)\b)"
    r"|(?:two|three|four|five|six)\s+\w+\s+(?:are|were|have|had)\b"
    r"|others?\b|another\b|both\b|neither\b|either\b|nor\b|or\b|such\b|its\b|their\b|not\s+so\b"
    r"|so\s+(?:is|was|does|did|would|too)\b|quite\s+so\b|(?:because\s+of|despite|after)\s+th(?:is|at)\b"
    r"|there\s+(?:she|he|it|they)\b"
    r"|(?:der|die|das)\s+(?:zweite|dritte|andere|letztere|erstere)\b"
    r"|l[ea]\s+(?:seconde?|troisième|dernière?)\b|второй\b|третий\b|другой\b)",
    re.I,
)
_WORK = (
    r"(?:script|play|film|movie|screenplay|piece|work|drama|story|author|writer|production|"
    r"stück|pièce|пьеса|фильм)\b"
)
_THING = re.compile(
    _EDGE + r"(?:(?:perhaps|maybe|surely|certainly|indeed|but|and|so|yet|of\s+course)[\s,]+)?"
    r"(?:(?:i|we|one)\s+(?:think|believe|suspect|find|feel|hope|suppose|know)\s+(?:that\s+)?)?"
    r"(?:it|it[’']s|this|that|that[’']s|these|those"
    r"|das|dies|dieser|diese|dieses|es|cela|ceci|ça|c[’']est|это|этот|эта|эти)\b"
    rf"(?!\s+(?:(?:is|was)\s+(?:a|the)\s+(?:\w+\s+)?)?{_WORK})",
    re.I,
)
# "It is easy to …", "It was not the author who …": nothing before is meant
_IMPERSONAL = re.compile(
    _EDGE + r"it(?:[’']s|\s+(?:is|was|would\s+be|will\s+be|may\s+be|might\s+be|can\s+be|has\s+been"
    r"|seems|seemed|takes))(?:\s+[\w’'-]+){1,3}?\s+(?:to|that|how|why|who|whether)\b",
    re.I,
)
_PERSONAL = re.compile(
    r"\b(?:he|she|they|him|his|her|hers|them|their|theirs|er|sie|ihn|ihm|ihr|ihre|seine?|il|elle|"
    r"ils|elles|lui|он|она|они|его|её|ее|им|их|ему|ей)(?:[’'](?:s|d|ll|re|ve))?\b",
    re.I,
)
_CONNECTIVE = re.compile(
    _EDGE + r"(?:(?:and|but|so|yet|then|still|again|now|however|instead|also|otherwise|thus|hence"
    r"|therefore|consequently|moreover|furthermore|likewise|similarly|elsewhere|meanwhile"
    r"|conversely|indeed|besides|accordingly|aber|und|doch|dann|stattdessen|ebenso|mais|et|puis"
    r"|ensuite|но|и|а|тогда|поэтому)\b"
    r"|(?:in\s+(?:other\s+words|contrast|turn|fact|short)|after\s+all|by\s+contrast"
    r"|as\s+a\s+result|on\s+the\s+other"
    r"|for\s+(?:example|instance|this|that)|what\s+is\s+more|кроме\s+того)\b)",
    re.I,
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÞŁŚŠŽА-ЯЁΑ-Ω][\w’'-]+")
_OPENING_WORDS = 12
"""A "she" after so many words is explained by what stands before it in the sentence."""

_ROLE = re.compile(
    r"\b(?:a|an|the|any|no|every|one|some)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:man|woman|girl|boy|child|person|people|mother|father|daughter|son|wife|husband|brother|"
    r"sister|couple|clerk|officer|king|queen|lovers?|actors?|author|writer|critics?|readers?|"
    r"audience|viewers?|neighbours?|villagers?|heroine|hero|character|characters|widow|servant)s?\b",
    re.I,
)


def lean(sentence: str) -> Lean:
    """What the opening of a sentence leans on; "" where it stands by itself."""
    plain = without_quotations(sentence)
    if _LIST.match(plain) or plain.startswith("("):
        return "list"
    if _THING.match(plain) and not _IMPERSONAL.match(plain):
        return "thing"
    if leans_on_person(plain):
        return "person"
    if _CONNECTIVE.match(plain):
        return "connective"
    return ""


_POINTS_BACK = re.compile(r"\b(?:it|this|that|them|these|those|so|one|none|both)[\W_]*$", re.I)
_LAST_CHARACTERS = 12
_DENIES = re.compile(
    _EDGE + r"(?:\w[\w’'-]*+\s+){1,3}?(?:(?:is|was|are|were|does|did|do|has|had|could|would|can)"
    r"(?:\s+(?:not|never|neither)\b|n[’']t\b)|cannot\b)",
    re.I,
)
_ASSERTS = re.compile(
    _EDGE + r"(?:it|that|this|he|she|they|rather|instead|on\s+the\s+contrary)\b", re.I
)
_BIDS = re.compile(
    _EDGE + r"(?:look|consider|listen|notice|note|compare|take|recall|think|watch)\b", re.I
)
_SHORT_BID = 10


def points_back(sentence: str) -> bool:
    """Whether a sentence ends in an "it" or "this" that was told before it."""
    return bool(_POINTS_BACK.search(sentence[-_LAST_CHARACTERS:]))


def leaves_open(sentence: str, onward: str) -> bool:
    """Whether a sentence only prepares the next one: "It is not this." "It is that.", or
    "Look at the last word."
    """
    if not onward:
        return False
    if _BIDS.match(sentence) and len(sentence.split()) <= _SHORT_BID:
        return True
    return bool(_DENIES.match(sentence) and _ASSERTS.match(onward))


def leans_on_person(plain: str) -> bool:
    """Whether a "he" or "she" comes before anybody is named that it could mean."""
    opening = " ".join(plain.split()[:_OPENING_WORDS])
    pronoun = _PERSONAL.search(opening)
    if pronoun is None:
        return False
    before = opening[: pronoun.start()]
    first = re.match(r"\W*\w+", before)  # a capital that only begins the sentence
    named = any(
        first is None or match.end() > first.end() or _is_name_like(match.group(), before)
        for match in _CAPITALISED.finditer(before)
    )
    return not named and not _ROLE.search(before)


def _is_name_like(word: str, before: str) -> bool:
    """Whether the sentence's first word is rather a name: "Wren gets …", not "When she …"."""
    return word.lower() not in _OPENERS and len(before.split()) > 0


_OPENERS = frozenset(
    re.findall(
        r"\S+",
        """
a an the this that these those it its he she they his her their there here when while if as
because since although though after before until once for from with without in on at by of to
and but or so yet then now what who how why where which whatever whoever not no never nothing
nobody everybody everyone everything all some any most many much more one two three let look
listen notice compare consider note think take ask watch see hear read only even just perhaps
maybe both neither either each every such still again instead later earlier also like unlike
wenn als weil nach vor bei mit ohne in auf und aber doch wo was wer quand si comme parce après
avant dans sur avec sans mais et où que qui когда если как потому после в на с без и но где что
""",
    )
)


def without_quotations(sentence: str) -> str:
    """The sentence with what stands in quotation marks made into one capital Q: who is
    quoted or what is quoted, something stands there."""
    return _QUOTED.sub("q", sentence) if _MARK.search(sentence) else sentence
