"""`booklet review`: a person decides about the doubtful notes, one key a decision."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from booklet import jobs
from booklet.cli.called import command
from booklet.cli.course import Running, course_argument, limit_options
from booklet.cli.voice import Voice, json_text, visible
from booklet.counting import counted
from booklet.model import Limits
from booklet.problems import has_errors
from booklet.review import Run, Session, edited, listing, press, shown, unedited
from booklet.writing import ChangedMeanwhileError, fingerprint_of, saved_like, write_files


@click.command()
@course_argument
@click.option("--json", "as_json", is_flag=True, help="Print what waits for a decision as JSON.")
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to print and tick: FILE ends in .html or .pdf.",
)
@limit_options
@click.pass_context
def review(
    ctx: click.Context,
    course: Path,
    as_json: bool,
    sheet: Path | None,
    limits: Limits,
) -> None:
    """Decide on the doubtful notes, one key each.

    Shows every quotation that may belong to several places, that is placed but not surely,
    or that looks like dialogue and is nowhere in the script; then remarks that were all but
    printed. Each decision is written to
    annotations.yaml at once; what you wrote there stays as it is.
    """
    form = sheet.suffix.lower() if sheet else ""
    if sheet and form not in (".html", ".pdf"):
        raise click.UsageError(f"--sheet {sheet}: the name must end in .html or .pdf")
    if not (as_json or sheet or at_terminal()):
        raise click.UsageError(
            "review asks at a terminal, and this is none; --json lists what is open, "
            "--sheet FILE.pdf prints it"
        )
    voice: Voice = ctx.obj
    result = Running(voice, limits).for_course(
        jobs.reviewer.review_course,
        course,
        page=form == ".html",
        pdf=form == ".pdf",
        asked=limits,
    )
    draft = result.value
    voice.report(result.problems, command("check", course))
    if draft is None or has_errors(result.problems):
        ctx.exit(1)
    if sheet:
        content = draft.pdf if form == ".pdf" else (draft.page or "").encode()
        write_files({sheet: content or b""})
    if as_json:
        click.echo(json_text(listing(draft.items)))
    elif sheet:
        voice.say(f"{counted(len(draft.items), 'note')} to review\n  {sheet}")
    elif not draft.items:
        voice.say("No note waits for a decision.")
    else:
        file = AnnotationsFile(course / "annotations.yaml", draft.annotations, draft.entries)
        session = walk(Session(draft.items), file, click.getchar, click.edit, _show)
        left = len(draft.items) - session.decided
        voice.say(
            f"{counted(session.decided, 'decision')} made, {left} open"
            + (f"\n  {file.path}" if file.history else "")
        )


def at_terminal() -> bool:
    """Whether somebody can press keys and see what they do."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass
class AnnotationsFile:
    """`annotations.yaml` while it is reviewed: written at each decision, never over a change
    that somebody else made meanwhile. `text` is what it is to hold next; `entries` are put into
    it, by id, when something is said of them."""

    path: Path
    text: str
    entries: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.history: list[str] = []
        self._saved = self.path.read_bytes() if self.path.is_file() else None

    def write(self, text: str) -> None:
        """Replace the file. Raises `click.ClickException` where it was changed elsewhere."""
        self._put(text)
        self.history.append(self.text)
        self.text = text

    def restore(self) -> None:
        """Take the last `write` back; raises as `write` does."""
        before = self.history[-1]
        self._put(before)
        self.history.pop()
        self.text = before

    def _put(self, text: str) -> None:
        data = saved_like(text, self._saved)
        try:
            write_files({self.path: data}, former={self.path: fingerprint_of(self._saved)})
        except ChangedMeanwhileError:
            raise click.ClickException(
                f"{self.path} was changed by another program; nothing was written over it. "
                "Earlier decisions are saved: start the review again."
            ) from None
        self._saved = data


def walk(
    session: Session,
    file: AnnotationsFile,
    read_key: Callable[[], str],
    edit: Callable[[str], str | None],
    show: Callable[[Session], None],
) -> Session:
    """Ask about one item after the other until the person leaves; every change is written.

    `show` draws the screen, help included. `edit` opens a text in an editor, None where
    nothing was saved. An interrupt, or the end of the input, leaves too.
    """
    while True:
        show(session)
        try:
            session = press(session, read_key())
        except (KeyboardInterrupt, EOFError):
            return session
        match session.effect:
            case "leave":
                return session
            case "edit" if session.item is not None:
                try:
                    said = edit(session.item.body)
                except click.ClickException as exception:
                    session = unedited(session, exception.message)
                    continue
                session = edited(session, " ".join(said.split()) if said is not None else None)
                if (
                    session.item is not None
                    and session.steps
                    and session.steps[-1].body is not None
                ):
                    _set(file, session.item.id, {"body": session.item.body})
            case "decide":
                _decide(session, file)
            case "restore":
                file.restore()


def _decide(session: Session, file: AnnotationsFile) -> None:
    step = session.steps[-1]
    item, ruling = session.items[step.at], step.ruling
    assert ruling is not None
    if ruling.offer is None:
        _set(file, item.id, {"decision": ruling.verdict})
        return
    # what draw remembers of a place, so that it finds these very words again
    place = {
        name: value
        for name in ("exact", "prefix", "suffix")
        if (value := getattr(ruling.offer.selector, name))
    }
    values: dict[str, str | Mapping[str, str]] = {
        "decision": "pin",
        "status": "placed",
        "reason": "pinned",
        "place": ruling.offer.citation,
        "script": place,
    }
    _set(file, item.id, values, drop=("candidates", "script", "score"))


def _set(
    file: AnnotationsFile,
    identifier: str,
    values: Mapping[str, str | Mapping[str, str]],
    drop: tuple[str, ...] = (),
) -> None:
    # the YAML reader, at the first key
    from booklet.read.annotation_edits import with_entry, with_values

    text = with_values(file.text, identifier, values, drop)
    if text is None and identifier in file.entries:
        text = with_entry(file.text, file.entries[identifier])
        text = with_values(text, identifier, values, drop) if text is not None else None
    if text is None:
        raise click.ClickException(f"{file.path}: the entry {identifier} is not to be found")
    file.write(text)


def _show(session: Session) -> None:
    click.clear()
    size = shutil.get_terminal_size()
    for row in shown(session, size.columns - 1, size.lines - 1):
        click.echo("".join(_styled(row)))


def _styled(row: Iterable[Run]) -> Iterable[str]:
    for run in row:
        text = visible(run.text)
        if run.weight == "strong":
            yield click.style(text, bold=True)
        elif run.weight == "faint":
            yield click.style(text, dim=True)
        else:
            yield text
