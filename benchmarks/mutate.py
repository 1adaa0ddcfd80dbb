"""`python -m benchmarks mutate --n 10000`: damaged files of every kind, through all the rooms.

Each mutant goes its whole way in a process of its own, a fork of one that has everything
imported, with limits of time and memory. It must end as a success or as problems. Whatever
else happens (an exception, a hang, a death) is counted, cut down to the fewest edits that
still do it, and saved: the files, and the seed and the edits that made them.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.mutations import Files, Mutant, Seed, files_of, mutant

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20
"""A mutant that takes more processor time hangs: the files are small."""

PATIENCE = 10
"""So many times as long it may take by the clock, on a machine that has much to do."""

MEBIBYTES = 3000
PDF_EVERY = 6
"""Every so manyeth course is set as a PDF too; the others go as far as the web page."""

GOOD = ("built", "problems")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: `built`, `problems`, or a fault's name; for a fault, where it was."""

    what: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What must not happen: `what` in a word, `trace` where the program was."""

    what: str
    trace: str
    seed: str
    mutant: Mutant


# --------------------------------------------------------------------------------- seeds


def all_seeds() -> tuple[Seed, ...]:
    """Good files of every format, and the bad ones of the corpus that are small."""
    return (*_courses(), *_pages(), *_pdfs(), *_corpus())


def _courses() -> Iterator[Seed]:
    lamplight = ROOT / "content" / "lamplight"
    own = {
        path.relative_to(lamplight).as_posix(): path.read_bytes()
        for pattern in ("*.yaml", "*.fountain", "analyses/*.md")
        for path in lamplight.glob(pattern)
    }
    yield Seed("lamplight", "course", own)
    from tests.hostile.cases import GOOD_COURSE

    small = {name: str(text).encode() for name, text in GOOD_COURSE.items() if "build/" not in name}
    yield Seed("small", "course", small)
    templates, styles = ROOT / "templates", ROOT / "styles"
    for name in ("note", "speech", "line", "page", "print", "questions", "credits", "cast"):
        text = (templates / f"{name}.html").read_bytes()
        yield Seed(f"template {name}", "course", small | {f"templates/{name}.html": text})
    for name in ("page.css", "print.css", "themes/ink.css"):
        text = (styles / name).read_bytes()
        yield Seed(f"style {name}", "course", small | {f"styles/{name}": text})
    tei = (ROOT / "tests" / "read" / "tei" / "harbour.xml").read_bytes()
    without = {name: text for name, text in small.items() if name != "script.yaml"}
    yield Seed("tei", "course", without | {"script.xml": tei})
    fdx = (ROOT / "tests" / "ingest" / "pages" / "script.fdx").read_bytes()
    yield Seed("final draft", "course", without | {"script.fdx": fdx})
    yield Seed("fountain", "course", without | {"script.fountain": own["script.fountain"][:3000]})


def _pages() -> Iterator[Seed]:
    for path in sorted((ROOT / "tests" / "ingest" / "pages").iterdir()):
        if path.is_file() and path.stat().st_size < 50_000:
            yield Seed(f"page {path.name}", "import", {path.name: path.read_bytes()})
    for path in sorted((ROOT / "docs" / "examples").glob("*.txt")):
        yield Seed(f"page {path.name}", "import", {path.name: path.read_bytes()})


def _pdfs() -> Iterator[Seed]:
    from tests.hostile.making import content

    yield Seed("pdf", "impose", {"book.pdf": content({"pdf": 5}, str)})
    sample = ROOT / "content" / "lamplight" / "build" / "lamplight.pdf"
    if sample.exists() and sample.stat().st_size < 1_000_000:
        yield Seed("sample's pdf", "impose", {"book.pdf": sample.read_bytes()[:390_000]})


def _corpus() -> Iterator[Seed]:
    from tests.hostile.cases import GOOD_COURSE, all_cases

    for case in all_cases():
        kind = "import" if case.run.startswith("import page") else "course"
        given = case.beside if kind == "import" else case.files
        files = {
            name: what.encode("utf-8", "surrogatepass")
            for name, what in given.items()
            if isinstance(what, str) and "build/" not in name and "\n" not in name
        }
        if files and files != GOOD_COURSE and sum(map(len, files.values())) < 20_000:
            yield Seed(f"corpus {case.name}", kind, files, good=False)


# ------------------------------------------------------------------------------ one run


def outcome(kind: str, files: Files, *, pdf: bool) -> Outcome:
    """What becomes of the files in a process of their own."""
    reading, writing = os.pipe()
    folder = Path(tempfile.mkdtemp(prefix="booklet-mutant-"))
    pid = os.fork()
    if not pid:
        os.close(reading)
        _end_as_child(writing, kind, files, folder, pdf)
    os.close(writing)
    try:
        told = _hear(reading, pid)
    finally:
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        said = (
            (folder / "stderr").read_text("utf-8", "replace")
            if (folder / "stderr").exists()
            else ""
        )
        shutil.rmtree(folder, ignore_errors=True)
    if told is None:
        code = os.waitstatus_to_exitcode(status)
        what = f"death by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        return Outcome("a hang" if code == -signal.SIGKILL else what, said[:20_000])
    return told


def _hear(reading: int, pid: int) -> Outcome | None:
    heard, end = b"", time.monotonic() + SECONDS * PATIENCE
    asked = False
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            if asked:
                os.kill(pid, signal.SIGKILL)
                return None
            os.kill(pid, signal.SIGUSR1)  # say where you are, then be ended
            asked, end = True, time.monotonic() + 0.5
            continue
        data = os.read(reading, 65536)
        if not data:
            break
        heard += data
    if not heard:
        return None
    return Outcome(*json.loads(heard))


def _end_as_child(writing: int, kind: str, files: Files, folder: Path, pdf: bool) -> None:
    try:
        os.setsid()
        stderr = os.open(folder / "stderr", os.O_WRONLY | os.O_CREAT)
        os.dup2(stderr, 2)
        os.dup2(stderr, 1)
        faulthandler.enable(file=2)
        for asked in (signal.SIGUSR1, signal.SIGXCPU):
            faulthandler.register(asked, file=2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        limit = MEBIBYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        tempfile.tempdir = str(folder)
        told = Outcome("built" if _builds(kind, files, folder / "here", pdf) else "problems")
    except MemoryError:
        told = Outcome("memory", traceback.format_exc())
    except BaseException as exception:
        told = Outcome(type(exception).__name__, traceback.format_exc())
    try:
        os.write(writing, json.dumps((told.what, told.trace[-8000:])).encode())
    finally:
        os._exit(0)


def _builds(kind: str, files: Files, here: Path, pdf: bool) -> bool:
    from booklet.problems import has_errors

    if kind == "impose":
        from booklet.impose import impose
        from booklet.model import PrintOptions

        made = impose(next(iter(files.values())), PrintOptions())
        return not has_errors(made.problems)
    if kind == "import":
        from booklet.ingest.course import import_pages
        from booklet.ingest.existing import ExistingCourse
        from booklet.ingest.inputs import InputFile

        inputs = tuple(InputFile(name, data) for name, data in files.items())
        imported = import_pages(inputs, ExistingCourse({}), None)
        if has_errors(imported.problems) or imported.value is None:
            return False
        # What import makes must be a course that can be built.
        files = imported.value.files
    from booklet.build import build

    for name, data in files.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    built = build(lambda _: None, here, "course", pdf=pdf)
    return built.value is not None and not has_errors(built.problems)


# ----------------------------------------------------------------------------- many runs


def run(
    n: int, seed: int, seeds: tuple[Seed, ...] | None = None
) -> tuple[Counter[str], list[Fault]]:
    """`n` mutants of a seed number: how many ended how, and the faults, each once."""
    for module in ("booklet.build", "booklet.impose", "booklet.ingest.course"):
        __import__(module)
    seeds = seeds or all_seeds()
    ended: Counter[str] = Counter()
    faults: dict[str, Fault] = {}
    draw = random.Random(seed)
    for count in range(1, n + 1):
        made = mutant(draw, seeds)
        chosen = seeds[made.seed]
        pdf = chosen.kind == "course" and count % PDF_EVERY == 0
        told = outcome(chosen.kind, files_of(made, seeds), pdf=pdf)
        ended[told.what] += 1
        if told.what not in GOOD and (key := _key(told)) not in faults:
            fewest = _minimised(made, seeds, pdf, told.what)
            faults[key] = Fault(told.what, told.trace, chosen.name, fewest)
    return ended, list(faults.values())


def _key(of: Outcome | Fault) -> str:
    """What tells a fault from others: how it ended, and the last own line that was at work."""
    lines = [line.strip() for line in of.trace.splitlines() if "booklet/" in line]
    if of.what == "a hang":  # faulthandler names the innermost call first
        lines = lines[:1]
    return f"{of.what}: {lines[-1] if lines else of.trace[-120:]}"


def _minimised(whole: Mutant, seeds: tuple[Seed, ...], pdf: bool, what: str) -> Mutant:
    """The fewest edits that still end so: one after the other is left out, if it can be."""
    kind = seeds[whole.seed].kind
    edits = whole.edits
    for edit in whole.edits:
        fewer = tuple(other for other in edits if other is not edit)
        shorter = replace(whole, edits=fewer)
        if fewer and outcome(kind, files_of(shorter, seeds), pdf=pdf).what == what:
            edits = fewer
    return replace(whole, edits=edits)


def save(fault: Fault, seeds: tuple[Seed, ...], folder: Path) -> None:
    """Write a fault's files, and how they were made, into a folder of its own."""
    for name, data in files_of(fault.mutant, seeds).items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "trace.txt").write_text(fault.trace, encoding="utf-8")
    made = {"what": fault.what, "seed": fault.seed, "mutant": asdict(fault.mutant)}
    (folder / "mutant.json").write_text(json.dumps(made, indent=2), encoding="utf-8")


def again(folder: Path) -> Outcome:
    """The outcome of files that `save` wrote, as a PDF too."""
    made = json.loads((folder / "mutant.json").read_text("utf-8"))
    kind = next((seed.kind for seed in all_seeds() if seed.name == made["seed"]), "course")
    root = folder / "files"
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    return outcome(kind, files, pdf=kind == "course")


def _shard(arguments: tuple[int, int]) -> tuple[Counter[str], list[Fault]]:
    return run(*arguments)


def main(arguments: list[str]) -> int:
    """Run, print a table, save the faults; exit code 1 where there are any."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks mutate", description=__doc__)
    parser.add_argument("--n", type=int, default=10_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--save", type=Path, default=Path("mutants"), help="folder for faults")
    parser.add_argument("--again", type=Path, help="a folder of a fault, to run once more")
    given = parser.parse_args(arguments)
    if given.again:
        told = again(given.again)
        print(told.trace, told.what, sep="\n")
        return int(told.what not in GOOD)
    begun = time.monotonic()
    # Shards of a few hundred: a seed number and a size say everything about each.
    size = 250
    shards = [
        (min(size, given.n - start), given.seed * 1_000_000 + start)
        for start in range(0, given.n, size)
    ]
    ended: Counter[str] = Counter()
    faults: dict[str, Fault] = {}
    with ProcessPoolExecutor(given.jobs) as pool:
        for counts, found in pool.map(_shard, shards):
            ended += counts
            faults |= {_key(fault): fault for fault in found}
            print(f"\r{sum(ended.values())} {dict(ended)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    seeds = all_seeds()
    for number, fault in enumerate(faults.values(), start=1):
        folder = given.save / f"{number:03}"
        save(fault, seeds, folder)
        print(f"{folder}: {_key(fault)} (from {fault.seed})")
    total = sum(ended.values())
    print(f"{total} mutants of {len(seeds)} seeds in {time.monotonic() - begun:.0f} s:")
    for what, times in ended.most_common():
        print(f"  {times:6} {what}")
    print(f"{len(faults)} different faults")
    return int(bool(faults))
