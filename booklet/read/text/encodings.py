"""Text out of bytes, whatever encoding they were saved in.

Takes bytes; gives the text with newlines as `\\n` and without byte order mark, or a
`Problem` that says why there is none. UTF-8, and UTF-16 and UTF-32 with a byte order mark,
are read; UTF-16 and UTF-32 without one and Windows cp1252 are read with a warning, since
that is a guess. What looks like any other encoding is refused by its likely name: guessed
wrongly it would print as nonsense.
"""

from __future__ import annotations

import codecs
import re

from booklet.model import Span
from booklet.problems import Problem, Result, error, warning
from booklet.read.text.legacy import legacy_encoding

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WESTERN_LONE = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xff](?![\xc0-\xff])")
_SAVE_AS_UTF8 = "Open the file in a text editor and save it with the encoding UTF-8."
_LOOK = "Then look at the accents, dashes and quotes."
_NAMES = {
    "cp1250": "Windows cp1250 (Central Europe)",
    "cp1251": "Windows cp1251 (Cyrillic)",
    "cp1253": "Windows cp1253 (Greek)",
    "cp1254": "Windows cp1254 (Turkish)",
    "cp1255": "Windows cp1255 (Hebrew)",
    "cp1256": "Windows cp1256 (Arabic)",
    "cp1257": "Windows cp1257 (Baltic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "shift_jis": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "euc_kr": "EUC-KR (Korean)",
}
_SAMPLE = 65_536


def decode_bytes(data: bytes, shown: str) -> Result[str]:
    """The text that `data` encodes; messages name the file by `shown`.

    Problems: `encoding-guessed` (a warning) and `encoding-unknown`.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    encoding = marked or _without_mark(data) or "utf-8"
    problems: tuple[Problem, ...] = ()
    try:
        text = data.decode(encoding)
        if not marked and encoding != "utf-8":
            problems = (_guessed_wide(encoding, shown),)
    except UnicodeDecodeError as failure:
        if encoding not in ("utf-8", "utf-8-sig"):
            return Result(None, (_cut_wide(data, failure, marked or encoding, shown),))
        if marked or _is_damaged_utf8(data):
            return Result(None, (_damaged(data, failure, shown),))
        western = _as_cp1252(data)
        if western is None:
            return Result(None, (_foreign(data, failure, shown),))
        text = western
        problems = (_guessed_cp1252(data, failure, shown),)
    return Result(text.replace("\r\n", "\n").replace("\r", "\n"), problems)


def decode_older(data: bytes, shown: str) -> Result[str]:
    """As `decode_bytes`, but an older encoding than Unicode is told apart and named.

    Problems: `encoding-guessed`, and those of `decode_bytes` where none fits.
    """
    read = decode_bytes(data, shown)
    if not read.problems or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return read
    name = "" if _without_mark(data) or _is_damaged_utf8(data) else legacy_encoding(data)
    if name in ("", "cp1252"):
        return read
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    message = f"not UTF-8: read as {_NAMES.get(name, name)}"
    if lost:
        message += f", in which {lost} bytes are no letters"
    guessed = warning("encoding-guessed", message, Span(shown), f"{_SAVE_AS_UTF8} {_LOOK}")
    return Result(text.replace("\r\n", "\n").replace("\r", "\n"), (guessed,))


def _without_mark(data: bytes) -> str:
    """UTF-16 or UTF-32 by where their zero bytes stand, "" for neither.

    In text of ASCII letters mostly, every second byte is zero, or three of four.
    """
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 2 or not sample.count(0) * 3 >= len(sample):
        return ""
    zeros = [sample[at::4].count(0) for at in range(4)]
    quarter = max(1, len(sample) // 4)
    full = [count * 10 >= quarter * 7 for count in zeros]
    names = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return names.get((full[0], full[1], full[2], full[3]), "")


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII do form UTF-8."""
    beyond = sum(byte > 0x7F for byte in data)
    return sum(len(sequence) for sequence in _MULTIBYTE.findall(data)) * 2 > beyond


def _as_cp1252(data: bytes) -> str | None:
    """The text in cp1252, unless its letters stand together as no Western ones do.

    An accented letter stands between plain ones; words of such letters alone are of
    another alphabet.
    """
    letters = sum(byte >= 0xC0 for byte in data)
    if letters > 3 and len(_WESTERN_LONE.findall(data)) * 2 < letters:
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _likely(data: bytes) -> str:
    """The name of the encoding, where the letters' bytes give it away, or ""."""
    high = [byte for byte in data[:_SAMPLE] if byte >= 0x80]
    upper = sum(0xC0 <= byte <= 0xDF for byte in high)
    lower = sum(byte >= 0xE0 for byte in high)
    if (upper + lower) * 10 < len(high) * 9 or not (upper and lower):
        return ""
    # Most letters of a text are small ones: where they lie tells the two apart.
    return (
        "Windows-1251 (Cyrillic)"
        if lower > 2 * upper
        else ("KOI8-R (Cyrillic)" if upper > 2 * lower else "")
    )


# ------------------------------------------------------------------------- what is told


def _place_of_byte(data: bytes, offset: int, shown: str) -> Span:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Span(shown, before.count(b"\n") + 1, column)


def _byte(data: bytes, offset: int) -> str:
    return f"byte {offset:,} (0x{data[offset]:02x})"


def _damaged(data: bytes, failure: UnicodeDecodeError, shown: str) -> Problem:
    return error(
        "encoding-unknown",
        f"the file is UTF-8, but damaged: {_byte(data, failure.start)} does not belong there",
        _place_of_byte(data, failure.start, shown),
        "Delete the character here and type it again; the file may have been cut off, or put "
        "together from two encodings.",
    )


def _cut_wide(data: bytes, failure: UnicodeDecodeError, name: str, shown: str) -> Problem:
    readable = data[: failure.start].decode(name, "ignore").replace("\r\n", "\n")
    line = readable.count("\n") + 1
    return error(
        "encoding-unknown",
        f"the file is {name[:6].upper()}, but damaged: {_byte(data, failure.start)} does not "
        "belong there",
        Span(shown, line, len(readable) - readable.rfind("\n")),
        "The file may have been cut off. " + _SAVE_AS_UTF8,
    )


def _foreign(data: bytes, failure: UnicodeDecodeError, shown: str) -> Problem:
    likely = _likely(data)
    return error(
        "encoding-unknown",
        f"the file is not UTF-8: {_byte(data, failure.start)} does not belong there; "
        + (f"perhaps it is {likely}" if likely else "its encoding is not known"),
        _place_of_byte(data, failure.start, shown),
        "Open the file in the program that wrote it, and save it with the encoding UTF-8.",
    )


def _guessed_wide(encoding: str, shown: str) -> Problem:
    order = "small" if encoding.endswith("le") else "big"
    return warning(
        "encoding-guessed",
        f"read as {encoding[:6].upper()} with the {order} end first, though no byte order mark "
        "says so",
        Span(shown),
        _SAVE_AS_UTF8,
    )


def _guessed_cp1252(data: bytes, failure: UnicodeDecodeError, shown: str) -> Problem:
    offset = failure.start
    character = data[offset : offset + 1].decode("cp1252", "replace")
    return warning(
        "encoding-guessed",
        f"not UTF-8: read as Windows cp1252, so that byte {offset:,} is “{character}”",
        _place_of_byte(data, offset, shown),
        f"{_SAVE_AS_UTF8} {_LOOK}",
    )
