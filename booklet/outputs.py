"""What the jobs hand out: finished bytes, and what is said about them.

`booklet.writing` puts them on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from booklet.model import ReviewItem


@dataclass(frozen=True, slots=True)
class Booklet:
    """A finished booklet: `pdf`, `page` and `epub` are None where they were not asked for.

    `pages` counts the PDF's pages, `notes` the notes in it, `carried` those of them
    that had to be printed on another page than their line, `at_end` those that stand at the end
    of their scene, for want of room. `sheets` are the PDF's pages
    on sheets for the printer, None where the course asks for none. `passages` is a line of what
    became of the analyses' sentences, `left_out` one of the notes that the edition has no place
    for.
    """

    title: str
    pdf: bytes | None
    page: str | None
    pages: int = 0
    notes: int = 0
    carried: int = 0
    epub: bytes | None = None
    sheets: PrintSheets | None = None
    passages: str = ""
    left_out: str = ""
    at_end: int = 0


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition of a course: its name, what it shows, and whether it is a role's part.

    `role` is the one that the course names, "" for none. `effort` is how long it takes to
    build, the reader's edition being 1.
    """

    name: str
    description: str
    part: bool = False
    role: str = ""
    effort: float = 1.0


@dataclass(frozen=True, slots=True)
class Draft:
    """The annotations of a course: the file to write, and the same as plain data; the sentences
    of its analyses with their verdicts, and a line that sums these up."""

    annotations: str
    listing: tuple[dict[str, object], ...]
    passages: tuple[dict[str, object], ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class GatherDraft:
    """`annotations.yaml` with a group's notes: its text, and how many of them are `new`,
    `updated`, `same`, `decided` (left as somebody changed them) and `orphans` (without a place)."""

    annotations: str
    new: int
    updated: int
    same: int
    decided: int
    orphans: int


@dataclass(frozen=True, slots=True)
class Accounting:
    """The account of a PDF: as lines to read, and as plain data."""

    text: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class PrintSheets:
    """Imposed sheets: their PDF, how many there are, how to print them, and the table of them."""

    pdf: bytes
    summary: str
    instructions: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan of meetings: as lines to read, as plain data; as a page and a PDF if asked for."""

    text: str
    data: dict[str, object]
    page: str | None = None
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """The files that an import makes of a course, and what it found.

    `files` are (path in the course, content), without content where a file is to go;
    `changes` are (path, `new`, `changed`, `same`, `kept` or `removed`). `order` says how the
    order of the speeches was found, `languages` in which languages the texts are. `data` is
    all of it as plain data. `former` are the fingerprints of the files as import found them,
    `receipt` says what came of each source, who speaks, and of each script what is not printed.
    """

    files: tuple[tuple[str, bytes | None], ...]
    former: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str], ...]
    speeches: int
    scenes: int
    texts: int
    order: str
    readings: int
    doubtful: int
    languages: tuple[str, ...]
    data: dict[str, object]
    receipt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What is to be reviewed: the annotations as a file, the doubtful ones, the printed sheet.

    `entries` are those, by id, that are put into the file when they are decided.
    """

    annotations: str
    items: tuple[ReviewItem, ...]
    page: str | None = None
    pdf: bytes | None = None
    entries: dict[str, str] = field(default_factory=dict)
