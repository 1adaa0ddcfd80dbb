"""What each part of the sources is: proposed by the program, corrected by a person.

Takes the sources, the course as it is and perhaps a pack; gives the segments twice, as
the program alone would have them and as decided in `import.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from booklet.counting import counted
from booklet.ingest import decisions
from booklet.ingest.existing import BASE, ExistingCourse
from booklet.ingest.language import foreign_words, language_of
from booklet.ingest.names import name
from booklet.ingest.packs import Pack, holds
from booklet.ingest.printed_plays import as_in_plays
from booklet.ingest.segments import Page, Segment, cut
from booklet.ingest.sources import Sources
from booklet.ingest.titles import titles_of_works, work_of_list
from booklet.ingest.tokens import forms
from booklet.ingest.transcripts import with_transcripts
from booklet.ingest.voices import names_of, voices
from booklet.model import Span
from booklet.problems import Problem, Result, warning
from booklet.read.text.files import decode

FEWEST_HEARD = 2
"""So many speeches in one import make a name known on all its pages."""

_LANGUAGE = re.compile(r"^language:[ \t]*([A-Za-z0-9-]{2,20})", re.MULTILINE)


def propose_segments(
    sources: Sources, existing: ExistingCourse, pack: Pack | None
) -> Result[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """The segments as the program proposes them, and as decided with the person's."""
    work = pack.title if pack else title_of_work(sources.pages)
    proposed: list[Segment] = []
    for page in sources.pages:
        found = name(page, cut(page, work, known_speakers(pack)))
        found = decisions.apply(found, with_transcripts(page, found))
        pieces = decisions.Cut(found, {page.file: page.blocks})
        proposed += [_with_language(_with_reference(part, pack), pieces) for part in found]
    for script in sources.scripts:
        lines = len(script.letters) or script.data.count(b"\n") + 1
        reason = script.form or "a script file"
        proposed.append(Segment(script.file, 1, lines, "script", reason=reason))
    for source in sources.subtitles:
        reason = counted(len({cue.cue for cue in source.cues}), "cue")
        proposed.append(Segment(source.file, 1, source.lines, "subtitles", reason=reason))
    now = _decisions(existing, "import.yaml")
    if now.value is None and now.problems:
        return Result(None, now.problems)
    before = _decisions(existing, f"{BASE}/import.yaml")
    corrected = decisions.corrections(now.value, before.value)
    decided = decisions.apply(proposed, corrected)
    ruled = {part.file for part in sources.overruled}
    alone = [part for part in proposed if part.file not in ruled] + list(sources.overruled)
    return Result((tuple(alone), decided), now.problems)


def known_speakers(pack: Pack | None) -> frozenset[str]:
    """The casefolded names that a pack knows."""
    return frozenset(
        each.casefold()
        for member in (pack.cast if pack else ())
        for each in (member.name, *member.aliases)
    )


def with_known_speakers(sources: Sources, speakers: frozenset[str]) -> Sources:
    """The sources with who speaks on each page; whom one page or script has speak is known
    on all."""
    played = [as_in_plays(page.blocks) for page in sources.pages]
    heard = Counter(
        (speech.speaker or "").casefold()
        for source in sources.scripts
        for scene in source.script.scenes
        for speech in scene.speeches()
    )
    for blocks in played:
        heard.update(names_of(blocks, speakers))
    known = speakers | {name for name, count in heard.items() if name and count >= FEWEST_HEARD}
    pages = [
        replace(
            page,
            blocks=voices(blocks, known, play=blocks != page.blocks),
            form=page.form if blocks == page.blocks else "play",
        )
        for page, blocks in zip(sources.pages, played, strict=True)
    ]
    return replace(sources, pages=tuple(pages))


def _decisions(existing: ExistingCourse, path: str) -> Result[tuple[Segment, ...]]:
    data = existing.files.get(path)
    if data is None:
        return Result(None)
    text = decode(data, path)
    if text.value is None:
        return Result(None, text.problems)
    read = decisions.parse_decisions(text.value, path)
    return Result(read.value, text.problems + read.problems)


def _with_language(part: Segment, pieces: decisions.Cut) -> Segment:
    if part.verdict not in ("analysis", "quotations"):
        return part
    own = pieces.own_blocks(part)
    return replace(part, language=language_of(" ".join(block.text for block in own)))


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


def language_of_course(
    sources: Sources, segments: Sequence[Segment], existing: ExistingCourse, pack: Pack | None
) -> str:
    """The language of the course: what its booklet.yaml or the pack says, else that of the
    dialogue, else the one of most texts; "" where none is clear."""
    settings = existing.files.get("booklet.yaml", b"").decode("utf-8", "replace")
    said = _LANGUAGE.search(settings)
    if said:
        return said[1]
    if pack and pack.language:
        return pack.language
    for source in sources.scripts:
        spoken = [speech.text for scene in source.script.scenes for speech in scene.speeches()]
        tag = language_of(" ".join(spoken))
        if tag:
            return tag
    for verdict in ("quotations", "analysis"):
        counts: Counter[str] = Counter()
        for part in segments:
            if part.verdict == verdict and part.language:
                counts[part.language] += part.last - part.first + 1
        if counts:
            return counts.most_common(1)[0][0]
    return language_of(" ".join(cue.text for each in sources.subtitles for cue in each.spoken))


def other_languages(pages: Sequence[Page], segments: Sequence[Segment], main: str) -> list[Problem]:
    """`other-language`, a warning, for each text that is not in the course's language, and for
    each that has words in another one."""
    cut_pages = decisions.Cut(segments, {page.file: page.blocks for page in pages})
    problems: list[Problem] = []
    base = main.split("-")[0]
    for part in segments if base else ():
        if part.verdict not in ("analysis", "quotations"):
            continue
        title = f"“{part.title}”" if part.title else "a text"
        if part.language and part.language.split("-")[0] != base:
            problems.append(
                warning(
                    "other-language",
                    f"{title} is in another language ({part.language}) than the course ({main})",
                    Span(part.file, part.first),
                    "Quotations in it will not be found. Give it the verdict `left out` in "
                    "import.yaml if it does not belong here.",
                )
            )
            continue
        for found in foreign_words(cut_pages.own_blocks(part), base):
            problems.append(
                warning(
                    "other-language",
                    f"{counted(found.blocks, 'paragraph')} of {title} "
                    f"{'is' if found.blocks == 1 else 'are'} in another language "
                    f"({found.language}) than the course ({main})",
                    Span(part.file, found.line),
                    "Give their lines the verdict `left out` in import.yaml if they do not "
                    "belong here.",
                )
            )
    return problems


def heading_of(segments: Sequence[Segment], pages: Sequence[Page]) -> str:
    """What the course is called where neither pack nor script says it."""
    listed = [
        work_of_list(page.title or (page.blocks[0].text if page.blocks else "")) for page in pages
    ]
    titles = [
        work_of_list(part.title) or part.title if verdict == "quotations" else part.title
        for verdict in ("quotations", "analysis")
        for part in segments
        if part.verdict == verdict
    ]
    wholes = [part.title for part in segments if part.verdict == "script" and part.title]
    titles += wholes if len(set(wholes)) == 1 else []  # several are its acts
    names = [
        re.sub(r"[-_. ]+", " ", PurePosixPath(part.file).stem).strip().capitalize()
        for part in segments
        if part.verdict in ("script", "subtitles")
    ]
    known = (title_of_work(pages), *listed, *titles, *names)
    return next((title for title in known if title), "Quotations")
