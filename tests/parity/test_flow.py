"""The flow against the reference: encoder, regulator, estimator, the whole solver, the streaming cache."""

from __future__ import annotations

import pytest
import torch

from cosydesk.engine.cosyvoice1 import Networks
from cosydesk.engine.flow.model import FlowCache
from cosydesk.engine.flow.schedules import SCHEDULES
from cosydesk.engine.types import Quality
from tests.parity.conftest import TOLERANCE, Golden, distance

CASES = ["short", "plain", "odd", "prompt", "cached"]


@pytest.mark.parametrize("name", CASES)
def test_mean(networks: Networks, golden: Golden, name: str) -> None:
    case = golden(f"flow_{name}")
    flow = networks.flow
    with torch.inference_mode():
        assert distance(flow.speaker_row(case["embedding"]), case["spks"]) < TOLERANCE
        mean = flow.mean(case["token"], case["prompt_token"], case["prompt_feat"].shape[1])
        assert distance(mean.transpose(1, 2), case["length_regulator"]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("step", [0, 5, 9])
def test_estimator(networks: Networks, golden: Golden, name: str, step: int) -> None:
    case = golden(f"flow_{name}")
    estimator = networks.flow.decoder.estimator
    with torch.inference_mode():
        fixed = estimator.condition(case["mu"], case["spks"], case["cond"])
        velocity = estimator(case[f"est{step}_x"][:1], fixed, step)
    assert distance(velocity, case[f"est{step}_out"]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
def test_tokens_to_mel(networks: Networks, golden: Golden, name: str) -> None:
    case = golden(f"flow_{name}")
    flow = networks.flow
    given = case["cache_in"]
    cache = FlowCache(given[..., 0], given[..., 1]) if given.shape[2] else None
    assert distance(SCHEDULES[Quality.FULL].times, case["t_span"]) < 1e-7
    with torch.inference_mode():
        mel, following = flow(
            case["token"], case["prompt_token"], case["prompt_feat"], case["embedding"], case["z"], cache
        )
    assert distance(mel, case["mel"]) < TOLERANCE
    assert distance(following.noise, case["cache_out"][..., 0]) < TOLERANCE
    assert distance(following.mu, case["cache_out"][..., 1]) < TOLERANCE
