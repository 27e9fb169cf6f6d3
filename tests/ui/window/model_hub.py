"""A hub on this machine with a model that the real engine opens, for the manager and the first start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.models.card_state import Kind
from cosydesk.weights import Catalogue, CatalogueModel, ModelFile
from tests.weights.modelscope_server import ModelScopeServer, Repository

SPEECH = "iic/CosyVoice-300M"
RECOGNISER = "iic/Listener"
LATER = "iic/CosyVoice9"
PATIENCE_MS = 60_000


@dataclass
class Desk:
    """The window, the hub it fetches from, and where the models go."""

    window: MainWindow
    server: ModelScopeServer
    repository: Repository
    root: Path

    @property
    def target(self) -> Path:
        return self.root / SPEECH

    def hold(self) -> str:
        """The biggest file stops half-way when it is fetched; its path."""
        path = max(self.repository.files, key=lambda known: len(self.repository.files[known]))
        self.repository.hold_after[path] = len(self.repository.files[path]) // 2
        return path


def catalogue(files: dict[str, bytes]) -> Catalogue:
    def model(
        model_id: str, kind: str, paths: tuple[str, ...], modes: tuple[str, ...] = ()
    ) -> CatalogueModel:
        name = model_id.split("/")[1]
        listed = tuple(ModelFile(path, about=1000) for path in paths)
        return CatalogueModel(
            model_id, name, kind, "Nothing.", ("zh", "en"), modes, "MIT", None, None, listed
        )

    return Catalogue(
        (
            model(SPEECH, "speech", tuple(path for path in files if path != "big.zip"), ("sft", "zero_shot")),
            model(LATER, "speech", ("cosyvoice9.yaml", "llm.pt"), ("zero_shot",)),
            model(RECOGNISER, "recogniser", ("model.onnx",)),
        )
    )


@pytest.fixture
def desk(
    window: MainWindow, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Desk]:
    """The window with a catalogue of three, of which the hub has two."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    repository = Repository({**files, "big.zip": bytes(3_000_000)})
    root = tmp_path / "models"
    root.mkdir()
    stock = window.stock
    before = stock.catalogue
    stock.catalogue = catalogue(repository.files)
    window.settings.models_folder = str(root)
    window.settings.more_model_folders = []
    for name in ("MODELSCOPE_CACHE", "HF_HOME", "HF_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ModelScopeServer() as server:
        server.repositories[SPEECH] = repository
        server.repositories[RECOGNISER] = Repository({"model.onnx": bytes(range(256)) * 400})
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", server.address)
        yield Desk(window, server, repository, root)
        for dialog in window.findChildren(QDialog):
            dialog.close()
        for download in window.downloads.all():
            window.downloads.cancel(download.model.id)
        qtbot.waitUntil(lambda: not window.downloads.all(), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not window.findChildren(QDialog), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: stock.state(SPEECH).kind is not Kind.OPENING, timeout=PATIENCE_MS)
    for entry in window.models.entries():
        window.models.close(entry.id)
    stock.catalogue = before
    window.settings.models_folder = ""
    window.settings.more_model_folders = []
