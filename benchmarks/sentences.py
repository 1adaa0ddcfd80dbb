"""Sentences drawn at random, in the scripts that the shipped fonts have, and courses of them.

In: a generator of chance and a language. Out: nonsense of ordinary words, with emphasis,
capitals, brackets, numbers and marks in all places where a layout meets them. The same
generator gives the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

WORDS = {
    "en": "of if yourself proof cliff TV Henry V AWAY Joy why quay soft off half Wolf give Tuff",
    "de": "auf Hof lief Wolf Türf ÄRGER Öl Übung straff Bahnhof T V weiß Ruf fünf schief",
    "fr": "œuf neuf sauf Noël âgé où ça actif naïf Vœu ÉTÉ l'été d'Yf chef vif",
    "es": "año señor reloj ¿qué Íñigo ÁNGEL aún jefe fútbol Ávila YA pingüino",
    "cs": "žluťoučký kůň úpěl ďábelské ódy ŘEKA šéf loď Týf věř VŽDY člověk",
    "pl": "zażółć gęślą jaźń ŁÓDŹ szef świt Żółw ćma TWÓJ wąż",
    "vi": "tiếng Việt đường ậm ế ồn NGƯỜI yêu Từ vẫy lặng quý",
    "ru": "свет кухня СВЕТ КУХНЯ РУКА ГОРОД УТРО мой край Ёлка йод Гудок тут Тётя об друг",
    "uk": "ґанок їжак є Київ ПУТЬ хата її рік Ґрунт Європа",
    "el": "φως ΚΟΥΖΙΝΑ Έλληνας ήλιος ΰ ΤΥΧΗ αυγή Άννα δρόμος ψυχή ΥΨΟΣ",
    "grc": "ἄνθρωπος ῥήτωρ ᾠδή τῷ ψυχῆς Ἀθῆναι ὦ ἥλιος ΛΟΓΟΣ",
}
"""Ordinary words, many of which end in a letter that leans or hooks over what follows."""

BACKWARDS = {
    "he": "שלום בית ספר אור עולם ילד מפתח דלת",
    "ar": "سلام بيت كتاب نور باب ليل بحر",
}
"""Words that are read from right to left, strewn among the others."""

STYLES = ("*{}*", "**{}**", "***{}***")
STOPS = (".", ".", ".", "!", "?", "…", ";", ":")
WITHIN = (",", ",", ";", ":", " —", " –", "’")
BRACKETS = ("({})", "[{}]", "“{}”", "‘{}’", "«{}»", "„{}“")

SHORTEST, LONGEST = 3, 12  # words of a sentence
SPEECHES_OF_A_SCENE = 20


def sentence(chance: random.Random, language: str) -> str:
    """One sentence, its emphasis written as Fountain and Markdown do; some of its words are read
    from right to left."""
    words = WORDS[language].split()
    parts = []
    for _ in range(chance.randint(SHORTEST, LONGEST)):
        word = chance.choice(words)
        if chance.random() < 0.05:
            word = phrase_backwards(chance)
        if chance.random() < 0.06:
            word = str(chance.choice((7, 12, 1930, "4.50", "3/4", "10 000")))
        if chance.random() < 0.3:
            word = chance.choice(STYLES).format(word)
        if chance.random() < 0.15:
            word = chance.choice(BRACKETS).format(word)
        if chance.random() < 0.15:
            word += chance.choice(WITHIN)
        parts.append(word)
    last = parts.pop().rstrip(",;:—– ’") or "so"
    return " ".join([*parts, last]) + chance.choice(STOPS)


def phrase_backwards(chance: random.Random) -> str:
    """One to three words that are read from right to left, perhaps with a number among them."""
    words = chance.choice(sorted(BACKWARDS.items()))[1].split()
    parts = [chance.choice(words) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.2:
        parts.insert(chance.randint(0, len(parts)), str(chance.randint(2, 99)))
    return " ".join(parts)


def course(
    folder: Path,
    chance: random.Random,
    sentences: int,
    language: str,
    settings: str,
) -> None:
    """Write a course of so many sentences, divided over all that it prints, into `folder`.

    `settings` are lines of `booklet.yaml`. Half of the sentences are spoken, the others are
    action, notes, questions and meanings.
    """

    def say() -> str:
        return sentence(chance, language)

    words = WORDS[language].split()
    names = [word for word in words if word.isalpha() and len(word) > 1]
    scenes: list[str] = []
    notes: list[str] = []
    speeches = max(1, sentences // 4)  # two sentences each
    for number in range(speeches):
        if number % SPEECHES_OF_A_SCENE == 0:
            scenes.append(f".{chance.choice(names).upper()}. {chance.choice(words)} {number}")
            scenes.append(say())
        speech = number % SPEECHES_OF_A_SCENE + 1
        scenes.append(f"@{chance.choice(names).upper()}\n{say()} {say()}")
        if number % 2 == 0:
            scenes.append("!" + say())
        else:
            place = f"{len([line for line in scenes if line.startswith('.')])}.{speech}"
            notes.append(_note(number, place, say()))
    rest = max(1, sentences // 16)
    analyses = [chance.choice(words).capitalize() for _ in range(2)]
    files = {
        "script.fountain": "\n\n".join(scenes) + "\n",
        "annotations.yaml": "annotations:\n" + "".join(notes),
        "questions.yaml": "questions:\n" + "".join(_question(n, say) for n in range(rest)),
        "glossary.yaml": "terms:\n" + "".join(_term(n, say) for n in range(rest)),
        "booklet.yaml": f"title: Kettles on TV\nlanguage: {language}\n{settings}",
    }
    for number, title in enumerate(analyses):
        head = f"title: {_quoted(title + ' on TV')}\nauthor: Nobody Yet"
        files[f"analyses/source-{number}.md"] = f"---\n{head}\n---\n\nSo.\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _note(number: int, place: str, text: str) -> str:
    source = f"source-{number % 2}"
    return (
        f'  - id: n{number}\n    source: {source}\n    target: "{place}"\n'
        f"    body: {_quoted(text)}\n    decision: accept\n"
    )


def _question(number: int, say: Callable[[], str]) -> str:
    return f"  - id: q{number}\n    question: {_quoted(say())}\n    answer: {_quoted(say())}\n"


def _term(number: int, say: Callable[[], str]) -> str:
    return f"  - term: {_quoted(f'term {number}')}\n    meaning: {_quoted(say())}\n"
