"""Fetching a model: a child process does the work, this side shows it, pauses it and cancels it."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from cosydesk.weights.catalogue import CatalogueModel
from cosydesk.weights.download_worker import client_folder, worker_main
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.messages import Broken, Message, Order, Placed
from cosydesk.weights.progress import DownloadProgress, ProgressMeter
from cosydesk.weights.verify import verify

STAGING_FOLDER = ".incomplete"
"""Folder under the models' root that takes half-made downloads; nothing of it is ever taken for a model."""

_TICK_S = 0.05
_GRACE_S = 2.0


@dataclass(frozen=True)
class DownloadOptions:
    """Where from and how; see `messages.Order` for the units."""

    revision: str = "master"
    endpoint: str = ""
    proxy: str = ""
    reserve_bytes: int = 512 << 20
    workers: int = 3


class Download:
    """One model on its way into ``<root>/<organisation>/<name>``, or into the folder where it lies already.

    `run` blocks and belongs in a worker thread; `pause` and `cancel` may be called from any other. What has
    arrived when a run is paused, cut or killed is kept in the staging folder, and the next run goes on from
    there; cancelling throws it away. The target folder appears when everything is there and checked, never
    before. Where the target is there already, only its bad files are fetched (repair).
    """

    def __init__(
        self,
        model: CatalogueModel,
        root: Path,
        options: DownloadOptions | None = None,
        *,
        target: Path | None = None,
        bad: Collection[str] = (),
    ) -> None:
        """Args:
        root: folder of all models; half-made files are kept below it, or beside `target` on another disk.
        target: a folder elsewhere that is to be repaired in place.
        bad: paths in the target that are known to be bad, beside those that `verify` finds.
        """
        self.model = model
        self.target = target or root / model.organisation / model.folder_name
        near = root if target is None or _on_one_disk(root, target) else target.parent
        self.staging = near / STAGING_FOLDER / f"{model.organisation}--{model.folder_name}"
        self._bad = frozenset(bad)
        self._options = options or DownloadOptions()
        self._stop = threading.Event()
        self._discard = False

    def run(self, on_progress: Callable[[DownloadProgress], None] | None = None) -> Path:
        """Fetch, check and place the model; returns its folder.

        Args:
            on_progress: called in this thread, about ten times a second.

        Raises:
            WeightsError: see its codes; ``paused`` and ``cancelled`` when it was asked for.
        """
        keep = self._already_right(on_progress)
        if keep is None:
            return self.target
        order = Order(
            model=self.model,
            staging=str(self.staging),
            target=str(self.target),
            keep=keep,
            revision=self._options.revision,
            endpoint=self._options.endpoint,
            proxy=self._options.proxy,
            reserve_bytes=self._options.reserve_bytes,
            workers=self._options.workers,
        )
        if self._stop.is_set():
            raise self._stopped()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=worker_main, args=(theirs, order), name=f"download {self.model.id}", daemon=True
        )
        _start(process)
        theirs.close()
        try:
            return self._follow(process, ours, on_progress)
        finally:
            _end(process)
            ours.close()
            self._tidy()

    def pause(self) -> None:
        """Stop and keep what has arrived; `run` raises ``paused``."""
        self._stop.set()

    def cancel(self) -> None:
        """Stop and throw away what has arrived; `run` raises ``cancelled``. A model in place stays."""
        self._discard = True
        self._stop.set()

    def discard(self) -> None:
        """Throw away what earlier runs left. Only while no run is on."""
        self._discard = True
        self._tidy()

    def resumable_bytes(self) -> int:
        """Bytes that an earlier run left."""
        if not self.staging.is_dir():
            return 0
        return sum(entry.stat().st_size for entry in self.staging.rglob("*") if entry.is_file())

    def _follow(
        self,
        process: BaseProcess,
        connection: Connection,
        on_progress: Callable[[DownloadProgress], None] | None,
    ) -> Path:
        meter = ProgressMeter()
        while True:
            if self._stop.is_set():
                raise self._stopped()
            try:
                if not connection.poll(_TICK_S):
                    continue
                message: Message = connection.recv()
            except (EOFError, OSError):
                process.join(_GRACE_S)
                raise WeightsError(
                    f"The download process ended unexpectedly (exit status {process.exitcode}).",
                    "Resume: what has arrived is kept.",
                    "worker",
                ) from None
            if isinstance(message, Placed):
                return Path(message.folder)
            if isinstance(message, Broken):
                raise message.error
            progress = meter.feed(message, time.monotonic())
            if on_progress is not None:
                on_progress(progress)

    def _already_right(
        self, on_progress: Callable[[DownloadProgress], None] | None
    ) -> tuple[str, ...] | None:
        """Paths of the target that needn't be fetched; None when the model is whole."""
        if not self.target.is_dir():
            return ()

        def show(path: str, done: int, total: int) -> None:
            if on_progress is not None:
                on_progress(DownloadProgress("verifying", done, total))

        try:
            checked = verify(self.model, self.target, on_progress=show, cancel=self._stop)
        except WeightsError as error:
            raise self._stopped() if error.code == "cancelled" else error from None
        bad = {*checked.bad_paths, *self._bad.intersection(file.path for file in self.model.files)}
        if not bad:
            return None
        present = (file.path for file in self.model.files if (self.target / file.path).is_file())
        return tuple(path for path in present if path not in bad)

    def _stopped(self) -> WeightsError:
        if self._discard:
            return WeightsError("The download was cancelled.", "", "cancelled")
        return WeightsError("The download is paused.", "Resume it to go on where it stopped.", "paused")

    def _tidy(self) -> None:
        if self._discard:
            shutil.rmtree(self.staging, ignore_errors=True)
        if not self.staging.exists():
            shutil.rmtree(client_folder(self.staging), ignore_errors=True)
            parent = self.staging.parent
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


def _start(process: BaseProcess) -> None:
    """Ctrl+C in a terminal reaches the child too, which must leave it to us from its first moment on."""
    if threading.current_thread() is not threading.main_thread():
        process.start()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)


def _on_one_disk(root: Path, target: Path) -> bool:
    while not root.is_dir():
        root = root.parent
    return root.stat().st_dev == target.stat().st_dev


def _end(process: BaseProcess) -> None:
    """A kill does no harm: files are only ever appended to, and checked at the end."""
    process.join(0.2)
    if process.is_alive():
        process.terminate()
        process.join(_GRACE_S)
    if process.is_alive():
        process.kill()
        process.join()
