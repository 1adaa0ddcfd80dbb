"""Words folded for comparing, each with where it stands in the original.

Takes any text; gives its `Words`. Matching happens on the folded words, reporting on
the original offsets, so nothing here ever needs to be undone. Folded away are what
pages, keyboards and habits change without changing a word: case, accents, ligatures
and width (Unicode NFKC), soft hyphens, the apostrophe's shape, contractions
(`don't` and `do not`), the spelling of old editions (`drown'd`, `o'er`, `вѣтеръ`), grouped digits
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


def folded_name(name: str) -> str:
    """A name for comparing: its folded words, or its signs where it has no words."""
    return " ".join(folded_words(name)) or name.strip()


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words alone, where their places do not matter."""
    for codec, folding in _FOLDINGS:
        try:
            flat = text.encode(codec).translate(folding)
        except UnicodeEncodeError:
            continue
        if _WITH_CARE in flat:
            break
        plain = flat.decode(codec)
        joined = "'" in plain
        if "ъ" in plain and not joined:
            plain = _HARD_SIGN.sub("", plain)
        found = (_LOOSE_APOSTROPHE.sub(" ", plain) if joined else plain).split()
        if not joined and _WHOLE.keys().isdisjoint(found):
            return tuple(found)
        return tuple(chain.from_iterable(map(fold, found)))
    pattern = _WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD
    return tuple(chain.from_iterable(map(fold, pattern.findall(text))))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each folded word stands in the texts."""
    return Counter(chain.from_iterable(map(folded_words, texts)))


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
    plain = _without_hard_sign(plain.translate(_BEFORE_1918))
    if plain in _WHOLE:
        return tuple(_WHOLE[plain].split())
    if "'" in plain:
        return _fold_apostrophe(plain)
    return (plain,) if plain else ()


_BEFORE_1918 = str.maketrans("ѣѳѵі", "ефии")
"""Letters of Russian before its reform and what is written for them since (Decree on the
Introduction of the New Orthography, 10 October 1918, 1-4)."""


def _without_hard_sign(word: str) -> str:
    """A Russian word without the hard sign at its end, which that decree does away with."""
    return word.rstrip("ъ") or word


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


_HARD_SIGN = re.compile(r"(?<=[^\Wъ])ъ+(?!\w)")
_LOOSE_APOSTROPHE = re.compile(r"(?<!\w)'|'(?!\w)")
_WITH_CARE = b"\0"
"""Stands for what is folded by more than its own letter: digits, ligatures, hyphenation."""


def _folding(codec: str) -> bytes:
    """The table that folds a text letter by letter, in an encoding of one byte a letter: a
    whole paragraph at once, where a pattern would look at every letter by itself."""
    return bytes(
        _folded_letter(bytes([code]).decode(codec, "replace"), codec) for code in range(256)
    )


def _folded_letter(letter: str, codec: str) -> int:
    if letter in APOSTROPHES:
        return ord("'")
    if letter.isalpha():
        plain = unicodedata.normalize("NFKC", letter).casefold()
        base = unicodedata.normalize("NFKD", plain).rstrip("".join(map(chr, range(0x300, 0x370))))
        base = base.translate(_BEFORE_1918)
        there = base.encode(codec, "ignore")
        return there[0] if len(base) == len(there) == 1 else _WITH_CARE[0]
    return _WITH_CARE[0] if letter.isalnum() or letter in _INVISIBLE + "&\0" else ord(" ")


_FOLDINGS = tuple((codec, _folding(codec)) for codec in ("cp1252", "cp1251"))
