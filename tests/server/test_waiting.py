"""Who is next among clients that wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.server.waiting import Waiting

CLIENTS = st.lists(st.sampled_from("abcd"), max_size=30)


def waiting_of(clients: str | list[str]) -> Waiting[tuple[str, int]]:
    waiting: Waiting[tuple[str, int]] = Waiting()
    for number, client in enumerate(clients):
        waiting.add(client, (client, number))
    return waiting


def order_of(waiting: Waiting[tuple[str, int]]) -> str:
    return "".join(client for client, _ in waiting.clear())


def test_clients_take_turns() -> None:
    assert order_of(waiting_of("aaaabbc")) == "abcabaa"


def test_who_comes_again_takes_the_last_turn() -> None:
    waiting = waiting_of("aab")
    assert waiting.take() == ("a", 0)
    waiting.add("c", ("c", 9))
    waiting.add("a", ("a", 10))
    assert order_of(waiting) == "baca"


def test_nothing_to_take() -> None:
    with pytest.raises(IndexError):
        waiting_of("").take()


def test_what_is_removed_is_not_taken() -> None:
    waiting = waiting_of("aab")
    assert waiting.remove("a", ("a", 1))
    assert not waiting.remove("a", ("a", 1))
    assert not waiting.remove("z", ("a", 0))
    assert len(waiting) == 2
    assert waiting.remove("b", ("b", 2))
    assert order_of(waiting) == "a"


def test_what_is_put_back_is_next() -> None:
    waiting = waiting_of("aabb")
    lost = waiting.take()
    waiting.put_back("a", lost)
    assert waiting.take() == lost
    waiting.add("c", ("c", 9))
    waiting.put_back("d", ("d", 8))
    assert waiting.take() == ("d", 8)


@given(CLIENTS)
def test_each_client_has_its_own_in_order_and_nobody_waits_two_turns_of_another(clients: list[str]) -> None:
    waiting = waiting_of(clients)
    taken = [waiting.take() for _ in clients]
    assert len(waiting) == 0
    for client in set(clients):
        numbers = [number for who, number in taken if who == client]
        assert numbers == sorted(numbers)
        # While it has something that waits, no other has more than one turn more.
        last = max(index for index, (who, _) in enumerate(taken) if who == client)
        for other in set(clients) - {client}:
            turns = sum(who == other for who, _ in taken[:last])
            assert turns <= len(numbers)


@given(CLIENTS, st.sampled_from("abcde"), st.integers(0, 10))
def test_the_place_is_where_it_is_taken(clients: list[str], client: str, takes: int) -> None:
    waiting = waiting_of(clients)
    for _ in range(min(takes, len(clients))):
        waiting.take()
    place = waiting.place(client)
    waiting.add(client, ("new", -1))
    assert waiting.clear().index(("new", -1)) + 1 == place
