"""Greek in capitals, which carry no accents.

In: a text that is to be set in capitals or small capitals. Out: the same in its own case,
its Greek letters without what capitals drop. WeasyPrint does that for `text-transform:
uppercase` where the language is Greek. Small capitals are the font's, and fonts keep the
accents, or have none for a letter with a breathing.

Source: the transform el-Upper of Unicode's CLDR; for the dialytika and the lone `ή`, ICU's
Greek uppercasing (https://icu.unicode.org/design/case/greek-upper).
"""

from __future__ import annotations

import re
from unicodedata import normalize

_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_ANY = re.compile(f"[{_GREEK}]")
_TONOS, _DIALYTIKA, _IOTA_BELOW = "\u0301", "\u0308", "\u0345"
_MARKS = "\u0300-\u036f"
_LETTER = re.compile(f"([{_GREEK}])([{_MARKS}]+)")
_NO_DIPHTHONG = re.compile(f"(?<=[αεηιουωΑΕΗΙΟΥΩ]{_TONOS})([ιυΙΥ])(?![{_MARKS}])")


def without_accents(text: str) -> str:
    """The text as its capitals have it.

    >>> without_accents("Μάιος ή Ἅιδης, τῷ ἀνθρώπῳ")
    'Μαϊος ή Αιδης, τωι ανθρωπωι'
    """
    if not _ANY.search(text):
        return text
    # Without its accent a vowel would seem to be one sound with the next.
    parted = _NO_DIPHTHONG.sub(rf"\1{_DIALYTIKA}", normalize("NFD", text))
    return normalize("NFC", _LETTER.sub(_bare, parted))


def _bare(letter: re.Match[str]) -> str:
    base, marks = letter.groups()
    around = letter.string[letter.start() - 1 : letter.start()] + letter.string[letter.end() :][:1]
    if base in "ηΗ" and marks == _TONOS and not any(map(str.isalnum, around)):
        return letter.group()  # "or", which its accent alone tells from "the"
    return base + _DIALYTIKA * (_DIALYTIKA in marks) + "ι" * (_IOTA_BELOW in marks)
