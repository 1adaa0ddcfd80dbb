"""What the typesetter may read: nothing but the course's and the shipped folders.

In: a URL that a style sheet or a page asks for. Out: the bytes, or a refusal that is
kept as a Problem. `https://booklet.invalid/` is a virtual host: its paths are looked
up in the course folder first, then among the shipped files; `data:` URLs are decoded;
every other scheme is refused, and no network is ever used (design, section 7).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.files import RefusedFileError, odd_name, read_file
from booklet.model import Span
from booklet.problems import Problem, error
from booklet.shipped import shipped_folder
from booklet.typeset.engine import BASE_URL
from booklet.typeset.resources import FONTS, LARGEST_FILE, TYPES, RefusedError, check

MOST_FETCHES = 500
"""Files of one booklet; a booklet with a picture on each page has 300. Style sheets that
import each other in a circle end here."""

MOST_BYTES = 256 * 1024 * 1024
"""All of them together."""

_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")


def course_fetcher(folder: Path | None, settings: Span) -> FolderFetcher:
    """The fetcher of a course in `folder`, whose settings stand at `settings`, or of none."""
    shipped = shipped_folder("styles").parent
    roots = [shipped] if folder is None else [folder, shipped]
    return FolderFetcher(roots, trusted=[shipped], shown=str(PurePosixPath(settings.file).parent))


class FolderFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `data:` and the virtual host from `roots`, first root first.

    `trusted` are those of the roots whose files are our own. `shown` is what messages call
    the first of the others, the course. `problems` and `fonts` (the paths of the fonts
    served) grow as files are asked for.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        *,
        trusted: Sequence[Path] = (),
        shown: str = "",
    ) -> None:
        super().__init__(allowed_protocols=("https", "data"), allow_redirects=False)
        self._roots = [root.resolve() for root in roots if root.is_dir()]
        self._trusted = [root.resolve() for root in trusted]
        self._shown = PurePosixPath(shown)
        self._fetches = 0
        self._bytes = 0
        self.problems: list[Problem] = []
        self.fonts: list[Path] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """The file behind `url`. Raises RefusedError, after noting a Problem."""
        try:
            self._fetches += 1
            if self._fetches > MOST_FETCHES:
                raise RefusedError(f"more than {MOST_FETCHES} files are asked for")
            data, kind = self._read_data(url) if url[:5].lower() == "data:" else self._read(url)
            self._bytes += len(data)
            if self._bytes > MOST_BYTES:
                raise RefusedError(f"all files together have more than {MOST_BYTES // 2**20} MiB")
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        except RefusedError as refusal:
            self._tell(url, refusal)
            raise

    def _tell(self, url: str, refusal: RefusedError) -> None:
        name = url.removeprefix(BASE_URL)
        shown = name if len(name) < 120 else name[:117] + "…"
        problem = error(
            "resource-refused",
            f"“{shown}” cannot be used: {refusal}",
            self.asker(name),
            "Put the file into the course folder and name it relative to "
            "its styles/ folder; nothing is fetched from elsewhere.",
        )
        if len(self.problems) < MOST_FETCHES and problem not in self.problems:
            self.problems.append(problem)

    def asker(self, name: str) -> Span | None:
        """The first place in the course's styles and templates that names the file."""
        # A backslash of the sheet has become %5C in the address.
        last = re.split("/|%5C", name)[-1][:80]
        course = self._course()
        for inside in self.own_files():
            try:
                text = read_file(course / inside, LARGEST_FILE, course).decode("utf-8", "replace")
            except RefusedFileError:
                continue
            at = text.find(last) if last else -1
            if at >= 0:
                return Span(str(self._shown / inside), text.count("\n", 0, at) + 1)
        return None

    def own_files(self) -> list[PurePosixPath]:
        """The course's own style sheets and templates, named from its folder."""
        course = self._course()
        found = [*(course / "styles").rglob("*.css"), *(course / "templates").rglob("*.html")]
        return sorted(PurePosixPath(path.relative_to(course).as_posix()) for path in found)

    def _course(self) -> Path:
        return next((root for root in self._roots if root not in self._trusted), Path("/nowhere"))

    def _read_data(self, url: str) -> tuple[bytes, str]:
        head, comma, body = url[len("data:") :].partition(",")
        if not comma:
            raise RefusedError("the data: address has no comma")
        if len(body) > LARGEST_FILE:
            raise RefusedError(f"it is larger than {LARGEST_FILE // 2**20} MiB")
        try:
            data = unquote_to_bytes(body)
            if head.lower().endswith(";base64"):
                data = base64.b64decode(data, validate=False)
        except (binascii.Error, ValueError) as problem:
            raise RefusedError(f"the data: address is damaged ({problem})") from problem
        kind = head.partition(";")[0].strip().lower() or "text/plain"
        if kind not in TYPES.values():
            raise RefusedError(f"{kind[:60]} is not used")
        check(data, kind)
        return data, kind

    def _read(self, url: str) -> tuple[bytes, str]:
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}/" != BASE_URL:
            raise RefusedError(f"addresses of the kind “{parts.scheme}:” are not read")
        name = unquote(parts.path).lstrip("/")
        why = "its name is encoded twice" if _ESCAPED.search(name) else odd_name(name)
        if why:
            raise RefusedError(why)
        ending = PurePosixPath(name).suffix.lower()
        kind = TYPES.get(ending)
        if kind is None:
            raise RefusedError(f"files ending in “{ending}” are not used")
        for root in self._roots:
            try:
                data = read_file(root / name, LARGEST_FILE, root)
            except RefusedFileError as refusal:
                if refusal.reason == "missing":
                    continue
                raise RefusedError(str(refusal)) from None
            if root not in self._trusted:
                check(data, kind)
            if ending in FONTS:
                self.fonts.append((root / name).resolve())
            return data, kind
        raise RefusedError("there is no such file")
