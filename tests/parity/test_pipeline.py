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
from tests.parity.conftest import OWN_EXCITATION_TOLERANCE, Golden, distance

SFT_SEED, CONVERSION_SEED = 70, 73
SFT_TEXT, SFT_VOICE = "今天天气不错。", "中文女"


def synthesiser(networks: Networks, voice: VoicePrompt, randomness: Randomness) -> Synthesiser:
    generators = randomness.generator(0, "flow"), randomness.generator(0, "vocoder")
    return Synthesiser(networks, voice, *generators, parity=Parity.REFERENCE)


def test_built_in_voice(checkpoint: Checkpoint, networks: Networks, golden: Golden) -> None:
    reference = golden("pipeline")
    speaker = checkpoint.voices()[SFT_VOICE]["embedding"]
    assert isinstance(speaker, torch.Tensor)
    tokenizer = open_tokenizer(checkpoint.config, checkpoint.directory)
    (utterance,) = TextFrontend(tokenizer, None, parity=Parity.REFERENCE).utterances(SFT_TEXT)
    ids = tokenizer.encode(utterance)
    randomness = Randomness(SFT_SEED, Parity.REFERENCE)
    voice = VoicePrompt(
        torch.zeros(1, 0, dtype=torch.int32), torch.zeros(1, 0, networks.flow.dims.mel_bins), speaker
    )
    with torch.inference_mode():
        prefix = networks.llm.assemble(torch.tensor([ids]), speaker, voice.speech_tokens)
        row = Row(prefix, *token_bounds(len(ids)), randomness.generator(0, "llm"))
        tokens = [token for _, token in generate(networks.llm, [row], sampling_of(checkpoint.config))]
        assert tokens == reference["sft_tokens"].tolist()
        samples = synthesiser(networks, voice, randomness).whole(tokens)
    assert distance(samples, reference["sft_wav"][0]) < OWN_EXCITATION_TOLERANCE


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
    wanted = [reference[key] for key in sorted(reference) if key.startswith(f"vc_stream{int(stream)}_")]
    assert [len(samples) for samples in made] == [chunk.shape[1] for chunk in wanted]
    for samples, chunk in zip(made, wanted, strict=True):
        assert distance(samples, chunk[0]) < OWN_EXCITATION_TOLERANCE
