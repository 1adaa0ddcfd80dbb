"""The corpus as values: what is tried, and what must happen.

In: the files `corpus/*.yaml`. Out: a `Case` each entry. A file has a `theme`, perhaps
`files` that all its cases have, and its `cases`:

    - try: a key written twice                      what is tried, in words
      files: {booklet.yaml: "title: A\\ntitle: B"}  laid over a small good course; ~ takes away
      beside: {page.html: …}                        the same, beside the course
      run: check course                             arguments of `booklet`; this is the default
      exit: 1                                       the exit code
      says: yaml-duplicate-key booklet.yaml:2       codes of messages, each with its place
      prints: already there                         words that must stand on the screen
      makes: [build/course.pdf]                     the only files that may change
      pending: the limit is not built yet           known to fail
      slow: true                                    for `python -m benchmarks hostile` alone
      not_as_root: true                             root may read and write what others may not

What may stand for a file is told in `making.py`. In all text, @OUTSIDE@ is a folder that
nobody may read, @COURSE@ the course's own, and @PORT@ a port that waits for visitors.
A case that says exit 0 must end without an error, and may have the warnings it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parent / "corpus"
_KEYS = frozenset(
    (
        *("try", "files", "beside", "run", "exit", "says", "prints", "makes"),
        *("pending", "slow", "not_as_root"),
    )
)

GOOD_COURSE: Mapping[str, Any] = {
    "booklet.yaml": "title: Low Water\nlanguage: en-GB\n",
    "script.yaml": (
        "scenes:\n"
        "  - heading: LAMP ROOM\n"
        "    elements:\n"
        "      - MARA: Is that you on the stairs, with the lantern and the ledger?\n"
        "      - HORN: It is always me. Nobody else was ever counted here.\n"
    ),
    "analyses/wick.md": (
        "---\ntitle: On wicks\nauthor: Nobody Yet\n---\n\n"
        "Horn answers with a sum, and the sum leaves her out of the house.\n"
    ),
    "annotations.yaml": (
        "annotations:\n"
        "  - id: stairs\n"
        '    target: "1.1"\n'
        "    body: She asks the *stairs*, not him.\n"
    ),
    # What the last good build left: no failure may touch it.
    "build/course.pdf": "%PDF-1.7 of the last good build\n",
    "build/course.html": "<p>of the last good build</p>\n",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that is tried."""

    theme: str
    tries: str
    files: Mapping[str, Any]
    beside: Mapping[str, Any]
    run: str
    exit: int
    says: tuple[str, ...]
    prints: tuple[str, ...]
    makes: tuple[str, ...]
    pending: str
    slow: bool
    not_as_root: bool

    @property
    def name(self) -> str:
        """How a test report calls it."""
        return f"{self.theme}: {self.tries}"


def all_cases() -> tuple[Case, ...]:
    """The whole corpus, in order. Raises ValueError for an entry that is not well-formed."""
    cases = tuple(case for path in sorted(CORPUS.glob("*.yaml")) for case in _cases_in(path))
    names = [case.name for case in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two cases have the same name: {sorted(twice)}")
    return cases


def _cases_in(path: Path) -> Iterator[Case]:
    data = yaml.safe_load(path.read_text("utf-8"))
    for entry in data["cases"]:
        unknown = set(entry) - _KEYS
        if unknown:
            raise ValueError(f"{path.name}: {entry['try']}: unknown keys {sorted(unknown)}")
        yield Case(
            theme=data["theme"],
            tries=entry["try"],
            files=GOOD_COURSE | data.get("files", {}) | entry.get("files", {}),
            beside=data.get("beside", {}) | entry.get("beside", {}),
            run=entry.get("run", data.get("run", "check course")),
            exit=entry.get("exit", 1),
            says=_several(entry.get("says", [])),
            prints=_several(entry.get("prints", [])),
            makes=_several(entry.get("makes", [])),
            pending=entry.get("pending", ""),
            slow=entry.get("slow", False),
            not_as_root=entry.get("not_as_root", False),
        )


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
