"""What is said of recordings whose faults are known, because they were put in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from cosydesk.studio.best_stretch import best_stretch
from cosydesk.studio.clipping import clipped_samples
from cosydesk.studio.prompt_check import Check, Finding, Recorded, Severity, judge, usable
from cosydesk.studio.prompt_words import judge_words, language_of
from cosydesk.studio.speech_frames import FRAME_S, find_speech, frame_levels
from tests.support.speech_like import speech_like

RATE = 24_000
ROOT = Path(__file__).resolve().parents[2]


def codes(samples: np.ndarray, rate: int = RATE, **source: float) -> dict[Check, str]:
    recorded = Recorded.of(samples, rate, **source)  # type: ignore[arg-type]
    return {finding.check: finding.code for finding in judge(recorded)}


def found(samples: np.ndarray, check: Check, rate: int = RATE) -> Finding:
    return next(finding for finding in judge(Recorded.of(samples, rate)) if finding.check is check)


def noise(count: int, level: float, seed: int = 5) -> np.ndarray:
    return (np.random.default_rng(seed).standard_normal(count) * level).astype(np.float32)


def test_clean_speech_has_no_fault() -> None:
    findings = judge(Recorded.of(speech_like(6.0), RATE))
    elsewhere = (Check.ENDS, Check.WORDS)
    assert [finding.check for finding in findings] == [check for check in Check if check not in elsewhere]
    assert {finding.severity for finding in findings} == {Severity.OK}
    assert usable(findings)


@pytest.mark.parametrize(
    ("seconds", "code", "severity"),
    [
        (0.6, "length_none", Severity.PROBLEM),
        (2.0, "length_short", Severity.WARNING),
        (3.0, "length_ok", Severity.OK),
        (30.0, "length_ok", Severity.OK),
        (30.2, "length_long", Severity.PROBLEM),
    ],
)
def test_length(seconds: float, code: str, severity: Severity) -> None:
    finding = found(speech_like(seconds), Check.LENGTH)
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.figure == pytest.approx(seconds, abs=1e-3)


@pytest.mark.parametrize(
    ("gain", "code"), [(1.0, "level_ok"), (0.05, "level_low"), (1e-4, "level_none"), (6.0, "level_high")]
)
def test_level(gain: float, code: str) -> None:
    finding = found(speech_like(5.0) * np.float32(gain), Check.LEVEL)
    assert finding.code == code


def test_level_is_that_of_the_speech_whatever_the_pauses() -> None:
    speech = speech_like(5.0)
    padded = np.concatenate([speech, noise(5 * RATE, 1e-4)])
    assert found(padded, Check.LEVEL).figure == pytest.approx(found(speech, Check.LEVEL).figure, abs=1.0)


def test_nothing_and_noise_alone_are_no_voice() -> None:
    silent = judge(Recorded.of(np.zeros(5 * RATE, np.float32), RATE))
    assert not usable(silent)
    assert {finding.code for finding in silent} >= {"level_none", "silence_all", "noise_unknown"}
    assert not usable(judge(Recorded.of(np.zeros(0, np.float32), RATE)))


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.1])
def test_clipping_is_seen_at_full_scale_and_below(scale: float) -> None:
    """Recorded too loud, and perhaps made softer afterwards."""
    speech = speech_like(6.0)
    speech /= np.abs(speech).max()
    assert found(speech * np.float32(0.99 * scale), Check.CLIPPING).code == "clipping_ok"
    hot = np.clip(speech * 1.4, -1, 1) * np.float32(scale)
    assert found(hot, Check.CLIPPING).severity is not Severity.OK
    crushed = np.clip(speech * 6, -1, 1) * np.float32(scale)
    assert found(crushed, Check.CLIPPING).code == "clipping_strong"


@pytest.mark.parametrize("hz", [40, 100, 440, 3_000])
@pytest.mark.parametrize("rate", [16_000, 48_000, 96_000])
def test_the_crest_of_a_wave_is_no_clipping(hz: int, rate: int) -> None:
    wave = (0.9 * np.sin(2 * np.pi * hz * np.arange(rate) / rate)).astype(np.float32)
    assert not len(clipped_samples(wave))
    if hz * 20 < rate:
        cut = np.clip(wave, -0.6, 0.6)
        assert len(clipped_samples(cut)) == pytest.approx((np.abs(cut) >= 0.6).sum(), rel=0.3)


def test_a_clipped_place_counts_only_where_it_is() -> None:
    speech = speech_like(8.0)
    speech /= 1.1 * np.abs(speech).max()
    half = len(speech) // 2
    speech[half:] = np.clip(speech[half:] * 5, -1, 1)
    recorded = Recorded.of(speech, RATE)
    assert judge(recorded, 0, half)[2].code == "clipping_ok"
    assert judge(recorded, half)[2].code == "clipping_strong"


@pytest.mark.parametrize(
    ("snr", "code"), [(40, "noise_ok"), (30, "noise_ok"), (15, "noise_some"), (5, "noise_strong")]
)
@pytest.mark.parametrize("colour", ["white", "hum"])
def test_noise_is_estimated_within_three_decibels(snr: int, code: str, colour: str) -> None:
    speech = speech_like(8.0)
    levels = find_speech(frame_levels(speech, RATE))
    rms = 10 ** ((levels.level_db - snr) / 20)
    if colour == "white":
        added = noise(len(speech), rms)
    else:
        added = (rms * np.sqrt(2) * np.sin(2 * np.pi * 100 * np.arange(len(speech)) / RATE)).astype(
            np.float32
        )
    finding = found(speech + added, Check.NOISE)
    assert finding.code == code
    assert finding.figure == pytest.approx(snr, abs=3.0)


def test_an_offset_is_no_noise() -> None:
    assert found(speech_like(6.0) + np.float32(0.05), Check.NOISE).code == "noise_ok"


@pytest.mark.parametrize(
    ("pause", "code"),
    [(0.0, "silence_ok"), (2.0, "silence_ok"), (9.0, "silence_much"), (500.0, "silence_all")],
)
def test_share_of_silence(pause: float, code: str) -> None:
    seconds = 6.0 if pause < 100 else 0.7
    samples = np.concatenate([speech_like(seconds), noise(int(min(pause, 20) * RATE), 1e-4)])
    assert found(samples, Check.SILENCE).code == code


def test_rate_and_channels() -> None:
    speech = speech_like(5.0)
    assert codes(speech)[Check.RATE] == "rate_ok"
    coarse = soxr.resample(speech, RATE, 8_000)
    assert codes(coarse, 8_000)[Check.RATE] == "rate_low"
    assert codes(speech, channels=2, mixed_away_db=3.0)[Check.CHANNELS] == "channels_mixed"
    assert codes(speech, channels=2, mixed_away_db=30.0)[Check.CHANNELS] == "channels_cancel"
    assert codes(speech)[Check.CHANNELS] == "channels_one"


def test_the_best_stretch_is_whole_phrases_and_avoids_what_is_bad() -> None:
    clean = speech_like(8.0, seed=1)
    crushed = np.clip(speech_like(8.0, seed=2) * 30, -0.9, 0.9)
    quiet = noise(6 * RATE, 1e-4)
    samples = np.concatenate([crushed, quiet, clean, quiet])
    stretch = best_stretch(Recorded.of(samples, RATE))
    assert stretch is not None
    first = len(crushed) + len(quiet)
    assert first - RATE // 2 <= stretch.start
    assert stretch.end <= first + len(clean) + RATE // 2
    assert 3.0 <= (stretch.end - stretch.start) / RATE <= 10.0
    levels = frame_levels(samples, RATE)
    for edge in (stretch.start, stretch.end - 1):
        assert levels[min(int(edge / RATE / FRAME_S), len(levels) - 1)] < -40.0


def test_somebody_without_pauses_gets_a_stretch_too() -> None:
    steady = noise(20 * RATE, 0.1) * np.linspace(0.9, 1.0, 20 * RATE, dtype=np.float32)
    stretch = best_stretch(Recorded.of(steady, RATE))
    assert stretch is not None
    assert 3.0 <= (stretch.end - stretch.start) / RATE <= 10.0


def test_too_little_has_no_stretch() -> None:
    assert best_stretch(Recorded.of(speech_like(2.0), RATE)) is None
    assert best_stretch(Recorded.of(np.zeros(9 * RATE, np.float32), RATE)) is None
    assert best_stretch(Recorded.of(np.zeros(0, np.float32), RATE)) is None


def real_recordings() -> Iterator[Path]:
    for folder in (ROOT, *ROOT.parents):
        yield from sorted((folder / "shared" / "audio").glob("*.wav"))


@pytest.fixture(params=["zero_shot_prompt.wav", "cross_lingual_prompt.wav"])
def real(request: pytest.FixtureRequest) -> tuple[np.ndarray, int]:
    path = next((path for path in real_recordings() if path.name == request.param), None)
    if path is None:
        pytest.skip(f"shared/audio/{request.param} is not there")
    return soundfile.read(path, dtype="float32")


def test_prompts_that_are_known_to_work_pass(real: tuple[np.ndarray, int]) -> None:
    samples, rate = real
    recorded = Recorded.of(samples, rate)
    assert {finding.severity for finding in judge(recorded)} == {Severity.OK}
    stretch = best_stretch(recorded)
    assert stretch is not None
    assert {finding.severity for finding in judge(recorded, stretch.start, stretch.end)} == {Severity.OK}


def test_their_faults_are_found_when_put_in(real: tuple[np.ndarray, int]) -> None:
    samples, rate = real
    peak = np.abs(samples).max()
    assert (
        codes(np.clip(6 * samples / peak, -1, 1) * np.float32(0.4), rate)[Check.CLIPPING] == "clipping_strong"
    )
    assert codes(samples * np.float32(0.03), rate)[Check.LEVEL] == "level_low"
    level = find_speech(frame_levels(samples, rate)).level_db
    for snr, code in ((30, "noise_ok"), (14, "noise_some"), (6, "noise_strong")):
        noisy = samples + noise(len(samples), 10 ** ((level - snr) / 20))
        assert codes(noisy, rate)[Check.NOISE] == code
    assert codes(soxr.resample(samples, rate, 8_000), 8_000)[Check.RATE] == "rate_low"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "words_none"),
        ("…!", "words_none"),
        ("The quick brown fox jumps over the lazy dog, and sleeps.", "words_ok"),
        ("希望你以后能够做的比我还好呦。", "words_ok"),
        ("お元気ですか、今日はいい天気ですね", "words_ok"),
        ("Hi.", "words_few"),
        ("The quick brown fox jumps over the lazy dog. " * 4, "words_many"),
        ("希望你以后能够做的比我还好呦。" * 3, "words_many"),
    ],
)
def test_a_transcript_fits_the_time_or_not(text: str, code: str) -> None:
    assert judge_words(text, 3.5).code == code


def test_the_script_tells_the_language() -> None:
    assert language_of("你好，Ann") == "zh"
    assert language_of("こんにちは、世界") == "ja"
    assert language_of("안녕하세요") == "ko"
    assert language_of("Hello") == ""
