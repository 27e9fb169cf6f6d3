"""What the pictures show of models: a computer, and a stock with a download on its way, without a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Cores, Machine
from cosydesk.jobs.downloads import DownloadState, ModelDownload
from cosydesk.ui.models.card_state import CardState, Kind
from cosydesk.ui.models.damage import Damage
from cosydesk.ui.models.first_start import FirstStart
from cosydesk.ui.models.manager_dialog import ModelManager
from cosydesk.ui.models.stock import ModelStock
from cosydesk.weights import DownloadProgress, WeightsError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from cosydesk.ui.main_window import MainWindow

MACHINE = Machine(
    system="Linux",
    cpu_name="AMD Ryzen 7 7700",
    cores=Cores(8, 16, 16),
    memory_bytes=32 << 30,
    memory_free_bytes=24 << 30,
    disk_free_bytes=412 * 10**9,
    gpus=(Gpu("NVIDIA GeForce RTX 4070", 12 << 30, 11 << 30, "550.90", fits=True),),
)
CLONING = "iic/CosyVoice-300M"
_LLM, _FLOW, _HIFT = 1_242_994_835, 419_900_943, 81_896_716
_TOKENIZER, _CAMPPLUS = 522_624_269, 28_303_423
_FILES = {
    "cosyvoice.yaml": (6_421, 6_421),
    "campplus.onnx": (_CAMPPLUS, _CAMPPLUS),
    "hift.pt": (_HIFT, _HIFT),
    "flow.pt": (_FLOW, _FLOW),
    "speech_tokenizer_v1.onnx": (311_000_000, _TOKENIZER),
    "llm.pt": (98_500_000, _LLM),
}
_DONE = sum(done for done, _size in _FILES.values())
_TOTAL = sum(size for _done, size in _FILES.values())
PROGRESS = DownloadProgress(
    "fetching", _DONE, _TOTAL, 3_120_000_000, _FILES, 12_400_000, (_TOTAL - _DONE) / 12.4e6
)


class SceneStock(ModelStock):
    """Models in all the states that a person may see, and nothing that touches a disk or a network.

    Attributes: empty: as on the first day.
    """

    empty = True

    def state(self, model_id: str) -> CardState:
        """As on the first day, or with one model of each kind of state."""
        state = replace(super().state(model_id), suggested=model_id == CLONING)
        own = Path.home() / "CosyDesk" / "models"
        if self.empty:
            return state
        match model_id:
            case "iic/CosyVoice-300M":
                return replace(state, kind=Kind.DOWNLOADING, progress=PROGRESS)
            case "iic/CosyVoice-300M-SFT":
                cache = Path.home() / ".cache" / "modelscope" / "hub" / "iic" / "CosyVoice-300M-SFT"
                return replace(
                    state,
                    kind=Kind.HERE,
                    folder=cache,
                    in_place=True,
                    origin="modelscope",
                    size_bytes=2_295_734_379,
                    in_use=True,
                )
            case "iic/CosyVoice-300M-Instruct":
                folder = own / "iic" / "CosyVoice-300M-Instruct"
                size = 2_295_734_315
                damage = (Damage("flow.pt", "hash"), Damage("hift.pt", "tensor_shape"))
                return replace(state, kind=Kind.DAMAGED, folder=folder, size_bytes=size, damage=damage)
            case "iic/CosyVoice-300M-25Hz":
                broken = WeightsError("The connection to the hub broke.", "", "network")
                return replace(state, kind=Kind.RETRYING, progress=PROGRESS, error=broken, retry_in_s=20)
            case "iic/CosyVoice2-0.5B":
                folder = own / "iic" / "CosyVoice2-0.5B"
                inside = DownloadProgress("inside")
                return replace(
                    state, kind=Kind.CHECKING, folder=folder, size_bytes=3_112_000_000, progress=inside
                )
            case "iic/SenseVoiceSmall-onnx":
                folder = own / "iic" / "SenseVoiceSmall-onnx"
                return replace(state, kind=Kind.HERE, folder=folder, size_bytes=241_581_392)
        return state

    def look(self) -> None:
        """There is nothing to look for."""
        self._known = True
        self.looked.emit()

    def ask_machine(self, then: Callable[[Machine], None]) -> None:
        """A computer that many have."""
        then(MACHINE)


def show_scenes(window: MainWindow, shoot: Callable[[str, QDialog | None], None]) -> None:
    """The first start and the manager, on the first day and while models arrive."""
    stock = SceneStock(window.settings, window.downloads, window.models, window.queue, window)
    model = stock.catalogue.model(CLONING)
    under_way = [ModelDownload(model, Path(), DownloadState.RUNNING, PROGRESS)]
    for empty, suffix in ((True, ""), (False, "-downloading")):
        stock.empty = empty
        window.fetching.show_downloads([] if empty else under_way)
        first = FirstStart(stock, window.settings, window.theme, window)
        first.open()
        first.sound.hide()  # it tells of the machine that draws this, which mostly has none
        shoot(f"first-start{suffix}", first)
        _close(first)
        manager = ModelManager(stock, window.theme, window)
        manager.cards[CLONING].files.head.setChecked(not empty)
        manager.open()
        shoot(f"models{suffix}", manager)
        if not empty:
            for model_id, name in (
                ("iic/CosyVoice-300M-Instruct", "models-damaged"),
                ("iic/CosyVoice2-0.5B", "models-checking"),
            ):
                manager.reveal(model_id)
                shoot(name, manager)
        _close(manager)
    shoot("download-in-status-bar", None)
    window.fetching.show_downloads([])
    stock.deleteLater()


def _close(dialog: QDialog) -> None:
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()
