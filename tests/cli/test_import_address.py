"""`booklet import` with an address of the web."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands


@pytest.mark.parametrize("address", ["https://example.org/wick", "HTTP://example.org"])
def test_an_address_is_answered_with_what_to_do(address: str, tmp_path: Path) -> None:
    course = tmp_path / "c"
    result = CliRunner().invoke(commands, ["import", address, "--into", str(course)])
    assert result.exit_code == 2
    assert "save the page" in result.output
    assert not course.exists()
