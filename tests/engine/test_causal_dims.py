"""The later generations' configurations: what is read of them, and what can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.engine.causal_dims import causal_flow_dims, causal_hift_dims
from cosydesk.engine.causal_sound import build_sound
from cosydesk.engine.config import read_config
from cosydesk.engine.errors import ModelError
from cosydesk.engine.vocoder.causal_hift import CausalHiFTDims
from cosydesk.engine.vocoder.hift import HiFTDims
from cosydesk.resources import resource

FULL = {2: "engine/cosyvoice2-0.5b.yaml", 3: "engine/cosyvoice3-0.5b.yaml"}
FLOW_VALUES = {2: 112_549_360, 3: 332_257_088}
"""Of spec cosyvoice2.md section 6.5 and cosyvoice3.md section 6.3."""


def config_text(generation: int) -> str:
    return resource(FULL[generation]).read_text("utf-8")


@pytest.mark.parametrize("generation", FULL)
def test_a_full_size_flow_has_the_specified_number_of_values(generation: int) -> None:
    config = read_config(Path(str(resource(FULL[generation]))))
    sound = build_sound(config)
    assert sum(values.numel() for values in sound.flow.parameters()) == FLOW_VALUES[generation]
    assert all(values.is_meta for values in sound.vocoder.parameters())


@pytest.mark.parametrize(("generation", "dims"), [(2, HiFTDims), (3, CausalHiFTDims)])
def test_the_configuration_chooses_the_networks(generation: int, dims: type) -> None:
    config = read_config(Path(str(resource(FULL[generation]))))
    flow = causal_flow_dims(config)
    assert (flow.encoder is None) == (generation == 3)
    assert (flow.chunk_tokens, flow.rows_ahead, flow.frames_per_token) == (25, 3, 2)
    assert flow.guidance == 0.7
    assert type(causal_hift_dims(config)) is dims
    assert causal_hift_dims(config).layout.frame_phase


@pytest.mark.parametrize(
    ("generation", "was", "instead"),
    [
        (2, "channels: [256]", "channels: [256, 256]"),
        (2, "in_channels: 320", "in_channels: 240"),
        (2, "upsample_rates: [8, 5, 3]", "upsample_rates: [8, 5, 2]"),
        (2, "solver: 'euler'", "solver: 'heun'"),
        (2, "static_chunk_size: !ref <chunk_size> * <token_mel_ratio>", "static_chunk_size: 49"),
        (3, "dim: 1024", "dim: 1000"),
        (3, "dim_head: 64", "dim_head: 63"),
        (3, "mu_dim: 80", "mu_dim: 40"),
        (3, "depth: 22", "depth: 100000"),
        (3, "channels: 1024", "channels: many"),
    ],
)
def test_what_cant_be_is_refused(tmp_path: Path, generation: int, was: str, instead: str) -> None:
    text = config_text(generation)
    assert was in text
    path = tmp_path / "cosyvoice.yaml"
    path.write_text(text.replace(was, instead), "utf-8")
    with pytest.raises(ModelError) as refused:
        build_sound(read_config(path))
    assert refused.value.code in ("config_unfit", "config_unknown")
