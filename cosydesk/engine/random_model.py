"""A full-size model directory with random weights in the release's layout, to time the real size without a download.

Dimensions: spec cosyvoice1.md sections 1.2, 6.9, 7.9 and 8.7. About 1.8 GB.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor, nn

from cosydesk.engine.config import read_config
from cosydesk.engine.cosyvoice1 import flow_dims, hift_dims, language_model_dims
from cosydesk.engine.flow.model import Flow
from cosydesk.engine.llm.model import LanguageModel
from cosydesk.engine.onnx_stand_in import write_speaker_encoder, write_speech_tokenizer
from cosydesk.engine.vocoder.hift import HiFT
from cosydesk.resources import resource

VOICES = ("中文女", "中文男", "日语男", "粤语女", "英文女", "英文男", "韩语女")


def write_random_model(directory: Path, seed: int = 0, config: Path | None = None) -> None:
    """Write YAML, weights, ONNX stand-ins and voices.

    Args:
        config: another ``cosyvoice.yaml`` to take the dimensions from; None is the 300M family's own.
    """
    directory.mkdir(parents=True, exist_ok=True)
    yaml = directory / "cosyvoice.yaml"
    yaml.write_bytes((config or resource("engine/cosyvoice-300m.yaml")).read_bytes())
    settings = read_config(yaml)
    generator = torch.Generator().manual_seed(seed)
    with torch.device("meta"):
        networks: dict[str, nn.Module] = {
            "llm.pt": LanguageModel(language_model_dims(settings)),
            "flow.pt": Flow(flow_dims(settings)),
            "hift.pt": HiFT(hift_dims(settings)),
        }
    for name, network in networks.items():
        state = {key: _weights(key, value, generator) for key, value in network.state_dict().items()}
        if name == "hift.pt":
            state = _split_weight_norm(network, state)
        torch.save(state, directory / name)
    vocabulary = settings.record("llm").need("speech_token_size")
    write_speech_tokenizer(directory / "speech_tokenizer_v1.onnx", vocabulary, seed)
    write_speaker_encoder(directory / "campplus.onnx", settings.need("spk_embed_dim"), seed)
    voices = {
        name: {"embedding": torch.randn(1, settings.whole("spk_embed_dim"), generator=generator)}
        for name in VOICES
    }
    torch.save(voices, directory / "spk2info.pt")
    about = {"framework": "Pytorch", "task": "text-to-speech"}
    (directory / "configuration.json").write_text(json.dumps(about), encoding="utf-8")


def _weights(key: str, like: Tensor, generator: torch.Generator) -> Tensor:
    """Random numbers of a size that keeps activations finite: norms near one, matrices scaled by their fan-in."""
    shape = like.shape
    if key.endswith("alpha") or (len(shape) == 1 and key.endswith("weight")):
        return 1 + 0.1 * torch.randn(shape, generator=generator)
    if len(shape) == 1:
        return 0.02 * torch.randn(shape, generator=generator)
    if "embedding" in key:
        return torch.randn(shape, generator=generator)
    scale: float = like[0].numel() ** -0.5
    return scale * torch.randn(shape, generator=generator)


def _split_weight_norm(network: nn.Module, state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Convolutions in the old spelling of weight norm, as the release has them; the source's are plain."""
    split = dict(state)
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv1d | nn.ConvTranspose1d) and not name.startswith("source_downs"):
            weight = split.pop(f"{name}.weight")
            split[f"{name}.weight_g"] = weight.flatten(1).norm(dim=1).view(-1, *[1] * (weight.dim() - 1))
            split[f"{name}.weight_v"] = weight
    return split
