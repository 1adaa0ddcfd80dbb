"""Fixtures shared by all tests."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.children import without_child

# What a property takes on a busy machine says nothing about the program. The same examples
# are tried each time; `--hypothesis-profile search` looks for others.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("booklet", settings.get_profile("search"), derandomize=True)
settings.load_profile("booklet")

_NUMBERS = count()
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of plays and saved pages beside the checkout; the test skips without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real plays (../shared) is not there")
    return folder


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test has built no other one is given, nor the person who runs them."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> None:
    """A shell starts what runs in the background deaf to them, and so would be all children."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def child() -> None:
    """What the command line has to do is done in a child process, as for a person."""


@pytest.fixture
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is done here, which is quicker, unless the test asks for a `child`."""
    if "child" not in request.fixturenames:
        without_child(monkeypatch)


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
