"""`annotations.yaml`: notes written by hand, notes drawn, and what a person decided.

Takes the text of the file; gives `AnnotationRecord`s in its order. Whether a quotation
or a citation is in the script is asked later.

```yaml
annotations:
  - id: hand-kettle                       # never change it: decisions hang on it
    quote: {exact: the kettle, prefix: "put "}   # words of the script, and what is around
    body: The third cup of the evening, and the first that is drunk.
    themes: [kindness]
  - id: hand-door
    target: "2.14"                        # or a citation: scene.speech, or 1.2.129
    body: She closes it twice.
    kind: staging                         # default: comment
    was: {exact: I shut it.}              # written by the program: the words at 2.14
  - id: hand-quay
    target: {scene: "5"}                  # or {scenes: 5-7}, {cast: Margit}, {work: yes}
    body: The only scene that is set by daylight.
  - id: drawn-5f0c                        # written by the program
    source: the-analysis                  # the analysis' file name without ending
    quote: {exact: put the kettle on, start: 120, end: 137}
    body: What the analysis says of it.
    decision: accept                      # accept, reject or pin: a person's
    made: 9b1d                            # checksum of what the program wrote
  - id: gathered-03fe                     # written by the program: a member's note
    member: Anna                          # stands beside it as its writer
    quote: {exact: the kettle}
    body: We all stopped here.
    follows: gathered-77aa                # the note that it answers
    gathered: 1c2d                        # checksum of what the program wrote
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from booklet.citing import cited_in_brackets
from booklet.model import COMMENT, MEMBER, Aim, AnnotationRecord, Decision, Scope, Selector
from booklet.problems import Problem, Result, error, warning
from booklet.read.note_kinds import unknown_kind
from booklet.read.yaml.entries import FileEntry, duplicates, read_entries, references_in
from booklet.read.yaml.marked import Mapping, entry_texts
from booklet.read.yaml.shape import Shape, TextList, mistyped, wrong

DECISIONS: dict[str, Decision] = {
    "accept": "accepted",
    "reject": "rejected",
    "pin": "pinned",
}
"""What a person writes, and what the model calls it."""

MOST_SIGNS = 400
"""Markdown signs in a note; nested by the thousand they would break its reader."""

_CITATION = re.compile(r"[^\s.]{1,40}(\.[^\s.]{1,40}){1,8}")


AIMS: dict[str, Scope] = {
    "scene": "scene",
    "scenes": "scenes",
    "cast": "character",
    "work": "work",
}
"""The keys of a target wider than words, and the scope that each means."""

_SCENES = re.compile(r"\S{1,40}(?:\s*[-–]\s*\S{1,40})?")


def _target(value: object) -> object:
    """A citation as it stands; a target wider than words as `scope: at`."""
    if not isinstance(value, dict):
        return _citation(value)
    if list(value) == ["speech"]:
        return _citation(value["speech"])
    key = next(iter(value), "")
    at = value.get(key)
    fits = isinstance(at, str) and (
        (_SCENES.fullmatch(at) or cited_in_brackets(at))
        if key in ("scene", "scenes")
        else key != "work" or at in _YES
    )
    if len(value) != 1 or key not in AIMS or not fits:
        raise wrong(
            "wrong-citation",
            "the target is not a place in the script",
            'Write one of `scene: "2"`, `scenes: 2-4`, `speech: "2.14"`, `cast: NAME`, '
            "`work: yes`.",
        )
    return f"{AIMS[key]}: {'' if key == 'work' else at}"


_YES = ("yes", "true", "True")


def _aim(target: str) -> Aim | None:
    scope, colon, at = target.partition(": ")
    found = next((one for one in AIMS.values() if one == scope), None)
    return Aim(found, at.strip()) if colon and found else None


def _citation(value: object) -> object:
    if isinstance(value, str) and not (
        _CITATION.fullmatch(value) or any(cited.line for cited in cited_in_brackets(value))
    ):
        raise wrong(
            "wrong-citation",
            f"`{value}` is not a place in the script",
            "Write scene.speech such as 2.14, or for verse 1.2.129, as printed in the booklet; "
            "to point at words, write `quote: {exact: …}`.",
        )
    return value


def _offset(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch("[0-9]{1,9}", value):
        raise wrong("wrong-number", f"`{value}` is not a number of characters")
    return value


Offset = Annotated[int, BeforeValidator(_offset)]


class Quote(Shape):
    """A quotation: the words, and the words before and behind that tell two places apart."""

    exact: Annotated[str, Field(min_length=1)]
    prefix: str = ""
    suffix: str = ""
    start: Offset = 0
    end: Offset = 0

    def selector(self) -> Selector:
        """As the noun of the model."""
        return Selector(self.exact, self.prefix, self.suffix, self.start, self.end)


class AnnotationEntry(Shape):
    """An entry of `annotations.yaml`."""

    machine_keys: ClassVar[frozenset[str]] = frozenset(
        {"status", "score", "reason", "candidates", "text", "speaker", "scope"}
    )
    needed_keys: ClassVar[frozenset[str]] = frozenset({"id", "quote", "target", "body"})

    id: str = ""
    source: str = ""
    quote: Quote | None = None
    target: Annotated[
        str, BeforeValidator(_target, json_schema_input_type=str | dict[str, str | bool])
    ] = ""
    body: str = ""
    themes: TextList = ()
    kind: Annotated[str, Field(min_length=1)] = COMMENT.name
    decision: Literal["", "accept", "reject", "pin"] = ""
    made: str = ""
    place: str = ""
    script: Quote | None = None
    was: Quote | None = None
    member: str = ""
    follows: str = ""
    gathered: str = ""


def parse_annotations(
    text: str, file: str, kinds: tuple[str, ...] | None = None
) -> Result[tuple[AnnotationRecord, ...]]:
    """The entries in `text` that can be read.

    `kinds` are the kinds of notes of the course's own; without them no kind is judged.
    Problems: those of `read_entries` and `references_in`; `unknown-kind`, `annotation-without-id`,
    `annotation-without-target`, `annotation-without-body` (a warning),
    `duplicate-annotation`, `wrong-citation`.
    """
    read = read_entries(text, file, "annotations", AnnotationEntry, "an annotation")
    if read.value is None:
        return Result(None, read.problems)
    texts = entry_texts(text, read.value.sequence)
    problems = [*read.problems, *references_in(read.value.entries, "body")]
    records: list[AnnotationRecord] = []
    for entry in read.value.entries:
        problems += _incomplete(entry)
        if kinds is not None:
            problems += _unknown_kind(entry, kinds)
        if entry.value.id:
            records.append(_record(entry, texts[entry.index]))
    named = ((record.id, record.span) for record in records)
    problems += duplicates(named, "duplicate-annotation", "the id")
    return Result(tuple(records), tuple(problems))


def _record(entry: FileEntry[AnnotationEntry], text: str) -> AnnotationRecord:
    value = entry.value
    aim = _aim(value.target)
    return AnnotationRecord(
        id=value.id,
        span=entry.node.span,
        text=text,
        source=f"{MEMBER}{value.member}" if value.member else value.source,
        body=value.body,
        quote=value.quote.selector() if value.quote else None,
        citation="" if aim else value.target,
        decision=DECISIONS.get(value.decision, ""),
        themes=value.themes,
        kind=value.kind,
        made=value.made,
        place=value.place,
        script=value.script.selector() if value.script else None,
        was=value.was.selector() if value.was else None,
        aim=aim,
        gathered=value.gathered,
        follows=value.follows,
    )


def _unknown_kind(entry: FileEntry[AnnotationEntry], own: tuple[str, ...]) -> Iterator[Problem]:
    given = entry.node.get("kind") if isinstance(entry.node, Mapping) else None
    problem = unknown_kind(entry.value.kind, own, given.value.span if given else None)
    if problem is not None:
        yield problem


def _incomplete(entry: FileEntry[AnnotationEntry]) -> list[Problem]:
    value, span = entry.value, entry.node.span
    meant = mistyped(entry.node, AnnotationEntry) if isinstance(entry.node, Mapping) else {}
    mistaken = set(meant.values())
    problems: list[Problem] = []
    if sum(value.body.count(sign) for sign in "*_[~`") > MOST_SIGNS:
        body = entry.node.get("body") if isinstance(entry.node, Mapping) else None
        problems.append(
            error(
                "text-too-long",
                f"the note has more than {MOST_SIGNS} signs of emphasis and links in it",
                body.value.span if body else span,
                "Take some of the * _ [ ~ ` out, or divide the note.",
            )
        )
    if not value.id and "id" not in mistaken:
        hint = f"Add a line `id: {_proposed_id(value)}`: decisions are kept under it."
        problems.append(error("annotation-without-id", "the annotation has no id", span, hint))
    # What `draw` wrote of a remark near a quotation has only the words of the script there.
    remembered = value.script is not None and bool(value.made)
    aimed = value.quote is not None or bool(value.target) or remembered
    aimed = aimed or bool(mistaken & {"quote", "target"})
    if not aimed and value.decision != "reject" and not value.gathered:
        problems.append(
            error(
                "annotation-without-target",
                "the annotation does not say what it speaks of",
                span,
                "Add `quote: {exact: words of the script}` or `target: scene.speech`.",
            )
        )
    spoken = value.body or value.source or "body" in mistaken
    if not spoken and value.decision != "reject":
        body = entry.node.get("body") if isinstance(entry.node, Mapping) else None
        problems.append(
            warning(
                "annotation-without-body",
                "the annotation says nothing",
                body.span if body else span,
                "Add a line `body: …` with the note.",
            )
        )
    return problems


def _proposed_id(value: AnnotationEntry) -> str:
    words = re.findall(r"\w+", value.body or (value.quote.exact if value.quote else ""))
    return "-".join(["hand", *words[:2]]).lower()
