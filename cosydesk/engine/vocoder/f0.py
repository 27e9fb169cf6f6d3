"""Fundamental frequency from a mel. Source: spec cosyvoice1.md section 8.2."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class F0Predictor(nn.Module):
    """Five convolutions and a linear layer per frame: (B, bins, T) mel to (B, T) Hz, never negative.

    The excitation sums the frequency up over the whole utterance, so its last digits are heard by every comparison.
    `prepare` lets it compute in double where the device can, which gives the same digits on every processor.
    """

    def __init__(self, bins: int, channels: int, layers: int = 5) -> None:
        super().__init__()
        stack: list[nn.Module] = []
        for layer in range(layers):
            stack += [nn.Conv1d(channels if layer else bins, channels, 3, padding=1), nn.ELU()]
        self.condnet = nn.Sequential(*stack)
        self.classifier = nn.Linear(channels, 1)

    def prepare(self) -> None:
        """Once, after the weights are loaded and lie on their device."""
        if self.classifier.weight.device.type != "mps":  # Apple's GPUs have no doubles
            self.double()

    def forward(self, mel: Tensor) -> Tensor:
        rows = self.condnet(mel.to(self.classifier.weight.dtype)).transpose(1, 2)
        return self.classifier(rows).squeeze(2).abs().to(torch.float32)
