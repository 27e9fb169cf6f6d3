"""The later generations' vocoder against the reference, with its excitation given and with our own."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.vocoder.causal_hift import CausalHiFT
from tests.parity.conftest import F0_TOLERANCE_HZ, OWN_EXCITATION_TOLERANCE, TOLERANCE, Golden, distance
from tests.parity.reference_noise import reference_noise


def test_waveform_from_the_recorded_excitation(sound: Sound, later_golden: Golden) -> None:
    case = later_golden("hift_final")
    with torch.inference_mode():
        samples = sound.vocoder.decode(case["mel"], case["source"])
    assert distance(samples, case["wav"]) < TOLERANCE


def test_waveform_of_a_mel_that_goes_on(
    sound: Sound, later_checkpoint: Checkpoint, later_golden: Golden
) -> None:
    if later_checkpoint.generation != 3:
        pytest.skip("this vocoder sees the whole mel")
    case = later_golden("hift_nofinal")
    with torch.inference_mode():
        samples = sound.vocoder.decode(case["mel"], case["source"], final=False)
    assert distance(samples, case["wav"]) < TOLERANCE


@pytest.mark.parametrize("double", [False, True], ids=["float32 phase", "float64 phase"])
def test_our_own_excitation(sound: Sound, later_golden: Golden, double: bool) -> None:
    case, vocoder = later_golden("hift_final"), sound.vocoder
    with torch.inference_mode():
        if isinstance(vocoder, CausalHiFT):
            f0 = vocoder.f0_predictor(case["mel"], True)
            uniform = reference_noise(sound, case["source"].shape[2])[1]
            source, _ = vocoder.excite(
                f0, 0, lambda _, first, count: uniform[:, first : first + count].transpose(1, 2), double, None
            )
            assert distance(source, case["source"]) < OWN_EXCITATION_TOLERANCE
        else:
            f0 = vocoder.f0(case["mel"])
    # The second generation's is computed in float32 there, and its convolutions leave six digits of it.
    assert distance(f0, case["f0"]) < max(F0_TOLERANCE_HZ, 1.5e-6 * float(case["f0"].max()))
