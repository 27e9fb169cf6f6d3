from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry
from cosydesk.ui.timeline.live_clip import LiveClip, spoken_seconds
from cosydesk.ui.timeline.overview import BIN, TrackOverview
from cosydesk.ui.timeline.peak_bank import BASE_BIN, PeakBank, TakePeaks, pyramid


def noise(bins: int, seed: int) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, bins).astype(np.uint8)


def brute(base: npt.NDArray[np.uint8], first: int, span: float) -> int:
    """The loudest of all finest bins that the stretch touches."""
    low = max(0, first // BASE_BIN)
    high = int(np.ceil((first + span) / BASE_BIN))
    return int(base[low:high].max(initial=0)) if high > 0 else 0


@pytest.mark.parametrize("span", [72.0, 256.0, 1000.0, 5000.0])
def test_finds_the_loudest_of_every_stretch(span: float) -> None:
    bank = PeakBank()
    bases = {bank.slot(f"take-{n}"): noise(200 + 37 * n, n) for n in range(150)}
    for slot, base in bases.items():
        bank.fill(slot, TakePeaks(pyramid(base)))
    rng = np.random.default_rng(1)
    slots = rng.integers(0, 150, 400)
    first = rng.integers(-2000, 20_000, 400)
    found = bank.loudest(slots, first, span)
    coarse = BASE_BIN * 4 ** max(0, int(np.log(span / BASE_BIN) / np.log(4)))
    for slot, begin, value in zip(slots, first, found, strict=True):
        base = bases[int(slot)]
        assert value >= brute(base, int(begin), span), "a peak must not be lost"
        around = brute(base, int(begin) - coarse, span + 2 * coarse)
        assert value <= around, "nor come from elsewhere"


def test_silent_until_filled() -> None:
    bank = PeakBank()
    slot = bank.slot("take")
    assert bank.slot("take") == slot
    assert bank.missing(np.array([slot, slot])).tolist() == [slot]
    assert bank.loudest(np.array([slot]), np.array([0]), 100.0).tolist() == [0]
    bank.fill(slot, TakePeaks(pyramid(np.full(10, 200, np.uint8))))
    assert bank.missing(np.array([slot])).size == 0
    assert bank.loudest(np.array([slot]), np.array([0]), 100.0).tolist() == [200]
    assert bank.loudest(np.array([slot]), np.array([10 * BASE_BIN]), 100.0).tolist() == [0]


def test_another_sample_rate_stretches_the_bins() -> None:
    bank = PeakBank()
    slot = bank.slot("take")
    base = np.zeros(100, np.uint8)
    base[50] = 255
    bank.fill(slot, TakePeaks(pyramid(base), bin_samples=32.0))
    assert bank.loudest(np.array([slot]), np.array([50 * 32]), 30.0).tolist() == [255]
    assert bank.loudest(np.array([slot]), np.array([50 * 64]), 30.0).tolist() == [0]


def columns(bank: PeakBank, *spans: tuple[int, int]) -> ClipColumns:
    entries = []
    for number, (start, length) in enumerate(spans):
        slot = bank.slot(f"take-{number}")
        bank.fill(slot, TakePeaks(pyramid(np.full(length // BASE_BIN, 100 + number, np.uint8))))
        entries.append(ClipEntry(str(number), None, f"take-{number}", "", 0, slot, start, length))
    return ClipColumns(entries)


def test_overview_lays_loudness_out_in_time() -> None:
    bank = PeakBank()
    clips = columns(bank, (10 * BIN, 20 * BIN), (50 * BIN, 5 * BIN))
    overview = TrackOverview(clips, bank)
    at = np.array([0, 9 * BIN, 10 * BIN, 29 * BIN, 31 * BIN, 50 * BIN, 54 * BIN, 60 * BIN])
    assert overview.loudest(at, float(BIN)).tolist() == [0, 0, 100, 100, 0, 101, 101, 0]


def test_coverage_counts_overlaps_once() -> None:
    bank = PeakBank()
    clips = columns(bank, (0, 4000), (2000, 4000), (2500, 500), (9000, 1000))
    edges = np.array([0.0, 2000.0, 4000.0, 8000.0, 9500.0, 12_000.0])
    part = TrackOverview(clips, bank).coverage(edges)
    assert part == pytest.approx([1.0, 1.0, 0.5, 1 / 3, 0.2])


def test_a_live_clip_grows_and_corrects_its_expected_end() -> None:
    clip = LiveClip("line", 1000, 24_000, expected=48_000)
    tone = np.full(24_000, 0.5, np.float32)
    for part in np.array_split(tone, 7):
        clip.append(part, 24_000)
    assert clip.received == 24_000
    assert clip.expected == 48_000
    assert len(clip.levels[0]) == 24_000 // BASE_BIN
    assert set(clip.levels[0].tolist()) == {127}
    clip.append(tone, 24_000, fraction=0.5)
    assert clip.expected == 96_000
    clip.append(np.zeros(120_000, np.float32), 24_000)
    assert clip.expected == clip.received == 168_000


def test_a_live_clip_takes_another_sample_rate() -> None:
    clip = LiveClip("line", 0, 24_000, expected=0)
    clip.append(np.full(22_050, 0.5, np.float32), 22_050)
    assert clip.received == 24_000
    assert len(clip.levels[0]) == pytest.approx(24_000 / BASE_BIN, rel=0.01)


def test_the_guess_counts_words_not_tags() -> None:
    plain = spoken_seconds("a quiet street", 1.0)
    assert spoken_seconds("a <strong>quiet</strong> street", 1.0) == pytest.approx(plain)
    assert spoken_seconds("a quiet street", 2.0) == pytest.approx(plain / 2)
    assert spoken_seconds("在面对挑战时", 1.0) > plain
