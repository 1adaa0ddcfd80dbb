"""Plays that nobody wrote: sentences of our own in four languages, drawn at random.

Takes a random source, a language and a length; gives a `Work` for `typesetting`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from string import capwords

from tools.screenplays.invented import TONGUES


@dataclass(frozen=True)
class Tongue:
    """What plays of a language have besides the words of `tools.screenplays`."""

    titles: tuple[str, ...]
    authors: tuple[str, ...]
    acts: tuple[str, ...]
    scenes: tuple[str, ...]
    ordinals: tuple[str, ...]
    places: tuple[str, ...]
    persons: tuple[str, ...]
    roles: tuple[str, ...]
    verses: tuple[str, ...]
    stage: tuple[str, ...]
    asides: tuple[str, ...]
    ends: tuple[str, ...]
    prefaces: tuple[str, ...]
    also: tuple[str, ...]


TONGUES_OF_PLAYS = {
    "en": Tongue(
        ("The Salt Clock", "A Lamp for the Ferry", "Nine Boats", "The Widow's Ladder"),
        ("Edith Marlow", "J. T. Harrow", "Ada Brookes"),
        ("ACT {n}", "THE {o} ACT", "ACT THE {o}", "Act {n}.", "ACT {n}."),
        ("SCENE {n}", "SCENE {n}.--{place}.", "Scene {n}. {place}.", "SCENE THE {o}"),
        ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH"),
        (
            "A room in the toll house",
            "The quay, before sunrise",
            "Another part of the harbour",
            "A street",
        ),
        (
            "DRAMATIS PERSONAE",
            "PERSONS OF THE PLAY",
            "CHARACTERS",
            "Persons Represented",
            "THE PERSONS",
        ),
        ("a ferryman", "his sister", "keeper of the toll house", "a stranger", "servant to Marrow"),
        (
            "The river keeps no ledger of the dead,",
            "And all the lamps are counted ere they burn;",
            "I have been told the tide will come for me,",
            "Yet here I stand, and watch the tide return.",
            "O gentle rust, that eats the iron night,",
            "Be slow with us, who are not made of steel;",
            "The bells go down, and down the bells are drowned,",
            "As I have loved, so let the waters feel.",
            "No more of this. The morning is at hand,",
            "And what we swore is written in the sand.",
        ),
        (
            "Enter {who} and {other}.",
            "Exit {who}.",
            "Exeunt.",
            "{who} goes to the window and looks out.",
            "Enter {who}, with a lantern.",
            "A bell is heard.",
            "They drink in silence.",
            "Re-enter {other}.",
            "The curtain falls.",
            "The scene is a low room with a stove in the middle. On the left there is a door, on "
            "the right a window with a view of the harbour; between them hangs a clock that has "
            "stopped. It is evening.",
        ),
        (
            "aside",
            "To {other}.",
            "softly",
            "rising",
            "laughs",
            "Reading.",
            "with great dignity",
            "Crossing to the window and looking out at the boats, then coming slowly back to "
            "{other}, who has not moved.",
        ),
        ("THE END", "CURTAIN", "END OF ACT I.", "FINIS", "The End."),
        (
            "This play was first given in a barn, with eleven people in the audience and a dog, "
            "and it is to the dog that the author owes the ending.",
            "Of the manuscript nothing is left but the second half; the first was written down "
            "again from what the actors remembered.",
            "The editor has changed the spelling of three words and thinks better of it now.",
        ),
        (
            "FIRST GUARD",
            "1st SAILOR",
            "LADY MARROW",
            "A BOY",
            "BOTH",
            "ALL",
            "CHORUS OF NETMAKERS",
            "ODA AND PIKE",
            "Servant",
            "MAGISTRATE'S WIFE",
            "The Harbour-master",
        ),
    ),
    "de": Tongue(
        ("Die Salzuhr", "Neun Boote", "Der Fährmann"),
        ("Edith Marlow", "Konrad Rieke"),
        ("{o} AKT", "{o} Aufzug.", "{o} AUFZUG", "AKT {n}"),
        ("{o} SZENE", "{o} Auftritt.", "{o} AUFTRITT.", "Szene {n}. {place}."),
        ("ERSTER", "ZWEITER", "DRITTER", "VIERTER", "FÜNFTER"),
        ("Ein Zimmer im Zollhaus", "Am Hafen, vor Sonnenaufgang", "Straße"),
        ("PERSONEN", "Personen:", "Personen des Stücks"),
        ("ein Fährmann", "seine Schwester", "Wirt zum Anker", "ein Fremder"),
        (
            "Der Fluss vergisst die Namen, die er trägt,",
            "Und jede Lampe brennt, bevor man zählt;",
            "Man sagte mir, die Flut kommt auch zu mir,",
            "Doch steh ich hier und seh, was ihr noch fehlt.",
            "O milder Rost, der an dem Eisen frisst,",
            "Sei langsam mit uns, die wir Holz nur sind.",
        ),
        (
            "{who} und {other} treten auf.",
            "{who} ab.",
            "Der Vorhang fällt.",
            "Alle ab.",
            "Stille. Man hört eine Glocke.",
            "{who} geht zum Fenster.",
            "Niedrige Stube mit einem Ofen in der Mitte. Links eine Tür, rechts ein Fenster mit "
            "Blick auf den Hafen; dazwischen eine Uhr, die stehen geblieben ist. Es ist Abend.",
        ),
        (
            "beiseite",
            "zu {other}",
            "leise",
            "Steht auf.",
            "lacht",
            "Für sich.",
            "Geht zum Fenster, sieht lange nach den Booten und kommt dann langsam zu {other} "
            "zurück.",
        ),
        ("ENDE", "Ende.", "VORHANG", "Ende des ersten Aktes."),
        (
            "Dieses Stück wurde zuerst in einer Scheune gegeben, vor elf Leuten und einem Hund.",
            "Von der Handschrift ist nur die zweite Hälfte erhalten.",
        ),
        ("ERSTER WÄCHTER", "ALLE", "BEIDE", "EIN KNABE", "Der Hafenmeister", "Chor"),
    ),
    "fr": Tongue(
        ("L'Horloge de sel", "Neuf Barques", "Le Passeur"),
        ("Édith Marlow", "Gaspard Vasse"),
        ("ACTE {o}", "ACTE {n}", "ACTE {n}."),
        (
            "SCÈNE {o}",
            "SCÈNE {n}.",
            "SCÈNE {n}. {who}, {other}.",
            "Scène {n}.--{who}, {other}",
            "{o} SCÈNE",
        ),
        ("PREMIÈRE", "DEUXIÈME", "TROISIÈME", "QUATRIÈME", "CINQUIÈME"),
        ("Une chambre du bureau de péage", "Le quai, avant l'aube"),
        ("PERSONNAGES", "PERSONNAGES.", "ACTEURS"),
        ("passeur", "sa sœur", "aubergiste", "un étranger"),
        (
            "Le fleuve ne tient pas le compte de ses morts,",
            "Et l'on compte le soir les lampes de nos ports;",
            "On m'a dit que le flot viendrait aussi me prendre,",
            "Et pourtant me voici, qui ne fais que l'attendre.",
            "Rouille, qui doucement manges le fer des nuits,",
            "Sois lente avec nous deux, qui n'avons pas d'appuis.",
        ),
        (
            "{who} entre avec {other}.",
            "{who} sort.",
            "Ils sortent.",
            "Le rideau tombe.",
            "Un silence. On entend une cloche.",
            "Le théâtre représente une chambre basse avec un poêle au milieu. À gauche, une porte; "
            "à droite, une fenêtre qui donne sur le port. C'est le soir.",
        ),
        (
            "à part",
            "à {other}",
            "bas",
            "se levant",
            "Il rit.",
            "avec dignité",
            "Il va à la fenêtre, regarde longtemps les barques et revient lentement vers {other}, "
            "qui n'a pas bougé.",
        ),
        ("FIN", "RIDEAU", "FIN DU PREMIER ACTE."),
        (
            "Cette pièce fut d'abord donnée dans une grange, devant onze personnes et un chien.",
            "Il ne reste du manuscrit que la seconde moitié.",
        ),
        ("PREMIER GARDE", "TOUS", "UN ENFANT", "LES DEUX", "Le Maître du port"),
    ),
    "es": Tongue(
        ("El reloj de sal", "Nueve barcas"),
        ("Edita Marlow", "Tomás Olmo"),
        ("ACTO {o}", "ACTO {n}", "JORNADA {o}"),
        ("ESCENA {n}", "ESCENA {o}", "ESCENA {n}.--{who}, {other}.", "Cuadro {n}."),
        ("PRIMERA", "SEGUNDA", "TERCERA", "CUARTA", "QUINTA"),
        ("Sala en la casa del peaje", "El muelle, antes del alba"),
        ("PERSONAS", "PERSONAJES", "Personajes."),
        ("barquero", "su hermana", "posadero", "un forastero"),
        (
            "El río no lleva cuenta de los muertos,",
            "y cuentan las lámparas por la tarde;",
            "Me han dicho que el agua viene por mí,",
            "Y aquí me tienes, que no soy cobarde.",
            "Despacio, óxido, con lo que comes,",
            "Que no somos hierro, sino cristal.",
        ),
        (
            "Entra {who}.",
            "Vase {who}.",
            "Vanse.",
            "Sale {other} con una carta.",
            "Telón.",
            "Silencio. Se oye una campana.",
            "Sala baja con una estufa en medio. A la izquierda, una puerta; a la derecha, una "
            "ventana que da al puerto. Es de noche.",
        ),
        (
            "aparte",
            "a {other}",
            "en voz baja",
            "Levantándose.",
            "ríe",
            "Leyendo.",
            "Va a la ventana, mira un rato las barcas y vuelve despacio hacia {other}.",
        ),
        ("FIN", "TELÓN", "FIN DEL ACTO PRIMERO"),
        (
            "Esta obra se dio por primera vez en un pajar, ante once personas y un perro.",
            "Del manuscrito solo queda la segunda mitad.",
        ),
        ("GUARDIA PRIMERO", "TODOS", "UN NIÑO", "LOS DOS", "El capitán del puerto"),
    ),
}
"""The languages, by their tags."""

SHORT = 30
"""Letters that stand behind a name."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Told:
    """A direction, a heading (`act`, `scene`) or words behind an act (`end`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Said:
    """A speech: the name, what stands in brackets behind it, and paragraphs of parts, each
    words or (`True`) a direction. Verse is a part a line."""

    name: str
    aside: str
    paragraphs: tuple[tuple[tuple[str, bool], ...], ...]
    verse: bool


@dataclass(frozen=True)
class Work:
    """A play: title pages, persons, and what follows."""

    title: str
    author: str
    language: str
    preface: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]
    cast_heading: str
    body: tuple[Told | Said, ...]


def invented(rng: random.Random, language: str, scenes: int, verse: float | None = None) -> Work:
    """A play of so many scenes; `verse` is the share of speeches in verse."""
    own, shared = TONGUES_OF_PLAYS[language], TONGUES[language]
    names = rng.sample(shared.names, rng.randint(2, min(7, len(shared.names))))
    names += rng.sample(own.also, rng.randint(0, 3))
    if verse is None:
        verse = rng.choice([0.0, 0.0, 0.3, 1.0])
    body: list[Told | Said] = []
    per_act = rng.choice([1, 2, 3, 100])
    headings = rng.random() < 0.9
    one_act = rng.choice(own.acts)
    one_scene = rng.choice(own.scenes)
    for number in range(scenes):
        act, scene = divmod(number, per_act)
        if headings and not scene:
            body.append(Told("act", _heading(rng, one_act, act, own, names)))
        if headings and (per_act > 1):
            body.append(Told("scene", _heading(rng, one_scene, scene, own, names)))
        if rng.random() < 0.7:
            body.append(Told("stage", _filled(rng, rng.choice(own.stage), names)))
        body += _talk(rng, language, names, verse)
        if rng.random() < 0.2:
            body.append(Told("end", rng.choice(own.ends)))
    body.append(Told("end", rng.choice(own.ends)))
    persons = tuple((name, rng.choice(own.roles)) for name in names)
    preface = tuple(rng.choice(own.prefaces) for _ in range(rng.choice([0, 0, 2, 6])))
    return Work(
        rng.choice(own.titles),
        rng.choice(own.authors),
        language,
        preface,
        persons,
        rng.choice(own.persons),
        tuple(body),
    )


def _heading(rng: random.Random, form: str, number: int, own: Tongue, names: list[str]) -> str:
    who, other = rng.sample(names, 2)
    return form.format(
        n=rng.choice([ROMAN, ROMAN, tuple("123456789")])[number % 9],
        o=own.ordinals[number % 5],
        place=rng.choice(own.places),
        who=who.upper(),
        other=other.upper(),
    )


def _talk(rng: random.Random, language: str, names: list[str], verse: float) -> list[Told | Said]:
    own, shared = TONGUES_OF_PLAYS[language], TONGUES[language]
    found: list[Told | Said] = []
    present = rng.sample(names, rng.randint(2, min(4, len(names))))
    who = rng.choice(present)
    for _ in range(rng.randint(4, 26)):
        who = rng.choice([name for name in present if name != who])
        short = [each for each in own.asides if len(each) < SHORT]
        aside = _filled(rng, rng.choice(short), names) if rng.random() < 0.12 else ""
        if rng.random() < verse:
            count = rng.choice([1, 2, 2, 3, 4, 7, 12])
            start = rng.randrange(len(own.verses))
            rows = [own.verses[(start + at) % len(own.verses)] for at in range(count)]
            paragraphs = (tuple((row, False) for row in rows),)
            found.append(Said(who, aside, paragraphs, True))
        else:
            row = []
            for _ in range(rng.choice([1, 1, 1, 1, 2])):
                parts: list[tuple[str, bool]] = []
                if rng.random() < 0.15:
                    parts.append((_filled(rng, rng.choice(own.asides), names), True))
                for _ in range(rng.randint(1, 5)):
                    parts.append((_filled(rng, rng.choice(shared.said), names), False))
                    if rng.random() < 0.06:
                        parts.append((_filled(rng, rng.choice(own.asides), names), True))
                row.append(tuple(parts))
            found.append(Said(who, aside, tuple(row), False))
        if rng.random() < 0.15:
            found.append(Told("stage", _filled(rng, rng.choice(own.stage), names)))
    return found


def _filled(rng: random.Random, text: str, names: list[str]) -> str:
    who, other = (capwords(name) if rng.random() < 0.7 else name for name in rng.sample(names, 2))
    return text.format(who=who, other=other)
