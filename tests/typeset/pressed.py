"""Small PDFs in the shipped fonts, and the text that a reader of PDF copies out of them."""

from __future__ import annotations

import re

import pypdfium2

from booklet.shipped import shipped_folder
from booklet.typeset.engine import Engine, StyleSheet, write_pdf
from booklet.typeset.fetch import CourseFetcher

STYLES = shipped_folder("styles")


def pdf_of(body: str, style: str = "") -> bytes:
    """One large page of the body, in the shipped fonts."""
    shipped = (STYLES / "print.css", STYLES / "themes" / "large-print.css")
    rules = "".join(path.read_text("utf-8") for path in shipped)
    faces = "".join(re.findall(r"@font-face \{[^}]*\}", rules))
    sheets = [StyleSheet(f"{faces} @page {{ size: 300mm 300mm; margin: 9mm }} {style}")]
    page = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    laid_out = Engine(sheets, CourseFetcher(None)).lay_out(page)
    return write_pdf(laid_out, laid_out.pages, b"0", lambda _: None)


def text_of(pdf: bytes) -> list[str]:
    """The lines that PDFium, which draws pages in browsers, copies out of the PDF."""
    document = pypdfium2.PdfDocument(pdf)
    lines = [
        line.strip()
        for page in document
        for line in page.get_textpage().get_text_range().splitlines()
    ]
    document.close()
    return lines
