"""The words that the booklet itself says, by language.

In: a BCP 47 tag. Out: the words, English where the language is not here; a course says
them otherwise by a template of its own.
"""

from __future__ import annotations

from booklet.compose.local_forms import plural_form, shown_number

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
    "how_marks_epub": "A small raised number stands before words that somebody has written "
    "about. Touch it, and the note appears: first the words, then what is said of them, then "
    "the sign of the one who says it. All notes of a scene also stand at its end.",
    "how_speeches_epub": "Every speech has a number before its speaker. Scene 2, speech 14 is "
    "cited as 2.14, in every edition of this booklet.",
    "accessibility": "Text only, in reading order, with headings. Each number of a note is a "
    "link to the note, and each note a link back.",
    "plan": "Plan of the meetings",
    "plan_meeting": "Meeting",
    "plan_minutes": "minutes",
    "plan_to_read": "min to read",
    "plan_to_talk": "min to talk",
    "plan_reader": "Reader",
    "plan_directions": "directions",
    "plan_listens": "listening",
    "review_ask": "Tick the place where each quotation belongs, or that it belongs nowhere.",
    "review_none": "No note waits for a decision.",
    "review_ambiguous": "may belong to several places",
    "review_uncertain": "placed, but not surely",
    "review_unplaced": "not found in the script",
    "review_no_note": "no such note",
    "review_at": "at",
    "how_terms": "A small ring ° stands behind a word that the glossary explains, where it is "
    "first used.",
    "synopsis": "What happens",
    "themes": "Themes",
    "speakers": "Who speaks where",
    "how_speakers": "By scene, with the number of speeches in it.",
    "apparatus": "Variant readings",
    "bibliography": "Bibliography",
    "page": "p.",
    "pages": "Pages of the printed edition",
    "explained": "Explained in the glossary:",
    "used": "First used in",
    "reuse": "{words} of {length} words reproduced\u00a0({share})",
    "pictures": "Pictures of the script",
    "pictures_speaking": "Who speaks when",
    "how_speaking": "A row is a speaker, a column a scene, as wide as the scene is long. The "
    "fuller the box, the more of the scene’s words are theirs.",
    "alt_speaking": "{name} speaks {words} words in {scenes}",
    "pictures_attention": "Where the notes look",
    "how_attention": "A row is a scene, as long as its words. A stroke stands where notes speak "
    "of a line: low for one source, higher for two, full for three or more. A hatched scene has "
    "no note.",
    "alt_attention": "Scene {scene}: {lines}",
    "most_noted": "Lines that most sources speak of",
    "without_notes": "Scenes without a note",
    "pictures_meetings": "Where sources meet",
    "how_meetings": "A row is a line that two sources or more speak of, each with its sign.",
    "how_stance": "The sign at the end tells where a note agrees (=) or disagrees (≠).",
    "agree": "agreement",
    "conflict": "disagreement",
    "how_marks_below": "A small raised number stands before words that somebody has written "
    "about. The "
    "note stands below the speech: first the words, then what is said of them, then the"
    " sign of the one who says it.",
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
    "how_marks_epub": "Eine kleine hochgestellte Zahl steht vor Worten, über die jemand "
    "geschrieben hat. Wer sie berührt, sieht die Anmerkung: erst die Worte, dann, was über sie "
    "gesagt wird, dann das Zeichen dessen, der es sagt. Alle Anmerkungen einer Szene stehen "
    "auch an ihrem Ende.",
    "how_speeches_epub": "Vor jeder Rede steht ihre Nummer. Szene 2, Rede 14 wird in jeder "
    "Ausgabe als 2.14 zitiert.",
    "accessibility": "Nur Text, in Lesereihenfolge, mit Überschriften. Jede Anmerkungszahl "
    "führt zur Anmerkung, jede Anmerkung zurück.",
    "plan": "Plan der Treffen",
    "plan_meeting": "Treffen",
    "plan_minutes": "Minuten",
    "plan_to_read": "Min. Lesen",
    "plan_to_talk": "Min. Gespräch",
    "plan_reader": "Stimme",
    "plan_directions": "Anweisungen",
    "plan_listens": "hören zu",
    "review_ask": "Bitte ankreuzen, zu welcher Stelle jedes Zitat gehört, "
    "oder dass es zu keiner gehört.",
    "review_none": "Keine Anmerkung wartet auf eine Entscheidung.",
    "review_ambiguous": "passt zu mehreren Stellen",
    "review_uncertain": "zugeordnet, aber nicht sicher",
    "review_unplaced": "im Text nicht gefunden",
    "review_no_note": "keine Anmerkung",
    "review_at": "an Stelle",
    "how_terms": "Ein kleiner Ring ° steht hinter einem Wort, das das Glossar erklärt, dort, "
    "wo es zuerst vorkommt.",
    "synopsis": "Was geschieht",
    "themes": "Themen",
    "speakers": "Wer wo spricht",
    "how_speakers": "Nach Szenen, mit der Zahl der Reden darin.",
    "apparatus": "Lesarten",
    "bibliography": "Literatur",
    "page": "S.",
    "pages": "Seiten der gedruckten Ausgabe",
    "explained": "Im Glossar erklärt:",
    "used": "Zuerst in",
    "reuse": "{words} von {length} Wörtern wiedergegeben\u00a0({share})",
    "pictures": "Bilder zum Text",
    "pictures_speaking": "Wer wann spricht",
    "how_speaking": "Eine Zeile ist eine Person, eine Spalte eine Szene, so breit, wie die Szene "
    "lang ist. Je voller das Feld, desto mehr Worte der Szene sind ihre.",
    "alt_speaking": "{name} spricht {words} Wörter in {scenes}",
    "pictures_attention": "Wohin die Anmerkungen sehen",
    "how_attention": "Eine Zeile ist eine Szene, so lang wie ihre Worte. Ein Strich steht, wo "
    "Anmerkungen von einer Stelle sprechen: niedrig für eine Quelle, höher für zwei, voll für "
    "drei und mehr. Eine schraffierte Szene hat keine Anmerkung.",
    "alt_attention": "Szene {scene}: {lines}",
    "most_noted": "Stellen, von denen die meisten Quellen sprechen",
    "without_notes": "Szenen ohne Anmerkung",
    "pictures_meetings": "Wo Quellen sich treffen",
    "how_meetings": "Eine Zeile ist eine Stelle, von der zwei Quellen oder mehr sprechen, jede "
    "mit ihrem Zeichen.",
    "how_stance": "Das Zeichen am Ende sagt, wo eine Anmerkung zustimmt (=) oder widerspricht (≠).",
    "agree": "Zustimmung",
    "conflict": "Widerspruch",
    "how_marks_below": "Eine kleine hochgestellte Zahl steht vor Worten, über die jemand "
    "geschrieben hat. "
    "Die Anmerkung steht unter der Rede: erst die Worte, dann, was über sie gesagt "
    "wird, dann das Zeichen dessen, der es sagt.",
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
    "how_marks_epub": "Un petit chiffre précède les mots dont quelqu’un a parlé. En le "
    "touchant on voit la note : d’abord les mots, puis ce qu’on en dit, puis le signe de celui "
    "qui le dit. Toutes les notes d’une scène sont aussi à sa fin.",
    "how_speeches_epub": "Chaque réplique a un numéro devant le nom. La réplique 14 de la "
    "scène 2 se cite 2.14 dans toutes les éditions.",
    "accessibility": "Texte seul, dans l’ordre de lecture, avec des titres. Chaque appel mène "
    "à sa note, chaque note ramène au texte.",
    "plan": "Plan des séances",
    "plan_meeting": "Séance",
    "plan_minutes": "minutes",
    "plan_to_read": "min de lecture",
    "plan_to_talk": "min de discussion",
    "plan_reader": "Voix",
    "plan_directions": "didascalies",
    "plan_listens": "à l’écoute",
    "review_ask": "Cochez l’endroit auquel se rapporte chaque citation, "
    "ou qu’elle ne se rapporte à aucun.",
    "review_none": "Aucune note n’attend de décision.",
    "review_ambiguous": "convient à plusieurs endroits",
    "review_uncertain": "placée, mais sans certitude",
    "review_unplaced": "introuvable dans le texte",
    "review_no_note": "pas de note",
    "review_at": "à l’endroit",
    "how_terms": "Un petit rond ° suit un mot que le glossaire explique, là où il paraît pour "
    "la première fois.",
    "synopsis": "Ce qui se passe",
    "themes": "Thèmes",
    "speakers": "Qui parle où",
    "how_speakers": "Par scène, avec le nombre de répliques.",
    "apparatus": "Variantes",
    "bibliography": "Bibliographie",
    "page": "p.",
    "pages": "Pages de l’édition imprimée",
    "explained": "Expliqué dans le glossaire :",
    "used": "D’abord en",
    "reuse": "{words} mots reproduits sur {length}\u00a0({share})",
    "pictures": "Le texte en images",
    "pictures_speaking": "Qui parle quand",
    "how_speaking": "Une ligne est un personnage, une colonne une scène, large comme la scène "
    "est longue. Plus la case est pleine, plus il y dit de mots.",
    "alt_speaking": "{name} dit {words} mots en {scenes}",
    "pictures_attention": "Ce que regardent les notes",
    "how_attention": "Une ligne est une scène, longue comme ses mots. Un trait marque un endroit "
    "dont parlent des notes : bas pour une source, plus haut pour deux, plein pour trois et "
    "plus. Une scène hachurée n’a pas de note.",
    "alt_attention": "Scène {scene} : {lines}",
    "most_noted": "Les endroits dont parlent le plus de sources",
    "without_notes": "Scènes sans note",
    "pictures_meetings": "Où les sources se rencontrent",
    "how_meetings": "Une ligne est un endroit dont parlent deux sources ou plus, chacune avec "
    "son signe.",
    "how_stance": "Le signe à la fin dit où une note approuve (=) ou contredit (≠).",
    "agree": "accord",
    "conflict": "désaccord",
    "how_marks_below": "Un petit chiffre précède les mots dont quelqu’un a parlé. La "
    "note est sous la "
    "réplique : d’abord les mots, puis ce qu’on en dit, puis le signe de celui qui le "
    "dit.",
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
    "how_marks_epub": "Маленькая цифра стоит перед словами, о которых кто-то написал. "
    "Коснитесь её, и появится примечание: сначала слова, затем то, что о них сказано, затем "
    "знак того, кто это сказал. Все примечания сцены стоят и в её конце.",
    "how_speeches_epub": "Перед именем говорящего стоит номер реплики. Реплика 14 сцены 2 во "
    "всех изданиях обозначается 2.14.",
    "accessibility": "Только текст, в порядке чтения, с заголовками. Цифра ведёт к примечанию, "
    "примечание — обратно.",
    "plan": "План встреч",
    "plan_meeting": "Встреча",
    "plan_minutes": "минут",
    "plan_to_read": "мин чтения",
    "plan_to_talk": "мин беседы",
    "plan_reader": "Голос",
    "plan_directions": "ремарки",
    "plan_listens": "слушают",
    "review_ask": "Отметьте место, к которому относится цитата, "
    "или что она ни к какому не относится.",
    "review_none": "Ни одно примечание не ждёт решения.",
    "review_ambiguous": "подходит к нескольким местам",
    "review_uncertain": "место найдено, но не наверняка",
    "review_unplaced": "в тексте не найдено",
    "review_no_note": "примечание не нужно",
    "review_at": "место",
    "how_terms": "Маленький кружок ° стоит после слова, которое объясняет словарь, там, где оно "
    "встречается впервые.",
    "synopsis": "Что происходит",
    "themes": "Темы",
    "speakers": "Кто где говорит",
    "how_speakers": "По сценам, с числом реплик.",
    "apparatus": "Разночтения",
    "bibliography": "Литература",
    "page": "с.",
    "pages": "Страницы печатного издания",
    "explained": "Объяснено в словаре:",
    "used": "Впервые в",
    "reuse": "слов воспроизведено: {words} из {length}\u00a0({share})",
    "pictures": "Текст в картинках",
    "pictures_speaking": "Кто когда говорит",
    "how_speaking": "Строка — это лицо, столбец — сцена; чем длиннее сцена, тем он шире. Чем "
    "полнее клетка, тем больше слов сцены принадлежит этому лицу.",
    "alt_speaking": "{name}: слов — {words}, {scenes}",
    "pictures_attention": "Куда смотрят примечания",
    "how_attention": "Строка — это сцена, длинная, как её слова. Черта стоит там, где о месте "
    "говорят примечания: низкая — один источник, выше — два, полная — три и больше. У "
    "заштрихованной сцены примечаний нет.",
    "alt_attention": "Сцена {scene}: {lines}",
    "most_noted": "Места, о которых говорит больше всего источников",
    "without_notes": "Сцены без примечаний",
    "pictures_meetings": "Где источники встречаются",
    "how_meetings": "Строка — это место, о котором говорят два источника или больше, каждый со "
    "своим знаком.",
    "how_stance": "Знак в конце говорит, где примечание соглашается (=) или спорит (≠).",
    "agree": "согласие",
    "conflict": "спор",
    "how_marks_below": "Маленькая цифра стоит перед словами, о которых кто-то написал. "
    "Примечание — под "
    "репликой: сначала слова, затем то, что о них сказано, затем знак того, кто это "
    "сказал.",
}

_LABELS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "ru": _RUSSIAN}


_DETAILS = {
    "de": {
        "publisher": "Verlag",
        "licence": "Lizenz",
        "license": "Lizenz",
        "copyright": "Rechte",
        "source": "Quelle",
        "notes": "Bemerkungen",
        "revision": "Fassung",
        "draft date": "Fassung vom",
    },
    "fr": {
        "publisher": "Édition",
        "license": "Licence",
        "copyright": "Droits",
        "notes": "Remarques",
        "revision": "Version",
        "draft date": "Version du",
    },
    "ru": {
        "publisher": "Издатель",
        "licence": "Лицензия",
        "license": "Лицензия",
        "copyright": "Права",
        "source": "Источник",
        "notes": "Примечания",
        "revision": "Редакция",
        "draft date": "Редакция от",
    },
}


def detail_name(key: str, language: str) -> str:
    """What an entry of a script's title page ("Draft date") is called in `language`."""
    known = _DETAILS.get(language.lower().split("-")[0], {})
    return known.get(key.strip().lower(), key.strip())


def labels_for(language: str) -> dict[str, str]:
    """The words of the interface in `language`."""
    return dict(_LABELS.get(language.lower().split("-")[0], _ENGLISH))


_COUNTED: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "speeches": ("speech", "speeches"),
        "scenes": ("scene", "scenes"),
        "notes": ("line with notes", "lines with notes"),
        "to_review": ("note to review", "notes to review"),
    },
    "de": {
        "speeches": ("Rede", "Reden"),
        "scenes": ("Szene", "Szenen"),
        "notes": ("Stelle mit Anmerkungen", "Stellen mit Anmerkungen"),
        "to_review": ("Anmerkung zu prüfen", "Anmerkungen zu prüfen"),
    },
    "fr": {
        "speeches": ("réplique", "répliques"),
        "scenes": ("scène", "scènes"),
        "notes": ("endroit annoté", "endroits annotés"),
        "to_review": ("note à vérifier", "notes à vérifier"),
    },
    "ru": {
        "speeches": ("реплика", "реплики", "реплик"),
        "scenes": ("сцена", "сцены", "сцен"),
        "notes": ("место с примечаниями", "места с примечаниями", "мест с примечаниями"),
        "to_review": (
            "примечание на проверку",
            "примечания на проверку",
            "примечаний на проверку",
        ),
    },
}


def counted(noun: str, number: int, language: str) -> str:
    """A number with its noun in the right form: "1 speech", "112 speeches"."""
    primary = language.lower().split("-")[0]
    if primary not in _COUNTED:
        primary = "en"
    forms = _COUNTED[primary][noun]
    form = _FORMS.get(plural_form(number, primary), len(forms) - 1)
    return f"{shown_number(number, language)}\u00a0{forms[min(form, len(forms) - 1)]}"


_FORMS = {"one": 0, "few": 1, "many": 2}
"""Which of a noun's forms stands for a plural category; the last one for all others."""
