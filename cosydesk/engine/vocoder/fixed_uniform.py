"""The noise in the third generation's excitation: the same in every utterance. Source: spec cosyvoice3.md section 7.

The reference holds five minutes of it, 259 MB that its construction order decides. Any numbers do as well, so ours are
made block by block when they are needed.
"""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

BLOCK_SAMPLES = 24_000
SEED = 2_512


def fixed_uniform(harmonics: int, first: int, samples: int) -> Tensor:
    """Uniform numbers from 0 to 1 by sample, (1, harmonics, samples) from sample `first` on, on the CPU."""
    blocks = range(first // BLOCK_SAMPLES, (first + samples - 1) // BLOCK_SAMPLES + 1)
    drawn = torch.cat([_block(harmonics, block) for block in blocks], dim=2)
    start = first - blocks[0] * BLOCK_SAMPLES
    return drawn[:, :, start : start + samples]


@lru_cache(maxsize=64)
def _block(harmonics: int, block: int) -> Tensor:
    generator = torch.Generator().manual_seed(SEED + block)
    return torch.rand(1, harmonics, BLOCK_SAMPLES, generator=generator)
