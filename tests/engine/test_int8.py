"""The int8 decoder: close to float32, on the golden cases where they are given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, load_networks
from cosydesk.engine.device import Placement
from cosydesk.engine.layers.int8_linear import Int8Linear

FORCED_CASES = ["sft", "zero_shot", "instruct", "noemb_noprompt"]
LEAST_AGREEMENT = 0.9


def networks_of(directory: Path, precision: str) -> Networks:
    return Placement.choose("cpu", precision).place(load_networks(Checkpoint.open(directory)))


def test_a_product_is_near_float32() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 128)
    x = torch.randn(5, 256)
    with torch.inference_mode():
        expected = linear(x)
        made = Int8Linear(linear)(x)
    # Seven bits of activation and eight of weight leave about one part in a hundred of the output's spread.
    assert (made - expected).std() < 0.02 * expected.std()


def test_a_row_does_not_see_its_neighbours() -> None:
    torch.manual_seed(0)
    layer = Int8Linear(nn.Linear(64, 32))
    rows = torch.randn(8, 64) * torch.logspace(-3, 3, 8).unsqueeze(1)
    rows[3] = 0
    with torch.inference_mode():
        together = layer(rows)
        assert torch.equal(together, torch.cat([layer(row.unsqueeze(0)) for row in rows]))
        assert torch.equal(together[3], layer.bias)


def test_only_the_decoder_is_quantised(tiny_model_dir: Path) -> None:
    networks = networks_of(tiny_model_dir, "int8")
    names = [name for name, module in networks.llm.named_modules() if isinstance(module, Int8Linear)]
    assert "llm_decoder" in names
    assert all(name.startswith(("llm.", "llm_decoder")) for name in names)
    assert not any(isinstance(module, Int8Linear) for module in networks.flow.modules())
    assert not any(isinstance(module, Int8Linear) for module in networks.vocoder.modules())


@torch.inference_mode()
def log_probabilities(networks: Networks, prefix: Tensor, forced: list[int]) -> Tensor:
    """What the model expects after each of the forced tokens, (steps, V)."""
    llm = networks.llm
    cache = llm.new_cache(1, 8)
    hidden = llm.prefill([prefix], cache)
    made = [llm.log_probabilities(hidden)[0]]
    for token in forced[:-1]:
        hidden = llm.step(torch.tensor([token]), cache)
        made.append(llm.log_probabilities(hidden)[0])
    return torch.stack(made)


def test_int8_agrees_with_float32_on_the_golden_tokens(golden_dir: Path) -> None:
    """The most probable token after every forced one, float32 against int8; run with -s for the figures."""
    if not (golden_dir / "llm_sft.npz").is_file():
        pytest.skip("these cases are of the 300M family")
    exact = networks_of(golden_dir / "model", "float32")
    small = networks_of(golden_dir / "model", "int8")
    agreeing = steps = 0
    furthest = 0.0
    sequences: list[tuple[str, Tensor, list[int]]] = []
    for name in FORCED_CASES:
        case = load(golden_dir, f"llm_{name}")
        text = torch.cat([case["prompt_text"], case["text"]], dim=1)
        speaker = case["embedding"] if case["embedding"].shape[0] else None
        with torch.inference_mode():
            prefix = exact.llm.assemble(text, speaker, case["prompt_speech_token"])
        sequences.append((name, prefix, case["forced"].tolist()))
    case = load(golden_dir, "llm_free")
    with torch.inference_mode():
        prefix = exact.llm.assemble(case["text"], case["embedding"], torch.zeros(1, 0, dtype=torch.int))
    sequences += [
        (f"free {key}", prefix, value.tolist()) for key, value in case.items() if key.startswith("tokens_")
    ]
    for name, prefix, forced in sequences:
        reference = log_probabilities(exact, prefix, forced)
        quantised = log_probabilities(small, prefix, forced)
        same = int((reference.argmax(1) == quantised.argmax(1)).sum())
        divergence = torch.nn.functional.kl_div(quantised, reference, log_target=True, reduction="batchmean")
        print(f"{name}: {same} of {len(forced)} tokens agree, divergence {float(divergence):.1e} nats")
        agreeing, steps, furthest = agreeing + same, steps + len(forced), max(furthest, float(divergence))
    print(f"int8 against float32: {agreeing} of {steps} tokens agree ({agreeing / steps:.1%})")
    assert agreeing / steps >= LEAST_AGREEMENT
    assert furthest < 0.05


def load(directory: Path, name: str) -> dict[str, Tensor]:
    with np.load(directory / f"{name}.npz", allow_pickle=False) as file:
        return {key: torch.from_numpy(np.array(file[key])) for key in file}
