from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.ui.timecode import (
    FRAME_RATES,
    counted,
    drops,
    frame_at,
    frame_code,
    frame_of_second,
    sample_at,
    sample_of,
    timecode,
)

RATE = 24_000


@pytest.mark.parametrize("rate", FRAME_RATES)
@given(frame=st.integers(0, 30_000_000))
def test_a_frames_first_sample_shows_it_and_the_one_before_does_not(frame: int, rate: float) -> None:
    sample = sample_of(frame, RATE, rate)
    assert frame_at(sample, RATE, rate) == frame
    if frame:
        assert frame_at(sample - 1, RATE, rate) == frame - 1


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (3597, "00:01:59;29"),
        (3598, "00:02:00;02"),
        (17_981, "00:09:59;29"),
        (17_982, "00:10:00;00"),
        (107_892, "01:00:00;00"),
    ],
)
def test_numbers_are_dropped_as_smpte_says(frame: int, code: str) -> None:
    assert frame_code(frame, 29.97) == code


def test_an_hour_of_dropped_numbers_is_an_hour() -> None:
    assert timecode(3600 * RATE, RATE, 29.97) == "01:00:00;00"
    assert timecode(3600 * RATE, RATE, 59.94) == "01:00:00;00"
    assert timecode(3600 * RATE, RATE, 23.976).startswith("00:59:56")
    assert timecode(83 * RATE + 4 * 960, RATE) == "00:01:23.04"


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_timecodes_go_on_frame_by_frame(rate: float) -> None:
    """No number twice, none missing except those that are dropped."""
    base, dropped = counted(rate), drops(rate)
    expected = [
        (minute, second, frame)
        for minute in range(12)
        for second in range(60)
        for frame in range(dropped if second == 0 and minute % 10 else 0, base)
    ]
    found = [
        tuple(map(int, re.split("[:;.]", frame_code(number, rate))[1:])) for number in range(len(expected))
    ]
    assert found == expected


@pytest.mark.parametrize("rate", FRAME_RATES)
@given(second=st.integers(0, 100_000))
def test_a_seconds_first_frame(second: int, rate: float) -> None:
    frame = frame_of_second(second, rate)
    hours, minutes, seconds, _ = map(int, re.split("[:;.]", frame_code(frame, rate)))
    assert hours * 3600 + minutes * 60 + seconds == second
    if frame:
        assert frame_code(frame - 1, rate)[:8] != frame_code(frame, rate)[:8]


@pytest.mark.parametrize("rate", FRAME_RATES)
@given(frame=st.integers(0, 2_600_000))
def test_a_timecode_is_read_back_as_its_frame(frame: int, rate: float) -> None:
    assert sample_at(frame_code(frame, rate), 48_000, rate) == sample_of(frame, 48_000, rate)


def test_timecodes_are_read_as_people_write_them() -> None:
    assert sample_at("2", RATE) == 2 * RATE
    assert sample_at(" 1:02 ", RATE) == 62 * RATE
    assert sample_at("1:00:00", RATE) == 3600 * RATE
    assert sample_at("0:03.5", RATE) == sample_at("00:00:03;05", RATE) == 3 * RATE + 5 * RATE // 25
    assert sample_at("00:00:01:12", RATE) == RATE + 12 * RATE // 25
    assert sample_at("0:90", RATE) == 90 * RATE
    # A number that is dropped stands for the next one there is.
    assert sample_at("00:01:00;00", RATE, 29.97) == sample_at("00:01:00;02", RATE, 29.97)
    for nonsense in ("", "soon", "1.25", "1:2:3:4:5", "-3", "1..2"):
        assert sample_at(nonsense, RATE) is None
