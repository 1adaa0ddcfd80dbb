"""A course drawn at random: small, without fault, and with all that one may hold.

In: a random generator. Out: the files of a course, and how it is to be built. The same
generator gives the same. Words are those of `benchmarks.sentences` and a few more; what is
drawn around them is what the documents allow: marks, symbols, links, names, sizes, editions.
Papers, themes and editions are not drawn but gone through, so that all of them meet.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.sentences import BACKWARDS, STOPS
from benchmarks.sentences import WORDS as MARKED_WORDS
from booklet.geometry import page_geometry
from booklet.model import Paper
from booklet.printing import PAPERS

WORDS = MARKED_WORDS | {
    "it": "perché città è più così un'altra l'acqua però virtù già Forlì zio gatto sofà",
    "nl": "fijn ’s avonds geëerd zeeën IJsland hoe wolf idee café ruïne zo'n",
    "sv": "ålen räv över Åsa björk får ÖGA själv stjärna idé",
    "da": "æble ørn år Ærø smørrebrød RØD blå køb tøj",
    "pt": "não coração água órgão pão JOÃO três avô às lingüiça você",
    "tr": "ışık İstanbul iğne göğüs çok üç ŞİİR yağmur ev ılık",
    "hu": "őrült tűz árvíz fúró ŐSZ kő víz gyűrű így és",
    "ro": "țară și ăsta înger ÎN râu viață cu pâine așa",
    "fi": "hääyöaie yö äiti ÖLJY sää työ pöytä ja on talo",
    "la": "amō quoque Rōma ē AVE tū fuit nōn æger poēta",
}
LANGUAGES = {
    tag: tag.partition("-")[0]
    for tag in (
        *("en", "en-GB", "en-US", "de", "de-AT", "de-CH", "fr", "fr-CA", "es", "it", "nl", "sv"),
        *("da", "pt", "pt-BR", "cs", "pl", "vi", "ru", "uk", "el", "grc", "tr", "hu", "ro"),
        *("fi", "la"),
    )
}
"""Languages of courses, and whose words are taken."""

QUOTES = {
    "en": "“{}” ‘{}’ \"{}\" '{}'",
    "de": '„{}“ ‚{}‘ »{}« ›{}‹ "{}"',
    "fr": "«\u00a0{}\u00a0» «\u202f{}\u202f» “{}” ‹{}› « {} »",
    "es": "«{}» “{}” ‘{}’",
    "it": "«{}» “{}”",
    "nl": "‘{}’ “{}” „{}”",
    "sv": "”{}” ’{}’ »{}»",
    "da": "»{}« „{}“ ”{}”",
    "pt": "“{}” «{}»",
    "cs": "„{}“ ‚{}‘ »{}«",
    "pl": "„{}” «{}»",
    "vi": "“{}” «{}»",
    "ru": "«{}» „{}“",
    "uk": "«{}» „{}“ “{}”",
    "el": "«{}» “{}”",
    "grc": "«{}» ‘{}’",
    "tr": "“{}” ‘{}’",
    "hu": "„{}” »{}«",
    "ro": "„{}” «{}»",
    "fi": "”{}” ’{}’",
    "la": "“{}” «{}»",
}
LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "incomprehensibilities",
    "Straßenbahnhaltestellenhäuschen",
    "never-to-be-forgotten-again",
    "Aaaaaaaaaaaaaaaaaaaaah",
    "anticonstitutionnellement",
    "and/or/neither/nor/both/all",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "правоохранительно-административно-хозяйственный",
    "λοπαδοτεμαχοσελαχογαλεοκρανιολειψανοδριμυποτριμματοσιλφιο",
    "megszentségteleníthetetlenségeskedéseitekért",
    "No-no-no-no-no-no-no-no-no-no-no-no-no-no",
    "whooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooosh",
    "https://example.org/somewhere/over/there",
    "Ho!Ho!Ho!Ho!Ho!Ho!Ho!Ho!Ho!Ho!Ho!Ho!",
)
SYMBOLS = "§ † ‡ ¶ © ® ™ ° µ € £ ₽ № ½ ⅓ ¾ → ← ♥ ♠ ☺ ♀ ✓ ∞ ≠ ≤ √ × ÷ ± ‰ & @ # % + = ^ ~ | / ¿ ¡ •"
"""Symbols that the shipped fonts have."""

RARE_SYMBOLS = "★ ☎ ☀ ♫ ☂ ✂ ✉ ⚑ ☃ ⁂ ↩ ① 😀 😉"
"""Symbols and emoji that only the fallback fonts have."""

STRANGE = (
    *("e\u0301te\u0301", "x\u0302", "q\u0303", "A\u0323\u0302", "o\u0304\u0301\u0323", "ç\u0301"),
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f",
    *("שָׁלוֹם", "בְּרֵאשִׁית", "כִּתָּה", "كِتَابٌ", "مُحَمَّد", "لا", "الله", "٣٤", "پنجره", "ירושלים!"),
    *("👩\u200d👩\u200d👧", "👍🏽", "🇩🇪", "❤️", "1️⃣", "🏴\u200d☠️", "🂡", "♟"),
    *("漢字", "かな", "한국어", "ไทย", "हिन्दी", "ქართული", "Հայերեն", "ᚠᚢᚦ", "𝔄𝔟", "𐌰"),
    *("it\x92s", "\x93so\x94", "a\u200bb", "Donau\u00addampf", "so\u00a0so", "ﬁn", "Kuß", "STRAẞE"),
    *("⅞", "℅", "™", "Ⅻ", "…", "‽", "⁈", "′", "″", "ʻokina", "ŉ", "№", "\u2011so", "a\u2060b"),
    *("\ufeffso", "ﷺ", "ǆ", "ĳ", "ſo", "µm", "Å", "Ω", "1⁄2", "10⁻³", "CO₂", "ªº"),
)
"""What strangers paste: letters in parts, other scripts, joined pictures, leftovers of Windows."""

OWN_FONT = Path("styles/fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf")
"""A font for courses that bring one of their own, with few letters beside the Latin ones."""

NUMBERS = "7 12 1930 4.50 3/4 1,000 10\u00a0000 50% 3rd 20° €5 12:30 1–3 x² H₂O 1½ −4 №5"
ABBREVIATIONS = "Mr. Dr. e.g. z.B. J.S. St. p. 12 vs. a.m. U.S.A. Nr."
EMPHASIS = ("*{}*", "**{}**", "_{}_", "***{}***", "_*{}*_", "_**{}**_", "**_{}_**", "*_{}_*")
NOTE_EMPHASIS = ("*{}*", "**{}**", "_{}_", "__{}__", "***{}***", "**a *{}* b**", "`{}`")
DASHES = (" —", " –", "—", " --", "--", "…", " …", "...", ",", ";", ":", " !", " ?", "?!")
NAMES = (
    *("ODA", "JUN", "GUARD 1", "GUARD 2", "MRS. O'HARA", "JEAN-LUC", "ÉLODIE", "ÄNNE", "DR. NO"),
    *("ŁUCJA", "ΆΝΝΑ", "ЁЛКА", "КИТ", "THE VOICE", "BOY #2", "1ST CLERK", "ØRN", "Ms McCoy"),
    *("TOM & JERRY", "A", "VERY LONG-WINDED GENTLEMAN FROM THE THIRD FLOOR", "ŽOFIE", "ĐẶNG"),
    *("ODA’S MOTHER", "X-17", "N° 5", "IJSBRAND", "STRAẞE", "سلام", "שלום", "ŞÜKRÜ", "ΑΧΙΛΛΕΎΣ"),
    *(
        "DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFTSKAPITÄN",
        "THE 3RD MAN",
        "דוד 2",
        "Mme DE LA TOUR-DU-PIN",
    ),
    *("A MAN OF WHOM NOBODY KNOWS WHERE HE COMES FROM NOR WHY HE HAS BROUGHT ALL THOSE UMBRELLAS",),
    *("É\u0301lise", "O\u0308RN", "漢字", "😀", "D’ARTAGNAN", "“KID”", "A. B. C.", "VOICE/RADIO"),
)
EXTENSIONS = (
    *("V.O.", "O.S.", "CONT'D", "O.C.", "on the phone", "קול", "צוחק 2"),
    "from behind the door of the third room on the left, which nobody has opened for years",
)
TITLES = (
    *("The Spare Key", "50% & More", "Who’s There?", "“Quoted” Title", "A/B", "C# in E Minor"),
    *("№ 7: Kettles on TV", "Œuvre — première", "What?!", "*Stars* in it", "1 + 1 = 3", "Ünter"),
    *("<Tags> & 'quotes'", "Ἀθῆναι", "Ёлка", "100 °C", "€5", "An _under_score", "[Brackets]"),
    *("Donaudampfschifffahrtsgesellschaftskapitänswitwenrente", "Off.", "TV", "#1"),
    *(
        "שלום 7",
        "كتاب 3: نور",
        "2 × שלום",
        "漢字",
        "😀!",
        "E\u0301tude",
        "ŒUVRES COMPLÈTES",
        "„Ja“?",
    ),
    "On the Many Umbrellas That Were Brought to the Third Floor and on Those Who Brought Them, "
    "Together With an Account of What the Stairs Looked Like Afterwards, in Four Parts",
    "НЕОБЫКНОВЕННЫЕ ПРИКЛЮЧЕНИЯ ЧАЙНИКА И ЕГО ХОЗЯЕВ НА ТРЕТЬЕМ ЭТАЖЕ ОДНОГО СТАРОГО ДОМА",
    "So-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so-so",
)
URLS = (
    *("https://example.org", "http://example.org/a_b_c", "https://example.org/x?a=1&b=2#c"),
    *("https://example.org/a(b)c", "https://example.org/%C3%A9t%C3%A9", "https://müller.example"),
    "https://example.org/a/very/long/way/to/go/until/one/is/there/and-then-some-more.html",
)
LINKS = (
    *("[{words}]({url})", '[{words}]({url} "A title")', "<{url}>", "{url}", "[{words}](<{url}>)"),
    *("[*{words}* so]({url})", "[**{words}**]({url}).", "({url})", "[{words}][ref]", "[{words}]"),
    *(
        "[{words}](mailto:post@example.org)",
        "<post@example.org>",
        "post@example.org",
        "[{url}]({url})",
    ),
    *("![{words}]({url})", "[{words}](javascript:no)", "[{words}](#there)", "[{words}](other.md)"),
    *("*[{words}]({url})*", "[`{words}`]({url})", "[{words}](\n{url})", "[]({url})", "[1]: {url}"),
    *("[{words}](<https://x.example/a b>)", "[{words} [so]]({url})", "[**{words}** *so*](<{url}>)"),
    *("[{words}]({url} 'it''s')", "**[{words}]({url})**", "[שלום 3]({url})", "[{words}]( {url} )"),
)
ASIDES = (
    *("`code *here*`", "\\*starred\\*", "a&nbsp;b", "&amp;", "<b>bold</b>", "2 < 3", "a\\\nb"),
    *("it&#146;s", "&#x93;so&#x94;", "&eacute;", "&hellip;", "**a *b **c** d* e**", "*a **b** c*"),
    *("***a** b*", "__a _b_ c__", "a*b*c", "snake_case_word", "``a ` b``", "# no heading", "> so"),
    *("- so", "1. so", "| a | b |", "~~so~~", "$x^2$", "[^1]", "![x](y.png)", "<!-- so -->", "&"),
)
THEMES = ("default", "ink", "modern", "large-print")
EDITIONS = ("reader", "student", "teacher", "plain", "large-print", "annotate", "part")
LARGE_PRINT = 18.0  # pt
CELLS = tuple(product(sorted(PAPERS), THEMES, EDITIONS))
"""Papers, themes and editions, each with each."""
STRIDE = 101
"""Between two cells of following courses, so that a few courses have some of everything."""
KINDS = (
    *("comment", "comment", "comment", "staging", "leader", "apparatus", "agreement", "conflict"),
    "music",
)
NOTE_THEMES = ("trust", "Ämter & Würden", "№ 5", "שלום", "a very long theme that goes on and on")
MATTER = (
    "critics",
    "synopsis",
    "speakers",
    "bibliography",
    "cast",
    "contents",
    "how-to-read",
    "pictures",
)
PHRASES = (
    "contents: In this booklet",
    "how_marks: '# so <b>'",
    "questions: 'שאלות 3'",
    "glossary: A very long name for the list of the words that nobody knows any more",
)
NOTES = (
    *("below", "none", "{themes: trust}", "{kinds: all}", "{longest: 20}", "{sources: editor}"),
    "{at: below, kinds: [comment, staging, music], longest: 60}",
)
FRONTS = ("[title-page]", "[]", "[title-page, contents, cast, synopsis]", "[cast, title-page]")
PRINTS = (
    *("saddle", "signatures", "quarto", "2-up", "4-up"),
    "{layout: saddle, paper: a3, crop_marks: yes, fold_marks: yes, paper_weight: 80 g}",
    "{layout: 2-up, cut: yes}",
    "{layout: 4-up, facing: no}",
    "{layout: saddle, cover: yes, back_cover: yes, binding: right, flip: long}",
)


@dataclass(frozen=True, slots=True)
class DrawnCourse:
    """The files of a course by their names, and how it is built; `look` says so in words."""

    files: dict[str, str | bytes]
    edition: str
    role: str
    page: bool
    epub: bool
    look: str


def drawn_course(chance: random.Random, number: int) -> DrawnCourse:
    """A course as the generator draws it; its `number` says which paper, theme and edition."""
    return _Draw(chance, CELLS[number * STRIDE % len(CELLS)]).course()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A speech: its citation, its words with and without marks of emphasis."""

    citation: str
    words: str


class _Draw:
    """Draws one course, one part after the other."""

    def __init__(self, chance: random.Random, cell: tuple[str, str, str]) -> None:
        self.chance = chance
        self.cell = cell
        self.language = chance.choice(sorted(LANGUAGES))
        self.own_font = chance.random() < 0.2
        self.foreign = chance.random() < 0.4
        self.strange = chance.random() < 0.3
        self.names = chance.sample(NAMES, chance.randint(1, 5))
        self.speakers: list[str] = []
        self.spoken: list[_Spoken] = []
        self.scenes: list[str] = []
        self.written: list[str] = []
        self.headings = 0

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    # ------------------------------------------------------------------------- words

    def word(self) -> str:
        code = LANGUAGES[self.language]
        if self.some(0.12):
            code = self.chance.choice(sorted(WORDS))
        word = self.chance.choice(WORDS[code].split())
        if self.some(0.05):
            word = self.chance.choice(NUMBERS.split(" "))
        elif self.some(0.04):
            word = self.chance.choice(SYMBOLS.split())
        elif self.some(0.03):
            word = self.chance.choice(ABBREVIATIONS.split())
        elif self.some(0.03):
            word = self.chance.choice(LONG)
        elif self.strange and self.some(0.15):
            word = self.chance.choice(STRANGE)
        elif self.foreign and self.some(0.15):
            words = [*RARE_SYMBOLS.split(), *" ".join(BACKWARDS.values()).split()]
            word = self.chance.choice(words)
        return word

    def sentence(self, emphasis: tuple[str, ...], longest: int = 14) -> str:
        """Words between two ordinary ones, so that none of them is a mark of the file's form."""
        parts = [self.chance.choice(WORDS[LANGUAGES[self.language]].split())]
        for _ in range(self.chance.randint(1, longest)):
            word = self.word()
            if self.some(0.2):
                word = f"{word} {self.word()}"
            if emphasis and any(map(str.isalpha, word)) and self.some(0.25):
                word = self.chance.choice(emphasis).format(word)
            if self.some(0.15):
                marks = (
                    QUOTES[LANGUAGES[self.language]].replace("« {} »", "«\x00{}\x00»").split(" ")
                )
                word = (
                    self.chance.choice([*marks, "({})", "[{}]"]).format(word).replace("\x00", " ")
                )
            if self.some(0.15):
                word += self.chance.choice(DASHES)
            parts.append(word)
        last = self.chance.choice(WORDS[LANGUAGES[self.language]].split())
        if emphasis and self.some(0.4):
            last = self.chance.choice(emphasis).format(last)
        # Fountain takes `/*` for the beginning of a passage that is cut.
        made = (" ".join([*parts, last]) + self.chance.choice(STOPS)).replace("/*", "/ *")
        self.written.append(made)
        return made

    def sentences(self, most: int = 3) -> str:
        return " ".join(self.sentence(EMPHASIS) for _ in range(self.chance.randint(1, most)))

    def prose(self) -> str:
        """A text in Markdown: a note, a question, a meaning."""
        most = 30 if self.some(0.03) else 3
        parts = [self.sentence(NOTE_EMPHASIS, 10) for _ in range(self.chance.randint(1, most))]
        if self.some(0.5):
            words = self.sentence((), 2).rstrip(".!?…;:")
            link = self.chance.choice(LINKS).format(
                words=words.translate(str.maketrans("", "", "[]`*_")), url=self.chance.choice(URLS)
            )
            parts.insert(self.chance.randint(0, len(parts)), link)
        if self.some(0.2):
            parts.append(self.chance.choice(ASIDES))
        return " ".join(parts)

    # ------------------------------------------------------------------------ script

    def cue(self) -> tuple[str, str]:
        name = self.chance.choice(self.names)
        self.speakers.append(name)
        return name, self.chance.choice(EXTENSIONS) if self.some(0.15) else ""

    def heading(self) -> str:
        self.headings += 1
        most = 16 if self.some(0.1) else 3
        place = " ".join(self.word() for _ in range(self.chance.randint(1, most)))
        place = place if self.some(0.2) else place.upper()
        return f"INT. ROOM {place} {self.headings} - DAY" if self.some(0.5) else f"ROOM {place}"

    def say(self, scene: int, speech: int, most: int = 3) -> str:
        words = self.sentences(most)
        plain = words.translate(str.maketrans("", "", "*_"))
        self.spoken.append(_Spoken(f"{self.scenes[scene - 1]}.{speech}", plain))
        return words

    def fountain(self) -> str:
        parts: list[str] = []
        if self.some(0.2):
            parts.append(f"Title: {self.chance.choice(TITLES)}\nCredit: by\nAuthor: Nobody Yet")
            parts[0] += f"\nDraft date: 1/2/2025\nContact: {self.sentence((), 3)}"
        acts, numbered = self.some(0.2), self.some(0.2)
        for scene in range(1, self.chance.randint(1, 3) + 1):
            if acts and (scene == 1 or self.some(0.4)):
                parts.append(f"# {self.heading()}")
            number = f" #{scene}{self.chance.choice(('', 'A', '-B'))}#" if numbered else ""
            parts.append(f".{self.heading()}{number}")
            self.scenes.append(number.strip(" #") or str(scene))
            if self.some(0.2):
                parts.append(f"= {self.sentence(())}")
            speech = 0
            for _ in range(self.chance.randint(3, 8)):
                speech += 1
                parts.append(self.fountain_speech(scene, speech))
                if self.some(0.08):
                    speech += 1
                    parts.append(self.fountain_speech(scene, speech, "^"))
                if self.some(0.25):
                    parts.append(f"!{self.sentences(2)}")
                if self.some(0.05):
                    parts.append(f"> {self.sentence(EMPHASIS, 3)} <")
                if self.some(0.05):
                    parts.append("> CUT TO:")
                if self.some(0.03):
                    parts.append("===")
                if self.some(0.05):
                    parts.append(f"[[{self.sentence((), 3)}]]")
                if self.some(0.03):
                    parts.append(f"/* {self.sentence((), 3)} */")
        return "\n\n".join(parts) + "\n"

    def fountain_speech(self, scene: int, speech: int, dual: str = "") -> str:
        name, extension = self.cue()
        lines = [
            f"@{name}" + (f" ({extension})" if extension else "") + (f" {dual}" if dual else "")
        ]
        if self.some(0.2):
            lines.append(f"({self.aside()})")
        if self.some(0.12):
            lines += [f"~{self.sentence(EMPHASIS, 5)}" for _ in range(self.chance.randint(2, 4))]
            self.spoken.append(_Spoken(f"{self.scenes[scene - 1]}.{speech}", ""))
        else:
            lines.append(self.say(scene, speech, 40 if self.some(0.02) else 3))
            if self.some(0.15):
                lines += [f"({self.aside()})", self.sentences(1)]
        return "\n".join(lines)

    def aside(self) -> str:
        return self.sentence(EMPHASIS, 3).translate(str.maketrans("", "", "()")).rstrip(".")

    def yaml(self) -> str:
        lines = ["scenes:"]
        for scene in range(1, self.chance.randint(1, 3) + 1):
            lines.append(f"  - heading: {_quoted(self.heading())}")
            self.scenes.append(str(scene))
            if self.some(0.2):
                lines.append(f"    synopsis: {_quoted(self.sentence(()))}")
            lines.append("    elements:")
            speech = 0
            for _ in range(self.chance.randint(3, 8)):
                if self.some(0.1):
                    lines.append("      - dual:")
                    for _ in range(2):
                        speech += 1
                        name, _ = self.cue()
                        says = _quoted(self.say(scene, speech, 40 if self.some(0.1) else 3))
                        lines += [f"          - {_quoted(name)}: {says}"]
                else:
                    speech += 1
                    lines += [f"      {line}" for line in self.yaml_speech(scene, speech)]
                if self.some(0.25):
                    lines.append(f"      - {_quoted(self.sentences(2))}")
        return "\n".join(lines) + "\n"

    def yaml_speech(self, scene: int, speech: int) -> Iterator[str]:
        name, extension = self.cue()
        if self.some(0.2):
            key = self.chance.choice(("verse", "sings"))
            self.spoken.append(_Spoken(f"{self.scenes[scene - 1]}.{speech}", ""))
            yield f"- speaker: {_quoted(name)}"
            yield f"  {key}:"
            for _ in range(self.chance.randint(2, 5)):
                yield f"    - {_quoted(self.sentence(EMPHASIS, 6))}"
        elif self.some(0.3):
            yield f"- speaker: {_quoted(name)}"
            if extension:
                yield f"  extension: {_quoted(extension)}"
            yield f"  parenthetical: {_quoted(self.aside())}"
            yield f"  says: {_quoted(self.say(scene, speech))}"
        elif self.some(0.3):
            yield f"- {_quoted(name)}:"
            yield f"    - {_quoted('(' + self.aside() + ')')}"
            yield f"    - {_quoted(self.say(scene, speech))}"
        else:
            yield f"- {_quoted(name)}: {_quoted(self.say(scene, speech))}"

    # ------------------------------------------------------------------ other files

    def note(self, number: int, source: str) -> str:
        spoken = self.chance.choice(self.spoken)
        lines = [f"- id: n{number}"]
        words = spoken.words.split()
        exact = ""
        if len(words) > 4 and self.some(0.5):
            first = self.chance.randrange(len(words) - 3)
            exact = " ".join(words[first : first + self.chance.randint(3, 6)])
        everything = _letters(" ".join(self.written).translate(str.maketrans("", "", "*_")))
        wide = not exact and self.some(0.25)
        enough = sum(map(str.isalpha, exact)) > 12  # letters, so that the words stand there alone
        if enough and not source and everything.count(_letters(exact)) == 1:
            lines.append(f"  quote: {{exact: {_quoted(exact)}}}")
        else:
            lines.append(f"  target: {self.wide() if wide else _quoted(spoken.citation)}")
            if source:
                decision = self.chance.choice(("accept", "accept", "pin", "reject"))
                lines += [f"  source: {source}", f"  decision: {decision}"]
        lines.append(f"  body: {_quoted(self.prose())}")
        if self.some(0.4):
            lines.append(f"  kind: {self.chance.choice(KINDS)}")
        if self.some(0.4):
            lines.append(f"  themes: [{_quoted(self.chance.choice(NOTE_THEMES))}]")
        return "\n".join(f"  {line}" for line in lines) + "\n"

    def wide(self) -> str:
        """A target wider than a speech."""
        return self.chance.choice(
            (
                f"{{scene: {_quoted(self.scenes[0])}}}",
                f"{{scenes: {_quoted(f'{self.scenes[0]}–{self.scenes[-1]}')}}}",
                f"{{cast: {_quoted(self.chance.choice(self.speakers))}}}",
                "{work: yes}",
            )
        )

    def analysis(self) -> str:
        spoken = [each.words for each in self.spoken if len(each.words.split()) > 5]
        parts = [self.prose()]
        for words in self.chance.sample(spoken, min(2, len(spoken))):
            parts += [f"> {words}", self.prose()]
        author = self.chance.choice(("Nobody Yet", self.chance.choice(NAMES), "A; B, C and D"))
        head = f"---\ntitle: {_quoted(self.chance.choice(TITLES))}\nauthor: {_quoted(author)}\n"
        if self.some(0.3):
            head += f"publication: {_quoted(self.chance.choice(TITLES))}\ndate: 2024-02-29\n"
        if self.some(0.3):
            head += "licence: CC-BY-SA-4.0\n"
        if self.some(0.4):
            head += f"url: {self.chance.choice(URLS[:3])}\n"
        return head + "---\n\n" + "\n\n".join(parts) + "\n"

    def listed(self, key: str, most: int, entry: Callable[[int], str]) -> str:
        return f"{key}:\n" + "".join(entry(n) for n in range(self.chance.randint(1, most)))

    def question(self, number: int) -> str:
        text = f"  - id: q{number}\n    question: {_quoted(self.prose())}\n"
        if self.some(0.5):
            text += f"    answer: {_quoted(self.prose())}\n"
        if self.some(0.3):
            text += f"    themes: [{_quoted(self.chance.choice(NOTE_THEMES))}]\n"
        scene = self.chance.choice(self.scenes)
        return text + (f"    scene: {_quoted(scene)}\n" if self.some(0.5) else "")

    def term(self, number: int) -> str:
        spoken = " ".join(each.words for each in self.spoken).split()
        words = [word for word in spoken if word.isalpha() and len(word) > 2] or ["so"]
        term = self.chance.choice(sorted({*words}))
        term = f"{term} {number}" if number or self.some(0.5) else term
        text = f"  - term: {_quoted(term)}\n    meaning: {_quoted(self.prose())}\n"
        if self.some(0.3):
            text += f"    forms: [{_quoted(self.chance.choice(words))}]\n"
        return text

    # --------------------------------------------------------------------- settings

    def own(self, like: str) -> list[str]:
        """What an edition does otherwise than the one that it is like."""
        own = []
        if self.some(0.1):
            own.append("italics: no")
        if self.some(0.1):
            own.append("title: " + _quoted(self.chance.choice(TITLES)))
        if like != "part" and self.some(0.15):
            own.append(f"back: [questions, glossary, {self.chance.choice(MATTER)}, credits]")
        if like in ("reader", "student", "teacher") and self.some(0.15):
            own.append("notes: " + self.chance.choice(NOTES))
        if like in ("reader", "student", "teacher", "large-print") and self.some(0.15):
            shown = self.chance.choice(("questions", "answers", "none"))
            place = self.chance.choice(("end", "scene"))
            own += [f"questions: {shown}", f"questions_at: {place}"]
            own.append(f"lines: {self.chance.choice(('0', '3', '12', 'page'))}")
        return own

    def paper(self) -> tuple[str, Paper]:
        width, height = self.chance.randint(100, 320), self.chance.randint(130, 450)
        written = self.chance.choice(
            (
                f"{width}mm x {height}mm",
                f"{width / 10} cm × {height / 10} cm",
                f"{{width: {width}mm, height: {height}mm}}",
            )
        )
        return written, Paper("", width, height)

    def course(self) -> DrawnCourse:
        script = self.some(0.5)
        files: dict[str, str | bytes] = {}
        files["script.fountain" if script else "script.yaml"] = (
            self.fountain() if script else self.yaml()
        )
        sources = []
        for number in range(self.chance.choice((0, 0, 1, 2))):
            sources.append(f"source-{number}")
            files[f"analyses/source-{number}.md"] = self.analysis()
        if self.some(0.85):
            count = self.chance.randint(0, 40 if self.some(0.05) else 8)
            files["annotations.yaml"] = (
                "annotations:"
                + ("\n" if count else " []\n")
                + "".join(
                    self.note(number, self.chance.choice(["", *sources])) for number in range(count)
                )
            )
        if self.some(0.6):
            files["questions.yaml"] = self.listed("questions", 3, self.question)
        if self.some(0.5):
            files["glossary.yaml"] = self.listed("terms", 4, self.term)
        if self.own_font:
            files[f"styles/{OWN_FONT.name}"] = OWN_FONT.read_bytes()
            files["styles/course.css"] = (
                f'@font-face {{ font-family: "Own"; src: url({OWN_FONT.name}) }}\n'
                '.direction, .note { font-family: "Own" }\n'
            )
        return self.settled(files)

    def settled(self, files: dict[str, str | bytes]) -> DrawnCourse:
        """The course with the settings that it is built with: a paper, a theme, an edition."""
        name, theme, like = self.cell
        binding = self.chance.choice(("none", "none", "staple", "2-hole", "3-hole", "8mm"))
        column = like in ("reader", "student", "teacher", "annotate")
        size = LARGE_PRINT if like == "large-print" else 0.0
        own = self.own(like)
        if self.some(0.08) and like not in ("large-print", "annotate"):
            size = self.chance.choice((8.0, 12.0, 14.0, 20.0, 24.0))
            own.append(f"type: {size:g}pt")
        written, paper = (name, PAPERS[name]) if self.some(0.75) else self.paper()
        while not page_geometry(paper, binding=9, column=False, type_size=size):
            written, paper = self.paper()
        if column and not page_geometry(paper, binding=9, column=True, type_size=size):
            own = [key for key in own if not key.startswith(("notes:", "ruled_margin:"))]
            if like == "annotate":
                like = "reader"
            own.append("notes: below")
        role = self.chance.choice(self.speakers)
        edition = "own" if own else like
        lines = [
            f"title: {_quoted(self.chance.choice(TITLES))}",
            f"language: {self.language}",
            f"paper: {written}",
            f"binding: {binding}",
            f"theme: {theme}",
            "kinds: [music]",
            f"sides: {self.chance.choice(('one', 'two', 'two'))}",
        ]
        if self.some(0.3):
            lines.append(f"subtitle: {_quoted(self.sentence((), 6))}")
        if self.some(0.3):
            lines.append(f"authors: [{_quoted(self.chance.choice(NAMES))}, Nobody Yet]")
        if self.some(0.2):
            lines.append("date: 1 March 2025")
        if self.some(0.1):
            lines.append(f"note_words: {self.chance.choice((8, 20, 90))}")
        if self.some(0.1):
            lines.append("reuse_limit: [300 words, 90%]")
        if self.some(0.1):
            lines += ["phrases:", f"  {self.chance.choice(PHRASES)}"]
        if self.some(0.1):
            lines.append(f"front: {self.chance.choice(FRONTS)}")
        if self.some(0.2):
            lines.append(f"print: {self.chance.choice(PRINTS)}")
        if self.some(0.3):
            lines.append("cast:")
            for name in self.names:
                described = _quoted(self.sentence((), 4))
                lines += [f"  - name: {_quoted(name)}", f"    description: {described}"]
                if self.some(0.3):
                    lines.append(f"    group: {_quoted(self.chance.choice(TITLES))}")
        if own:
            lines += ["editions:", "  own:", f"    like: {like}", *(f"    {key}" for key in own)]
        files["booklet.yaml"] = "\n".join(lines) + "\n"
        page, epub = self.some(0.5), self.some(0.4)
        look = f"{self.language}, {edition} like {like}, {written}{', EPUB' if epub else ''}"
        return DrawnCourse(files, edition, role if like == "part" else "", page, epub, look)


def _letters(text: str) -> str:
    """What a quotation is compared by: its words without marks, in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
