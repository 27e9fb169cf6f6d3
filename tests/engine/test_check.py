"""Every kind of damage to a model folder is named, by file and tensor, and nothing in it is run."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from cosydesk.engine import CancelledError, ModelError, open_model
from cosydesk.engine.check import check_model
from cosydesk.engine.model_fault import ModelFault
from cosydesk.engine.onnx_outline import read_outline
from cosydesk.engine.onnx_stand_in import write_speaker_encoder, write_speech_tokenizer
from tests.engine.test_checkpoint import Attack


@pytest.fixture
def folder(tiny_model_dir: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model_dir, tmp_path / "model")


def change(path: Path, edit: Callable[[dict[str, object]], object]) -> None:
    state = torch.load(path, weights_only=True)
    edit(state)
    torch.save(state, path)


def only(folder: Path, **options: bool) -> ModelFault:
    faults = check_model(folder, **options)
    assert len(faults) == 1, list(map(str, faults))
    assert "\n" not in faults[0].message
    assert faults[0].file in faults[0].message
    return faults[0]


def key_of(state: dict[str, object], ending: str) -> str:
    return next(key for key in state if key.endswith(ending))


def test_a_whole_folder_has_no_faults(tiny_model_dir: Path) -> None:
    assert check_model(tiny_model_dir) == ()


def test_a_whole_folder_of_a_later_generation_has_none_either(later_model_dir: Path) -> None:
    assert check_model(later_model_dir) == ()


def test_what_a_later_generation_lacks_is_named(later_model_dir: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(later_model_dir, tmp_path / "model")
    for name in ("vocab.json", "config.json"):
        (folder / "CosyVoice-BlankEN" / name).unlink()
    faults = check_model(folder, contents=False)
    missing = {fault.file for fault in faults if fault.code == "file_missing"}
    assert missing == {"CosyVoice-BlankEN/vocab.json", "CosyVoice-BlankEN/config.json"}
    assert len(faults) == 2


def test_the_golden_model_has_none_either(golden_dir: Path) -> None:
    assert check_model(golden_dir / "model") == ()


def test_what_has_no_faults_opens_and_what_has_some_does_not(folder: Path) -> None:
    open_model(folder, "cpu").close()
    change(folder / "llm.pt", lambda state: state.pop(next(iter(state))))
    assert check_model(folder)
    with pytest.raises(ModelError):
        open_model(folder, "cpu")


@pytest.mark.parametrize(
    "name", ["llm.pt", "flow.pt", "hift.pt", "campplus.onnx", "speech_tokenizer_v1.onnx"]
)
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    fault = only(folder)
    assert (fault.file, fault.code) == (name, "file_missing")
    assert fault.remedy


@pytest.mark.parametrize("name", ["llm.pt", "flow.pt", "hift.pt", "speech_tokenizer_v1.onnx"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_short_file(folder: Path, name: str, share: float) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: int(len(data) * share)])
    fault = only(folder)
    assert fault.file == name
    assert fault.code in {"weights_damaged", "weights_refused"}


def test_voices_may_be_missing_but_not_damaged(folder: Path) -> None:
    change(folder / "spk2info.pt", lambda state: state.update(中文女={"embedding": torch.zeros(3)}))
    assert (only(folder).file, only(folder).code) == ("spk2info.pt", "weights_damaged")
    assert "中文女" in only(folder).message
    torch.save([1], folder / "spk2info.pt")
    assert only(folder).code == "weights_damaged"
    (folder / "spk2info.pt").unlink()
    assert check_model(folder) == ()


def test_a_wrong_shape_is_named_with_both_shapes(folder: Path) -> None:
    change(folder / "llm.pt", lambda state: state.update({"llm_decoder.bias": torch.zeros(7)}))
    fault = only(folder)
    assert (fault.file, fault.code) == ("llm.pt", "tensor_shape")
    assert fault.message == "llm.pt: llm_decoder.bias has the shape 7 and should have 4097."


def test_missing_unknown_and_wrong_tensors_are_all_named(folder: Path) -> None:
    def edit(state: dict[str, object]) -> None:
        state["llm_decoder.renamed"] = state.pop("llm_decoder.bias")
        state["llm_decoder.weight"] = torch.zeros(4097, 32, dtype=torch.int32)

    change(folder / "llm.pt", edit)
    faults = {fault.code: fault.message for fault in check_model(folder)}
    assert faults == {
        "tensor_missing": "llm.pt: lacks the tensor llm_decoder.bias.",
        "tensor_unknown": "llm.pt: has a tensor llm_decoder.renamed that doesn't belong to the model.",
        "tensor_type": "llm.pt: llm_decoder.weight holds int32 and should hold float32.",
    }


def test_halves_of_weight_norm_are_checked_by_their_own_names(folder: Path) -> None:
    def edit(state: dict[str, Tensor]) -> None:
        del state["conv_pre.weight_g"]
        state["conv_post.weight_g"] = torch.ones(3, 1, 1)

    change(folder / "hift.pt", edit)  # type: ignore[arg-type]
    messages = sorted(map(str, check_model(folder)))
    assert messages[0].startswith("hift.pt: conv_post.weight_g has the shape 3×1×1 and should have ")
    assert messages[1] == "hift.pt: lacks the tensor conv_pre.weight_g."
    with pytest.raises(ModelError, match="conv_pre"):
        open_model(folder, "cpu")


def test_plain_weights_and_the_prefix_of_adversarial_training_are_fine(folder: Path) -> None:
    def edit(state: dict[str, object]) -> None:
        plain = torch._weight_norm(state.pop("conv_pre.weight_v"), state.pop("conv_pre.weight_g"), 0)  # type: ignore[arg-type]
        state["conv_pre.weight"] = plain
        for key in list(state):
            state["generator." + key] = state.pop(key)

    change(folder / "hift.pt", edit)
    assert check_model(folder) == ()
    open_model(folder, "cpu").close()


def test_half_precision_and_scalars_of_training_are_fine(folder: Path) -> None:
    def edit(state: dict[str, object]) -> None:
        for key, value in state.items():
            if isinstance(value, Tensor):
                state[key] = value.half()
        state["epoch"] = 3

    change(folder / "flow.pt", edit)
    assert check_model(folder) == ()


def test_a_yaml_that_would_run_code_is_named_as_such(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "hacked"
    text = (folder / "cosyvoice.yaml").read_text("utf-8")
    (folder / "cosyvoice.yaml").write_text(f"{text}\nx: !apply:os.mkdir ['{target}']\n", "utf-8")
    fault = only(folder)
    assert (fault.file, fault.code) == ("cosyvoice.yaml", "config_refused")
    assert "“!apply:os.mkdir” would run code" in fault.message
    assert "Don't use this model folder" in fault.remedy
    assert not target.exists()


def test_with_a_damaged_yaml_the_other_files_are_still_read(folder: Path) -> None:
    (folder / "cosyvoice.yaml").write_text("a: [", "utf-8")
    (folder / "flow.pt").write_bytes(b"x")
    assert [(fault.file, fault.code) for fault in check_model(folder)] == [
        ("cosyvoice.yaml", "config_damaged"),
        ("flow.pt", "weights_refused"),
    ]


def test_weights_that_would_run_code_are_refused(folder: Path, tmp_path: Path) -> None:
    torch.save({"weight": Attack(tmp_path / "hacked")}, folder / "llm.pt")
    assert only(folder).code == "weights_refused"
    assert not (tmp_path / "hacked").exists()


def test_a_checkpoint_without_tensors(folder: Path) -> None:
    torch.save({"epoch": 3}, folder / "llm.pt")
    assert (only(folder).code, only(folder).message) == ("tensor_missing", "llm.pt: holds no tensors.")


def test_changed_contents_are_found_by_reading(folder: Path) -> None:
    data = bytearray((folder / "flow.pt").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / "flow.pt").write_bytes(data)
    assert check_model(folder, contents=False) == ()
    fault = only(folder)
    assert (fault.file, fault.code) == ("flow.pt", "contents")
    assert "the contents of 1 of its" in fault.message


def test_an_archive_without_checksums_proves_nothing(folder: Path) -> None:
    state = torch.load(folder / "flow.pt", weights_only=True)
    torch.serialization.set_crc32_options(False)
    try:
        torch.save(state, folder / "flow.pt")
    finally:
        torch.serialization.set_crc32_options(True)
    assert check_model(folder) == ()


def test_the_old_format_has_no_checksums_and_is_fine(folder: Path) -> None:
    state = torch.load(folder / "flow.pt", weights_only=True)
    torch.save(state, folder / "flow.pt", _use_new_zipfile_serialization=False)
    assert check_model(folder) == ()


def test_progress_and_cancel(folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    check_model(folder, on_read=lambda *at: seen.append(at))
    assert [name for name, _, _ in seen] == sorted(
        (name for name, _, _ in seen), key=["llm.pt", "flow.pt", "hift.pt", "spk2info.pt"].index
    )
    assert 0.9 * seen[-1][2] < seen[-1][1] <= seen[-1][2]
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        check_model(folder, cancel=cancel)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as failed:
        check_model(tmp_path / "nowhere")
    assert failed.value.code == "model_missing"


def test_a_folder_without_a_configuration(folder: Path) -> None:
    (folder / "cosyvoice.yaml").unlink()
    fault = only(folder)
    assert (fault.file, fault.code) == ("cosyvoice.yaml", "file_missing")


def test_another_networks_onnx_file_is_named(folder: Path) -> None:
    shutil.copy(folder / "campplus.onnx", folder / "speech_tokenizer_v1.onnx")
    assert (only(folder).file, only(folder).code) == ("speech_tokenizer_v1.onnx", "weights_mismatch")


def test_the_outline_of_an_onnx_file(tmp_path: Path) -> None:
    write_speech_tokenizer(tmp_path / "a.onnx", 64, 0)
    write_speaker_encoder(tmp_path / "b.onnx", 8, 0)
    outline = read_outline(tmp_path / "a.onnx")
    assert (outline.inputs, outline.outputs) == (("feats", "feats_length"), ("tokens",))
    assert (outline.nodes, outline.weights) == (4, 1)
    assert read_outline(tmp_path / "b.onnx").inputs == ("input",)


@pytest.mark.parametrize("data", [b"", b"\x00", b"version https://git-lfs", b"\xff" * 40, b"\x08\x08"])
def test_what_is_no_onnx_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.onnx").write_bytes(data)
    with pytest.raises(ModelError, match=r"a\.onnx is damaged or incomplete") as failed:
        read_outline(tmp_path / "a.onnx")
    assert failed.value.code == "weights_damaged"


def test_every_cut_of_an_onnx_file_is_seen(tmp_path: Path) -> None:
    write_speaker_encoder(tmp_path / "a.onnx", 2, 0)
    data = (tmp_path / "a.onnx").read_bytes()
    for length in range(len(data)):
        (tmp_path / "a.onnx").write_bytes(data[:length])
        with pytest.raises(ModelError):
            read_outline(tmp_path / "a.onnx")
