"""SenseVoice's front end against Kaldi's (as torchaudio has it) and against its formulas written out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from support.sensevoice_folder import write_normalisation
from support.speech_like import speech_like

from cosydesk.engine.frontend.torchaudio_import import torchaudio
from cosydesk.engine.recognition.fbank import filter_bank, read_normalisation, stacked


@pytest.mark.parametrize("samples", [400, 401, 559, 560, 16_000, 40_123])
def test_filter_bank_is_kaldi_s(samples: int) -> None:
    audio = speech_like(samples / 16_000 + 0.01, seed=samples, rate=16_000)[:samples]
    ours = filter_bank(audio)
    theirs = torchaudio.compliance.kaldi.fbank(
        torch.from_numpy(audio * 32768.0)[None],
        num_mel_bins=80,
        window_type="hamming",
        dither=0.0,
        energy_floor=0.0,
        sample_frequency=16_000,
    ).numpy()
    assert ours.shape == theirs.shape == (1 + (samples - 400) // 160, 80)
    np.testing.assert_allclose(ours, theirs, atol=2e-3)


def test_silence_is_kaldi_s_floor() -> None:
    bank = filter_bank(np.zeros(16_000, np.float32))
    np.testing.assert_allclose(bank, np.log(np.finfo(np.float32).eps), rtol=1e-6)


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 6, 7, 12, 13, 100])
def test_stacking_repeats_the_edges(frames: int) -> None:
    bank = np.arange(frames * 80, dtype=np.float32).reshape(frames, 80)
    rows = []
    padded = [bank[0]] * 3 + list(bank)
    for start in range(0, frames, 6):
        seven = padded[start : start + 7]
        seven += [bank[-1]] * (7 - len(seven))
        rows.append(np.concatenate(seven))
    np.testing.assert_array_equal(stacked(bank), np.stack(rows))


def test_normalisation_is_read_from_kaldi_s_text(tmp_path: Path) -> None:
    path = tmp_path / "am.mvn"
    shift, scale = np.linspace(-9, -8, 560, dtype=np.float32), np.linspace(0.1, 0.2, 560, dtype=np.float32)
    write_normalisation(path, shift, scale)
    read_shift, read_scale = read_normalisation(path)
    np.testing.assert_allclose(read_shift, shift, rtol=1e-6)
    np.testing.assert_allclose(read_scale, scale, rtol=1e-6)


def test_another_normalisation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "am.mvn"
    write_normalisation(path, np.zeros(80, np.float32), np.ones(80, np.float32))
    with pytest.raises(ValueError, match="80 features"):
        read_normalisation(path)
    path.write_text("nothing of the kind", "utf-8")
    with pytest.raises(ValueError, match="0 features"):
        read_normalisation(path)
