"""A CosyVoice model of any generation: a request in, audio chunks out. Source: spec cosyvoice1.md sections 5 and 9."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from cosydesk.engine.checkpoint import Checkpoint, speaker_of
from cosydesk.engine.conditions import Conditioner, Conditions
from cosydesk.engine.cosyvoice1 import sampling_of
from cosydesk.engine.device import Placement
from cosydesk.engine.errors import CancelledError, DeviceError, RequestError
from cosydesk.engine.family import LLM_WEIGHTS, PLAIN_MODELS, Making, family_of
from cosydesk.engine.frontend.encoded_prompt import PromptShape, VoicePrompt, fingerprint
from cosydesk.engine.frontend.features import MelDims
from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.text import Script, Silence, TextFrontend
from cosydesk.engine.frontend.ttsfrd_normaliser import TtsfrdNormaliser
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.generations import CONFIGS
from cosydesk.engine.llm.device_decode import generate_on_device
from cosydesk.engine.llm.generate import Row, generate, token_bounds
from cosydesk.engine.llm.silence import audible
from cosydesk.engine.networks import Networks, Synthesis
from cosydesk.engine.parity import Parity
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import (
    AudioChunk,
    Capabilities,
    EncodedPrompt,
    Mode,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    Sampling,
    VoiceInfo,
)

log = logging.getLogger(__name__)

SLOWEST, FASTEST = 0.5, 2.0
_VOICE_LANGUAGES = {"中文": "zh", "英文": "en", "日语": "ja", "粤语": "yue", "韩语": "ko"}
_GENDERS = {"女": "female", "男": "male"}
REVISION_DIGITS = 12
LINES_AT_ONCE = 8
"""Utterances decoded as one batch where nothing is streamed."""
_TYPICAL_TOKENS_PER_TEXT_TOKEN = 7


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
        family = self._family = family_of(checkpoint)
        self.directory = directory.resolve()
        self.placement = Placement.choose(device, precision)
        self._parity = parity
        self._cuda_graph = cuda_graph and self.placement.device.type == "cuda"
        self._networks: Networks = self.placement.place(family.load(checkpoint, llm_weights))
        self._sampling = sampling_of(checkpoint.config)
        self._sample_rate = self._networks.flow.dims.sample_rate
        rich = family.tags if self.directory.name not in PLAIN_MODELS else frozenset()
        self._frontend = TextFrontend(
            family.open_tokenizer(checkpoint.config, directory),
            TtsfrdNormaliser.find((directory, *self.directory.parents[:2])) or WeTextNormaliser(),
            rich,
            parity,
            family.prompting,
        )
        dims = self._networks.flow.dims
        self._encoder = PromptEncoder(
            checkpoint.file(family.speech_tokenizer),
            checkpoint.file("campplus.onnx"),
            MelDims.of(checkpoint.config),
            PromptShape(dims.mel_bins, dims.speaker_width, dims.vocabulary),
            threads=torch.get_num_threads(),
            cuda=self.placement.device.type == "cuda",
            frames_per_token=family.frames_per_token(checkpoint.config),
        )
        self._voices = {
            name: speaker_of(name, entry, dims.speaker_width) for name, entry in checkpoint.voices().items()
        }
        parts = (CONFIGS[checkpoint.generation], llm_weights, "flow.pt", "hift.pt")
        self._revision = fingerprint(*map(checkpoint.file, parts))[:REVISION_DIGITS]
        log.info("opened %s on %s in %.1f s", directory.name, self.placement, time.perf_counter() - started)

    @property
    def id(self) -> str:
        return self.directory.name

    @property
    def name(self) -> str:
        return self.directory.name

    @property
    def revision(self) -> str:
        return self._revision

    @property
    def networks(self) -> Networks:
        """The three networks, for the bench and for tests."""
        return self._networks

    @property
    def capabilities(self) -> Capabilities:
        family = self._family
        modes = {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.VC}
        if self._voices:
            modes.add(Mode.SFT)
        if self._voices or family.directs_clones:
            modes.add(Mode.INSTRUCT)
        return Capabilities(
            frozenset(modes),
            tuple(family.languages),
            self._frontend.tags,
            self._sample_rate,
            draft=True,
            directs_clones=family.directs_clones,
        )

    def voices(self) -> list[VoiceInfo]:
        return [
            VoiceInfo(
                name,
                name,
                next((code for word, code in _VOICE_LANGUAGES.items() if name.startswith(word)), ""),
                next((gender for word, gender in _GENDERS.items() if name.endswith(word)), ""),
            )
            for name in self._voices
        ]

    def speak(self, request: Request) -> Iterator[AudioChunk]:
        """See `types.Model.speak`."""
        return _Speech(self, request).chunks()

    def synthesis(self, making: Making) -> Synthesis:
        """Tokens to samples for one utterance, for requests and for the bench."""
        return self._family.synthesise(self._networks, making)

    def encode(self, prompt: Prompt) -> EncodedPrompt:
        """See `types.Model.encode`."""
        with torch.inference_mode():
            return self._encoder.packed(prompt)

    def close(self) -> None:
        """Let the weights go; the next call fails."""
        del self._networks, self._encoder
        if self.placement.device.type == "cuda":
            torch.cuda.empty_cache()


class _Speech:
    """One request on its way through the stages."""

    def __init__(self, model: CosyVoiceModel, request: Request) -> None:
        self.model = model
        self.request = request
        self.random = Randomness(request.seed, model._parity)
        self.sampling = request.sampling if request.sampling != Sampling() else model._sampling
        self.quality = Quality.FULL
        self.done = 0.0
        self.count = 0
        self.expected = 0
        self.conditioner = Conditioner(
            model.name,
            model._family,
            model._frontend,
            model._encoder,
            model._voices,
            model.networks.flow.dims,
            model.placement.device,
            lambda: self.report("prompt", 0.0),
        )

    def chunks(self) -> Iterator[AudioChunk]:
        self.validate()
        try:
            with torch.inference_mode(), self.model.placement.autocast():
                yield from self.convert() if self.request.mode is Mode.VC else self.read()
        except torch.OutOfMemoryError as error:
            raise DeviceError(
                "The graphics card ran out of memory.",
                "Close other programs that use it, or choose the CPU in Preferences.",
                code="out_of_memory",
            ) from error

    def validate(self) -> None:
        """Raises:
        RequestError: what is asked for can't be spoken as it stands.
        """
        request, capabilities = self.request, self.model.capabilities
        self.quality = request.checked_quality()
        if request.mode not in capabilities.modes:
            raise RequestError(
                f"{self.model.name} has no built-in voices.",
                "Clone a voice from a recording instead, or choose a model with built-in voices.",
                code="mode_unavailable",
            )
        if not SLOWEST <= request.speed <= FASTEST:
            raise RequestError(
                f"The speed {request.speed:g} is out of range.",
                f"Choose one from {SLOWEST:g} to {FASTEST:g}.",
                code="speed",
            )
        if request.stream and request.speed != 1.0:
            raise RequestError(
                "Streaming keeps the model's own speed.",
                "Set the speed to 1, or turn streaming off.",
                code="speed_streaming",
            )

    def read(self) -> Iterator[AudioChunk]:
        """Text to speech."""
        self.report("text", 0.0)
        script = self.script()
        if not script.parts:
            raise RequestError(
                "There is nothing to say in this text.", "Write some words.", code="nothing_to_say"
            )
        notices = [*script.notices, *self.marks()]
        conditions = self.conditioner.of(self.request, notices)
        prompting, encode = self.model._family.prompting, self.model._frontend.tokenizer.encode
        ids = [encode(prompting.piece(conditions.prompt_text, utterance)) for utterance in script.utterances]
        self.expected = sum(map(len, ids)) * _TYPICAL_TOKENS_PER_TEXT_TOKEN
        spoken = self.streamed(ids, conditions) if self.request.stream else self.batched(ids, conditions)
        rate = self.model._sample_rate
        position = 0
        for part in script.parts:
            if isinstance(part, Silence):
                silence = torch.zeros(round(part.seconds * rate)).numpy()
                yield AudioChunk(silence, rate, position, 0, self.once(notices))
                continue
            for samples, used in next(spoken):
                yield AudioChunk(samples.float().cpu().numpy(), rate, position, used, self.once(notices))
            position += 1
        self.report("speaking", 1.0)

    def streamed(
        self, ids: list[list[int]], conditions: Conditions
    ) -> Iterator[Iterator[tuple[Tensor, int]]]:
        """Each utterance's pieces, made while its tokens come."""
        for utterance, text in enumerate(ids):
            row = self.row(text, conditions, utterance)
            tokens = (token for _, token in self.generate([row]))
            heard = audible(self.counted(tokens), self.model.networks.llm.dims.silent)
            yield self.synthesiser(conditions.flow, utterance).stream(heard)

    def batched(self, ids: list[list[int]], conditions: Conditions) -> Iterator[Iterator[tuple[Tensor, int]]]:
        """Each utterance's one piece; the tokens of several utterances are decoded together."""
        size = 1 if self.model._parity is Parity.REFERENCE else LINES_AT_ONCE
        for start in range(0, len(ids), size):
            rows = [
                self.row(text, conditions, utterance)
                for utterance, text in enumerate(ids[start : start + size], start)
            ]
            tokens = (token for _, token in self.generate(rows))
            for _ in self.counted(tokens):
                pass
            for utterance, row in enumerate(rows, start):
                making = self.synthesiser(conditions.flow, utterance)
                heard = list(audible(row.tokens, self.model.networks.llm.dims.silent))
                yield iter([(making.whole(heard, self.request.speed), len(heard))] if heard else [])

    def convert(self) -> Iterator[AudioChunk]:
        """Voice conversion: the source's tokens take the language model's place."""
        self.report("prompt", 0.0)
        voice = self.conditioner.voice_prompt(self.request)
        if self.request.source is None:
            raise RequestError(
                "Voice conversion needs a recording to convert.",
                "Choose the source audio.",
                code="source_missing",
            )
        heard = self.model._encoder.tokens(self.request.source)
        self.conditioner.check_encoders(heard, voice.speaker)
        tokens = heard.flatten().tolist()
        self.expected = len(tokens)
        making = self.synthesiser(voice, 0)
        notices = self.marks()
        pieces: Iterator[tuple[Tensor, int]]
        if self.request.stream:
            pieces = making.stream(self.counted(iter(tokens)))
        else:
            pieces = iter([(making.whole(tokens, self.request.speed), len(tokens))])
        for samples, used in pieces:
            rate = self.model._sample_rate
            yield AudioChunk(samples.float().cpu().numpy(), rate, 0, used, self.once(notices))
        self.report("speaking", 1.0)

    def marks(self) -> list[Notice]:
        """What sets this sound apart from the model's own."""
        if self.quality is Quality.FULL:
            return []
        return [Notice("draft", "Spoken as a draft, with fewer solver steps; take it again in full quality.")]

    def script(self) -> Script:
        frontend = self.model._frontend
        if isinstance(self.request.text, str):
            return frontend.script(self.request.text, self.request.normalise)
        scripts = [frontend.script(text, self.request.normalise) for text in self.request.text]
        notices = dict.fromkeys(notice for script in scripts for notice in script.notices)
        return Script(tuple(part for script in scripts for part in script.parts), tuple(notices))

    def generate(self, rows: list[Row]) -> Iterator[tuple[int, int]]:
        """(row, token) as they come; on a CUDA device without waiting for each."""
        model = self.model
        given = model.networks.llm, rows, self.sampling, self.check
        if model.placement.device.type == "cuda" and model._parity is Parity.FIXED:
            return generate_on_device(*given, graph=model._cuda_graph)
        return generate(*given, parity=model._parity)

    def row(self, text: list[int], conditions: Conditions, utterance: int) -> Row:
        """An utterance ready to be decoded."""
        device = self.model.placement.device
        ids = torch.tensor([conditions.prompt_ids + text], dtype=torch.int32, device=device)
        prefix = self.model.networks.llm.assemble(ids, conditions.llm_speaker, conditions.llm_prompt_tokens)
        return Row(prefix, *token_bounds(len(text)), self.random.generator(utterance, "llm"))

    def synthesiser(self, voice: VoicePrompt, utterance: int) -> Synthesis:
        generators = self.random.generator(utterance, "flow"), self.random.generator(utterance, "vocoder")
        making = Making(voice, *generators, self.model._parity, self.check, self.quality)
        return self.model.synthesis(making)

    def counted(self, tokens: Iterator[int]) -> Iterator[int]:
        """Pass tokens on and report how far the request is, leaving a fifth for flow and vocoder."""
        for token in tokens:
            self.count += 1
            if self.count % 10 == 0:
                self.report("speaking", 0.8 * min(1.0, self.count / max(1, self.expected)))
            yield token

    def once(self, notices: list[Notice]) -> tuple[Notice, ...]:
        given = tuple(notices)
        notices.clear()
        return given

    def report(self, stage: str, fraction: float) -> None:
        self.done = max(self.done, fraction)
        if self.request.on_progress is not None:
            self.request.on_progress(Progress(stage, self.done, tokens=self.count))

    def check(self) -> None:
        """Raises:
        CancelledError: the request was cancelled.
        """
        if self.request.cancel is not None and self.request.cancel.is_set():
            raise CancelledError
