"""Words, folded so that the script and the printed page can be compared.

In: text as the script has it, or as the page shows it. Out: its words without what
printing changes: case, the accents of Greek (which capitals drop), hyphens, apostrophes
and quotation marks, ligatures, and the kind of dash or ellipsis between words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from booklet.proof.direction import runs_backwards

# Dashes and ellipses part words, however they are typed; a single hyphen does not.
_CHUNK = re.compile(r"(?:(?!\.\.|--)[^\s—–―…‥])+")
HYPHENS = "-\u2010\u2011\u00ad"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where its letters stand in the text it is from."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """A folded word, as the edition spells it, and what stands between it and the word before
    it (" ", "—"); None where there is none, or where that is for a template to say."""

    folded: str
    spelled: str
    before: str | None


_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff][\u0300-\u036f\u0370-\u03ff\u1f00-\u1fff]*")


_NUMBER = re.compile(r"\d+")


def fold(text: str) -> str:
    """The letters and digits alone, compatibility forms and case folded (UAX 15, UAX 31).

    In a word that is read from right to left numbers come last: on which side of it one is
    read is not to be seen.
    """
    composed = normalize("NFKC", text).casefold()
    if not composed.isascii():
        composed = _GREEK.sub(lambda found: _letters(normalize("NFD", found.group())), composed)
    letters = composed if composed.isalnum() else _letters(normalize("NFKC", composed))
    if letters.isascii() or letters.isalpha() or not runs_backwards(letters):
        return letters
    return _NUMBER.sub("", letters) + "".join(sorted(_NUMBER.findall(letters)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def words(text: str) -> list[Word]:
    """The words of a text; of one that has no letter or digit, its signs.

    So a speech that is only a dash or a question mark can be looked for as well.
    """
    found = []
    for chunk in _CHUNK.finditer(text):
        folded = fold(chunk.group())
        if folded:
            found.append(Word(folded, chunk.start(), chunk.end()))
    return found or signs(text)


def spelled_words(text: str, before: str | None = None) -> list[tuple[Word, SpelledWord]]:
    """The words of a text as `words` has them, each also by its spelling.

    `before` is what stands between the text and a word before it, None where there is none.
    """
    found = []
    end = 0
    for word in words(text):
        gap = None if before is None else before + text[end : word.start]
        found.append((word, SpelledWord(word.folded, text[word.start : word.end], gap)))
        end, before = word.end, ""
    return found


def signs(text: str) -> list[Word]:
    """The signs of a text without letters, dashes and ellipses of one kind."""
    return [Word(fold_signs(m.group()), m.start(), m.end()) for m in re.finditer(r"\S+", text)]


def fold_signs(text: str) -> str:
    """Signs with one dash, one ellipsis and straight quotation marks."""
    folded = re.sub(r"[—–―‒‐‑]|--+", "-", text)
    folded = re.sub(r"…|\.\.\.+", "…", folded)
    folded = re.sub(r"[“”„«»]", '"', folded)
    return re.sub(r"[‘’‚]", "'", folded)


def chunks(text: str) -> list[tuple[int, int]]:
    """Where the unbroken pieces of a text stand, punctuation included: (start, end)."""
    return [chunk.span() for chunk in _CHUNK.finditer(text)]
