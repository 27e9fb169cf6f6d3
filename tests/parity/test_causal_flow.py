"""The later generations' flow against the reference: noise, token stage, estimator, solver, whole and in pieces."""

from __future__ import annotations

import hashlib

import pytest
import torch
from torch import Tensor

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.flow.causal_model import CausalFlow, Prompt
from cosydesk.engine.flow.fixed_noise import BLOCK_FRAMES, fixed_noise
from cosydesk.engine.layers.past import NOTHING
from tests.parity.conftest import TOLERANCE, Golden, distance

CASES = ["plain", "prompt", "stream_mid", "stream_last"]


def chunk_of(flow: CausalFlow, case: dict[str, Tensor]) -> int | None:
    return flow.dims.chunk_tokens if case["streaming"] else None


def prompt_of(flow: CausalFlow, case: dict[str, Tensor]) -> Prompt:
    return flow.prompt(case["prompt_token"], case["prompt_feat"], case["embedding"])


def test_noise(sound: Sound, later_golden: Golden) -> None:
    reference = later_golden("rand_noise")
    noise = fixed_noise(sound.flow.dims.mel_bins, 0, BLOCK_FRAMES).transpose(1, 2).contiguous()
    assert torch.equal(noise[:, :, :400], reference["rand_noise_first_400"])
    assert list(hashlib.sha256(noise.numpy().tobytes()).digest()) == reference["sha"].tolist()


@pytest.mark.parametrize("name", CASES)
def test_mean(sound: Sound, later_golden: Golden, name: str) -> None:
    case, flow = later_golden(f"flow_{name}"), sound.flow
    ids = torch.cat([case["prompt_token"], case["token"]], dim=1)
    with torch.inference_mode():
        mean = flow.mean(ids, chunk_of(flow, case), bool(case["finalize"]), NOTHING)
        speaker = flow.speaker_row(case["embedding"])
    assert distance(mean.transpose(1, 2), case["est0_mu"][:1]) < TOLERANCE
    assert distance(speaker, case["est0_spks"][:1]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("step", [0, 9])
def test_estimator(sound: Sound, later_golden: Golden, name: str, step: int) -> None:
    case, flow = later_golden(f"flow_{name}"), sound.flow
    estimator = flow.decoder.estimator
    mu, prompt, x = (case[f"est{step}_{key}"][:1].transpose(1, 2) for key in ("mu", "cond", "x"))
    chunk = chunk_of(flow, case)
    with torch.inference_mode():
        fixed = estimator.condition(mu, case[f"est{step}_spks"][:1], prompt, NOTHING)
        velocity = estimator(x, fixed, step, chunk and flow.frames(chunk), NOTHING)
    assert distance(velocity.transpose(1, 2), case[f"est{step}_out"]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
def test_tokens_to_mel(sound: Sound, later_golden: Golden, name: str) -> None:
    case, flow = later_golden(f"flow_{name}"), sound.flow
    chunked, final = bool(case["streaming"]), bool(case["finalize"])
    with torch.inference_mode():
        mel = flow(case["token"], prompt_of(flow, case), chunked, final)
    assert distance(mel, case["mel"]) < TOLERANCE


def test_tokens_to_mel_in_pieces(sound: Sound, later_golden: Golden) -> None:
    case, flow = later_golden("flow_stream_last"), sound.flow
    tokens, size, ahead = case["token"], flow.dims.chunk_tokens, flow.dims.rows_ahead
    pieces, at = [], 0
    with torch.inference_mode():
        stream = flow.open(prompt_of(flow, case))
        end = size - stream.prompt.tokens.shape[1] % size
        while end + ahead < tokens.shape[1]:
            pieces.append(flow.advance(stream, tokens[:, at : end + ahead], final=False))
            at, end = end, end + size
        pieces.append(flow.advance(stream, tokens[:, at:], final=True))
    assert len(pieces) > 1
    assert distance(torch.cat(pieces, dim=2), case["mel"]) < TOLERANCE
