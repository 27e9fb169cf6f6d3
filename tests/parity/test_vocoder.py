"""The vocoder against the reference: f0, excitation, waveform; and both spellings of weight norm."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks
from cosydesk.engine.layers.weight_norm import fold_weight_norm
from cosydesk.engine.vocoder.source import SourceNoise
from tests.parity.conftest import F0_TOLERANCE_HZ, OWN_EXCITATION_TOLERANCE, TOLERANCE, Golden, distance

CASES = ["plain", "cached"]


@pytest.mark.parametrize("name", CASES)
def test_waveform_from_the_recorded_excitation(networks: Networks, golden: Golden, name: str) -> None:
    case = golden(f"hift_{name}")
    with torch.inference_mode():
        # Seven digits are what the reference's float32 holds; its own error grows with the frequency.
        bound = max(F0_TOLERANCE_HZ, 5e-7 * float(case["f0"].max()))
        assert distance(networks.vocoder.f0(case["mel"]), case["f0"]) < bound
        samples = networks.vocoder.decode(case["mel"], case["source"])
    assert distance(samples, case["wav_decode_only"]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("double", [False, True], ids=["float32 phase", "float64 phase"])
def test_waveform_from_our_own_excitation(
    networks: Networks, golden: Golden, name: str, double: bool
) -> None:
    case = golden(f"hift_{name}")
    normal = case["noise1_randn_like"]
    generator = torch.Generator().manual_seed(int(case["seed"]))
    noise = SourceNoise.draw(normal.shape[1], normal.shape[2], generator, torch.device("cpu"))
    assert distance(noise.normal, normal) == 0
    cached = case["cache_source"] if case["cache_source"].shape[2] else None
    with torch.inference_mode():
        samples, source = networks.vocoder(case["mel"], noise, cached, double)
    assert distance(source, case["source"]) < OWN_EXCITATION_TOLERANCE
    assert distance(samples, case["wav"]) < OWN_EXCITATION_TOLERANCE


def test_both_spellings_of_weight_norm_fold_alike(checkpoint: Checkpoint) -> None:
    state = checkpoint.weights("hift.pt")
    names = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight_v"}
    other = {}
    for key, value in state.items():
        for new, old in names.items():
            if key.endswith(new):
                key = key.replace(new, old)
            elif key.endswith(old):
                key = key.replace(old, new)
        other[key] = value
    assert other.keys() != state.keys()
    folded, again = fold_weight_norm(state), fold_weight_norm(other)
    assert folded.keys() == again.keys()
    assert all(torch.equal(folded[key], again[key]) for key in folded)
