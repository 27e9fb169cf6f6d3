"""From SenseVoice's scores to words: greedy CTC decoding, tags taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cosydesk.engine.recognition_types import HeardWord

BLANK = 0
QUERIES = 4
"""Frames in front of the speech: language, emotion, event, punctuation."""

LANGUAGES = ("zh", "yue", "en", "ja", "ko")

HINTS = {
    "HAPPY": "happy",
    "SAD": "sad",
    "ANGRY": "angry",
    "FEARFUL": "fearful",
    "DISGUSTED": "disgusted",
    "SURPRISED": "surprised",
    "BGM": "music",
    "Applause": "applause",
    "Laughter": "laughter",
    "Cry": "crying",
    "Cough": "coughing",
    "Sneeze": "sneezing",
    "Breath": "breath",
}
"""Tags worth telling. Neutral, unknown and plain speech are not."""

_IGNORED = ("<unk>", "<s>", "</s>")


@dataclass(frozen=True)
class Decoded:
    """What the scores say.

    Attributes:
        pieces: of the text, with the spaces in front of them.
        language: one of `LANGUAGES`; empty = none, or no speech.
        hints: values of `HINTS`, each once.
    """

    pieces: tuple[HeardWord, ...]
    language: str
    hints: tuple[str, ...]


def decode(scores: npt.NDArray[np.float32], tokens: Sequence[str], frame_s: float) -> Decoded:
    """Take the likeliest token of every frame; repeated ones count once, blanks not at all.

    Args:
        scores: log probabilities or logits, shape (`QUERIES` + frames, tokens).
        tokens: their names; those that begin a word start with ``▁``, tags stand in ``<|…|>``.
        frame_s: from one frame to the next.
    """
    best = scores.argmax(axis=1)
    fresh = np.flatnonzero(np.diff(best, prepend=BLANK))
    ends = np.append(fresh[1:], len(best))
    language = ""
    hints: list[str] = []
    pieces: list[HeardWord] = []
    for start, end in zip(fresh, ends, strict=True):
        token = tokens[best[start]]
        if best[start] == BLANK or token in _IGNORED:
            continue
        if token.startswith("<|") and token.endswith("|>"):
            tag = token[2:-2]
            language = tag if tag in LANGUAGES and not language else language
            if tag in HINTS and HINTS[tag] not in hints:
                hints.append(HINTS[tag])
            continue
        likely = _probability(scores[start:end], best[start])
        times = (max(0.0, float(at - QUERIES) * frame_s) for at in (start, end))
        pieces.append(HeardWord(token.replace("▁", " "), *times, likely))
    return Decoded(tuple(pieces), language, tuple(hints))


def _probability(scores: npt.NDArray[np.float32], token: int) -> float:
    """How likely the token is in the frame where it is likeliest."""
    shifted = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    return float((np.exp(shifted[:, token]) / np.exp(shifted).sum(axis=1)).max())
