"""The files of a course that import writes beside the script and the analyses.

Takes what was found, gives texts: the title page, `booklet.yaml`, questions and glossary
of a pack, and the name of an analysis' file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from booklet.files import odd_name
from booklet.ingest.order import Arrangement
from booklet.ingest.packs import Pack
from booklet.ingest.readings import CollatedSpeech
from booklet.ingest.segments import Segment
from booklet.ingest.sources import ScriptSource
from booklet.ingest.wording import Wording
from booklet.model import CastMember, Question, Term
from booklet.yaml_text import flow_list, scalar

ORDER_KEY = "Order"
"""The title page's key that says what the order is, where it may not be that of the work."""

_PAGE_ORDER = {
    "page": "that of the page the lines were taken from",
    "first and last lines": "that of the page, its first and last lines put first and last",
}


def title_page(
    pack: Pack | None, segments: Sequence[Segment], arrangement: Arrangement
) -> list[tuple[str, str]]:
    """The lines of the Fountain title page: title, author, which pages were quoted, and in
    what order where that may not be the order of the work."""
    witnesses = dict.fromkeys(
        part.publication or part.title for part in segments if part.verdict == "quotations"
    )
    title = pack.title if pack else arrangement.scenes[0].heading
    return [
        ("Title", title),
        ("Author", ", ".join(pack.authors) if pack else ""),
        (
            "Source",
            "Quotations from " + "; ".join(filter(None, witnesses)) if any(witnesses) else "",
        ),
        (ORDER_KEY, _PAGE_ORDER.get(arrangement.method, "")),
    ]


def opening(arrangement: Arrangement, words: Wording) -> str:
    """What the booklet says of the order where it is only the page's own; else ""."""
    if arrangement.method == "page":
        return words.page_order
    if arrangement.method == "first and last lines":
        return words.ends_known
    return ""


def booklet_yaml(
    pack: Pack | None,
    cast: Sequence[CastMember],
    speeches: Sequence[CollatedSpeech],
    script_name: str,
    heading: str,
    script: ScriptSource | None,
    language: str,
) -> str:
    """The text of `booklet.yaml`; `heading` is the title where nothing else gives one."""
    title = pack.title if pack else (script.script.title if script else "")
    title = title or heading
    authors = pack.authors if pack else (script.script.authors if script else ())
    rows = [f"title: {scalar(title)}"]
    if pack and pack.subtitle:
        rows.append(f"subtitle: {scalar(pack.subtitle)}")
    if authors:
        rows.append(f"authors: {flow_list(authors)}")
    rows += [f"language: {language}", f"script: {script_name}", "paper: a5"]
    speakers = dict.fromkeys(speech.speaker for speech in speeches)
    own_file = script is not None and bool(script.ending)  # which has its own cast
    members = _members(cast, list(speakers)) if script is None or (cast and not own_file) else []
    if members:
        rows.append("cast:")
    for member in members:
        rows.append(f"  - name: {scalar(member.name)}")
        if member.description:
            rows.append(f"    description: {scalar(member.description)}")
        if member.group:
            rows.append(f"    group: {scalar(member.group)}")
        if member.aliases:
            rows.append(f"    aliases: {flow_list(member.aliases)}")
    return "\n".join(rows) + "\n"


def _members(cast: Sequence[CastMember], speakers: Sequence[str]) -> list[CastMember]:
    """The cast in its order as far as it speaks, then whoever else does."""
    spoken = {speaker.casefold() for speaker in speakers}
    listed = [
        member
        for member in cast
        if spoken & {each.casefold() for each in (member.name, *member.aliases)}
    ]
    known = {each.casefold() for member in listed for each in (member.name, *member.aliases)}
    return [*listed, *(CastMember(each) for each in speakers if each.casefold() not in known)]


LONGEST_NAME = 60
"""Letters in the name of an analysis' file; systems take 255 bytes, some less."""


def analysis_name(part: Segment, used: set[str]) -> str:
    """A name for the analysis' file, from where it appeared; not one of `used`, and added there."""
    plain = unicodedata.normalize("NFKD", part.publication or part.title or "analysis")
    stem = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().casefold()).strip(
        "-"
    )
    stem = "-".join(stem.split("-")[:6])[:LONGEST_NAME].strip("-") or "analysis"
    if odd_name(f"{stem}.md"):  # a device on Windows
        stem = f"{stem}-analysis"
    found, number = stem, 2
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    used.add(found)
    return found


def pack_files(pack: Pack, arrangement: Arrangement) -> dict[str, bytes]:
    """Questions and glossary; a question about a scene that is not there asks of the whole."""
    numbers = {scene.id: str(at) for at, scene in enumerate(arrangement.scenes, 1) if scene.id}
    files: dict[str, bytes] = {}
    if pack.questions:
        files["questions.yaml"] = _questions(pack.questions, numbers).encode()
    if pack.terms:
        files["glossary.yaml"] = _glossary(pack.terms).encode()
    return files


def _questions(questions: Sequence[Question], numbers: Mapping[str, str]) -> str:
    rows = ["questions:"]
    for question in questions:
        rows.append(f"  - id: {question.id}")
        if question.scene in numbers:
            rows.append(f'    scene: "{numbers[question.scene]}"')
        rows.append(f"    question: {scalar(question.question)}")
        if question.answer:
            rows.append(f"    answer: {scalar(question.answer)}")
        if question.themes:
            rows.append(f"    themes: {flow_list(question.themes)}")
    return "\n".join(rows) + "\n"


def _glossary(terms: Sequence[Term]) -> str:
    rows = ["terms:"]
    for term in terms:
        rows.append(f"  - term: {scalar(term.term)}")
        if term.forms:
            rows.append(f"    forms: {flow_list(term.forms)}")
        rows.append(f"    meaning: {scalar(term.meaning)}")
    return "\n".join(rows) + "\n"
