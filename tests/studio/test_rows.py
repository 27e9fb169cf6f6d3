"""Ranks: the order of lines in the file, with few rows rewritten."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cosydesk.studio.rows import STEP, ranked


def ascends(order: list[str], ranks: dict[str, int]) -> bool:
    values = [ranks[item_id] for item_id in order]
    return values == sorted(set(values)) and (not values or values[0] > 0)


@given(
    st.lists(st.tuples(st.sampled_from(["insert", "remove", "move"]), st.integers(0, 99), st.integers(0, 99)))
)
def test_ranks_always_ascend(steps: list[tuple[str, int, int]]) -> None:
    order: list[str] = []
    ranks: dict[str, int] = {}
    for count, (name, a, b) in enumerate(steps):
        if name == "insert" or not order:
            order.insert(a % (len(order) + 1), f"line {count}")
        elif name == "remove":
            del order[a % len(order)]
        else:
            order.insert(b % len(order), order.pop(a % len(order)))
        before = dict(ranks)
        changed = ranked(order, ranks)
        assert ascends(order, ranks)
        assert {item_id for item_id in order if before.get(item_id) != ranks[item_id]} <= set(changed)


def test_one_insertion_or_move_rewrites_one_row() -> None:
    order = [f"line {index}" for index in range(1_000)]
    ranks: dict[str, int] = {}
    assert ranked(order, ranks) == order
    order.insert(500, "new")
    assert ranked(order, ranks) == ["new"]
    order.insert(3, order.pop(900))
    assert ranked(order, ranks) == [order[3]]
    del order[10:20]
    assert ranked(order, ranks) == []


def test_writing_on_in_the_middle_never_runs_out_of_room() -> None:
    order = ["first", "last"]
    ranks: dict[str, int] = {}
    ranked(order, ranks)
    for index in range(3_000):
        order.insert(len(order) - 1, f"line {index}")
        assert ranked(order, ranks) == [f"line {index}"]


def test_when_there_is_no_room_all_are_numbered_anew() -> None:
    order = ["first", "last"]
    ranks: dict[str, int] = {}
    ranked(order, ranks)
    for index in range(60):
        order.insert(1, f"line {index}")
        changed = ranked(order, ranks)
        assert ascends(order, ranks)
        if len(changed) == len(order):
            assert ranks["last"] == STEP * len(order)
            return
    raise AssertionError("room never ran out")
