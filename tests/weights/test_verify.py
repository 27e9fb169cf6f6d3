"""Every kind of damage is named in one line."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cosydesk.weights import CatalogueModel, WeightsError, verify
from tests.weights.conftest import lay_down, tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_down(tmp_path / "Tiny-0.1B")


def test_a_whole_folder(model: CatalogueModel, folder: Path) -> None:
    checked = verify(model, folder)
    assert checked.whole
    assert checked.hashed == ("flow.pt",)
    assert checked.unhashed == ("tiny.yaml", "llm.pt", "Blank/vocab.json")


def test_missing_and_short_and_altered_files_are_all_named(folder: Path) -> None:
    model = tiny_model(pinned=("llm.pt", "flow.pt", "Blank/vocab.json"))
    (folder / "tiny.yaml").unlink()
    (folder / "llm.pt").write_bytes(b"1234")
    (folder / "flow.pt").write_bytes(bytes(2_500_000))
    with (folder / "Blank" / "vocab.json").open("ab") as stream:
        stream.write(b"!")
    faults = {fault.path: fault for fault in verify(model, folder).faults}
    assert {path: fault.code for path, fault in faults.items()} == {
        "tiny.yaml": "missing",
        "llm.pt": "size",
        "flow.pt": "hash",
        "Blank/vocab.json": "size",
    }
    assert str(faults["llm.pt"]) == "llm.pt: is too short (4 bytes instead of 5,000,000)."
    assert "too long" in faults["Blank/vocab.json"].message
    assert all("\n" not in fault.message for fault in faults.values())


def test_an_empty_file_of_unknown_size_is_a_fault(model: CatalogueModel, folder: Path) -> None:
    (folder / "llm.pt").write_bytes(b"")
    assert [str(fault) for fault in verify(model, folder).faults] == ["llm.pt: is empty."]


def test_without_hashes_nothing_is_read(folder: Path) -> None:
    model = tiny_model(pinned=("flow.pt",))
    (folder / "flow.pt").write_bytes(bytes(2_500_000))
    assert verify(model, folder, hashes=False).whole
    assert not verify(model, folder).whole


def test_progress_and_cancel(model: CatalogueModel, folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    verify(model, folder, on_progress=lambda *at: seen.append(at))
    assert seen[-1] == ("flow.pt", 2_500_000, 2_500_000)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(WeightsError) as caught:
        verify(model, folder, cancel=cancel)
    assert caught.value.code == "cancelled"


def test_no_folder(model: CatalogueModel, tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        verify(model, tmp_path / "nowhere")
    assert caught.value.code == "folder"


def test_a_manifest_that_is_garbage_is_ignored(model: CatalogueModel, folder: Path) -> None:
    (folder / ".cosydesk.json").write_text('{"files": 3}')
    assert verify(model, folder).whole
