"""What is wrong with a broken YAML file, in plain words, with the likely cure.

Takes libyaml's error and the text; gives a message, a hint and the place that a
person should look at, which is not always where the parser gave up: a quote that is
never closed is noticed at the end of the file and was made where it opens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A message, a hint, and the place: a 0-based character offset in the text."""

    message: str
    hint: str
    offset: int


def diagnose(failure: yaml.YAMLError, text: str) -> Diagnosis:
    """The likely cause of a failure to parse `text`."""
    mark = getattr(failure, "problem_mark", None)
    opened = getattr(failure, "context_mark", None)
    if mark is None:
        return Diagnosis(
            "a character that YAML cannot hold", "Delete it.", getattr(failure, "position", 0)
        )
    place = _Place(
        text=text,
        offset=min(mark.index, len(text)),
        opened=min(opened.index, len(text)) if opened else None,
        problem=str(getattr(failure, "problem", "") or ""),
        context=str(getattr(failure, "context", "") or ""),
    )
    for rule in _RULES:
        found = rule(place)
        if found is not None:
            return found
    return Diagnosis(
        f"this is not YAML: {place.problem}",
        "Compare the indentation, quotes and colons with the lines above.",
        place.offset,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the parser gave up and what it was doing, `opened` being where that began."""

    text: str
    offset: int
    opened: int | None
    problem: str
    context: str

    @property
    def character(self) -> str:
        return self.text[self.offset : self.offset + 1]

    @property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.offset) + 1

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.text[self.line_start : self.offset]

    @property
    def line(self) -> str:
        return self.text[self.line_start :].partition("\n")[0]

    def line_above(self) -> tuple[int, str]:
        """The nearest line above that is neither blank nor a comment, with its offset."""
        end = self.line_start - 1
        while end > 0:
            start = self.text.rfind("\n", 0, end) + 1
            line = self.text[start:end]
            if line.strip() and not line.lstrip().startswith("#"):
                return start, line
            end = start - 1
        return 0, ""


def _tab(place: _Place) -> Diagnosis | None:
    indent = place.line[: len(place.line) - len(place.line.lstrip())]
    if "\t" not in indent or "quoted" in place.context:
        return None
    return Diagnosis(
        "a tab stands in the indentation, where YAML allows spaces only",
        "Replace the tab by spaces, two for each level.",
        place.line_start + indent.index("\t"),
    )


def _no_break_space(place: _Place) -> Diagnosis | None:
    """It looks like a space and is none: often copied from a web page or a word processor."""
    if "quoted" in place.context:
        return None
    start, above = place.line_above()
    for offset, line in ((place.line_start, place.line), (start, above)):
        found = re.match(r"[ \u00a0\u2000-\u200a\u202f\u3000]*+", line)
        indent = found[0] if found else ""
        odd = next((at for at, sign in enumerate(indent) if sign != " "), -1)
        if odd >= 0:
            return Diagnosis(
                f"the indentation has a no-break space (U+{ord(indent[odd]):04X}) in it, "
                "which looks like a space and is none to YAML",
                "Delete the spaces at the beginning of the line and type them anew.",
                offset + odd,
            )
        colon = re.match(r"[^:\s\"']++:(?=[\u00a0\u2000-\u200a\u202f\u3000])", line)
        if colon:
            return Diagnosis(
                "a no-break space stands behind the colon, where YAML wants an ordinary one",
                "Delete it and type a space.",
                offset + colon.end(),
            )
    return None


def _curly_quotes(place: _Place) -> Diagnosis | None:
    if "quoted" in place.context:
        return None
    found = re.match(r"[^:\"']*+:\s++([“”„«‘])|[^{\"']*+\{[^:\"']*+:\s++([“”„«‘])", place.line)
    if not found:
        return None
    at = found.end() - 1
    return Diagnosis(
        f"{place.line[at]} opens no quoted text for YAML: only the straight quotes \" and ' do",
        'Put straight quotes around the whole value: "…".',
        place.line_start + at,
    )


def _unclosed_quote(place: _Place) -> Diagnosis | None:
    if "quoted scalar" not in place.context or "end of stream" not in place.problem:
        return None
    opened = place.offset if place.opened is None else place.opened
    quote = place.text[opened : opened + 1]
    return Diagnosis(
        f"the quote {quote} that opens here is never closed",
        f"Put {quote} at the end of the text"
        + (", and write '' for an apostrophe inside it." if quote == "'" else "."),
        opened,
    )


def _document_mark_in_quote(place: _Place) -> Diagnosis | None:
    if "quoted scalar" not in place.context or "document indicator" not in place.problem:
        return None
    opened = place.offset if place.opened is None else place.opened
    return Diagnosis(
        "the quote that opens here is not closed before the line `---`",
        "Put the closing quote at the end of the text.",
        opened,
    )


def _escape(place: _Place) -> Diagnosis | None:
    if "quoted scalar" not in place.context:
        return None
    if "escape" not in place.problem and "hex" not in place.problem:
        return None
    offset = place.text.rfind("\\", 0, place.offset + 1)
    offset = place.offset if offset < 0 else offset
    return Diagnosis(
        f"`{place.text[offset : offset + 2]}` means nothing in double quotes",
        "Write \\\\ for a backslash, or use single quotes, in which it is just a backslash.",
        offset,
    )


def _after_quote(place: _Place) -> Diagnosis | None:
    last = place.before.rstrip()[-1:]
    if "expected" not in place.problem or last not in ('"', "'") or not place.character.strip():
        return None
    if last == "'":
        hint = "Write '' for an apostrophe inside single quotes, or use double quotes outside."
    else:
        hint = 'Write \\" for a quote inside double quotes. Is one missing in a line above?'
    return Diagnosis(f"more text follows after the closing quote {last}", hint, place.offset)


def _special_start(place: _Place) -> Diagnosis | None:
    character = place.character
    if "cannot start any token" not in place.problem or character not in ("@", "`", "%"):
        return None
    return Diagnosis(
        f"text that begins with {character} needs quotes around it",
        "Put double quotes around the whole value.",
        place.offset,
    )


def _star(place: _Place) -> Diagnosis | None:
    if "scanning an alias" not in place.context and "scanning an anchor" not in place.context:
        return None
    opened = place.offset if place.opened is None else place.opened
    hint = "Put double quotes around the whole value"
    if place.text[opened + 1 : opened + 2] == " ":
        hint += "; if it is the entry of a list, begin it with a dash instead"
    return Diagnosis(
        f"text that begins with {place.text[opened : opened + 1]} needs quotes around it",
        f"{hint}.",
        opened,
    )


def _percent(place: _Place) -> Diagnosis | None:
    if "directive" not in place.context and "directive" not in place.problem:
        return None
    offset = place.offset if place.opened is None else place.opened
    return Diagnosis(
        "a line that begins with % needs quotes around it",
        "Put double quotes around the text.",
        offset,
    )


def _block_scalar(place: _Place) -> Diagnosis | None:
    if "block scalar" not in place.context:
        return None
    offset = place.offset if place.opened is None else place.opened
    sign = place.text[offset : offset + 1]
    return Diagnosis(
        f"after {sign} the text begins on the next line",
        f"Break the line after {sign} and indent the text, or put quotes around the whole value.",
        offset,
    )


def _unclosed_bracket(place: _Place) -> Diagnosis | None:
    if "flow sequence" not in place.context and "flow mapping" not in place.context:
        return None
    opened = place.offset if place.opened is None else place.opened
    opening = place.text[opened : opened + 1]
    closing = "]" if opening == "[" else "}"
    return Diagnosis(
        f"the bracket {opening} that opens here is not closed properly",
        f"Close it with {closing}; put commas between the values and quotes around text with "
        "brackets, colons or commas in it.",
        opened,
    )


def _flow_ended(place: _Place) -> Diagnosis | None:
    if "expected node content" not in place.problem:
        return None
    if place.character in ("]", "}", ","):
        return Diagnosis(
            f"a {place.character} stands where a value should",
            "Delete it, or put quotes around the text.",
            place.offset,
        )
    opened = max(place.text.rfind("[", 0, place.offset), place.text.rfind("{", 0, place.offset))
    if opened < 0:
        return None
    return Diagnosis(
        f"the bracket {place.text[opened]} that opens here is not closed",
        "Close it, or put quotes around the text if the bracket belongs to it.",
        opened,
    )


def _unquoted_colon(place: _Place) -> Diagnosis | None:
    if "mapping values are not allowed" not in place.problem:
        return None
    if ": " in place.before or place.before.rstrip().endswith(":"):
        return Diagnosis(
            "a colon followed by a space stands inside the text",
            "Put double quotes around the whole value.",
            place.offset,
        )
    start, above = place.line_above()
    if _indent(place.line) > _indent(above):
        return Diagnosis(
            "this line is indented deeper than the line above, which has its value already",
            "Indent it like the line above; if it carries that line's text on, put quotes "
            "around the whole text.",
            place.line_start + _indent(place.line),
        )
    if re.fullmatch(r"[^\s:]++:\S.*", above):
        return _no_space_after_colon(start, above)
    if ":" not in above and above.strip():
        return Diagnosis(
            "this line has no colon behind its key",
            f"Write `{above.split()[0]}: …`, if that is the key.",
            start + _indent(above),
        )
    return Diagnosis(
        "a colon stands where YAML expects none",
        "Is a quote, a bracket or the colon behind the key missing in the line above?",
        place.offset,
    )


def _dash_in_line(place: _Place) -> Diagnosis | None:
    if "block sequence entries are not allowed" not in place.problem:
        return None
    return Diagnosis(
        "a dash begins the entry of a list here, in the middle of a line",
        "Put quotes around the whole value if it is text, or begin the list on the next line.",
        place.offset,
    )


def _after_the_end(place: _Place) -> Diagnosis | None:
    if "document start" not in place.problem:
        return None
    return Diagnosis(
        "what stands above is complete, and this does not belong to it",
        "Is a colon, a dash or a quote missing or too many in the line above?",
        place.offset,
    )


def _missing_colon(place: _Place) -> Diagnosis | None:
    if "could not find expected ':'" not in place.problem:
        return None
    opened = place.offset if place.opened is None else place.opened
    line = place.text[opened:].partition("\n")[0]
    if re.match(r"[^\s:]+:\S", line):
        return _no_space_after_colon(opened, line)
    return Diagnosis(
        "this line is neither a key with a colon nor the text of one",
        "Write `key: value`, or indent the line if it carries on the text above.",
        opened,
    )


def _no_space_after_colon(start: int, line: str) -> Diagnosis:
    key, _, value = line.partition(":")
    return Diagnosis(
        "a space is missing after the colon",
        f"Write `{key.strip()}: {value[:30]}`.",
        start + line.index(":"),
    )


def _bad_indent(place: _Place) -> Diagnosis | None:
    if "did not find expected key" not in place.problem and "indicator" not in place.problem:
        return None
    offset = place.line_start + _indent(place.line)
    if place.offset > offset:
        return Diagnosis(
            "YAML does not understand the line from here on",
            "Put double quotes around the whole value.",
            place.offset,
        )
    if re.match(r" *+-[^\s-]", place.line):
        return Diagnosis(
            "a space is missing after the dash",
            f"Write `- {place.line.lstrip()[1:31]}`.",
            offset + 1,
        )
    if place.character == "-":
        message = "this dash does not stand under the dashes or keys above"
    elif "'-' indicator" in place.problem:
        message = "this line is indented neither like the entry above nor like its dash"
    else:
        message = "this line is indented like none of the lines above"
    return Diagnosis(message, "Give lines of one level the same number of spaces.", offset)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_RULES = (
    _tab,
    _no_break_space,
    _curly_quotes,
    _unclosed_quote,
    _document_mark_in_quote,
    _escape,
    _after_quote,
    _special_start,
    _star,
    _percent,
    _block_scalar,
    _unquoted_colon,
    _dash_in_line,
    _after_the_end,
    _missing_colon,
    _unclosed_bracket,
    _flow_ended,
    _bad_indent,
)
