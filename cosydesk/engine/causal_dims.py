"""The dimensions of flow and vocoder of the later generations, read from a model's configuration.

Source: spec cosyvoice2.md section 1, cosyvoice3.md section 1. Which networks there are shows in which keys there are.
"""

from __future__ import annotations

from dataclasses import replace

from cosydesk.engine.config import Record
from cosydesk.engine.cosyvoice1 import (
    LOWEST_RATE_HZ,
    MOST_BLOCKS,
    encoder_dims,
    hift_dims,
    unet_dims,
)
from cosydesk.engine.cosyvoice1 import guidance as guidance_of
from cosydesk.engine.flow.causal_model import CausalFlowDims
from cosydesk.engine.flow.causal_unet import CausalUNetDims
from cosydesk.engine.flow.dit import POSITION_GROUPS, DiTDims
from cosydesk.engine.flow.upsample_encoder import UpsampleEncoderDims
from cosydesk.engine.vocoder.causal_hift import CausalHiFTDims
from cosydesk.engine.vocoder.hift import HiFTDims

TOKENS_IN_CHUNK = 25


def causal_flow_dims(config: Record) -> CausalFlowDims:
    """Raises:
    ModelError: something is missing or can't be.
    """
    flow = config.record("flow")
    decoder = flow.record("decoder")
    estimator = decoder.record("estimator")
    rows_ahead = flow.whole("pre_lookahead_len", 3)
    ratio = flow.whole("token_mel_ratio", 2)
    bins = flow.whole("output_size", 80)
    chunk_frames = estimator.whole("static_chunk_size", ratio * TOKENS_IN_CHUNK)
    if chunk_frames % ratio:
        raise estimator.unfit("static_chunk_size", chunk_frames, f"a number that {ratio} divides")
    encoder = None
    if "encoder" in flow.args:
        stack = replace(encoder_dims(flow.record("encoder")), causal=False)
        encoder = UpsampleEncoderDims(stack, rows_ahead, ratio)
        look_ahead_width = stack.width
    else:
        look_ahead_width = flow.record("pre_lookahead_layer").whole("channels")
    return CausalFlowDims(
        vocabulary=flow.whole("vocab_size"),
        mel_bins=bins,
        speaker_width=flow.whole("spk_embed_dim", 192),
        token_rate_hz=flow.whole("input_frame_rate"),
        sample_rate=config.whole("sample_rate", least=LOWEST_RATE_HZ),
        frames_per_token=ratio,
        rows_ahead=rows_ahead,
        chunk_tokens=chunk_frames // ratio,
        encoder=encoder,
        look_ahead_width=look_ahead_width,
        estimator=_dit_dims(estimator, bins) if "depth" in estimator.args else _unet_dims(estimator),
        guidance=guidance_of(decoder),
    )


def causal_hift_dims(config: Record) -> HiFTDims | CausalHiFTDims:
    """The vocoder's; a `conv_pre_look_right` tells the third generation's, which looks back only.

    Raises:
        ModelError: something is missing or can't be.
    """
    dims = hift_dims(config)
    hift = config.record("hift")
    if "conv_pre_look_right" not in hift.args:
        return dims
    return CausalHiFTDims(dims, hift.whole("conv_pre_look_right"))


def _unet_dims(estimator: Record) -> CausalUNetDims:
    dims = unet_dims(estimator)
    if dims.in_channels != 4 * dims.out_channels:
        raise estimator.unfit("in_channels", dims.in_channels, "four times its out_channels")
    if len(dims.channels) != 1:
        raise estimator.unfit("channels", list(dims.channels), "a list of one number")
    return CausalUNetDims(dims)


def _dit_dims(estimator: Record, bins: int) -> DiTDims:
    width = estimator.whole("dim")
    if width % POSITION_GROUPS:
        raise estimator.unfit("dim", width, f"a number that {POSITION_GROUPS} divides")
    for key in ("mel_dim", "mu_dim", "spk_dim", "out_channels"):
        if estimator.whole(key, bins) != bins:
            raise estimator.unfit(key, estimator.get(key), f"{bins}, as the flow's output_size")
    head_width = estimator.whole("dim_head", 64)
    if head_width % 2:
        raise estimator.unfit("dim_head", head_width, "an even number")
    return DiTDims(
        width=width,
        blocks=estimator.whole("depth", most=MOST_BLOCKS),
        heads=estimator.whole("heads"),
        head_width=head_width,
        widening=estimator.whole("ff_mult", 4),
        bins=bins,
    )
