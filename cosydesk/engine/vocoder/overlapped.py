"""Pieces of sound from a vocoder that looks to both sides: neighbours share a few frames and are faded into each other.

Source: spec cosyvoice2.md section 9.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from cosydesk.engine.crossfade import crossfade
from cosydesk.engine.parity import Parity
from cosydesk.engine.vocoder.source import SourceNoise

if TYPE_CHECKING:
    from cosydesk.engine.vocoder.hift import HiFT

OVERLAP_FRAMES = 8


@dataclass(frozen=True)
class Overlap:
    """The end of a piece, which the next speaks again: mel (1, bins, 8), excitation (1, 1, n), samples (1, n)."""

    mel: Tensor
    source: Tensor
    samples: Tensor


class OverlappedStream:
    """See `stream.VocoderStream`. A piece's cost depends on its own length only."""

    def __init__(
        self, vocoder: HiFT, generator: torch.Generator, parity: Parity, check: Callable[[], None]
    ) -> None:
        self._vocoder = vocoder
        self._generator = generator
        self._parity = parity
        self._check = check
        self._overlap: Overlap | None = None

    def advance(self, mel: Tensor, final: bool) -> Tensor:
        before = self._overlap
        if before is not None:
            mel = torch.cat([before.mel, mel], dim=2)
        noise = self._noise(mel.shape[2] * self._vocoder.samples_per_frame, mel.device)
        samples, source = self._vocoder(
            mel, noise, before and before.source, self._parity is Parity.FIXED, self._check
        )
        if before is not None:
            samples = crossfade(before.samples, samples, self._parity)
        if final:
            return samples
        held = OVERLAP_FRAMES * self._vocoder.samples_per_frame
        self._overlap = Overlap(mel[:, :, -OVERLAP_FRAMES:], source[:, :, -held:], samples[:, -held:])
        return samples[:, :-held]

    def _noise(self, samples: int, device: torch.device) -> SourceNoise:
        harmonics = self._vocoder.dims.source.harmonics
        if self._parity is Parity.FIXED:
            return SourceNoise.draw(harmonics, samples, self._generator, device)
        # As the reference draws: its tensor's strides decide the order, and its last tensor is dropped.
        phase = torch.rand(1, harmonics, generator=self._generator).unsqueeze(2)
        strides = (harmonics * samples, 1, samples)
        normal = torch.empty_strided((1, samples, harmonics), strides).normal_(generator=self._generator)
        torch.randn(1, samples, 1, generator=self._generator)
        return SourceNoise(phase.to(device), normal.transpose(1, 2).to(device))
