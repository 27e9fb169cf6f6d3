"""The third generation's vocoder: HiFT that looks back only, but for a few frames (spec cosyvoice3.md section 7).

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
from cosydesk.engine.vocoder.causal_f0 import FRAMES_AHEAD, CausalF0Predictor
from cosydesk.engine.vocoder.fixed_uniform import fixed_uniform
from cosydesk.engine.vocoder.frame_source import Cycles, FrameSource
from cosydesk.engine.vocoder.hift import FINAL_SLOPE, HiFTDims
from cosydesk.engine.vocoder.residual import CausalConv1d, ResidualBlock, fuse
from cosydesk.engine.vocoder.spectrum import analyse, synthesise
from cosydesk.engine.vocoder.stream import VocoderStream

POST_KERNEL = 7
UNSETTLED_FRAMES = 1
"""Mel frames at the end of a piece whose samples the inverse STFT has not all of yet."""

Noise = Callable[[int, int, int], Tensor]
"""(harmonics, first sample, samples) to (1, harmonics, samples), as `fixed_uniform`."""


@dataclass(frozen=True)
class CausalHiFTDims:
    """Dimensions: those of the layout, and how many frames the first convolution looks ahead."""

    layout: HiFTDims
    rows_ahead: int

    def build(self) -> CausalHiFT:
        return CausalHiFT(self)


@dataclass(frozen=True)
class VocoderState:
    """What a piece of a stream hands to the next.

    Attributes:
        mel: (1, bins, n) last frames that came in.
        source: (1, 1, m) last of the excitation.
        cycles: where the excitation's phase stands.
        frames: that came in so far; `spoken`, whose samples went out.
    """

    mel: Tensor
    source: Tensor
    cycles: Cycles | None
    frames: int
    spoken: int


class CausalUpsample(CausalConv1d):
    """Repeat each frame, then a convolution that looks back."""

    def __init__(self, channels_in: int, channels_out: int, kernel: int, rate: int) -> None:
        super().__init__(channels_in, channels_out, kernel)
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.repeat_interleave(self.rate, dim=2))


class SourceDown(nn.Conv1d):
    """Bring the excitation's spectrum down to a stage's rate, looking back."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(F.pad(x, (self.stride[0] - 1, 0)))


class CausalStream:
    """See `VocoderStream`; its pieces are exactly those of the whole."""

    def __init__(self, vocoder: CausalHiFT, parity: Parity, check: Callable[[], None]) -> None:
        self._vocoder = vocoder
        self._double = parity is Parity.FIXED
        self._check = check
        self._state = vocoder.open()

    def advance(self, mel: Tensor, final: bool) -> Tensor:
        samples, self._state = self._vocoder.advance(
            self._state, mel, final, self._vocoder.noise, self._double, self._check
        )
        return samples


class CausalHiFT(nn.Module):
    """Mel (1, bins, T) to samples, whole or piece by piece.

    Attributes:
        noise: what is added to the excitation's sines; the reference's own can take its place.
    """

    def __init__(self, dims: CausalHiFTDims) -> None:
        super().__init__()
        self.dims = layout = dims.layout
        self.rows_ahead = dims.rows_ahead
        self.f0_predictor = CausalF0Predictor(layout.bins, layout.f0_channels)
        self.m_source = FrameSource(layout.source, smooth=False)
        self.conv_pre = nn.Conv1d(layout.bins, layout.channels, dims.rows_ahead + 1)
        self.ups = nn.ModuleList()
        self.source_downs = nn.ModuleList()
        self.source_resblocks = nn.ModuleList()
        self.resblocks = nn.ModuleList()
        width = layout.channels
        for stage, (rate, kernel) in enumerate(
            zip(layout.upsample_rates, layout.upsample_kernels, strict=True)
        ):
            self.ups.append(CausalUpsample(width, width // 2, kernel, rate))
            width //= 2
            left = math.prod(layout.upsample_rates[stage + 1 :])
            self.source_downs.append(SourceDown(layout.fft + 2, width, 2 * left if left > 1 else 1, left))
            self.source_resblocks.append(
                ResidualBlock(
                    width, layout.source_kernels[stage], layout.source_dilations[stage], causal=True
                )
            )
            for size, dilations in zip(layout.kernels, layout.dilations, strict=True):
                self.resblocks.append(ResidualBlock(width, size, dilations, causal=True))
        self.conv_post = CausalConv1d(width, layout.fft + 2, POST_KERNEL)
        self.window = torch.empty(0)
        self.noise: Noise = fixed_uniform
        self._by_rows = False

    @torch.inference_mode()
    def prepare(self) -> None:
        """Make what the checkpoint doesn't hold: the STFT's window; f0 in double; fast convolutions on a CPU."""
        device = self.conv_pre.weight.device
        self.window = torch.hann_window(self.dims.fft, device=device)
        self.f0_predictor.prepare()
        self._by_rows = device.type == "cpu"
        if self._by_rows:
            for block in self.modules():
                if isinstance(block, ResidualBlock):
                    block.prepare_rows()

    def stream(
        self,
        generator: torch.Generator,
        parity: Parity = Parity.FIXED,
        check: Callable[[], None] = lambda: None,
    ) -> VocoderStream:
        """Piece by piece. Its noise is the same in every utterance, so that the generator isn't asked."""
        return CausalStream(self, parity, check)

    @property
    def samples_per_frame(self) -> int:
        return self.dims.source.samples_per_frame

    @property
    def frames_ahead(self) -> int:
        """Frames at the end of a piece that have no samples before more come."""
        return FRAMES_AHEAD + self.rows_ahead + UNSETTLED_FRAMES

    @property
    def reach(self) -> int:
        """Frames of mel and excitation before its own that a sample depends on.

        Followed from the samples back to the mel, in frames of each stage's rate; the excitation's way is longer.
        """
        dims = self.dims
        back = 2 * dims.fft // dims.hop + POST_KERNEL - 1
        farthest = 0
        rate = 1
        for stage in reversed(range(len(dims.upsample_rates))):
            blocks = zip(dims.kernels, dims.dilations, strict=True)
            back += 1 + max(_block_reach(size, dilations) for size, dilations in blocks)
            source = back + _block_reach(dims.source_kernels[stage], dims.source_dilations[stage])
            # In frames of the spectrum, of which two windows reach over the first and the last.
            farthest = max(farthest, (source + 2) * rate + 2 * dims.fft // dims.hop)
            back = -(-(back + dims.upsample_kernels[stage] - 1) // dims.upsample_rates[stage])
            rate *= dims.upsample_rates[stage]
        return max(back, -(-farthest // rate)) + 1

    def forward(
        self,
        mel: Tensor,
        noise: Noise = fixed_uniform,
        double: bool = True,
        check: Callable[[], None] = lambda: None,
    ) -> tuple[Tensor, Tensor]:
        """A whole mel (1, bins, T) to samples (1, L) and excitation (1, 1, L); `check` raises to stop."""
        f0 = self.f0_predictor(mel, True)
        source, _ = self.excite(f0, 0, noise, double, None)
        check()
        return self.decode(mel, source, check), source

    def excite(
        self, f0: Tensor, first: int, noise: Noise, double: bool, before: Cycles | None
    ) -> tuple[Tensor, Cycles]:
        """The excitation (1, 1, L) of the frames from `first` on, whose f0 (1, T) is given."""
        size = self.samples_per_frame
        drawn = noise(self.dims.source.harmonics, first * size, f0.shape[1] * size).to(f0.device)
        return self.m_source.continued(f0, drawn, double, before)

    def open(self) -> VocoderState:
        """The state of a new stream."""
        like = self.conv_pre.weight
        nothing = torch.zeros(1, 1, 0, device=like.device)
        return VocoderState(nothing.expand(1, self.dims.bins, 0), nothing, None, 0, 0)

    def advance(
        self,
        state: VocoderState,
        mel: Tensor,
        final: bool,
        noise: Noise = fixed_uniform,
        double: bool = True,
        check: Callable[[], None] = lambda: None,
    ) -> tuple[Tensor, VocoderState]:
        """A stream's next mel frames (1, bins, T) to the samples (1, L) that they settle, and the state behind them.

        Together all pieces' samples are those of the whole mel. Each computes `reach` frames anew besides its own.
        """
        size = self.samples_per_frame
        frames = state.frames + mel.shape[2]
        mel = torch.cat([state.mel, mel], dim=2)
        oldest = frames - mel.shape[2]
        sounding = frames if final else max(0, frames - FRAMES_AHEAD)
        excited = max(0, state.frames - FRAMES_AHEAD)
        source, cycles = state.source, state.cycles
        if sounding > excited:
            start = max(0, excited - self.f0_predictor.reach)
            f0 = self.f0_predictor(mel[:, :, start - oldest :], final)[:, excited - start :]
            new, cycles = self.excite(f0, excited, noise, double, cycles)
            source = torch.cat([source, new], dim=2)
        check()
        spoken = frames if final else max(state.spoken, frames - self.frames_ahead)
        samples = torch.zeros(1, 0, device=mel.device)
        if spoken > state.spoken:
            start = max(0, state.spoken - self.reach)
            window = mel[:, :, start - oldest :]
            heard = source[:, :, source.shape[2] - (sounding - start) * size :]
            made = self.decode(window, heard, check, final)
            samples = made[:, (state.spoken - start) * size : (spoken - start) * size]
        kept = max(0, min(spoken - self.reach, sounding - self.f0_predictor.reach))
        following = VocoderState(
            mel[:, :, max(0, kept - oldest) :].clone(),
            source[:, :, max(0, source.shape[2] - (sounding - kept) * size) :].clone(),
            cycles,
            frames,
            spoken,
        )
        return samples, following

    def decode(
        self, mel: Tensor, source: Tensor, check: Callable[[], None] = lambda: None, final: bool = True
    ) -> Tensor:
        """Mel (1, bins, T) and its excitation to samples (1, L), clamped to the limit.

        Unless final, the excitation lacks the f0's look-ahead, and so many samples come out as are settled:
        T - `frames_ahead` frames of them.
        """
        dims = self.dims
        spectrum = analyse(source, self.window, dims.hop)
        if final:
            x = self.conv_pre(F.pad(mel, (0, self.rows_ahead)))
        else:
            x = self.conv_pre(mel[:, :, : mel.shape[2] - FRAMES_AHEAD])
            spectrum = spectrum[
                :, :, : spectrum.shape[2] - self.rows_ahead * self.samples_per_frame // dims.hop
            ]
        last = len(self.ups) - 1
        count = len(dims.kernels)
        for stage, upsample in enumerate(self.ups):
            check()
            x = upsample(F.leaky_relu(x, dims.slope))
            if stage == last:
                x = F.pad(x, (1, 0), mode="reflect")
            blocks = [
                cast(ResidualBlock, block) for block in self.resblocks[stage * count : (stage + 1) * count]
            ]
            source_block = cast(ResidualBlock, self.source_resblocks[stage])
            x = fuse(x, self.source_downs[stage](spectrum), source_block, blocks, self._by_rows, check)
        x = self.conv_post(F.leaky_relu(x, FINAL_SLOPE))
        samples = synthesise(x, self.window, dims.hop)
        if not final:
            samples = samples[:, : samples.shape[1] - UNSETTLED_FRAMES * self.samples_per_frame]
        return samples.clamp(-dims.limit, dims.limit)


def _block_reach(kernel: int, dilations: tuple[int, ...]) -> int:
    """Frames that a residual block looks back."""
    return sum((kernel - 1) * (dilation + 1) for dilation in dilations)
