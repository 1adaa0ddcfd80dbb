"""A script written as YAML, for those who prefer it to Fountain.

Takes the text of the file; gives the `Script`. All of it is text: `NO: 010` is the
speaker NO saying “010”.

```yaml
title: Low Water                 # title, subtitle, authors, language and cast may be
language: en-GB                  # left out: booklet.yaml can say them as well
cast:
  - MARA
  - {name: THE HORN, description: a voice, aliases: [HORN]}

scenes:
  - heading: INT. LAMP ROOM - NIGHT
    label: 12A                   # the script's own number of the scene
    act: Act Two                 # where an act begins; holds until the next one
    synopsis: Two keepers, one lamp.
    elements:
      - Rain on the glass.       # plain text is what happens: a stage direction
      - MARA: Is that you?       # a name and a colon: what somebody says
      - HORN (V.O.): I am always me.
      - MARA:                    # several paragraphs; one in brackets says how
          - (to the window)
          - And always late.
          - direction: She wipes the glass.
          - There.
      - speaker: HORN            # the long form, for all that a speech can have
        extension: V.O.
        parenthetical: softly
        says: |
          A line break typed here is kept.

          A blank line begins a paragraph.
      - speaker: [MARA, HORN]    # both together
        sings:                   # or `verse`: a list of lines, or lines below `|`
          - Low water, low water,
          - and nobody there.
      - dual:                    # at the same time, side by side
          - MARA: Go on.
          - HORN: Go back.
      - transition: BLACKOUT
      - centered: END
      - ===                      # a page break
```

`*italic*`, `**bold**` and `_underline_` are as in Fountain. A text that begins with one
of `* & ! @ % [ {` or holds a colon with a space needs quotes: that is YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import Field

from booklet.model import (
    Act,
    CastMember,
    Direction,
    DirectionKind,
    DualDialogue,
    Line,
    LineKind,
    PageBreak,
    Scene,
    SceneElement,
    Script,
    Span,
    Speech,
    one_by_one,
    with_speeches,
)
from booklet.names import name_key
from booklet.nearest import nearest
from booklet.problems import Problem, Result, error, warning
from booklet.read.fountain.cue import name_speakers
from booklet.read.fountain.inline import styled
from booklet.read.headings import number_in
from booklet.read.keys.settings import LanguageTag, MemberOrName
from booklet.read.yaml.marked import Entry, Mapping, Node, Scalar, Sequence, parse_yaml
from booklet.read.yaml.shape import Shape, TextList, read_shape, unknown_key

S = TypeVar("S", bound=Shape)

DIRECTIONS: dict[str, DirectionKind] = {
    "direction": "action",
    "transition": "transition",
    "centered": "centered",
}
"""Keys of elements that are directions, and the kind of each."""

_SPEECH_KEYS = ("speaker", "extension", "parenthetical", "says", "verse", "sings")
_VERSES: dict[str, LineKind] = {"verse": "verse", "sings": "lyric"}
_BODY_KEYS = ("direction", "verse", "sings")
_ELEMENT_KEYS = (*DIRECTIONS, "dual", *_SPEECH_KEYS)
_CUE = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<extension>[^()]+)\)")


class ScriptFile(Shape):
    """The top level of a script in YAML."""

    title: str = ""
    subtitle: str = ""
    authors: TextList = ()
    language: LanguageTag = ""
    cast: tuple[MemberOrName, ...] = ()
    scenes: object = Field(None)


class ActEntry(Shape):
    """An act with a number of its own."""

    label: str = ""
    heading: str = ""


class SceneEntry(Shape):
    """A scene, its elements aside."""

    heading: str = ""
    label: str = ""
    synopsis: str = ""
    act: object = Field(None)
    elements: object = Field(None)


def parse_script_yaml(text: str, file: str) -> Result[Script]:
    """The script in `text`; None where something in it cannot be understood.

    Problems: those of `parse_yaml` and `read_shape`; `wrong-kind`, `unknown-key`,
    `missing-key`, `script-empty`, and the warnings `speech-without-words` and
    `unknown-key` for a speaker whose name looks like a mistyped key.
    """
    tree = parse_yaml(text, file)
    if tree.value is None:
        return Result(None, tree.problems)
    reader = _Reader(file, list(tree.problems))
    script = reader.script(tree.value)
    return Result(script, tuple(reader.problems))


@dataclass(slots=True)
class _Reader:
    """Walks the tree from the outside in and notes what does not fit."""

    file: str
    problems: list[Problem]

    def refuse(self, code: str, message: str, span: Span, hint: str = "") -> None:
        self.problems.append(error(code, message, span, hint))

    def script(self, root: Node) -> Script | None:
        head = self.shape(root, ScriptFile, "the script")
        if head is None:
            return None
        listed = root.get("scenes") if isinstance(root, Mapping) else None
        scenes = self.scenes(listed.value) if listed else []
        if not scenes:
            hint = "Write the key `scenes:` and a list of scenes below it."
            span = listed.span if listed else root.span
            self.refuse("script-empty", "there is no scene in the script", span, hint)
            return None
        cast = tuple(member.member() for member in head.cast)
        return Script(
            title=head.title,
            scenes=_with_names(scenes, cast),
            span=Span(self.file),
            subtitle=head.subtitle,
            authors=head.authors,
            language=head.language,
            cast=cast,
        )

    def shape(self, node: Node, shape: type[S], what: str) -> S | None:
        """The node as `shape`; unknown keys are errors, since they would lose words."""
        read = read_shape(node, shape, what)
        self.problems += read.problems
        return read.value

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        if isinstance(node, Scalar) and node.absent:
            return ()
        if isinstance(node, Sequence):
            return node.items
        hint = "Begin each of its entries with a dash."
        self.refuse("wrong-kind", f"{what} must be a list", node.span, hint)
        return ()

    # ------------------------------------------------------------------ scenes, acts

    def scenes(self, node: Node) -> list[Scene]:
        scenes: list[Scene] = []
        act: Act | None = None
        for item in self.items(node, "`scenes`"):
            head = self.shape(item, SceneEntry, "a scene")
            if head is None or not isinstance(item, Mapping):
                continue
            begins = item.get("act")
            if begins is not None:
                act = self.act(begins.value, act)
            listed = item.get("elements")
            elements = self.elements(listed.value) if listed else ()
            heading = " ".join(head.heading.split())
            synopsis = " ".join(head.synopsis.split())
            scenes.append(
                Scene(heading, tuple(elements), item.span, head.label, act, synopsis),
            )
        return scenes

    def act(self, node: Node, current: Act | None) -> Act | None:
        """The act that `node` names: the current one where it is named again."""
        if isinstance(node, Scalar):
            heading = " ".join(node.text.split())
            bare = re.fullmatch(r"[0-9]+|[IVXLC]+", heading)
            found = Act(heading if bare else number_in(heading), heading, node.span)
        else:
            entry = self.shape(node, ActEntry, "an act")
            if entry is None:
                return current
            found = Act(entry.label, entry.heading, node.span)
        if current and (found.label, found.heading) == (current.label, current.heading):
            return current
        return found

    # ---------------------------------------------------------------------- elements

    def elements(self, node: Node) -> Iterator[SceneElement]:
        for item in self.items(node, "`elements`"):
            element = self.element(item)
            if element is not None:
                yield element

    def element(self, node: Node) -> SceneElement | None:
        if isinstance(node, Scalar):
            if node.text == "===" and node.style == "plain":
                return PageBreak(node.span)
            return self.direction(node, "action")
        if isinstance(node, Sequence) or not node.entries:
            hint = "Write a text, or `NAME: what is said`."
            self.refuse("wrong-kind", "neither a direction nor a speech", node.span, hint)
            return None
        first = node.entries[0]
        if first.key in DIRECTIONS:
            self.only(node, (first.key,))
            return self.direction(first.value, DIRECTIONS[first.key])
        if first.key == "dual":
            self.only(node, ("dual",))
            return self.dual(first)
        return self.speech(node)

    def only(self, node: Mapping, known: tuple[str, ...]) -> None:
        self.problems += [
            unknown_key(entry.key, entry.span, known)
            for entry in node.entries
            if entry.key not in known
        ]

    def direction(self, node: Node, kind: DirectionKind) -> Direction | None:
        given = self.text(node, "a direction")
        if given is None:
            return None
        text, emphasis = styled(" ".join(given.split()))
        return Direction(text, node.span, kind, emphasis) if text else None

    def text(self, node: Node, what: str) -> str | None:
        if isinstance(node, Scalar):
            return node.text
        hint = "If it is text with a colon or brackets in it, put quotes around it."
        self.refuse("wrong-kind", f"{what} must be text", node.span, hint)
        return None

    def dual(self, entry: Entry) -> DualDialogue | None:
        speeches = [self.element(item) for item in self.items(entry.value, "`dual`")]
        spoken = tuple(speech for speech in speeches if isinstance(speech, Speech))
        if len(spoken) < len(speeches) or len(spoken) < 2:
            hint = "Write two speeches below it, each with a dash."
            self.refuse("wrong-kind", "`dual` must be a list of speeches", entry.span, hint)
            return None
        return DualDialogue(spoken, entry.span)

    # ---------------------------------------------------------------------- speeches

    def speech(self, node: Mapping) -> Speech | None:
        if any(entry.key in _SPEECH_KEYS for entry in node.entries):
            return self.long_speech(node)
        first = node.entries[0]
        if len(node.entries) > 1:
            message = "several speeches stand in one entry"
            hint = "Begin each of them with a dash of its own."
            self.refuse("wrong-kind", message, node.entries[1].span, hint)
            return None
        meant = nearest(first.key, _ELEMENT_KEYS, likeness=0.8)
        if meant and first.key == first.key.lower():
            message = f"`{first.key}` is taken for the name of a speaker"
            hint = f"Did you mean `{meant}`?"
            self.problems.append(warning("unknown-key", message, first.span, hint))
        known = len(self.problems)
        name, extension = first.key, None
        cue = _CUE.fullmatch(first.key)
        if cue is not None:
            name, extension = cue["name"], cue["extension"].strip()
        body = tuple(self.said(first.value))
        if len(self.problems) > known:
            return None
        return self.spoken((name,), extension, body, node.span)

    def long_speech(self, node: Mapping) -> Speech | None:
        known = len(self.problems)
        self.only(node, _SPEECH_KEYS)
        extension: str | None = None
        body: list[Line | Direction] = []
        for entry in node.entries:
            if entry.key == "extension":
                extension = self.text(entry.value, "`extension`") or None
            elif entry.key == "parenthetical":
                given = self.text(entry.value, "`parenthetical`")
                if given:
                    body.append(_parenthetical(given, entry.value.span))
            elif entry.key == "says":
                body += self.said(entry.value)
            elif entry.key in _VERSES:
                body += self.verses(entry.value, _VERSES[entry.key])
        speakers = self.speakers(node)
        if len(self.problems) > known:
            return None
        if extension is not None:
            extension = extension.strip("() ") or None
        return self.spoken(speakers, extension, tuple(body), node.span)

    def speakers(self, node: Mapping) -> tuple[str, ...]:
        """Who speaks; nobody where there is no such key, as for a song of nobody's."""
        entry = node.get("speaker")
        if entry is None:
            return ()
        names = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        found = tuple(self.text(name, "`speaker`") or "" for name in names)
        if not all(found):
            self.refuse("missing-key", "the speaker has no name", entry.span)
        return tuple(filter(None, found))

    def spoken(
        self,
        speakers: tuple[str, ...],
        extension: str | None,
        body: tuple[Line | Direction, ...],
        span: Span,
    ) -> Speech | None:
        names = tuple(" ".join(name.split()) for name in speakers)
        speaker = " & ".join(names) or None
        if not any(isinstance(part, Line) for part in body):
            who = f"`{speaker}`" if speaker else "nobody"
            hint = "Write what is said, or make it a direction."
            self.problems.append(
                warning("speech-without-words", f"{who} has no words here", span, hint)
            )
            if not body:
                return None
        return Speech(speaker, names, body, span, extension)

    def said(self, node: Node) -> Iterator[Line | Direction]:
        """The body of a speech: a text, or a list of texts, directions and verses."""
        if isinstance(node, Scalar):
            yield from self.paragraphs(node)
            return
        if isinstance(node, Mapping):
            hint = "If it is text with a colon in it, put quotes around it."
            self.refuse("wrong-kind", "what is said must be text or a list", node.span, hint)
            return
        for item in node.items:
            if not isinstance(item, Mapping):
                yield from self.said(item)
                continue
            self.only(item, _BODY_KEYS)
            for entry in item.entries:
                if entry.key == "direction":
                    found = self.direction(entry.value, "stage")
                    if found is not None:
                        yield found
                elif entry.key in _VERSES:
                    yield from self.verses(entry.value, _VERSES[entry.key])

    def paragraphs(self, node: Scalar) -> Iterator[Line | Direction]:
        for text, span in _paragraphs(node):
            if re.fullmatch(r"\([^()]*\)", text, re.DOTALL):
                yield _parenthetical(text, span)
                continue
            plain, emphasis = styled(text)
            if plain:
                yield Line(plain, span, "prose", emphasis=emphasis)

    def verses(self, node: Node, kind: LineKind) -> Iterator[Line]:
        opens = False
        count = 0
        for text, span in self.verse_texts(node, kind):
            plain, emphasis = styled(text)
            if plain:
                yield Line(plain, span, kind, opens_stanza=opens and count > 0, emphasis=emphasis)
                count += 1
            opens = not plain

    def verse_texts(self, node: Node, kind: LineKind) -> Iterator[tuple[str, Span]]:
        """Each line with its place; an empty one divides stanzas."""
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            given = self.text(item, f"a line of {'a song' if kind == 'lyric' else 'verse'}")
            if given is None or not isinstance(item, Scalar):
                continue
            for index, line in enumerate(given.removesuffix("\n").split("\n")):
                yield " ".join(line.split()), _line_of(item, index)


def _paragraphs(node: Scalar) -> Iterator[tuple[str, Span]]:
    """The paragraphs of a text, each with its place.

    Below `|` a line break is kept and a blank line divides; in any other form YAML has
    folded the lines, and what is left of a blank line is one line break.
    """
    if node.style != "literal":
        for index, text in enumerate(node.text.split("\n")):
            if text.strip():
                yield " ".join(text.split()), _line_of(node, index if node.style == "folded" else 0)
        return
    lines = [" ".join(line.split()) for line in node.text.split("\n")]
    first = 0
    for index, line in enumerate([*lines, ""]):
        if not line:
            if first < index:
                yield "\n".join(lines[first:index]), _line_of(node, first)
            first = index + 1


def _line_of(node: Scalar, index: int) -> Span:
    """The place of the line `index` of a text: below its sign for one that has a sign."""
    if node.style in ("literal", "folded"):
        return Span(node.span.file, node.span.line + 1 + index)
    return node.span


def _parenthetical(text: str, span: Span) -> Direction:
    text = " ".join(text.split())
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    plain, emphasis = styled(text)
    return Direction(plain, span, "parenthetical", emphasis)


def _with_names(scenes: Iterable[Scene], cast: Iterable[CastMember]) -> tuple[Scene, ...]:
    """The scenes with canonical names in `who`: those of the cast where they are in it."""
    given = tuple(scenes)
    found = one_by_one(name_speakers([element for scene in given for element in scene.elements]))
    named = (part for part in found if isinstance(part, Speech))
    canonical = {
        name_key(name): member.name for member in cast for name in (*member.aliases, member.name)
    }

    def renamed(typed: Speech) -> Speech:
        found = next(named)
        if typed.speaker is None:
            return typed
        # A list of speakers was typed as one: no guess from the printed name can be better.
        names = typed.who if len(typed.who) > 1 else found.who
        whole = canonical.get(name_key(typed.speaker))
        who = (whole,) if whole else tuple(canonical.get(name_key(name), name) for name in names)
        return replace(typed, who=who)

    return tuple(replace(scene, elements=with_speeches(scene.elements, renamed)) for scene in given)
