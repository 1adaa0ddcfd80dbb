"""From pages to a course: the whole of `booklet import`, read from top to bottom.

Takes the files a person brings, the course as it is, and perhaps a pack; gives the
files of the course as values. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.ingest import decisions
from booklet.ingest.accounts import SourceAccount, accounts_of
from booklet.ingest.analysis_text import analysis_text, spoken_runs
from booklet.ingest.apparatus import annotations_text, apparatus, pack_notes
from booklet.ingest.collation import collate
from booklet.ingest.course_files import (
    analysis_name,
    booklet_yaml,
    opening,
    pack_files,
    title_page,
)
from booklet.ingest.course_merging import Change, merge_files
from booklet.ingest.dialogue import (
    UNKNOWN_SPEAKER,
    find_cast,
    find_exchanges,
    printed_names,
    renamed,
    with_times,
)
from booklet.ingest.existing import ExistingCourse
from booklet.ingest.fountain_text import fountain_text, script_text
from booklet.ingest.inputs import InputFile
from booklet.ingest.order import Arrangement, Method, arrange
from booklet.ingest.packs import Pack, outline
from booklet.ingest.proposals import (
    heading_of,
    known_speakers,
    language_of_course,
    other_languages,
    propose_segments,
    with_known_speakers,
)
from booklet.ingest.quotations import (
    Place,
    QuotedSpeech,
    no_place,
)
from booklet.ingest.readings import CollatedSpeech
from booklet.ingest.script_order import by_script
from booklet.ingest.segments import Segment
from booklet.ingest.sources import ScriptSource, Sources, read_sources
from booklet.ingest.speakers import canonical_names
from booklet.ingest.transcripts import script_of
from booklet.ingest.wording import wording
from booklet.model import APPARATUS, CastMember, Span
from booklet.problems import Problem, Result, error, has_errors, warning

_ORDERS: dict[Method, str] = {
    "script": "that of the script file",
    "subtitles": "by the times of the subtitles",
    "outline": "by the outline of the pack",
    "first and last lines": "the page's own, its first and last lines put first and last",
    "page": "the page's own; nothing says that it is that of the work",
}


@dataclass(frozen=True, slots=True)
class ImportedCourse:
    """The files to write and to remove, and what was found, for telling the person."""

    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]
    segments: tuple[Segment, ...]
    speeches: int
    scenes: int
    variants: int
    doubtful: int
    order: Method
    languages: tuple[str, ...] = ()
    accounts: tuple[SourceAccount, ...] = ()


def import_pages(
    files: tuple[InputFile, ...],
    existing: ExistingCourse,
    pack: Pack | None,
    tell: Callable[[str], None] = lambda _: None,
) -> Result[ImportedCourse]:
    """The course that comes out of these files, merged with what is there.

    `tell` hears each stage as it begins. Problems: those of the readers; `nothing-found`,
    `too-much-text`; warnings `no-quotations`,
    `order-unknown`, `place-unknown`, `other-language`, `note-without-place`,
    `not-in-script`, `kept-yours`, `speakers-unknown`. The value is None where there is
    an error: then nothing is to be written.
    """
    sources = read_sources(files, existing.files)
    problems = list(sources.problems)
    if sources.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    typed = dict(sources.value.typed)
    tell("cut")
    brought = with_known_speakers(sources.value, known_speakers(pack))
    segments = propose_segments(brought, existing, pack)
    problems += [_as_typed(problem, typed) for problem in segments.problems]
    if segments.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    proposed, decided = segments.value
    language = language_of_course(brought, decided, existing, pack)
    told = other_languages(brought.pages, decided, language)
    problems += [_as_typed(problem, typed) for problem in told]

    tell("collate")
    first = files[0].name if files else ""
    draft = _draft(brought, proposed, decided, pack, language or "en", first)
    problems += [_as_typed(problem, typed) for problem in draft.problems]
    if draft.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    written, kept = merge_files(draft.value.files, existing)
    problems += kept
    course = replace(
        draft.value,
        files=written.files,
        removed=written.removed,
        changes=written.changes,
        accounts=accounts_of(brought, decided),
    )
    return Result(course, tuple(problems))


def _as_typed(problem: Problem, typed: Mapping[str, str]) -> Problem:
    """The problem under the name of the file that the person brought."""
    span = problem.span
    if span is None or span.file not in typed:
        return problem
    return replace(problem, span=replace(span, file=typed[span.file]))


def _draft(
    sources: Sources,
    proposed: Sequence[Segment],
    segments: Sequence[Segment],
    pack: Pack | None,
    language: str,
    brought: str,
) -> Result[ImportedCourse]:
    """All files as the program alone would write them, by path; `brought` is the first page."""
    blocks = {page.file: page.blocks for page in sources.pages}
    pages = decisions.Cut(segments, blocks)
    cast = find_cast(sources, segments, pack)
    transcribed: tuple[Segment, ...] = ()
    if not sources.scripts:
        wholes = [part for part in segments if part.verdict == "script" and part.file in blocks]
        heading = pack.title if pack else heading_of(segments, sources.pages)
        whole, transcribed = script_of(wholes, pages.own_blocks, _printed(cast), heading)
        sources = replace(sources, scripts=(whole,) if whole else ())
    quoted = find_exchanges(sources, segments, cast, pack)
    alone = (
        quoted
        if tuple(proposed) == tuple(segments)
        else find_exchanges(sources, proposed, cast, pack)
    )
    listed = {part: alone.get(part, ()) if part.verdict != "script" else () for part in proposed}
    printed = printed_names(quoted, cast)
    collated = collate(
        [
            renamed(exchange, printed)
            for part, found in quoted.items()
            if part not in transcribed
            for exchange in found
        ]
    )
    script = sources.scripts[0] if sources.scripts else None
    problems: list[Problem] = [_unused(each, script) for each in sources.scripts[1:] if script]
    files: dict[str, bytes] = dict(sources.kept)

    if script is not None:
        arrangement, speeches, lost = by_script(script, collated, sources.subtitles)
        problems += [*lost, *_unnamed(script)]
    else:
        timed = tuple(cue for source in sources.subtitles for cue in source.cues)
        if timed:
            collated = with_times(collated, timed)
        place_of = _place_of(pack, printed)
        heading = pack.title if pack else heading_of(segments, sources.pages)
        arrangement = arrange(
            collated, pack.scenes if pack else (), place_of, heading, wording(language)
        )
        speeches = tuple(
            speech
            for scene in arrangement.scenes
            for exchange in scene.exchanges
            for speech in exchange.speeches
        )
        problems += _said_of_order(arrangement, sources, speeches)
    analyses = [part for part in segments if part.verdict == "analysis" and part.file in blocks]
    if not speeches and not analyses:
        place = Span(brought) if brought else None
        hint = (
            "Is it the page you meant? Save it again with its text; lines need the names of those "
            "who speak them. Or correct import.yaml."
        )
        message = "no speech and no article was found in what you brought"
        return Result(None, (*problems, error("nothing-found", message, place, hint)))
    if not speeches:
        problems.append(
            warning(
                "no-quotations",
                "no dialogue was found: the course has analyses only",
                None,
                "Import a page of quotations, a script file or subtitles as well.",
            )
        )

    notes = list(apparatus(speeches, wording(language)))
    if pack is not None:
        own, missing = pack_notes(pack.notes, speeches)
        notes = [*own, *notes]
        problems += [_without_place(identifier) for identifier in missing]
    if script is not None and script.ending:
        files[f"script{script.ending}"] = script.data
        script_name = f"script{script.ending}"
    else:
        script_name = "script.fountain"
        if script is not None:
            files[script_name] = script_text(script.script).encode()
        elif speeches:
            page = title_page(pack, segments, arrangement)
            first_words = opening(arrangement, wording(language))
            files[script_name] = fountain_text(page, arrangement.scenes, first_words).encode()
    heading = heading_of(segments, sources.pages)
    files["booklet.yaml"] = booklet_yaml(
        pack, cast, speeches, script_name, heading, script, language
    ).encode()
    used: set[str] = set()
    spoken = spoken_runs(speech.text for speech in speeches) if analyses else frozenset()
    for part in analyses:
        own_blocks = pages.own_blocks(part)
        if own_blocks:
            path = f"analyses/{analysis_name(part, used)}.md"
            files[path] = analysis_text(part, own_blocks, spoken).encode()
    if notes:
        files["annotations.yaml"] = annotations_text(notes).encode()
    if pack is not None:
        files |= pack_files(pack, arrangement)
    order = _ORDERS[arrangement.method]
    files["import.yaml"] = decisions.decisions_text(proposed, listed, order).encode()
    return Result(
        ImportedCourse(
            files=files,
            removed=(),
            changes=(),
            segments=tuple(segments),
            speeches=len(speeches),
            scenes=len(arrangement.scenes),
            variants=sum(note.kind == APPARATUS.name for note in notes),
            doubtful=sum(
                each.doubtful
                for part, found in quoted.items()
                if part not in transcribed
                for each in found
            ),
            order=arrangement.method,
            languages=tuple(
                dict.fromkeys(
                    [language.split("-")[0], *(p.language for p in segments if p.language)]
                )
            ),
        ),
        tuple(problems),
    )


def _printed(cast: Sequence[CastMember]) -> Callable[[Iterable[str]], Callable[[str], str]]:
    """For the names of a transcript: how each is printed, beside this cast."""

    def among(speakers: Iterable[str]) -> Callable[[str], str]:
        names = canonical_names(tuple(speakers), cast)
        return lambda speaker: names.get(speaker.casefold(), speaker)

    return among


def _place_of(
    pack: Pack | None, printed: Mapping[str, str]
) -> Callable[[CollatedSpeech], Place | None]:
    find = outline(pack.scenes, printed) if pack else no_place

    def place_of(speech: CollatedSpeech) -> Place | None:
        return find(QuotedSpeech(speech.speaker, speech.body, 0, 0))

    return place_of


def _unnamed(source: ScriptSource) -> list[Problem]:
    """`speakers-unknown` where a screenplay begins within a speech."""
    if not source.letters:
        return []
    return [
        warning(
            "speakers-unknown",
            f"the file begins within a speech and does not say whose; it is given to "
            f"{UNKNOWN_SPEAKER}",
            each.span,
            "Write the name into script.fountain, or import the whole screenplay.",
        )
        for scene in source.script.scenes
        for each in scene.speeches()
        if each.speaker == UNKNOWN_SPEAKER
    ][:1]


def _said_of_order(
    arrangement: Arrangement, sources: Sources, speeches: Sequence[CollatedSpeech]
) -> list[Problem]:
    problems: list[Problem] = []
    if speeches and arrangement.method in ("page", "first and last lines"):
        problems.append(
            warning(
                "order-unknown",
                f"the order of the speeches is {_ORDERS[arrangement.method]}",
                None,
                "A script file, subtitles or a pack (--pack) would give the order of the work.",
            )
        )
    for exchange in arrangement.unplaced:
        file, line = exchange.origins[0]
        problems.append(
            warning(
                "place-unknown",
                "the pack has no cue for this exchange; it stands at the end",
                Span(file, line),
                "Add a cue phrase of it to a scene of the pack, or move it in script.fountain.",
            )
        )
    if any(speech.speaker == UNKNOWN_SPEAKER for speech in speeches) and sources.subtitles:
        problems.append(
            warning(
                "speakers-unknown",
                f"the subtitles do not say who speaks; all are called {UNKNOWN_SPEAKER}",
                Span(sources.subtitles[0].file),
                "Import a page of quotations beside them, or write the names into the script.",
            )
        )
    return problems


def _unused(source: ScriptSource, script: ScriptSource) -> Problem:
    return warning(
        "script-not-used",
        f"{source.file} is a script too, and nothing of it is in the course: its script is "
        f"{script.file}",
        Span(source.file),
        f"If it is a newer version of that, delete {script.file} and import again.",
    )


def _without_place(identifier: str) -> Problem:
    return warning(
        "note-without-place",
        f"the pack's note `{identifier}` speaks of words that the imported script does not have",
        None,
        "It is left out; it comes back when a page with these words is imported.",
    )
