"""The later generations' vocoder against the reference, with its excitation given and with our own."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.checkpoint import Checkpoint
from tests.parity.conftest import TOLERANCE, Golden, distance


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
