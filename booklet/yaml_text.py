"""A text as it is written into a YAML file, so that every YAML reader gives that text back."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLAIN = re.compile(
    r"""[^\W\d_] (?: [\w \-./;,’‘“”…—–()!?] | :(?=[^\s:]) )*  # begins with a letter
    | \d{1,9} [ ] (?: [\w \-./;,’‘“”…—–()!?] )*               # or is more than a number
    | \d{4}-\d\d-\d\d                                         # or a day, as it should be read""",
    re.VERBOSE,
)
_NOT_TEXT = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none", "nan", "inf"}


def scalar(text: str) -> str:
    """The text as a value on one line: as it is where no reader can mistake it, else in quotes.

    Plain text would be taken for something else where it begins with an indicator, holds
    ": " or " #", or spells a number, a truth value or nothing.
    """
    plain = (
        _PLAIN.fullmatch(text)
        and not text.endswith((" ", ":"))
        and text.lower() not in _NOT_TEXT
        and text.isprintable()
    )
    return text if plain else quoted(text)


def in_flow(text: str) -> str:
    """The text as a value inside of `[…]` or `{…}`."""
    return quoted(text) if any(sign in text for sign in ",:?") else scalar(text)


def flow_list(texts: Iterable[str]) -> str:
    """The texts as a list on one line: `[one, two]`."""
    return f"[{', '.join(map(in_flow, texts))}]"


def quoted(text: str) -> str:
    """The text in double quotes, with what cannot be seen escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
