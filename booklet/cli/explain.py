"""`booklet explain`: what a message means, by the code that stands behind it."""

from __future__ import annotations

import click

from booklet.cli.called import as_called
from booklet.cli.catalogue import catalogue
from booklet.nearest import nearest


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Tell what the message CODE means and what to do about it.

    The code stands in brackets at the end of a message.
    """
    known = catalogue()
    entry = known.get(code.strip("[]").lower())
    if entry is None:
        near = nearest(code.strip("[]"), known)
        meant = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"there is no message {code}.{meant}")
    click.echo(f"{entry.code} ({entry.severity})\n")
    for text in (entry.means, entry.do):
        click.echo(click.wrap_text(as_called(text).replace("`", ""), 80, "  ", "  "))
