"""The excitation: harmonics of f0 with noise (neural source-filter, Wang et al. 2019).

Source: spec cosyvoice1.md section 8.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class SourceDims:
    """What the excitation is made of.

    Attributes:
        harmonics: sines in all, the fundamental included.
        samples_per_frame: samples that one f0 value lasts.
        amplitude: of each sine; `noise` the deviation beside a voiced sine; `voiced_above_hz` the threshold.
    """

    sample_rate: int
    harmonics: int
    samples_per_frame: int
    amplitude: float
    noise: float
    voiced_above_hz: float


@dataclass(frozen=True)
class SourceNoise:
    """Everything random in one excitation.

    Attributes:
        phase: (1, H, 1) radians, 0 for the fundamental.
        normal: (1, H, L) standard normal.
    """

    phase: Tensor
    normal: Tensor

    @staticmethod
    def draw(harmonics: int, samples: int, generator: torch.Generator, device: torch.device) -> SourceNoise:
        """Draw in the reference's order (spec section 10) from the request's own generator (on the CPU)."""
        phase = torch.rand(1, harmonics, 1, generator=generator) * (2 * math.pi) - math.pi
        phase[:, 0] = 0
        normal = torch.randn(1, harmonics, samples, generator=generator)
        return SourceNoise(phase.to(device), normal.to(device))


class Source(nn.Module):
    """f0 (1, T) to an excitation (1, 1, T · samples per frame) within (-1, 1)."""

    def __init__(self, dims: SourceDims) -> None:
        super().__init__()
        self.dims = dims
        self.l_linear = nn.Linear(dims.harmonics, 1)

    def forward(self, f0: Tensor, noise: SourceNoise, double: bool = True) -> Tensor:
        """Excite from f0 (1, T) Hz.

        Args:
            double: sum the phase in float64; the reference's float32 sum drifts over a long utterance.
        """
        dims = self.dims
        wide = torch.float64 if double else torch.float32
        hz = f0.repeat_interleave(dims.samples_per_frame, dim=1).unsqueeze(1)
        order = torch.arange(1, dims.harmonics + 1, device=f0.device, dtype=torch.float32).view(1, -1, 1)
        cycles = torch.cumsum((hz * order / dims.sample_rate).to(wide), dim=2) % 1
        sines = dims.amplitude * torch.sin(2 * math.pi * cycles.to(torch.float32) + noise.phase)
        voiced = (hz > dims.voiced_above_hz).to(torch.float32)
        deviation = voiced * dims.noise + (1 - voiced) * dims.amplitude / 3
        harmonics = sines * voiced + deviation * noise.normal
        return torch.tanh(self.l_linear(harmonics.transpose(1, 2))).transpose(1, 2)
