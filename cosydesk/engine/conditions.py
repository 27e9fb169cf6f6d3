"""What all utterances of one request share, by its mode. Source: the table in spec cosyvoice1.md section 5."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from cosydesk.engine.errors import ModelError, RequestError
from cosydesk.engine.family import Family
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.networks import FlowDims
from cosydesk.engine.types import Mode, Notice, Request

TRANSCRIPT_IDS_PER_TOKEN = 4
"""A transcript of more text than this for each speech token of its recording is of another recording."""


@dataclass(frozen=True)
class Conditions:
    """The columns of the table: what the language model and the flow get beside text and speech tokens.

    Attributes:
        prompt_text: what stands before the text, as the language model reads it; `prompt_ids` its ids.
    """

    prompt_text: str
    prompt_ids: list[int]
    llm_speaker: Tensor | None
    llm_prompt_tokens: Tensor
    flow: VoicePrompt


class Conditioner:
    """Brings a request's voice and manner into the form that a model reads.

    Args:
        voices: speaker embeddings of the built-in voices.
        on_prompt: called before a recording is listened to.
    """

    def __init__(
        self,
        model: str,
        family: Family,
        frontend: TextFrontend,
        encoder: PromptEncoder,
        voices: Mapping[str, Tensor],
        dims: FlowDims,
        device: torch.device,
        on_prompt: Callable[[], None] = lambda: None,
    ) -> None:
        self._model = model
        self._family = family
        self._frontend = frontend
        self._encoder = encoder
        self._voices = voices
        self._dims = dims
        self._device = device
        self._on_prompt = on_prompt
        self._no_tokens = torch.zeros(1, 0, dtype=torch.int32, device=device)

    def of(self, request: Request, notices: list[Notice]) -> Conditions:
        """The conditions of a request that reads a text; `notices` gets what should be known about them.

        Raises:
            RequestError: something is missing, or the recording can't be used.
            ModelError: the encoders belong to another model.
        """
        match request.mode:
            case Mode.SFT:
                speaker = self._built_in_voice(request.voice)
                return self._conditions("", speaker, self._no_tokens, self._speaker_alone(speaker))
            case Mode.INSTRUCT:
                manner = self._manner(request)
                if self._family.directs_clones:
                    # The manner takes the transcript's place: the recording's tokens would continue a text unsaid.
                    return self._conditions(manner, None, self._no_tokens, self.voice_prompt(request))
                speaker = self._built_in_voice(request.voice)
                return self._conditions(manner, None, self._no_tokens, self._speaker_alone(speaker))
            case Mode.ZERO_SHOT:
                return self._cloned(request, notices)
            case _:
                voice = self.voice_prompt(request)
                return self._conditions("", voice.speaker, self._no_tokens, voice)

    def voice_prompt(self, request: Request) -> VoicePrompt:
        """The encoded recording of the voice, on the model's device.

        Raises:
            RequestError: there is none, or it can't be used.
            ModelError: the encoders belong to another model.
        """
        if request.prompt is None:
            raise RequestError(
                "This mode needs a recording of the voice.", "Choose the prompt audio.", code="prompt_missing"
            )
        self._on_prompt()
        encoded = self._encoder.encode(request.prompt, request.on_encoded)
        self.check_encoders(encoded.speech_tokens, encoded.speaker)
        device = self._device
        return VoicePrompt(
            encoded.speech_tokens.to(device), encoded.mel.to(device), encoded.speaker.to(device)
        )

    def check_encoders(self, tokens: Tensor, speaker: Tensor) -> None:
        """Raises:
        ModelError: the encoders' files are of another model than the networks.
        """
        fits = not tokens.numel() or 0 <= int(tokens.min()) <= int(tokens.max()) < self._dims.vocabulary
        if not fits or speaker.shape[1] != self._dims.speaker_width or not speaker.isfinite().all():
            raise ModelError(
                "The speech tokenizer or the speaker encoder in the folder belongs to another model.",
                "Fetch the model again, or repair it in the model manager.",
                code="weights_mismatch",
            )

    def _cloned(self, request: Request, notices: list[Notice]) -> Conditions:
        transcript = request.prompt.transcript.strip() if request.prompt else ""
        voice = self.voice_prompt(request)
        if not transcript:
            raise RequestError(
                "Cloning a voice needs what is said in its recording.",
                "Type the transcript, or use the cross-lingual mode, which does without.",
                code="transcript_missing",
            )
        said, spoken = self._family.prompting.split(transcript)
        spoken = self._frontend.unsplit(spoken, request.normalise)
        if len(self._encode(spoken)) > TRANSCRIPT_IDS_PER_TOKEN * voice.speech_tokens.shape[1]:
            notices.append(
                Notice("transcript_long", "The transcript is much longer than its recording; check it.")
            )
        text = self._family.prompting.transcript(said + spoken)
        return self._conditions(text, voice.speaker, voice.speech_tokens, voice)

    def _manner(self, request: Request) -> str:
        """The manner, closed by the marker that the model was trained with."""
        prompting = self._family.prompting
        text = prompting.manner(request.instruct)
        if not text:
            raise RequestError(
                "The manner is empty.",
                "Describe how it should be spoken, or use the built-in mode.",
                code="instruct",
            )
        if prompting.normalised:
            text = self._frontend.unsplit(text, request.normalise)
        return prompting.enclose(text)

    def _built_in_voice(self, name: str) -> Tensor:
        if name not in self._voices:
            raise RequestError(
                f"{self._model} has no voice “{name}”.",
                f"Choose one of {', '.join(self._voices)}.",
                code="voice_unknown",
            )
        return self._voices[name].to(self._device)

    def _speaker_alone(self, speaker: Tensor) -> VoicePrompt:
        mel = torch.zeros(1, 0, self._dims.mel_bins, device=self._device)
        return VoicePrompt(self._no_tokens, mel, speaker)

    def _conditions(self, text: str, speaker: Tensor | None, tokens: Tensor, flow: VoicePrompt) -> Conditions:
        return Conditions(text, self._encode(text) if text else [], speaker, tokens, flow)

    def _encode(self, text: str) -> list[int]:
        return self._frontend.tokenizer.encode(text)
