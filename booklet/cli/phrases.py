"""`booklet phrases`: the words that a booklet says by itself, to be said otherwise."""

from __future__ import annotations

import click

from booklet import languages
from booklet.cli.voice import Voice
from booklet.problems import some


@click.command()
@click.argument("language", default=languages.FALLBACK)
@click.pass_context
def phrases(ctx: click.Context, language: str) -> None:
    """List the words that a booklet says by itself.

    They are those of LANGUAGE (en, de, pt-BR …), each behind its name. A course says
    one otherwise under `phrases` in its booklet.yaml.
    """
    voice: Voice = ctx.obj
    found = languages.language(language)
    if found is None or found.phrases is None:
        known = some(each.tag for each in languages.spoken_languages())
        raise click.BadParameter(
            f"a booklet has no words of its own in `{language}`; it has them in {known}"
        )
    for name, text in found.phrases.by_key.items():
        voice.say(f"{name}: {text}")
