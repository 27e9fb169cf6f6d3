"""The noise that every flow of the later generations starts from. Source: spec cosyvoice2.md section 6.2.

It is the same in every request, so that a mel depends on its tokens only and pieces of a stream fit together.
"""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

BLOCK_FRAMES = 15_000
"""The reference has one block, 300 s; what lasts longer goes on with blocks of the following seeds."""


def fixed_noise(bins: int, first: int, frames: int) -> Tensor:
    """Standard normal rows (1, frames, bins) from frame `first` on, on the CPU."""
    parts = []
    while frames:
        block, start = divmod(first, BLOCK_FRAMES)
        part = _block(bins, block)[:, start : start + frames]
        parts.append(part)
        first, frames = first + part.shape[1], frames - part.shape[1]
    return torch.cat(parts, dim=1)


@lru_cache(maxsize=4)
def _block(bins: int, seed: int) -> Tensor:
    drawn = torch.randn(1, bins, BLOCK_FRAMES, generator=torch.Generator().manual_seed(seed))
    return drawn.transpose(1, 2).contiguous()
