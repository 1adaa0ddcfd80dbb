"""`booklet schema`: the JSON Schema of booklet.yaml, for editors."""

from __future__ import annotations

import json

import click


def schema_text() -> str:
    """The schema as it is printed, and as `booklet new` writes it."""
    from booklet.read.keys.schema import course_schema  # pydantic: a tenth of a second

    return json.dumps(course_schema(), ensure_ascii=False, indent=2) + "\n"


@click.command()
def schema() -> None:
    """Print the JSON Schema of booklet.yaml."""
    click.echo(schema_text(), nl=False)
