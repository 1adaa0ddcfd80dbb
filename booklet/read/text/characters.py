"""Characters that no text should hold, told by place and name.

Takes text; gives problems, one for each kind of character in a file, at its first place.
What Windows has where Unicode has the controls U+0080 to U+009F is put in their place, with a
warning: a file in cp1252 that was taken for Latin-1 holds them. Nothing else is rewritten.
Refused are other controls and noncharacters, and floods of combining
marks, which print over the lines around them. Warned of are characters that cannot be
seen, that turn the direction of what follows, or that some other program left behind.

Unicode 15, chapter 23 "Special Areas and Format Characters"; bidirectional controls:
Unicode Standard Annex 9.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from booklet.model import Span
from booklet.problems import Problem, error, warning

MOST_MARKS = 8
"""More combining marks on one letter are refused; Hebrew with all its accents has four."""

LONGEST_WORD = 4_000
"""Longer words are refused: setting one takes the square of its length."""

_WORD = re.compile(  # without those of Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\uff00-\uffef\U00020000-\U0003ffff]++"
)
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u061c\u2028\u2029\u2061-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_JOINING = re.compile("[\u200c\u200d]")
_LEFT_BEHIND = re.compile("\ufffd")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BEYOND_LATIN = re.compile(f"[\u0300-\u036f\u0483-\U0010ffff]{{{MOST_MARKS + 1},}}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_EMOJI_FLAG = "\U0001f3f4"
_SHAPED = re.compile(
    # Scripts whose letters join or stack, and pictures that are joined to one.
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1700-\u18af\u1a20-\u1cff\ua840-\ua87f"
    "\ua880-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff"
    "\U00010a00-\U00011fff\U0001f000-\U0001faff]"
)
_LIKE_NOUGHT = "O\u041e\u039f"
"""The capital O of Latin, Cyrillic and Greek."""
_LETTER_IN_NUMBER = re.compile(
    rf"(?<![\w/=&?#.:-])\d[\d.,]*+[{_LIKE_NOUGHT}][\d{_LIKE_NOUGHT}]*+(?![\w/=-])"
)
_C1 = re.compile("[\x80-\x9f]")
_CARRIED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b\u2060\u00ad]")
_MEANT = {
    ord(control): meant
    for control in map(chr, range(0x80, 0xA0))
    if (meant := control.encode("latin-1").decode("cp1252", "ignore"))
}
"""What cp1252 has at the places of the C1 controls; five of them are empty there."""
_CONVERTED = "Something was lost there when the file was converted; retype it."


def mended(text: str) -> str:
    """The text with curly quotes, dashes and the like for the controls that stand for them.

    A character for a character, so that no offset changes.
    """
    return text.translate(_MEANT) if _C1.search(text) else text


def told_of_mended(text: str, span_of: Callable[[int], Span]) -> tuple[Problem, ...]:
    """`control-repaired` (a warning) for what `mended` puts otherwise in a text, if anything."""
    places = [found.start() for found in _C1.finditer(text) if ord(found[0]) in _MEANT]
    if not places:
        return ()
    character = text[places[0]]
    name = unicodedata.name(mended(character)).lower()
    again = f"; {len(places):,} such in this file" if len(places) > 1 else ""
    return (
        warning(
            "control-repaired",
            f"a control character (U+{ord(character):04X}) is read as {mended(character)} "
            f"({name}), which Windows has in its place{again}",
            span_of(places[0]),
            "The file was converted wrongly once. Look at its quotation marks, dashes and "
            "accents, and save them as UTF-8.",
        ),
    )


def check_characters(text: str, span_of: Callable[[int], Span]) -> tuple[Problem, ...]:
    """The problems of `text`; `span_of` tells the place of the character at an offset.

    Problems: `control-character`, `combining-flood`; the warnings `bidi-character`,
    `invisible-character`, `replacement-character`, `private-character`, `letter-in-number`.
    """
    problems = [
        _of_control(character, offset, times, span_of)
        for character, offset, times in _each_kind(_REFUSED, text)
    ]
    problems += _letters_in_numbers(text, span_of)
    if text.isascii():
        return tuple(problems)
    problems += _floods(text, span_of)
    for character, offset, times in _each_kind(_TURNING, text):
        problems.append(
            warning(
                "bidi-character",
                f"an invisible character that turns the direction of the text: "
                f"{_named(character, times)}",
                span_of(offset),
                "Delete it, unless you put it there: words may be printed in another order "
                "than they are stored.",
            )
        )
    for character, offset, times in _unseen(text):
        problems.append(
            warning(
                "invisible-character",
                f"a character that cannot be seen: {_named(character, times)}",
                span_of(offset),
                "Delete it: words with it in them are not found. An editor can search for it "
                f"as \\u{ord(character):04x}.",
            )
        )
    for _, offset, times in _each_kind(_LEFT_BEHIND, text):
        again = f", {times} times in this file" if times > 1 else ""
        problems.append(
            warning(
                "replacement-character",
                f"a letter was lost here when the text was converted: � (U+FFFD){again}",
                span_of(offset),
                "Compare it with where the text came from, and type the letter.",
            )
        )
    private = list(_each_kind(_PRIVATE, text))
    if private:
        character, offset, _ = private[0]
        problems.append(
            warning(
                "private-character",
                f"a character that means something in one font only (U+{ord(character):04X})"
                + (f", and {len(private) - 1} more such" if len(private) > 1 else ""),
                span_of(offset),
                "Type the character or the word that was meant.",
            )
        )
    return tuple(problems)


def _letters_in_numbers(text: str, span_of: Callable[[int], Span]) -> Iterator[Problem]:
    found = list(_LETTER_IN_NUMBER.finditer(text))
    if found:
        word = found[0][0]
        meant = word.translate(dict.fromkeys(map(ord, _LIKE_NOUGHT), "0"))
        again = f", and {len(found) - 1} more such" if found[1:] else ""
        yield warning(
            "letter-in-number",
            f"“{word}” has a letter O where the number {meant} has a nought{again}",
            span_of(found[0].start()),
            "Type the nought, unless the letter is meant.",
        )


def check_words(text: str, span_of: Callable[[int], Span]) -> tuple[Problem, ...]:
    """`word-too-long` for the first word with more than `LONGEST_WORD` letters, if there is one.

    Scripts that set no spaces between words are not counted: they break anywhere.
    """
    if len(text) <= LONGEST_WORD or max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return ()
    for found in _WORD.finditer(text):
        if found.end() - found.start() > LONGEST_WORD:
            length = found.end() - found.start()
            return (
                error(
                    "word-too-long",
                    f"a word of {length:,} letters, “{found[0][:40]}…”; at most "
                    f"{LONGEST_WORD:,} can be set",
                    span_of(found.start()),
                    "Is it text at all? Delete it, or put spaces into it.",
                ),
            )
    return ()


def without_refused(text: str) -> str:
    """The text with U+FFFD for what `control-character` refuses, so that it can be read on."""
    return _REFUSED.sub("\ufffd", text)


def without_controls(text: str) -> str:
    """The text without control characters and what is not seen, which a dump carries along."""
    return _CARRIED.sub("", text)


def _each_kind(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int, int]]:
    """Each different character found, the offset of its first place, and how often it stands."""
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    for found in pattern.finditer(text):
        first.setdefault(found[0], found.start())
        times[found[0]] = times.get(found[0], 0) + 1
    for character, offset in first.items():
        yield character, offset, times[character]


def _unseen(text: str) -> Iterator[tuple[str, int, int]]:
    right_to_left = _RIGHT_TO_LEFT.search(text) is not None
    for character, offset, times in _each_kind(_UNSEEN, text):
        if character in "\u200e\u200f\u061c" and right_to_left:
            continue  # the ordinary means of a text in two directions
        if ord(character) >= 0xE0000 and _EMOJI_FLAG in text:
            continue  # the flags of England, Scotland and Wales end in such
        yield character, offset, times
    for character in "\u200c\u200d":
        odd = [
            found.start()
            for found in _JOINING.finditer(text)
            if found[0] == character and not _SHAPED.match(text[max(0, found.start() - 1) :][:1])
        ]
        if odd:
            yield character, odd[0], len(odd)


def _floods(text: str, span_of: Callable[[int], Span]) -> Iterator[Problem]:
    """The first run of marks that is too long; where there is one there are mostly many."""
    for found in _BEYOND_LATIN.finditer(text):
        run = 0
        for offset, character in enumerate(found[0], start=found.start()):
            run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
            if run > MOST_MARKS:
                yield error(
                    "combining-flood",
                    f"more than {MOST_MARKS} accents stand on one letter here",
                    span_of(max(0, offset - run)),
                    "Delete them: they would be printed over the lines above and below.",
                )
                return


def _named(character: str, times: int) -> str:
    name = unicodedata.name(character, "no name").lower()
    again = f", {times} times in this file" if times > 1 else ""
    return f"{name} (U+{ord(character):04X}){again}"


def _of_control(character: str, offset: int, times: int, span_of: Callable[[int], Span]) -> Problem:
    hint = "Delete it; it cannot be seen, so delete the characters around it and retype them."
    if character == "\x00":
        hint = "Is this a text file? If it is one, save it with the encoding UTF-8."
    elif character == "\x0c":
        hint = "Delete the form feed. In Fountain, a page break is a line of three equals signs."
    elif character == "\x0b":
        hint = "Delete it and break the line there: a word processor left a line break of its own."
    elif "\x80" <= character <= "\x9f":
        hint = _CONVERTED
    again = f", {times} times in this file" if times > 1 else ""
    return error(
        "control-character",
        f"a control character (U+{ord(character):04X}) that no text may hold{again}",
        span_of(offset),
        hint,
    )
