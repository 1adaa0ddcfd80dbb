"""Readings as notes of `annotations.yaml`, and the pack's notes likewise.

Takes collated speeches and the whole script's words; gives entries in the form in
which a person writes notes by hand, so that draw, edit and a person treat them alike.
An apparatus note is of kind `apparatus`. It stands at the printed words and tells what a
witness has in their place: *Linebook* has “wound” for “have wound”.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from booklet.ingest.packs import PackNote, holds
from booklet.ingest.readings import CollatedSpeech, Variant, variants
from booklet.ingest.tokens import Token, tokens
from booklet.ingest.wording import Wording
from booklet.model import APPARATUS, COMMENT, Line
from booklet.yaml_text import flow_list, quoted, scalar

FEWEST_WORDS = 2
"""A lemma has at least so many words, so that it can be found again by eye."""

MOST_WORDS = 9
"""A reading of more words is shown by its first and last three."""

BODY_WORDS = 45
"""A note tells of differences until it has so many words; the others are counted."""


MOST_PLACES = 200
"""A word that stands in more places does not help to find the others beside it."""


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """An entry to write: the words it stands at, what is around them, and its body."""

    id: str
    exact: str
    prefix: str
    suffix: str
    body: str
    kind: str
    themes: tuple[str, ...] = ()
    source: str = ""


def apparatus(speeches: Sequence[CollatedSpeech], words: Wording) -> tuple[NoteEntry, ...]:
    """One note for each speech whose readings differ in words, told in these words."""
    script = _Script(plain(speech.text) for speech in speeches)
    found: list[NoteEntry] = []
    taken: set[str] = set()
    for number, speech in enumerate(speeches):
        text = plain(speech.text)
        differing = variants(_plain_speech(speech))
        if not differing:
            continue
        places = [_lemma(text, variant.start, variant.end) for variant in differing]
        start, end = script.once(number, *places[0][:2])
        body = _body(differing, places, speech, text, text[start:end], words)
        key = hashlib.sha256(f"{speech.speaker}|{text}".encode()).hexdigest()[:8]
        if key in taken:
            continue
        taken.add(key)
        found.append(
            NoteEntry(
                f"reading-{key}",
                text[start:end],
                text[max(0, start - 24) : start],
                text[end : end + 24],
                body,
                APPARATUS.name,
            )
        )
    return tuple(found)


def pack_notes(
    notes: Sequence[PackNote], speeches: Sequence[CollatedSpeech]
) -> tuple[tuple[NoteEntry, ...], tuple[str, ...]]:
    """The pack's notes whose cue is in the script, and the ids of those whose cue is not."""
    script = _Script(plain(speech.text) for speech in speeches)
    found: list[NoteEntry] = []
    missing: list[str] = []
    for note in notes:
        for number, speech in enumerate(speeches):
            text, row = script.texts[number], script.rows[number]
            at = holds(tuple(token.form for token in row), note.cue.words)
            if at >= 0 and note.cue.speaker in ("", speech.speaker):
                start, end = row[at].start, row[at + len(note.cue.words) - 1].end
                start, end = script.once(number, start, end)
                prefix, suffix = text[max(0, start - 24) : start], text[end : end + 24]
                found.append(
                    NoteEntry(
                        note.id,
                        text[start:end],
                        prefix,
                        suffix,
                        note.body,
                        COMMENT.name,
                        note.themes,
                    )
                )
                break
        else:
            missing.append(note.id)
    return tuple(found), tuple(missing)


def places_of(
    speeches: Sequence[CollatedSpeech],
) -> Callable[[int, Sequence[str]], tuple[str, str, str] | None]:
    """For the number of a speech and words of it in comparable form: how they are found again,
    as the words, and what stands before and behind them; the whole speech where it has not
    just these words, None where it has none."""
    script = _Script(plain(speech.text) for speech in speeches)

    def place(number: int, row: Sequence[str]) -> tuple[str, str, str] | None:
        text, own = script.texts[number], script.rows[number]
        if not own:
            return None
        at = holds(tuple(token.form for token in own), tuple(row))
        first, last = (at, at + len(row) - 1) if at >= 0 and row else (0, len(own) - 1)
        start, end = script.once(number, own[first].start, own[last].end)
        return text[start:end], text[max(0, start - 24) : start], text[end : end + 24]

    return place


def annotations_text(entries: Sequence[NoteEntry]) -> str:
    """The text of `annotations.yaml`."""
    rows = ["annotations:"]
    for entry in entries:
        rows += [f"  - id: {entry.id}", "    quote:", f"      exact: {scalar(entry.exact)}"]
        if entry.prefix.strip():
            rows.append(f"      prefix: {quoted(entry.prefix)}")
        if entry.suffix.strip():
            rows.append(f"      suffix: {quoted(entry.suffix)}")
        rows.append(f"    body: {scalar(entry.body)}")
        if entry.source:
            rows.append(f"    source: {scalar(entry.source)}")
        if entry.kind != COMMENT.name:
            rows.append(f"    kind: {entry.kind}")
        if entry.themes:
            rows.append(f"    themes: {flow_list(entry.themes)}")
    return "\n".join(rows) + "\n"


def plain(text: str) -> str:
    """Spoken words without the stars of emphasis, as the script's reader gives them."""
    return re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,80})(?<=[^\s*])\*(?![\w*])", r"\1", text)


class _Script:
    """The speeches of a script, in which words can be found that stand there once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.rows: list[tuple[Token, ...]] = [tokens(text) for text in self.texts]
        self._words = [
            tuple(text[token.start : token.end] for token in row)
            for text, row in zip(self.texts, self.rows, strict=True)
        ]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for at, word in enumerate(words):
                if len(self._places[word]) <= MOST_PLACES:
                    self._places[word].append((number, at))

    def once(self, number: int, start: int, end: int) -> tuple[int, int]:
        """`start` and `end` in a speech widened to the right, then to the left, until the
        script has the words between them once."""
        row = self.rows[number]
        first = next((at for at, token in enumerate(row) if token.end > start), 0)
        last = next((at for at in range(len(row) - 1, -1, -1) if row[at].start < end), first)
        if not row or last < first:
            return start, end
        while not self._stand_once(self._words[number][first : last + 1]):
            if last + 1 < len(row):
                last += 1
            elif first > 0:
                first -= 1
            else:
                break
        return min(start, row[first].start), max(end, row[last].end)

    def _stand_once(self, words: tuple[str, ...]) -> bool:
        """Whether the script has these words once; never for words that are all common."""
        rarest = min(range(len(words)), key=lambda at: len(self._places[words[at]]))
        places = self._places[words[rarest]]
        if len(places) > MOST_PLACES:
            return False
        size = len(words)
        found = 0
        for number, at in places:
            start = at - rarest
            found += start >= 0 and self._words[number][start : start + size] == words
        return found == 1


_Lemma = tuple[int, int, str, str]
"""Where the words of a lemma begin and end, and which of them stand beside the variant."""


def _body(
    differing: Sequence[Variant],
    places: Sequence[_Lemma],
    speech: CollatedSpeech,
    text: str,
    lemma: str,
    wording: Wording,
) -> str:
    """What each witness has for the printed words, which the booklet prints before the note."""
    said: dict[str, list[tuple[str, str]]] = {}
    untold, words = 0, 0
    for variant, (start, end, before, after) in zip(differing, places, strict=True):
        left = text[start + len(before) : variant.start] if before else ""
        right = text[variant.end : end - len(after)] if after else ""
        other = f"{before}{left or ' '}{variant.reading}{right or ' '}{after}".strip()
        printed = text[start:end]
        verb, told = wording.has, _in_marks(other, wording)
        if not variant.reading:
            verb = wording.leaves_out
            told = _in_marks(text[variant.start : variant.end], wording)
        elif len(differing) > 1 or printed != lemma:
            told += f" {wording.instead} {_in_marks(printed, wording)}"
        witness = f" {wording.conjunction} ".join(
            _witness(name, speech, text, wording) for name in variant.witnesses
        )
        size = len(f"{verb} {told}".split())
        words += size + (0 if witness in said else len(witness.split()))
        if said and words > BODY_WORDS:
            untold += 1
            continue
        said.setdefault(witness, []).append((verb, told))
    rows = [f"{witness} {_listed(tolds)}" for witness, tolds in said.items()]
    if untold:
        rows.append(wording.one_more if untold == 1 else wording.more.format(untold))
    return "; ".join(rows) + "."


def _listed(told: Sequence[tuple[str, str]]) -> str:
    """The verb once for what it goes with: has “a” for “b”, “c” for “d”, leaves out “e”."""
    rows: list[str] = []
    before = ""
    for verb, each in told:
        rows.append(each if verb == before else f"{verb} {each}")
        before = verb
    return ", ".join(rows)


def _witness(name: str, speech: CollatedSpeech, printed: str, wording: Wording) -> str:
    """A witness by name; a page that has the printed words too, by another of its places."""
    both = any(each.witness == name and plain(each.text) == printed for each in speech.readings)
    named = {"subtitles": wording.subtitles, "script": wording.script}.get(name, name)
    return f"*{_escape(named)}*" + (f", {wording.elsewhere}," if both else "")


def _in_marks(text: str, wording: Wording) -> str:
    """Quoted for the note; a line break is a space, a quotation inside has inner marks."""
    first, last = wording.inner_marks
    inner = re.sub(r'"([^"]*)"', rf"{first}\1{last}", _shortened(text))
    inner = inner.replace("“", first).replace("”", last)
    before, after = wording.marks
    return f"{before}{_escape(inner)}{after}"


def _plain_speech(speech: CollatedSpeech) -> CollatedSpeech:
    body = tuple(
        replace(part, text=plain(part.text)) if isinstance(part, Line) else part
        for part in speech.body
    )
    return replace(speech, body=body)


def _lemma(text: str, start: int, end: int) -> _Lemma:
    """The words of a variant and enough beside them; and those beside, as they stand.

    An addition has no words of its own: those on both sides stand for it.
    """
    row = tokens(text)
    inside = [at for at, token in enumerate(row) if token.start < end and start < token.end]
    first = (
        inside[0] if inside else next((i for i, t in enumerate(row) if t.start >= start), len(row))
    )
    last = inside[-1] if inside else first - 1
    lower, upper = first, last
    if not inside or last - first + 1 < FEWEST_WORDS:
        if upper + 1 < len(row):
            upper += 1
        if (not inside or upper == last) and lower > 0:
            lower -= 1
    before = text[row[lower].start : row[first - 1].end] if lower < first else ""
    after = text[row[last + 1].start : row[upper].end] if upper > last else ""
    return row[lower].start, row[upper].end, before, after


def _shortened(text: str) -> str:
    row = text.split()
    return text if len(row) <= MOST_WORDS else " ".join([*row[:3], "…", *row[-3:]])


def _escape(text: str) -> str:
    return re.sub(r"([*_`\[\]\\])", r"\\\1", " ".join(text.split()))
