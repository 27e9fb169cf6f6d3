"""From speech tokens to samples for the later generations, whole or in chunks.

Source: spec cosyvoice2.md section 9, cosyvoice3.md section 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional as F

from cosydesk.engine.flow.causal_model import CausalFlow, FlowStream
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Quality
from cosydesk.engine.vocoder.causal_hift import CausalHiFT
from cosydesk.engine.vocoder.hift import HiFT
from cosydesk.engine.vocoder.stream import VocoderStream

GROWTH = 2
MOST_CHUNKS = 4
"""Each piece is twice as long as the one before it, up to so many chunks of the flow."""
HISTORY_FRAMES = 250
"""What the estimator of a stream remembers of the sentence besides its prompt, in frames of the mel: five seconds.

A remembered frame takes 4.6 MB in the second generation and 3.6 MB in the third (float32), and every frame to come
looks at it; without an end a chunk's time and the memory grow with the sentence. Sentences up to this length don't
notice. None remembers everything, as the reference does (spec cosyvoice2.md section 10).
"""
PROMPT_FRAMES = 500
"""What it remembers of a prompt for good: ten seconds, more than most prompts last."""


class SoundNetworks(Protocol):
    """Flow and vocoder of a later generation, prepared."""

    @property
    def flow(self) -> CausalFlow: ...

    @property
    def vocoder(self) -> HiFT | CausalHiFT: ...


class CausalSynthesiser:
    """Tokens to samples for one utterance.

    Args:
        prompt: cut here to where its tokens and its mel agree; without tokens and mel, the speaker alone.
        generator: for the vocoder's noise, where that is not the same in every utterance.
        history_frames: see `HISTORY_FRAMES`; the reference's way remembers everything.
    """

    def __init__(
        self,
        networks: SoundNetworks,
        prompt: VoicePrompt,
        generator: torch.Generator,
        parity: Parity = Parity.FIXED,
        check: Callable[[], None] = lambda: None,
        quality: Quality = Quality.FULL,
        history_frames: int | None = HISTORY_FRAMES,
    ) -> None:
        self._flow = networks.flow
        self._vocoder = networks.vocoder
        self._voice = prompt
        self._prompt = networks.flow.prompt(prompt.speech_tokens, prompt.mel, prompt.speaker)
        self._generator = generator
        self._parity = parity
        self._check = check
        self._quality = quality
        self._history_frames = history_frames if parity is Parity.FIXED else None

    def whole(self, tokens: list[int], speed: float = 1.0) -> Tensor:
        """All tokens at once to samples (n,)."""
        mel = self.mel(tokens)
        if speed != 1.0:
            mel = F.interpolate(mel, size=max(1, int(mel.shape[2] / speed)), mode="linear")
        return self.samples(mel)

    def mel(self, tokens: list[int]) -> Tensor:
        """All tokens at once to their mel (1, bins, frames)."""
        mel: Tensor = self._flow(self._ids(tokens), self._prompt, check=self._check, quality=self._quality)
        return mel

    def samples(self, mel: Tensor) -> Tensor:
        """A whole mel to samples (n,)."""
        return self._vocode(self._vocoder.stream(self._generator, self._parity, self._check), mel, True)

    def stream(self, tokens: Iterator[int]) -> Iterator[tuple[Tensor, int]]:
        """Tokens as they come to samples (n,) as they can be made, with the number of tokens each chunk uses up.

        The first piece ends where a chunk of the whole sequence does, the prompt included; how long the next is,
        belongs to this stream and not to the model, as in the reference, which forgets to set it back.
        """
        dims = self._flow.dims
        flow = self._flow.begun.fork(self._voice, (self._quality, self._history_frames), self._begin)
        vocoder = self._vocoder.stream(self._generator, self._parity, self._check)
        hop = dims.chunk_tokens
        length = hop + -self._prompt.tokens.shape[1] % hop
        pending: list[int] = []
        spoken: list[int] = []
        for token in tokens:
            pending.append(token)
            if len(pending) == length + dims.rows_ahead:
                mel = self._flow.advance(flow, self._ids(pending), False, self._check)
                yield self._vocode(vocoder, mel, False), length
                spoken += pending[:length]
                del pending[:length]
                length = hop = min(MOST_CHUNKS * dims.chunk_tokens, GROWTH * hop)
        if not pending:
            return
        if self._parity is Parity.REFERENCE:
            # The reference sees the whole sentence again here, without chunks.
            mel = self.mel(spoken + pending)[:, :, self._flow.frames(len(spoken)) :]
        else:
            mel = self._flow.advance(flow, self._ids(pending), True, self._check)
        yield self._vocode(vocoder, mel, True), len(pending)

    def _begin(self) -> FlowStream:
        prompt_frames = None if self._history_frames is None else PROMPT_FRAMES
        stream = self._flow.open(self._prompt, self._quality, self._history_frames, prompt_frames)
        self._flow.begin(stream, self._check)
        return stream

    def _vocode(self, vocoder: VocoderStream, mel: Tensor, final: bool) -> Tensor:
        self._check()
        # Its phase and its exponentials need float32; only the other networks are safe in less.
        with torch.autocast(mel.device.type, enabled=False):
            return vocoder.advance(mel.float(), final)[0]

    def _ids(self, tokens: list[int]) -> Tensor:
        return torch.tensor([tokens], dtype=torch.int32, device=self._prompt.tokens.device)
