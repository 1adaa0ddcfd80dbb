"""The words that the booklet itself says, by language.

In: a BCP 47 tag. Out: the words, English where the language is not here; a course says
them otherwise by a template of its own.
"""

from __future__ import annotations

_ENGLISH = {
    "skip": "Skip to the script",
    "contents": "Contents",
    "cast": "Cast",
    "how_to_read": "How to read this booklet",
    "how_marks": "A small raised number stands before words that somebody has written about. "
    "The note is in the margin: first the words, then what is said of them, then the sign of "
    "the one who says it.",
    "how_marks_page": "A small raised number stands before words that somebody has written "
    "about. The note is in the margin, or on a narrow screen under its line: first the words, "
    "then what is said of them, then the sign of the one who says it. The numbers lead from the "
    "words to the note and back.",
    "how_speeches": "Every speech has a number in the other margin. Scene 2, speech 14 is cited "
    "as 2.14, in every edition of this booklet.",
    "how_lines": "Every fifth verse line has its number. Line 129 of act 1, scene 2 is cited as "
    "1.2.129, in every edition of this booklet.",
    "key": "Who speaks in the margin",
    "editor": "Editor",
    "editor_notes": "notes made for this booklet",
    "reading": "Reading",
    "opening": "Opening",
    "act": "Act",
    "script": "The script",
    "questions": "Questions",
    "whole": "The script as a whole",
    "glossary": "Glossary",
    "credits": "Credits",
    "sources": "Sources of the notes",
    "words_reproduced": "words reproduced",
    "mark": "Note",
    "back": "Back to the words of note",
    "top": "To the top",
    "plan": "Plan of the meetings",
    "plan_meeting": "Meeting",
    "plan_minutes": "minutes",
    "plan_to_read": "min to read",
    "plan_to_talk": "min to talk",
    "plan_reader": "Reader",
    "plan_directions": "directions",
    "plan_listens": "listens",
}

_GERMAN = {
    "skip": "Zum Text springen",
    "contents": "Inhalt",
    "cast": "Die Personen",
    "how_to_read": "Wie man dieses Heft liest",
    "how_marks": "Eine kleine hochgestellte Zahl steht vor Worten, über die jemand geschrieben "
    "hat. Die Anmerkung steht am Rand: erst die Worte, dann, was über sie gesagt wird, dann das "
    "Zeichen dessen, der es sagt.",
    "how_marks_page": "Eine kleine hochgestellte Zahl steht vor Worten, über die jemand "
    "geschrieben hat. Die Anmerkung steht am Rand, auf einem schmalen Bildschirm unter der "
    "Zeile: erst die Worte, dann, was über sie gesagt wird, dann das Zeichen dessen, der es "
    "sagt. Die Zahlen führen vom Text zur Anmerkung und zurück.",
    "how_speeches": "Jede Rede hat eine Nummer am anderen Rand. Szene 2, Rede 14 wird in jeder "
    "Ausgabe als 2.14 zitiert.",
    "how_lines": "Jeder fünfte Vers trägt seine Nummer. Vers 129 in Akt 1, Szene 2 wird in "
    "jeder Ausgabe als 1.2.129 zitiert.",
    "key": "Wer am Rand spricht",
    "editor": "Herausgeber",
    "editor_notes": "Anmerkungen für dieses Heft",
    "reading": "Lesart",
    "opening": "Anfang",
    "act": "Akt",
    "script": "Der Text",
    "questions": "Fragen",
    "whole": "Der ganze Text",
    "glossary": "Glossar",
    "credits": "Nachweise",
    "sources": "Quellen der Anmerkungen",
    "words_reproduced": "Wörter wiedergegeben",
    "mark": "Anmerkung",
    "back": "Zurück zu den Worten von Anmerkung",
    "top": "Nach oben",
    "plan": "Plan der Treffen",
    "plan_meeting": "Treffen",
    "plan_minutes": "Minuten",
    "plan_to_read": "Min. Lesen",
    "plan_to_talk": "Min. Gespräch",
    "plan_reader": "Stimme",
    "plan_directions": "Anweisungen",
    "plan_listens": "hört zu",
}

_FRENCH = {
    "skip": "Aller au texte",
    "contents": "Table",
    "cast": "Les personnages",
    "how_to_read": "Comment lire ce livret",
    "how_marks": "Un petit chiffre précède les mots dont quelqu’un a parlé. La note est dans la "
    "marge : d’abord les mots, puis ce qu’on en dit, puis le signe de celui qui le dit.",
    "how_marks_page": "Un petit chiffre précède les mots dont quelqu’un a parlé. La note est "
    "dans la marge, ou sous la ligne sur un écran étroit : d’abord les mots, puis ce qu’on en "
    "dit, puis le signe de celui qui le dit. Les chiffres mènent du texte à la note et "
    "retour.",
    "how_speeches": "Chaque réplique a un numéro dans l’autre marge. La réplique 14 de la "
    "scène 2 se cite 2.14 dans toutes les éditions.",
    "how_lines": "Un vers sur cinq porte son numéro. Le vers 129 de l’acte 1, scène 2 se cite "
    "1.2.129 dans toutes les éditions.",
    "key": "Qui parle dans la marge",
    "editor": "L’éditeur",
    "editor_notes": "notes faites pour ce livret",
    "reading": "Variante",
    "opening": "Ouverture",
    "act": "Acte",
    "script": "Le texte",
    "questions": "Questions",
    "whole": "Le texte entier",
    "glossary": "Glossaire",
    "credits": "Crédits",
    "sources": "Sources des notes",
    "words_reproduced": "mots reproduits",
    "mark": "Note",
    "back": "Retour aux mots de la note",
    "top": "Haut de page",
    "plan": "Plan des séances",
    "plan_meeting": "Séance",
    "plan_minutes": "minutes",
    "plan_to_read": "min de lecture",
    "plan_to_talk": "min de discussion",
    "plan_reader": "Voix",
    "plan_directions": "didascalies",
    "plan_listens": "écoute",
}

_RUSSIAN = {
    "skip": "Перейти к тексту",
    "contents": "Содержание",
    "cast": "Действующие лица",
    "how_to_read": "Как читать эту книжку",
    "how_marks": "Маленькая цифра стоит перед словами, о которых кто-то написал. Примечание "
    "— на полях: сначала слова, затем то, что о них сказано, затем знак того, кто это сказал.",
    "how_marks_page": "Маленькая цифра стоит перед словами, о которых кто-то написал. "
    "Примечание — на полях, а на узком экране под строкой: сначала слова, затем то, что о них "
    "сказано, затем знак того, кто это сказал. Цифры ведут от слов к примечанию и обратно.",
    "how_speeches": "У каждой реплики есть номер на другом поле. Реплика 14 сцены 2 во всех "
    "изданиях обозначается 2.14.",
    "how_lines": "Каждый пятый стих пронумерован. Стих 129 первого акта, сцены 2 во всех "
    "изданиях обозначается 1.2.129.",
    "key": "Кто говорит на полях",
    "editor": "Редактор",
    "editor_notes": "примечания к этой книжке",
    "reading": "Разночтение",
    "opening": "Начало",
    "act": "Действие",
    "script": "Текст",
    "questions": "Вопросы",
    "whole": "О тексте в целом",
    "glossary": "Словарь",
    "credits": "Источники и права",
    "sources": "Источники примечаний",
    "words_reproduced": "слов воспроизведено",
    "mark": "Примечание",
    "back": "Назад к словам примечания",
    "top": "В начало",
    "plan": "План встреч",
    "plan_meeting": "Встреча",
    "plan_minutes": "минут",
    "plan_to_read": "мин чтения",
    "plan_to_talk": "мин беседы",
    "plan_reader": "Голос",
    "plan_directions": "ремарки",
    "plan_listens": "слушает",
}

_LABELS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "ru": _RUSSIAN}


def labels_for(language: str) -> dict[str, str]:
    """The words of the interface in `language`."""
    return dict(_LABELS.get(language.lower().split("-")[0], _ENGLISH))
