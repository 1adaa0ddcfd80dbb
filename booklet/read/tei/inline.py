"""TEI elements inside a line or paragraph.

Takes an element with mixed content and a `Flow`, writes its words into the flow. What a
line cannot hold (a note, a verse line inside a paragraph, an element nobody knows) is
handed to the caller's hooks. Element names and their meaning: TEI P5 Guidelines,
chapters 3 (core), 7 (performance texts) and 17 (analysis: w, c, pc).
"""

from __future__ import annotations

import re
from typing import Protocol

from lxml import etree

from booklet.model import Style
from booklet.read.tei.flow import Flow

Element = etree._Element


def names(words: str) -> frozenset[str]:
    """The element names in a row of words."""
    return frozenset(words.split())


XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

STAGE = names("stage sound camera view caption tech")
BREAKS = frozenset(["pb", "cb", "gb", "milestone"])
NOTHING = names(
    "fw gap anchor ptr index space graphic media move addSpan delSpan damageSpan link linkGrp "
    "join alt certainty handShift metamark"
)
_ITALIC = names("emph foreign title mentioned term distinct")
_PLAIN = names(
    "q quote said soCalled name persName placeName orgName geogName forename surname roleName "
    "addName nameLink genName rs date time num measure seg s phr cl m ref add corr supplied "
    "unclear reg expan ex abbr am orig sic damage restore retrace redo undo subst secl gloss "
    "desc c pc w lem rdg email address addrLine bibl cit author editor publisher pubPlace idno "
    "docTitle titlePart docAuthor byline role roleDesc actor rhyme caesura formula g code"
)
_ASIDE = frozenset(["note", "figure", "del", "surplus"])
_PREFERRED = ("corr", "reg", "expan")
_SECOND_CHOICE = frozenset(("sic", "orig", "abbr"))


class Hooks(Protocol):
    """What a reader does with things that a line of text cannot hold."""

    def note(self, element: Element) -> None:
        """An editor's note stands here, or other words that are not part of the text."""

    def block(self, element: Element) -> bool:
        """A child that may be a paragraph, line or speech of its own; True if it was read."""

    def unknown(self, element: Element) -> None:
        """An element of no known name; its text is kept."""

    @property
    def flow(self) -> Flow:
        """Where words go at present."""


def name_of(element: Element) -> str:
    """The element's name without its namespace; "" for a comment or instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_inline(element: Element, hooks: Hooks) -> None:
    """Write what is inside the element into `hooks.flow`, its children's tails included."""
    tokens = _Tokens(element)
    tokens.words(element.text, hooks.flow)
    for child in element:
        if name := name_of(child):
            tokens.before(child, name, hooks.flow)
            _read_child(child, name, hooks, in_word=name_of(element) == "w")
            tokens.after(child, name, hooks.flow)
        tokens.words(child.tail, hooks.flow)


def _read_child(child: Element, name: str, hooks: Hooks, *, in_word: bool) -> None:
    if name in _ASIDE:
        hooks.note(child)
    elif name == "lb":
        _line_beginning(child, hooks.flow, in_word=in_word)
    elif name in BREAKS:
        _break(child, hooks.flow, in_word=in_word)
    elif name == "choice":
        _choice(child, hooks)
    elif name == "app":
        _apparatus(child, hooks)
    elif name in NOTHING or hooks.block(child):
        pass
    elif name in STAGE:
        hooks.flow.direction(_text_with_notes(child, hooks))
    else:
        if name not in _PLAIN and name not in _ITALIC and name != "hi" and has_text(child):
            hooks.unknown(child)
        styles = _styles(child, name)
        for style in styles:
            hooks.flow.open(style)
        read_inline(child, hooks)
        for _ in styles:
            hooks.flow.close()


def has_text(element: Element) -> bool:
    """Whether any word stands inside."""
    return any(chunk.strip() for chunk in element.itertext(with_tail=False) if chunk)


class TextHooks:
    """Reads everything inside an element as one text, notes apart."""

    def __init__(self, hooks: Hooks | None = None, skip: frozenset[str] = frozenset()) -> None:
        self.flow = Flow()
        self._hooks = hooks
        self._skip = skip

    def note(self, element: Element) -> None:
        """Hand the note on, or leave it out."""
        if self._hooks:
            self._hooks.note(element)

    def block(self, element: Element) -> bool:
        """Blocks are words like the rest, but never glued to their neighbours."""
        name = name_of(element)
        if name in self._skip or name == "castList":  # the cast is read apart
            return True
        if name in _PLAIN or name in _ITALIC or name == "hi":
            return False
        self.flow.boundary()
        read_inline(element, self)
        self.flow.boundary()
        return True

    def unknown(self, element: Element) -> None:
        """Nothing to say: the text is kept."""


def text_of(element: Element, skip: frozenset[str] = frozenset()) -> str:
    """All words inside the element, whitespace collapsed, without notes and `skip`ped names."""
    hooks = TextHooks(skip=skip)
    read_inline(element, hooks)
    return hooks.flow.finish().text


def _text_with_notes(element: Element, hooks: Hooks) -> str:
    inner = TextHooks(hooks)
    read_inline(element, inner)
    return inner.flow.finish().text


def _line_beginning(element: Element, flow: Flow, *, in_word: bool) -> None:
    if re.search(r"newline|line-?break|\bbr\b|hard", element.get("rend", "").lower()):
        flow.newline()
    else:
        _break(element, flow, in_word=in_word)
    if number := element.get("n"):
        flow.milestone(number)


def _break(element: Element, flow: Flow, *, in_word: bool) -> None:
    if element.get("break") == "no":
        flow.no_space()
    elif not in_word:
        flow.boundary()


def _choice(element: Element, hooks: Hooks) -> None:
    children = [child for child in element if name_of(child)]
    preferred = [child for child in children if name_of(child) in _PREFERRED]
    others = [child for child in children if name_of(child) not in _SECOND_CHOICE]
    for child in (preferred or others or children)[:1]:
        read_inline(child, hooks)


def _apparatus(element: Element, hooks: Hooks) -> None:
    """The reading of the text; the other readings are notes."""
    readings = [child for child in element.iter() if name_of(child) in ("lem", "rdg")]
    for child in readings[:1]:
        read_inline(child, hooks)
    for child in readings[1:]:
        hooks.note(child)


def _styles(element: Element, name: str) -> tuple[Style, ...]:
    if name in _ITALIC:
        return ("italic",)
    if name != "hi":
        return ()
    said = " ".join(element.get(key, "") for key in ("rend", "rendition", "style")).lower()
    styles: list[Style] = []
    if not said.strip() or re.search(r"ital|\bi\b|slant", said):
        styles.append("italic")
    if re.search(r"bold|\bb\b", said):
        styles.append("bold")
    if "underl" in said:
        styles.append("underline")
    return tuple(styles)


class _Tokens:
    """How a row of `w`, `c` and `pc` elements is put together to running text.

    Where there are `c` elements they are the spaces, and whitespace between elements is
    layout. Where there are none, whitespace parts words, but not a word from the
    punctuation after it. Where nothing stands between the words, each is one of its own.
    """

    def __init__(self, parent: Element) -> None:
        names = {name_of(child) for child in parent}
        self.any = bool(names & {"w", "pc"})
        if not self.any:
            return
        self.explicit = "c" in names
        chunks = [parent.text or "", *(child.tail or "" for child in parent)]
        self.glued = not self.explicit and not any(chunks)

    def words(self, chunk: str | None, flow: Flow) -> None:
        """Text between the elements."""
        if self.any and self.explicit and chunk and not chunk.strip():
            return
        flow.words(chunk)

    def before(self, child: Element, name: str, flow: Flow) -> None:
        """Called before each child is read."""
        if not self.any or name not in ("w", "pc", "c"):
            return
        if child.get("join") in ("left", "both"):
            flow.no_space()
        elif name == "c" and not child.text:
            flow.words(" ")
        elif name == "w" and self.glued and child.get("part") not in ("M", "F"):
            flow.boundary()
        elif name == "pc" and not self.explicit and flow.closes(_first(child)):
            flow.no_space_before()

    def after(self, child: Element, name: str, flow: Flow) -> None:
        """Called after each child was read."""
        if not self.any or name not in ("w", "pc"):
            return
        opens = name == "pc" and not self.explicit and flow.opens()
        if opens or child.get("join") in ("right", "both"):
            flow.no_space()


def _first(element: Element) -> str:
    return text_of(element)[:1] or " "
