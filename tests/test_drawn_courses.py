"""Courses drawn at random from all that a course may hold build, and prove."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

COURSES = 6


@pytest.mark.slow
def test_courses_drawn_at_random_build() -> None:
    """`python -m benchmarks courses` does so with hundreds.

    In a process of its own, which knows the shipped fonts and no others.
    """
    command = [sys.executable, "-m", "benchmarks", "courses", "--n", str(COURSES), "--seed", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{COURSES} courses: {COURSES} built" in done.stdout
