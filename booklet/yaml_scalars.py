"""Texts as YAML writes them."""

from __future__ import annotations


def quoted(text: str) -> str:
    """In double quotes on one line, with what cannot be seen escaped (YAML 1.2, section 7.3.1)."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    code = ord(letter)
    if letter in '"\\':
        return "\\" + letter
    if letter in "\n\t":
        return {"\n": "\\n", "\t": "\\t"}[letter]
    if letter.isprintable():
        return letter
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    )
