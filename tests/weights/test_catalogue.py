"""The catalogue that comes with the application, and what a broken one says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.engine.types import Mode
from cosydesk.weights import WeightsError, load_catalogue
from cosydesk.weights.catalogue import KINDS

EXPECTED = {
    "iic/CosyVoice-300M",
    "iic/CosyVoice-300M-SFT",
    "iic/CosyVoice-300M-Instruct",
    "iic/CosyVoice-300M-25Hz",
    "iic/CosyVoice2-0.5B",
    "FunAudioLLM/Fun-CosyVoice3-0.5B-2512",
    "iic/SenseVoiceSmall-onnx",
    "iic/CosyVoice-ttsfrd",
}


def test_the_known_models_are_there() -> None:
    catalogue = load_catalogue()
    assert {model.id for model in catalogue} == EXPECTED
    for model in catalogue:
        assert model.kind in KINDS
        assert set(model.modes) <= {mode.value for mode in Mode}
        assert len({file.path for file in model.files}) == len(model.files)
        assert (model.kind == "speech") == bool(model.modes)


def test_sizes_are_exact_or_unknown() -> None:
    catalogue = load_catalogue()
    assert catalogue.model("iic/CosyVoice-300M-SFT").size == 2_295_734_379
    assert catalogue.model("iic/CosyVoice-300M").size is None
    assert 2_200_000_000 < catalogue.model("iic/CosyVoice-300M").about_size < 2_400_000_000


def test_memory_is_estimated_from_the_files() -> None:
    for model in load_catalogue():
        if model.kind == "extra":
            assert model.memory_bytes is None
            continue
        sizes = {file.path: file.size or file.about or 0 for file in model.required}
        # How big it is isn't published; its forerunner's size is the least to count with.
        if "speech_tokenizer_v3.onnx" in sizes:
            sizes["speech_tokenizer_v3.onnx"] = 496_082_973
        weights = sum(size for path, size in sizes.items() if path.endswith(".pt") and path != "spk2info.pt")
        encoders = sum(size for path, size in sizes.items() if path.endswith(".onnx"))
        if model.kind == "speech" and not {"zero_shot", "vc"} & set(model.modes):
            encoders = 0
        needed = 350_000_000 + weights + 2 * encoders + 300_000_000
        assert model.memory_bytes is not None
        assert 0 <= model.memory_bytes - needed <= 110_000_000, (model.id, needed)


def test_weights_that_inference_ignores_are_not_fetched() -> None:
    for model in load_catalogue():
        paths = {file.path for file in model.files}
        assert not {path for path in paths if path.endswith((".zip", ".plan"))} - {"resource.zip"}
        assert "CosyVoice-BlankEN/model.safetensors" not in paths


def test_a_model_is_found_by_its_short_name() -> None:
    catalogue = load_catalogue()
    assert catalogue.model("cosyvoice-300m-sft").id == "iic/CosyVoice-300M-SFT"
    with pytest.raises(WeightsError, match="no model called Nothing") as caught:
        catalogue.model("Nothing")
    assert caught.value.code == "unknown_model"
    assert "iic/CosyVoice2-0.5B" in caught.value.remedy


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"format": 2}, "format 2"),
        ({"models": [{"id": "a/b"}]}, "kind"),
        ({"path": "../outside"}, "safe path"),
        ({"path": "/absolute"}, "safe path"),
        ({"sha256": "abc"}, "malformed"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_broken_catalogue_says_what_is_wrong(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    file = {"path": "llm.pt", "size": 1, "sha256": None}
    if change.keys() & {"path", "sha256"}:
        file |= change
    entry: dict[str, object] = {
        "id": "iic/Tiny",
        "name": "Tiny",
        "kind": "speech",
        "speaks": "Nothing.",
        "languages": [],
        "modes": [],
        "licence": None,
        "memory_bytes": None,
        "huggingface": None,
        "files": [file],
    }
    if "colour" in change:
        entry |= change
    data = {"format": 1, "models": [entry]} | {k: v for k, v in change.items() if k in ("format", "models")}
    path = tmp_path / "models.json"
    path.write_text(json.dumps(data))
    with pytest.raises(WeightsError, match=complaint) as caught:
        load_catalogue(path)
    assert caught.value.code == "catalogue"


def test_importing_weights_is_light() -> None:
    heavy = "torch", "onnxruntime", "modelscope", "modelscope_hub", "requests", "PySide6", "numpy"
    code = f"import sys, cosydesk.weights; print([m for m in {heavy!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
