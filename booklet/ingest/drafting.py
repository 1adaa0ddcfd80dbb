"""The course that its pages make, as the program alone would write it.

In: a `Task`. Out: the files by path and what is told of them. Read `draft` from top to bottom:
what the pages say, the script and its order, the notes on it, the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.ingest import decisions
from booklet.ingest.analysis_text import analysis_text, spoken_runs
from booklet.ingest.apparatus import NoteEntry, annotations_text, apparatus, pack_notes
from booklet.ingest.collation import collate
from booklet.ingest.course_files import (
    analysis_name,
    booklet_yaml,
    opening,
    pack_files,
    title_page,
)
from booklet.ingest.dialogue import (
    UNKNOWN_SPEAKER,
    exchanges_of_cues,
    find_cast,
    find_exchanges,
    printed_names,
    renamed,
    with_times,
)
from booklet.ingest.fountain_text import fountain_text, script_text
from booklet.ingest.order import Arrangement, Method, PlacedScene, arrange
from booklet.ingest.packs import Pack, outline
from booklet.ingest.proposals import heading_of
from booklet.ingest.quotations import Exchange, Place, QuotedSpeech, no_place
from booklet.ingest.readings import Collated, CollatedSpeech
from booklet.ingest.remarks import Remark, remark_notes, remarks_of, remarks_text
from booklet.ingest.script_order import by_script
from booklet.ingest.segments import Segment
from booklet.ingest.sources import ScriptSource, Sources, SubtitleSource
from booklet.ingest.speakers import answering, canonical_names, joined_names
from booklet.ingest.transcripts import script_of
from booklet.ingest.wording import Wording, wording
from booklet.model import APPARATUS, CastMember, Span
from booklet.problems import Problem, Result, error, warning
from booklet.read.formats import PLAY

_ORDERS: dict[Method, str] = {
    "script": "that of the script file",
    "subtitles": "by the times of the subtitles",
    "outline": "by the outline of the pack",
    "first and last lines": "the page's own, its first and last lines put first and last",
    "page": "the page's own; nothing says that it is that of the work",
}


@dataclass(frozen=True, slots=True)
class Task:
    """What a course is made of: sources, cut as `segments` say; `proposed` is the cut that the
    program would have made; `brought` is the name of the first file."""

    sources: Sources
    proposed: Sequence[Segment]
    segments: Sequence[Segment]
    pack: Pack | None
    language: str
    brought: str

    @property
    def words(self) -> Wording:
        """What import itself puts into the course."""
        return wording(self.language)

    @property
    def heading(self) -> str:
        """What the course is called where neither pack nor script says it."""
        return heading_of(self.segments, self.sources.pages)


@dataclass(frozen=True, slots=True)
class Draft:
    """The files, and what is told of them; `doubtful` are bounds of exchanges,
    `joined` names that are printed for others too, `speakers` who speaks how often."""

    files: Mapping[str, bytes]
    order: Method
    speeches: int
    scenes: int
    variants: int
    doubtful: int
    spoken: Mapping[str, int]
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    speakers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The dialogue in the pages: exchanges of each part, and a script where one is given.

    `listed` are the exchanges that `import.yaml` tells of.
    """

    cast: tuple[CastMember, ...]
    scripts: tuple[ScriptSource, ...]
    exchanges: Mapping[Segment, Sequence[Exchange]]
    printed: Mapping[str, str]
    listed: Mapping[Segment, Sequence[Exchange]]

    @property
    def script(self) -> ScriptSource | None:
        return self.scripts[0] if self.scripts else None


@dataclass(frozen=True, slots=True)
class _Ordered:
    """The speeches of the course in scenes and in order."""

    arrangement: Arrangement
    speeches: tuple[CollatedSpeech, ...]


def draft(task: Task) -> Result[Draft]:
    """All files of the course.

    Problems: `nothing-found`; the warnings `no-quotations`, `order-unknown`, `place-unknown`,
    `note-without-place`, `not-in-script`, `script-not-used`, `speakers-unknown`.
    """
    pages = decisions.Cut(task.segments, {page.file: page.blocks for page in task.sources.pages})
    spoken = _spoken(task, pages)
    ordered, problems = _ordered(task, spoken)
    remarked = _remarked(task, pages)
    introduced = _introduced(task, remarked)
    analyses = [part for part in _analyses(task) if part not in introduced.values()]
    if not ordered.speeches:
        nothing = _no_speeches(task, bool(analyses))
        problems.append(nothing)
        if not analyses:
            return Result(None, tuple(problems))
    names = _file_names([*analyses, *remarked])
    notes, missing = _notes(task, ordered)
    for part, found in remarked.items():
        printed = _printed(spoken.cast)(speech.speaker for speech in ordered.speeches)
        placed, without = remark_notes(found, names[part], ordered.speeches, printed)
        notes += placed
        problems += [_remark_without_place(remark, part, names[part]) for remark in without]
    problems += [_without_place(identifier) for identifier in missing]
    files = dict(task.sources.kept)
    files |= _script_file(task, spoken.script, ordered)
    files["booklet.yaml"] = _settings(task, spoken, ordered).encode()
    files |= _analysis_files(analyses, names, pages, ordered)
    for part, found in remarked.items():
        files[f"analyses/{names[part]}.md"] = remarks_text(
            part, pages.own_blocks(introduced[part]) if part in introduced else (), found
        ).encode()
    if notes:
        files["annotations.yaml"] = annotations_text(notes).encode()
    if task.pack is not None:
        files |= pack_files(task.pack, ordered.arrangement)
    method = ordered.arrangement.method
    files["import.yaml"] = decisions.decisions_text(
        task.proposed, spoken.listed, _ORDERS[method]
    ).encode()
    made = Draft(
        files,
        method,
        speeches=len(ordered.speeches),
        scenes=len(ordered.arrangement.scenes),
        variants=sum(note.kind == APPARATUS.name for note in notes),
        doubtful=sum(each.doubtful for found in spoken.exchanges.values() for each in found),
        spoken=_by_source(spoken, task.sources.subtitles),
        joined=() if spoken.script else joined_names(spoken.printed),
        speakers=tuple(Counter(speech.speaker for speech in ordered.speeches).most_common()),
    )
    return Result(made, tuple(problems))


# ------------------------------------------------------------------- what the pages say


def _spoken(task: Task, pages: decisions.Cut) -> _Spoken:
    cast = find_cast(task.sources, task.segments, task.pack)
    sources = task.sources
    transcribed: tuple[Segment, ...] = ()
    if not sources.scripts:
        wholes = _of_pages(task, "script")
        heading = task.pack.title if task.pack else task.heading
        whole, transcribed = script_of(wholes, pages.own_blocks, _printed(cast), heading)
        sources = replace(sources, scripts=(whole,) if whole else ())
    quoted = find_exchanges(sources, task.segments, cast, task.pack)
    alone = (
        quoted
        if tuple(task.proposed) == tuple(task.segments)
        else find_exchanges(sources, task.proposed, cast, task.pack)
    )
    return _Spoken(
        tuple(cast),
        _one_play(sources.scripts),
        {part: found for part, found in quoted.items() if part not in transcribed},
        printed_names(quoted, cast),
        {part: alone.get(part, ()) for part in task.proposed if part.verdict != "script"},
    )


def _by_source(spoken: _Spoken, subtitles: Sequence[SubtitleSource]) -> dict[str, int]:
    """How many speeches each source has."""
    counts = Counter({each.file: len(each.spoken) for each in subtitles})
    for part, found in spoken.exchanges.items():
        counts[part.file] += sum(len(exchange.speeches) for exchange in found)
    for source in spoken.scripts:
        counts[source.file] += sum(1 for scene in source.script.scenes for _ in scene.speeches())
    return {file: count for file, count in counts.items() if count}


def _one_play(scripts: Sequence[ScriptSource]) -> tuple[ScriptSource, ...]:
    """The scripts, printed plays that follow each other as one: acts come in files of their own."""
    if len(scripts) < 2 or any(each.form != PLAY.title for each in scripts):
        return tuple(scripts)
    first, *others = (each.script for each in scripts)
    scenes = (*first.scenes, *(scene for each in others for scene in each.scenes))
    return (replace(scripts[0], script=replace(first, scenes=scenes)),)


def _of_pages(task: Task, verdict: str) -> list[Segment]:
    files = {page.file for page in task.sources.pages}
    return [part for part in task.segments if part.verdict == verdict and part.file in files]


def _analyses(task: Task) -> list[Segment]:
    return _of_pages(task, "analysis")


def _printed(cast: Sequence[CastMember]) -> Callable[[Iterable[str]], Callable[[str], str]]:
    """For the names of a transcript: how each is printed, beside this cast."""

    def among(speakers: Iterable[str]) -> Callable[[str], str]:
        row = tuple(speakers)
        names = canonical_names(row, cast, answering(row))
        return lambda speaker: names.get(speaker.casefold(), speaker)

    return among


# -------------------------------------------------------------- the script and its order


def _ordered(task: Task, spoken: _Spoken) -> tuple[_Ordered, list[Problem]]:
    collated = collate(
        [
            renamed(exchange, spoken.printed)
            for found in spoken.exchanges.values()
            for exchange in found
        ]
    )
    if spoken.script is not None:
        arrangement, speeches, lost = by_script(spoken.script, collated, task.sources.subtitles)
        unused = [_unused(each, spoken.script) for each in spoken.scripts[1:]]
        return _Ordered(arrangement, speeches), [*unused, *lost, *_unnamed(spoken.script)]
    timed = _timed(task, spoken)
    if timed:
        title = task.pack.title if task.pack else task.heading
        arrangement = Arrangement((PlacedScene("", title, "", timed),), "subtitles")
        told = tuple(speech for exchange in timed for speech in exchange.speeches)
        ordered = _Ordered(arrangement, told)
    else:
        ordered = _by_pages(task, collated, spoken.printed)
    return ordered, list(_said_of_order(ordered, task.sources))


def _timed(task: Task, spoken: _Spoken) -> tuple[Collated, ...]:
    """What the subtitles alone have, cue by cue; nothing where anything else has dialogue."""
    if any(spoken.exchanges.values()) or (task.pack and task.pack.scenes):
        return ()
    names = _printed(spoken.cast)
    of_all = names(cue.speaker for each in task.sources.subtitles for cue in each.spoken)
    ruled = {part.file for part in task.segments if part.verdict == "subtitles"}
    return tuple(
        exchange
        for source in task.sources.subtitles
        if source.file in ruled
        for exchange in exchanges_of_cues(source, of_all)
    )


def _by_pages(task: Task, collated: Sequence[Collated], printed: Mapping[str, str]) -> _Ordered:
    timed = tuple(cue for source in task.sources.subtitles for cue in source.spoken)
    arrangement = arrange(
        with_times(collated, timed) if timed else collated,
        task.pack.scenes if task.pack else (),
        _place_of(task.pack, printed),
        task.pack.title if task.pack else task.heading,
        task.words,
    )
    speeches = tuple(
        speech
        for scene in arrangement.scenes
        for exchange in scene.exchanges
        for speech in exchange.speeches
    )
    return _Ordered(arrangement, speeches)


def _place_of(
    pack: Pack | None, printed: Mapping[str, str]
) -> Callable[[CollatedSpeech], Place | None]:
    find = outline(pack.scenes, printed) if pack else no_place

    def place_of(speech: CollatedSpeech) -> Place | None:
        return find(QuotedSpeech(speech.speaker, speech.body, 0, 0))

    return place_of


# -------------------------------------------------------------------- notes and files


def _notes(task: Task, ordered: _Ordered) -> tuple[list[NoteEntry], tuple[str, ...]]:
    """The pack's notes and the apparatus, and the pack's notes that have no place."""
    own, missing = pack_notes(task.pack.notes, ordered.speeches) if task.pack else ((), ())
    return [*own, *apparatus(ordered.speeches, task.words)], missing


def _script_file(task: Task, script: ScriptSource | None, ordered: _Ordered) -> dict[str, bytes]:
    """The script by its path: as the file has it, or written as Fountain; none without speeches."""
    if script is not None:
        data = script.data if script.ending else script_text(script.script).encode()
        return {_script_name(script): data}
    if not ordered.speeches:
        return {}
    page = title_page(task.pack, task.segments, ordered.arrangement)
    first_words = opening(ordered.arrangement, task.words)
    text = fountain_text(page, ordered.arrangement.scenes, first_words)
    return {_script_name(script): text.encode()}


def _script_name(script: ScriptSource | None) -> str:
    return f"script{(script.ending if script else '') or '.fountain'}"


def _settings(task: Task, spoken: _Spoken, ordered: _Ordered) -> str:
    return booklet_yaml(
        task.pack,
        spoken.cast,
        ordered.speeches,
        _script_name(spoken.script),
        task.heading,
        spoken.script,
        task.language,
    )


def _remarked(task: Task, pages: decisions.Cut) -> dict[Segment, tuple[Remark, ...]]:
    """The quotation lists that comment on their lines."""
    found = {part: remarks_of(pages.own_blocks(part)) for part in _of_pages(task, "quotations")}
    return {part: remarks for part, remarks in found.items() if remarks}


def _introduced(task: Task, remarked: Iterable[Segment]) -> dict[Segment, Segment]:
    """The paragraphs before the first line of such a list, as they have its title."""
    before: dict[Segment, Segment] = {}
    for part in remarked:
        for other in _analyses(task):
            if (other.file, other.title) == (part.file, part.title) and other.last < part.first:
                before[part] = other
    return before


def _file_names(texts: Sequence[Segment]) -> dict[Segment, str]:
    """What the file of each text is called."""
    used: set[str] = set()
    return {part: analysis_name(part, used) for part in texts}


def _analysis_files(
    analyses: Sequence[Segment],
    names: Mapping[Segment, str],
    pages: decisions.Cut,
    ordered: _Ordered,
) -> dict[str, bytes]:
    spoken = spoken_runs(speech.text for speech in ordered.speeches) if analyses else frozenset()
    files: dict[str, bytes] = {}
    for part in analyses:
        own_blocks = pages.own_blocks(part)
        if own_blocks:
            path = f"analyses/{names[part]}.md"
            files[path] = analysis_text(part, own_blocks, spoken).encode()
    return files


# ------------------------------------------------------------------ what there is to tell


def _no_speeches(task: Task, has_analyses: bool) -> Problem:
    if has_analyses:
        return warning(
            "no-quotations",
            "no dialogue was found: the course has analyses only",
            None,
            "Import a page of quotations, a script file or subtitles as well.",
        )
    return error(
        "nothing-found",
        "no speech and no article was found in what you brought",
        Span(task.brought) if task.brought else None,
        "Is it the page you meant? Save it again with its text; lines need the names of those "
        "who speak them. Or correct import.yaml.",
    )


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


def _said_of_order(ordered: _Ordered, sources: Sources) -> Iterator[Problem]:
    method = ordered.arrangement.method
    if ordered.speeches and method in ("page", "first and last lines"):
        yield warning(
            "order-unknown",
            f"the order of the speeches is {_ORDERS[method]}",
            None,
            "A script file, subtitles or a pack (--pack) would give the order of the work.",
        )
    for exchange in ordered.arrangement.unplaced:
        file, line = exchange.origins[0]
        yield warning(
            "place-unknown",
            "the pack has no cue for this exchange; it stands at the end",
            Span(file, line),
            "Add a cue phrase of it to a scene of the pack, or move it in script.fountain.",
        )
    unnamed = any(speech.speaker == UNKNOWN_SPEAKER for speech in ordered.speeches)
    if unnamed and sources.subtitles:
        yield warning(
            "speakers-unknown",
            f"the subtitles do not say who speaks; all are called {UNKNOWN_SPEAKER}",
            Span(sources.subtitles[0].file),
            "Import a page of quotations beside them, or write the names into the script.",
        )


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


def _remark_without_place(remark: Remark, part: Segment, name: str) -> Problem:
    return warning(
        "note-without-place",
        f"no speech of the script has the line “{_opening(remark.words)}”, on which this page "
        "comments",
        Span(part.file, part.first),
        f"The comment stays in analyses/{name}.md, where `booklet draw` reads it.",
    )


def _opening(text: str) -> str:
    row = text.split()
    return " ".join(row[:6]) + ("…" if len(row) > 6 else "")
