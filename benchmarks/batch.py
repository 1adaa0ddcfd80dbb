"""`python -m benchmarks batch`: forty courses in one build, five of them hostile.

In: how many (`--courses`). Out: seconds of a clean run and of one with the hostile ones
among them, and what each of those ended in. 1 where a file of an honest course is not, byte
for byte, that of the clean run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOSTILE = {
    "hang": ("limits: {time: 5}\n", "templates/speech.html", "{{ LOOP }}"),
    "memory": ("limits: {memory: 256}\n", "templates/speech.html", "{{ HOARD }}"),
    "yaml": ("cast: [ANN\n", "styles/print.css", "\n"),
    "flood": (
        "limits: {pages: 20}\n",
        "styles/print.css",
        "p, h1, h2, h3, li, section { break-before: page }",
    ),
    "steps": ("", "templates/speech.html", "{{ LOOP }}"),
}
LOOP = (
    "{% for a in range(9000) %}{% for b in range(9000) %}"
    "{{ a if b > 9999 }}{% endfor %}{% endfor %}"
)
HOARD = (
    "{% set kept = namespace(lists=[]) %}{% for a in range(99) %}"
    "{% set kept.lists = [kept.lists, range(900000) | list] %}{% endfor %}"
)


def main(arguments: list[str]) -> int:
    """Prints the table; 1 where a course is not what it was in the clean run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks batch")
    parser.add_argument("--courses", type=int, default=40)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        honest = [_course(Path(place), at) for at in range(wanted.courses - len(HOSTILE))]
        clean_seconds, _ = _build(honest, Path(place, "clean"))
        hostile = [_hostile(Path(place), kind) for kind in HOSTILE]
        mixed = [*hostile[:3], *honest, *hostile[3:]]
        seconds, told = _build(mixed, Path(place, "mixed"))
        print(f"clean: {len(honest)} courses in {clean_seconds:.1f} s")
        print(f"mixed: {len(mixed)} courses in {seconds:.1f} s")
        for course in hostile:
            print(f"  {course.name:8} {', '.join(told[str(course)])}")
        torn = [
            course.name
            for course in honest
            if _contents(Path(place, "clean", course.name))
            != _contents(Path(place, "mixed", course.name))
        ]
    print(f"not as in the clean run: {', '.join(torn) or 'none'}")
    return 1 if torn else 0


def _course(place: Path, at: int) -> Path:
    folder = place / f"course-{at:02}"
    subprocess.run([sys.executable, "-m", "booklet", "-q", "new", str(folder)], check=True)
    with (folder / "script.fountain").open("a", encoding="utf-8") as script:
        script.write(f"\nODA\nThis is course number {at}.\n")
    return folder


def _hostile(place: Path, kind: str) -> Path:
    settings, name, text = HOSTILE[kind]
    folder = place / kind
    subprocess.run([sys.executable, "-m", "booklet", "-q", "new", str(folder)], check=True)
    with (folder / "booklet.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    (folder / name).parent.mkdir()
    text = text.replace("{{ LOOP }}", LOOP).replace("{{ HOARD }}", HOARD)
    (folder / name).write_text(text, "utf-8")
    return folder


def _build(courses: list[Path], output: Path) -> tuple[float, dict[str, list[str]]]:
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "booklet", "build", "--json", "-o", str(output), *map(str, courses)],
        stdout=subprocess.PIPE,
        check=False,
    )
    told = {
        entry["course"]: [problem["code"] for problem in entry["problems"]]
        for entry in json.loads(ran.stdout)
    }
    return time.perf_counter() - begun, told


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
