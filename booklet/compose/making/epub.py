"""The booklet as an EPUB 3: a file a scene, notes that reading systems pop up.

In: an `Edition` and its course's folder. Out: the bytes of the file. What the templates get
is what the web page gets; a template in `epub/` is taken before the one of the same name.
The standards: EPUB 3.3, EPUB Accessibility 1.1, DPUB-ARIA 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from pathlib import Path, PurePosixPath
from textwrap import wrap
from typing import Any, TypedDict

from booklet.compose.guarding.templates import Templates, builds_on_shipped
from booklet.compose.making.package import identifier, pack
from booklet.compose.making.print_pages import mark_page, page_piece
from booklet.compose.making.xhtml import ids_in, to_xhtml, xml_id
from booklet.compose.preparing.data import (
    ContentsEntry,
    EditionData,
    ElementData,
    NoteData,
    PagePiece,
    SceneData,
)
from booklet.compose.preparing.labels import without_labels
from booklet.compose.preparing.markdown import InlineMarkdown
from booklet.compose.preparing.prepare import prepare
from booklet.compose.preparing.references import references
from booklet.compose.shelf.folders import Folders
from booklet.compose.shelf.own_fonts import fonts_for_epub
from booklet.compose.shelf.own_rules import own_rules
from booklet.compose.shelf.plain_css import plain_css
from booklet.compose.shelf.styles import style_sheets
from booklet.compose.shelf.webfonts import fonts_needed
from booklet.markup.allowed_html import cleaned
from booklet.markup.allowed_xml import not_well_formed, refused
from booklet.markup.tree import Element, without_controls
from booklet.media import ENDINGS
from booklet.model import PIECES, Edition, PageTurn, Piece
from booklet.plugins import pieces_of
from booklet.problems import Problem, Result, error, has_errors, warning
from booklet.resources import Resource, Resources

OVERLAY = "epub/"
"""The folder of the templates that stand before those of the web page."""

NEVER = "1980-01-01"
"""The date of a booklet that has none, so that the same course gives the same bytes."""

COVER_LINE = 14
COVER_LINES = 6
"""Characters in a line of the cover's title, and the most lines."""

NOT_PIECES = ("title-page", "contents")
"""The title page always comes first, and the contents are the navigation document."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class ChapterData(TypedDict):
    """A file of the EPUB, besides the fields of `EditionData`."""

    name: str  # "scene-003"; its file is NAME.xhtml
    title: str
    matter: str  # "frontmatter", "bodymatter" or "backmatter"
    kind: str  # "title", "piece", "front" or "scene"
    piece: str  # template of a piece, such as "cast.html"
    scene: SceneData | None
    footnotes: list[list[NoteData]]  # those on the same words together
    pages: list[PagePiece]  # of the printed edition, that begin with it


class ItemData(TypedDict):
    """A file in the package's manifest."""

    id: str
    href: str
    properties: str


class ImageData(TypedDict):
    """A picture of the course in the package's manifest."""

    href: str
    type: str


class LandmarkData(TypedDict):
    """A place that a reading system offers to go to."""

    kind: str  # the epub:type
    href: str
    title: str


def compose_epub(
    edition: Edition, folder: Path | None, turns: Sequence[PageTurn] = ()
) -> Result[bytes]:
    """The EPUB file. `folder` is the course's, None to use what is shipped alone.

    `turns` say where the pages of the printed edition begin, which it then lists.

    Problems: those of `Templates.page`, `style_sheets` and `references`, and
    `epub-not-wellformed` for a template whose XML cannot be read.
    """
    settings = edition.settings
    shown = str(PurePosixPath(settings.span.file).parent)
    styles = style_sheets(
        Folders("styles", folder, shown),
        settings.theme,
        "epub",
        settings.at("theme"),
        own_rules(settings, filtered=False),
        edition.choice.name,
    )
    made = references(edition, folder, shown)
    if made.value is None:
        return Result(None, (*styles.problems, *made.problems))
    data = prepare(edition, "page", made.value)
    for key in ("how_marks_page", "how_speeches"):
        data["labels"][key] = data["labels"][f"{key.removesuffix('_page')}_epub"]
    folders = Folders("templates", folder, shown)
    templates = Templates(
        folders, OVERLAY, settings.matter.own, InlineMarkdown(data["language"]).html
    )
    press = _Press(templates, data)
    chapters = _chapters(data, pieces_of(settings.matter))
    _mark_pages(chapters, edition, turns)
    documents = press.chapters(chapters)
    chapters = [chapter for chapter in chapters if _file(chapter) in documents]
    if has_errors(press.problems):
        return Result(None, (*styles.problems, *press.problems))
    sheets = styles.value or ()
    own = fonts_for_epub(sheets, Resources(folder))
    parts = press.package(edition, chapters, documents, plain_css(sheets), turns, own[0], own[1])
    told = without_labels(settings)
    aside = _not_in_the_epub(folders)
    problems = (*styles.problems, *dict.fromkeys(press.problems), *told, *aside, *own[2])
    return Result(None if has_errors(problems) else pack(parts), problems)


def _not_in_the_epub(folders: Folders) -> Iterator[Problem]:
    """`not-in-epub`, a warning for each template of the course that page and paper are made with,
    and the EPUB is not, as its links have another form there."""
    own = set(folders.own_names((".html",)))
    for name in sorted(own & folders.shipped_names((".html",))):
        special = OVERLAY + name
        path = folders.own(name)
        if (
            special not in own
            and folders.shipped(special)
            and not (path and builds_on_shipped(path, name))
        ):
            yield warning(
                "not-in-epub",
                f"the EPUB is made without {PurePosixPath(folders.shown, folders.kind, name)}: "
                "its notes and numbers are links of another form",
                folders.own_span(name, 1),
                f"Let it extend or include `shipped/{name}`, which is the EPUB's there, or write "
                f"one for the EPUB as templates/{special}.",
            )


# ------------------------------------------------------------------------ the chapters


def _chapters(data: EditionData, known: Mapping[str, Piece]) -> list[ChapterData]:
    """The files of the booklet in reading order."""
    labels = data["labels"]
    chapters = [_chapter("title-page", data["title"], "frontmatter", "title")]
    chapters += _pieces(data, data["before"], "frontmatter", known)
    if data["front"]:
        chapters.append(_chapter("opening", labels["opening"], "frontmatter", "front"))
    for position, scene in enumerate(data["scenes"], start=1):
        title = scene["running"] or (scene["act"]["heading"] if scene["act"] else data["title"])
        chapter = _chapter(f"scene-{position:03}", title, "bodymatter", "scene")
        chapter["scene"] = scene
        chapter["footnotes"] = _take_footnotes(scene["elements"])
        chapters.append(chapter)
    return chapters + _pieces(data, data["after"], "backmatter", known)


def _pieces(
    data: EditionData, names: Iterable[str], matter: str, known: Mapping[str, Piece]
) -> list[ChapterData]:
    return [
        _chapter(name, data["labels"][known[name].phrase], matter, "piece", known[name].shown_by)
        for name in names
        if name not in NOT_PIECES
    ]


def _chapter(name: str, title: str, matter: str, kind: str, piece: str = "") -> ChapterData:
    return ChapterData(
        name=name,
        title=title,
        matter=matter,
        kind=kind,
        piece=piece,
        scene=None,
        footnotes=[],
        pages=[],
    )


def _file(chapter: ChapterData) -> str:
    return f"{chapter['name']}.xhtml"


def _mark_pages(
    chapters: Sequence[ChapterData], edition: Edition, turns: Sequence[PageTurn]
) -> None:
    """Mark in the scenes where pages of the printed edition begin."""
    of_scenes = [chapter for chapter in chapters if chapter["scene"]]
    at_head = {
        scene.number: chapter for scene, chapter in zip(edition.scenes, of_scenes, strict=True)
    }
    for turn in turns:
        if turn.heads:
            if turn.citation in at_head:
                at_head[turn.citation]["pages"].append(page_piece(turn))
        else:
            scenes = (chapter["scene"] for chapter in of_scenes)
            any(scene is not None and mark_page(scene["elements"], turn) for scene in scenes)


def _take_footnotes(elements: Iterable[ElementData]) -> list[list[NoteData]]:
    """Take the notes out of their places in the text: they stand at the end of the file, those
    without a number below their speech."""
    taken: list[NoteData] = []
    for element in elements:
        speeches = [element["speech"]] if element["speech"] else element["sides"]
        for speech in speeches:
            for paragraph in speech["paragraphs"]:
                for piece in paragraph["pieces"]:
                    if piece["kind"] == "notes":
                        taken += (note for note in piece["notes"] if note["number"])
                        speech["below"] += (n for n in piece["notes"] if not n["number"])
                paragraph["pieces"] = [
                    piece for piece in paragraph["pieces"] if piece["kind"] != "notes"
                ]
        taken += (note for note in element["notes"] if note["number"])
        element["notes"] = [note for note in element["notes"] if not note["number"]]
    taken.sort(key=lambda note: note["number"])
    return [list(group) for _, group in groupby(taken, key=lambda note: note["number"])]


# ------------------------------------------------------------------------- the package


class _Press:
    """Fills templates and keeps their problems."""

    def __init__(self, templates: Templates, data: EditionData) -> None:
        self._templates = templates
        self._data = data
        self._images: dict[str, tuple[str, Resource]] = {}  # by their addresses in the course
        self.problems: list[Problem] = []

    def chapters(self, chapters: Sequence[ChapterData]) -> dict[str, Element]:
        """The tree of each chapter that has something to show, by the name of its file."""
        documents: dict[str, Element] = {}
        for chapter in chapters:
            root = self._page("chapter.html", {"chapter": chapter, "scene": chapter["scene"]})
            if root is not None and not _is_empty(root):
                documents[_file(chapter)] = root
        return documents

    def package(
        self,
        edition: Edition,
        chapters: Sequence[ChapterData],
        documents: Mapping[str, Element],
        css: str,
        turns: Sequence[PageTurn],
        own_fonts: Mapping[str, bytes],
        own_rules: str,
    ) -> dict[str, str | bytes]:
        """All parts of the package, in their order."""
        home: dict[str, str] = {}
        for file, root in documents.items():
            for name in ids_in(root):
                home.setdefault(xml_id(name), file)
        contents = _at_home(self._data["contents"], home)
        pages = [
            (f"{home[name]}#{name}", turn.label)
            for turn in turns
            if (name := xml_id(f"page-{turn.label}")) in home
        ]
        nav = self._page(
            "nav.html",
            {
                "front": [
                    (_file(chapter), chapter["title"])
                    for chapter in chapters
                    if chapter["matter"] == "frontmatter"
                ],
                "contents": contents,
                "rest": [
                    (_file(chapter), chapter["title"])
                    for chapter in chapters
                    if chapter["matter"] == "backmatter" and not _listed(chapter, contents)
                ],
                "pages": pages,
                "landmarks": _landmarks(chapters, self._data["labels"]),
            },
        )
        chapters_of = {
            "nav.xhtml": to_xhtml(nav, lambda href: href) if nav else "",
            **{
                file: to_xhtml(root, _linker(file, set(map(xml_id, ids_in(root))), home))
                for file, root in documents.items()
            },
        }
        fonts = {font.file: font for font in fonts_needed("".join(chapters_of.values()), css)}
        parts: dict[str, str | bytes] = {
            **chapters_of,
            "style.css": "".join(f"{font.rule(path)}\n" for path, font in fonts.items())
            + own_rules
            + css,
            "cover.svg": without_controls(
                self._render("cover.svg", {"lines": _cover_lines(self._data["title"])})
            ),
            **{path: font.content for path, font in fonts.items()},
            **own_fonts,
            **{path: picture.data for path, picture in self._images.values()},
        }
        date = edition.settings.date if _DATE.fullmatch(edition.settings.date) else ""
        opf = self._render(
            "package.opf",
            {
                "identifier": identifier(parts),
                "modified": f"{date or NEVER}T00:00:00Z",
                "published": date,
                "items": _items(parts),
                "pages": pages,
                "fonts": list(fonts),
                "own_fonts": [
                    ImageData(href=path, type=ENDINGS[PurePosixPath(path).suffix.lower()])
                    for path in own_fonts
                ],
                "images": [
                    ImageData(href=path, type=picture.kind)
                    for path, picture in self._images.values()
                ],
            },
        )
        parts = {"package.opf": without_controls(opf), **parts}
        self.problems += _malformed(parts)
        return parts

    def _render(self, name: str, more: Mapping[str, Any]) -> str:
        result = self._templates.render(name, {**self._data, **more})
        self.problems += result.problems
        return result.value or ""

    def _page(self, name: str, more: Mapping[str, Any]) -> Element | None:
        """The tree that a template makes, with the addresses that pictures have in the package."""
        result = self._templates.page(name, {**self._data, **more}, "epub")
        self.problems += result.problems
        if result.value is None:
            return None
        return cleaned(
            result.value,
            "epub",
            lambda element: self._templates.illustrations.readdressed(element, self._packed),
        )

    def _packed(self, address: str, picture: Resource) -> str:
        """Where in the package the picture is; from now on it is a part of it."""
        if address not in self._images:
            ending = next(ending for ending, kind in ENDINGS.items() if kind == picture.kind)
            path = f"picture-{len(self._images) + 1}{ending}"
            self._images[address] = path, picture
        return self._images[address][0]


def _is_empty(root: Element) -> bool:
    """Whether a chapter has nothing to show."""
    body = next((part for part in root.walk() if part.name == "body"), root)
    return not any(part.strip() if isinstance(part, str) else True for part in body.children)


def _linker(file: str, own: Set[str], home: Mapping[str, str]) -> Callable[[str], str]:
    """From "#id" to where that id is: in the same file, else in the first that has it."""

    def link(href: str) -> str:
        name = href[1:]
        there = file if name in own else home.get(name, file)
        return href if there == file else there + href

    return link


def _at_home(entries: Sequence[ContentsEntry], home: Mapping[str, str]) -> list[ContentsEntry]:
    """The contents with addresses that lead from the outside to a file."""
    made: list[ContentsEntry] = []
    for entry in entries:
        name = xml_id(entry["href"].removeprefix("#"))
        if name not in home:
            continue
        made.append(
            ContentsEntry(
                href=f"{home[name]}#{name}",
                number=entry["number"],
                heading=entry["heading"],
                capitals=entry["capitals"],
                piece=entry["piece"],
                entries=_at_home(entry["entries"], home),
            )
        )
    return made


def _listed(chapter: ChapterData, contents: Sequence[ContentsEntry]) -> bool:
    return any(entry["href"].startswith(f"{_file(chapter)}#") for entry in contents)


def _landmarks(chapters: Sequence[ChapterData], labels: Mapping[str, str]) -> list[LandmarkData]:
    found = [LandmarkData(kind="toc", href="nav.xhtml#toc", title=labels["contents"])]
    kinds = {each.shown_by: each.landmark for each in PIECES}
    kinds["title"] = "titlepage"
    body = next((c["name"] for c in chapters if c["matter"] == "bodymatter"), "")
    for chapter in chapters:
        href = _file(chapter)
        kind = kinds.get(chapter["piece"] or chapter["kind"])
        if kind:
            found.append(LandmarkData(kind=kind, href=href, title=chapter["title"]))
        elif chapter["name"] == body:
            found.append(LandmarkData(kind="bodymatter", href=href, title=labels["script"]))
    return found


def _items(parts: Mapping[str, str | bytes]) -> list[ItemData]:
    """The chapters of the manifest, in reading order."""
    return [
        ItemData(
            id=file.removesuffix(".xhtml"),
            href=file,
            properties="svg" if "<svg" in text else "",
        )
        for file, text in parts.items()
        if isinstance(text, str) and file.endswith(".xhtml") and file != "nav.xhtml"
    ]


def _cover_lines(title: str) -> list[str]:
    lines = wrap(title, COVER_LINE, break_long_words=False)
    return lines if len(lines) <= COVER_LINES else [*lines[: COVER_LINES - 1], "…"]


def _malformed(parts: Mapping[str, str | bytes]) -> list[Problem]:
    """A template whose XML cannot be read would make a file that no reading system opens."""
    problems: list[Problem] = []
    for file, text in parts.items():
        if not isinstance(text, str) or not text or file.endswith(".css"):
            continue
        broken = not_well_formed(text)
        if broken:
            line, reason = broken
            problems.append(
                error(
                    "epub-not-wellformed",
                    f"{file} of the EPUB is not well-formed XML: {reason} in its line {line}",
                    None,
                    "A template of the course that it is made of has a fault: look for an "
                    "attribute without a name, or a < that should be &lt;.",
                )
            )
        elif not file.endswith(".xhtml"):
            problems += [
                error(
                    "markup-refused",
                    f"{message} in {file} of the EPUB, in its line {line}",
                    None,
                    f"Take it out of the course's templates/epub/{file}.",
                )
                for line, message in refused(text)
            ]
    return problems
