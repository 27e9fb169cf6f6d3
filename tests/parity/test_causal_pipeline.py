"""Voice conversion of the later generations against the reference, whole and streamed."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.causal_synthesis import CausalSynthesiser
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.parity import Parity
from cosydesk.engine.vocoder.causal_hift import CausalHiFT
from tests.parity.conftest import OWN_EXCITATION_TOLERANCE, Golden, distance, pieces
from tests.parity.reference_noise import reference_noise

DISTANCE_OF_PHASE = 5e-3
"""A few millionths in the mel and a float32 phase grow to this over some seconds (spec cosyvoice2.md section 7)."""


def speech(sound: Sound, reference: dict[str, Tensor], parity: Parity) -> CausalSynthesiser:
    prompt = VoicePrompt(reference["prompt_token"], reference["prompt_feat"], reference["embedding"])
    return CausalSynthesiser(sound, prompt, torch.Generator().manual_seed(0), parity)


def spoken(sound: Sound, reference: dict[str, Tensor], parity: Parity, stream: bool) -> list[Tensor]:
    tokens = reference["source_token"].flatten().tolist()
    making = speech(sound, reference, parity)
    with torch.inference_mode():
        if stream:
            return [samples for samples, _ in making.stream(iter(tokens))]
        return [making.whole(tokens)]


def chunks(reference: dict[str, Tensor], stream: bool) -> list[Tensor]:
    return pieces(reference, f"stream{int(stream)}_chunk")


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("parity", list(Parity))
def test_lengths(sound: Sound, later_golden: Golden, stream: bool, parity: Parity) -> None:
    reference = later_golden("pipeline")
    made = spoken(sound, reference, parity, stream)
    assert [len(samples) for samples in made] == [len(chunk) for chunk in chunks(reference, stream)]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_samples(
    sound: Sound,
    later_checkpoint: Checkpoint,
    later_golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    stream: bool,
) -> None:
    if later_checkpoint.generation != 3:
        pytest.skip("the noise of these data was not recorded")
    recorded, reference = later_golden("rand_noise"), later_golden("pipeline")
    wanted = chunks(reference, stream)
    phases, uniform = reference_noise(sound, sum(map(len, wanted)))
    assert torch.equal(phases, recorded["rand_ini"])
    assert torch.equal(uniform[:, : recorded["sine_waves_first"].shape[1]], recorded["sine_waves_first"])
    assert isinstance(sound.vocoder, CausalHiFT)
    monkeypatch.setattr(
        sound.vocoder,
        "noise",
        lambda _, first, samples: uniform[:, first : first + samples].transpose(1, 2),
    )
    for parity in Parity:
        made = spoken(sound, reference, parity, stream)
        # Our own way sees the end of a stream in chunks, as all of it; the reference's sees it whole.
        alike = slice(None) if parity is Parity.REFERENCE or not stream else slice(-1)
        for samples, chunk in zip(made[alike], wanted[alike], strict=True):
            assert distance(samples, chunk) < DISTANCE_OF_PHASE
        second = min(len(made[0]), sound.flow.dims.sample_rate)
        assert distance(made[0][:second], wanted[0][:second]) < OWN_EXCITATION_TOLERANCE
