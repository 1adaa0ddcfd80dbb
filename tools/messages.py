"""Write docs/messages.md: `python -m tools.messages`.

In: the catalogue (`booklet/cli/messages.toml`) and the example of each message under
`tests/messages`. Out: the document, in which every message stands with what it means, what
to do, and how it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from booklet.cli.catalogue import Entry, catalogue

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "messages.md"
EXAMPLES = ROOT / "tests" / "messages"
OPENING = """\
# Messages

<!-- Written by `python -m tools.messages` from booklet/cli/messages.toml and tests/messages. -->

A message says where, how grave, what, and in brackets its code; the line below says what to do:

```text
my-course/booklet.yaml:2:1: error: the key `langauge` is not known here [unknown-key]
    Did you mean `language`?
```

The place is file, line and column, both counted from 1.
An *error* keeps the booklet from being built, and the last files stay; a *warning* does not.
All problems of all files are told at once.
`booklet explain unknown-key` prints at the terminal what stands here.

Codes are stable: a code never changes its meaning, so scripts can rely on `booklet check --json`.
How to check a course on every change: [checking.md](checking.md).
"""


def document() -> str:
    """The text of docs/messages.md."""
    parts = [OPENING]
    for group, entries in groupby(catalogue().values(), key=lambda entry: entry.group):
        parts.append(f"## {group}\n")
        parts += [_entry(entry) for entry in entries]
    return "\n".join(parts)


def _entry(entry: Entry) -> str:
    shown = "\n".join(_of_code(entry.code, _printed(entry.code)))
    return (
        f"### {entry.code}\n\n*{entry.severity.capitalize()}.* {entry.means}\n{entry.do}\n\n"
        f"```text\n{shown}\n```\n"
    )


def _printed(code: str) -> list[str]:
    """What the program prints for the first example of a message."""
    names = sorted(path.name for path in EXAMPLES.iterdir() if path.name.partition("--")[0] == code)
    text = (EXAMPLES / names[0] / "expected.txt").read_text("utf-8") if names else ""
    return text.splitlines()


def _of_code(code: str, lines: Iterable[str]) -> Iterable[str]:
    """The first message of that code, with its hint."""
    found = False
    for line in lines:
        if found and line.startswith("    "):
            yield line
        elif found:
            return
        elif line.endswith(f"[{code}]"):
            found = True
            yield line


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
