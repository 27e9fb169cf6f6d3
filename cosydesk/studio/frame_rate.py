"""Frames a second, exactly, and how frames are numbered.

23.976, 29.97, 47.952 and 59.94 stand for 24000/1001 and so on. Where 30 or 60 frames are counted a second but a little
fewer pass (29.97, 59.94), numbers are dropped by SMPTE 12M: the first two (four) of each minute, except each tenth.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache


@cache
def exact_rate(frame_rate: float) -> Fraction:
    """The frames a second that a rate's common name stands for."""
    whole = round(frame_rate)
    pulled = Fraction(whole * 1000, 1001)
    if frame_rate != whole and abs(frame_rate - float(pulled)) < 0.01:
        return pulled
    return Fraction(frame_rate).limit_denominator(1000)


def counted(frame_rate: float) -> int:
    """Frame numbers in a second of the timecode."""
    return max(1, round(frame_rate))


def drops(frame_rate: float) -> int:
    """Frame numbers dropped at most minutes, 0 where none are."""
    whole = counted(frame_rate)
    return whole // 15 if whole in (30, 60) and exact_rate(frame_rate) != whole else 0


def number_of(frame: int, frame_rate: float) -> int:
    """The number that the timecode counts for a frame: with those that were dropped before it."""
    dropped = drops(frame_rate)
    if not dropped:
        return frame
    minute = 60 * counted(frame_rate) - dropped
    tens, rest = divmod(frame, 10 * minute + dropped)
    minutes = (rest - dropped) // minute if rest >= minute + dropped else 0
    return frame + dropped * (9 * tens + minutes)
