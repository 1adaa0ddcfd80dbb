"""What each part of the sources is: proposed by the program, corrected by a person.

Takes the sources, the course as it is and perhaps a pack; gives the segments twice, as
the program alone would have them and as decided in `import.yaml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from booklet.ingest import decisions
from booklet.ingest.existing import BASE, ExistingCourse
from booklet.ingest.language import language_of
from booklet.ingest.names import name
from booklet.ingest.packs import Pack, holds
from booklet.ingest.quotations import (
    under_speakers,
)
from booklet.ingest.segments import Page, Segment, cut
from booklet.ingest.sources import Sources
from booklet.ingest.titles import titles_of_works
from booklet.ingest.tokens import forms
from booklet.model import Span
from booklet.problems import Problem, Result, warning


def propose_segments(
    sources: Sources, existing: ExistingCourse, pack: Pack | None
) -> Result[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """The segments as the program proposes them, and as decided with the person's."""
    work = pack.title if pack else title_of_work(sources.pages)
    proposed: list[Segment] = []
    for page in sources.pages:
        found = name(page, cut(page, work, known_speakers(pack)))
        proposed += [_with_reference(part, pack) for part in found]
    for script in sources.scripts:
        lines = script.data.count(b"\n") + 1
        proposed.append(Segment(script.file, 1, lines, "script", reason="a script file"))
    for source in sources.subtitles:
        reason = f"{len(source.cues)} cues"
        proposed.append(Segment(source.file, 1, source.lines, "subtitles", reason=reason))
    now = _decisions(existing, "import.yaml")
    if now.value is None and now.problems:
        return Result(None, now.problems)
    before = _decisions(existing, f"{BASE}/import.yaml")
    corrected = decisions.corrections(now.value, before.value)
    decided = decisions.apply(proposed, corrected)
    problems = [*now.problems, *_other_languages(sources.pages, decided)]
    return Result((tuple(proposed), decided), tuple(problems))


def known_speakers(pack: Pack | None) -> frozenset[str]:
    """The casefolded names that a pack knows."""
    return frozenset(
        each.casefold()
        for member in (pack.cast if pack else ())
        for each in (member.name, *member.aliases)
    )


def with_known_speakers(sources: Sources, speakers: frozenset[str]) -> Sources:
    pages = tuple(
        replace(page, blocks=under_speakers(page.blocks, speakers)) for page in sources.pages
    )
    return replace(sources, pages=pages)


def _decisions(existing: ExistingCourse, path: str) -> Result[tuple[Segment, ...]]:
    data = existing.files.get(path)
    if data is None:
        return Result(None)
    return decisions.parse_decisions(data.decode("utf-8", "replace"), path)


def title_of_work(pages: Sequence[Page]) -> str:
    """The title that the pages give with a year, if one stands out."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(titles_of_works(page.blocks, page.title))
    best = counts.most_common(1)
    return best[0][0] if best else ""


def _with_reference(part: Segment, pack: Pack | None) -> Segment:
    """Names filled in from the pack's bibliography, where the title is in it."""
    if pack is None or part.verdict not in ("analysis", "quotations") or not part.title:
        return part
    row = forms(part.title)
    for entry in pack.references:
        if holds(row[: len(entry.cue)], entry.cue) == 0:
            names = ("author", "publication", "date", "url", "licence")
            missing = {key: getattr(entry, key) for key in names if not getattr(part, key)}
            return replace(part, **missing)
    return part


def _other_languages(pages: Sequence[Page], segments: Sequence[Segment]) -> list[Problem]:
    cut_pages = decisions.Cut(segments, {page.file: page.blocks for page in pages})
    found: list[tuple[Segment, str]] = []
    for part in segments:
        if part.verdict in ("analysis", "quotations"):
            own = cut_pages.own_blocks(part)
            found.append((part, language_of(" ".join(block.text for block in own))))
    counts = Counter(tag for _, tag in found if tag)
    if len(counts) < 2:
        return []
    main = counts.most_common(1)[0][0]
    return [
        warning(
            "other-language",
            f"“{part.title or 'a text'}” is in another language ({tag}) than the rest ({main})",
            Span(part.file, part.first),
            "Quotations in it will not be found. Give it the verdict `left out` in import.yaml "
            "if it does not belong here.",
        )
        for part, tag in found
        if tag and tag != main
    ]


def heading_of(segments: Sequence[Segment], pages: Sequence[Page]) -> str:
    return title_of_work(pages) or next(
        (
            part.title
            for verdict in ("quotations", "analysis")
            for part in segments
            if part.verdict == verdict and part.title
        ),
        "Quotations",
    )
