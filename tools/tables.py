"""Write the tables of the documents that the program's own tables say: `python -m tools.tables`.

In: the tables of formats, pieces, kinds of notes and papers. Out: the documents, with what
stands between `<!-- table: NAME -->` and `<!-- end -->` written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from booklet.model import NOTE_KINDS, PIECES
from booklet.printing import PAPERS
from booklet.read.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
_TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _rows(head: str, rows: Iterable[str]) -> str:
    columns = head.count("|") - 1
    return "\n".join((head, "|" + "---|" * columns, *rows)) + "\n"


def _formats() -> str:
    return _rows(
        "| format | endings of its own | what is read |",
        (
            f"| {each.title} | {' '.join(f'`{ending}`' for ending in each.endings)} | {each.line} |"
            for each in FORMATS
        ),
    )


def _pieces() -> str:
    return _rows("| piece | shows |", (f"| `{each.name}` | {each.line} |" for each in PIECES))


def _note_kinds() -> str:
    return _rows("| kind | what |", (f"| `{each.name}` | {each.line} |" for each in NOTE_KINDS))


def _papers() -> str:
    return _rows(
        "| paper | width and height |",
        (f"| `{each.name}` | {each.width:g} × {each.height:g} mm |" for each in PAPERS.values()),
    )


TABLES: dict[str, Callable[[], str]] = {
    "formats": _formats,
    "pieces": _pieces,
    "note-kinds": _note_kinds,
    "papers": _papers,
}


def written(text: str) -> str:
    """A document with its tables as they are to be."""
    return _TABLE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def documents() -> list[Path]:
    """The documents that have such tables."""
    found = sorted((ROOT / "docs").glob("*.md"))
    return [path for path in found if _TABLE.search(path.read_text("utf-8"))]


if __name__ == "__main__":
    for document in documents():
        document.write_text(written(document.read_text("utf-8")), "utf-8")
