"""From token rate to mel rate: interpolation and a small convolution stack. Source: spec cosyvoice1.md section 7.3."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

EDGE_TOKENS = 20
"""Tokens at either end that keep their own rate, so that streamed chunks overlap alike."""


def mel_frames(tokens: int, token_rate_hz: int, sample_rate: int, hop: int = 256) -> int:
    """Mel frames that `tokens` last, truncated; evaluated in the reference's order of operations."""
    return int(tokens / token_rate_hz * sample_rate / hop)


class LengthRegulator(nn.Module):
    """Stretch encoder rows to mel frames.

    The norms run over channels and all frames together, so the result depends on the whole length.
    """

    def __init__(self, channels: int, stages: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for _ in range(stages):
            layers += [nn.Conv1d(channels, channels, 3, padding=1), nn.GroupNorm(1, channels), nn.Mish()]
        self.model = nn.Sequential(*layers, nn.Conv1d(channels, channels, 1))

    def forward(
        self, prompt: Tensor, tokens: Tensor, prompt_frames: int, token_frames: int, edge_frames: int
    ) -> Tensor:
        """Rows of the prompt (1, P, C) and of the tokens (1, N, C) to (1, C, prompt_frames + token_frames)."""
        parts = []
        if prompt.shape[1]:
            parts.append(_stretch(prompt, prompt_frames))
        if tokens.shape[1] > 2 * EDGE_TOKENS:
            parts += [
                _stretch(tokens[:, :EDGE_TOKENS], edge_frames),
                _stretch(tokens[:, EDGE_TOKENS:-EDGE_TOKENS], token_frames - 2 * edge_frames),
                _stretch(tokens[:, -EDGE_TOKENS:], edge_frames),
            ]
        else:
            parts.append(_stretch(tokens, token_frames))
        return self.model(torch.cat(parts, dim=2))


def _stretch(rows: Tensor, frames: int) -> Tensor:
    return F.interpolate(rows.transpose(1, 2), size=frames, mode="linear")
