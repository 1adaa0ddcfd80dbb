"""Pages that the judge lets through, opened in a real browser."""

from __future__ import annotations

import pytest

from benchmarks.differential import CONTROLS, browser, cases, seen_to_act

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chromium() -> str:
    found = browser()
    if found is None:
        pytest.skip("no Chromium is installed, so nothing is opened in it")
    return found


def test_what_is_let_through_runs_asks_and_leads_nowhere(chromium: str) -> None:
    passed = [case for case in cases(200, seed=0) if case.written is not None]
    assert len(passed) > 40
    assert seen_to_act(chromium, [case.written or "" for case in passed]) == []


def test_the_browser_is_seen_to_act_where_nothing_was_judged(chromium: str) -> None:
    pages = [page.replace("@", str(number)) for number, page in enumerate(CONTROLS)]
    seen = {path.removeprefix("/hit/").split("-")[0] for path in seen_to_act(chromium, pages)}
    assert set(map(str, range(len(CONTROLS)))) <= seen
