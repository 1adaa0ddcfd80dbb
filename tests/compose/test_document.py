"""docs/templates.md: its example works, and its reference is complete."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_type_hints, is_typeddict

import pytest
from PIL import Image

from booklet.compose import compose_page, list_templates
from booklet.compose.preparing import data
from booklet.model import PIECES
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "templates.md").read_text("utf-8")
_FILE = re.compile(r"^```(?:html|css) (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PARTS = {data.BookletData, data.ScriptData, data.MatterData}  # of EditionData
RECORDS = [each for each in vars(data).values() if is_typeddict(each) and each not in PARTS]


def test_the_worked_example_changes_its_course(tmp_path: Path) -> None:
    files = _FILE.findall(TEXT)
    assert len(files) == 6
    for name in {name for name, _ in files}:
        put(tmp_path, name, "".join(content for each, content in files if each == name))
    Image.new("L", (300, 200)).save(tmp_path / "map.png")
    result = compose_page(screenplay(), tmp_path)
    assert result.problems == ()
    assert result.value is not None
    assert '<p class="our-citation">1.2</p>' in result.value
    assert "Read aloud on Thursdays" in result.value
    assert 'src="data:image/png;base64,' in result.value
    assert "--accent: #1d4f6e" in result.value
    assert result.value.index("--accent: #1d4f6e") > result.value.index("--accent: #8c2f1b")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_reference_has_every_field_of_every_record(record: type) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{record.__name__}`"))
    fields = re.findall(r"`(\w+)`", row)
    assert set(get_type_hints(record)) <= set(fields)


def test_every_shipped_template_is_in_the_table() -> None:
    named = set(re.findall(r"`([\w/-]+\.(?:html|opf|svg))`", TEXT))
    listed = {info.name for info in list_templates(None) if info.kind == "templates"}
    # Those of the pieces are in the table of pieces, in course-folder.md.
    assert listed <= named | {piece.shown_by for piece in PIECES}
