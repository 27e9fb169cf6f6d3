from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.ui.timeline.sizes import LEFT_MARGIN
from cosydesk.ui.timeline.viewport import Viewport

HOUR = 3600 * 24_000


def normal(length: int = HOUR) -> Viewport:
    return Viewport.normal(24_000, 1272, length)


def test_begins_at_sample_0_behind_the_margin() -> None:
    view = normal()
    assert view.to_px(0) == pytest.approx(LEFT_MARGIN)
    assert view.scroll_value == 0
    assert view.to_sample(0) == 0, "the margin is no negative time"


@given(
    at=st.floats(0, 1272),
    factors=st.lists(st.floats(0.6, 1.6), min_size=1, max_size=6),
    start=st.floats(0.4, 0.6),
)
def test_zoom_keeps_what_is_under_the_cursor(at: float, factors: list[float], start: float) -> None:
    view = normal().starting_at(start * HOUR)
    under = view.left + at * view.samples_per_pixel
    for factor in factors:
        view = view.zoomed(factor, at)
    assert view.to_px(under) == pytest.approx(at, abs=0.01)


@given(zoom=st.floats(1e-3, 1e9), left=st.floats(-1e12, 1e12), length=st.integers(0, 10 * HOUR))
def test_never_leaves_its_limits(zoom: float, left: float, length: int) -> None:
    view = normal(length).at_zoom(zoom, 0).starting_at(left)
    assert view.finest <= view.samples_per_pixel <= view.coarsest
    assert view.to_px(0) <= LEFT_MARGIN + 1e-6
    assert 0 <= view.scroll_value <= view.scroll_range
    if view.scroll_range == 0:
        assert view.right >= length, "what can't be scrolled to is in sight"


def test_the_coarsest_zoom_shows_everything() -> None:
    view = normal().zoomed(1e-9, 0)
    assert view.shows(0)
    assert view.shows(HOUR)


def test_fit_shows_both_ends_with_a_margin() -> None:
    view = normal().fitted(10 * 24_000, 50 * 24_000)
    assert view.to_px(10 * 24_000) == pytest.approx(LEFT_MARGIN)
    assert view.to_px(50 * 24_000) == pytest.approx(1272 - LEFT_MARGIN)


def test_scrolls_by_pixels_and_back() -> None:
    view = normal().starting_at(HOUR / 2)
    assert view.scrolled(100).to_px(HOUR / 2) == pytest.approx(view.to_px(HOUR / 2) - 100)
    assert view.scrolled(100).scrolled(-100).left == pytest.approx(view.left)
    assert view.at_scroll_value(view.scroll_value).left == pytest.approx(
        view.left, abs=view.samples_per_pixel
    )


def test_turns_the_page_only_when_out_of_sight() -> None:
    view = normal()
    assert view.paged_to(24_000) == view
    turned = view.paged_to(HOUR // 2)
    assert turned.to_px(HOUR // 2) == pytest.approx(LEFT_MARGIN)


def test_zoom_fraction_runs_from_coarsest_to_finest() -> None:
    view = normal()
    assert view.at_zoom_fraction(0, 0).samples_per_pixel == pytest.approx(view.coarsest)
    assert view.at_zoom_fraction(1, 0).samples_per_pixel == pytest.approx(view.finest)
    middle = view.at_zoom_fraction(0.37, 600)
    assert middle.zoom_fraction == pytest.approx(0.37)


def test_shorter_content_pulls_the_view_back() -> None:
    view = normal().starting_at(HOUR - 1000)
    assert view.holding(24_000).scroll_value == 0
