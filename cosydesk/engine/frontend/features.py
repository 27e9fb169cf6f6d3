"""Spectral features of a prompt: Whisper's log-mel, Kaldi's filter bank, the acoustic mel.

Source: spec cosyvoice1.md sections 4.2 to 4.4. Every table depends on all its parameters, so that models of
different rates can't spoil each other's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from cosydesk.engine.config import Record

PROMPT_RATE_HZ = 16_000
"""Rate that the speech tokenizer and the speaker encoder listen at."""

_FLOOR_OF_KALDI = 1.1920929e-07


@dataclass(frozen=True)
class MelDims:
    """Parameters of an acoustic mel."""

    sample_rate: int
    fft: int
    hop: int
    window: int
    bins: int
    low_hz: float
    high_hz: float

    @staticmethod
    def of(config: Record) -> MelDims:
        """From a configuration's ``feat_extractor``; a missing upper bound is half the sample rate."""
        mel = config.record("feat_extractor")
        rate = mel.whole("sampling_rate", least=1000)
        fft = mel.whole("n_fft", least=16)
        high = rate / 2 if mel.get("fmax") is None else mel.number("fmax", 0.0, least=1.0)
        low = mel.number("fmin", 0.0)
        if not low < high <= rate / 2:
            raise mel.unfit("fmax", high, f"above fmin and at most {rate / 2:g}")
        return MelDims(
            sample_rate=rate,
            fft=fft,
            hop=mel.whole("hop_size", most=fft),
            window=mel.whole("win_size", most=fft),
            bins=mel.whole("num_mels"),
            low_hz=low,
            high_hz=high,
        )


def whisper_mel(samples: Tensor) -> Tensor:
    """Whisper's log-mel of 16 kHz samples (n,): (1, 128, n // 160)."""
    spectrum = torch.stft(samples, 400, 160, window=torch.hann_window(400), center=True, return_complex=True)[
        :, :-1
    ]
    mel = slaney_filters(PROMPT_RATE_HZ, 400, 128, 0, 8000) @ spectrum.abs().square()
    logarithm = mel.clamp(min=1e-10).log10()
    logarithm = torch.maximum(logarithm, logarithm.max() - 8.0)
    return ((logarithm + 4.0) / 4.0).unsqueeze(0)


def kaldi_fbank(samples: Tensor) -> Tensor:
    """Kaldi's 80-bin log filter bank of 16 kHz samples (n,), without dither: (frames, 80)."""
    from cosydesk.engine.frontend.torchaudio_import import torchaudio

    bank: Tensor = torchaudio.compliance.kaldi.fbank(
        samples.unsqueeze(0), num_mel_bins=80, dither=0, sample_frequency=PROMPT_RATE_HZ
    )
    return bank


def speaker_features(samples: Tensor) -> Tensor:
    """What the speaker encoder reads: the filter bank less its mean over time, (1, frames, 80)."""
    bank = kaldi_fbank(samples)
    return (bank - bank.mean(dim=0, keepdim=True)).unsqueeze(0)


def acoustic_mel(samples: Tensor, dims: MelDims) -> Tensor:
    """Natural-log mel of samples (n,) at the model's rate: (1, n // hop, bins)."""
    padding = (dims.fft - dims.hop) // 2
    padded = F.pad(samples.view(1, 1, -1), (padding, padding), mode="reflect").view(1, -1)
    spectrum = torch.view_as_real(
        torch.stft(
            padded,
            dims.fft,
            dims.hop,
            dims.window,
            window=torch.hann_window(dims.window),
            center=False,
            return_complex=True,
        )
    )
    magnitude = torch.sqrt(spectrum.square().sum(-1) + 1e-9)
    mel = slaney_filters(dims.sample_rate, dims.fft, dims.bins, dims.low_hz, dims.high_hz) @ magnitude
    return mel.clamp(min=1e-5).log().transpose(1, 2)


@lru_cache(maxsize=16)
def slaney_filters(sample_rate: int, fft: int, bins: int, low_hz: float, high_hz: float) -> Tensor:
    """Triangular mel filters of equal area on Slaney's scale, (bins, fft // 2 + 1) float32."""
    step, knee_hz, ratio = 200 / 3, 1000.0, math.log(6.4) / 27

    def to_mel(hz: float) -> float:
        return hz / step if hz < knee_hz else knee_hz / step + math.log(hz / knee_hz) / ratio

    mels = torch.linspace(to_mel(low_hz), to_mel(high_hz), bins + 2, dtype=torch.float64)
    knee = knee_hz / step
    points = torch.where(mels < knee, mels * step, knee_hz * torch.exp(ratio * (mels - knee)))
    bin_hz = torch.linspace(0, sample_rate / 2, fft // 2 + 1, dtype=torch.float64)
    gaps = points.diff()
    slopes = points.unsqueeze(1) - bin_hz
    rising = -slopes[:-2] / gaps[:-1].unsqueeze(1)
    falling = slopes[2:] / gaps[1:].unsqueeze(1)
    triangles = torch.minimum(rising, falling).clamp(min=0)
    return (triangles * (2 / (points[2:] - points[:-2])).unsqueeze(1)).float()
