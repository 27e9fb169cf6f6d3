"""Rows that have seen a few tokens ahead, so that the flow behind only looks back. Source: spec cosyvoice2.md 6.1."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.past import Past
from cosydesk.engine.layers.row_convolution import RowConvolution

SLOPE = 0.01
REACH_BACK = 2


class LookAhead(nn.Module):
    """Two convolutions beside a residual path: the first looks ahead, the second back."""

    def __init__(self, channels: int, hidden: int, rows_ahead: int) -> None:
        super().__init__()
        self.rows_ahead = rows_ahead
        self.conv1 = RowConvolution(channels, hidden, rows_ahead + 1)
        self.conv2 = RowConvolution(hidden, channels, REACH_BACK + 1)

    def forward(self, rows: Tensor, ahead: Tensor | None, past: Past) -> Tensor:
        """Rows (1, T, C) with the `rows_ahead` rows that follow, or zeros (None) at the end of everything."""
        seen = F.pad(rows, (0, 0, 0, self.rows_ahead)) if ahead is None else torch.cat([rows, ahead], dim=1)
        hidden = F.leaky_relu(self.conv1(seen), SLOPE)
        return self.conv2(past.before(hidden, REACH_BACK)) + rows
