"""What of the catalogue is on this machine: one folder for each model, and whether it can be mended in place."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from cosydesk.weights import Catalogue, CatalogueModel
from cosydesk.weights.manifest import ListedFile, Manifest, write_manifest
from cosydesk.weights.stock import in_stock, older_files, take_stock
from tests.weights.conftest import MODEL_ID, contents, lay_down


def test_a_model_in_our_own_layout(model: CatalogueModel, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "iic" / "Tiny-0.1B")
    (here,) = take_stock(Catalogue((model,)), [tmp_path], {"HOME": str(tmp_path)}).values()
    assert (here.folder, here.missing, here.older) == (folder, (), ())
    assert here.writable
    assert here.size_bytes == sum(len(contents()[file.path]) for file in model.required)


def test_another_layout_is_used_and_can_be_mended_where_it_can_be_written(
    model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_down(tmp_path / "pretrained_models" / "Tiny-0.1B")
    (folder / "flow.pt").unlink()
    (here,) = take_stock(Catalogue((model,)), [tmp_path], {"HOME": str(tmp_path)}).values()
    assert here.missing == ("flow.pt",)
    assert here.writable
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (folder, os.W_OK))  # also for root
    assert not in_stock(model, folder).writable


def test_the_whole_of_two_folders_counts(model: CatalogueModel, tmp_path: Path) -> None:
    lay_down(tmp_path / "a" / "Tiny-0.1B")
    (tmp_path / "a" / "Tiny-0.1B" / "flow.pt").unlink()
    whole = lay_down(tmp_path / "b" / "Tiny-0.1B")
    stock = take_stock(Catalogue((model,)), [tmp_path / "a", tmp_path / "b"], {"HOME": str(tmp_path)})
    assert stock[MODEL_ID].folder == whole


def test_a_whole_earlier_release_is_old_and_not_damaged(model: CatalogueModel, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "iic" / "Tiny-0.1B")
    before = contents()["flow.pt"]
    manifest = Manifest(MODEL_ID, "master", {"flow.pt": ListedFile("flow.pt", len(before), "ab" * 32)})
    write_manifest(folder, manifest)
    newer = replace(
        model,
        files=tuple(
            replace(file, size=len(before) + 1, sha256="cd" * 32) if file.path == "flow.pt" else file
            for file in model.files
        ),
    )
    assert older_files(newer, folder) == ("flow.pt",)
    here = take_stock(Catalogue((newer,)), [tmp_path], {"HOME": str(tmp_path)})[MODEL_ID]
    assert (here.missing, here.older) == ((), ("flow.pt",))
    (folder / "flow.pt").write_bytes(before[:-5])
    here = take_stock(Catalogue((newer,)), [tmp_path], {"HOME": str(tmp_path)})[MODEL_ID]
    assert (here.missing, here.older) == (("flow.pt",), ()), "a cut file is damaged, whatever its release"
