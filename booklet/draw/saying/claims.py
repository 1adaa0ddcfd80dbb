"""What a sentence of criticism says beyond the words it quotes.

Takes a sentence without its quotations; gives its worth as a comment. A claim is worth
more than a recap: critics claim with certain words, and retell with others. The lists are
English with a few words of other languages; without them, what counts is how much is said.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import pairwise

from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.rarity import COMMON_WORDS

_FULL = 12  # so many telling words make a sentence full
_CLAIM = 0.3
_MOST_CLAIMS = 3
_REFLECTS = 0.3  # for every sentence that does not retell
_RECAP = 0.5
_RECAP_WITH_CLAIM = 0.15
_FRAGMENT = 0.2  # the most that fewer than four words can be worth

_CLAIMS = frozenset(
    re.findall(
        r"\S+",
        """
mean means meaning show shows imply implies implied argue argues because irony ironic ironically
audience viewer viewers reader readers film movie play script screenplay author writer director
perhaps seems becomes essentially ultimately point truth line sentence phrase moment language
nothing never must ought should us our we significance theme themes rather instead
значит смысл словно потому автор bedeutet zeigt weil sondern ironie zuschauer leser stück
signifie montre parce spectateur spectateurs lecteur lecteurs pièce
""",
    )
)
_CLAIM_STEMS = (
    *("suggest", "reveal", "impli", "argu", "metaphor", "symbol", "signif", "represent", "embod"),
    *("emphasi", "highlight", "underscor", "contrast", "paradox", "parallel", "echo", "accura"),
    *("показыва", "ирони", "зрител", "пьес"),
)
_CLAIM_PAIRS = frozenset(
    [
        *(("as", "if"), ("as", "though"), ("other", "words"), ("no", "longer"), ("not", "a")),
        *(("not", "an"), ("not", "the"), ("not", "merely"), ("not", "just"), ("not", "only")),
        *(("the", "most"), ("the", "only"), ("the", "best"), ("the", "real"), ("the", "whole")),
        *(("is", "not"), ("was", "not"), ("are", "not"), ("can", "not"), ("i", "think")),
        *(("i", "believe"), ("i", "blame"), ("i", "see"), ("i", "find"), ("i", "read")),
        *(("i", "take"), ("i", "hear"), ("i", "doubt")),
    ]
)
_RECAPS = frozenset(
    re.findall(
        r"\S+",
        """
say says said tell tells told ask asks asked reply replies replied answer answers goes comes walk
walks meet meets find finds give gives take takes put puts look looks leave leaves arrive arrives
responds respond writes joins discloses reveals declares explains learns discovers confesses
return returns decide decides try tries begin begins start starts turn turns sit sits stand stands
then when after later meanwhile eventually finally next
говорит спрашивает отвечает приходит уходит sagt fragt kommt geht dit demande arrive
""",
    )
)
_BEFORE_NOUN = frozenset(["a", "the", "his", "her", "their", "its", "this"])
_NARRATES = 0.25  # "Wren takes …": what happens, told in the present
_SETS_SCENE = re.compile(
    r"[\W_]*+(?:in|at|during|after|before|when|while|later|by|near|towards?|throughout)\b[^,.;]{0,60}?"
    r"\b(?:scene|shot|sequence|act|film|movie|play|script|story|ending|end|beginning|opening|finale|"
    r"climax)\b[^,.;]{0,30},",
    re.I,
)
_IS_REVEALED = re.compile(
    r"\bit\s+(?:is|was|turns|turned)\s+(?:later\s+|then\s+|soon\s+)?(?:revealed|discovered|disclosed|"
    r"shown|out|explained)\s+that\b",
    re.I,
)
_ACTS = re.compile(
    r"(?<![\w’'-])(?P<who>[^\W\d_][\w’'-]++)\s++(?:[a-z]+ly\s+|also\s+|then\s+)?(?P<does>[a-z]+s)\b"
)
_SUBJECT_WORDS = 8
_STATES = frozenset(
    re.findall(
        r"\S+",
        """
is was has does seems means shows suggests implies represents embodies becomes remains lacks
needs deserves argues insists claims denies minds hears sees thinks treats refuses fails holds
knows believes understands wants stands owes belongs matters always perhaps this his hers its
yes as less unless words lines others ours theirs us
""",
    )
)
"""Words in -s that tell of no deed: what somebody is, holds or claims."""

_OPENS_PERSONAL = re.compile(
    r"[\W_]*+(?:he|she|they|him|his|her|their|он|она|они|er|sie|il|elle|ils)\b", re.I
)


def worth(plain: str, known: Container[str], names: Container[str]) -> float:
    """From about 0 to 2. `known` are the quoted words, `names` those of the speakers."""
    everything = _folded(plain)
    folded = [word for word in everything if word not in known]
    telling = {
        word for word in folded if len(word) > 2 and word not in COMMON_WORDS and word not in names
    }
    claims = _count_claims(everything)
    value = min(len(telling), _FULL) / _FULL + _CLAIM * min(claims, _MOST_CLAIMS) + _REFLECTS
    personal = bool(_OPENS_PERSONAL.match(plain))
    if ("that" in everything and _IS_REVEALED.search(plain)) or _SETS_SCENE.match(plain):
        value -= _RECAP
    elif claims < 2 and _narrates(plain, names):
        value -= _NARRATES
    if _retells(everything) and (personal or any(word in names for word in folded)):
        value -= _REFLECTS
        value -= _RECAP if claims == 0 else _RECAP_WITH_CLAIM if claims == 1 else 0.0
    return value if len(folded) >= 4 else min(value, _FRAGMENT)


def _retells(folded: tuple[str, ...]) -> bool:
    """Whether a word of retelling stands there: "she replies", not "her reply"."""
    return not _RECAPS.isdisjoint(folded) and any(
        word in _RECAPS and before not in _BEFORE_NOUN for before, word in pairwise(("", *folded))
    )


def _narrates(plain: str, names: Container[str]) -> bool:
    """Whether a sentence opens with what somebody of the script does."""
    opening = " ".join(plain.split()[:_SUBJECT_WORDS])
    return any(
        match["does"] not in _STATES
        and not _is_claim(match["does"])
        and (
            match["who"].lower() in ("he", "she")
            or (match["who"][0].isupper() and match["who"].casefold() in names)
        )
        for match in _ACTS.finditer(opening)
    )


@lru_cache(maxsize=64)  # a sentence is weighed for each quotation near it
def _folded(plain: str) -> tuple[str, ...]:
    return folded_words(plain)


@lru_cache(maxsize=64)
def _count_claims(folded: tuple[str, ...]) -> int:
    """Words and pairs of words with which critics claim something."""
    count = sum(map(_is_claim, folded))
    return count + sum(map(_CLAIM_PAIRS.__contains__, pairwise(folded)))


@lru_cache(maxsize=1 << 14)
def _is_claim(word: str) -> bool:
    return word in _CLAIMS or word.startswith(_CLAIM_STEMS)
