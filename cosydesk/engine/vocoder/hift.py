"""Mel to waveform: HiFT-GAN with a neural source filter and an inverse STFT. Source: spec cosyvoice1.md section 8.

Attribute names are the checkpoint's keys once weight norm is folded (`layers.weight_norm`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.parity import Parity
from cosydesk.engine.vocoder.f0 import F0Predictor
from cosydesk.engine.vocoder.frame_source import FrameSource
from cosydesk.engine.vocoder.overlapped import OverlappedStream
from cosydesk.engine.vocoder.residual import ResidualBlock, fuse
from cosydesk.engine.vocoder.source import Source, SourceDims, SourceNoise
from cosydesk.engine.vocoder.spectrum import analyse, synthesise
from cosydesk.engine.vocoder.stream import VocoderStream

FINAL_SLOPE = 0.01
"""Slope of the last leaky ReLU; the earlier ones use `HiFTDims.slope` (spec section 12, trap 8)."""


@dataclass(frozen=True)
class HiFTDims:
    """Dimensions of the vocoder.

    Attributes:
        frame_phase: the excitation's phase is summed up by frames, as in the later generations, and not by samples.
    """

    bins: int
    channels: int
    upsample_rates: tuple[int, ...]
    upsample_kernels: tuple[int, ...]
    fft: int
    hop: int
    kernels: tuple[int, ...]
    dilations: tuple[tuple[int, ...], ...]
    source_kernels: tuple[int, ...]
    source_dilations: tuple[tuple[int, ...], ...]
    slope: float
    limit: float
    f0_channels: int
    source: SourceDims
    frame_phase: bool = False

    @property
    def layout(self) -> HiFTDims:
        """What every vocoder of these stages has in common: this."""
        return self

    def build(self) -> HiFT:
        return HiFT(self)


class HiFT(nn.Module):
    """Mel (1, bins, T) to samples (1, T · samples per frame) and the excitation they were made from."""

    def __init__(self, dims: HiFTDims) -> None:
        super().__init__()
        self.dims = dims
        self.f0_predictor = F0Predictor(dims.bins, dims.f0_channels)
        self.m_source: Source | FrameSource = (
            FrameSource(dims.source) if dims.frame_phase else Source(dims.source)
        )
        self.conv_pre = nn.Conv1d(dims.bins, dims.channels, 7, padding=3)
        self.ups = nn.ModuleList()
        self.source_downs = nn.ModuleList()
        self.source_resblocks = nn.ModuleList()
        self.resblocks = nn.ModuleList()
        width = dims.channels
        for stage, (rate, kernel) in enumerate(zip(dims.upsample_rates, dims.upsample_kernels, strict=True)):
            self.ups.append(nn.ConvTranspose1d(width, width // 2, kernel, rate, padding=(kernel - rate) // 2))
            width //= 2
            left = math.prod(dims.upsample_rates[stage + 1 :])
            down = (
                nn.Conv1d(dims.fft + 2, width, 1)
                if left == 1
                else nn.Conv1d(dims.fft + 2, width, 2 * left, left, padding=left // 2)
            )
            self.source_downs.append(down)
            self.source_resblocks.append(
                ResidualBlock(width, dims.source_kernels[stage], dims.source_dilations[stage])
            )
            for size, dilations in zip(dims.kernels, dims.dilations, strict=True):
                self.resblocks.append(ResidualBlock(width, size, dilations))
        self.conv_post = nn.Conv1d(width, dims.fft + 2, 7, padding=3)
        self.window = torch.empty(0)
        self._by_rows = False

    @torch.inference_mode()
    def prepare(self) -> None:
        """Make what the checkpoint doesn't hold: the STFT's window; f0 in double; fast convolutions on a CPU."""
        device = self.conv_pre.weight.device
        self.window = torch.hann_window(self.dims.fft, device=device)
        self.f0_predictor.prepare()
        self._by_rows = device.type == "cpu"
        if self._by_rows:
            for block in self._residual_blocks():
                block.prepare_rows()

    def stream(
        self,
        generator: torch.Generator,
        parity: Parity = Parity.FIXED,
        check: Callable[[], None] = lambda: None,
    ) -> VocoderStream:
        """Piece by piece, of a vocoder whose phase is summed up by frames; see `overlapped`."""
        return OverlappedStream(self, generator, parity, check)

    @property
    def samples_per_frame(self) -> int:
        return self.dims.source.samples_per_frame

    def f0(self, mel: Tensor) -> Tensor:
        """(1, T) Hz."""
        return self.f0_predictor(mel)

    def excite(
        self, f0: Tensor, noise: SourceNoise, cached: Tensor | None = None, double: bool = True
    ) -> Tensor:
        """The excitation (1, 1, L); its start is replaced by the `cached` end of the previous chunk's."""
        source = self.m_source(f0, noise, double)
        if cached is not None:
            source = torch.cat([cached, source[:, :, cached.shape[2] :]], dim=2)
        return source

    def forward(
        self,
        mel: Tensor,
        noise: SourceNoise,
        cached_source: Tensor | None = None,
        double: bool = True,
        check: Callable[[], None] = lambda: None,
    ) -> tuple[Tensor, Tensor]:
        """Mel (1, bins, T) to samples (1, L) and excitation (1, 1, L); `check` is called often and raises to stop."""
        f0 = self.f0(mel)
        check()
        source = self.excite(f0, noise, cached_source, double)
        check()
        return self.decode(mel, source, check), source

    def decode(self, mel: Tensor, source: Tensor, check: Callable[[], None] = lambda: None) -> Tensor:
        """Mel (1, bins, T) and excitation (1, 1, L) to samples (1, L), clamped to the limit."""
        dims = self.dims
        source_bins = analyse(source, self.window, dims.hop)
        x = self.conv_pre(mel)
        last = len(self.ups) - 1
        for stage, upsample in enumerate(self.ups):
            check()
            x = upsample(F.leaky_relu(x, dims.slope))
            check()
            if stage == last:
                x = F.pad(x, (1, 0), mode="reflect")
            x = self._fuse(stage, x, self.source_downs[stage](source_bins), check)
        x = self.conv_post(F.leaky_relu(x, FINAL_SLOPE))
        return synthesise(x, self.window, dims.hop).clamp(-dims.limit, dims.limit)

    def _fuse(self, stage: int, x: Tensor, source: Tensor, check: Callable[[], None]) -> Tensor:
        count = len(self.dims.kernels)
        source_block = cast(ResidualBlock, self.source_resblocks[stage])
        blocks = [cast(ResidualBlock, block) for block in self.resblocks[stage * count : (stage + 1) * count]]
        return fuse(x, source, source_block, blocks, self._by_rows, check)

    def _residual_blocks(self) -> list[ResidualBlock]:
        return [module for module in self.modules() if isinstance(module, ResidualBlock)]
