"""Deep recursion finds room for its frames in one piece."""

from __future__ import annotations

import pytest

from booklet.frames import ROOM, below_one_frame


def test_a_function_is_called_as_it_would_be() -> None:
    assert below_one_frame(divmod, 17, 5) == (3, 2)
    assert below_one_frame(sorted, "cab", reverse=True) == ["c", "b", "a"]
    with pytest.raises(ZeroDivisionError):
        below_one_frame(divmod, 1, 0)


def test_the_frame_asks_for_room_beyond_what_any_recursion_needs() -> None:
    assert below_one_frame.__code__.co_stacksize == ROOM

    def depth(calls: int) -> int:
        return calls and 1 + depth(calls - 1)

    assert below_one_frame(depth, 900) == 900
