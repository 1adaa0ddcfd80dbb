"""What stands next to a quotation and tells where it comes from.

Takes the text of a block and a span in it; gives the speakers named, the act, scene
and line cited, and whether the words before announce the title of another work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.citing import Cited, cited_in, cited_in_brackets
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_name, folded_words
from booklet.draw.finding.rarity import COMMON_WORDS
from booklet.draw.finding.sentences import SAYING, SAYS
from booklet.languages import of_all

_CLAUSE_END = re.compile(r"[.;!?…—–][”’\"'»)\]]*\s|\n")
_AFTER_END = re.compile(r"[.;:!?…—–(\n]|\s[“‘\"«„]")
_QUOTED = re.compile(r"“[^“”]*+”|«[^«»]*+»|„[^„“”]*+[“”]|\"[^\"]*+\"(?=[\s,.;:)])")
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÞŁŚŠŽА-ЯЁΑ-Ω][\w’'-]*")
ADDRESSED = frozenset(of_all("addressing_words"))
_ELSEWHERE = frozenset(of_all("turning_words"))
_WORKS = frozenset(of_all("work_words"))
_NEAR_WORDS = 9
_NEAR_CHARACTERS = 60
_ANNOUNCING = 60
_SAYS_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<name>[^\W\d_][\w’'-]*+)\s++(?:[a-z]+ly\s+)?{SAYS}[\s,:]*$"
)
_IN_BRACKETS = re.compile(r"\s*+[,.;]?\s*+[(\[]([^()\[\]]{1,80})[)\]]")
_SENTENCE_END = re.compile(r"[.!?…][”’\"'»“)\]]{0,3}\s\W{0,8}[A-ZÀ-ÞŁŚŠŽА-ЯЁΑ-Ω]|\n")
_OPENING = re.compile('[“„«"]')
_NEAR_CITED = 200
_SAME_CITED = 2_000
"""So far around a quotation nothing but one scene is cited, where that one is taken for it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words around a quotation say.

    `beside` are the speakers named right beside it as those who say it; `saying` these
    and the one person of a sentence that ends in a colon before it; `named` all those
    named in its sentence. `cited` are the scenes (0-based) that are cited for it, `lines` the
    first and last line, 0 where there is none. `settings` are the scenes (0-based) whose heading
    has a word of the sentence. `title` is True where the words before announce another work.
    """

    beside: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    cited: frozenset[int] = frozenset()
    lines: tuple[int, int] = (0, 0)
    title: bool = False
    settings: frozenset[int] = frozenset()


def surroundings(
    text: str, start: int, end: int, index: ScriptIndex, label: str = ""
) -> Surroundings:
    """What stands around `text[start:end]` (marks included in the span).

    `label` is a speaker's name printed before the words themselves (`WREN: …`).
    """
    before = _clause_before(text, start)
    after = text[end : end + 160]
    sentence_after = re.split(r"[.!?](?:\s|$)", after, maxsplit=1)[0]
    stop = _AFTER_END.search(after)
    near_after = after[: stop.start()] if stop else after
    if re.search(r"[.…!?][”’\"'»“)]?$", text[max(0, end - 2) : end]) and not _goes_on(after):
        near_after = ""
    beside = set(_speakers_before(before, index)) | set(_speaker_after(near_after, index))
    if label:
        beside = set(index.names.get(folded_name(label), ())) or beside
    introduced = set(_all_named(before, index)) if before.rstrip().endswith(":") else set()
    named = beside | set(_all_named(before, index)) | set(_all_named(sentence_after, index))
    cited, lines = _cited(text, start, end, index)
    return Surroundings(
        frozenset(beside),
        frozenset(named),
        frozenset(introduced if len(introduced) == 1 else ()) | frozenset(beside),
        cited,
        lines,
        _announces_title(before),
        _settings(before, sentence_after, index),
    )


def _settings(before: str, after: str, index: ScriptIndex) -> frozenset[int]:
    """The scenes that all words of place or day in the sentence speak of."""
    named = [
        index.settings[word]
        for word in folded_words(f"{before} {after}")
        if word in index.settings and word not in COMMON_WORDS
    ]
    return frozenset.intersection(*named) if named else frozenset()


def announces_title(text: str, start: int) -> bool:
    """Whether the words before `start` announce the title of a work."""
    near = _TOKEN.findall(text[max(0, start - _ANNOUNCING) : start].lower())
    if _WORKS.isdisjoint(near):
        return False
    return _announces_title(_clause_before(text, start))


def _clause_before(text: str, start: int) -> str:
    before = text[max(0, start - 240) : start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    return _QUOTED.sub(lambda quote: " " * len(quote.group()), before)


def _goes_on(after: str) -> bool:
    """Whether the sentence goes on after a quotation that ends with a stop."""
    return bool(re.match(r"\s*[,a-zа-яё]", after) or SAYING.match(after.lstrip()))


def _speakers_before(before: str, index: ScriptIndex) -> list[str]:
    """Those named in the last words before, but for the ones who are spoken to."""
    right_before = _SAYS_BEFORE.search(before[-_NEAR_CHARACTERS:])
    if right_before:
        keys = _named(right_before["name"], index)
        if keys:
            return list(keys)
    tokens = list(_TOKEN.finditer(before))
    found: list[str] = []
    for at in range(max(0, len(tokens) - _NEAR_WORDS), len(tokens)):
        keys = _named(tokens[at].group(), index)
        if keys and not (at and _addresses(tokens[at - 1], tokens[at])):
            found += keys
    return found


def _addresses(word: re.Match[str], name: re.Match[str]) -> bool:
    """Whether the word before a name makes it the name of who is spoken to."""
    return word.group().lower() in ADDRESSED and not word.string[word.end() : name.start()].strip()


def _speaker_after(after: str, index: ScriptIndex) -> list[str]:
    """The one who says it: `says Wren`, `Wren says`, `the old Watch says`."""
    tokens = [match.group() for match in _TOKEN.finditer(after)][:3]
    for token in tokens:
        if token.lower() in _ELSEWHERE:
            return []
        keys = _named(token, index)
        if keys:
            return list(keys)
    return []


def _named(token: str, index: ScriptIndex) -> frozenset[str]:
    if not token[0].isupper():
        return frozenset()
    folded = folded_words(token)
    return index.names.get(folded[0], frozenset()) if folded else frozenset()


def _all_named(text: str, index: ScriptIndex) -> list[str]:
    return [key for word in _CAPITALISED.findall(text) for key in _named(word, index)]


def _cited(
    text: str, start: int, end: int, index: ScriptIndex
) -> tuple[frozenset[int], tuple[int, int]]:
    """The scenes and the lines cited for a quotation: in brackets behind it, else in its
    sentence, else by the one citation far and wide."""
    bracket = _IN_BRACKETS.match(text, end)
    if bracket:
        for cited in cited_in_brackets(bracket[1]):
            meant = _meant(cited, index)
            if meant:
                return meant
    everywhere = cited_in(text)
    before = [
        each
        for each in everywhere
        if start - _NEAR_CITED <= each.end <= start
        and not _SENTENCE_END.search(text, each.end, start)
    ]
    behind = [
        each
        for each in everywhere
        if end <= each.start <= end + _NEAR_CITED
        and not _SENTENCE_END.search(text, end, each.start)
        and not _OPENING.search(text, end, each.start)
    ]
    for cited in (*before[::-1], *behind):
        meant = _meant(cited, index)
        if meant:
            return meant
    named = [each for each in everywhere if each.act and each.scene]
    near = [each for each in named if start - _NEAR_CITED <= each.start < start + _NEAR_CITED]
    far = {
        (each.act, each.scene)
        for each in named
        if start - _SAME_CITED <= each.start < start + _SAME_CITED
    }
    if near and len(far) == 1:
        return index.divisions.scenes_cited(near[0]), (0, 0)
    return frozenset(), (0, 0)


def _meant(cited: Cited, index: ScriptIndex) -> tuple[frozenset[int], tuple[int, int]] | None:
    """The scenes and lines that a citation means, None where the script has none such."""
    scenes = index.divisions.scenes_cited(cited)
    if not scenes and (cited.act or cited.scene or not cited.line):
        return None
    return scenes, (cited.line, cited.to)


def _announces_title(before: str) -> bool:
    last = [match.group().lower() for match in _TOKEN.finditer(before[-_ANNOUNCING:])][-2:]
    return any(word in _WORKS for word in last) and not before.rstrip().endswith(":")
