"""One request of a CosyVoice model on its way, from texts to samples. Source: spec cosyvoice1.md sections 5 and 9."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from cosydesk.engine.arriving import is_arriving, nothing_to_say, sentences, waited_for
from cosydesk.engine.conditions import Conditioner, Conditions
from cosydesk.engine.device import Placement
from cosydesk.engine.errors import CancelledError, RequestError
from cosydesk.engine.family import Family, Interleave, Making
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.frontend.interleaved_text import InterleavedText
from cosydesk.engine.frontend.text import Script, Silence, TextFrontend, notices_of
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.llm.bistream import BistreamPrompt
from cosydesk.engine.llm.generate import Row, token_bounds
from cosydesk.engine.llm.shared_decoding import SharedDecoding
from cosydesk.engine.llm.silence import audible
from cosydesk.engine.networks import Networks, Synthesis
from cosydesk.engine.parity import Parity
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import AudioChunk, Capabilities, Mode, Notice, Progress, Quality, Request, Sampling

SLOWEST, FASTEST = 0.5, 2.0
_TYPICAL_TOKENS_PER_TEXT_TOKEN = 7
_MORE_TO_COME = 500
"""Tokens expected of a text that hasn't ended: twenty seconds or less."""


@dataclass(frozen=True)
class Parts:
    """What an opened model speaks with.

    Attributes:
        name: what to call it in front of people.
        voices: speaker embeddings of the built-in voices.
        sample_rate: Hz.
        sampling: the model's own.
        interleave: see `Family.interleave`.
    """

    name: str
    capabilities: Capabilities
    family: Family
    networks: Networks
    placement: Placement
    frontend: TextFrontend
    encoder: PromptEncoder
    voices: Mapping[str, Tensor]
    sample_rate: int
    parity: Parity
    sampling: Sampling
    interleave: Interleave | None = None

    def sampling_for(self, wanted: Sampling) -> Sampling:
        """The model's own, unless something else is wanted than what is usual."""
        return wanted if wanted != Sampling() else self.sampling

    def conditioner(self, on_prompt: Callable[[], None] = lambda: None) -> Conditioner:
        """What brings requests into the form that the networks read."""
        return Conditioner(
            self.name,
            self.family,
            self.frontend,
            self.encoder,
            self.voices,
            self.networks.flow.dims,
            self.placement.device,
            on_prompt,
        )


class Speech:
    """One request: first `begin`, then `chunks`, both in inference mode.

    Args:
        decoding: where its rows are decoded, perhaps beside those of other requests.
        at_once: how many utterances it enrols there together.
    """

    def __init__(self, parts: Parts, request: Request, decoding: SharedDecoding, at_once: int) -> None:
        self.request = request
        self._parts = parts
        self._decoding = decoding
        self._at_once = at_once
        self._random = Randomness(request.seed, parts.parity)
        self._quality = Quality.FULL
        self._done = 0.0
        self._count = 0
        self._expected = 0
        self._rows: list[Row] = []
        self._notices: list[Notice] = []
        self._noted: set[Notice] = set()
        self._pieces: Iterator[AudioChunk] = iter(())
        self._conditioner = parts.conditioner(lambda: self._report("prompt", 0.0))

    @property
    def cancelled(self) -> bool:
        return self.request.cancel is not None and self.request.cancel.is_set()

    @property
    def decoded(self) -> bool:
        """Whether the tokens of its present utterance are all there."""
        return bool(self._rows) and self._rows[0].ended

    def begin(self) -> None:
        """Read text and voice, and enrol the first utterances.

        Raises:
            RequestError: it can't be spoken as it stands.
        """
        self._validate()
        text = self.request.text
        if self.request.mode is Mode.VC:
            self._pieces = self._convert()
        elif isinstance(text, str | tuple):
            self._pieces = self._read(text)
        else:
            self._pieces = self._read_as_it_comes(text)

    def chunks(self) -> Iterator[AudioChunk]:
        """What it sounds like, once it has begun."""
        return self._pieces

    def drop(self) -> None:
        """Nobody wants it any more: its rows make room for others."""
        for row in self._rows:
            row.ended = True

    def _validate(self) -> None:
        """Raises:
        RequestError: what is asked for can't be spoken as it stands.
        """
        request, capabilities = self.request, self._parts.capabilities
        self._quality = request.checked_quality()
        if request.mode not in capabilities.modes:
            raise RequestError(
                f"{self._parts.name} has no built-in voices.",
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

    def _read(self, text: str | tuple[str, ...]) -> Iterator[AudioChunk]:
        """Text to speech."""
        self._report("text", 0.0)
        script = self._script((text,) if isinstance(text, str) else text)
        if not script.parts:
            raise nothing_to_say()
        self._notices += [*script.notices, *self._marks()]
        conditions = self._conditioner.of(self.request, self._notices)
        ids = self._ids(script, conditions)
        self._expected = sum(map(len, ids)) * _TYPICAL_TOKENS_PER_TEXT_TOKEN
        self._enrol(ids, conditions, 0)
        return self._to_the_end(self._spoken(script, ids, conditions, 0))

    def _read_as_it_comes(self, text: Iterator[str]) -> Iterator[AudioChunk]:
        """Text that arrives bit by bit to speech: in turns where model and request allow it, else by sentences."""
        self._report("text", 0.0)
        self._notices += self._marks()
        conditions = self._conditioner.of(self.request, self._notices)
        awaited = waited_for(text, self.request.cancel)
        interleave = self._parts.interleave if self.request.stream else None
        if interleave is None:
            return self._to_the_end(self._in_sentences(awaited, conditions))
        return self._to_the_end(self._in_turns(awaited, conditions, interleave))

    def _in_sentences(self, text: Iterator[str], conditions: Conditions) -> Iterator[AudioChunk]:
        ids: list[list[int]] = []
        for sentence in sentences(text):
            script = self._script((sentence,))
            self._note(script.notices)
            position = len(ids)
            ids += self._ids(script, conditions)
            self._enrol(ids, conditions, position)
            yield from self._spoken(script, ids, conditions, position)
        if not ids:
            raise nothing_to_say()

    def _in_turns(
        self, text: Iterator[str], conditions: Conditions, interleave: Interleave
    ) -> Iterator[AudioChunk]:
        """Blocks of text and of speech take turns; see `InterleavedText` for what is read."""
        parts, llm = self._parts, self._parts.networks.llm
        prompt = self._bistream_prompt(conditions)
        sampling = parts.sampling_for(self.request.sampling)
        read = InterleavedText(parts.frontend, text)
        position = 0
        for part in read.parts():
            if isinstance(part, Silence):
                yield self._silence(part, position)
                continue
            generator = self._random.generator(position, "llm")
            drawn = interleave(prompt, sampling, generator, check=self._check, parity=parts.parity)
            making = self._synthesis(conditions.flow, position)
            for samples, used in self._made(
                making, audible(self._counted(drawn.tokens(part)), llm.dims.silent)
            ):
                self._note(notices_of(read.left_out))
                yield AudioChunk(
                    samples.float().cpu().numpy(), parts.sample_rate, position, used, self._once()
                )
            position += 1
        if not position:
            raise nothing_to_say()

    def _bistream_prompt(self, conditions: Conditions) -> BistreamPrompt:
        """What is read before the text, the system words at its start."""
        prompting, encode = self._parts.family.prompting, self._parts.frontend.tokenizer.encode
        ids = encode(conditions.prompt_text + prompting.piece(conditions.prompt_text, ""))
        (marker,) = encode(prompting.marker)
        prefix = ids.index(marker) + 1 if marker in ids else 0
        return BistreamPrompt(tuple(ids), tuple(conditions.llm_prompt_tokens.flatten().tolist()), prefix)

    def _ids(self, script: Script, conditions: Conditions) -> list[list[int]]:
        """The utterances of a script as the language model reads them."""
        prompting, encode = self._parts.family.prompting, self._parts.frontend.tokenizer.encode
        return [encode(prompting.piece(conditions.prompt_text, utterance)) for utterance in script.utterances]

    def _silence(self, silence: Silence, position: int) -> AudioChunk:
        rate = self._parts.sample_rate
        samples = torch.zeros(round(silence.seconds * rate)).numpy()
        return AudioChunk(samples, rate, position, 0, self._once())

    def _to_the_end(self, pieces: Iterator[AudioChunk]) -> Iterator[AudioChunk]:
        yield from pieces
        self._report("speaking", 1.0)

    def _spoken(
        self, script: Script, ids: list[list[int]], conditions: Conditions, position: int
    ) -> Iterator[AudioChunk]:
        """The parts of a script, the first utterances of which are enrolled; `position` is that of its first."""
        rate = self._parts.sample_rate
        for part in script.parts:
            if isinstance(part, Silence):
                yield self._silence(part, position)
                continue
            if len(self._rows) == 1:
                # Early, so that those of others find them there when they come to their own next ones.
                self._enrol(ids, conditions, position + 1)
            for samples, used in self._pieces_of(self._rows[0], conditions.flow, position):
                yield AudioChunk(samples.float().cpu().numpy(), rate, position, used, self._once())
            position += 1

    def _pieces_of(self, row: Row, voice: VoicePrompt, utterance: int) -> Iterator[tuple[Tensor, int]]:
        """An utterance's samples, with the tokens that each piece uses up."""
        making = self._synthesis(voice, utterance)
        return self._made(making, audible(self._read_off(row), self._parts.networks.llm.dims.silent))

    def _read_off(self, row: Row) -> Iterator[int]:
        """An utterance's tokens; at their end it is no longer the present one."""
        yield from self._counted(self._decoding.tokens(row))
        del self._rows[0]

    def _made(self, making: Synthesis, tokens: Iterator[int]) -> Iterator[tuple[Tensor, int]]:
        """As it comes, or in one piece."""
        if self.request.stream:
            yield from making.stream(tokens)
        elif kept := list(tokens):
            yield making.whole(kept, self.request.speed), len(kept)

    def _enrol(self, ids: list[list[int]], conditions: Conditions, start: int) -> None:
        """Have the next utterances decoded."""
        end = start + self._at_once
        rows = [self._row(text, conditions, start + i) for i, text in enumerate(ids[start:end])]
        self._rows += rows
        self._decoding.enrol(rows)

    def _convert(self) -> Iterator[AudioChunk]:
        """Voice conversion: the source's tokens take the language model's place."""
        self._report("prompt", 0.0)
        voice = self._conditioner.voice_prompt(self.request)
        if self.request.source is None:
            raise RequestError(
                "Voice conversion needs a recording to convert.",
                "Choose the source audio.",
                code="source_missing",
            )
        heard = self._parts.encoder.tokens(self.request.source)
        self._conditioner.check_encoders(heard, voice.speaker)
        tokens = heard.flatten().tolist()
        self._expected = len(tokens)
        self._notices += self._marks()
        return self._to_the_end(self._converted(tokens, voice))

    def _converted(self, tokens: list[int], voice: VoicePrompt) -> Iterator[AudioChunk]:
        for samples, used in self._made(self._synthesis(voice, 0), self._counted(iter(tokens))):
            yield AudioChunk(samples.float().cpu().numpy(), self._parts.sample_rate, 0, used, self._once())

    def _marks(self) -> list[Notice]:
        """What sets this sound apart from the model's own."""
        if self._quality is Quality.FULL:
            return []
        return [Notice("draft", "Spoken as a draft, with fewer solver steps; take it again in full quality.")]

    def _script(self, texts: tuple[str, ...]) -> Script:
        frontend = self._parts.frontend
        scripts = [frontend.script(text, self.request.normalise) for text in texts]
        notices = dict.fromkeys(notice for script in scripts for notice in script.notices)
        return Script(tuple(part for script in scripts for part in script.parts), tuple(notices))

    def _row(self, text: list[int], conditions: Conditions, utterance: int) -> Row:
        """An utterance ready to be decoded."""
        device = self._parts.placement.device
        ids = torch.tensor([conditions.prompt_ids + text], dtype=torch.int32, device=device)
        prefix = self._parts.networks.llm.assemble(ids, conditions.llm_speaker, conditions.llm_prompt_tokens)
        return Row(prefix, *token_bounds(len(text)), self._random.generator(utterance, "llm"))

    def _synthesis(self, voice: VoicePrompt, utterance: int) -> Synthesis:
        parts, random = self._parts, self._random
        generators = random.generator(utterance, "flow"), random.generator(utterance, "vocoder")
        making = Making(voice, *generators, parts.parity, self._check, self._quality)
        return parts.family.synthesise(parts.networks, making)

    def _counted(self, tokens: Iterator[int]) -> Iterator[int]:
        """Pass tokens on and report how far the request is, leaving a fifth for flow and vocoder."""
        for token in tokens:
            self._count += 1
            if self._count % 10 == 0:
                self._report("speaking", 0.8 * self._share())
            yield token

    def _share(self) -> float:
        """How much of its tokens it has; of a text that still arrives nobody knows how much there will be."""
        if is_arriving(self.request.text):
            return self._count / (self._count + _MORE_TO_COME)
        return min(1.0, self._count / max(1, self._expected))

    def _note(self, notices: Iterable[Notice]) -> None:
        """Have what wasn't said yet said with the next chunk."""
        fresh = [notice for notice in notices if notice not in self._noted]
        self._noted.update(fresh)
        self._notices += fresh

    def _once(self) -> tuple[Notice, ...]:
        given = tuple(self._notices)
        self._notices.clear()
        return given

    def _report(self, stage: str, fraction: float) -> None:
        self._done = max(self._done, fraction)
        if self.request.on_progress is not None:
            self.request.on_progress(Progress(stage, self._done, tokens=self._count))

    def _check(self) -> None:
        """Raises:
        CancelledError: the request was cancelled.
        """
        if self.cancelled:
            raise CancelledError
