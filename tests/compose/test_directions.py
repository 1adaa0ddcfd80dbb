"""On the web page, numbers and names stay in their places beside words from right to left."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.differential import browser
from booklet.compose import compose_page
from booklet.edit import edit
from booklet.model import CastMember, Question, Term
from tests.edit.making import HERE, course, note, scene, speech

pytestmark = pytest.mark.slow

MEASURE = """<script>
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
const said = []
for (let node; node = texts.nextNode();) for (const word of node.data.matchAll(/[^\\s]+/g)) {
  const range = document.createRange()
  range.setStart(node, word.index)
  range.setEnd(node, word.index + word[0].length)
  const box = range.getBoundingClientRect()
  if (box.width) said.push([Math.round(box.top + box.height / 2), box.left, word[0]])
}
// Numbers of speeches are shown by the style sheet: their box stands for them.
for (const number of document.querySelectorAll("a.cite")) {
  const box = number.getBoundingClientRect()
  const middle = Math.round(box.top + box.height / 2)
  if (box.width) said.push([middle, box.left, number.getAttribute("aria-label")])
}
const block = document.createElement("pre")
block.textContent = said.map(each => each.join("\\t")).join("\\n")
document.body.replaceChildren(block)
</script>"""


def lines_shown(program: str, page: str, folder: Path) -> str:
    """The words of a page as a browser shows them: from left to right, line by line."""
    file = folder / "page.html"
    scripted = re.sub("<meta http-equiv=.Content-Security-Policy.[^>]*>", "", page)
    file.write_text(scripted.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    shown = subprocess.run(
        [
            *(program, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=900,9000"),
            *(f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    said = html.unescape(shown.partition("<pre>")[2].partition("</pre>")[0])
    words = [
        (int(top), float(left), word)
        for top, left, word in (line.split("\t") for line in said.splitlines())
    ]
    lines: list[list[tuple[int, float, str]]] = []
    for word in sorted(words):
        if not lines or word[0] - lines[-1][-1][0] > 5:  # px: marks stand higher than words
            lines.append([])
        lines[-1].append(word)
    return "\n".join(
        " ".join(word for _, _, word in sorted(line, key=lambda w: w[1])) for line in lines
    )


def test_no_number_or_name_changes_places_with_words_from_right_to_left(tmp_path: Path) -> None:
    program = browser()
    if program is None:
        pytest.skip("no Chromium is installed, so no page is shown in it")
    of = course(scene("KEY", speech("שלום", "1930 was the year of the סלע"), speech("ODA", "So.")))
    of = replace(
        of,
        questions=(Question("q1", "7 keys or מפתח", HERE, answer="9 of them"),),
        terms=(Term("year", "אור", HERE),),
        settings=replace(
            of.settings,
            authors=("סופר 2", "נמל 3"),
            cast=(CastMember("שלום", "8 keys"), CastMember("ODA", "בית")),
        ),
    )
    edition = edit(of, (note("a", of, "the סלע", "5 stones"),)).value
    assert edition is not None
    page = compose_page(edition, None).value
    assert page is not None
    shown = lines_shown(program, page, tmp_path)
    for line in ("1.1 שלום 1930 was the year", "שלום 8 keys 1 speech", "ODA בית 1 speech"):
        assert re.search(rf"^{line}", shown, re.MULTILINE), shown
    assert re.search("^2 סופר , 3 נמל$", shown, re.MULTILINE), shown
    assert re.search(r"סלע\]? 5 stones", shown), shown
    assert re.search("^אור 1.1$", shown, re.MULTILINE), shown
