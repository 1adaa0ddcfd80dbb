"""What can be told of a sentence of criticism without understanding it.

Takes a sentence in its paragraph; gives features, each a number from about 0 to 3, which
`weights.toml` weighs into how much an editor would want it. Some are of its words (see
`words.toml`), some of its shape, most of where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Container

from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.rarity import COMMON_WORDS
from booklet.draw.saying.anaphora import lean
from booklet.draw.saying.lexicon import classes_of, count_of
from booklet.draw.saying.reading import Paragraph, Sentence

_ABSTRACT = re.compile(r"(?:tion|sion|ness|ment|ity|ance|ence|ism|ship|hood|ung|heit|keit)s?$")
_CAPITALISED = re.compile(r"(?<=[\w,;:’'] )[A-ZÀ-ÞŁŚŠŽА-ЯЁ][\w’'-]+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ACTS = re.compile(
    r"(?<![\w’'-])(?P<who>[^\W\d_][\w’'-]++)\s++(?:[a-z]+ly\s+|also\s+|then\s+)?(?P<does>[a-z]+s)\b"
)
_IS = frozenset(["is", "are", "was", "were", "be", "am", "has", "have", "ist", "sind", "est"])
_STATES = _IS | frozenset(
    re.findall(
        r"\S+",
        """does seems means shows suggests implies represents embodies becomes remains lacks
        needs deserves argues claims refuses fails knows believes understands wants belongs
        matters always perhaps this his hers its yes as less unless words lines us makes turns""",
    )
)
_SUBJECT = 8
_TAG_WORDS = 7  # so many say who speaks to whom
_DEFINES = re.compile(
    r"^\W*(?:\S+\s+){1,9}?(?:is|was|are|isn[’']t|it[’']s|that[’']s|he[’']s|she[’']s)\s+"
    r"(?:(?:not|also|only|never|neither|perhaps|simply|merely|surely|really|in\s+\w+)\s+)?"
    r"(?:an?|the|what|how|where|why|as|more|less)\b"
    r"|^\W*(?:it|that|this|he|she)[’']s\s+(?:an?|the|not|what|how)\b",
    re.I,
)
_SUPERLATIVE = re.compile(
    r"\bthe\s+(?:most|only|best|worst|first|real|whole|one|\w{3,}est)\b|\b(?:nothing|nobody)\b.{0,30}\b"
    r"(?:more|\w{3,}er)\b|\bas\s+\w+\s+(?:\w+\s+)?as\b",
    re.I,
)
_CONTRAST = re.compile(
    r"\bnot\b.{1,60}?\b(?:but|it\s+is|it[’']s)\b|\brather\s+than\b|\binstead\s+of\b|\bno\s+longer\b"
    r"|\bless\b.{1,30}?\bthan\b|\bneither\b|\bn(?:o|ever)t?\s+(?:only|just|merely)\b|\bwhile\b|\balthough\b",
    re.I,
)
_SAID = r"(?:says?|said|asks?|tells?|replie[sd]|adds?|writes?)\b"
_REPORTS = re.compile(rf"\bq\b[,.]?\s+(?:\S+\s+){{0,2}}{_SAID}|\b{_SAID}[^.]{{0,30}}\bq\b", re.I)


def describe(
    sentence: Sentence, paragraph: Paragraph, at: int, script: ScriptIndex
) -> dict[str, float]:
    """The features of sentence `at` of a paragraph."""
    words = sentence.words
    count = len(words)
    others = paragraph.sentences
    quoted = sum(
        len(sentence.text[mark.start : mark.end].split())
        for mark in sentence.marks
        if not mark.depth
    )
    total = max(len(sentence.text.split()), 1)
    names = [word for word in words if word in script.names]
    telling = [word for word in words if len(word) > 2 and word not in COMMON_WORDS]
    foreign = [
        word for word in _CAPITALISED.findall(sentence.plain) if word.casefold() not in script.names
    ]
    leaning = lean(sentence.text)
    reports = bool(_REPORTS.search(sentence.plain))
    found = {
        "one": 1.0,
        "words": min(count, 40) / 20,
        "short": float(count < 6),
        "tiny": float(count < 4),
        "telling": min(len(telling), 12) / 12,
        "quotes": float(sentence.placed),
        "quotes else": float(bool(sentence.marks) and not sentence.placed),
        "quoted share": quoted / total,
        "mostly quoted": float(quoted > 0.6 * total),
        "after quotation": float(_quotes(paragraph, at - 1)),
        "long after quotation": float(
            not _quotes(paragraph, at - 1) and _quotes(paragraph, at - 2)
        ),
        "before quotation": float(at + 1 < len(others) and bool(others[at + 1].findings)),
        "colon": float(sentence.text.rstrip().endswith(":")),
        "first": float(at == 0 and len(others) > 1),
        "last": float(at == len(others) - 1 and len(others) > 1),
        "alone": float(len(others) == 1),
        "opening paragraph": float(paragraph.number == 0 and not paragraph.only),
        "alone with its quotation": float(len(others) == 1 and sentence.placed),
        "alone and claims": float(len(others) == 1 and sentence.placed and count > _TAG_WORDS),
        "names": min(len(names), 3.0),
        "foreign": min(len(foreign), 3.0),
        "year": float(bool(_YEAR.search(sentence.plain))),
        "aside": float(sentence.text.startswith("(")),
        "asks": float(sentence.plain.rstrip("”’\"' ").endswith("?")),
        "exclaims": float(sentence.plain.rstrip("”’\"' ").endswith("!")),
        "clauses": min(sentence.plain.count(";") + sentence.plain.count(":"), 2.0),
        "abstract": min(sum(bool(_ABSTRACT.search(word)) for word in words), 4.0),
        "is": float(not _IS.isdisjoint(words[:_SUBJECT])),
        "narrates": float(_narrates(sentence.plain, script.names)),
        "i": float("i" in words or "my" in words),
        "you": float("you" in words or "your" in words),
        "spoken": sum(word in script.vocabulary for word in telling) / max(len(telling), 1),
        f"leans {leaning}": float(bool(leaning)),
        "defines": float(bool(_DEFINES.search(sentence.plain))),
        "superlative": float(bool(_SUPERLATIVE.search(sentence.plain))),
        "contrast": float(bool(_CONTRAST.search(sentence.plain))),
        "reports": float(reports),
        "goes on": float(leaning == "thing" and _quotes(paragraph, at - 1)),
        "quotes and claims": float(sentence.placed and quoted < 0.5 * total and count - quoted > 8),
        "long": float(count > 25),
    }
    if at:
        before = paragraph.sentences[at - 1]
        found["after a definition"] = float(bool(_DEFINES.search(before.plain)))
        found["after a report"] = float(bool(_REPORTS.search(before.plain)))
        found["after a denial"] = float(count_of("denies", before.words[:6]) > 0)
    for name in ("claims", "tells", "whole", "public", "parts", "played", "compares", "denies",
                 "sweeps", "chatter"):  # fmt: skip
        found[name] = min(count_of("name", words), 3.0)
    found["bids"] = float(bool(words) and "bids" in classes_of(words[0]))
    return found


def _quotes(paragraph: Paragraph, at: int) -> bool:
    """Whether the sentence quotes; before the first one stands the block quotation above."""
    if at < 0:
        return at == -1 and bool(paragraph.before)
    return bool(paragraph.sentences[at].findings)


def _narrates(plain: str, names: Container[str]) -> bool:
    """Whether a sentence opens with what somebody of the script does."""
    opening = " ".join(plain.split()[:_SUBJECT])
    return any(
        match["does"] not in _STATES
        and (
            match["who"].lower() in ("he", "she")
            or (match["who"][0].isupper() and match["who"].casefold() in names)
        )
        for match in _ACTS.finditer(opening)
    )
