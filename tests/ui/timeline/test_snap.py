from __future__ import annotations

import numpy as np

from cosydesk.ui.timeline.snap import nearest as snap

EDGES = np.array([0, 1000, 5000, 9000])


def test_the_start_is_drawn_to_the_nearest_edge() -> None:
    landed = snap(5030, 700, EDGES, 50)
    assert (landed.start, landed.target) == (5000, 5000)


def test_the_end_is_drawn_too() -> None:
    landed = snap(4280, 700, EDGES, 50)
    assert (landed.start, landed.target) == (4300, 5000)


def test_the_nearer_end_wins() -> None:
    assert snap(1010, 3970, EDGES, 50).start == 1000
    assert snap(1030, 3990, EDGES, 50).start == 1010


def test_nothing_near_leaves_it_where_it_is() -> None:
    landed = snap(3000, 700, EDGES, 50)
    assert (landed.start, landed.target) == (3000, None)


def test_never_before_zero() -> None:
    assert snap(-80, 20, EDGES, 5).start == 0
    assert snap(-30, 1010, EDGES, 50).start == 0


def test_without_reach_there_is_no_snapping() -> None:
    assert snap(5001, 700, EDGES, -1).start == 5001
