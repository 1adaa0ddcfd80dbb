"""Text out of bytes in one of the older encodings, told apart by the languages they serve.

Takes bytes that are not Unicode; gives the name of the encoding, or "". charset-normalizer says
which encodings give text without mess, in what language; of those the one is taken whose
accented letters are letters of one language.
"""

from __future__ import annotations

_ENCODINGS = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r shift_jis gb18030 big5 euc_kr"
)
_SAMPLE = 200_000
_FIRST = 0.01
"""By how much the encoding of Western Europe is likelier, all else being equal."""


def legacy_encoding(data: bytes) -> str:
    """The likeliest encoding of a text, by its Python name."""
    from charset_normalizer import from_bytes
    from charset_normalizer.constant import FREQUENCIES

    alphabets = [frozenset(letters) for letters in FREQUENCIES.values()]
    best = (0.0, "")
    for match in from_bytes(data[:_SAMPLE], cp_isolation=_ENCODINGS.split()):
        accented = [sign for sign in str(match).casefold() if sign.isalpha() and ord(sign) > 127]
        if not accented:
            continue
        known = max(sum(sign in each for sign in accented) for each in alphabets) / len(accented)
        first = _FIRST * (match.encoding == "cp1252")
        best = max(best, (known + match.coherence - match.chaos + first, match.encoding))
    return best[1]
