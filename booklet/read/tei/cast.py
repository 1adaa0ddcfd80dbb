"""The people of a TEI play.

Takes the document's root, gives the cast list and a directory that tells who is meant by
`@who` and by the name printed over a speech. Sources are every `castList`, and the
`listPerson` of the header: a person there is the cast item that bears the same id, or
else the only one that bears the same name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from booklet.counting import words
from booklet.model import CastMember
from booklet.names import name_key
from booklet.read.tei.inline import XML_ID, XML_LANG, Element, has_text, name_of, names, text_of

_NO_ITEMS = names("head roleDesc note pb cb gb lb milestone fw")
_BESIDE_NAME = frozenset(("stage", "note"))
_LONGEST_NAME = 5  # words; a longer item is a sentence, and its commas part no name
_LOOSE = " ,;:.–—-\u00a0"


@dataclass(slots=True)
class _Person:
    """One person while the list is being put together."""

    name: str
    ids: set[str]
    description: str = ""
    group: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    listed: bool = True
    covers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is who. `members` is the cast as it is to be printed."""

    members: tuple[CastMember, ...]
    _by_id: dict[str, str]
    _by_name: dict[str, str]
    _labels: dict[tuple[str, ...], str]

    @property
    def has_ids(self) -> bool:
        """Whether the document says anywhere who the ids are."""
        return bool(self._by_id)

    def person(self, identifier: str) -> str | None:
        """The canonical name behind an id, if the document names it."""
        return self._by_id.get(identifier)

    def named(self, label: str) -> str:
        """The canonical name behind a printed name: a cast name, or its first form."""
        return self._by_name.get(name_key(label), label)

    def label(self, identifiers: tuple[str, ...]) -> str | None:
        """The name most often printed over the speeches of these people together."""
        return self._labels.get(identifiers)


def speaker_label(sp: Element) -> str:
    """The name printed over a speech, without the punctuation around it; "" if none is."""
    labels = [child for child in sp.iterchildren() if name_of(child) == "speaker"]
    return ", ".join(filter(None, (text_of(e, _BESIDE_NAME).strip(_LOOSE) for e in labels)))


def who_ids(element: Element) -> tuple[str, ...]:
    """The ids of `@who`, without what comes before their `#`."""
    return tuple(dict.fromkeys(ref.rpartition("#")[2] for ref in element.get("who", "").split()))


def read_cast(root: Element, language: str) -> Directory:
    """The cast of the document with this `TEI` root."""
    people = _listed(root)
    has_list = bool(people)
    _match_persons(people, root, language)
    speeches = [(who_ids(sp), speaker_label(sp)) for sp in root.iter("{*}sp")]
    labels = _labels(speeches)
    speaking = {identifier for ids, _ in speeches for identifier in ids}
    _name_the_nameless(people, labels)
    _add_labels(people, speeches)
    covered = _cover(people)
    members = [p for p in people if p.listed or not has_list or p.ids & speaking - covered]
    by_name: dict[str, str] = {}
    for person in people:
        by_name.setdefault(name_key(person.name), person.name)
    for person in people:
        for alias in person.aliases:
            by_name.setdefault(name_key(alias), person.name)
    for _, label in speeches:
        if label and name_key(label) not in by_name:
            found = _only_match(_words(label), people)
            by_name[name_key(label)] = found.name if found else label
    by_id = {identifier: person.name for person in reversed(people) for identifier in person.ids}
    cast = (CastMember(p.name, p.description, p.group, tuple(p.aliases)) for p in members)
    return Directory(tuple(cast), by_id, by_name, labels)


def _listed(root: Element) -> list[_Person]:
    """The people of the cast lists.

    An item without text has people in view that another entry names: the one it
    corresponds to, or the head of its group where no item of the group has text.
    """
    people: list[_Person] = []
    for element in _entries(root):
        if name_of(element) == "castGroup":
            if (head := _head(element)) and not any(map(has_text, element.iter("{*}castItem"))):
                people.append(_Person(head, set()))
        elif has_text(element):
            people += _cast_item(element)
        else:
            whole = _references(element, "corresp")
            group = _group(element)
            entries = [p for p in people if p.ids & whole] or [p for p in people if p.name == group]
            for entry in entries[:1]:
                entry.covers |= set(_ids(element))
    return people


def _entries(element: Element, *, listed: bool = False) -> Iterator[Element]:
    """The items and groups of the cast lists; anything else with words in one is an item."""
    for child in element:
        name = name_of(child)
        if name == "castList" or (listed and name == "castGroup"):
            if name == "castGroup":
                yield child
            yield from _entries(child, listed=True)
        elif not listed:
            yield from _entries(child)
        elif name == "castItem" or (name and name not in _NO_ITEMS and has_text(child)):
            yield child


def _cast_item(item: Element) -> Iterator[_Person]:
    roles = list(item.iter("{*}role"))
    group = _group(item)
    ids = set(_ids(item))
    if roles:
        description = text_of(item, frozenset(("role",))).strip(_LOOSE)
        for role in roles:
            own = set(_ids(role)) | (ids if len(roles) == 1 else set())
            name = text_of(role).strip(",;: ")
            if name:
                own = own or _references(role, "corresp") or _references(item, "corresp")
                yield _Person(name, own, description, group, words=_words(name))
        return
    text = text_of(item)
    name, _, description = text.partition(",")
    if len(name.split()) > _LONGEST_NAME:
        name, description = text, ""
    if name := name.strip(_LOOSE):
        ids = ids or _references(item, "corresp")
        yield _Person(name, ids, description.strip(" ,;:"), group, words=_words(name))


def _ids(element: Element) -> Iterator[str]:
    if identifier := element.get(XML_ID):
        yield identifier
    yield from _references(element, "sameAs")


def _references(element: Element, attribute: str) -> set[str]:
    return {ref.rpartition("#")[2] for ref in element.get(attribute, "").split()}


def _group(item: Element) -> str:
    """The heads of the groups the item stands in, outermost first."""
    heads: list[str] = []
    for ancestor in item.iterancestors("{*}castGroup"):
        heads.insert(0, _head(ancestor))
    return ", ".join(filter(None, heads))


def _head(group: Element) -> str:
    said = (text_of(e) for e in group if name_of(e) in ("head", "roleDesc"))
    return " ".join(filter(None, said))


def _match_persons(people: list[_Person], root: Element, language: str) -> None:
    """Add what `listPerson` knows: other names of the listed, and people not listed."""
    listed = list(people)
    groups = {p.group for p in listed}
    taken = {name_key(p.name) for p in listed}
    for element in root.iterfind("{*}teiHeader//{*}particDesc//*"):
        if name_of(element) not in ("person", "personGrp"):
            continue
        identifier = element.get(XML_ID)
        names = [e for e in element if name_of(e) in ("persName", "name")]
        names.sort(key=lambda e: e.get(XML_LANG, language) != language)
        said = dict.fromkeys(text_of(e) for e in names)
        texts = [text for text in said if text not in ("", identifier) and text not in groups]
        person = next((p for p in listed if identifier in p.ids), None)
        if person is None and texts:
            person = _only_match(_words(texts[0]), [p for p in listed if not p.ids])
        if person is None:
            name = texts[0] if texts and name_key(texts[0]) not in taken else ""
            taken.add(name_key(name))
            person = _Person(name, set(), words=_words(name), listed=False)
            people.append(person)
        if identifier:
            person.ids.add(identifier)
        if person.name:
            _add_aliases(person, texts)


def _name_the_nameless(people: list[_Person], labels: dict[tuple[str, ...], str]) -> None:
    """Whoever has an id but no name of their own is called as over their speeches."""
    for person in people:
        if not person.name:
            found = (labels[ids] for ids in ((i,) for i in sorted(person.ids)) if ids in labels)
            person.name = next(found, "")
    people[:] = [person for person in people if person.name]


def _cover(people: list[_Person]) -> set[str]:
    """The ids of people whom the entry of a group stands for; it is known by their names."""
    covered: set[str] = set()
    for entry in people:
        for person in people:
            if not person.listed and person.ids and person.ids <= entry.covers:
                _add_aliases(entry, [person.name, *person.aliases])
                covered |= person.ids
    return covered


def _add_aliases(person: _Person, names: list[str]) -> None:
    known = {name_key(person.name), *(name_key(alias) for alias in person.aliases)}
    for name in names:
        if name_key(name) not in known:
            known.add(name_key(name))
            person.aliases[name] = None


def _add_labels(people: list[_Person], speeches: list[tuple[tuple[str, ...], str]]) -> None:
    """A name printed over the speeches of one person only is another name of that person."""
    owners: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    first_form: dict[str, str] = {}
    for ids, label in speeches:
        if label and ids:
            owners[name_key(label)].add(ids)
            first_form.setdefault(name_key(label), label)
    by_id = {identifier: person for person in people for identifier in person.ids}
    names = {name_key(person.name) for person in people}
    for label, sets in owners.items():
        (ids, *others) = sets
        if not others and len(ids) == 1 and ids[0] in by_id and label not in names:
            _add_aliases(by_id[ids[0]], [first_form[label]])


def _labels(speeches: list[tuple[tuple[str, ...], str]]) -> dict[tuple[str, ...], str]:
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for ids, label in speeches:
        if ids and label:
            counts[ids][label] += 1
    return {ids: counter.most_common(1)[0][0] for ids, counter in counts.items()}


def _only_match(words: list[str], people: list[_Person]) -> _Person | None:
    """The only person in whose name these words stand in a row."""
    found = [p for p in people if words and _in_a_row(words, p.words)]
    return found[0] if len(found) == 1 else None


def _in_a_row(words: list[str], within: list[str]) -> bool:
    size = len(words)
    return any(within[i : i + size] == words for i in range(len(within) - size + 1))


def _words(text: str) -> list[str]:
    return words(text.casefold())
