"""What the settings say about models' folders and the way to fetch them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.paths import models_dir
from cosydesk.settings import Settings
from cosydesk.weights import download_options, models_root, search_roots


def test_without_settings_models_lie_with_the_applications_data(home: Path) -> None:
    settings = Settings()
    assert models_root(settings) == models_dir() == home / "data" / "models"
    assert models_dir().is_dir()
    assert search_roots(settings) == [models_dir()]
    options = download_options(settings)
    assert (options.endpoint, options.proxy, options.workers) == ("", "", 3)


def test_chosen_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    settings = Settings()
    settings.models_folder = "~/models"
    settings.more_model_folders = [str(tmp_path / "b"), "", str(tmp_path / "models"), str(tmp_path / "a")]
    assert models_root(settings) == tmp_path / "models"
    assert not (tmp_path / "models").exists()
    assert search_roots(settings) == [tmp_path / "models", tmp_path / "b", tmp_path / "a"]


def test_chosen_ways(tmp_path: Path) -> None:
    settings = Settings()
    settings.hub_endpoint = " https://mirror.example "
    settings.hub_proxy = "http://127.0.0.1:7890"
    settings.download_workers = 5
    options = download_options(settings)
    assert options.endpoint == "https://mirror.example"
    assert options.proxy == "http://127.0.0.1:7890"
    assert options.workers == 5
    settings.hub_endpoint = "mirror.example"
    settings.hub_proxy = "127.0.0.1:7890"
    options = download_options(settings)
    assert options.endpoint == "https://mirror.example"
    assert options.proxy == "http://127.0.0.1:7890"
