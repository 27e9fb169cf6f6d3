"""Model downloads as the window sees them: some run, each in a thread of its own, the others wait or are paused."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from cosydesk.weights import CatalogueModel, Download, DownloadOptions, DownloadProgress, WeightsError

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Models that are fetched at the same time: a small one needn't wait for hours behind a big one."""

WAITS_S = (5, 15, 30, 60, 120)
"""Seconds to wait before each new try after the network failed; when all are used up the download has failed."""

_TRY_AGAIN = frozenset({"network", "busy"})
_TELL_EVERY_S = 0.1
_NOWHERE: Mapping[str, Path] = {}
_STOP_PATIENCE_MS = 8_000


class DownloadState(Enum):
    """Where a download stands. One that is finished or cancelled is forgotten."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    RETRYING = "retrying"
    FAILED = "failed"


@dataclass(frozen=True)
class ModelDownload:
    """A snapshot of one download.

    Attributes:
        model: what is fetched. root: folder under which it will lie.
        target, bad: where only the bad files of a model are fetched, see `weights.Download`.
        progress: the latest; its stage counts only while the download runs.
        error: why it failed, or why it will be tried again.
        retry_in_s: seconds until then.
    """

    model: CatalogueModel
    root: Path
    state: DownloadState = DownloadState.WAITING
    progress: DownloadProgress = field(default_factory=DownloadProgress)
    error: WeightsError | None = None
    retry_in_s: int = 0
    target: Path | None = None
    bad: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether it runs, or will without anybody doing anything."""
        return self.state in (DownloadState.WAITING, DownloadState.RUNNING, DownloadState.RETRYING)


class _Worker(QThread):
    """Runs one download to its end, or throws away what it left.

    Signals (emitted in this thread, so connect them to methods of objects that live in yours):
        progressed(_Worker, DownloadProgress). ended(_Worker, Path or WeightsError).
    """

    progressed = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, download: Download, parent: QObject, *, discard: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(f"download {download.model.id}")
        self.download = download
        self._discard = discard
        self._told: tuple[float, str] = (0.0, "")

    def run(self) -> None:
        result: object
        try:
            if self._discard:
                self.download.discard()
                result = WeightsError("The download was cancelled.", "", "cancelled")
            else:
                result = self.download.run(self._tell)
        except WeightsError as error:
            result = error
        except Exception as error:
            log.exception("The download of %s failed", self.download.model.id)
            result = WeightsError(
                f"The download stopped unexpectedly ({type(error).__name__}).",
                "Resume; if it happens again, see the log.",
                "worker",
            )
        self.ended.emit(self, result)

    def _tell(self, progress: DownloadProgress) -> None:
        """The window needs no more than ten a second, of however many files."""
        now = time.monotonic()
        at, stage = self._told
        if (
            stage != progress.stage
            or now - at >= _TELL_EVERY_S
            or progress.done_bytes >= progress.total_bytes
        ):
            self._told = (now, progress.stage)
            self.progressed.emit(self, progress)


@dataclass
class _Entry:
    shown: ModelDownload
    worker: _Worker | None = None
    tries: int = 0
    begun_at: int = -1  # bytes that were there when this try began; -1 = not known yet


class Downloads(QObject):
    """Starts, pauses, resumes and cancels downloads, and tries again after a broken connection.

    What an earlier session left half-made is found again by `remember`, because the staging folder is the truth.

    Signals:
        changed(str): model id; anything about its download, its appearance and its end included.
        finished(str, object): model id and its folder; it is fetched, checked and in place.
        failed(str, object): model id and the `WeightsError`; what has arrived is kept.
        paused(str), cancelled(str): model id.
    """

    changed = Signal(str)
    finished = Signal(str, object)
    failed = Signal(str, object)
    paused = Signal(str)
    cancelled = Signal(str)

    def __init__(
        self,
        options: Callable[[], DownloadOptions] = DownloadOptions,
        parent: QObject | None = None,
        *,
        at_once: int = AT_ONCE,
        waits_s: Sequence[int] = WAITS_S,
    ) -> None:
        """Args: options: asked anew for each try, so that changed settings count from the next one."""
        super().__init__(parent)
        self._options = options
        self._at_once = at_once
        self._waits_s = tuple(waits_s)
        self._entries: dict[str, _Entry] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._closing = False

    # -- asking ----------------------------------------------------------------------------------------------

    def all(self) -> list[ModelDownload]:
        """In the order in which they were asked for."""
        return [entry.shown for entry in self._entries.values()]

    def get(self, model_id: str) -> ModelDownload | None:
        entry = self._entries.get(model_id)
        return entry.shown if entry is not None else None

    @property
    def busy(self) -> bool:
        """Whether one runs, or will without anybody doing anything."""
        return any(entry.shown.active for entry in self._entries.values())

    # -- ordering --------------------------------------------------------------------------------------------

    def remember(
        self, models: Iterable[CatalogueModel], root: Path, places: Mapping[str, Path] = _NOWHERE
    ) -> None:
        """Show what an earlier session left half-made as paused.

        Args:
            root: folder of all models.
            places: by model id, the folders of those that are here already, so that only files of them are fetched.
        """
        for model in models:
            if model.id in self._entries:
                continue
            shown = ModelDownload(model, root, DownloadState.PAUSED, target=places.get(model.id))
            download = _download_of(shown)
            if download.staging.is_dir():
                progress = DownloadProgress("fetching", download.resumable_bytes(), _size(model))
                self._put(_Entry(replace(shown, progress=progress)))

    def start(
        self,
        model: CatalogueModel,
        root: Path,
        *,
        target: Path | None = None,
        bad: Collection[str] = (),
    ) -> None:
        """Fetch a model; one that is known goes on.

        Args:
            root: folder of all models.
            target: a folder where the model lies already: only its bad files are fetched.
            bad: paths that are known to be bad, beside those that differ from the release.
        """
        asked = ModelDownload(model, root, target=target, bad=tuple(bad))
        known = self._entries.get(model.id)
        if known is None:
            self._put(_Entry(asked))
        elif known.worker is None:
            if not _download_of(known.shown).staging.is_dir():
                known.shown = replace(known.shown, root=root, target=target, bad=asked.bad)
            self._wait(known)
        self._advance()

    def resume(self, model_id: str) -> None:
        """Go on with a paused or failed one, or try again at once."""
        entry = self._entries.get(model_id)
        if entry is not None and entry.worker is None:
            self._wait(entry)
            self._advance()

    def pause(self, model_id: str) -> None:
        """Stop it and keep what has arrived."""
        entry = self._entries.get(model_id)
        if entry is None or not entry.shown.active:
            return
        if entry.worker is not None:
            entry.worker.download.pause()
            return
        self._show(entry, state=DownloadState.PAUSED, error=None)
        self.paused.emit(model_id)
        self._advance()

    def cancel(self, model_id: str) -> None:
        """Stop it and throw away what has arrived."""
        entry = self._entries.get(model_id)
        if entry is None:
            return
        if entry.worker is not None:
            entry.worker.download.cancel()
        else:
            self._run(entry, discard=True)

    def shut_down(self) -> None:
        """Pause all and wait for it; nothing starts after that."""
        self._closing = True
        self._clock.stop()
        for entry in self._entries.values():
            if entry.worker is not None:
                entry.worker.download.pause()
        for worker in self.findChildren(_Worker):
            worker.wait(_STOP_PATIENCE_MS)

    # -- inside ----------------------------------------------------------------------------------------------

    def _put(self, entry: _Entry) -> None:
        self._entries[entry.shown.model.id] = entry
        self.changed.emit(entry.shown.model.id)

    def _show(self, entry: _Entry, **changes: object) -> None:
        entry.shown = replace(entry.shown, **changes)  # type: ignore[arg-type]
        self.changed.emit(entry.shown.model.id)

    def _wait(self, entry: _Entry) -> None:
        entry.tries = 0
        self._show(entry, state=DownloadState.WAITING, error=None, retry_in_s=0)

    def _advance(self) -> None:
        """Start what waits, as long as there is room."""
        for entry in list(self._entries.values()):
            running = sum(other.worker is not None for other in self._entries.values())
            if self._closing or running >= self._at_once:
                return
            if entry.shown.state is DownloadState.WAITING and entry.worker is None:
                self._run(entry)

    def _run(self, entry: _Entry, *, discard: bool = False) -> None:
        shown = entry.shown
        worker = _Worker(_download_of(shown, self._options()), self, discard=discard)
        entry.worker = worker
        entry.begun_at = -1
        worker.progressed.connect(self._progressed)
        worker.ended.connect(self._ended)
        worker.finished.connect(worker.deleteLater)
        if not discard:
            listing = replace(shown.progress, stage="listing", bytes_per_s=0.0, seconds_left=None)
            self._show(entry, state=DownloadState.RUNNING, progress=listing, error=None, retry_in_s=0)
        worker.start()

    def _progressed(self, worker: _Worker, progress: DownloadProgress) -> None:
        entry = self._entries.get(worker.download.model.id)
        if entry is None or entry.worker is not worker:
            return
        if progress.stage == "fetching":
            if entry.begun_at < 0:
                entry.begun_at = progress.done_bytes
            elif progress.done_bytes > entry.begun_at:
                entry.tries = 0  # the line carries again
        self._show(entry, progress=progress)

    def _ended(self, worker: _Worker, result: object) -> None:
        entry = self._entries.get(worker.download.model.id)
        if entry is None or entry.worker is not worker:
            return
        entry.worker = None
        model_id = entry.shown.model.id
        if isinstance(result, Path):
            del self._entries[model_id]
            # First, so that whoever shows it knows the folder when the download is gone.
            self.finished.emit(model_id, result)
            self.changed.emit(model_id)
        elif isinstance(result, WeightsError):
            self._stopped(entry, result)
        self._advance()

    def _stopped(self, entry: _Entry, error: WeightsError) -> None:
        model_id = entry.shown.model.id
        if error.code == "cancelled":
            self._forget(model_id)
            self.cancelled.emit(model_id)
        elif error.code == "paused":
            self._show(entry, state=DownloadState.PAUSED, error=None)
            self.paused.emit(model_id)
        elif error.code in _TRY_AGAIN and entry.tries < len(self._waits_s) and not self._closing:
            wait_s = self._waits_s[entry.tries]
            entry.tries += 1
            self._show(entry, state=DownloadState.RETRYING, error=error, retry_in_s=wait_s)
            self._clock.start()
        else:
            self._show(entry, state=DownloadState.FAILED, error=error)
            self.failed.emit(model_id, error)

    def _forget(self, model_id: str) -> None:
        del self._entries[model_id]
        self.changed.emit(model_id)

    def _tick(self) -> None:
        retrying = [entry for entry in self._entries.values() if entry.shown.state is DownloadState.RETRYING]
        for entry in retrying:
            if entry.shown.retry_in_s > 1:
                self._show(entry, retry_in_s=entry.shown.retry_in_s - 1)
            else:
                self._show(entry, state=DownloadState.WAITING, retry_in_s=0)
        if not retrying:
            self._clock.stop()
        self._advance()


def _download_of(shown: ModelDownload, options: DownloadOptions | None = None) -> Download:
    return Download(shown.model, shown.root, options, target=shown.target, bad=shown.bad)


def _size(model: CatalogueModel) -> int:
    return model.size or model.about_size
