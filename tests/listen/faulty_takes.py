"""Takes with faults made on purpose, from what the starter voices speak; where the words are says the recogniser."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sentences import (
    CHINESE_HELD_OUT,
    CHINESE_PLAIN_HELD_OUT,
    CHINESE_PLAIN_TUNED,
    CHINESE_TUNED,
    ENGLISH_HELD_OUT,
    ENGLISH_PLAIN_HELD_OUT,
    ENGLISH_PLAIN_TUNED,
    ENGLISH_TUNED,
    Line,
)

from cosydesk.engine.recognition_types import HeardWord

RATE = 24_000
FAULTS = ("none", "word_cut", "word_twice", "prompt_first", "prompt_end_first", "truncated")
SIGNAL_FAULTS = ("clipped", "silence", "noise_tail")
HALVES = {
    ("en", "tuned"): (*ENGLISH_TUNED, *ENGLISH_PLAIN_TUNED),
    ("en", "held_out"): (*ENGLISH_HELD_OUT, *ENGLISH_PLAIN_HELD_OUT),
    ("zh", "tuned"): (*CHINESE_TUNED, *CHINESE_PLAIN_TUNED),
    ("zh", "held_out"): (*CHINESE_HELD_OUT, *CHINESE_PLAIN_HELD_OUT),
}
PROMPTS = {
    "en": "I hope you will do even better than me in the future.",
    "zh": "希望你以后能够做得比我还好呦。",
}
"""What is said in the recording that a voice was cloned from, spoken here by the line's own voice."""

_FADE = round(0.005 * RATE)


@dataclass(frozen=True)
class Spoken:
    """A line as it was spoken: samples (float32 mono at `RATE`), its words in time, and the prompt's sound."""

    line: Line
    samples: np.ndarray
    words: tuple[HeardWord, ...]
    prompt: np.ndarray
    prompt_words: tuple[HeardWord, ...]


def with_fault(spoken: Spoken, fault: str) -> np.ndarray:
    """The take with one fault; which word, and which noise, depends on the text alone."""
    rng = np.random.default_rng(zlib.crc32(f"{fault} {spoken.line.text}".encode()))
    return _MAKERS[fault](spoken, rng)


def _clean(spoken: Spoken, _rng: np.random.Generator) -> np.ndarray:
    return spoken.samples


def _word_cut(spoken: Spoken, rng: np.random.Generator) -> np.ndarray:
    start, end = _word(spoken, rng)
    return joined(spoken.samples[:start], spoken.samples[end:])


def _word_twice(spoken: Spoken, rng: np.random.Generator) -> np.ndarray:
    _, end = start_end = _word(spoken, rng)
    return joined(spoken.samples[:end], spoken.samples[slice(*start_end)], spoken.samples[end:])


def _prompt_first(spoken: Spoken, _rng: np.random.Generator) -> np.ndarray:
    return joined(spoken.prompt, spoken.samples)


def _prompt_end_first(spoken: Spoken, _rng: np.random.Generator) -> np.ndarray:
    middle = spoken.prompt_words[len(spoken.prompt_words) // 2]
    return joined(spoken.prompt[round(middle.start_s * RATE) :], spoken.samples)


def _truncated(spoken: Spoken, _rng: np.random.Generator) -> np.ndarray:
    last = spoken.words[round(0.7 * len(spoken.words)) - 1]
    return joined(spoken.samples[: round(last.end_s * RATE)], np.zeros(RATE // 10, np.float32))


def _clipped(spoken: Spoken, _rng: np.random.Generator) -> np.ndarray:
    samples = spoken.samples / np.abs(spoken.samples).max() * 10 ** (6 / 20)
    return np.clip(samples, -1.0, 1.0).astype(np.float32)


def _silence(spoken: Spoken, rng: np.random.Generator) -> np.ndarray:
    at, _ = _word(spoken, rng)
    hush = (1e-4 * rng.standard_normal(round(rng.uniform(1.8, 3.0) * RATE))).astype(np.float32)
    return joined(spoken.samples[:at], hush, spoken.samples[at:])


def _noise_tail(spoken: Spoken, rng: np.random.Generator) -> np.ndarray:
    level = np.sqrt(np.mean(spoken.samples**2)) * 10 ** (-rng.uniform(10, 25) / 20)
    hiss = (level * rng.standard_normal(round(rng.uniform(0.6, 1.5) * RATE))).astype(np.float32)
    return joined(spoken.samples, hiss)


def _word(spoken: Spoken, rng: np.random.Generator) -> tuple[int, int]:
    """A word inside of the line that isn't all but nothing, in samples."""
    long = [word for word in spoken.words[1:-1] if word.end_s - word.start_s >= 0.2]
    word = long[rng.integers(len(long))]
    return round(word.start_s * RATE), round(word.end_s * RATE)


def joined(*parts: np.ndarray) -> np.ndarray:
    """One after the other, with ends soft enough not to click."""
    ramp = np.linspace(0.0, 1.0, _FADE, dtype=np.float32)
    soft = []
    for part in parts:
        copy = np.array(part, np.float32)
        if len(copy) > 2 * _FADE:
            copy[:_FADE] *= ramp
            copy[-_FADE:] *= ramp[::-1]
        soft.append(copy)
    return np.concatenate(soft)


_MAKERS: dict[str, Callable[[Spoken, np.random.Generator], np.ndarray]] = {
    "none": _clean,
    "word_cut": _word_cut,
    "word_twice": _word_twice,
    "prompt_first": _prompt_first,
    "prompt_end_first": _prompt_end_first,
    "truncated": _truncated,
    "clipped": _clipped,
    "silence": _silence,
    "noise_tail": _noise_tail,
}
