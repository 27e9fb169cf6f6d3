"""Flow and vocoder of the later generations, from a model directory. Source: spec cosyvoice2.md, cosyvoice3.md."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from cosydesk.engine.causal_dims import causal_flow_dims, causal_hift_dims
from cosydesk.engine.checkpoint import Checkpoint, load_strictly
from cosydesk.engine.config import Record
from cosydesk.engine.errors import ModelError
from cosydesk.engine.flow.causal_model import CausalFlow
from cosydesk.engine.layers.weight_norm import fold_weight_norm
from cosydesk.engine.vocoder.causal_hift import CausalHiFT
from cosydesk.engine.vocoder.hift import HiFT


@dataclass(frozen=True)
class Sound:
    """The two networks that make sound from tokens. They do once `prepare` was called on their device."""

    flow: CausalFlow
    vocoder: HiFT | CausalHiFT

    def prepare(self) -> None:
        """Compute in both what no request changes."""
        self.flow.prepare()
        self.vocoder.prepare()


def load_sound(checkpoint: Checkpoint) -> Sound:
    """Load both strictly, on the CPU in float32, not yet prepared.

    Raises:
        ModelError: a file is missing, damaged or doesn't fit the configuration.
    """
    sound = build_sound(checkpoint.config)
    load_strictly(sound.flow, checkpoint.weights("flow.pt"), "flow.pt")
    state = {key.replace("generator.", ""): value for key, value in checkpoint.weights("hift.pt").items()}
    load_strictly(sound.vocoder, fold_weight_norm(state), "hift.pt")
    return sound


def build_sound(config: Record) -> Sound:
    """Both as the configuration describes them, without weights (on the meta device).

    Raises:
        ModelError: the configuration lacks something, or its parts don't fit together.
    """
    flow, vocoder = causal_flow_dims(config), causal_hift_dims(config)
    layout = vocoder.layout
    for what, first, second in (
        ("mel bins of flow and vocoder", flow.mel_bins, layout.bins),
        ("mel bins of flow and estimator", flow.mel_bins, flow.estimator.bins),
        ("sample rates of model and vocoder", flow.sample_rate, layout.source.sample_rate),
        (
            "samples per frame of flow and vocoder",
            flow.sample_rate,
            flow.token_rate_hz * flow.frames_per_token * layout.source.samples_per_frame,
        ),
    ):
        if first != second:
            raise ModelError(
                f"{config.where}: the {what} don't agree: {first} and {second}.",
                "Fetch the model again.",
                code="config_unfit",
            )
    with torch.device("meta"):
        return Sound(CausalFlow(flow), vocoder.build())
