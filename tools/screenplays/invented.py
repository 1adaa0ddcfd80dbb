"""Screenplays that nobody wrote: sentences of our own in four languages, drawn at random.

Takes a random source, a language and a length; gives elements for `typesetting`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tools.screenplays.typesetting import Element


@dataclass(frozen=True)
class Tongue:
    """What a language has to draw from; `{who}` and `{other}` stand for names."""

    names: tuple[str, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    said: tuple[str, ...]
    shown: tuple[str, ...]
    asides: tuple[str, ...]
    changes: tuple[str, ...]


TONGUES = {
    "en": Tongue(
        (
            "ODA",
            "MARROW",
            "PIKE",
            "THE FERRYMAN",
            "MRS. LOAM",
            "DR. VANE",
            "YOUNG TILL",
            "SERGEANT BRIGHT",
            "WOMAN IN GREEN",
            "KIT",
            "OLD HOBB",
            "GUARD #2",
            "SISTER AGNES",
            "MCREADY",
        ),
        ("INT.", "INT", "INT."),
        ("EXT.", "EXT", "EXT.", "INT./EXT."),
        (
            "FERRY DECK",
            "ODA'S KITCHEN",
            "TOLL HOUSE - UPPER ROOM",
            "THE LONG QUAY",
            "MARKET STREET",
            "HOBB'S BOAT YARD",
            "COURT ROOM 4",
            "HOSPITAL CORRIDOR",
            "PIKE'S CAR (MOVING)",
            "SALT WORKS",
        ),
        ("DAY", "NIGHT", "MORNING", "LATER", "CONTINUOUS", "DUSK", "MOMENTS LATER"),
        (
            "You said the boat would wait.",
            "It waits for nobody, not even for me.",
            "Then what am I paying you for?",
            "I don't know -- I never asked.",
            "Tell me where he went.",
            "No.",
            "Yes, and you knew it the whole time, didn't you?",
            "I'm sorry about your brother.",
            "We can't stay here; they will count the lamps tonight.",
            "What?",
            "Nine of them. I counted twice.",
            "Do you remember the winter when the river froze and we walked across?",
            "...maybe.",
            "Don't look at me like that. I only carry the bags.",
            "Is that blood?",
            "Rust. It's only rust.",
            "My mother used to say that a ferry is a bridge with a temper.",
            "Get in the car!",
            "I've got a letter here with your name on it, and I'd like you to open it now.",
            "Well, that's that.",
            "Please. Sit down.",
            "How much does it cost to cross?",
            "Hello? Who's there?",
            "It was a Tuesday... or the day after.",
            "Why would anybody paint a boat black?",
            "Okay, okay.",
        ),
        (
            "{who} ties the rope, looks up at the lamps.",
            "The door opens. {other} stands in the rain with a suitcase.",
            "A bell rings somewhere below the deck.",
            "{who} turns away and walks to the window.",
            "Fog. Nothing but fog, and the slow beat of the engine.",
            "They stare at each other for a moment.",
            "He takes the letter out of his coat, puts it on the table and pushes it across to "
            "{other}, who does not touch it.",
            "A LANTERN swings over the water.",
            "{who} laughs.",
            "The crowd moves toward the gate, pressing {other} against the railing.",
            "She picks up the knife, weighs it in her hand, lays it down again.",
            "Silence.",
            "CLOSE ON the coin as it spins, falls, lies still.",
            "{who} and {other} run down the stairs into the dark.",
            "We see the river from above: a black ribbon with one light on it.",
            "Nothing happens.",
            "The phone RINGS. {who} lets it ring.",
        ),
        (
            "(beat)",
            "(quietly)",
            "(to {other})",
            "(into phone)",
            "(without looking up from the ropes)",
            "(laughs)",
        ),
        (
            "CUT TO:",
            "DISSOLVE TO:",
            "SMASH CUT TO:",
            "FADE OUT.",
            "MATCH CUT TO:",
            "FADE IN:",
            "LAP DISSOLVE TO:",
            "CUT TO",
        ),
    ),
    "de": Tongue(
        (
            "ALMA",
            "HERR KROLL",
            "DIE WIRTIN",
            "JANNIK",
            "FRAU ODENTHAL",
            "POLIZIST 1",
            "OPA RIEKE",
            "VERA",
            "SCHÄFER",
        ),
        ("INNEN", "INNEN.", "INT."),
        ("AUSSEN", "AUSSEN.", "EXT."),
        (
            "KÜCHE",
            "BAHNHOF, GLEIS 3",
            "WERKSTATT",
            "TREPPENHAUS",
            "AM KANAL",
            "ALMAS ZIMMER",
            "GASTHOF",
        ),
        ("TAG", "NACHT", "MORGEN", "ABEND", "SPÄTER"),
        (
            "Das Boot wartet auf niemanden.",
            "Wofür bezahle ich Sie dann?",
            "Ich weiß es nicht, ich habe nie gefragt.",
            "Nein.",
            "Wo ist er hingegangen?",
            "Setz dich bitte.",
            "Neun. Ich habe zweimal gezählt.",
            "Warum?",
            "Meine Mutter sagte immer, eine Fähre ist eine Brücke mit schlechter Laune.",
            "Das ist nur Rost.",
            "Erinnerst du dich an den Winter, als der Fluss zugefroren war?",
            "Schon gut, schon gut.",
            "Hier ist ein Brief mit deinem Namen, und ich möchte, dass du ihn jetzt öffnest.",
            "Vielleicht ...",
        ),
        (
            "{who} bindet das Seil fest und sieht zu den Lampen hinauf.",
            "Die Tür geht auf. {other} steht im Regen.",
            "Nebel. Nichts als Nebel und das langsame Stampfen der Maschine.",
            "{who} lacht.",
            "Stille.",
            "Er nimmt den Brief aus dem Mantel, legt ihn auf den Tisch und schiebt ihn zu "
            "{other} hinüber.",
            "Irgendwo unter Deck läutet eine Glocke.",
        ),
        ("(leise)", "(zu {other})", "(lacht)", "(nach einer Pause)"),
        ("SCHNITT AUF:", "ABBLENDE.", "ÜBERBLENDUNG", "CUT TO:"),
    ),
    "fr": Tongue(
        (
            "ODILE",
            "LE PASSEUR",
            "MME LORRAIN",
            "GASPARD",
            "L'INCONNUE",
            "DOCTEUR VASSE",
            "PETIT JEAN",
            "RÉMI",
        ),
        ("INT.", "INT"),
        ("EXT.", "EXT", "INT./EXT."),
        ("CUISINE", "PONT DU BAC", "GARE - QUAI 3", "ATELIER", "ESCALIER", "BORD DU CANAL"),
        ("JOUR", "NUIT", "MATIN", "SOIR", "PLUS TARD"),
        (
            "Le bateau n'attend personne.",
            "Alors, pourquoi est-ce que je vous paie ?",
            "Je ne sais pas.",
            "Non.",
            "Où est-il allé ?",
            "Assieds-toi, je t'en prie.",
            "Neuf. J'ai compté deux fois.",
            "Ce n'est que de la rouille.",
            "Ma mère disait toujours qu'un bac est un pont qui a mauvais caractère.",
            "Pourquoi ?",
            "Peut-être...",
            "Tu te souviens de l'hiver où la rivière avait gelé ?",
            "J'ai ici une lettre à ton nom.",
        ),
        (
            "{who} attache la corde et lève les yeux vers les lampes.",
            "La porte s'ouvre. {other} est debout sous la pluie.",
            "Du brouillard, rien que du brouillard et le battement lent de la machine.",
            "{who} rit.",
            "Silence.",
            "Il sort la lettre de son manteau, la pose sur la table et la pousse vers {other}.",
        ),
        ("(à voix basse)", "(à {other})", "(un temps)", "(riant)"),
        ("COUPE :", "FONDU AU NOIR.", "FONDU ENCHAÎNÉ", "CUT TO:"),
    ),
    "es": Tongue(
        (
            "INÉS",
            "EL BARQUERO",
            "DOÑA LOLA",
            "TOMÁS",
            "LA MUJER DE VERDE",
            "GUARDIA 1",
            "ABUELO",
            "NURIA",
        ),
        ("INT.", "INT", "INTERIOR."),
        ("EXT.", "EXT", "EXTERIOR."),
        (
            "COCINA",
            "CUBIERTA DEL BARCO",
            "ESTACIÓN - ANDÉN 3",
            "TALLER",
            "ESCALERA",
            "ORILLA DEL CANAL",
        ),
        ("DÍA", "NOCHE", "MAÑANA", "TARDE", "MÁS TARDE"),
        (
            "El barco no espera a nadie.",
            "Entonces, ¿para qué le pago?",
            "No lo sé, nunca pregunté.",
            "No.",
            "¿Adónde fue?",
            "Siéntate, por favor.",
            "Nueve. Los conté dos veces.",
            "Es solo óxido.",
            "¿Por qué?",
            "Mi madre decía siempre que un barco es un puente con mal genio.",
            "Quizás...",
            "¿Te acuerdas del invierno en que se heló el río?",
            "Aquí tengo una carta con tu nombre.",
        ),
        (
            "{who} ata la cuerda y mira hacia las lámparas.",
            "Se abre la puerta. {other} está de pie bajo la lluvia.",
            "Niebla. Nada más que niebla y el latido lento de la máquina.",
            "{who} se ríe.",
            "Silencio.",
            "Saca la carta del abrigo, la pone sobre la mesa y la empuja hacia {other}.",
        ),
        ("(en voz baja)", "(a {other})", "(pausa)", "(riendo)"),
        ("CORTE A:", "FUNDIDO A NEGRO.", "CUT TO:"),
    ),
}
"""The languages, by their tags."""

SHOTS = (
    "ANGLE ON {who}",
    "CLOSE ON {other}",
    "{who}'S POV",
    "BACK TO SCENE",
    "WIDER ANGLE",
    "INSERT - THE LETTER",
)


def invented(rng: random.Random, language: str, scenes: int) -> list[Element]:
    """The elements of a screenplay of so many scenes."""
    tongue = TONGUES[language]
    cast = rng.sample(tongue.names, rng.randint(3, min(7, len(tongue.names))))
    found: list[Element] = []
    mark = rng.choice([" - ", " - ", " -- ", ". ", ", "])
    shots = language == "en" and rng.random() < 0.3
    if rng.random() < 0.4:
        found.append(("T", "FADE IN:" if language == "en" else tongue.changes[0]))
    for _ in range(scenes):
        where = rng.choice((*tongue.inside, *tongue.outside))
        found.append(("S", f"{where} {rng.choice(tongue.places)}{mark}{rng.choice(tongue.times)}"))
        for _ in range(rng.randint(1, 3)):
            found.append(("N", _sentences(rng, tongue.shown, cast, 3)))
        who = rng.choice(cast)
        for _ in range(rng.randint(2, 14)):
            who = rng.choice([name for name in cast if name != who])
            voice = rng.choice(["", "", "", "", "", " (V.O.)", " (O.S.)"])
            found.append(("C", who + voice))
            if rng.random() < 0.2:
                found.append(("E", _filled(rng, rng.choice(tongue.asides), cast)))
            found.append(("D", _sentences(rng, tongue.said, cast, 4)))
            if rng.random() < 0.12:
                found += [
                    ("E", _filled(rng, rng.choice(tongue.asides), cast)),
                    ("D", _sentences(rng, tongue.said, cast, 2)),
                ]
            if rng.random() < 0.3:
                found.append(("N", _sentences(rng, tongue.shown, cast, 2)))
            if shots and rng.random() < 0.1:
                found += [
                    ("S", _filled(rng, rng.choice(SHOTS), cast)),
                    ("N", _sentences(rng, tongue.shown, cast, 2)),
                ]
        if rng.random() < 0.2:
            found.append(("T", rng.choice(tongue.changes)))
    return found


def _sentences(rng: random.Random, of: tuple[str, ...], cast: list[str], most: int) -> str:
    return " ".join(_filled(rng, rng.choice(of), cast) for _ in range(rng.randint(1, most)))


def _filled(rng: random.Random, text: str, cast: list[str]) -> str:
    who, other = rng.sample(cast, 2)
    named = rng.random() < 0.6
    return (
        text.format(who=who.title() if named else who, other=other.title() if named else other)
        if not text.isupper()
        else text.format(who=who, other=other)
    )
