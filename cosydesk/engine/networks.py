"""The three networks of an opened model, as the engine sees them whichever generation they are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from torch import Tensor, nn

from cosydesk.engine.llm.speech_model import SpeechModel


class Network(Protocol):
    """A network that speaks once it was moved to its device and prepared there."""

    def to(self, device: Any, /) -> Any: ...

    def state_dict(self) -> Mapping[str, Any]: ...

    def modules(self) -> Iterator[nn.Module]: ...

    def prepare(self) -> None:
        """Compute what no request changes."""


class LanguageNetwork(SpeechModel, Network, Protocol):
    """Text to speech tokens."""

    def step_layers(self) -> Sequence[nn.Linear]:
        """The linear layers that a decode step reads, in its order; after `prepare`, before `quantise`."""

    def quantise(self) -> None:
        """Turn what a decode step reads to int8; after `prepare`, on a CPU."""


class FlowDims(Protocol):
    """What the engine asks of a flow's dimensions."""

    @property
    def vocabulary(self) -> int: ...

    @property
    def mel_bins(self) -> int: ...

    @property
    def speaker_width(self) -> int: ...

    @property
    def token_rate_hz(self) -> int: ...

    @property
    def sample_rate(self) -> int: ...


class FlowNetwork(Network, Protocol):
    """Speech tokens to a mel."""

    @property
    def dims(self) -> FlowDims: ...

    def frames(self, tokens: int) -> int:
        """Mel frames that so many tokens last."""


class VocoderNetwork(Network, Protocol):
    """A mel to samples."""

    @property
    def samples_per_frame(self) -> int: ...


class Networks(Protocol):
    """All three."""

    @property
    def llm(self) -> LanguageNetwork: ...

    @property
    def flow(self) -> FlowNetwork: ...

    @property
    def vocoder(self) -> VocoderNetwork: ...


class Synthesis(Protocol):
    """Tokens to samples for one utterance."""

    def mel(self, tokens: list[int]) -> Tensor:
        """All tokens at once to their mel (1, bins, frames)."""

    def samples(self, mel: Tensor) -> Tensor:
        """A whole mel to samples (n,)."""

    def whole(self, tokens: list[int], speed: float = 1.0) -> Tensor:
        """All tokens at once to samples (n,)."""

    def stream(self, tokens: Iterator[int]) -> Iterator[tuple[Tensor, int]]:
        """Tokens as they come to samples (n,), with the number of tokens that each chunk uses up."""
