"""Fundamental frequency from a mel that may still grow. Source: spec cosyvoice3.md section 7."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.vocoder.residual import CausalConv1d

FRAMES_AHEAD = 3
LAYERS = 5
KERNEL = 3


class CausalF0Predictor(nn.Module):
    """Five convolutions and a linear layer per frame, in double: streaming must find the same f0 for the same frame.

    The first layer looks `FRAMES_AHEAD`, the others `reach` frames back in all.
    """

    def __init__(self, bins: int, channels: int) -> None:
        super().__init__()
        stack: list[nn.Module] = [nn.Conv1d(bins, channels, FRAMES_AHEAD + 1), nn.ELU()]
        for _ in range(LAYERS - 1):
            stack += [CausalConv1d(channels, channels, KERNEL), nn.ELU()]
        self.condnet = nn.Sequential(*stack)
        self.classifier = nn.Linear(channels, 1)

    @property
    def reach(self) -> int:
        """Frames before its own that a value depends on."""
        return (LAYERS - 1) * (KERNEL - 1)

    def prepare(self) -> None:
        """Once, after the weights are loaded and lie on their device."""
        if self.classifier.weight.device.type != "mps":  # Apple's GPUs have no doubles
            self.double()

    def forward(self, mel: Tensor, final: bool) -> Tensor:
        """Mel (1, bins, T) to (1, T) Hz; unless final, the last `FRAMES_AHEAD` frames are only looked at."""
        x = mel.to(self.classifier.weight.dtype)
        if final:
            x = F.pad(x, (0, FRAMES_AHEAD))
        rows = self.condnet(x).transpose(1, 2)
        return self.classifier(rows).squeeze(2).abs().to(torch.float32)
