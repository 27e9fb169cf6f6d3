"""Between samples and the vocoder's short spectra. Source: spec cosyvoice1.md section 8.4."""

from __future__ import annotations

import torch
from torch import Tensor

MAX_MAGNITUDE = 100.0


def analyse(samples: Tensor, window: Tensor, hop: int) -> Tensor:
    """Samples (1, 1, L) to real parts and imaginary parts: (1, fft + 2, L / hop + 1)."""
    spectrum = torch.stft(
        samples.squeeze(1), len(window), hop, window=window, center=True, return_complex=True
    )
    return torch.cat([spectrum.real, spectrum.imag], dim=1)


def synthesise(x: Tensor, window: Tensor, hop: int) -> Tensor:
    """Log magnitudes and unsquashed phases (1, fft + 2, n) to samples (1, (n - 1) · hop)."""
    fft = len(window)
    bins = fft // 2 + 1
    magnitude = torch.exp(x[:, :bins]).clamp(max=MAX_MAGNITUDE)
    phase = torch.sin(x[:, bins:])
    return torch.istft(torch.polar(magnitude, phase), fft, hop, window=window, center=True)
