"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# What a property takes on a busy machine says nothing about the program.
settings.register_profile("booklet", deadline=None)
settings.load_profile("booklet")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of plays and saved pages beside the checkout; the test skips without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real plays (../shared) is not there")
    return folder


@pytest.fixture(scope="session")
def lamplight() -> Path:
    """The sample course."""
    return ROOT / "content" / "lamplight"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` writes what is expected anew; the difference is then to be read."""
    parser.addoption("--regenerate", action="store_true", help="write expected outputs anew")


@pytest.fixture(scope="session")
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--regenerate"))
