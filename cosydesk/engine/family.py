"""What each generation of models does in its own way; all else is one engine.

A family is chosen by the name of the configuration in the model's folder (`checkpoint.CONFIGS`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch

from cosydesk.engine.causal_dims import causal_flow_dims, causal_hift_dims
from cosydesk.engine.causal_sound import load_sound
from cosydesk.engine.causal_synthesis import CausalSynthesiser
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.config import Record
from cosydesk.engine.cosyvoice1 import build_networks, load_networks
from cosydesk.engine.errors import ModelError
from cosydesk.engine.flow.causal_model import CausalFlow
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.frontend.features import MelDims
from cosydesk.engine.frontend.prompting import PROMPTING_1, PROMPTING_2, PROMPTING_3, Prompting
from cosydesk.engine.frontend.qwen_specials import RICH_TAGS
from cosydesk.engine.frontend.tokenizer import Tokenizer, open_tokenizer
from cosydesk.engine.llm.bistream import Bistream
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.networks import Networks, Synthesis
from cosydesk.engine.parity import Parity
from cosydesk.engine.qwen_checkpoint import (
    language_model_dims,
    load_language_model,
    open_qwen_tokenizer,
    text_blocks,
)
from cosydesk.engine.synthesis import Synthesiser
from cosydesk.engine.types import Quality
from cosydesk.engine.vocoder.causal_hift import CausalHiFT
from cosydesk.engine.vocoder.hift import HiFT

LLM_WEIGHTS = "llm.pt"
_RICH_TAGS_1 = frozenset({"strong", "laughter", "[laughter]", "[breath]"})
_LANGUAGES_1 = ("zh", "en", "ja", "yue", "ko")
_LANGUAGES_3 = (*_LANGUAGES_1, "de", "es", "fr", "it", "ru")
PLAIN_MODELS = ("CosyVoice-300M", "CosyVoice-300M-SFT", "CosyVoice-300M-25Hz")
"""Official models that never learnt the tags and would read them aloud."""


Interleave = Callable[..., Bistream]
"""Begins an utterance whose text comes bit by bit, with the arguments of `Bistream` but for model and mix."""


@dataclass(frozen=True)
class Making:
    """What a synthesis is made with: the voice, the generators of its two stages, how to work."""

    voice: VoicePrompt
    flow_generator: torch.Generator
    vocoder_generator: torch.Generator
    parity: Parity = Parity.FIXED
    check: Callable[[], None] = lambda: None
    quality: Quality = Quality.FULL


@dataclass(frozen=True)
class Family:
    """One generation.

    Attributes:
        build: the three networks without weights (on the meta device).
        load: reads them strictly, given the name of the language model's file.
        unused: tensors of the checkpoints that nothing reads.
        synthesise: brings tokens to samples with what `load` gave.
        speech_tokenizer: the ONNX file that hears a prompt's tokens.
        frames_per_token: of the mel where prompts have to agree in it, by the configuration.
        interleave: makes what reads a text in turns with the speech, given networks and configuration; None = whole
            sentences only.
        directs_clones: a manner goes with a cloned voice; else with a built-in one.
        languages, tags: as in `Capabilities`.
    """

    build: Callable[[Checkpoint], Networks]
    load: Callable[[Checkpoint, str], Networks]
    synthesise: Callable[[Any, Making], Synthesis]
    open_tokenizer: Callable[[Record, Path], Tokenizer]
    speech_tokenizer: str
    frames_per_token: Callable[[Record], int | None]
    prompting: Prompting
    directs_clones: bool
    languages: Sequence[str]
    tags: frozenset[str]
    interleave: Callable[[Any, Record], Interleave] | None = None
    unused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CausalNetworks:
    """The networks of CosyVoice 2 and 3."""

    llm: QwenSpeechModel
    flow: CausalFlow
    vocoder: HiFT | CausalHiFT


def family_of(checkpoint: Checkpoint) -> Family:
    """The family that a model's folder belongs to."""
    return FAMILIES[checkpoint.generation]


def build_causal_networks(checkpoint: Checkpoint) -> CausalNetworks:
    """The networks of a later generation as its configuration describes them, without weights.

    Raises:
        ModelError: the configuration lacks something, or its parts don't fit together.
    """
    _check_agreement(checkpoint)
    config = checkpoint.config
    with torch.device("meta"):
        return CausalNetworks(
            QwenSpeechModel(language_model_dims(checkpoint)),
            CausalFlow(causal_flow_dims(config)),
            causal_hift_dims(config).build(),
        )


def load_causal_networks(checkpoint: Checkpoint, llm_weights: str = LLM_WEIGHTS) -> CausalNetworks:
    """All three networks of a later generation, on the CPU in float32, not yet prepared.

    Raises:
        ModelError: a file is missing, damaged or doesn't fit the configuration.
    """
    _check_agreement(checkpoint)
    sound = load_sound(checkpoint)
    return CausalNetworks(load_language_model(checkpoint, llm_weights), sound.flow, sound.vocoder)


def _check_agreement(checkpoint: Checkpoint) -> None:
    flow, mel = causal_flow_dims(checkpoint.config), MelDims.of(checkpoint.config)
    llm = language_model_dims(checkpoint)
    frame_hz = flow.token_rate_hz * flow.frames_per_token
    for what, first, second in (
        ("mel bins of flow and feat_extractor", flow.mel_bins, mel.bins),
        ("sample rates of model and feat_extractor", flow.sample_rate, mel.sample_rate),
        ("samples per frame of flow and feat_extractor", flow.sample_rate, frame_hz * mel.hop),
        ("speech vocabularies of language model and flow", llm.speech_vocabulary, flow.vocabulary),
    ):
        if first != second:
            raise ModelError(
                f"{checkpoint.config.where}: the {what} don't agree: {first} and {second}.",
                "Fetch the model again.",
                code="config_unfit",
            )


def _synthesise(networks: Any, making: Making) -> Synthesis:
    return Synthesiser(
        networks,
        making.voice,
        making.flow_generator,
        making.vocoder_generator,
        making.parity,
        making.check,
        making.quality,
    )


def _synthesise_causally(networks: Any, making: Making) -> Synthesis:
    return CausalSynthesiser(
        networks, making.voice, making.vocoder_generator, making.parity, making.check, making.quality
    )


def _interleave(networks: Any, config: Record) -> Interleave:
    return partial(Bistream, networks.llm, mix=text_blocks(config))


def _frames_per_token(config: Record) -> int:
    return causal_flow_dims(config).frames_per_token


FAMILIES = {
    1: Family(
        build=lambda checkpoint: build_networks(checkpoint.config),
        load=load_networks,
        synthesise=_synthesise,
        open_tokenizer=open_tokenizer,
        speech_tokenizer="speech_tokenizer_v1.onnx",
        frames_per_token=lambda config: None,
        prompting=PROMPTING_1,
        directs_clones=False,
        languages=_LANGUAGES_1,
        tags=_RICH_TAGS_1,
    ),
    2: Family(
        build=build_causal_networks,
        load=load_causal_networks,
        synthesise=_synthesise_causally,
        open_tokenizer=open_qwen_tokenizer,
        speech_tokenizer="speech_tokenizer_v2.onnx",
        frames_per_token=_frames_per_token,
        prompting=PROMPTING_2,
        directs_clones=True,
        languages=_LANGUAGES_1,
        tags=RICH_TAGS,
        interleave=_interleave,
        unused=frozenset({QwenSpeechModel.UNUSED}),
    ),
    3: Family(
        build=build_causal_networks,
        load=load_causal_networks,
        synthesise=_synthesise_causally,
        open_tokenizer=open_qwen_tokenizer,
        speech_tokenizer="speech_tokenizer_v3.onnx",
        frames_per_token=_frames_per_token,
        prompting=PROMPTING_3,
        directs_clones=True,
        languages=_LANGUAGES_3,
        tags=RICH_TAGS,
        interleave=_interleave,
        unused=frozenset({QwenSpeechModel.UNUSED}),
    ),
}
"""By generation."""
