"""Fundamental frequency from a mel. Source: spec cosyvoice1.md section 8.2."""

from __future__ import annotations

from torch import Tensor, nn


class F0Predictor(nn.Module):
    """Five convolutions and a linear layer per frame: (B, bins, T) mel to (B, T) Hz, never negative."""

    def __init__(self, bins: int, channels: int, layers: int = 5) -> None:
        super().__init__()
        stack: list[nn.Module] = []
        for layer in range(layers):
            stack += [nn.Conv1d(channels if layer else bins, channels, 3, padding=1), nn.ELU()]
        self.condnet = nn.Sequential(*stack)
        self.classifier = nn.Linear(channels, 1)

    def forward(self, mel: Tensor) -> Tensor:
        return self.classifier(self.condnet(mel).transpose(1, 2)).squeeze(2).abs()
