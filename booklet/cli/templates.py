"""`booklet templates`: what can be overridden, and a copy of it to change."""

from __future__ import annotations

import click


@click.command()
def templates() -> None:
    """List the templates and styles that a course can override."""
