"""The words by which lines of a printed play are known, in the languages plays are printed in.

Takes the text of a line; says what its wording makes likely. Nothing here decides alone.
"""

from __future__ import annotations

import re

_ACT = (
    r"acts?|aktus|akt|aufzug|acte|acto|ato|atto|jornada|jornadas|handeling|bedrijf|akten|näytös|"
    r"действие|акт|дія|part|teil|partie|parte|book|abtheilung|abteilung|felvonás|dejstvo|jednání|"
    r"dějství|čin"
)
_SCENE = (
    r"scenes?|scen|szene|scene|auftritt|scène|escena|cena|scena|tableau|bild|cuadro|quadro|"
    r"toneel|tooneel|kohtaus|optrin|явление|сцена|картина|ява|verwandlung|jelenet|výstup|prizor|"
    r"sprawa|odsłona"
)
_ALONE = (
    r"prologue|epilogue|induction|interlude|intermezzo|entr['’]acte|prolog|epilog|vorspiel|"
    r"nachspiel|zwischenspiel|prólogo|epílogo|prologo|epilogo|loa|entremés|интермедия|пролог|"
    r"эпилог|proloog|epiloog|vorwort auf dem theater|dedication|zueignung|finale|overture"
)
_BETWEEN = r"(?:[\s.,:–—-]|the\b|der\b|die\b|le\b|la\b|el\b|il\b)*"
_ORDINAL = (
    r"[ivxlcdm]+|\d+(?:st|nd|rd|th|er|e|ère|ère|º|ª|-[оея]|:[ae])?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"ersten?r?|erste|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|sechste[rs]?|siebente[rs]?|"
    r"siebte[rs]?|achte[rs]?|neunte[rs]?|zehnte[rs]?|letzte[rs]?|"
    r"premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|cinquième|sixième|septième|huitième|"
    r"neuvième|dixième|dernière?|"
    r"primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|"
    r"noven[oa]|décim[oa]|últim[oa]|únic[oa]|prim[oa]|terz[oa]|quart[oa]|"
    r"перв(?:ое|ый|ая)|втор(?:ое|ой|ая)|треть[ея]|третий|четв[её]рт(?:ое|ый|ая)|пят(?:ое|ый|ая)|"
    r"första|andra|tredje|fjärde|femte|første|anden|andet|fjerde|eerste|tweede|derde|vierde|vijfde|"
    r"pierwszy|drugi|trzeci|czwarty|piąty|primeiro|terceiro|ensimmäinen|toinen|kolmas|neljäs|viides"
)

PART = re.compile(
    rf"(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT}|{_SCENE})\b(?!['’])"
    rf"|(?:{_ACT}|{_SCENE})[\s.,-]++{_BETWEEN}(?:{_ORDINAL})(?![\w'’])"
    rf"|(?:the\s+)?(?:{_ALONE})(?![\w'’])"
    rf"|(?:{_SCENE})[\s.:–—-]*(?:$|[.:–—]))",
    re.I,
)
"""How a heading of an act or a scene begins."""

NUMBERED = re.compile(
    rf"\W*+(?:(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT}|{_SCENE})"
    rf"|(?:{_ACT}|{_SCENE})[\s.,-]++{_BETWEEN}(?:{_ORDINAL}))(?!\w)\W*+){{1,2}}$",
    re.I,
)
"""A heading with its number: nobody is called so."""

PLACED = re.compile(rf"\W*(?:{_ACT}|{_SCENE})\s+(?:[IVXLC]+|\d+)\s*(?:[.:–—-]|$)", re.I)
"""A heading that has its number, and perhaps a place behind it."""

ACT = re.compile(
    rf"(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT})\b|(?:{_ACT})[\s.,-]++{_BETWEEN}"
    rf"(?:{_ORDINAL})(?![\w'’]))",
    re.I,
)
"""How a heading of an act begins."""

SCENE_WITHIN = re.compile(rf"(?<=[.,:;–—\s])(?:{_SCENE})\b", re.I)
"""Where a heading goes on with that of a scene."""

CAST = re.compile(
    r"\W*(?:the\s+|die\s+|les\s+|los\s+|as\s+|i\s+)?(?:dramatis person(?:æ|ae|e)|persons?\b|"
    r"characters?\b|cast\b|people\b|personen\b|personnages\b|acteurs\b|personajes\b|personas\b|"
    r"personaggi\b|interlocutori\b|действующие лица|дійові особи|personer\b|personerna\b|"
    r"personagens\b|figuras\b|henkilö|henkilöt|osoby\b|személyek|osobe\b|"
    r"principals\b|the players\b|actors\b)(?:[^.!?]{0,50})[.:]?\W*$",
    re.I,
)
"""How the list of persons is headed."""

STAGE = re.compile(
    r"\W*(?:re-?\s?enters?|enters?|exit|exeunt|curtain|manent|manet|flourish|alarums?|aside|scene\b"
    r"|within|sennet|trumpets?|they\b|he\b|she\b|it is\b|the (?:curtain|scene|stage)|a pause|pause"
    r"|silence|darkness|vorhang|ab\b|tritt auf|kommt|pause|stille|der vorhang|die bühne|man\b"
    r"|rideau|il\b|elle\b|entre\b|entrent|sort\b|sortent|silence|la toile|le théâtre|la scène"
    r"|telón|sale\b|salen\b|vase\b|vanse\b|entra\b|entran\b|dentro\b|pausa|la escena"
    r"|sipario|entrano|esce\b|escono|занавес|входит|входят|уходит|уходят|пауза|явление"
    r"|ridå|tæppet|teppet|doek|esirippu|kurtyna|wchodzi|wychodzi)",
    re.I,
)
"""How a direction may begin."""

COMES = re.compile(
    r"(?:re-?\s?enters?|enters?|exit|exeunt|manent|manet|entra|entran|sale|salen|vase|vanse|entre|"
    r"entrent|sort|sortent|esce|escono|auftritt|ab|входит|уходит)",
    re.I,
)
"""A word of coming and going that alone is no name."""

CLOSE = re.compile(
    r"\W*(?:the\s+)?(?:end\b(?: of (?:the )?(?:play|act|first|second|third|fourth|fifth)?.*)?|"
    r"finis|curtain|ende\b.*|fin\b.*|vorhang|rideau|telón|fine\b.*|sipario|конец|занавес|slut|einde)\W*$",
    re.I,
)
"""The words behind a play."""

FURNITURE = re.compile(
    r"project gutenberg|\btranscrib|\bfootnotes?\b|\[illustration|\be-?book|www\.|https?:|"
    r"\bcopyright|\blicen[sc]e|\bproduced by|\bdistributed proofread|\bprinted in\b|\brights\b|"
    r"\bpublish|\bpress\b|\bcontents\b|\binhalt\b|table des|\bindex\b|\berrata\b|internet archive|"
    r"\bwikisource|\bedition\b",
    re.I,
)

TOLD = re.compile(r"(title|author|titel|autor|titre|auteur|título)s?:\s*(\S.*)", re.I)
"""What a file says of itself at its head."""

CREDITS = re.compile(
    r"^e-book$|project gutenberg|distributed proofread|^produced by\b|^e-?text prepared|"
    r"www\.|https?:",
    re.I,
)
"""Words that only those who made the file have in it."""

PAGE = re.compile(
    r"[\[{(]?\s*+(?:(?:pg|pages?|p|s|seite)\.?\s*+)?\.?\s*+(?:\d{1,4}|[ivxlc]{1,7})\s*+[\]})]?",
    re.I,
)
"""The number of a page, alone."""

WITHIN_PAGE = re.compile(r"\s?[\[{]\s*(?:pg|page|p\.)\s*\d{1,4}\s*[\]}]\s?", re.I)

OPENS = re.compile(r"\W*start of (?:the|this) project gutenberg|\*end\*? ?the small print", re.I)
CLOSES = re.compile(
    r"\W*end of (?:the |this )?project gutenberg|\W{2,}end of (?:the |this )?project", re.I
)

_SHORT = """
    mr mrs ms dr st m mm mme mlle mmes hr fr frl sr sra srta d dn capt col gen lt prof rev hon
    messrs sig mgr esq maj sgt herr dña
"""
TITLES = frozenset(_SHORT.split())
"""Short forms before names, whose full stop ends no name."""

_SMALL = """
    of the and de du des la le les von van der den zu und et y e a an to with di da del dos das
    af av en och og & i и
"""
PARTICLES = frozenset(_SMALL.split())
"""Words of a name that have no capital."""

NOTES = re.compile(r"[\[(*]*\s*(?:footnote|transcriber|note|anmerkung|illustration)\b", re.I)
"""How a note of the printer or the transcriber begins."""
