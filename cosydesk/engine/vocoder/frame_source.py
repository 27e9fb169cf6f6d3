"""The later generations' excitation: its phase is summed up frame by frame. Source: spec cosyvoice2.md section 7.

The reference's phase offsets per harmonic have no effect here (they touch one sample between two that are read), so
there are none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.vocoder.source import SourceDims, SourceNoise


@dataclass(frozen=True)
class Cycles:
    """How far the harmonics have turned at the end of a piece: (1, H, 1) float64, in cycles per sample of a frame."""

    turned: Tensor


class FrameSource(nn.Module):
    """f0 (1, T) to an excitation (1, 1, T · samples per frame) within (-1, 1).

    Args:
        smooth: interpolate the phase between frames; else it stands still within each (third generation).
    """

    def __init__(self, dims: SourceDims, smooth: bool = True) -> None:
        super().__init__()
        self.dims = dims
        self.smooth = smooth
        self.l_linear = nn.Linear(dims.harmonics, 1)

    def forward(self, f0: Tensor, noise: SourceNoise, double: bool = True) -> Tensor:
        """Excite from f0 (1, T) Hz; see `continued`."""
        return self.continued(f0, noise.normal, double, None)[0]

    def continued(
        self, f0: Tensor, noise: Tensor, double: bool, before: Cycles | None
    ) -> tuple[Tensor, Cycles]:
        """Excite from f0 (1, T) Hz, going on from where the frames before ended.

        Args:
            noise: (1, H, T · samples per frame), what is added to the sines.
            double: keep the phase in float64; the reference's float32 is off by a thousandth soon.
        """
        dims = self.dims
        size = dims.samples_per_frame
        order = torch.arange(1, dims.harmonics + 1, device=f0.device, dtype=torch.float32).view(1, -1, 1)
        rates = (f0.unsqueeze(1) * order / dims.sample_rate) % 1
        wide = torch.float64 if f0.device.type != "mps" else torch.float32  # Apple's GPUs have no doubles
        turned = torch.cumsum(rates.to(wide), dim=2)
        if before is not None:
            turned = turned + before.turned
        if double:
            # Whole turns are dropped only behind the interpolation, which runs between neighbours.
            sines = torch.sin(2 * math.pi * (self._by_samples(turned * size) % 1)).to(torch.float32)
        else:
            sines = torch.sin(self._by_samples(turned.to(torch.float32) * (2 * math.pi) * size))
        voiced = (f0 > dims.voiced_above_hz).to(torch.float32).repeat_interleave(size, dim=1).unsqueeze(1)
        deviation = voiced * dims.noise + (1 - voiced) * dims.amplitude / 3
        harmonics = dims.amplitude * sines * voiced + deviation * noise
        excitation = torch.tanh(self.l_linear(harmonics.transpose(1, 2))).transpose(1, 2)
        return excitation, Cycles(turned[:, :, -1:])

    def _by_samples(self, phase: Tensor) -> Tensor:
        """From frames (1, H, T) to samples."""
        size = self.dims.samples_per_frame
        if self.smooth:
            return F.interpolate(phase, scale_factor=size, mode="linear")
        return phase.repeat_interleave(size, dim=2)
