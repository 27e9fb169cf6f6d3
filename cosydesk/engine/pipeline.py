"""A CosyVoice model of any generation: a request in, audio chunks out. Source: spec cosyvoice1.md sections 5 and 9."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch

from cosydesk.engine.checkpoint import Checkpoint, speaker_of
from cosydesk.engine.cosyvoice1 import sampling_of
from cosydesk.engine.device import Placement
from cosydesk.engine.errors import EngineError
from cosydesk.engine.family import LLM_WEIGHTS, PLAIN_MODELS, Family, Making, family_of
from cosydesk.engine.frontend.encoded_prompt import PromptShape, fingerprint
from cosydesk.engine.frontend.features import MelDims
from cosydesk.engine.frontend.katakana import open_analyser
from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.ttsfrd_normaliser import TtsfrdNormaliser
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.generations import CONFIGS
from cosydesk.engine.group import Group
from cosydesk.engine.llm.device_decode import generate_on_device
from cosydesk.engine.llm.generate import Row, generate
from cosydesk.engine.llm.shared_decoding import ROWS_AT_ONCE
from cosydesk.engine.networks import Networks, Synthesis
from cosydesk.engine.parity import Parity
from cosydesk.engine.speech import Parts
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Prompt,
    Request,
    Said,
    Sampling,
    VoiceInfo,
)

log = logging.getLogger(__name__)

_VOICE_LANGUAGES = {"中文": "zh", "英文": "en", "日语": "ja", "粤语": "yue", "韩语": "ko"}
_GENDERS = {"女": "female", "男": "male"}
REVISION_DIGITS = 12


class CosyVoiceModel:
    """An opened model directory; see `types.Model` for what each member does."""

    def __init__(
        self,
        directory: Path,
        device: str = "auto",
        precision: str = "auto",
        parity: Parity = Parity.FIXED,
        *,
        cuda_graph: bool = False,
        llm_weights: str = LLM_WEIGHTS,
    ) -> None:
        """Args: see `open_model`.

        Raises:
            ModelError: the directory is incomplete, damaged or refused.
            DeviceError: the device is not there or too small.
        """
        started = time.perf_counter()
        checkpoint = Checkpoint.open(directory)
        family = family_of(checkpoint)
        self.directory = directory.resolve()
        self.placement = Placement.choose(device, precision)
        self._parity = parity
        self._cuda_graph = cuda_graph and self.placement.device.type == "cuda"
        networks: Networks = self.placement.place(family.load(checkpoint, llm_weights))
        frontend = TextFrontend(
            family.open_tokenizer(checkpoint.config, directory),
            TtsfrdNormaliser.find((directory, *self.directory.parents[:2])) or WeTextNormaliser(),
            family.tags if self.directory.name not in PLAIN_MODELS else frozenset(),
            parity,
            family.prompting,
            open_analyser() if family.prompting.katakana else None,
        )
        dims = networks.flow.dims
        encoder = PromptEncoder(
            checkpoint.file(family.speech_tokenizer),
            checkpoint.file("campplus.onnx"),
            MelDims.of(checkpoint.config),
            PromptShape(dims.mel_bins, dims.speaker_width, dims.vocabulary),
            threads=torch.get_num_threads(),
            cuda=self.placement.device.type == "cuda",
            frames_per_token=family.frames_per_token(checkpoint.config),
        )
        voices = {
            name: speaker_of(name, entry, dims.speaker_width) for name, entry in checkpoint.voices().items()
        }
        self._parts = Parts(
            name=self.directory.name
            if llm_weights == LLM_WEIGHTS
            else f"{self.directory.name} ({llm_weights})",
            capabilities=_capabilities(
                family, checkpoint.generation, bool(voices), frontend.tags, dims.sample_rate, parity
            ),
            family=family,
            networks=networks,
            placement=self.placement,
            frontend=frontend,
            encoder=encoder,
            voices=voices,
            sample_rate=dims.sample_rate,
            parity=parity,
            sampling=sampling_of(checkpoint.config),
            interleave=family.interleave and family.interleave(networks, checkpoint.config),
        )
        files = (CONFIGS[checkpoint.generation], llm_weights, "flow.pt", "hift.pt")
        self._revision = fingerprint(*map(checkpoint.file, files))[:REVISION_DIGITS]
        log.info("opened %s on %s in %.1f s", directory.name, self.placement, time.perf_counter() - started)

    @property
    def id(self) -> str:
        return self.directory.name

    @property
    def name(self) -> str:
        return self._parts.name

    @property
    def revision(self) -> str:
        return self._revision

    @property
    def parts(self) -> Parts:
        """What it speaks with, for tests."""
        return self._parts

    @property
    def networks(self) -> Networks:
        """The three networks, for the bench and for tests."""
        return self._parts.networks

    @property
    def capabilities(self) -> Capabilities:
        return self._parts.capabilities

    def voices(self) -> list[VoiceInfo]:
        return [
            VoiceInfo(
                name,
                name,
                next((code for word, code in _VOICE_LANGUAGES.items() if name.startswith(word)), ""),
                next((gender for word, gender in _GENDERS.items() if name.endswith(word)), ""),
            )
            for name in self._parts.voices
        ]

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """See `types.Model.speak`."""
        for _, said in Group(self._parts, [request], self._generate).said():
            if isinstance(said, EngineError):
                raise said
            if said is not None:
                yield said

    def speak_together(self, requests: Sequence[Request]) -> Iterator[tuple[int, Said]]:
        """See `types.Model.speak_together`."""
        return Group(self._parts, requests, self._generate).said()

    def synthesis(self, making: Making) -> Synthesis:
        """Tokens to samples for one utterance, for the bench."""
        return self._parts.family.synthesise(self._parts.networks, making)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """See `types.Model.encode`."""
        with torch.inference_mode():
            return self._parts.encoder.packed(prompt)

    def close(self) -> None:
        """Let the weights go; the next call fails."""
        del self._parts
        if self.placement.device.type == "cuda":
            torch.cuda.empty_cache()

    def _generate(
        self, rows: list[Row], sampling: Sampling, check: Callable[[], None]
    ) -> Iterator[tuple[int, int]]:
        """(row, token) as they come; on a CUDA device without waiting for each."""
        llm = self._parts.networks.llm
        chosen = self._parts.sampling_for(sampling)
        if self.placement.device.type == "cuda" and self._parity is Parity.FIXED:
            return generate_on_device(llm, rows, chosen, check, graph=self._cuda_graph)
        return generate(llm, rows, chosen, check, parity=self._parity)


def _capabilities(
    family: Family, generation: int, voices: bool, tags: frozenset[str], sample_rate: int, parity: Parity
) -> Capabilities:
    modes = {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.VC}
    if voices:
        modes.add(Mode.SFT)
    if voices or family.directs_clones:
        modes.add(Mode.INSTRUCT)
    return Capabilities(
        frozenset(modes),
        tuple(family.languages),
        tags,
        sample_rate,
        draft=True,
        directs_clones=family.directs_clones,
        together=ROWS_AT_ONCE if parity is Parity.FIXED else 1,
        generation=generation,
    )
