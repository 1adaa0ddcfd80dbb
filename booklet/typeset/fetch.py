"""What the typesetter may read: nothing but the course's and the shipped folders.

In: a URL that a style sheet or a page asks for. Out: the bytes, or a refusal that is
kept as a Problem. `https://booklet.invalid/` is a virtual host: its paths are looked
up in the course folder first, then among the shipped files; `data:` URLs are decoded;
every other scheme is refused, and no network is ever used (design, section 7).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.problems import Problem, error
from booklet.typeset.engine import BASE_URL

LARGEST_FILE = 32 * 1024 * 1024
_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_FONTS = frozenset({".ttf", ".otf", ".woff", ".woff2"})


class RefusedError(ValueError):
    """The URL may not be read; the message says why."""


class FolderFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `data:` and the virtual host from `roots`, first root first.

    `problems` and `fonts` (the paths of the fonts served) grow as files are asked for.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("https", "data"), allow_redirects=False)
        self._roots = [root.resolve() for root in roots if root.is_dir()]
        self.problems: list[Problem] = []
        self.fonts: list[Path] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """The file behind `url`. Raises RefusedError, after noting a Problem."""
        try:
            return self._read_data(url) if url.startswith("data:") else self._read_file(url)
        except RefusedError as refusal:
            shown = url if len(url) < 120 else url[:117] + "…"
            self.problems.append(
                error(
                    "resource-refused",
                    f"“{shown.removeprefix(BASE_URL)}” cannot be used: {refusal}",
                    hint="Put the file into the course folder and name it relative to "
                    "its styles/ folder; nothing is fetched from elsewhere.",
                )
            )
            raise

    def _read_data(self, url: str) -> URLFetcherResponse:
        head, comma, body = url[len("data:") :].partition(",")
        if not comma:
            raise RefusedError("the data: address has no comma")
        try:
            if head.endswith(";base64"):
                data = base64.b64decode(unquote_to_bytes(body), validate=False)
            else:
                data = unquote_to_bytes(body)
        except (binascii.Error, ValueError) as problem:
            raise RefusedError(f"the data: address is damaged ({problem})") from problem
        kind = head.removesuffix(";base64").partition(";")[0] or "text/plain"
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _read_file(self, url: str) -> URLFetcherResponse:
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}/" != BASE_URL:
            raise RefusedError(f"addresses of the kind “{parts.scheme}:” are not read")
        path = self._resolve(unquote(parts.path).lstrip("/"))
        kind = _TYPES.get(path.suffix.lower())
        if kind is None:
            raise RefusedError(f"files ending in “{path.suffix}” are not used")
        if path.stat().st_size > LARGEST_FILE:
            raise RefusedError(f"it is larger than {LARGEST_FILE // 2**20} MiB")
        if path.suffix.lower() in _FONTS:
            self.fonts.append(path)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def _resolve(self, name: str) -> Path:
        if "\0" in name or "\\" in name:
            raise RefusedError("its name holds characters that no file name has")
        for root in self._roots:
            path = (root / name).resolve()
            if not path.is_relative_to(root):
                raise RefusedError("it lies outside the course folder")
            if path.is_file():
                return path
        raise RefusedError("there is no such file")
