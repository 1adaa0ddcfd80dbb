"""Who reads what: everything is read, nobody answers themselves where that can be avoided."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.plan.roles import Candidate, Load, distribute, pair, score

NAMES = "ABCDEF"


@st.composite
def loads(draw: st.DrawFn) -> Load:
    roles = draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 50), min_size=1))
    names = sorted(roles)
    pairs = [pair(one, other) for one in names for other in names if one < other]
    some = st.dictionaries(st.sampled_from(pairs), st.integers(1, 4)) if pairs else st.just({})
    return Load(roles, draw(some), draw(some), draw(some))


@st.composite
def groups(draw: st.DrawFn) -> list[Candidate]:
    only = st.none() | st.frozensets(st.sampled_from(NAMES), min_size=1)
    others = draw(st.lists(st.builds(Candidate, st.integers(0, 60), only), max_size=3))
    return [*others, Candidate(draw(st.integers(0, 60)))]


@given(loads(), groups())
def test_every_role_is_read_by_somebody_who_takes_it(load: Load, group: list[Candidate]) -> None:
    found = distribute(load, group)
    assert found.keys() == load.roles.keys()
    assert all(group[reader].takes(role) for role, reader in found.items())


@given(loads(), groups())
def test_no_other_distribution_has_less_talking_to_oneself(
    load: Load, group: list[Candidate]
) -> None:
    names = list(load.roles)
    choices = [[i for i, who in enumerate(group) if who.takes(role)] for role in names]
    best = min(
        score(dict(zip(names, choice, strict=True)), load, group)[:2]
        for choice in product(*choices)
    )
    assert score(distribute(load, group), load, group)[:2] == best


@given(loads(), groups())
def test_no_single_change_makes_it_better(load: Load, group: list[Candidate]) -> None:
    found = distribute(load, group)
    reached = score(found, load, group)
    for role in load.roles:
        for reader, who in enumerate(group):
            if who.takes(role):
                assert score({**found, role: reader}, load, group) >= reached


@given(loads(), groups())
def test_the_same_group_reads_the_same_each_time(load: Load, group: list[Candidate]) -> None:
    assert distribute(load, group) == distribute(load, group)


def test_roles_are_shared_out_evenly() -> None:
    load = Load({"A": 30, "B": 20, "C": 10}, {}, {}, {})
    found = distribute(load, [Candidate(), Candidate()])
    assert found["B"] == found["C"] != found["A"]


def test_who_has_read_much_before_reads_less_now() -> None:
    load = Load({"A": 30, "B": 20}, {pair("A", "B"): 1}, {}, {})
    assert distribute(load, [Candidate(100), Candidate(0)])["A"] == 1


def test_nobody_sits_idle_while_another_has_two_roles() -> None:
    load = Load({"A": 30, "B": 20}, {}, {}, {})
    assert set(distribute(load, [Candidate(100), Candidate(0)]).values()) == {0, 1}


def test_who_reads_directions_does_not_interrupt_themselves() -> None:
    load = Load({"": 10, "A": 10, "B": 10}, {}, {}, {pair("", "A"): 3})
    found = distribute(load, [Candidate(), Candidate()])
    assert found[""] != found["A"]


def test_a_role_that_nobody_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody takes B"):
        distribute(Load({"B": 1}, {}, {}, {}), [Candidate(0, frozenset("A"))])


def quiet(**roles: int) -> Load:
    """A meeting in which these roles never speak to each other."""
    return Load(roles, {}, {}, {})


def test_a_role_stays_with_who_read_it_before() -> None:
    group = [Candidate(60, before=frozenset("A")), Candidate(50, before=frozenset("B"))]
    assert distribute(quiet(A=50, B=60), group) == {"A": 0, "B": 1}


def test_a_new_role_goes_to_who_has_read_less() -> None:
    group = [Candidate(60, before=frozenset("A")), Candidate(50)]
    assert distribute(quiet(A=50, C=60), group) == {"A": 0, "C": 1}


def test_a_role_is_handed_over_when_its_reader_has_read_twice_their_share() -> None:
    def reader_of_a(before: int) -> int:
        group = [Candidate(before, before=frozenset("A")), Candidate(), Candidate(), Candidate()]
        return distribute(quiet(A=40, B=1), group)["A"]

    assert reader_of_a(30) == 0
    assert reader_of_a(500) != 0


def test_nobody_answers_themselves_to_keep_a_role() -> None:
    group = [Candidate(10, before=frozenset("AB")), Candidate(10)]
    load = Load({"A": 10, "B": 10}, {("A", "B"): 1}, {}, {})
    assert len(set(distribute(load, group).values())) == 2
