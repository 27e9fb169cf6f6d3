"""A full-size model directory with random weights in the release's layout, to time the real size without a download.

Dimensions: spec cosyvoice1.md sections 1.2, 6.9, 7.9 and 8.7; cosyvoice2.md and cosyvoice3.md. 1.8 to 3.5 GB.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor, nn

from cosydesk.engine.causal_dims import causal_flow_dims, causal_hift_dims
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import flow_dims, hift_dims, language_model_dims
from cosydesk.engine.family import family_of
from cosydesk.engine.flow.causal_model import CausalFlow
from cosydesk.engine.flow.model import Flow
from cosydesk.engine.frontend.qwen_specials import BASE_SPECIALS, SPECIALS_3
from cosydesk.engine.frontend.qwen_tokenizer import FOLDER
from cosydesk.engine.generations import CONFIGS
from cosydesk.engine.llm.model import LanguageModel
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.onnx_stand_in import write_speaker_encoder, write_speech_tokenizer
from cosydesk.engine.qwen_checkpoint import language_model_dims as qwen_speech_dims
from cosydesk.engine.vocoder.hift import HiFT
from cosydesk.resources import resource

VOICES = ("中文女", "中文男", "日语男", "粤语女", "英文女", "英文男", "韩语女")
_DIMENSIONS = {
    1: "engine/cosyvoice-300m.yaml",
    2: "engine/cosyvoice2-0.5b.yaml",
    3: "engine/cosyvoice3-0.5b.yaml",
}
LISTENING_HZ = 100
"""Rate of what a speech tokenizer hears, in frames."""
_SPARE_IDS = 12
"""Rows of the text embedding, at the least, that no id uses."""


def write_random_model(
    directory: Path, seed: int = 0, config: Path | None = None, generation: int = 1, qwen: Path | None = None
) -> None:
    """Write YAML, weights, ONNX stand-ins and, where the release has them, voices.

    Args:
        config: another YAML to take the dimensions from; None is the release's own.
        generation: 1 is the 300M family.
        qwen: another ``config.json`` of Qwen2, for the later generations.
    """
    directory.mkdir(parents=True, exist_ok=True)
    source = config or resource(_DIMENSIONS[generation])
    (directory / CONFIGS[generation]).write_bytes(source.read_bytes())
    if generation > 1:
        _write_qwen(directory / FOLDER, qwen or resource("engine/qwen2-0.5b.json"))
    checkpoint = Checkpoint.open(directory)
    settings = checkpoint.config
    generator = torch.Generator().manual_seed(seed)
    for name, network in _networks(checkpoint).items():
        state = {key: _weights(key, value, generator) for key, value in network.state_dict().items()}
        if name == "hift.pt":
            state = _split_weight_norm(network, state)
        if isinstance(network, QwenSpeechModel):
            state[QwenSpeechModel.UNUSED] = state["llm.model.model.embed_tokens.weight"]
        torch.save(state, directory / name)
    flow = settings.record("flow")
    write_speech_tokenizer(
        directory / family_of(checkpoint).speech_tokenizer,
        flow.whole("vocab_size"),
        seed,
        LISTENING_HZ // flow.whole("input_frame_rate"),
    )
    width = settings.whole("spk_embed_dim")
    write_speaker_encoder(directory / "campplus.onnx", width, seed)
    if generation == 1:
        voices = {name: {"embedding": torch.randn(1, width, generator=generator)} for name in VOICES}
        torch.save(voices, directory / "spk2info.pt")
    about = {"framework": "Pytorch", "task": "text-to-speech"}
    (directory / "configuration.json").write_text(json.dumps(about), encoding="utf-8")


def _networks(checkpoint: Checkpoint) -> dict[str, nn.Module]:
    """The networks without weights, by the file that theirs belong in."""
    config = checkpoint.config
    with torch.device("meta"):
        if checkpoint.generation == 1:
            return {
                "llm.pt": LanguageModel(language_model_dims(config)),
                "flow.pt": Flow(flow_dims(config)),
                "hift.pt": HiFT(hift_dims(config)),
            }
        return {
            "llm.pt": QwenSpeechModel(qwen_speech_dims(checkpoint)),
            "flow.pt": CausalFlow(causal_flow_dims(config)),
            "hift.pt": causal_hift_dims(config).build(),
        }


def _write_qwen(folder: Path, config: Path) -> None:
    """Qwen's configuration with a vocabulary of bytes, filled up so that the specials get the release's ids."""
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_bytes(config.read_bytes())
    rows = int(json.loads(config.read_bytes())["vocab_size"])
    count = rows - len(BASE_SPECIALS) - len(SPECIALS_3) - _SPARE_IDS
    pieces = [*_byte_letters(), *(f"\u0120\u0120fill{index}" for index in range(256, count))]
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")


def _byte_letters() -> list[str]:
    """The letter by which byte-level vocabularies write each byte."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) if byte in printable else chr(256 + others.index(byte)) for byte in range(256)]


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
