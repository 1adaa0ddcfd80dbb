"""Words folded for comparing, each with where it stands in the original.

Takes any text; gives its `Words`. Matching happens on the folded words, reporting on
the original offsets, so nothing here ever needs to be undone. Folded away are what
pages, keyboards and habits change without changing a word: case, accents, ligatures
and width (Unicode NFKC), soft hyphens, the apostrophe's shape, contractions
(`don't` and `do not`), the spelling of old editions (`drown'd`, `o'er`), grouped digits
(`8,316`). Punctuation, quotes, dashes and ellipses stand between words and vanish.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

APOSTROPHES = "'’‘ʼ´`′ʹ‛＇"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_TAIL = rf"(?:(?:[{_MARKS}{_INVISIBLE}]+|[{APOSTROPHES}](?=[^\W_]))[^\W_]*)*"
_WORD = re.compile(
    rf"[^\W\d_][^\W_]*{_TAIL}"
    r"|(?<![\d.])\d{1,3}(?:[,.\u00a0\u202f’']\d{3})+(?![.\d]*\w)"
    rf"|\d[^\W_]*{_TAIL}"
    r"|&"
)
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
"""The same where no digit, no mark above a letter and no rare apostrophe is in the text: a
good deal faster."""

_NOT_PLAIN = re.compile(rf"[\d{_MARKS}{_INVISIBLE}{APOSTROPHES[2:]}]")
_DROP = re.compile(f"[{_INVISIBLE}]")
_ANY_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_GROUPED = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f’']\d{3})+$")

_WHOLE = {
    "can't": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "am not",
    "cannot": "can not",
    "cant": "can not",
    "dont": "do not",
    "wont": "will not",
    "didnt": "did not",
    "doesnt": "does not",
    "isnt": "is not",
    "wasnt": "was not",
    "couldnt": "could not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "havent": "have not",
    "hasnt": "has not",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "theyre": "they are",
    "thats": "that is",
    "whats": "what is",
    "theres": "there is",
    "hes": "he is",
    "shes": "she is",
    "its": "it is",
    "let's": "let us",
    "lets": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "do not know",
    "cos": "because",
    "cuz": "because",
    "coz": "because",
    "til": "until",
    "till": "until",
    "ok": "okay",
    "tis": "it is",
    "twas": "it was",
    "twere": "it were",
    "twill": "it will",
    "o'er": "over",
    "e'er": "ever",
    "ne'er": "never",
    "e'en": "even",
    "ta'en": "taken",
    "th": "the",
    "em": "them",
    "&": "and",
    "t": "it",  # an old edition's "in ’t"
    "s": "is",
    "ll": "will",
}
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "m": "am", "s": "is", "t": "it"}
_BEFORE_WOULD = frozenset(
    re.findall(
        r"\S+",
        """
i you he she it we they that who there what where how this everybody somebody nobody
""",
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of `text`: `folded[i]` stands at `text[starts[i]:ends[i]]`.

    A contraction gives two folded words with the same place. Starts never decrease.
    """

    text: str
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)


def words(text: str) -> Words:
    """The folded words of a text with their places (0-based, half-open, characters)."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        parts = fold(text[start:end])
        folded += parts
        if len(parts) == 1:
            starts.append(start)
            ends.append(end)
        else:
            starts += [start] * len(parts)
            ends += [end] * len(parts)
    return Words(text, tuple(folded), tuple(starts), tuple(ends))


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words alone, where their places do not matter."""
    return tuple(chain.from_iterable(map(fold, _written(text))))


def _written(text: str) -> list[str]:
    """The words as written."""
    found: list[str] = (_WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD).findall(text)
    return found


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each folded word stands in the texts."""
    counts: Counter[str] = Counter()
    for word, times in Counter(chain.from_iterable(map(_written, texts))).items():
        for part in fold(word):
            counts[part] += times
    return counts


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> tuple[str, ...]:
    """One word as written, folded: usually one, for a contraction two or three.

    Folding a folded word gives it again.
    """
    if word.isascii() and word.isalpha():
        plain = word.lower()
        return tuple(_WHOLE[plain].split()) if plain in _WHOLE else (plain,)
    if _GROUPED.match(word):
        return (re.sub(r"\D", "", word),)
    # apostrophes first: NFKC makes a space and an accent of ´
    plain = _ANY_APOSTROPHE.sub("'", _DROP.sub("", word))
    plain = unicodedata.normalize("NFKC", plain).casefold()
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if not unicodedata.combining(letter)
    )
    plain = "".join(letter for letter in plain if letter.isalnum() or letter in "'&")
    if plain in _WHOLE:
        return tuple(_WHOLE[plain].split())
    if "'" in plain:
        return _fold_apostrophe(plain)
    return (plain,) if plain else ()


def _fold_apostrophe(plain: str) -> tuple[str, ...]:
    stem, _, ending = plain.rpartition("'")
    bare = stem.replace("'", "")
    if ending == "t" and bare.endswith("n") and len(bare) > 1:
        return (*fold(bare[:-1]), "not")
    if ending == "d" and bare:
        return (*fold(bare), "would") if bare in _BEFORE_WOULD else fold(bare + "ed")
    if ending in _ENDINGS and bare:
        return (*fold(bare), _ENDINGS[ending])
    return fold(bare + ending)
