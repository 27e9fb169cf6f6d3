"""Faults that the sound alone shows."""

from __future__ import annotations

import numpy as np
import pytest

from cosydesk.studio.checking.signal import Expected, signal_faults
from cosydesk.studio.take import TakeRequest
from tests.support.starter_speech import RATE, starter_speech

LANGUAGES = ("en", "zh")


def spans(samples: np.ndarray) -> tuple[tuple[float, float], ...]:
    return ((0.2, len(samples) / RATE - 0.3),)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_speech_has_none(language: str) -> None:
    samples = starter_speech(language)
    expected = Expected(len(samples) / RATE)
    assert signal_faults(samples, RATE, expected, spans(samples)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_clipping(language: str) -> None:
    samples = starter_speech(language)
    loud = np.clip(3 * samples / np.abs(samples).max(), -1, 1).astype(np.float32)
    assert signal_faults(loud, RATE, Expected()) == ("clipped",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_silence_inside(language: str) -> None:
    samples = starter_speech(language)
    middle = len(samples) // 2
    parted = np.concatenate([samples[:middle], silence(2.5), samples[middle:]])
    assert signal_faults(parted, RATE, Expected()) == ("silence",)
    assert signal_faults(parted, RATE, Expected(pause_s=2.0)) == ()
    assert signal_faults(parted, RATE, Expected(speed=0.5)) == ()
    around = np.concatenate([silence(2.5), samples, silence(2.5)])
    assert signal_faults(around, RATE, Expected()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_noise_after_the_speech(language: str) -> None:
    samples = starter_speech(language)
    rng = np.random.default_rng(1)
    hiss = (0.02 * rng.standard_normal(RATE)).astype(np.float32)
    noisy = np.concatenate([samples, hiss])
    assert signal_faults(noisy, RATE, Expected(), spans(samples)) == ("noise_tail",)
    assert signal_faults(np.concatenate([samples, silence(1.0)]), RATE, Expected(), spans(samples)) == ()
    assert signal_faults(noisy, RATE, Expected(ends_in_sound=True), spans(samples)) == ()
    assert signal_faults(noisy, RATE, Expected()) == ()  # nobody looked for speech


def test_a_length_far_from_what_the_text_takes() -> None:
    samples = starter_speech("en")
    seconds = len(samples) / RATE
    assert signal_faults(samples, RATE, Expected(seconds / 2.5)) == ("length",)
    assert signal_faults(samples, RATE, Expected(seconds * 2.5)) == ("length",)
    assert signal_faults(samples[: RATE // 2], RATE, Expected(1.2)) == ()  # short lines vary


def test_what_a_text_asks_for_is_expected() -> None:
    text = 'One. <break time="2s"/> Two [pause 0.5] three [laughter].'
    request = TakeRequest("starter", "starter:af_heart", "sft", text, "", 0.8, 0)
    assert Expected.of(request, 4.0) == Expected(4.0, 2.0, ends_in_sound=True, speed=0.8)


def test_no_sound_at_all_is_judged_too() -> None:
    assert signal_faults(silence(1.0), RATE, Expected(), ()) == ()
    assert signal_faults(np.zeros(0, np.float32), RATE, Expected(5.0)) == ("length",)
