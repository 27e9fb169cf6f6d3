"""Joining what was spoken to what comes, where both overlap. Source: spec cosyvoice1.md section 9.2."""

from __future__ import annotations

import torch
from torch import Tensor

from cosydesk.engine.parity import Parity


def crossfade(old: Tensor, new: Tensor, parity: Parity) -> Tensor:
    """Cross-fade the end of what was into the start of what comes, over the length of `old`.

    The reference's two Hamming halves add up to 1.08 and lift the level there; ours are scaled to add up to one.
    """
    length = old.shape[-1]
    window = torch.hamming_window(2 * length, periodic=False, dtype=torch.float64, device=old.device)
    rising, falling = window[:length], window[length:]
    if parity is Parity.FIXED:
        total = rising + falling
        rising, falling = rising / total, falling / total
    mixed = (new[..., :length] * rising + old * falling).to(new.dtype)
    return torch.cat([mixed, new[..., length:]], dim=-1)
