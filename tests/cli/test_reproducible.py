"""The same course gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT

STARTER, SAMPLE = ROOT / "booklet" / "starter", ROOT / "content" / "lamplight"

MADE = [
    *("-sheets.pdf", ".epub", ".html", ".pdf"),
    *("2-up.pdf", "packed.zip", "plan.html", "plan.pdf"),
]

ANOTHER_DAY = """
import datetime, time

AHEAD = 500 * 86_400.0
now, wall, local = time.time, time.time_ns, time.localtime
time.time = lambda: now() + AHEAD
time.time_ns = lambda: wall() + int(AHEAD) * 10**9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None, gm=time.gmtime: gm(time.time() if seconds is None else seconds)

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

datetime.datetime = Later
"""


def build(
    source: Path, course: Path, home: Path, makes: Sequence[str], **environment: str
) -> dict[str, bytes]:
    """What these commands make of a course, by its kind, when it lies at `course`."""
    course.parent.mkdir(parents=True)
    home.mkdir()
    shutil.copytree(source, course, ignore=shutil.ignore_patterns("build"))
    made = home / "made"
    plan = (f"--html={made / 'plan.html'}", f"--pdf={made / 'plan.pdf'}")
    for arguments in (
        ("build", "--epub", "--output", str(made)),
        ("plan", "--meetings", "2", "--minutes", "60", "--members", "4", *plan),
        ("impose", "--layout", "2-up", "--output", str(made / "2-up.pdf")),
        ("pack", "--output", str(made / "packed.zip")),
    ):
        if arguments[0] not in makes:
            continue
        given = str(made / f"{course.name}.pdf") if arguments[0] == "impose" else course.name
        subprocess.run(
            [sys.executable, "-m", "booklet", "-q", *arguments, given],
            cwd=course.parent,
            env={**os.environ, "HOME": str(home), **environment},
            capture_output=True,
            check=True,
        )
    return {
        path.name.removeprefix(course.name): path.read_bytes() for path in sorted(made.iterdir())
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "makes", "made"),
    [
        (STARTER, ["build"], [".epub", ".html", ".pdf"]),
        (SAMPLE, ["build", "plan", "impose", "pack"], MADE),
    ],
)
def test_nothing_depends_on_place_user_day_time_zone_locale_hash_seed_or_rights(
    tmp_path: Path, source: Path, makes: list[str], made: list[str]
) -> None:
    first = build(
        source,
        tmp_path / "one" / "lamplight",
        tmp_path / "home",
        makes,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="1",
        USER="ann",
    )
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(ANOTHER_DAY, "utf-8")
    before = os.umask(0o077)
    try:
        second = build(
            source,
            tmp_path / "a longer path" / "ünd so" / "lamplight",
            tmp_path / "another",
            makes,
            TZ="America/Adak",
            LC_ALL="de_DE.UTF-8",
            LANG="tr_TR",
            PYTHONHASHSEED="2",
            TMPDIR=str(tmp_path),
            USER="ben",
            LOGNAME="ben",
            PYTHONPATH=str(clock),
        )
    finally:
        os.umask(before)
    assert sorted(first) == made
    for kind, content in first.items():
        assert content == second[kind], kind
        assert str(tmp_path).encode() not in content


@pytest.mark.slow
def test_the_name_of_a_course_counts_for_nothing_but_the_names_of_its_files(tmp_path: Path) -> None:
    courses = (tmp_path / "plain", tmp_path / "my cöurse (2)")
    for course in courses:
        subprocess.run([sys.executable, "-m", "booklet", "-q", "new", str(course)], check=True)
    subprocess.run(
        [sys.executable, "-m", "booklet", "-q", "build", "--epub", *map(str, courses)], check=True
    )
    one, other = (sorted((course / "build").iterdir()) for course in courses)
    assert [path.name for path in other] == [
        f"my cöurse (2){ending}" for ending in (".epub", ".html", ".pdf")
    ]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
