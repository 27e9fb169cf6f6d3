"""What a causal network remembers between the pieces of one stream: ends of convolutions' inputs, keys and values.

A network that only looks back gives the same rows whether it sees a sequence whole or in pieces, as long as every
convolution finds the rows before its first and every attention the keys before its own. Layers ask for both through
`Past`; a whole sequence has `NOTHING` before it, a stream carries one `Memory` per network and solver step.
Source: spec cosyvoice2.md section 10, cosyvoice3.md section 9.
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional as F


class Past(Protocol):
    """What came before the rows at hand."""

    @property
    def position(self) -> int:
        """Rows that went before, for networks that count."""

    def before(self, rows: Tensor, count: int) -> Tensor:
        """Rows (B, T, C) with the `count` rows before them, zeros at the beginning: (B, count + T, C)."""

    def joined(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values (B, H, T, d) behind those of the past: (B, H, past + T, d) each."""


class Beginning:
    """Nothing came before, and nothing is kept."""

    @property
    def position(self) -> int:
        return 0

    def before(self, rows: Tensor, count: int) -> Tensor:
        return F.pad(rows, (0, 0, count, 0))

    def joined(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        return keys, values


NOTHING: Past = Beginning()


class Memory:
    """The past of one pass through a network. Layers come by in the same order each time, which is what finds theirs.

    Args:
        head: rows at the start whose keys are never forgotten, such as the prompt's.
        history: how many rows behind them are remembered besides; None = all.
    """

    def __init__(self, head: int = 0, history: int | None = None) -> None:
        self._head = head
        self._history = history
        self._kept: list[tuple[Tensor, ...]] = []
        self._at = 0
        self._position = 0

    @property
    def position(self) -> int:
        return self._position

    def before(self, rows: Tensor, count: int) -> Tensor:
        kept = self._take()
        joined = torch.cat([kept[0], rows], dim=1) if kept else F.pad(rows, (0, 0, count, 0))
        # A view would keep all the rows alive.
        self._put((joined[:, joined.shape[1] - count :].clone(),))
        return joined

    def joined(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        kept = self._take()
        if kept:
            keys, values = torch.cat([kept[0], keys], dim=2), torch.cat([kept[1], values], dim=2)
        self._put((self._remembered(keys), self._remembered(values)))
        return keys, values

    def advance(self, rows: int) -> None:
        """End a pass over so many rows."""
        self._position += rows
        self._at = 0

    def fork(self) -> Memory:
        """Another that goes on from here by itself; what both remember so far is held once."""
        other = Memory(self._head, self._history)
        other._kept, other._position = list(self._kept), self._position
        return other

    @property
    def values_held(self) -> int:
        """Numbers held in all, for tests and for the log."""
        return sum(part.numel() for kept in self._kept for part in kept)

    def _remembered(self, x: Tensor) -> Tensor:
        length, history = x.shape[2], self._history
        if history is None or length <= self._head + history:
            return x
        return torch.cat([x[:, :, : self._head], x[:, :, length - history :]], dim=2)

    def _take(self) -> tuple[Tensor, ...]:
        return self._kept[self._at] if self._at < len(self._kept) else ()

    def _put(self, kept: tuple[Tensor, ...]) -> None:
        if self._at < len(self._kept):
            self._kept[self._at] = kept
        else:
            self._kept.append(kept)
        self._at += 1


def chunk_mask(rows: int, keys: int, chunk: int | None, device: torch.device) -> Tensor | None:
    """Which keys each of the last `rows` may see when chunks see all before them and themselves: (rows, keys) bool.

    The first row must begin a chunk. None where every row sees every key, as in a single chunk or without chunks.
    """
    if chunk is None or rows <= chunk:
        return None
    order = torch.arange(rows, device=device)
    seen = (order // chunk + 1) * chunk + (keys - rows)
    return torch.arange(keys, device=device) < seen.unsqueeze(1)
