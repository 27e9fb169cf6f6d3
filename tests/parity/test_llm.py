"""The language model against the reference: prefix, log-probabilities, sampling, whole free runs."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, sampling_of
from cosydesk.engine.llm.sampling import draw, nucleus, sample
from tests.parity.conftest import TOLERANCE, Golden, distance

CASES = ["sft", "zero_shot", "instruct", "noemb_noprompt"]


def assemble(networks: Networks, case: dict[str, Tensor]) -> Tensor:
    text = torch.cat([case["prompt_text"], case["text"]], dim=1)
    speaker = case["embedding"] if case["embedding"].shape[0] else None
    return networks.llm.assemble(text, speaker, case["prompt_speech_token"])


@pytest.mark.parametrize("name", CASES)
def test_prefix(networks: Networks, golden: Golden, name: str) -> None:
    case = golden(f"llm_{name}")
    with torch.inference_mode():
        text = torch.cat([case["prompt_text"], case["text"]], dim=1)
        encoded = networks.llm.text_encoder(networks.llm.text_embedding(text))
        assert distance(encoded, case["text_encoder_out"]) < TOLERANCE
        assert distance(networks.llm.encode_text(text), case["text_affine_out"]) < TOLERANCE
        assert distance(assemble(networks, case), case["lm_input"]) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
def test_cached_steps(networks: Networks, golden: Golden, name: str) -> None:
    case = golden(f"llm_{name}")
    llm = networks.llm
    with torch.inference_mode():
        cache = llm.new_cache(1, 8)
        hidden = llm.prefill([assemble(networks, case)], cache)
        for step, token in enumerate(case["forced"]):
            assert distance(hidden[0], case["hidden"][step]) < TOLERANCE
            assert distance(llm.log_probabilities(hidden)[0], case["logp"][step]) < TOLERANCE
            hidden = llm.step(token.view(1), cache)


def test_a_batch_of_unequal_rows_is_exact_per_row(networks: Networks, golden: Golden) -> None:
    rows = [golden(f"llm_{name}") for name in CASES]
    llm = networks.llm
    with torch.inference_mode():
        cache = llm.new_cache(len(rows), 8)
        hidden = llm.prefill([assemble(networks, case) for case in rows], cache)
        for step in range(min(len(case["forced"]) for case in rows)):
            logp = llm.log_probabilities(hidden)
            for row, case in enumerate(rows):
                assert distance(logp[row], case["logp"][step]) < TOLERANCE
            hidden = llm.step(torch.stack([case["forced"][step] for case in rows]), cache)


def test_repetition_aware_sampling(checkpoint: Checkpoint, golden: Golden) -> None:
    cases = golden("ras")
    sampling = sampling_of(checkpoint.config)
    for logp, history, seed, ras, plain in zip(
        cases["logp"], cases["decoded_padded_-1"], cases["seed"], cases["ras"], cases["nucleus"], strict=True
    ):
        torch.manual_seed(int(seed))
        assert sample(logp, history[history >= 0].tolist(), sampling) == int(ras)
        torch.manual_seed(int(seed))
        ids, weights = nucleus(torch.softmax(logp, dim=0), sampling)
        assert int(ids[draw(weights, None)]) == int(plain)


@pytest.mark.parametrize("run", ["seed0", "seed1", "seed2", "argmax"])
def test_free_run(checkpoint: Checkpoint, networks: Networks, golden: Golden, run: str) -> None:
    case = golden("llm_free")
    llm = networks.llm
    end = llm.dims.end_id
    length = case["text"].shape[1]
    if run != "argmax":
        torch.manual_seed(int(run.removeprefix("seed")))
    tokens: list[int] = []
    with torch.inference_mode():
        prefix = llm.assemble(case["text"], case["embedding"], torch.zeros(1, 0, dtype=torch.int))
        cache = llm.new_cache(1, 8)
        hidden = llm.prefill([prefix], cache)
        for step in range(20 * length):
            logp = llm.log_probabilities(hidden)[0]
            if step < 2 * length:
                logp[end] = -torch.inf
            greedy = run == "argmax"
            token = int(logp.argmax()) if greedy else sample(logp, tokens, sampling_of(checkpoint.config))
            if token == end:
                break
            tokens.append(token)
            hidden = llm.step(torch.tensor([token]), cache)
    assert tokens == case[f"tokens_{run}"].tolist()
