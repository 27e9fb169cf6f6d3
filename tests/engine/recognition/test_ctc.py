"""From scores to words and hints."""

from __future__ import annotations

import numpy as np
import pytest

from cosydesk.engine.recognition.ctc import decode

TOKENS = [
    "<unk>", "<s>", "</s>", "▁the", "▁cat", "s", ".", "猫", "<|zh|>", "<|en|>", "<|yue|>", "<|nospeech|>",
    "<|HAPPY|>", "<|NEUTRAL|>", "<|EMO_UNKNOWN|>", "<|Speech|>", "<|BGM|>", "<|Laughter|>", "<|withitn|>",
]  # fmt: skip


def scores(*names: str, sure: float = 9.0) -> np.ndarray:
    """One frame for each name; ``_`` is the blank."""
    rows = np.zeros((len(names), len(TOKENS)), np.float32)
    for row, name in enumerate(names):
        rows[row, 0 if name == "_" else TOKENS.index(name)] = sure
    return rows


def test_repeats_count_once_and_blanks_part_them() -> None:
    frames = ["_", "▁the", "▁the", "_", "▁cat", "s", "_", "s", "."]
    decoded = decode(scores("<|en|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>", *frames), TOKENS, 0.06)
    assert [piece.text for piece in decoded.pieces] == [" the", " cat", "s", "s", "."]
    assert decoded.language == "en"
    assert decoded.hints == ()
    the = decoded.pieces[0]
    assert (the.start_s, the.end_s) == pytest.approx((0.06, 0.18))


def test_a_token_that_goes_on_from_the_queries_is_not_doubled() -> None:
    decoded = decode(scores("<|zh|>", "<|HAPPY|>", "<|BGM|>", "猫", "猫", "_"), TOKENS, 0.06)
    assert [(piece.text, piece.start_s) for piece in decoded.pieces] == [("猫", 0.0)]


def test_tags_become_hints_wherever_they_stand() -> None:
    decoded = decode(
        scores("<|yue|>", "<|HAPPY|>", "<|BGM|>", "<|withitn|>", "猫", "<|Laughter|>", "<|HAPPY|>"),
        TOKENS,
        0.06,
    )
    assert decoded.hints == ("happy", "music", "laughter")
    assert decoded.language == "yue"
    assert [piece.text for piece in decoded.pieces] == ["猫"]


def test_no_speech_is_nothing() -> None:
    decoded = decode(
        scores("<|nospeech|>", "<|EMO_UNKNOWN|>", "<|BGM|>", "<|withitn|>", "_", "_"), TOKENS, 0.06
    )
    assert (decoded.pieces, decoded.language, decoded.hints) == ((), "", ("music",))


@pytest.mark.parametrize("shift", [0.0, 100.0, -100.0])
def test_probability_is_that_of_the_surest_frame_whatever_the_scores_are_relative_to(shift: float) -> None:
    rows = scores(*["_"] * 4, "猫", "猫")
    rows[4, 7], rows[5, 7] = 1.0, 3.0
    (piece,) = decode(rows + np.float32(shift), TOKENS, 0.06).pieces
    assert piece.probability == pytest.approx(np.exp(3.0) / (np.exp(3.0) + len(TOKENS) - 1), rel=1e-4)
