"""The same course gives the same bytes, wherever and by whomever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def build(course: Path, home: Path, **environment: str) -> tuple[bytes, bytes]:
    course.parent.mkdir(parents=True)
    home.mkdir()
    shutil.copytree(SAMPLE, course, ignore=shutil.ignore_patterns("build"))
    subprocess.run(
        [sys.executable, "-m", "booklet", "build", str(course)],
        cwd=course.parent,
        env={**os.environ, "HOME": str(home), **environment},
        capture_output=True,
        check=True,
    )
    made = course / "build"
    return (made / "lamplight.pdf").read_bytes(), (made / "lamplight.html").read_bytes()


SAMPLE = Path(__file__).resolve().parents[2] / "content" / "lamplight"


def test_pdf_and_page_do_not_depend_on_place_time_zone_locale_or_hash_seed(tmp_path: Path) -> None:
    first = build(
        tmp_path / "one" / "lamplight",
        tmp_path / "home",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="1",
    )
    second = build(
        tmp_path / "a longer path" / "ünd so" / "lamplight",
        tmp_path / "another",
        TZ="America/Adak",
        LC_ALL="de_DE.UTF-8",
        LANG="tr_TR",
        PYTHONHASHSEED="2",
        TMPDIR=str(tmp_path),
    )
    assert first[0] == second[0]
    assert first[1] == second[1]
    assert str(tmp_path).encode() not in first[0] + first[1]
