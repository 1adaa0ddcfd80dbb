"""From a course to a plan: times, meetings, roles, questions.

In: a `Course`, `PlanOptions`, and the `Members` that a file names, if there is one. Out: a
`MeetingPlan`, and every problem met on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, pairwise

from booklet.citation import SceneNumbers, number
from booklet.counting import MINUTE, counted, minutes
from booklet.model import (
    Clash,
    Course,
    Meeting,
    MeetingPlan,
    Question,
    Reader,
    RoleReading,
    ScenePart,
    Script,
    Settings,
    Span,
)
from booklet.names import name_key
from booklet.nearest import nearest
from booklet.plan.dividing import Piece, divide
from booklet.plan.members import FASTEST, SLOWEST, Member, Members
from booklet.plan.roles import Candidate, Load, Pair, distribute, pair
from booklet.plan.timing import NOBODY, Passage, Rates, Voice, passages
from booklet.problems import Problem, Result, error, has_errors, some, warning

DIRECTIONS = "directions"
"""What a file of names calls the directions, so that a member can keep to them."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the group wishes: so many meetings of so many minutes.

    `members` is how many come where no file names them, 0 to leave the roles open.
    `directions` tells whether those are read aloud. `words_per_minute` is None for what the
    course says.
    """

    meetings: int
    minutes: float
    words_per_minute: float | None = None
    directions: bool = True
    members: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A scene, or of one that is too long for a meeting a passage."""

    scene: int
    passages: tuple[Passage, ...]
    opens: bool = True

    @property
    def milliseconds(self) -> int:
        return _length(self.passages)


@dataclass(slots=True)
class _Talk:
    """What happens between two roles of a meeting, as it is counted."""

    roles: Counter[str] = field(default_factory=Counter)
    exchanges: Counter[Pair] = field(default_factory=Counter)
    at_once: Counter[Pair] = field(default_factory=Counter)
    beside: Counter[Pair] = field(default_factory=Counter)
    scenes: dict[Pair, dict[int, None]] = field(default_factory=dict)


def plan(
    course: Course, options: PlanOptions, members: Members | None = None
) -> Result[MeetingPlan]:
    """The plan of a course.

    Problems: `wrong-number`, `nothing-to-read`, `too-many-meetings`, `unknown-role`,
    `role-without-reader`; as warnings `scene-split`, `meeting-too-long`, `roles-at-once`.
    No value where one is an error.
    """
    script = course.script
    known = _roles_of(script)
    problems = [*_wrong_numbers(options), *_unknown_roles(members, known)]
    if not script.scenes:
        problems.append(
            error(
                "nothing-to-read",
                "the script has no scene to read",
                script.span,
                "Give the script a scene heading and a speech.",
            )
        )
    if has_errors(problems):
        return Result(None, tuple(problems))
    numbers = number(script)
    rates = _rates(course.settings, options, members, known)
    pieces = _pieces(script, rates, options)
    if options.meetings > len(pieces):
        return Result(None, (*problems, _too_many(options.meetings, len(pieces), script)))
    most = round(options.minutes * MINUTE)
    starts = divide(
        [Piece(piece.milliseconds, piece.opens) for piece in pieces], options.meetings, most
    )
    shares = [pieces[start:end] for start, end in pairwise((*starts, len(pieces)))]
    parts = [_parts(share, script, numbers) for share in shares]
    problems += _splits(parts, script, options)
    problems += _too_long(parts, most, options)
    given = _given(members, known) or [
        Member(str(position)) for position in range(1, options.members + 1)
    ]
    talks = [_talk(share) for share in shares]
    problems += _without_reader(talks, given)
    if has_errors(problems):
        return Result(None, tuple(problems))
    questions = _questions(course, parts, numbers)
    meetings: list[Meeting] = []
    read = [0] * len(given)
    owners: dict[str, int] = {}
    for index, talk in enumerate(talks):
        readers, clashes = _readers(talk, _candidates(given, read, owners), given, numbers)
        owners |= {
            reading.role: position
            for position, reader in enumerate(readers)
            for reading in reader.roles
        }
        read = [sum_ + reader.milliseconds for sum_, reader in zip(read, readers, strict=True)]
        problems += [_at_once(clash, index + 1) for clash in clashes if clash.at_once]
        meetings.append(
            Meeting(
                number=index + 1,
                parts=parts[index],
                roles=_sorted_roles(talk.roles.items()),
                readers=readers,
                clashes=clashes,
                questions=questions[index],
            )
        )
    value = MeetingPlan(
        title=course.settings.title,
        language=course.settings.language or script.language or "en",
        minutes=options.minutes,
        words_per_minute=rates.usual,
        meetings=tuple(meetings),
        phrases=course.settings.phrases,
    )
    return Result(value, tuple(problems))


# --------------------------------------------------------------------------- the scenes


def _pieces(script: Script, rates: Rates, options: PlanOptions) -> list[_Piece]:
    most = options.minutes * MINUTE
    pieces: list[_Piece] = []
    for index, scene in enumerate(script.scenes):
        parts = passages(scene, rates, options.directions)
        if _length(parts) <= most:
            pieces.append(_Piece(index, parts))
        else:
            pieces += [
                _Piece(index, (passage,), opens=position == 0)
                for position, passage in enumerate(parts)
            ]
    return pieces


def _parts(
    share: Sequence[_Piece], script: Script, numbers: Sequence[SceneNumbers]
) -> tuple[ScenePart, ...]:
    made: list[ScenePart] = []
    for index, group in groupby(share, key=lambda piece: piece.scene):
        read = [passage for piece in group for passage in piece.passages]
        names = numbers[index].speeches
        spoken = [passage for passage in read if passage.speech >= 0]
        first = spoken[0].speech if spoken else 0
        last = spoken[-1].last_speech if spoken else -1
        whole = first == 0 and last == len(names) - 1
        made.append(
            ScenePart(
                scene=index,
                number=numbers[index].scene,
                heading=script.scenes[index].heading,
                milliseconds=_length(read),
                first="" if whole else names[first],
                last="" if whole else names[last],
            )
        )
    return tuple(made)


def _length(parts: Iterable[Passage]) -> int:
    return sum(passage.milliseconds for passage in parts)


# ---------------------------------------------------------------------------- the roles


def _talk(share: Sequence[_Piece]) -> _Talk:
    """Who speaks how long in a meeting, and after whom."""
    talk = _Talk()
    for scene, group in groupby(share, key=lambda piece: piece.scene):
        read = [passage for piece in group for passage in piece.passages]
        for passage in read:
            for roles in passage.at_once:
                for one, other in combinations(sorted(set(roles)), 2):
                    _count(talk, talk.at_once, one, other, scene)
        _follow(talk, [voice for passage in read for voice in passage.voices], scene)
    return talk


def _follow(talk: _Talk, voices: Sequence[Voice], scene: int) -> None:
    for voice in voices:
        for role in voice.roles:
            talk.roles[role] += voice.milliseconds
    for before, after in pairwise(voices):
        for one, other in _changes(before.roles, after.roles):
            if NOBODY in (one, other):
                talk.beside[pair(one, other)] += 1
    # A direction between two speeches does not keep them from being an exchange.
    spoken = [voice for voice in voices if NOBODY not in voice.roles]
    for before, after in pairwise(spoken):
        for one, other in _changes(before.roles, after.roles):
            _count(talk, talk.exchanges, one, other, scene)


def _changes(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[str, str]]:
    """Who goes on after whom; those who speak both times do not answer themselves."""
    return [
        (one, other) for one in before if one not in after for other in after if other not in before
    ]


def _count(talk: _Talk, counter: Counter[Pair], one: str, other: str, scene: int) -> None:
    counter[pair(one, other)] += 1
    talk.scenes.setdefault(pair(one, other), {})[scene] = None


def _readers(
    talk: _Talk,
    candidates: Sequence[Candidate],
    members: Sequence[Member],
    numbers: Sequence[SceneNumbers],
) -> tuple[tuple[Reader, ...], tuple[Clash, ...]]:
    if not members:
        return (), ()
    load = Load(talk.roles, talk.exchanges, talk.at_once, talk.beside)
    given = distribute(load, candidates)
    readers = tuple(
        Reader(
            member.name,
            _sorted_roles((role, talk.roles[role]) for role in given if given[role] == position),
        )
        for position, member in enumerate(members)
    )
    clashes = tuple(
        Clash(
            reader=members[given[one]].name,
            roles=(one, other),
            scenes=tuple(numbers[scene].scene for scene in talk.scenes[one, other]),
            exchanges=talk.exchanges[one, other],
            at_once=(one, other) in talk.at_once,
        )
        for one, other in sorted(talk.scenes)
        if given[one] == given[other]
    )
    return readers, clashes


def _candidates(
    members: Sequence[Member], read: Sequence[int], owners: Mapping[str, int]
) -> list[Candidate]:
    """The members with what they have read so far; `owners` had each role the last time."""
    return [
        Candidate(
            read[position],
            frozenset(member.only) if member.only else None,
            frozenset(role for role, owner in owners.items() if owner == position),
        )
        for position, member in enumerate(members)
    ]


def _sorted_roles(roles: Iterable[tuple[str, int]]) -> tuple[RoleReading, ...]:
    return tuple(
        RoleReading(role, milliseconds)
        for role, milliseconds in sorted(roles, key=lambda entry: (-entry[1], entry[0]))
    )


def _roles_of(script: Script) -> dict[str, str]:
    """The roles of the script by their names in small letters."""
    found = {DIRECTIONS: NOBODY}
    for scene in script.scenes:
        for speech in scene.speeches():
            for role in speech.who or (speech.speaker or NOBODY,):
                found.setdefault(name_key(role), role)
    return found


def _given(members: Members | None, known: Mapping[str, str]) -> list[Member]:
    """The members of the file, with the roles as the script writes them."""
    return [
        Member(member.name, member.span, tuple(known[name_key(role)] for role in member.only))
        for member in (members.members if members else ())
    ]


def _rates(
    settings: Settings, options: PlanOptions, members: Members | None, known: Mapping[str, str]
) -> Rates:
    """What the group says of a role counts before what the course says."""
    of_role = {
        known[name_key(one.name)]: one.words_per_minute
        for one in settings.cast
        if one.words_per_minute and name_key(one.name) in known
    }
    for rate in members.rates if members else ():
        of_role[known[name_key(rate.role)]] = rate.words_per_minute
    return Rates(options.words_per_minute or settings.words_per_minute, of_role)


# ------------------------------------------------------------------------ the questions


def _questions(
    course: Course, parts: Sequence[tuple[ScenePart, ...]], numbers: Sequence[SceneNumbers]
) -> list[tuple[Question, ...]]:
    """Each scene's questions belong to the meeting that ends it, all others to the last."""
    ends = {part.number: meeting for meeting, share in enumerate(parts) for part in share}
    order = {entry.scene: position for position, entry in enumerate(numbers)}
    of: list[list[Question]] = [[] for _ in parts]
    for question in course.questions:
        of[ends.get(question.scene, len(parts) - 1)].append(question)
    return [
        tuple(sorted(share, key=lambda question: order.get(question.scene, len(order))))
        for share in of
    ]


# ------------------------------------------------------------------------- the problems


def _wrong_numbers(options: PlanOptions) -> list[Problem]:
    problems: list[Problem] = []
    if options.meetings < 1:
        problems.append(
            error(
                "wrong-number",
                f"{counted(options.meetings, 'meeting')} are no plan",
                None,
                "Ask for one meeting or more: --meetings 4",
            )
        )
    if not 0 < options.minutes <= 24 * 60:
        problems.append(
            error(
                "wrong-number",
                f"a meeting cannot last {counted(options.minutes, 'minute')}",
                None,
                "Say how long the group reads and talks: --minutes 90",
            )
        )
    pace = options.words_per_minute
    if pace is not None and not SLOWEST <= pace <= FASTEST:
        problems.append(
            error(
                "wrong-number",
                f"nobody reads {counted(pace, 'word')} a minute aloud",
                None,
                f"From {SLOWEST:g} to {FASTEST:g} are possible; 150 is a usual pace.",
            )
        )
    if options.members < 0:
        problems.append(
            error(
                "wrong-number",
                f"a group cannot have {counted(options.members, 'member')}",
                None,
                "Say how many come: --members 6",
            )
        )
    return problems


def _unknown_roles(members: Members | None, known: Mapping[str, str]) -> list[Problem]:
    if members is None:
        return []
    asked = [(role, member.span) for member in members.members for role in member.only]
    asked += [(rate.role, rate.span) for rate in members.rates]
    return [_unknown(role, span, known) for role, span in asked if name_key(role) not in known]


def _unknown(role: str, span: Span | None, known: Mapping[str, str]) -> Problem:
    near = nearest(role, known)
    names = sorted(name for name in known.values() if name)
    return error(
        "unknown-role",
        f"nobody called {role} speaks in the script",
        span,
        f"Did you mean {known[near] or DIRECTIONS}?" if near else f"These do: {some(names)}.",
    )


def _too_many(meetings: int, pieces: int, script: Script) -> Problem:
    return error(
        "too-many-meetings",
        f"{counted(meetings, 'meeting is', 'meetings are')} more than "
        f"{counted(len(script.scenes), 'scene')} can fill",
        script.span,
        f"Ask for at most {pieces}, or for shorter meetings: a scene is split only where it "
        "is longer than one.",
    )


def _splits(
    parts: Sequence[tuple[ScenePart, ...]], script: Script, options: PlanOptions
) -> list[Problem]:
    total: Counter[int] = Counter()
    begins: dict[int, list[str]] = {}
    for meeting, share in enumerate(parts, start=1):
        for part in share:
            total[part.scene] += part.milliseconds
            begins.setdefault(part.scene, []).append(f"{part.first} in meeting {meeting}")
    return [
        warning(
            "scene-split",
            f"scene {part.number} takes {counted(minutes(total[part.scene]), 'minute')}, "
            f"longer than a meeting of {options.minutes:g}: "
            f"it goes on with {some(later, 5, 'and with')}",
            script.scenes[part.scene].span,
            "Longer meetings keep it whole.",
        )
        for share in parts
        for part in share
        if (later := begins.pop(part.scene, [""])[1:])
    ]


def _too_long(
    parts: Sequence[tuple[ScenePart, ...]], most: int, options: PlanOptions
) -> list[Problem]:
    lengths = [sum(part.milliseconds for part in share) for share in parts]
    late = [str(position) for position, length in enumerate(lengths, start=1) if length > most]
    if not late:
        return []
    return [
        warning(
            "meeting-too-long",
            f"there is more to read than {counted(options.minutes, 'minute')} in "
            f"meeting{'s' * (len(late) > 1)} {some(late)}: up to {minutes(max(lengths))}",
            None,
            f"All of it takes {counted(minutes(sum(lengths)), 'minute')}: that needs "
            f"{counted(-(-sum(lengths) // most), 'meeting')} of {options.minutes:g} at least, or "
            f"{options.meetings} of {-(-max(lengths) // MINUTE)}.",
        )
    ]


def _without_reader(talks: Sequence[_Talk], members: Sequence[Member]) -> list[Problem]:
    if not members:
        return []
    candidates = _candidates(members, [0] * len(members), {})
    roles = dict.fromkeys(role for talk in talks for role in talk.roles)
    return [
        error(
            "role-without-reader",
            f"nobody reads {role or DIRECTIONS}: every member keeps to other roles",
            members[0].span,
            f"Add {role or DIRECTIONS} to somebody's line, or let somebody read any role by "
            "leaving their roles out.",
        )
        for role in roles
        if not any(candidate.takes(role) for candidate in candidates)
    ]


def _at_once(clash: Clash, meeting: int) -> Problem:
    one, other = clash.roles
    return warning(
        "roles-at-once",
        f"in meeting {meeting} {one} and {other} speak at the same time, and one member has "
        "to read both",
        None,
        "One member more would do, or let the two speak one after the other.",
    )
