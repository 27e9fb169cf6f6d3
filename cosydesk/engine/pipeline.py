"""A CosyVoice model of the 300M family: a request in, audio chunks out. Source: spec cosyvoice1.md sections 5 and 9."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from cosydesk.engine.checkpoint import Checkpoint, speaker_of
from cosydesk.engine.cosyvoice1 import Networks, load_networks, sampling_of
from cosydesk.engine.device import Placement
from cosydesk.engine.errors import CancelledError, DeviceError, ModelError, RequestError
from cosydesk.engine.frontend.encoded_prompt import PromptShape, VoicePrompt, fingerprint
from cosydesk.engine.frontend.features import MelDims
from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.text import Script, Silence, TextFrontend
from cosydesk.engine.frontend.tokenizer import open_tokenizer
from cosydesk.engine.frontend.ttsfrd_normaliser import TtsfrdNormaliser
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.generations import CONFIGS, SPOKEN
from cosydesk.engine.llm.device_decode import generate_on_device
from cosydesk.engine.llm.generate import Row, generate, token_bounds
from cosydesk.engine.parity import Parity
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.synthesis import Synthesiser
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
INSTRUCT_END = "<endofprompt>"
_INSTRUCT_ENDS = ("<|endofprompt|>", "<endofprompt>")
RICH_TAGS = frozenset({"strong", "laughter", "[laughter]", "[breath]"})
_PLAIN_MODELS = ("CosyVoice-300M", "CosyVoice-300M-SFT", "CosyVoice-300M-25Hz")
"""Official models that never learnt the tags and would read them aloud."""
_LANGUAGES = ("zh", "en", "ja", "yue", "ko")
_VOICE_LANGUAGES = {"中文": "zh", "英文": "en", "日语": "ja", "粤语": "yue", "韩语": "ko"}
_GENDERS = {"女": "female", "男": "male"}
REVISION_DIGITS = 12
LINES_AT_ONCE = 8
"""Utterances decoded as one batch where nothing is streamed."""
_TYPICAL_TOKENS_PER_TEXT_TOKEN = 7


@dataclass(frozen=True)
class _Conditions:
    """What all utterances of one request share: the columns of the table in spec section 5."""

    llm_prefix_text: list[int]
    llm_speaker: Tensor | None
    llm_prompt_tokens: Tensor
    flow: VoicePrompt


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
    ) -> None:
        """Raises:
        ModelError: the directory is incomplete, damaged or refused.
        DeviceError: the device is not there or too small.
        """
        started = time.perf_counter()
        checkpoint = Checkpoint.open(directory)
        if checkpoint.generation not in SPOKEN:
            raise ModelError(
                f"“{directory.name}” is of generation {checkpoint.generation}, which this version doesn't speak yet.",
                "Use a model of the 300M family or the starter voices.",
                code="model_unknown",
            )
        self.directory = directory.resolve()
        self.placement = Placement.choose(device, precision)
        self._parity = parity
        self._cuda_graph = cuda_graph and self.placement.device.type == "cuda"
        self._networks = self.placement.place(load_networks(checkpoint))
        self._sampling = sampling_of(checkpoint.config)
        self._sample_rate = self._networks.flow.dims.sample_rate
        rich = RICH_TAGS if self.directory.name not in _PLAIN_MODELS else frozenset()
        self._frontend = TextFrontend(
            open_tokenizer(checkpoint.config, directory),
            TtsfrdNormaliser.find((directory, *self.directory.parents[:2])) or WeTextNormaliser(),
            rich,
            parity,
        )
        dims = self._networks.flow.dims
        self._encoder = PromptEncoder(
            checkpoint.file("speech_tokenizer_v1.onnx"),
            checkpoint.file("campplus.onnx"),
            MelDims.of(checkpoint.config),
            PromptShape(dims.mel_bins, dims.speaker_width, dims.vocabulary),
            threads=torch.get_num_threads(),
            cuda=self.placement.device.type == "cuda",
        )
        self._voices = {
            name: speaker_of(name, entry, dims.speaker_width) for name, entry in checkpoint.voices().items()
        }
        parts = (CONFIGS[checkpoint.generation], "llm.pt", "flow.pt", "hift.pt")
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
        modes = {Mode.ZERO_SHOT, Mode.CROSS_LINGUAL, Mode.VC}
        if self._voices:
            modes |= {Mode.SFT, Mode.INSTRUCT}
        return Capabilities(frozenset(modes), _LANGUAGES, self._frontend.tags, self._sample_rate, draft=True)

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
        conditions = self.conditions(notices)
        ids = [self.model._frontend.tokenizer.encode(utterance) for utterance in script.utterances]
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
        self, ids: list[list[int]], conditions: _Conditions
    ) -> Iterator[Iterator[tuple[Tensor, int]]]:
        """Each utterance's pieces, made while its tokens come."""
        for utterance, text in enumerate(ids):
            row = self.row(text, conditions, utterance)
            tokens = (token for _, token in self.generate([row]))
            yield self.synthesiser(conditions.flow, utterance).stream(self.counted(tokens))

    def batched(
        self, ids: list[list[int]], conditions: _Conditions
    ) -> Iterator[Iterator[tuple[Tensor, int]]]:
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
                whole = (
                    [(making.whole(row.tokens, self.request.speed), len(row.tokens))] if row.tokens else []
                )
                yield iter(whole)

    def convert(self) -> Iterator[AudioChunk]:
        """Voice conversion: the source's tokens take the language model's place."""
        self.report("prompt", 0.0)
        voice = self.voice_prompt()
        if self.request.source is None:
            raise RequestError(
                "Voice conversion needs a recording to convert.",
                "Choose the source audio.",
                code="source_missing",
            )
        heard = self.model._encoder.tokens(self.request.source)
        self.check_encoders(heard, voice.speaker)
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

    def conditions(self, notices: list[Notice]) -> _Conditions:
        """The shared inputs of all utterances, by mode."""
        request, encode = self.request, self.model._frontend.tokenizer.encode
        device = self.model.placement.device
        no_tokens = torch.zeros(1, 0, dtype=torch.int32, device=device)
        match request.mode:
            case Mode.SFT | Mode.INSTRUCT:
                speaker = self.built_in_voice().to(device)
                bins = self.model.networks.flow.dims.mel_bins
                flow = VoicePrompt(no_tokens, torch.zeros(1, 0, bins, device=device), speaker)
                if request.mode is Mode.SFT:
                    return _Conditions([], speaker, no_tokens, flow)
                return _Conditions(encode(self.instruction()), None, no_tokens, flow)
            case Mode.ZERO_SHOT:
                self.report("prompt", 0.0)
                transcript = request.prompt.transcript.strip() if request.prompt else ""
                voice = self.voice_prompt()
                if not transcript:
                    raise RequestError(
                        "Cloning a voice needs what is said in its recording.",
                        "Type the transcript, or use the cross-lingual mode, which does without.",
                        code="transcript_missing",
                    )
                text = encode(self.model._frontend.unsplit(transcript, request.normalise))
                if self.request.mode is Mode.ZERO_SHOT and len(text) > 4 * voice.speech_tokens.shape[1]:
                    notices.append(
                        Notice(
                            "transcript_long", "The transcript is much longer than its recording; check it."
                        )
                    )
                return _Conditions(text, voice.speaker, voice.speech_tokens, voice)
            case _:
                self.report("prompt", 0.0)
                voice = self.voice_prompt()
                return _Conditions([], voice.speaker, no_tokens, voice)

    def instruction(self) -> str:
        """The manner, normalised and closed by the marker that the Instruct model was trained with."""
        text = self.request.instruct.strip()
        for end in _INSTRUCT_ENDS:
            text = text.removesuffix(end).strip()
        if not text:
            raise RequestError(
                "The manner is empty.",
                "Describe how it should be spoken, or use the built-in mode.",
                code="instruct",
            )
        return self.model._frontend.unsplit(text, self.request.normalise) + INSTRUCT_END

    def built_in_voice(self) -> Tensor:
        voices = self.model._voices
        if self.request.voice not in voices:
            raise RequestError(
                f"{self.model.name} has no voice “{self.request.voice}”.",
                f"Choose one of {', '.join(voices)}.",
                code="voice_unknown",
            )
        return voices[self.request.voice]

    def voice_prompt(self) -> VoicePrompt:
        if self.request.prompt is None:
            raise RequestError(
                "This mode needs a recording of the voice.", "Choose the prompt audio.", code="prompt_missing"
            )
        encoded = self.model._encoder.encode(self.request.prompt, self.request.on_encoded)
        self.check_encoders(encoded.speech_tokens, encoded.speaker)
        device = self.model.placement.device
        return VoicePrompt(
            encoded.speech_tokens.to(device), encoded.mel.to(device), encoded.speaker.to(device)
        )

    def generate(self, rows: list[Row]) -> Iterator[tuple[int, int]]:
        """(row, token) as they come; on a CUDA device without waiting for each."""
        model = self.model
        given = model.networks.llm, rows, self.sampling, self.check
        if model.placement.device.type == "cuda" and model._parity is Parity.FIXED:
            return generate_on_device(*given, graph=model._cuda_graph)
        return generate(*given)

    def check_encoders(self, tokens: Tensor, speaker: Tensor) -> None:
        """Raises:
        ModelError: the encoders' files are of another model than the networks.
        """
        dims = self.model.networks.flow.dims
        fits = not tokens.numel() or 0 <= int(tokens.min()) <= int(tokens.max()) < dims.vocabulary
        if not fits or speaker.shape[1] != dims.speaker_width or not speaker.isfinite().all():
            raise ModelError(
                "The speech tokenizer or the speaker encoder in the folder belongs to another model.",
                "Fetch the model again, or repair it in the model manager.",
                code="weights_mismatch",
            )

    def row(self, text: list[int], conditions: _Conditions, utterance: int) -> Row:
        """An utterance ready to be decoded."""
        device = self.model.placement.device
        ids = torch.tensor([conditions.llm_prefix_text + text], dtype=torch.int32, device=device)
        prefix = self.model.networks.llm.assemble(ids, conditions.llm_speaker, conditions.llm_prompt_tokens)
        return Row(prefix, *token_bounds(len(text)), self.random.generator(utterance, "llm"))

    def synthesiser(self, voice: VoicePrompt, utterance: int) -> Synthesiser:
        return Synthesiser(
            self.model.networks,
            voice,
            self.random.generator(utterance, "flow"),
            self.random.generator(utterance, "vocoder"),
            self.model._parity,
            self.check,
            self.quality,
        )

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
