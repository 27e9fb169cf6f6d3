"""Folders that other programs left are found and used in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.weights import CatalogueModel, locate
from cosydesk.weights.catalogue import Catalogue
from tests.weights.conftest import lay_down

FOLDERS = [
    ("given/Tiny-0.1B", "folder"),
    ("given/iic/Tiny-0.1B", "folder"),
    ("given/pretrained_models/Tiny-0.1B", "folder"),
    ("given/pretrained_models/iic/Tiny-0.1B", "folder"),
    ("home/.cache/modelscope/hub/models/iic/Tiny-0___1B", "modelscope"),
    ("home/.cache/modelscope/hub/iic/Tiny-0.1B", "modelscope"),
    ("home/.cache/modelscope/hub/iic/Tiny-0___1B", "modelscope"),
    ("home/.cache/modelscope/models/iic--Tiny-0.1B/snapshots/master", "modelscope"),
    ("cache/models/iic/Tiny-0___1B", "modelscope"),
    ("cache/iic/Tiny-0.1B", "modelscope"),
    ("home/.cache/huggingface/hub/models--Tiny--Tiny-0.1B/snapshots/abc", "huggingface"),
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home"), "MODELSCOPE_CACHE": str(tmp_path / "cache")}


@pytest.mark.parametrize(("relative", "origin"), FOLDERS)
def test_every_layout(
    model: CatalogueModel, tmp_path: Path, environment: dict[str, str], relative: str, origin: str
) -> None:
    folder = lay_down(tmp_path / relative)
    (found,) = locate(Catalogue((model,)), [tmp_path / "given"], environment)
    assert found.folder == folder
    assert found.origin == origin
    assert found.complete
    assert found.missing == ()


def test_the_model_folder_itself_may_be_given(
    model: CatalogueModel, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = lay_down(tmp_path / "Tiny-0.1B")
    (found,) = locate(Catalogue((model,)), [folder], environment)
    assert found.folder == folder


def test_hugging_face_home_is_respected(model: CatalogueModel, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "hf" / "hub" / "models--Tiny--Tiny-0.1B" / "snapshots" / "abc")
    environment = {"HOME": str(tmp_path), "HF_HOME": str(tmp_path / "hf")}
    (found,) = locate(Catalogue((model,)), [], environment)
    assert found.folder == folder


def test_an_incomplete_folder_comes_last_and_says_what_is_missing(
    model: CatalogueModel, tmp_path: Path, environment: dict[str, str]
) -> None:
    broken = lay_down(tmp_path / "given" / "Tiny-0.1B")
    (broken / "llm.pt").unlink()
    whole = lay_down(tmp_path / "home/.cache/modelscope/hub/iic/Tiny-0.1B")
    found = locate(Catalogue((model,)), [tmp_path / "given"], environment)
    assert [(item.folder, item.complete, item.missing) for item in found] == [
        (whole, True, ()),
        (broken, False, ("llm.pt",)),
    ]


def test_a_link_to_the_same_folder_is_not_a_second_model(
    model: CatalogueModel, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = lay_down(tmp_path / "home/.cache/modelscope/hub/models/iic/Tiny-0___1B")
    (folder.parent / "Tiny-0.1B").symlink_to(folder)
    assert len(locate(Catalogue((model,)), [], environment)) == 1


def test_nothing_and_half_made_downloads_are_not_found(
    model: CatalogueModel, tmp_path: Path, environment: dict[str, str]
) -> None:
    lay_down(tmp_path / "given" / ".incomplete" / "iic--Tiny-0.1B")
    assert locate(Catalogue((model,)), [tmp_path / "given", tmp_path / "no"], environment) == []
