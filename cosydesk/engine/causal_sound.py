"""Flow and vocoder of the later generations, from a model directory. Source: spec cosyvoice2.md, cosyvoice3.md."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from cosydesk.engine.causal_dims import causal_flow_dims, causal_hift_dims
from cosydesk.engine.checkpoint import Checkpoint, load_strictly
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
    with torch.device("meta"):
        flow = CausalFlow(causal_flow_dims(checkpoint.config))
        vocoder = causal_hift_dims(checkpoint.config).build()
    load_strictly(flow, checkpoint.weights("flow.pt"), "flow.pt")
    state = {key.replace("generator.", ""): value for key, value in checkpoint.weights("hift.pt").items()}
    load_strictly(vocoder, fold_weight_norm(state), "hift.pt")
    return Sound(flow, vocoder)
