"""Whole requests against the reference: tokens identical, samples from our own excitation."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, sampling_of
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.tokenizer import open_tokenizer
from cosydesk.engine.llm.generate import Row, generate, token_bounds
from cosydesk.engine.parity import Parity
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.synthesis import Synthesiser
from tests.parity.conftest import OWN_EXCITATION_TOLERANCE, Golden, distance, pieces

SFT_SEED, CONVERSION_SEED, ZERO_SHOT_SEED = 70, 73, 74
TEXT, SFT_VOICE, PROMPT_TEXT = "今天天气不错。", "中文女", "希望你以后。"


def synthesiser(networks: Networks, voice: VoicePrompt, randomness: Randomness) -> Synthesiser:
    generators = randomness.generator(0, "flow"), randomness.generator(0, "vocoder")
    return Synthesiser(networks, voice, *generators, parity=Parity.REFERENCE)


def token_ids(checkpoint: Checkpoint, text: str) -> list[int]:
    tokenizer = open_tokenizer(checkpoint.config, checkpoint.directory)
    (utterance,) = TextFrontend(tokenizer, None, parity=Parity.REFERENCE).utterances(text)
    return tokenizer.encode(utterance)


def spoken(
    checkpoint: Checkpoint, networks: Networks, voice: VoicePrompt, prompt_text: str, seed: int
) -> tuple[list[int], torch.Tensor]:
    """The tokens and samples of `TEXT`."""
    ids, randomness = token_ids(checkpoint, TEXT), Randomness(seed, Parity.REFERENCE)
    before = token_ids(checkpoint, prompt_text) if prompt_text else []
    with torch.inference_mode():
        prefix = networks.llm.assemble(torch.tensor([before + ids]), voice.speaker, voice.speech_tokens)
        row = Row(prefix, *token_bounds(len(ids)), randomness.generator(0, "llm"))
        tokens = [token for _, token in generate(networks.llm, [row], sampling_of(checkpoint.config))]
        return tokens, synthesiser(networks, voice, randomness).whole(tokens)


def test_built_in_voice(checkpoint: Checkpoint, networks: Networks, golden: Golden) -> None:
    reference = golden("pipeline")
    speaker = checkpoint.voices()[SFT_VOICE]["embedding"]
    assert isinstance(speaker, torch.Tensor)
    voice = VoicePrompt(
        torch.zeros(1, 0, dtype=torch.int32), torch.zeros(1, 0, networks.flow.dims.mel_bins), speaker
    )
    tokens, samples = spoken(checkpoint, networks, voice, "", SFT_SEED)
    assert tokens == reference["sft_tokens"].tolist()
    assert distance(samples, reference["sft_wav"][0]) < OWN_EXCITATION_TOLERANCE


def test_zero_shot(checkpoint: Checkpoint, networks: Networks, golden: Golden) -> None:
    """With the prompt's mel as the reference's revision made it, from 24 kHz; see `test_features`."""
    audio = golden("audio")
    voice = VoicePrompt(audio["speech_token"], audio["mel_from24k"], audio["spk_embedding"])
    _, samples = spoken(checkpoint, networks, voice, PROMPT_TEXT, ZERO_SHOT_SEED)
    assert distance(samples, golden("pipeline")["zero_shot_wav"][0]) < OWN_EXCITATION_TOLERANCE


def test_the_speed_gives_the_reference_length(
    networks: Networks, checkpoint: Checkpoint, golden: Golden
) -> None:
    reference = golden("pipeline")
    speaker = checkpoint.voices()[SFT_VOICE]["embedding"]
    assert isinstance(speaker, torch.Tensor)
    voice = VoicePrompt(
        torch.zeros(1, 0, dtype=torch.int32), torch.zeros(1, 0, networks.flow.dims.mel_bins), speaker
    )
    with torch.inference_mode():
        tokens = reference["sft_speed_tokens"].tolist()
        samples = synthesiser(networks, voice, Randomness(0, Parity.REFERENCE)).whole(tokens, speed=1.5)
    assert samples.shape == reference["sft_speed_wav"][0].shape


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_voice_conversion(networks: Networks, golden: Golden, stream: bool) -> None:
    reference = golden("pipeline")
    voice = VoicePrompt(reference["vc_prompt_token"], reference["vc_prompt_feat"], reference["vc_embedding"])
    tokens = reference["vc_source_token"].flatten().tolist()
    making = synthesiser(networks, voice, Randomness(CONVERSION_SEED, Parity.REFERENCE))
    with torch.inference_mode():
        made = [samples for samples, _ in making.stream(iter(tokens))] if stream else [making.whole(tokens)]
    wanted = pieces(reference, f"vc_stream{int(stream)}_chunk")
    assert [len(samples) for samples in made] == [len(chunk) for chunk in wanted]
    for samples, chunk in zip(made, wanted, strict=True):
        assert distance(samples, chunk) < OWN_EXCITATION_TOLERANCE
