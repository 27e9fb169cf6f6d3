"""The networks of the 300M family, built from a model directory. Source: spec cosyvoice1.md sections 1.2, 6, 7, 8."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from cosydesk.engine.checkpoint import Checkpoint, load_strictly
from cosydesk.engine.config import Record
from cosydesk.engine.errors import ModelError
from cosydesk.engine.flow.estimator import EstimatorDims
from cosydesk.engine.flow.model import Flow, FlowDims
from cosydesk.engine.layers.relative_encoder import EncoderDims
from cosydesk.engine.layers.weight_norm import fold_weight_norm
from cosydesk.engine.llm.model import LanguageModel, LanguageModelDims
from cosydesk.engine.types import Sampling
from cosydesk.engine.vocoder.hift import HiFT, HiFTDims
from cosydesk.engine.vocoder.source import SourceDims


@dataclass(frozen=True)
class Networks:
    """The three networks. They speak once `device.Placement.place` has prepared them."""

    llm: LanguageModel
    flow: Flow
    vocoder: HiFT


def load_networks(checkpoint: Checkpoint) -> Networks:
    """Load all three networks strictly, on the CPU in float32, not yet prepared.

    Raises:
        ModelError: a file is missing, damaged or doesn't fit the configuration.
    """
    config = checkpoint.config
    with torch.device("meta"):
        llm = LanguageModel(language_model_dims(config))
        flow = Flow(flow_dims(config))
        vocoder = HiFT(hift_dims(config))
    load_strictly(llm, checkpoint.weights("llm.pt"), "llm.pt")
    load_strictly(flow, checkpoint.weights("flow.pt"), "flow.pt")
    hift_state = {
        key.replace("generator.", ""): value for key, value in checkpoint.weights("hift.pt").items()
    }
    load_strictly(vocoder, fold_weight_norm(hift_state), "hift.pt")
    return Networks(llm, flow, vocoder)


def language_model_dims(config: Record) -> LanguageModelDims:
    llm = config.record("llm")
    return LanguageModelDims(
        text_vocabulary=llm.need("text_token_size"),
        speech_vocabulary=llm.need("speech_token_size"),
        text_width=llm.need("text_encoder_input_size"),
        speaker_width=llm.get("spk_embed_dim", 192),
        text_encoder=_encoder_dims(llm.record("text_encoder")),
        llm=_encoder_dims(llm.record("llm")),
    )


def flow_dims(config: Record) -> FlowDims:
    flow = config.record("flow")
    decoder = flow.record("decoder")
    estimator = decoder.record("estimator")
    settings = decoder.record("cfm_params").need("content")
    if settings.get("t_scheduler", "cosine") != "cosine" or settings.get("solver", "euler") != "euler":
        raise ModelError(
            f"{decoder.where}: only the Euler solver with cosine times is known.",
            "Use an official model.",
            code="config_unknown",
        )
    return FlowDims(
        vocabulary=flow.need("vocab_size"),
        mel_bins=flow.get("output_size", 80),
        speaker_width=flow.get("spk_embed_dim", 192),
        token_rate_hz=flow.need("input_frame_rate"),
        sample_rate=config.need("sample_rate"),
        encoder=_encoder_dims(flow.record("encoder")),
        regulator_stages=len(flow.record("length_regulator").need("sampling_ratios")),
        estimator=EstimatorDims(
            in_channels=estimator.need("in_channels"),
            out_channels=estimator.need("out_channels"),
            channels=tuple(estimator.need("channels")),
            head_width=estimator.need("attention_head_dim"),
            heads=estimator.need("num_heads"),
            blocks=estimator.need("n_blocks"),
            mid_blocks=estimator.need("num_mid_blocks"),
        ),
        guidance=settings.get("inference_cfg_rate", 0.7),
    )


def hift_dims(config: Record) -> HiFTDims:
    hift = config.record("hift")
    rates = tuple(hift.need("upsample_rates"))
    stft = hift.need("istft_params")
    samples_per_frame = stft["hop_len"]
    for rate in rates:
        samples_per_frame *= rate
    return HiFTDims(
        bins=hift.get("in_channels", 80),
        channels=hift.need("base_channels"),
        upsample_rates=rates,
        upsample_kernels=tuple(hift.need("upsample_kernel_sizes")),
        fft=stft["n_fft"],
        hop=stft["hop_len"],
        kernels=tuple(hift.need("resblock_kernel_sizes")),
        dilations=tuple(map(tuple, hift.need("resblock_dilation_sizes"))),
        source_kernels=tuple(hift.need("source_resblock_kernel_sizes")),
        source_dilations=tuple(map(tuple, hift.need("source_resblock_dilation_sizes"))),
        slope=hift.get("lrelu_slope", 0.1),
        limit=hift.get("audio_limit", 0.99),
        f0_channels=hift.record("f0_predictor").get("cond_channels", 512),
        source=SourceDims(
            sample_rate=hift.need("sampling_rate"),
            harmonics=hift.get("nb_harmonics", 8) + 1,
            samples_per_frame=samples_per_frame,
            amplitude=hift.get("nsf_alpha", 0.1),
            noise=hift.get("nsf_sigma", 0.003),
            voiced_above_hz=hift.get("nsf_voiced_threshold", 10),
        ),
    )


def sampling_of(config: Record) -> Sampling:
    """The model's own sampling; early files leave it out."""
    given = config.record("llm").get("sampling")
    if not isinstance(given, Record):
        return Sampling()
    known = Sampling()
    return Sampling(
        top_p=given.get("top_p", known.top_p),
        top_k=given.get("top_k", known.top_k),
        window=given.get("win_size", known.window),
        tau_r=given.get("tau_r", known.tau_r),
    )


def _encoder_dims(record: Record) -> EncoderDims:
    """A stack's dimensions. A Conformer here is a plain stack: no convolution module, no macaron half-steps."""
    if record.get("use_cnn_module", False) or record.get("macaron_style", False):
        raise ModelError(
            f"{record.where}: convolution modules and macaron steps are not part of this generation.",
            "Use an official model.",
            code="config_unknown",
        )
    conformer = record.name == "ConformerEncoder"
    return EncoderDims(
        input_width=record.need("input_size"),
        width=record.need("output_size"),
        heads=record.need("attention_heads"),
        hidden=record.need("linear_units"),
        blocks=record.need("num_blocks"),
        activation="silu" if conformer else "relu",
        causal=record.get("static_chunk_size", 0) == 1,
        input_relu=record.get("input_layer") == "linear_legacy",
        norms=("norm_mha", "norm_ff") if conformer else ("norm1", "norm2"),
    )
