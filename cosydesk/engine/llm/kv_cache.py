"""The preallocated key/value cache of the language model."""

from __future__ import annotations

import torch
from torch import Tensor


class KVCache:
    """Keys and values of every layer for a batch of rows that all end at the same position.

    Rows of different length are aligned at their end: what is missing at the start of a shorter row is masked by
    `start`. So one step appends one column for all rows and distances to earlier keys are the same in each.

    Attributes:
        pairs: keys and values, (layers, 2, B, H, capacity, dk).
        length: columns in use.
        start: (B,) first valid column of each row.
    """

    def __init__(
        self,
        layers: int,
        batch: int,
        heads: int,
        head_width: int,
        capacity: int,
        dtype: torch.dtype,
        device: torch.device,
    ) -> None:
        self._take(torch.empty((layers, 2, batch, heads, capacity, head_width), dtype=dtype, device=device))
        self.start = torch.zeros(batch, dtype=torch.long, device=device)
        self.length = 0

    @property
    def capacity(self) -> int:
        return self.pairs.shape[4]

    @property
    def ragged(self) -> bool:
        """Whether any row starts later than the first column and so needs a mask."""
        return self._ragged

    _ragged = False

    def put(self, layer: int, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Write (2, B, H, 1, dk) at the end and return all keys and values in use, each (B, H, length + 1, dk);
        `length` moves with `advance`.
        """
        kept = self._by_layer[layer]
        kept.narrow(3, self.length, 1).copy_(pairs)
        keys, values = kept.narrow(3, 0, self.length + 1).unbind(0)
        return keys, values

    def put_row(self, layer: int, row: int, end: int, k: Tensor, v: Tensor) -> None:
        """Write (1, H, T, dk) of one row so that it ends at column `end`; what lies before it counts as not there."""
        start = end - k.shape[2]
        keys, values = self.pairs[layer, :, row]
        keys[:, start:end] = k[0]
        values[:, start:end] = v[0]
        # Masked columns are still multiplied, by zero: they must hold numbers.
        keys[:, :start] = 0
        values[:, :start] = 0

    def advance(self, count: int) -> None:
        self.length += count

    def set_start(self, start: Tensor) -> None:
        self.start = start
        self._ragged = bool((start > 0).any())

    def keep(self, rows: Tensor) -> None:
        """Keep these rows only (indices), dropping those whose utterances are finished."""
        self._take(self.pairs.index_select(2, rows))
        self.set_start(self.start.index_select(0, rows))

    def reserve(self, capacity: int) -> None:
        """Make room for at least `capacity` columns, by doubling."""
        if capacity <= self.capacity:
            return
        *outer, old, head_width = self.pairs.shape
        grown = self.pairs.new_empty((*outer, max(capacity, 2 * old), head_width))
        grown[..., : self.length, :] = self.pairs[..., : self.length, :]
        self._take(grown)

    def _take(self, pairs: Tensor) -> None:
        self.pairs = pairs
        self._by_layer = pairs.unbind(0)
