"""The words that import itself puts into a course, by language.

Takes a BCP 47 tag; gives a `Wording`, English where the language is not here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Wording:
    """What an apparatus note and a course without a known order say.

    `has`, `instead`, `leaves_out`: *Linebook* has “a” for “b”, leaves out “c”. `one_more` and
    `more` ({}: how many) count the differences that a note does not tell.
    """

    has: str = "has"
    instead: str = "for"
    leaves_out: str = "leaves out"
    elsewhere: str = "in another place"
    conjunction: str = "and"
    one_more: str = "and one more difference"
    more: str = "and {} more differences"
    marks: tuple[str, str] = ("“", "”")
    inner_marks: tuple[str, str] = ("‘", "’")
    subtitles: str = "subtitles"
    script: str = "script"
    page_order: str = (
        "The lines stand here in the order of the page they were taken from. "
        "Nothing is known of their order in the work."
    )
    ends_known: str = (
        "The first and the last lines stand first and last; the others are in the order "
        "of the page they were taken from."
    )
    unplaced: str = "Lines without a known place"
    unplaced_told: str = "These lines are spoken in the work; where, the pages do not say."


_ENGLISH = Wording()
_WORDINGS = {
    "de": replace(
        _ENGLISH,
        has="liest",
        instead="statt",
        leaves_out="lässt weg:",
        elsewhere="an anderer Stelle",
        conjunction="und",
        one_more="und eine weitere Abweichung",
        more="und {} weitere Abweichungen",
        marks=("„", "“"),
        inner_marks=("‚", "‘"),
        subtitles="Untertitel",
        script="Drehbuch",
        page_order="Die Zeilen stehen hier in der Reihenfolge der Seite, von der sie stammen. "
        "Ihre Reihenfolge im Werk ist nicht bekannt.",
        ends_known="Die ersten und die letzten Zeilen stehen am Anfang und am Ende; die übrigen "
        "stehen in der Reihenfolge der Seite, von der sie stammen.",
        unplaced="Zeilen ohne bekannte Stelle",
        unplaced_told="Diese Zeilen werden im Werk gesprochen; wo, sagen die Seiten nicht.",
    ),
    "fr": replace(
        _ENGLISH,
        has="donne",
        instead="au lieu de",
        leaves_out="omet",
        elsewhere="à un autre endroit",
        conjunction="et",
        one_more="et une autre différence",
        more="et {} autres différences",
        marks=("« ", " »"),
        inner_marks=("“", "”"),
        subtitles="sous-titres",
        script="scénario",
        page_order="Les répliques suivent ici l’ordre de la page d’où elles viennent. "
        "Leur ordre dans l’œuvre n’est pas connu.",
        ends_known="Les premières et les dernières répliques sont au début et à la fin ; les "
        "autres suivent l’ordre de la page d’où elles viennent.",
        unplaced="Répliques sans place connue",
        unplaced_told="Ces répliques sont dites dans l’œuvre ; les pages ne disent pas où.",
    ),
    "ru": replace(
        _ENGLISH,
        has="читает",
        instead="вместо",
        leaves_out="опускает",
        elsewhere="в другом месте",
        conjunction="и",
        one_more="и ещё одно расхождение",
        more="и другие расхождения ({})",
        marks=("«", "»"),
        inner_marks=("„", "“"),
        subtitles="субтитры",
        script="сценарий",
        page_order="Реплики идут здесь в порядке страницы, с которой они взяты. "
        "Их порядок в произведении неизвестен.",
        ends_known="Первые и последние реплики стоят в начале и в конце; остальные идут "
        "в порядке страницы, с которой они взяты.",
        unplaced="Реплики, место которых неизвестно",
        unplaced_told="Эти реплики звучат в произведении; где, страницы не говорят.",
    ),
}


def wording(language: str) -> Wording:
    """The words for a BCP 47 tag."""
    return _WORDINGS.get(language.lower().split("-")[0], _ENGLISH)
