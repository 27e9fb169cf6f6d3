"""Generation on a GPU: tokens are drawn there and come back in blocks, so that no token waits for the host.

A turn draws a token for every row from the hidden state and feeds it back. All of it works in place on buffers of
fixed shape, so that a CUDA graph can record one turn and replay it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from cosydesk.engine.llm.device_sampling import sample_batch
from cosydesk.engine.llm.generate import Row, living
from cosydesk.engine.llm.speech_model import SpeechModel
from cosydesk.engine.llm.static_cache import StaticCache
from cosydesk.engine.types import Sampling

log = logging.getLogger(__name__)

BLOCK = 8
"""Turns between two looks at what was drawn: a sixth of a second of speech at 50 Hz."""
ROOM = 512
"""Columns by which the cache grows."""
WARM_UPS = 3
NOTHING = -1


class DeviceDecoder:
    """The decoding of a batch of rows, a block of turns at a time.

    Args:
        graph: record a turn as a CUDA graph and replay it.
    """

    def __init__(
        self,
        llm: SpeechModel,
        rows: Sequence[Row],
        sampling: Sampling,
        check: Callable[[], None] = lambda: None,
        graph: bool = False,
    ) -> None:
        self._llm = llm
        self._rows = rows
        self._sampling = sampling
        self._graph = graph
        self._recorded: torch.cuda.CUDAGraph | None = None
        prefixes = [row.prefix for row in rows]
        longest = max(prefix.shape[1] for prefix in prefixes)
        prefilled = llm.new_cache(len(rows), longest)
        hidden = llm.prefill(prefixes, prefilled, check)
        self._columns = longest
        self._cache = StaticCache(prefilled, longest + BLOCK)
        device = hidden.device
        self._hidden = hidden.clone()
        self._shortest = torch.tensor([row.shortest for row in rows], device=device)
        self._longest = torch.tensor([row.longest for row in rows], device=device)
        self._count = torch.zeros(1, dtype=torch.long, device=device)
        self._turn_in_block = torch.zeros(1, dtype=torch.long, device=device)
        self._finished = self._longest <= 0
        self._history = torch.full((len(rows), sampling.window), NOTHING, device=device)
        self._drawn = torch.full((BLOCK, len(rows)), NOTHING, device=device)
        self._choices = min(sampling.top_k, llm.dims.outputs)
        width = self._choices + llm.dims.outputs
        self._noise = torch.ones(BLOCK, len(rows), width, device=device)

    def block(self) -> list[list[int]]:
        """`BLOCK` turns; the tokens drawn in each for every row, `NOTHING` for a row that has ended."""
        self._make_room()
        self._noise.copy_(self._draw_noise(), non_blocking=True)
        self._turn_in_block.zero_()
        for _ in range(BLOCK):
            if self._recorded is None:
                self._turn()
            else:
                self._recorded.replay()
        self._columns += BLOCK
        drawn: list[list[int]] = self._drawn.tolist()
        return drawn

    def _turn(self) -> None:
        """One token for every row, entirely on the device."""
        llm, end = self._llm, self._llm.dims.speech_vocabulary
        logits = llm.log_probabilities(self._hidden).float()
        too_early = (self._count < self._shortest).unsqueeze(1)
        column = logits[:, end:].masked_fill(too_early, -torch.inf)
        logits = torch.cat([logits[:, :end], column], dim=1)
        noise = self._noise.index_select(0, self._turn_in_block).squeeze(0)
        races = noise[:, : self._choices], noise[:, self._choices :]
        tokens = sample_batch(logits, self._history, *races, self._sampling)
        self._finished |= tokens >= end
        given = tokens.masked_fill(self._finished, NOTHING)
        self._drawn.index_copy_(0, self._turn_in_block, given.unsqueeze(0))
        self._history.copy_(torch.cat([self._history[:, 1:], given.unsqueeze(1)], dim=1))
        self._count += 1
        self._finished |= self._count >= self._longest
        # An ended row goes on with any valid token: its results are not looked at.
        self._hidden.copy_(llm.static_step(given.clamp(min=0), self._cache))
        self._turn_in_block += 1

    def _draw_noise(self) -> Tensor:
        """(BLOCK, B, choices + V), every row's from its own generator, so that none depends on its neighbours."""
        shape = (BLOCK, self._noise.shape[2])
        drawn = [torch.empty(shape).exponential_(generator=row.generator) for row in self._rows]
        noise = torch.stack(drawn, dim=1)
        return noise.pin_memory() if self._noise.device.type == "cuda" else noise

    def _make_room(self) -> None:
        needed = self._columns + BLOCK
        if needed > self._cache.capacity:
            self._cache.grow(max(needed, self._cache.capacity + ROOM))
            self._recorded = None
        if self._graph and self._recorded is None:
            self._record()

    def _record(self) -> None:
        """Record a turn; the turns that warm its kernels up are undone."""
        state = (
            self._hidden,
            self._count,
            self._turn_in_block,
            self._finished,
            self._history,
            self._drawn,
            self._cache.length,
        )
        saved = [buffer.clone() for buffer in state]
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM_UPS):
                self._turn()
        torch.cuda.current_stream().wait_stream(aside)
        recorded = torch.cuda.CUDAGraph()
        with torch.cuda.graph(recorded):
            self._turn()
        for buffer, before in zip(state, saved, strict=True):
            buffer.copy_(before)
        self._recorded = recorded
        log.info("recorded a decode step for %d rows and %d columns", len(self._rows), self._cache.capacity)


def generate_on_device(
    llm: SpeechModel,
    rows: Sequence[Row],
    sampling: Sampling,
    check: Callable[[], None] = lambda: None,
    graph: bool = False,
) -> Iterator[tuple[int, int]]:
    """What `generate` does, for a GPU: (row index, token) as they come; the end id is not yielded.

    The same seed gives the same tokens on the same kind of device, whatever is decoded beside a row and with or
    without a graph; a CPU draws others, since it draws only what it needs.

    Args:
        check: called before every block of turns; raises to stop.
        graph: replay a CUDA graph instead of launching every kernel.
    """
    if not living(rows):
        return
    decoder = DeviceDecoder(llm, rows, sampling, check, graph)
    while alive := living(rows):
        check()
        for turn in decoder.block():
            for index in alive:
                row, token = rows[index], turn[index]
                if row.ended:
                    continue
                if token == NOTHING:
                    row.ended = True
                    continue
                row.take(token)
                yield index, token
