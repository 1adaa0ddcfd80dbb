"""What other installed packages add: formats, pieces, kinds of notes and themes.

A package names them as entry points, in a group each (`GROUPS`); docs/extending.md shows one
of each. Only packages that are installed are asked, never the current folder and never a
course. Their code is loaded when the table is asked for that they add to. What cannot be used
is left out and told by the name of its package.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, fields, replace
from functools import cache, wraps
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar

from booklet.model import NOTE_KINDS, PIECES, Matter, NoteKind, Piece
from booklet.problems import Problem, Result, error, warning
from booklet.shipped import shipped_folder

FORMATS, PIECES_ADDED, KINDS, THEMES = (
    "booklet.formats",
    "booklet.pieces",
    "booklet.note_kinds",
    "booklet.themes",
)
GROUPS = {FORMATS: "format", PIECES_ADDED: "piece", KINDS: "kind of note", THEMES: "theme"}
"""Groups of entry points, and what a message calls what is in them."""

Gives = Callable[[object], bool]
NOTHING_GIVEN: Mapping[str, Gives] = MappingProxyType({})

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: a style sheet that sets custom properties."""

    name: str
    sheet: Path


class _Named(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


class PluginError(Exception):
    """The code of a plug-in failed at its work; `problem` tells of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@cache
def note_kinds() -> Mapping[str, NoteKind]:
    """The kinds that every course has, by name."""
    return {each.name: each for each in (*NOTE_KINDS, *_of(_kinds()))}


def note_kind(name: str) -> NoteKind:
    """The kind of that name; one that a course names itself is as any comment is."""
    return note_kinds().get(name) or NoteKind(name)


@cache
def pieces() -> Mapping[str, Piece]:
    """The pieces of the front and back matter, by name."""
    return {each.name: each for each in (*PIECES, *_of(_pieces()))}


def pieces_of(matter: Matter) -> Mapping[str, Piece]:
    """Those, and the course's own."""
    return {**pieces(), **{own.name: own.piece for own in matter.own}}


def files(folder: str) -> Mapping[str, Path]:
    """What plug-ins add to `templates` or `styles`: files by their names there."""
    if folder == "styles":
        return {f"themes/{each.name}.css": each.sheet for each in _of(_themes())}
    shown: tuple[Piece | NoteKind, ...] = (*_of(_pieces()), *_of(_kinds()))
    return {each.shown_by: each.template for each in shown if each.template}


def words(tag: str) -> Mapping[str, str]:
    """The phrases that plug-ins bring for a language."""
    language = tag.lower().partition("-")[0]
    texts = [(each.phrase, each.words) for each in _of(_pieces())]
    texts += [(each.signed, each.words) for each in _of(_kinds()) if each.signed]
    return {name: said[language] for name, said in texts if language in said}


def plugin_problems() -> tuple[Problem, ...]:
    """`plugin-unusable`, a warning, for all that cannot be used but formats."""
    return (*_kinds().problems, *_pieces().problems, *_themes().problems)


def plugged(
    group: str, of: type[T], taken: Iterable[str], gives: Mapping[str, Gives] = NOTHING_GIVEN
) -> Result[tuple[T, ...]]:
    """What installed packages add to a group, in the order of their names.

    `taken` are the names that are given already; `gives` tells by the name of a field whether
    what its function gave can be used. Problems: `plugin-unusable`.
    """
    found: list[T] = []
    problems: list[Problem] = []
    for package, entry in _entry_points(group):
        try:
            made = entry.load()
            _check(made, of, {*taken, *(each.name for each in found)})
        except (Exception, SystemExit) as failure:
            problems.append(_unusable(package, GROUPS[group], entry.name, failure))
        else:
            found.append(_guarded(made, package, GROUPS[group], gives))
    return Result(tuple(found), tuple(problems))


@cache
def _kinds() -> Result[tuple[NoteKind, ...]]:
    return plugged(KINDS, NoteKind, [each.name for each in NOTE_KINDS])


@cache
def _pieces() -> Result[tuple[Piece, ...]]:
    return plugged(PIECES_ADDED, Piece, [each.name for each in PIECES], {"prepare": _is_plain})


@cache
def _themes() -> Result[tuple[Theme, ...]]:
    return plugged(
        THEMES, Theme, [path.stem for path in shipped_folder("styles").glob("themes/*.css")]
    )


def _is_plain(made: object) -> bool:
    """Whether a template may get it: texts, numbers, lists and mappings of them."""
    if isinstance(made, Mapping):
        return all(isinstance(key, str) for key in made) and all(map(_is_plain, made.values()))
    if isinstance(made, list | tuple):
        return all(map(_is_plain, made))
    return made is None or isinstance(made, str | int | float | bool)


def _of(read: Result[tuple[T, ...]]) -> tuple[T, ...]:
    return read.value or ()


def _entry_points(group: str) -> Iterator[tuple[str, EntryPoint]]:
    here = Path.cwd()
    # `python -m` has the current folder among them: that may be a course.
    path = [each for each in sys.path if each and not _same(Path(each), here)]
    seen: set[str] = set()
    found: list[tuple[str, EntryPoint]] = []
    for package in distributions(path=path):
        of_group = package.entry_points.select(group=group)
        if of_group and package.name not in seen:
            seen.add(package.name)
            found += ((package.name, entry) for entry in of_group)
    yield from sorted(found, key=lambda each: (each[0], each[1].name))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _check(made: object, of: type[_Named], taken: Set[str]) -> None:
    """Raises ValueError, which says what is wrong, for what cannot be used."""
    if not isinstance(made, of):
        raise ValueError(f"it is no {of.__name__}, but {type(made).__name__}")
    if not isinstance(made.name, str) or not _NAME.fullmatch(made.name):
        raise ValueError(f"its name {made.name!r} is not of small letters, digits and hyphens")
    if made.name in taken:
        raise ValueError(f"there is another of the name {made.name!r}")
    for field in ("template", "sheet"):
        path = getattr(made, field, None)
        if path is not None and not Path(path).is_file():
            raise ValueError(f"its file {path} is not there")
    if isinstance(made, Piece) and not (made.template and made.words.get("en")):
        raise ValueError("it needs a `template`, and `words` with its heading in English")
    if isinstance(made, NoteKind) and made.signed and not made.words.get("en"):
        raise ValueError("it needs `words` with what it is signed with in English")


def _guarded(made: T, package: str, what: str, gives: Mapping[str, Gives]) -> T:
    """The same; where its code fails, a `PluginError` says whose it is."""
    calls = {
        each.name: _call(call, package, f"{what} `{made.name}`", gives.get(each.name))
        for each in fields(made)
        if callable(call := getattr(made, each.name))
    }
    return replace(made, **calls)


def _call(
    call: Callable[..., Any], package: str, what: str, fits: Gives | None
) -> Callable[..., Any]:
    @wraps(call)
    def guarded(*arguments: Any) -> Any:
        try:
            given = call(*arguments)
            if fits and not fits(given):
                raise ValueError(f"it gave {type(given).__name__}, which cannot be used")
            return given
        except MemoryError:
            raise  # the limit of the process
        except Exception as failure:
            raise PluginError(
                error(
                    "plugin-failed",
                    f"the plug-in {package} failed at its {what}: {_reason(failure)}",
                    None,
                    f"Tell its authors, update it, or take it away: `pip uninstall {package}`.",
                )
            ) from failure

    return guarded


def _unusable(package: str, what: str, name: str, failure: BaseException) -> Problem:
    return warning(
        "plugin-unusable",
        f"the {what} `{name}` of the plug-in {package} cannot be used: {_reason(failure)}",
        None,
        f"It is left out. Update the plug-in, or take it away: `pip uninstall {package}`.",
    )


def _reason(failure: BaseException) -> str:
    told = " ".join(str(failure).split())
    return told if isinstance(failure, ValueError) and told else f"{type(failure).__name__}: {told}"
