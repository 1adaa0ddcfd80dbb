"""From pages to a course: the whole of `booklet import`, read from top to bottom.

Takes the files a person brings, the course as it is, and perhaps a pack; gives the
files of the course as values. Nothing is written here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.ingest import decisions
from booklet.ingest.analysis_text import analysis_text, tidy
from booklet.ingest.apparatus import annotations_text, apparatus, pack_notes
from booklet.ingest.course_files import (
    analysis_name,
    booklet_yaml,
    opening,
    pack_files,
    title_page,
)
from booklet.ingest.fountain_text import fountain_text, script_text
from booklet.ingest.inputs import InputFile
from booklet.ingest.language import language_of
from booklet.ingest.merging import merge
from booklet.ingest.names import name
from booklet.ingest.order import Arrangement, Method, PlacedScene, arrange
from booklet.ingest.packs import Pack, holds, outline
from booklet.ingest.quotations import (
    Exchange,
    Place,
    QuotedSpeech,
    exchanges,
    no_place,
    under_speakers,
)
from booklet.ingest.readings import (
    Collated,
    CollatedSpeech,
    Reading,
    collate,
    same_line,
)
from booklet.ingest.segments import Page, Segment, cut, titles_of_works
from booklet.ingest.sources import ScriptSource, Sources, SubtitleSource, read_sources
from booklet.ingest.speakers import canonical_names
from booklet.ingest.subtitles import PAUSE, Timed, hear, track
from booklet.ingest.tokens import forms
from booklet.model import CastMember, Direction, Line, Span
from booklet.problems import Problem, Result, error, has_errors, warning

BASE = ".import"
"""Folder in the course with what the program wrote last: the base of the next merge."""

PACK_FILE = f"{BASE}/pack"
"""Holds the name of the pack with which the course was imported."""

SUBTITLES = "subtitles"
"""The witness's name of subtitle files."""

UNKNOWN_SPEAKER = "Voice"
"""Who speaks where subtitles name nobody."""

_ORDERS: dict[Method, str] = {
    "script": "that of the script file",
    "subtitles": "by the times of the subtitles",
    "outline": "by the outline of the pack",
    "first and last lines": "the page's own, its first and last lines put first and last",
    "page": "the page's own; nothing says that it is that of the work",
}


@dataclass(frozen=True, slots=True)
class ExistingCourse:
    """The files that a course folder holds, by path; empty for a new course."""

    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a file: `new`, `changed`, `same`, or `kept` (a person's lines won)."""

    path: str
    what: str


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


def import_pages(
    files: tuple[InputFile, ...], existing: ExistingCourse, pack: Pack | None
) -> Result[ImportedCourse]:
    """The course that comes out of these files, merged with what is there.

    Problems: those of the readers; `nothing-found`; warnings `no-quotations`,
    `order-unknown`, `place-unknown`, `other-language`, `note-without-place`,
    `not-in-script`, `kept-yours`, `speakers-unknown`. The value is None where there is
    an error: then nothing is to be written.
    """
    sources = read_sources(files, existing.files)
    problems = list(sources.problems)
    if sources.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    brought = _with_known_speakers(sources.value, _speakers(pack))
    segments = _segments(brought, existing, pack)
    problems += segments.problems
    if segments.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    proposed, decided = segments.value

    draft = _draft(brought, proposed, decided, pack)
    problems += draft.problems
    if draft.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    written, kept = _merged(draft.value.files, existing)
    problems += kept
    course = replace(
        draft.value,
        files=written.files,
        removed=written.removed,
        changes=written.changes,
    )
    return Result(course, tuple(problems))


# -------------------------------------------------------------------------- segments


def _segments(
    sources: Sources, existing: ExistingCourse, pack: Pack | None
) -> Result[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """The segments as the program proposes them, and as decided with the person's."""
    work = pack.title if pack else _title_of_work(sources.pages)
    proposed: list[Segment] = []
    for page in sources.pages:
        found = name(page, cut(page, work, _speakers(pack)))
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


def _speakers(pack: Pack | None) -> frozenset[str]:
    """The casefolded names that a pack knows."""
    return frozenset(
        each.casefold()
        for member in (pack.cast if pack else ())
        for each in (member.name, *member.aliases)
    )


def _with_known_speakers(sources: Sources, speakers: frozenset[str]) -> Sources:
    pages = tuple(
        replace(page, blocks=under_speakers(page.blocks, speakers)) for page in sources.pages
    )
    return replace(sources, pages=pages)


def _decisions(existing: ExistingCourse, path: str) -> Result[tuple[Segment, ...]]:
    data = existing.files.get(path)
    if data is None:
        return Result(None)
    return decisions.parse_decisions(data.decode("utf-8", "replace"), path)


def _title_of_work(pages: Sequence[Page]) -> str:
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
    blocks = {page.file: page.blocks for page in pages}
    found: list[tuple[Segment, str]] = []
    for part in segments:
        if part.verdict in ("analysis", "quotations") and part.file in blocks:
            own = decisions.own_blocks(part, segments, blocks[part.file])
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


# --------------------------------------------------------------------------- the text


@dataclass(frozen=True, slots=True)
class _Written:
    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]


def _draft(
    sources: Sources,
    proposed: Sequence[Segment],
    segments: Sequence[Segment],
    pack: Pack | None,
) -> Result[ImportedCourse]:
    """All files as the program alone would write them, by path."""
    blocks = {page.file: page.blocks for page in sources.pages}
    cast = _cast(sources, segments, pack)
    quoted = _exchanges(sources, segments, cast, pack)
    listed = {part: quoted.get(part, ()) for part in proposed}
    printed = _names(quoted, cast)
    collated = collate(
        [_renamed(exchange, printed) for found in quoted.values() for exchange in found]
    )
    script = sources.scripts[0] if sources.scripts else None
    problems: list[Problem] = []
    files: dict[str, bytes] = dict(sources.kept)

    if script is not None:
        arrangement, speeches, lost = _by_script(script, collated, sources.subtitles)
        problems += lost
    else:
        timed = tuple(cue for source in sources.subtitles for cue in source.cues)
        if timed:
            collated = _timed(collated, timed)
        place_of = _place_of(pack, printed)
        heading = pack.title if pack else _heading(segments, sources.pages)
        arrangement = arrange(collated, pack.scenes if pack else (), place_of, heading)
        speeches = tuple(
            speech
            for scene in arrangement.scenes
            for exchange in scene.exchanges
            for speech in exchange.speeches
        )
        problems += _said_of_order(arrangement, sources, speeches)
    analyses = [part for part in segments if part.verdict == "analysis" and part.file in blocks]
    if not speeches and not analyses:
        places = tuple(Span(page.file) for page in sources.pages)
        hint = "Is it the page you meant? Save it again with its text, or correct import.yaml."
        message = "no speech and no article was found in what you brought"
        return Result(
            None, (*problems, error("nothing-found", message, next(iter(places), None), hint))
        )
    if not speeches:
        problems.append(
            warning(
                "no-quotations",
                "no dialogue was found: the course has analyses only",
                None,
                "Import a page of quotations, a script file or subtitles as well.",
            )
        )

    notes = list(apparatus(speeches))
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
            first_words = opening(arrangement)
            files[script_name] = fountain_text(page, arrangement.scenes, first_words).encode()
    heading = _heading(segments, sources.pages)
    files["booklet.yaml"] = booklet_yaml(
        pack, cast, speeches, script_name, heading, script
    ).encode()
    used: set[str] = set()
    spoken = [speech.text for speech in speeches]
    for part in analyses:
        own_blocks = decisions.own_blocks(part, segments, blocks[part.file])
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
            variants=sum(note.kind == "apparatus" for note in notes),
            doubtful=sum(each.doubtful for found in quoted.values() for each in found),
            order=arrangement.method,
        ),
        tuple(problems),
    )


def _cast(
    sources: Sources, segments: Sequence[Segment], pack: Pack | None
) -> tuple[CastMember, ...]:
    """The pack's cast, the script's, or that of a cast list on a page (actor – role)."""
    if pack is not None and pack.cast:
        return pack.cast
    for source in sources.scripts:
        if source.script.cast:
            return source.script.cast
    found: dict[str, CastMember] = {}
    blocks = {page.file: page.blocks for page in sources.pages}
    for part in segments:
        if part.verdict != "cast" or part.file not in blocks:
            continue
        for block in decisions.own_blocks(part, segments, blocks[part.file]):
            row = re.split(r"\s+(?:[–—-]|\.{2,}|…|as)\s+", block.text, maxsplit=1)
            if len(row) == 2:
                found.setdefault(row[1].casefold(), CastMember(row[1], f"played by {row[0]}"))
    return tuple(found.values())


def _exchanges(
    sources: Sources, segments: Sequence[Segment], cast: Sequence[CastMember], pack: Pack | None
) -> dict[Segment, tuple[Exchange, ...]]:
    """The exchanges of each quotation list, and of subtitles that name their speakers."""
    blocks = {page.file: page.blocks for page in sources.pages}
    rows: dict[Segment, tuple[Exchange, ...]] = {}
    names = canonical_names((), cast)
    place_of = outline(pack.scenes, names) if pack else no_place
    for part in segments:
        if part.verdict != "quotations" or part.file not in blocks:
            continue
        own = tuple(
            replace(block, text=tidy(block.text))
            for block in decisions.own_blocks(part, segments, blocks[part.file])
        )
        witness = part.publication or part.title or part.file.rpartition("/")[2]
        bounds = [decisions.bounds(each) for each in part.exchanges]
        rows[part] = exchanges(own, part.file, witness, place_of, bounds)
    silent = not any(rows.values()) and not sources.scripts
    for part in segments:
        for source in sources.subtitles:
            if part.file == source.file and part.verdict == "subtitles":
                voiced = any(cue.speaker for cue in source.cues)
                if voiced or silent:
                    rows[part] = _spoken_cues(source)
    return rows


def _spoken_cues(source: SubtitleSource) -> tuple[Exchange, ...]:
    """Cues as speeches: the same voice goes on until another speaks or a pause comes."""
    groups: list[list[QuotedSpeech]] = []
    end = -PAUSE
    for number, cue in enumerate(source.cues, start=1):
        speaker = cue.speaker or UNKNOWN_SPEAKER
        line = Line(cue.text, Span(source.file, number))
        if not cue.text:
            continue
        if not groups or cue.start - end > PAUSE:
            groups.append([])
        row = groups[-1]
        if row and row[-1].speaker == speaker:
            joined = Line(f"{row[-1].text} {cue.text}", Span(source.file, row[-1].first))
            row[-1] = replace(row[-1], body=(joined,), last=number)
        else:
            row.append(QuotedSpeech(speaker, (line,), number, number))
        end = cue.end
    return tuple(
        Exchange(tuple(row), SUBTITLES, source.file, row[0].first, row[-1].last) for row in groups
    )


def _names(
    quoted: Mapping[Segment, Sequence[Exchange]], cast: Sequence[CastMember]
) -> Mapping[str, str]:
    speakers = [
        speech.speaker
        for found in quoted.values()
        for exchange in found
        for speech in exchange.speeches
    ]
    return canonical_names(speakers, cast)


def _renamed(exchange: Exchange, printed: Mapping[str, str]) -> Exchange:
    return replace(
        exchange,
        elements=tuple(
            replace(part, speaker=printed.get(part.speaker.casefold(), part.speaker))
            if isinstance(part, QuotedSpeech)
            else part
            for part in exchange.elements
        ),
    )


def _place_of(
    pack: Pack | None, printed: Mapping[str, str]
) -> Callable[[CollatedSpeech], Place | None]:
    find = outline(pack.scenes, printed) if pack else no_place

    def place_of(speech: CollatedSpeech) -> Place | None:
        return find(QuotedSpeech(speech.speaker, speech.body, 0, 0))

    return place_of


def _timed(collated: Sequence[Collated], cues: Sequence[Timed]) -> tuple[Collated, ...]:
    """Each speech with its time; what the subtitles read otherwise is another reading."""
    heard = track(cues)
    rows: list[Collated] = []
    for exchange in collated:
        found = iter(hear([speech.text for speech in exchange.speeches], heard))
        elements: list[CollatedSpeech | Direction] = []
        for element in exchange.elements:
            place = next(found) if isinstance(element, CollatedSpeech) else None
            if isinstance(element, CollatedSpeech) and place is not None:
                reading = Reading(SUBTITLES, place.text, SUBTITLES, int(place.time))
                known = any(each.witness == SUBTITLES for each in element.readings)
                readings = element.readings if known else (*element.readings, reading)
                element = replace(element, time=place.time, readings=readings)
            elements.append(element)
        rows.append(replace(exchange, elements=tuple(elements)))
    return tuple(rows)


def _by_script(
    source: ScriptSource, collated: Sequence[Collated], subtitles: Sequence[SubtitleSource]
) -> tuple[Arrangement, tuple[CollatedSpeech, ...], list[Problem]]:
    """The script's own speeches and order, the pages' and subtitles' readings beside them."""
    speakers = [s.speaker or "" for scene in source.script.scenes for s in scene.speeches()]
    printed = canonical_names(speakers)
    scenes: list[PlacedScene] = []
    for scene in source.script.scenes:
        elements: list[CollatedSpeech | Direction] = []
        for element in scene.elements:
            if isinstance(element, Direction):
                elements.append(element)
        row = tuple(
            CollatedSpeech(
                speech.speaker or UNKNOWN_SPEAKER,
                speech.body,
                (Reading("script", speech.text, source.file, speech.span.line),),
            )
            for speech in scene.speeches()
        )
        exchange = Collated(_in_order(row, elements), ((source.file, scene.span.line),))
        scenes.append(PlacedScene("", scene.heading, scene.synopsis, (exchange,)))
    speeches = [s for scene in scenes for exchange in scene.exchanges for s in exchange.speeches]
    problems: list[Problem] = []
    index: dict[tuple[str, ...], set[int]] = {}
    for at, speech in enumerate(speeches):
        row_forms = forms(speech.text)
        for start in range(len(row_forms) - 2):
            index.setdefault(row_forms[start : start + 3], set()).add(at)
    for exchange in collated:
        for quoted in exchange.speeches:
            quoted = replace(quoted, speaker=printed.get(quoted.speaker.casefold(), quoted.speaker))
            home = _home(quoted, speeches, index, printed)
            if home is not None:
                base = speeches[home]
                speeches[home] = replace(base, readings=base.readings + quoted.readings)
            elif len(forms(quoted.text)) >= 3:
                first = quoted.readings[0]
                problems.append(
                    warning(
                        "not-in-script",
                        f"a line of {quoted.speaker} in {first.witness} is not in the script",
                        Span(first.file, first.line),
                        "It is not printed. Put it into the script where it belongs, if it does.",
                    )
                )
    cues = tuple(cue for subtitle in subtitles for cue in subtitle.cues)
    if cues:
        found = hear([speech.text for speech in speeches], track(cues))
        speeches = [
            speech
            if place is None
            else replace(
                speech,
                time=place.time,
                readings=(
                    *speech.readings,
                    Reading(SUBTITLES, place.text, SUBTITLES, int(place.time)),
                ),
            )
            for speech, place in zip(speeches, found, strict=True)
        ]
    return Arrangement(tuple(scenes), "script"), tuple(speeches), problems


def _in_order(
    speeches: Sequence[CollatedSpeech], directions: Sequence[CollatedSpeech | Direction]
) -> tuple[CollatedSpeech | Direction, ...]:
    """Speeches and directions of a scene by the lines on which they stand."""
    rows: list[tuple[int, int, CollatedSpeech | Direction]] = []
    for at, speech in enumerate(speeches):
        rows.append((speech.readings[0].line, at, speech))
    for at, direction in enumerate(directions):
        if isinstance(direction, Direction):
            rows.append((direction.span.line, at, direction))
    return tuple(row[2] for row in sorted(rows, key=lambda row: row[:2]))


def _home(
    quoted: CollatedSpeech,
    speeches: Sequence[CollatedSpeech],
    index: Mapping[tuple[str, ...], set[int]],
    printed: Mapping[str, str],
) -> int | None:
    row = forms(quoted.text)
    votes: Counter[int] = Counter()
    for start in range(len(row) - 2):
        votes.update(index.get(row[start : start + 3], ()))
    for at, _ in votes.most_common(5):
        speech = speeches[at]
        named = replace(speech, speaker=printed.get(speech.speaker.casefold(), speech.speaker))
        if same_line(named, quoted):
            return at
    return None


# -------------------------------------------------------------------------- the files


def _heading(segments: Sequence[Segment], pages: Sequence[Page]) -> str:
    return _title_of_work(pages) or next(
        (
            part.title
            for verdict in ("quotations", "analysis")
            for part in segments
            if part.verdict == verdict and part.title
        ),
        "Quotations",
    )


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


def _without_place(identifier: str) -> Problem:
    return warning(
        "note-without-place",
        f"the pack's note `{identifier}` speaks of words that the imported script does not have",
        None,
        "It is left out; it comes back when a page with these words is imported.",
    )


# --------------------------------------------------------------------------- merging


def _merged(
    drafted: Mapping[str, bytes], existing: ExistingCourse
) -> tuple[_Written, list[Problem]]:
    """The drafted files merged with what a person made of the last ones."""
    files: dict[str, bytes] = {}
    changes: list[Change] = []
    problems: list[Problem] = []
    for path, data in drafted.items():
        now = existing.files.get(path)
        if path.startswith("sources/"):
            if now != data:
                files[path] = data
                changes.append(Change(path, "new" if now is None else "changed"))
            continue
        base = existing.files.get(f"{BASE}/{path}")
        merged = merge(_text(base), _text(now), data.decode())
        result = merged.text.encode()
        if merged.kept:
            problems.append(
                warning(
                    "kept-yours",
                    f"{path} was changed by you where it would have changed; your lines stay",
                    Span(path, merged.kept[0]),
                    f"What import would write is in {BASE}/{path}.",
                )
            )
        if result != now:
            files[path] = result
        what = (
            "new"
            if now is None
            else "kept"
            if merged.kept
            else "same"
            if result == now
            else "changed"
        )
        changes.append(Change(path, what))
        if base != data:
            files[f"{BASE}/{path}"] = data
    removed = []
    for path, base in existing.files.items():
        target = path.removeprefix(f"{BASE}/")
        if path.startswith(f"{BASE}/") and path != PACK_FILE and target not in drafted:
            removed.append(path)
            if existing.files.get(target) == base:
                removed.append(target)
                changes.append(Change(target, "removed"))
    return _Written(files, tuple(removed), tuple(changes)), problems


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
