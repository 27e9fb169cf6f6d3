"""Voices of one's own as values: what is kept of a recording, what a description may say."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from support.voices import CONSENT, recording

from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import Consent, MyVoice, PromptAudio, new_voice, prompt_hash

RATE = 16_000


def noise(seconds: float, rate: int = RATE, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, int(seconds * rate)).astype(np.float32)


def refused(samples: np.ndarray, rate: int = RATE) -> StudioError:
    with pytest.raises(StudioError) as caught:
        PromptAudio.of(samples, rate)
    assert caught.value.code == "prompt"
    return caught.value


def test_a_recording_is_kept_in_as_many_bits_as_it_has() -> None:
    whole = np.random.default_rng(1).integers(-(2**15), 2**15, 2 * RATE).astype(np.float64)
    coarse = PromptAudio.of((whole / 2**15).astype(np.float32), RATE)
    assert soundfile.info(io.BytesIO(coarse.flac)).subtype == "PCM_16"
    np.testing.assert_array_equal(coarse.samples() * 2**15, whole)
    fine = PromptAudio.of(noise(2), RATE)
    assert soundfile.info(io.BytesIO(fine.flac)).subtype == "PCM_24"
    assert np.abs(fine.samples() - noise(2)).max() <= 2.0**-23
    assert (fine.sample_rate, fine.length, fine.seconds) == (RATE, 2 * RATE, 2.0)


def test_both_ends_of_the_range_are_kept() -> None:
    samples = noise(1.5)
    samples[:3] = (1.0, -1.0, 7.0)
    kept = PromptAudio.of(samples, RATE).samples()
    assert kept[1] == -1.0
    assert kept[0] == kept[2] == pytest.approx(1.0, abs=2.0**-22)


def test_channels_are_mixed() -> None:
    left, right = noise(2, seed=1), noise(2, seed=2)
    mixed = PromptAudio.of(np.stack([left, right], axis=1), RATE)
    assert np.abs(mixed.samples() - (left + right) / 2).max() < 1e-6


def test_the_hash_is_of_the_sound_not_of_its_packing() -> None:
    first = PromptAudio.of(noise(2), RATE)
    buffer = io.BytesIO()
    soundfile.write(buffer, first.samples(), RATE, format="FLAC", subtype="PCM_24", compression_level=0.0)
    again = PromptAudio.read(PromptAudio.of(first.samples(), RATE).flac)
    assert again.hash == first.hash == prompt_hash(first.samples(), RATE)
    assert PromptAudio.of(noise(2, seed=3), RATE).hash != first.hash
    assert prompt_hash(first.samples(), 24_000) != first.hash


def test_what_cannot_be_a_prompt_is_refused() -> None:
    assert "short" not in refused(noise(0.5)).message
    assert "0.5 s" in refused(noise(0.5)).message
    assert "31 s" in refused(noise(31)).message
    assert "8000" in refused(noise(3, 8000), 8000).message
    refused(np.zeros(0, np.float32))
    refused(np.full(3 * RATE, np.nan, np.float32))
    PromptAudio.of(noise(30), RATE)


@pytest.mark.parametrize("data", [b"", b"fLaC", b"RIFF" + bytes(200), b"\x00" * 4096])
def test_bytes_that_are_no_recording_are_refused(data: bytes) -> None:
    with pytest.raises(StudioError) as caught:
        PromptAudio.read(data)
    assert caught.value.code == "prompt"


def test_stereo_files_and_other_formats_are_refused() -> None:
    for kind, channels in (("FLAC", 2), ("WAV", 1), ("OGG", 1)):
        buffer = io.BytesIO()
        soundfile.write(buffer, np.stack([noise(2)] * channels, axis=1), RATE, format=kind)
        with pytest.raises(StudioError):
            PromptAudio.read(buffer.getvalue())


def test_a_cut_recording_is_refused() -> None:
    flac = recording().flac
    with pytest.raises(StudioError):
        PromptAudio.read(flac[: len(flac) // 2])


words = st.text(max_size=60)


@given(
    name=words.filter(lambda text: any(char.isprintable() and not char.isspace() for char in text)),
    transcript=words,
    tags=st.lists(words.map(lambda text: text[:20]), max_size=5),
    notes=words,
    language=st.sampled_from(["zh", "en-US", "", "yue"]),
)
def test_descriptions_survive_json(
    name: str, transcript: str, tags: list[str], notes: str, language: str
) -> None:
    voice = new_voice(
        name, PROMPT, CONSENT, language=language, transcript=transcript, tags=tuple(tags), notes=notes
    )
    assert "\n" not in voice.name + voice.transcript
    assert all(tag.strip() == tag != "" for tag in voice.tags)
    text = json.dumps(voice.to_json(), ensure_ascii=False)
    assert MyVoice.from_json(json.loads(text)) == voice
    text.encode()


PROMPT = recording()
GOOD = new_voice("Ann", PROMPT, CONSENT, transcript="Hello.").to_json()


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "starter:af_heart"},
        {"id": "mine:../../etc/passwd"},
        {"id": "mine:" + "a" * 100},
        {"id": 3},
        {"name": ""},
        {"name": " \n"},
        {"name": "a" * 500},
        {"name": None},
        {"language": "x" * 99},
        {"prompt": "00"},
        {"prompt": "G" * 64},
        {"sample_rate": 0},
        {"sample_rate": True},
        {"sample_rate": 1e9},
        {"length": -1},
        {"length": 10**30},
        {"tags": "calm"},
        {"tags": [1]},
        {"tags": ["t"] * 3 + [str(number) for number in range(99)]},
        {"transcript": ["a"]},
        {"transcript": "a" * 30_000},
        {"consent": None},
        {"consent": {"statement": "", "given": "now"}},
        {"consent": {"statement": "I may"}},
    ],
)
def test_descriptions_of_strangers_are_checked(changed: dict[str, Any]) -> None:
    with pytest.raises(StudioError):
        MyVoice.from_json({**GOOD, **changed})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner, max_size=6)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(data: object) -> None:
    for candidate in (data, {**GOOD, **data} if isinstance(data, dict) else data):
        with suppress(StudioError):
            MyVoice.from_json(candidate)


def test_fields_of_later_versions_are_passed_over() -> None:
    assert MyVoice.from_json({**GOOD, "mood": "gay"}) == MyVoice.from_json(GOOD)


def test_a_voice_needs_consent() -> None:
    with pytest.raises(StudioError) as caught:
        new_voice("Ann", PROMPT, Consent.now(" "))
    assert caught.value.code == "consent"


def test_the_trial_is_of_the_voices_language() -> None:
    assert "你好" in new_voice("Ann", PROMPT, CONSENT, language="zh-CN").trial
    assert new_voice("Ann", PROMPT, CONSENT, language="tlh").trial.startswith("Hello")
    assert new_voice("Ann", PROMPT, CONSENT, sample_text="Moin.").trial == "Moin."
