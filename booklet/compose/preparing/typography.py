"""A typographer's small pass: curly quotation marks, apostrophes, dashes, ellipses.

In: a text and a language. Out: what to print for each of its characters, so that a slice
of the text is printed as the same slice of the list, and no offset ever changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from booklet.quotation_marks import QuotationMarks, marks_of, openings

CURLY_IS_THE_RULE = 4  # curly marks to one straight one

_SPACED_EN_DASH = ("en-gb", "en-ie", "en-au", "en-nz", "en-za", "de", "fr")
_EM_DASH = ("ru", "uk", "be")
"""Languages whose dash between words is long, though many keyboards give a short one."""
_CURLY = re.compile("[“”‘’«»„‚‹›]")
_MARKS = "“‘„‚"
_SINGLE = "’‘›"
_CLIPPED = re.compile(
    r"(?:tis|twas|twere|twill|twould|tisn|twasn|til|till|em|er|im|cause|bout|round|neath|gainst"
    r"|tween|mongst|pon|cross|fore|less|nother|n|sblood|swounds|zounds|\d\ds?)\b",
    re.IGNORECASE,
)
_OPENS_AFTER = re.compile(r"[\s(\[{—–‒―/\"'-]")
_REPLACED = re.compile(r"\"|'|-{2,3}|(?<=[^\s\d] )-(?= [^\s\d])|\.{3}")
LONG_DASHES = "—", "–"
_JOINER = "\u2060"
NO_BREAK = "\u00a0"
_INSIDE = re.compile(r"(?<=[(\[“‘„‚]) +(?=\S)|(?<=\S) +(?=[)\]])")
"""Spaces that a script's own markup left inside brackets, and behind marks if those open."""
_KEPT_SPACES = {
    "fr": re.compile(r"(?<=[«‹]) (?=\S)|(?<=\S) (?=[»›;:!?])"),
    # A preposition or conjunction of one letter goes with the next word, a particle with the
    # one before it.
    "ru": re.compile(
        r"(?<![\w-][авикосуя])(?<=[авикосуя]) (?=\w)|(?<=\w) (?=(?:бы?|же?|ли|ль)\b)",
        re.IGNORECASE,
    ),
}
_RUNT = re.compile(r"(?s)(?<=.{28}\S) (?=\S{1,5}\Z)")
"""The space before a last word so short that no line should hold it alone."""
_BACKWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters that are written from right to left."""
_WORD = re.compile(r"\S+")
_PLAIN_NUMBER = re.compile(r"[(\[“«‘‹]*\d+(?:[.,:/]\d+)*[)\]”»’›.,:;!?…]*")
FORWARD = "\u200e"
"""LEFT-TO-RIGHT MARK."""
_SHORT_TAIL = re.compile(r"(?<=\w)-(?=\w{1,3}(?![\w-]))")
"""The hyphen before a particle: no line ends with it."""


@dataclass(frozen=True, slots=True)
class Typographer:
    """The pass for one body of text.

    `language` is a BCP 47 tag. `quotes` is off for a text that has curly quotation marks
    of its own: its straight ones are meant.
    """

    language: str = "en"
    quotes: bool = True

    def glyphs(self, text: str) -> list[str]:
        """What to print for each character: `len(text)` strings, some longer, some empty.

        No line begins with a dash, nor ends before a particle; a last line is more than one
        short word.
        """
        printed = list(text)
        opening = openings(text, self.language)
        for match in _REPLACED.finditer(text):
            start, found = match.start(), match.group()
            if found == '"':
                printed[start] = self._double(text, start, opening)
            elif found == "'":
                printed[start] = self._single(text, start, opening)
            else:
                sign = "…" if found == "..." else self._dash(text, match)
                printed[start : match.end()] = [sign] + [""] * (len(found) - 1)
        self._keep_together(text, printed, opening)
        for at in _torn_numbers(text):
            printed[at] = FORWARD + printed[at]
        return printed

    def _keep_together(self, text: str, printed: list[str], opening: frozenset[int]) -> None:
        for match in _INSIDE.finditer(text):
            before = match.start() - 1
            if text[before] not in _MARKS or before in opening:
                printed[match.start() : match.end()] = [""] * (match.end() - match.start())
        kept = _KEPT_SPACES.get(self._primary)
        for match in kept.finditer(text) if kept else ():
            printed[match.start()] = NO_BREAK
        for match in _RUNT.finditer(text):
            printed[match.start()] = NO_BREAK
        for match in _SHORT_TAIL.finditer(text):
            printed[match.start()] = f"-{_JOINER}"
        for at, sign in enumerate(printed):
            if sign not in LONG_DASHES or at == 0 or text[at - 1] == "\n":
                continue
            if sign == "–" and self._primary in _EM_DASH and text[at - 1 : at + 2] == " – ":
                printed[at] = "—"
            if text[at - 1] == " " and not text[at - 2 : at - 1].isspace():
                printed[at - 1] = NO_BREAK
            elif not text[at - 1].isspace() and sign == "—":
                printed[at] = _JOINER + sign

    def show(self, text: str) -> str:
        """The whole text as it is printed."""
        return "".join(self.glyphs(text))

    def _double(self, text: str, at: int, opening: frozenset[int]) -> str:
        if not self.quotes or self._marks is None:
            return '"'
        opens = _opens(text, at, opening)
        return self._marks.opening if opens else self._marks.closing

    def _single(self, text: str, at: int, opening: frozenset[int]) -> str:
        if not self.quotes:
            return "'"
        before = text[at - 1 : at]
        marks = self._marks
        if (before.isalnum() and text[at + 1 : at + 2].isalnum()) or _CLIPPED.match(text, at + 1):
            return "’"
        # Where marks inside of others are no single ones, a single one alone is an apostrophe.
        single = marks and (marks.inner_closing in _SINGLE or _open_before(text, at, '"', opening))
        if marks is None or not single:
            return "’" if before.isalnum() else "'"
        if _opens(text, at, opening):
            return marks.inner_opening
        # At the end of a word an apostrophe, unless a quotation is open: dogs' against 'dogs'.
        return marks.inner_closing if _open_before(text, at, "'", opening) else "’"

    def _dash(self, text: str, match: re.Match[str]) -> str:
        spaced = text[match.start() - 1 : match.start()].isspace() and (
            match.end() == len(text) or text[match.end()].isspace()
        )
        return "–" if spaced and self.language.lower().startswith(_SPACED_EN_DASH) else "—"

    def quoted(self, text: str) -> str:
        """A text between the language's double quotation marks."""
        marks = self._marks
        return f"{marks.opening}{text}{marks.closing}" if marks else f"“{text}”"

    @property
    def _marks(self) -> QuotationMarks | None:
        """The language's marks, with the spaces that French has inside of them."""
        marks = marks_of(self.language)
        if marks is None or self._primary != "fr":
            return marks
        opening, closing = f"{marks.opening}{NO_BREAK}", f"{NO_BREAK}{marks.closing}"
        return replace(marks, opening=opening, closing=closing)

    @property
    def _primary(self) -> str:
        return self.language.lower().split("-")[0]


def typographer_for(texts: list[str], language: str) -> Typographer:
    """The pass for a body of texts that belong together.

    A text put together from several sources has quotation marks of both kinds; only where
    curly ones are the rule are the straight ones left.
    """
    curly = sum(len(_CURLY.findall(text)) for text in texts)
    straight = sum(text.count('"') + text.count("'") for text in texts)
    return Typographer(language, curly <= CURLY_IS_THE_RULE * straight)


def _torn_numbers(text: str) -> Iterator[int]:
    """Where words such as `3rd`, `1½` and `№5` begin behind a word from right to left.

    A number there goes on in that word's direction, away from what else stands in its own word
    (https://www.unicode.org/reports/tr9/, W2 and N1); a mark before it keeps them together. A
    plain number stays with the words before it: it may be one of their sentence.
    """
    if not _BACKWARD.search(text):
        return
    backward = False
    for word in _WORD.finditer(text):
        strong = [kind for kind in map(bidirectional, word[0]) if kind in ("L", "R", "AL")]
        torn = any(map(str.isdigit, word[0])) and not _PLAIN_NUMBER.fullmatch(word[0])
        if backward and torn and "R" not in strong and "AL" not in strong:
            yield word.start()
            backward = False
        elif strong:
            backward = strong[-1] != "L"


def _opens(text: str, at: int, opening: frozenset[int]) -> bool:
    if at == 0:
        return True
    if at + 1 == len(text) or text[at + 1].isspace():
        return False
    return at - 1 in opening or _OPENS_AFTER.match(text[at - 1]) is not None


def _open_before(text: str, at: int, mark: str, opening: frozenset[int]) -> bool:
    """Whether a straight mark is open there."""
    depth = 0
    for match in re.finditer(mark, text[:at]):
        start = match.start()
        inside = text[start - 1 : start].isalnum() and text[start + 1 : start + 2].isalnum()
        if not inside and not (mark == "'" and _CLIPPED.match(text, start + 1)):
            depth = depth + 1 if _opens(text, start, opening) else max(depth - 1, 0)
    return depth > 0
