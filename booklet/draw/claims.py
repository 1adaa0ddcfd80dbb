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

from booklet.draw.normalise import folded_words
from booklet.draw.rarity import COMMON_WORDS

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
return returns decide decides try tries begin begins start starts turn turns sit sits stand stands
then when after later meanwhile eventually finally next
говорит спрашивает отвечает приходит уходит sagt fragt kommt geht dit demande arrive
""",
    )
)
_OPENS_PERSONAL = re.compile(
    r"[\W_]*(?:he|she|they|him|his|her|their|он|она|они|er|sie|il|elle|ils)\b", re.I
)
_OPENS_TURN = re.compile(
    r"[\W_]*(?:but|however|and|so|yet|also|then|но|и|aber|und|mais|et)\b", re.I
)


def worth(plain: str, known: Container[str], names: Container[str]) -> float:
    """From about 0 to 2. `known` are the quoted words, `names` those of the speakers."""
    everything = folded_words(plain)
    folded = [word for word in everything if word not in known]
    telling = {
        word for word in folded if len(word) > 2 and word not in COMMON_WORDS and word not in names
    }
    claims = _count_claims(everything)
    value = min(len(telling), _FULL) / _FULL + _CLAIM * min(claims, _MOST_CLAIMS) + _REFLECTS
    personal = bool(_OPENS_PERSONAL.match(plain))
    if not _RECAPS.isdisjoint(everything) and (personal or any(word in names for word in folded)):
        value -= _REFLECTS
        value -= _RECAP if claims == 0 else _RECAP_WITH_CLAIM if claims == 1 else 0.0
    # "He …", "But …": lost without the sentence before
    value -= 0.15 * personal + 0.1 * bool(_OPENS_TURN.match(plain))
    return value if len(folded) >= 4 else min(value, _FRAGMENT)


def _count_claims(folded: tuple[str, ...]) -> int:
    """Words and pairs of words with which critics claim something."""
    count = sum(map(_is_claim, folded))
    return count + sum(pair in _CLAIM_PAIRS for pair in pairwise(folded))


@lru_cache(maxsize=1 << 14)
def _is_claim(word: str) -> bool:
    return word in _CLAIMS or word.startswith(_CLAIM_STEMS)
