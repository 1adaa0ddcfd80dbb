"""An analysis written as Markdown with front matter.

Takes the blocks of an analysis and the script's speeches; gives the text of a file in
`analyses/`. A text dump loses the marks of block quotations, epigraphs and
standfirsts: they are known again by the words that announce them, by the marks of
quotation around them, or because the script has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from pathlib import PurePosixPath

from booklet.counting import count_words, words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import ATTRIBUTED, ATTRIBUTION, QUOTED, ends_sentence, label, sentences
from booklet.ingest.names import Spelling
from booklet.ingest.segments import Segment
from booklet.ingest.tokens import ELLIPSIS, forms
from booklet.yaml_text import scalar

RUN = 4
IN_SCRIPT = 0.55
"""Share of a paragraph's runs of four words that the script must have."""

_EMPHASIS_OR_MARK = re.compile(
    r"(?<![\w*])(?P<stars>\*{1,2})(?=[^\s*])[^*]{1,200}(?<=[^\s*])(?P=stars)(?![\w*])|[*_`\\]"
)

FEWEST_WORDS = 5
MOST_EPIGRAPHS = 3


def spoken_runs(speeches: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The runs of four words that a script has; by them its words are known again."""
    return frozenset(run for speech in speeches for run in _runs(speech))


def analysis_text(
    segment: Segment, blocks: Sequence[PageBlock], spoken: Set[tuple[str, ...]]
) -> str:
    """The whole file. `blocks` are those of the segment, without what is left out."""
    rows = [front_matter(segment)]
    body = _without_title(segment, blocks)
    labels = label(body)
    spelling = Spelling(block.text for block in body)
    epigraphs = _epigraphs(segment, body)
    for at, block in enumerate(body):
        before = body[at - 1] if at else None
        text = tidy(block.text)
        if block.level or (labels[at] == "headline" and block.mark != "•" and not block.quoted):
            heading = f"{block.mark} {text.rstrip('#')}".strip()
            rows.append(f"{'###' if block.level > 2 else '##'} {escaped(heading)}")
        elif ATTRIBUTION.match(block.text) and rows[-1].startswith(">"):
            rows[-1] += f"\n>\n> {escaped(text)}"
        elif block.quoted or at in epigraphs or _is_quotation(block, before, spoken):
            rows.append("> " + escaped(text))
        elif _is_deck(block, before, labels[at], labels[at - 1] if at else "", at):
            rows.append(f"*{escaped(spelling.restored(text))}*")
        elif block.mark:
            joined = bool(before and before.mark and rows[-1].startswith("- "))
            item = "- " + escaped(text)
            if joined:
                rows[-1] += "\n" + item
            else:
                rows.append(item)
        else:
            rows.append(escaped(text))
    return "\n\n".join(rows) + "\n"


def tidy(text: str) -> str:
    """Without the blanks that a dump leaves around links: `( a ) , b` is `(a), b`."""
    text = " ".join(text.split())
    text = re.sub(r"(?<!\s)\s++(?=,(?:\s|$)|\)|\](?!\())", "", text)
    text = re.sub(r"(?<!\s)\s++(?=\.(?:\s|$))", "", text)
    text = re.sub(r"(?<=\w) (?=[—–]\w)|(?<=\w) (?=-[a-z])", "", text)
    text = re.sub(r"(?<!\s)\s++(?=’s\b|'s\b)", "", text)
    return re.sub(r"(?<=[(\[])\s+", "", text)


def _without_title(segment: Segment, blocks: Sequence[PageBlock]) -> list[PageBlock]:
    title = forms(segment.title)
    return [block for at, block in enumerate(blocks) if not (at < 3 and forms(block.text) == title)]


def called_by_file(file: str) -> str:
    """What a text without a title is called: its file's name as words."""
    stem = PurePosixPath(file).stem
    return re.sub(r"[-_. ]+", " ", stem).strip().capitalize() or stem


def front_matter(segment: Segment) -> str:
    """What is said of the text at the head of its file."""
    rows = ["---"]
    for key in ("title", "author", "publication", "date", "url", "licence"):
        value = getattr(segment, key) or (called_by_file(segment.file) if key == "title" else "")
        if value:
            rows.append(f"{key}: {scalar(value)}")
    return "\n".join([*rows, "---"])


def escaped(text: str) -> str:
    """Running text, such that nothing in it is taken for Markdown."""

    def with_strokes(found: re.Match[str]) -> str:
        return re.sub(r"[_`\\]", r"\\\g<0>", found[0]) if found["stars"] else "\\" + found[0]

    text = _EMPHASIS_OR_MARK.sub(with_strokes, text)
    text = re.sub(r"^(#{1,6} |>|[-+] |~~~|=+$|-+$)", r"\\\1", text)
    text = re.sub(r"^(\d{1,9})([.)] )", r"\1\\\2", text)
    return text.replace("[", "\\[").replace("]", "\\]")


def _is_deck(
    block: PageBlock, before: PageBlock | None, kind: str, kind_before: str, at: int
) -> bool:
    """A sentence right below a heading that sums it up, or the standfirst under the title."""
    if block.mark or block.quoted or block.text.endswith(":"):
        return False
    short = count_words(block.text) <= 30 and sentences(block.text) <= 1
    if at == 0 and kind in ("prose", "sentence"):
        return short
    below = before is not None and (before.level > 0 or kind_before == "headline")
    return (
        below and kind == "sentence" and ends_sentence(block.text) and count_words(block.text) <= 14
    )


def _is_quotation(block: PageBlock, before: PageBlock | None, spoken: Set[tuple[str, ...]]) -> bool:
    """Whether a paragraph is a block quotation that has lost its marks."""
    size = count_words(block.text)
    if block.mark or size < 2:
        return False
    if ATTRIBUTED.match(block.text):
        return True
    wholly = QUOTED.fullmatch(block.text.strip())
    if wholly and not re.search(r"[“”„«»\"]", wholly["words"]):
        return True
    announced = before is not None and lexicon.SAYING.search(before.text) is not None
    runs = _runs(block.text)
    share = sum(run in spoken for run in runs) / len(runs) if runs else 0.0
    if share >= IN_SCRIPT and size >= FEWEST_WORDS:
        return True
    own_voice = re.search(r"\b(?:I|me|my|you|your|we|our)\b", block.text[:200]) is not None
    return announced and (own_voice or share > 0) and not spoken


def _runs(text: str) -> list[tuple[str, ...]]:
    row = forms(text)
    return [row[at : at + RUN] for at in range(len(row) - RUN + 1)]


def _epigraphs(segment: Segment, body: Sequence[PageBlock]) -> frozenset[int]:
    """Paragraphs at the head that name nobody the text is about and show that they were cut.

    They stand before the first paragraph that names people or titles of the text.
    """
    names = re.findall(r"(?<=[a-z,;] )[A-ZÀ-Þ]\w+", " ".join(block.text for block in body))
    subjects = {name for name in names if names.count(name) >= 3}
    found: set[int] = set()
    for at, block in enumerate(body[: MOST_EPIGRAPHS + 2]):
        if set(words(block.text)) & subjects or _mentions_title(segment, block):
            if found:
                break
            continue
        if sentences(block.text) and count_words(block.text) >= 10 and ELLIPSIS.search(block.text):
            found.add(at)
    return frozenset(found)


def _mentions_title(segment: Segment, block: PageBlock) -> bool:
    content = {word for word in forms(segment.title) if len(word) > 4}
    return len(content & set(forms(block.text))) >= 2
