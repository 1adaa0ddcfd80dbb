"""How much a word tells: rare words in bits, the commonest words almost nothing.

A quotation is believed when its words could hardly stand together by chance. A rare
word is worth up to 14 bits (−log2 of its share in the script and the analyses, over
a background of 20,000 words); a word of the short lists below, or one as frequent as
they are, is worth 3, since common words come in phrases and are never independent.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.draw.finding.normalise import count_words

COMMON_BITS = 3.0
_BACKGROUND = 20_000
_ENOUGH_CHARACTERS = 1_000_000
_COMMON_SHARE = 1 / 250

_ENGLISH = """
a about after again all almost alone already also always am an and another any anybody anyone
anything are around as ask asked at away back be because become been before being believe
best better between big both but by call called came can change come could course day days
did different do does doing done down each end enough even ever every everybody everyone
everything exactly face far feel few find fine first for found from gave get girl give go
god goes going gone good got great ground had half hand hands happen happened hard has have
having he hear heart help her here herself hey high him himself his home hour house how i if
in into is it itself just keep kind knew know known last later least leave left less let life
like line little live long look looking lost lot love made make man many may maybe me mean
men might mind minute moment money more morning most mother much must my myself name near
need never new next nice night no nobody not nothing now of off oh okay old on once one only
open or other our out over own part people perhaps place please put quite rather real really
reason remember right room said same saw say says see seem seen self sense set shall she should
show side since sir so some somebody someone something sometimes soon sorry sort speak still
stop story such sure take talk tell than thank thanks that the their them then there these
they thing things think this those though thought three through till time to today together
told tomorrow tonight too true try turn two under understand until up upon us use very wait
want wants was way we well went were what when where which while who whole whose why will with
without woman women wonder word words work world would wrong year years yes yet you young your
yourself father son friend door eyes head death dead boy child children king lord four five six
seven eight nine ten hundred thousand
"""
_RUSSIAN = """
и в не на я что он с как это все она так его но да ты к у же вы за бы по только ее мне было вот
от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас
нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя
их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому этого
какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда
можно при наконец два об другой хоть после над больше тот через эти нас про всего них какая
много разве три эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им
более всегда конечно всю между это время день жизнь человек знаю люди очень дело рука
""".replace("ё", "е")
_GERMAN = """
der die das und ich nicht du ist es in zu sie den ein so mir mit was sich er auf dich von dem
mich an ja wie eine aber wir da hat im haben war noch nur dir wenn auch man kann hier für sind
als nun mein denn uns nichts mehr doch wird ihr hab will dann wo bin schon ihn immer gut dass
sein weiss alles jetzt aus bei nach muss um oder einen vor ihm keine habe kein wieder mal sehr
über meine durch gehen diese werden bist zum warum machen komm
"""
_FRENCH = """
de je est pas le la vous que tu et a un il les ne on une en ce qui pour des ai dans mais me suis
moi du bien oui non plus avec au nous te elle si se tout mon ca sur ma y comme quoi va toi rien
ici quand faire fait par etes ou votre peut alors son sa ses quest cest jai dun quil etait
ont cette sont leur meme ces voir veux peu temps deux
"""
_SPANISH = """
de la que el en y a los se del las un por con no una su para es al lo como mas pero sus le ya o
este si porque esta entre cuando muy sin sobre me hasta hay donde quien desde todo nos te yo tu
eso mi que bien aqui ahora nada ella
"""
COMMON_WORDS = frozenset(
    word for group in (_ENGLISH, _RUSSIAN, _GERMAN, _FRENCH, _SPANISH) for word in group.split()
)


@dataclass(frozen=True, slots=True)
class Rarity:
    """Counts of folded words over everything at hand."""

    counts: Counter[str]
    total: int

    def bits(self, word: str) -> float:
        """What one word tells, in bits."""
        if word in COMMON_WORDS:
            return COMMON_BITS
        count = self.counts[word]
        if self.total >= 2_000 and count > 8 and count / self.total > _COMMON_SHARE:
            return COMMON_BITS + 2
        return -math.log2((count + 0.5) / (self.total + _BACKGROUND))

    def is_common(self, word: str) -> bool:
        """Whether the word belongs to common phrases."""
        return self.bits(word) <= COMMON_BITS + 2


def rarity(script: Counter[str], texts: Iterable[str] = ()) -> Rarity:
    """Counts the words of the texts, as far as is needed, beside those of the script."""
    counts = Counter(script)
    counts.update(count_words(_enough(texts)))
    return Rarity(counts, counts.total())


def _enough(texts: Iterable[str]) -> Iterator[str]:
    """As many texts as tell which words are common."""
    characters = 0
    for text in texts:
        yield text
        characters += len(text)
        if characters > _ENOUGH_CHARACTERS:
            return
