"""The networks of the 300M family, built from a model directory. Source: spec cosyvoice1.md sections 1.2, 6, 7, 8."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from cosydesk.engine.checkpoint import Checkpoint, load_strictly
from cosydesk.engine.config import Record
from cosydesk.engine.errors import ModelError
from cosydesk.engine.flow.estimator import EstimatorDims
from cosydesk.engine.flow.model import Flow, FlowDims
from cosydesk.engine.frontend.features import MelDims
from cosydesk.engine.layers.relative_encoder import EncoderDims
from cosydesk.engine.layers.weight_norm import fold_weight_norm
from cosydesk.engine.llm.model import LanguageModel, LanguageModelDims
from cosydesk.engine.types import Sampling
from cosydesk.engine.vocoder.hift import HiFT, HiFTDims
from cosydesk.engine.vocoder.source import SourceDims

GROUPS = 8
"""Of the norms in the estimator's residual blocks."""
MOST_BLOCKS = 256
LOWEST_RATE_HZ = 8_000
SAMPLE_PHASE_RATE_HZ = 22_050
"""The one rate at which the excitation's phase is summed up by samples (spec cosyvoice2.md section 7)."""
_ONLY_KNOWN = {
    "use_cnn_module": False,
    "macaron_style": False,
    "normalize_before": True,
    "pos_enc_layer_type": "rel_pos_espnet",
    "selfattention_layer_type": "rel_selfattn",
    "use_dynamic_chunk": False,
}
"""What a stack of this generation can be; another value would mean other equations."""


@dataclass(frozen=True)
class Networks:
    """The three networks. They speak once `device.Placement.place` has prepared them."""

    llm: LanguageModel
    flow: Flow
    vocoder: HiFT


def load_networks(checkpoint: Checkpoint, llm_weights: str = "llm.pt") -> Networks:
    """Load all three networks strictly, on the CPU in float32, not yet prepared.

    Args:
        llm_weights: the file of the language model.

    Raises:
        ModelError: a file is missing, damaged or doesn't fit the configuration.
    """
    networks = build_networks(checkpoint.config)
    load_strictly(networks.llm, checkpoint.weights(llm_weights), llm_weights)
    load_strictly(networks.flow, checkpoint.weights("flow.pt"), "flow.pt")
    vocoder = {plain_vocoder_key(key): value for key, value in checkpoint.weights("hift.pt").items()}
    load_strictly(networks.vocoder, fold_weight_norm(vocoder), "hift.pt")
    return networks


def build_networks(config: Record) -> Networks:
    """The networks as the configuration describes them, without weights (on the meta device).

    Raises:
        ModelError: the configuration lacks something, or its parts don't fit together.
    """
    check_agreement(config)
    with torch.device("meta"):
        return Networks(
            llm=LanguageModel(language_model_dims(config)),
            flow=Flow(flow_dims(config)),
            vocoder=HiFT(hift_dims(config)),
        )


def plain_vocoder_key(key: str) -> str:
    """A tensor's name in ``hift.pt`` without what adversarial training puts before it."""
    return key.replace("generator.", "")


def language_model_dims(config: Record) -> LanguageModelDims:
    llm = config.record("llm")
    return LanguageModelDims(
        text_vocabulary=llm.whole("text_token_size"),
        speech_vocabulary=llm.whole("speech_token_size"),
        text_width=llm.whole("text_encoder_input_size"),
        speaker_width=llm.whole("spk_embed_dim", 192),
        text_encoder=encoder_dims(llm.record("text_encoder")),
        llm=encoder_dims(llm.record("llm")),
    )


def flow_dims(config: Record) -> FlowDims:
    flow = config.record("flow")
    decoder = flow.record("decoder")
    estimator = decoder.record("estimator")
    unet = unet_dims(estimator)
    if any(width % GROUPS for width in unet.channels):
        raise estimator.unfit("channels", list(unet.channels), f"widths that {GROUPS} groups divide")
    return FlowDims(
        vocabulary=flow.whole("vocab_size"),
        mel_bins=flow.whole("output_size", 80),
        speaker_width=flow.whole("spk_embed_dim", 192),
        token_rate_hz=flow.whole("input_frame_rate"),
        sample_rate=config.whole("sample_rate", least=LOWEST_RATE_HZ),
        encoder=encoder_dims(flow.record("encoder")),
        regulator_stages=len(flow.record("length_regulator").sizes("sampling_ratios")),
        estimator=unet,
        guidance=guidance(decoder),
    )


def guidance(decoder: Record) -> float:
    """The weight of the unconditioned velocity, of a solver that is the one we know.

    Raises:
        ModelError: it is another one.
    """
    settings = decoder.record("cfm_params").need("content")
    if not isinstance(settings, dict):
        raise decoder.unfit("cfm_params", settings, "a set of settings")
    if settings.get("t_scheduler", "cosine") != "cosine" or settings.get("solver", "euler") != "euler":
        raise ModelError(
            f"{decoder.where}: only the Euler solver with cosine times is known.",
            "Use an official model.",
            code="config_unknown",
        )
    return Record(decoder.name, settings, decoder.where).number("inference_cfg_rate", 0.7)


def unet_dims(estimator: Record) -> EstimatorDims:
    """Of a U-Net with any number of levels."""
    return EstimatorDims(
        in_channels=estimator.whole("in_channels"),
        out_channels=estimator.whole("out_channels"),
        channels=estimator.sizes("channels"),
        head_width=estimator.whole("attention_head_dim"),
        heads=estimator.whole("num_heads"),
        blocks=estimator.whole("n_blocks", most=MOST_BLOCKS),
        mid_blocks=estimator.whole("num_mid_blocks", most=MOST_BLOCKS),
    )


def hift_dims(config: Record) -> HiFTDims:
    hift = config.record("hift")
    rates = hift.sizes("upsample_rates")
    given = hift.need("istft_params")
    if not isinstance(given, dict):
        raise hift.unfit("istft_params", given, "a set of settings")
    stft = Record(hift.name, given, hift.where)
    hop = stft.whole("hop_len")
    fft = stft.whole("n_fft", least=hop)
    channels = hift.whole("base_channels")
    rate_hz = hift.whole("sampling_rate", least=LOWEST_RATE_HZ)
    if channels % (1 << len(rates)):
        raise hift.unfit("base_channels", channels, f"a number that {len(rates)} stages can halve")
    dims = HiFTDims(
        bins=hift.whole("in_channels", 80),
        channels=channels,
        upsample_rates=rates,
        upsample_kernels=_of_length(hift, "upsample_kernel_sizes", len(rates)),
        fft=fft,
        hop=hop,
        kernels=hift.sizes("resblock_kernel_sizes"),
        dilations=_lists(hift, "resblock_dilation_sizes"),
        source_kernels=_of_length(hift, "source_resblock_kernel_sizes", len(rates)),
        source_dilations=_lists(hift, "source_resblock_dilation_sizes"),
        slope=hift.number("lrelu_slope", 0.1),
        limit=hift.number("audio_limit", 0.99),
        f0_channels=hift.record("f0_predictor").whole("cond_channels", 512),
        source=SourceDims(
            sample_rate=rate_hz,
            harmonics=hift.whole("nb_harmonics", 8, least=0, most=64) + 1,
            samples_per_frame=math.prod(rates) * hop,
            amplitude=hift.number("nsf_alpha", 0.1),
            noise=hift.number("nsf_sigma", 0.003),
            voiced_above_hz=hift.number("nsf_voiced_threshold", 10),
        ),
        frame_phase=rate_hz != SAMPLE_PHASE_RATE_HZ,
    )
    for key, kernels, dilations in (
        ("resblock_dilation_sizes", dims.kernels, dims.dilations),
        ("source_resblock_dilation_sizes", dims.source_kernels, dims.source_dilations),
    ):
        if len(kernels) != len(dilations):
            raise hift.unfit(key, dilations, f"{len(kernels)} lists, one for each kernel")
    return dims


def check_agreement(config: Record) -> None:
    """Whether the parts of a configuration fit together; what the weights tell by their shapes is left to them.

    Raises:
        ModelError: naming the two that don't.
    """
    flow, hift, mel = flow_dims(config), hift_dims(config), MelDims.of(config)
    estimator = flow.estimator
    llm = language_model_dims(config)
    for what, first, second in (
        ("mel bins of flow and vocoder", flow.mel_bins, hift.bins),
        ("mel bins of flow and feat_extractor", flow.mel_bins, mel.bins),
        ("mel bins of flow and estimator", flow.mel_bins, estimator.out_channels),
        ("the estimator's in_channels and four times its bins", estimator.in_channels, 4 * flow.mel_bins),
        ("sample rates of model and vocoder", flow.sample_rate, hift.source.sample_rate),
        ("sample rates of model and feat_extractor", flow.sample_rate, mel.sample_rate),
        ("the vocoder's samples per frame and hop_size", hift.source.samples_per_frame, mel.hop),
        (
            "speech vocabularies of language model and flow",
            llm.speech_vocabulary,
            min(llm.speech_vocabulary, flow.vocabulary),
        ),
        ("speaker widths of language model and flow", llm.speaker_width, flow.speaker_width),
        ("widths of text encoder and language model", llm.text_encoder.input_width, llm.text_width),
    ):
        if first != second:
            raise ModelError(
                f"{config.where}: the {what.removeprefix('the ')} don't agree: {first} and {second}.",
                "Fetch the model again.",
                code="config_unfit",
            )


def sampling_of(config: Record) -> Sampling:
    """The model's own sampling; early files leave it out."""
    given = config.record("llm").get("sampling")
    if not isinstance(given, Record):
        return Sampling()
    known = Sampling()
    return Sampling(
        top_p=given.number("top_p", known.top_p),
        top_k=given.whole("top_k", known.top_k),
        window=given.whole("win_size", known.window),
        tau_r=given.number("tau_r", known.tau_r),
    )


def _of_length(record: Record, key: str, length: int) -> tuple[int, ...]:
    sizes = record.sizes(key)
    if len(sizes) != length:
        raise record.unfit(key, list(sizes), f"a list of {length} numbers")
    return sizes


def _lists(record: Record, key: str) -> tuple[tuple[int, ...], ...]:
    lists = record.need(key)
    if not isinstance(lists, list):
        raise record.unfit(key, lists, "a list of lists")
    return tuple(record.sizes(key, entry) for entry in lists)


def encoder_dims(record: Record) -> EncoderDims:
    """A stack's dimensions. A Conformer here is a plain stack: no convolution module, no macaron half-steps."""
    for key, known in _ONLY_KNOWN.items():
        if (given := record.get(key, known)) != known:
            raise ModelError(
                f"{record.where}: “{key}” is {str(given)[:40]}; this generation knows {known} only.",
                "Use an official model.",
                code="config_unknown",
            )
    conformer = record.name != "TransformerEncoder"
    width, heads = record.whole("output_size"), record.whole("attention_heads")
    if width % (2 * heads):
        raise record.unfit("attention_heads", heads, f"a number that divides {width} into even widths")
    return EncoderDims(
        input_width=record.whole("input_size"),
        width=width,
        heads=heads,
        hidden=record.whole("linear_units"),
        blocks=record.whole("num_blocks", most=MOST_BLOCKS),
        activation="silu" if conformer else "relu",
        causal=record.get("static_chunk_size", 0) == 1,
        input_relu=record.get("input_layer") == "linear_legacy",
        norms=("norm_mha", "norm_ff") if conformer else ("norm1", "norm2"),
    )
