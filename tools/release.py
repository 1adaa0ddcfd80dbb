"""Make a release: `./run release VERSION`.

In: the version, and a clean checkout whose changelog has a heading `## VERSION (not released)`.
Out: a commit with the version and the day, `dist/` with source and wheel, a tag `vVERSION`.
Nothing is pushed or uploaded. Exit code 1: the tests fail; 2: something is not ready.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"


class NotReadyError(Exception):
    """What has to be done before there can be a release."""


def released(changelog: str, version: str, day: date) -> str:
    """The changelog with the day in the version's heading."""
    open_heading = f"## {version} (not released)\n"
    if changelog.count(open_heading) != 1:
        raise NotReadyError(f"CHANGELOG.md has no heading `{open_heading.strip()}`.")
    return changelog.replace(open_heading, f"## {version} ({day.isoformat()})\n")


def with_version(project: str, version: str) -> str:
    """The project file with that version of the project."""
    return re.sub(r'(?m)^version = "[^"]*"$', f'version = "{version}"', project, count=1)


def check(version: str, status: str, tags: list[str]) -> None:
    """Raise `NotReadyError` unless that version can be released from a tree in this state.

    `status` is what `git status --porcelain` says.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version):
        raise NotReadyError(f"{version} is no version like 1.2.0 or 1.2.0rc1.")
    if f"v{version}" in tags:
        raise NotReadyError(f"The tag v{version} is there already.")
    if status:
        raise NotReadyError(f"Commit or remove this first:\n{status}")


def main(version: str) -> int:
    """Release that version; the exit code."""
    changelog, project = ROOT / "CHANGELOG.md", ROOT / "pyproject.toml"
    try:
        check(version, _git("status", "--porcelain"), _git("tag", "--list").split())
        texts = {
            changelog: released(changelog.read_text("utf-8"), version, date.today()),
            project: with_version(project.read_text("utf-8"), version),
        }
        if DIST.exists() and any(DIST.iterdir()):
            raise NotReadyError("Empty the folder dist/ first.")
    except NotReadyError as reason:
        print(reason, file=sys.stderr)
        return 2
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    # Tested as it will be: with its version.
    if subprocess.run([ROOT / "run", "test", "--all"], check=False).returncode:
        _git("checkout", "--", *(path.name for path in texts))
        print("The tests fail; nothing has been changed.", file=sys.stderr)
        return 1
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", DIST], cwd=ROOT, check=True)
    _git("commit", "--all", "--message", f"Version {version}")
    _git("tag", "--annotate", f"v{version}", "--message", f"Version {version}")
    print(f"v{version} is tagged, and packed in dist/. To publish it:")
    print("  git push --follow-tags\n  twine upload dist/*")
    return 0


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
