"""The models of the catalogue on this machine: looked for, fetched, checked, opened and deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cosydesk.engine import generations
from cosydesk.engine.errors import EngineError
from cosydesk.jobs.background import Background
from cosydesk.jobs.downloads import Downloads, DownloadState, ModelDownload
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings
from cosydesk.ui.model_shelf import ModelShelf
from cosydesk.ui.models.card_state import CardState, Kind
from cosydesk.ui.models.checks import ModelChecks
from cosydesk.ui.models.damage import INCOMPLETE, Damage
from cosydesk.weights import (
    Catalogue,
    CatalogueModel,
    Removal,
    load_catalogue,
    models_root,
    removal,
    search_roots,
)
from cosydesk.weights.stock import InStock, in_stock, take_stock

if TYPE_CHECKING:
    from cosydesk.doctor.machine import Machine

log = logging.getLogger(__name__)

_OF_RELEASE = ("size", "hash", INCOMPLETE)
"""What a file of an earlier release is said to have where it is compared with the newer."""

_KINDS = {
    DownloadState.WAITING: Kind.WAITING,
    DownloadState.RUNNING: Kind.DOWNLOADING,
    DownloadState.PAUSED: Kind.PAUSED,
    DownloadState.RETRYING: Kind.RETRYING,
    DownloadState.FAILED: Kind.FAILED,
}


class ModelStock(QObject):
    """What the manager and the first start show, and everything that they do. Files are only touched in threads.

    Attributes:
        catalogue: the known models. downloads: those on their way.
        suggested: id of the model that suits this machine, once that is known.

    Signals:
        changed(str): a model's card is another now.
        looked: the search for models is done; all cards may be others.
        arrived(str): a model was fetched and is in place, or was opened.
        refused(str): a fetched model is damaged, or the engine doesn't open it; its card says why.
        failed(object): a `WeightsError` of what has no card of its own.
    """

    changed = Signal(str)
    looked = Signal()
    arrived = Signal(str)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        downloads: Downloads,
        shelf: ModelShelf,
        queue: JobQueue,
        parent: QObject | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue or load_catalogue()
        self.downloads = downloads
        self.suggested = ""
        self._settings = settings
        self._shelf = shelf
        self._work = Background(self)
        self._here: dict[str, InStock] = {}
        self._checks = ModelChecks(queue, self)
        self._damage: dict[str, tuple[Damage, ...]] = {}
        """By model id, what the last check found; empty where all was right."""
        self._fetched: set[str] = set()
        """Models that are checked because they have just arrived, and opened afterwards."""
        self._refused: dict[str, EngineError] = {}
        self._opening: set[str] = set()
        self._search = 0
        self._known = False
        self._checks.changed.connect(self.changed)
        self._checks.ended.connect(self._take_check)
        downloads.changed.connect(self.changed)
        downloads.finished.connect(self._arrived)
        downloads.cancelled.connect(lambda _model_id: self.look())
        shelf.changed.connect(self.looked)

    # -- asking ----------------------------------------------------------------------------------------------

    @property
    def root(self) -> Path:
        """The folder that models are fetched to."""
        return models_root(self._settings)

    @property
    def known(self) -> bool:
        """Whether the first search is done."""
        return self._known

    def state(self, model_id: str) -> CardState:
        """How a model stands now."""
        model = self.catalogue.model(model_id)
        state = CardState(speakable=speakable(model), suggested=model_id == self.suggested)
        here = self._here.get(model_id)
        if here is not None:
            state = self._with_folder(state, here)
        download = self.downloads.get(model_id)
        if download is not None:
            return _with_download(state, download)
        checking = self._checks.progress(model_id)
        if checking is not None:
            return replace(state, kind=Kind.CHECKING, progress=checking)
        if here is None:
            return state
        damage = self._damage_of(here)
        if damage:
            return replace(state, kind=Kind.DAMAGED, damage=damage)
        if model_id in self._refused:
            return replace(state, kind=Kind.REFUSED, error=self._refused[model_id])
        if model_id in self._opening:
            return replace(state, kind=Kind.OPENING)
        whole = model_id in self._damage
        return replace(state, kind=Kind.OLDER if here.older else Kind.HERE, whole=whole)

    def _damage_of(self, here: InStock) -> tuple[Damage, ...]:
        """What the last check found, else what a look at the sizes tells."""
        seen = tuple(Damage(path, INCOMPLETE) for path in here.missing)
        found = self._damage.get(here.model.id, seen)
        return tuple(one for one in found if not (one.file in here.older and one.code in _OF_RELEASE))

    def _with_folder(self, state: CardState, here: InStock) -> CardState:
        return replace(
            state,
            folder=here.folder,
            in_place=not here.folder.is_relative_to(self.root),
            origin=here.origin,
            size_bytes=here.size_bytes,
            repairable=here.writable,
            in_use=self._shelf.models.at(here.folder) is not None,
        )

    # -- the machine -----------------------------------------------------------------------------------------

    def ask_machine(self, then: Callable[[Machine], None]) -> None:
        """Find out what this computer is; `then` gets it, which may take some seconds."""
        from cosydesk.doctor import machine  # not needed for the first frame

        root = self.root

        def take(found: object) -> None:
            if isinstance(found, machine.Machine):
                then(found)

        self._work.run(lambda _tell: machine.look(root), take)

    def suggest(self, model_id: str) -> None:
        """Mark the model that suits this computer."""
        self.suggested = model_id
        self.looked.emit()

    # -- looking ---------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Search all known places anew, and for downloads that an earlier session left; `looked` follows."""
        roots = search_roots(self._settings)
        self._search += 1
        number, catalogue = self._search, self.catalogue

        def take(found: object) -> None:
            if number == self._search and isinstance(found, dict):
                self._take_stock(found)
                places = {model_id: here.folder for model_id, here in self._here.items() if here.writable}
                for root in roots:
                    self.downloads.remember(catalogue, root, places)

        self._work.run(lambda _tell: take_stock(catalogue, roots), take)

    def look_in(self, folder: Path, then: Callable[[list[str]], None]) -> None:
        """Search one folder; what is found is used in place, and the folder remembered. `then` gets the models' ids."""
        catalogue = self.catalogue

        def take(found: object) -> None:
            here = found if isinstance(found, dict) else {}
            if here and folder not in search_roots(self._settings):
                self._settings.more_model_folders = [*self._settings.more_model_folders, str(folder)]
                self._save()
            if here:
                self._here = {**here, **self._here}
                self.look()
            then(list(here))

        # With this for a home the caches are not searched.
        self._work.run(lambda _tell: take_stock(catalogue, [folder], {"HOME": str(folder)}), take)

    def adopt(self, folder: Path, then: Callable[[EngineError | None], None]) -> None:
        """Open the model in a folder, or the first of several, where it lies. `then` gets why that failed, or None."""

        def take(found: list[str]) -> None:
            models = [self.catalogue.model(model_id) for model_id in found]
            speaking = [model for model in models if model.kind == "speech" and speakable(model)]
            lies_in = self._here[speaking[0].id].folder if speaking else folder
            self._shelf.open(lies_in, then)

        self.look_in(folder, take)

    def _take_stock(self, found: dict[str, InStock]) -> None:
        for model_id in {*self._damage, *self._refused}:
            before, now = self._here.get(model_id), found.get(model_id)
            if before is None or now is None or before.folder != now.folder:
                self._forget_faults(model_id)
        self._here = found
        self._known = True
        self.looked.emit()

    # -- fetching --------------------------------------------------------------------------------------------

    def download(self, model_id: str) -> None:
        """Fetch a model into CosyDesk's own folder."""
        self._forget_faults(model_id)
        self.downloads.start(self.catalogue.model(model_id), self.root)

    def repair(self, model_id: str) -> None:
        """Fetch the bad files of a model into the folder that it lies in, or all of it where that can't be done."""
        here = self._here.get(model_id)
        if here is None or not here.writable:
            self.download(model_id)
            return
        bad = [one.file for one in self._damage_of(here)]
        self._forget_faults(model_id)
        self.downloads.start(here.model, self.root, target=here.folder, bad=bad)

    def _arrived(self, model_id: str, folder: object) -> None:
        assert isinstance(folder, Path)
        model = self.catalogue.model(model_id)
        here = self._here[model_id] = in_stock(model, folder)
        self.look()
        if _opens(model):
            self._fetched.add(model_id)
            self._checks.look_inside(here)
        else:
            self.arrived.emit(model_id)

    # -- checking --------------------------------------------------------------------------------------------

    def verify(self, model_id: str) -> None:
        """Compare all files of a model with the release, and see whether the engine could open it."""
        here = self._here.get(model_id)
        if here is not None and self._checks.progress(model_id) is None:
            self._forget_faults(model_id)
            self._checks.verify(here, inside=_opens(here.model))

    def stop_check(self, model_id: str) -> None:
        """End a check without a result; what has just arrived isn't opened then."""
        self._fetched.discard(model_id)
        self._checks.stop(model_id)

    def _take_check(self, model_id: str, result: object) -> None:
        fetched = model_id in self._fetched
        self._fetched.discard(model_id)
        if isinstance(result, EngineError) and result.code != "model_missing":
            self._refused[model_id] = result
        elif not isinstance(result, tuple):
            self.look()  # the folder is gone
            return
        elif fetched and not result:
            self.use(model_id)
            return
        else:
            self._damage[model_id] = result
        if fetched:
            self.refused.emit(model_id)

    # -- using -----------------------------------------------------------------------------------------------

    def use(self, model_id: str) -> None:
        """Have the engine open a model, so that its voices come into the library."""
        here = self._here.get(model_id)
        if here is not None:
            self._open(model_id, here.folder)

    def _open(self, model_id: str, folder: Path) -> None:
        self._refused.pop(model_id, None)
        self._opening.add(model_id)
        self._shelf.open(folder, lambda error: self._opened(model_id, error))
        self.changed.emit(model_id)

    def _opened(self, model_id: str, error: EngineError | None) -> None:
        self._opening.discard(model_id)
        if error is not None:
            self._refused[model_id] = error
            self.refused.emit(model_id)
        else:
            self.arrived.emit(model_id)
        self.changed.emit(model_id)

    # -- deleting --------------------------------------------------------------------------------------------

    def plan_removal(self, model_id: str, then: Callable[[Removal], None]) -> None:
        """Find out what deleting a model would free; `then` gets it, or `failed` follows."""
        here = self._here.get(model_id)
        if here is None:
            return
        catalogue = self.catalogue

        def take(result: object) -> None:
            if isinstance(result, Removal):
                then(result)
            else:
                self.failed.emit(result)

        self._work.run(lambda _tell: removal(here.folder, catalogue), take)

    def remove(self, model_id: str, planned: Removal) -> None:
        """Delete a model as planned; its voices leave the library first."""
        here = self._here.get(model_id)
        entry = self._shelf.models.at(here.folder) if here is not None else None
        if entry is not None:
            self._shelf.close(entry.id)

        def take(result: object) -> None:
            if isinstance(result, Exception):
                self.failed.emit(result)
            self.look()

        self._forget_faults(model_id)
        self._work.run(lambda _tell: planned.run(), take)

    # -- ending ----------------------------------------------------------------------------------------------

    def shut_down(self) -> None:
        """Stop the checks, and wait for what touches files."""
        self._checks.shut_down()
        self._work.shut_down()

    def _forget_faults(self, model_id: str) -> None:
        self._damage.pop(model_id, None)
        self._refused.pop(model_id, None)

    def _save(self) -> None:
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")


def speakable(model: CatalogueModel) -> bool:
    """Whether this version can use it: a speech model must be of a generation that the engine opens."""
    if model.kind != "speech":
        return True
    return generations.generation_of([file.path for file in model.files]) in generations.SPOKEN


def _opens(model: CatalogueModel) -> bool:
    return model.kind == "speech" and speakable(model)


def _with_download(state: CardState, download: ModelDownload) -> CardState:
    return replace(
        state,
        kind=_KINDS[download.state],
        progress=download.progress,
        error=download.error,
        retry_in_s=download.retry_in_s,
    )
