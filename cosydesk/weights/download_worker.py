"""The download process: one order in, progress out, through ModelScope's own client.

The client is `modelscope_hub`, the package to which `modelscope.snapshot_download` hands everything over.
Called directly it starts in a quarter of a second; by way of `modelscope` it would load torch first.
It resumes by ranges, tries a file six times, honours Retry-After, backs off, and checks sizes and the hub's
SHA-256 sums.
"""

from __future__ import annotations

import errno
import faulthandler
import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cosydesk.logs import catch_the_rest, set_up
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.manifest import MANIFEST_NAME, ListedFile, Manifest, read_manifest, write_manifest
from cosydesk.weights.messages import Advanced, Broken, Message, Order, Placed, Planned, Verifying
from cosydesk.weights.verify import verify

REPORT_INTERVAL_S = 0.1
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room: of the disk, of the person's share of it, or (FAT's 4 GB) of its largest file."""

logger = logging.getLogger(__name__)


class Reporter:
    """Sends messages to the parent from any thread; a file's progress at most every `REPORT_INTERVAL_S`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}

    def send(self, message: Message) -> None:
        with self._lock:
            self._connection.send(message)

    def advance(self, path: str, done: int, size: int) -> None:
        now = time.monotonic()
        with self._lock:
            if done < size and now - self._last.get(path, 0.0) < REPORT_INTERVAL_S:
                return
            self._last[path] = now
            self._connection.send(Advanced(path, done, size))


def worker_main(connection: Connection, order: Order) -> None:
    """Entry of the process. Ends when the order is done or failed, or when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, args=(connection,), daemon=True).start()
    reporter = Reporter(connection)
    faulthandler.enable(set_up("download").open("a", encoding="utf-8"))  # the last words of a crash
    catch_the_rest()
    try:
        _configure(order)
        reporter.send(Placed(str(fetch(order, reporter))))
    except WeightsError as error:
        reporter.send(Broken(error))
    except Exception as error:
        logger.exception("The download of %s failed", order.model.id)
        reporter.send(Broken(explain(error, order)))


def fetch(order: Order, reporter: Reporter) -> Path:
    """Fetch what is missing into the staging folder, check it there, and put it in place.

    Raises:
        WeightsError: ``disk_full``, ``not_found``, ``damaged``, ``busy``; the client's errors pass through.
    """
    # The client reads the environment when it is imported, so not before _configure.
    from filelock import FileLock, Timeout

    staging, target = Path(order.staging), Path(order.target)
    client_folder(staging).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(client_folder(staging) / "staging.lock", timeout=0):
            return _fetch(order, reporter, staging, target)
    except Timeout as error:
        raise WeightsError(
            f"{order.model.name} is being downloaded by another CosyDesk.", "Wait for it, or stop it.", "busy"
        ) from error


def _fetch(order: Order, reporter: Reporter, staging: Path, target: Path) -> Path:
    from modelscope_hub import HubApi

    api = HubApi(endpoint=order.endpoint or None, user_agent="cosydesk")
    planned = _plan(order, api)
    reporter.send(planned)
    _check_disk(staging, planned.total_bytes - planned.present_bytes, order.reserve_bytes)

    staging.mkdir(parents=True, exist_ok=True)
    arrived = planned.present_bytes
    while True:
        try:
            _download(order, planned, reporter, api)
            break
        except Exception as error:
            # A long file on a bad line is cut more often than the client tries; as long as something of it
            # arrives in between, that is no reason to give up.
            before, arrived = arrived, sum(_arrived(staging / file.path) for file in planned.files)
            if arrived <= before or explain(error, order).code not in ("network", "busy"):
                raise
            logger.info("Going on with %s at %d bytes after %s", order.model.id, arrived, error)
    for file in planned.files:
        reporter.send(Advanced(file.path, file.size, file.size))
    _check(order, planned, reporter, staging)
    _place(order, planned, staging, target)
    return target


def _download(order: Order, planned: Planned, reporter: Reporter, api: Any) -> None:
    api.download_repo(
        order.model.id,
        "model",
        revision=order.revision,
        local_dir=Path(order.staging),
        max_workers=order.workers,
        file_list=[
            {"Path": f.path, "Size": f.size, "Sha256": f.sha256, "Type": "blob"} for f in planned.files
        ],
        progress_callbacks=[_progress_class(reporter)],
    )


def _check(order: Order, planned: Planned, reporter: Reporter, staging: Path) -> None:
    """Read the fetched files through before they go anywhere; what is bad is fetched anew by the next run."""
    listed = {file.path: file for file in planned.files}
    write_manifest(staging, Manifest(order.model.id, order.revision, listed))
    fetched = replace(order.model, files=tuple(file for file in order.model.files if file.path in listed))
    checked = verify(fetched, staging, on_progress=lambda *at: reporter.send(Verifying(*at)))
    for path in checked.bad_paths:
        (staging / path).unlink(missing_ok=True)
    if not checked.whole:
        raise WeightsError(
            "The downloaded model is damaged: " + " ".join(map(str, checked.faults)),
            "Try again: only the bad files are fetched. If it stays, choose another mirror.",
            "damaged",
        )


def _plan(order: Order, api: Any) -> Planned:
    listed = [entry for entry in api.list_repo_files(order.model.id, "model", revision=order.revision)]
    blobs = {entry.path: entry for entry in listed if not entry.is_dir}
    wanted = {file.path: file for file in order.model.files if file.path not in order.keep}
    absent = [path for path, file in wanted.items() if path not in blobs and not file.optional]
    if absent:
        raise WeightsError(
            f"{order.model.name} on the hub lacks {', '.join(absent)}.",
            "Update CosyDesk, or choose another mirror or revision.",
            "not_found",
        )
    files = tuple(
        ListedFile(path, blobs[path].size, (blobs[path].sha256 or "").lower() or None)
        for path in sorted(wanted.keys() & blobs.keys(), key=lambda path: (blobs[path].size, path))
    )
    staging = Path(order.staging)
    needed = {file.path for file in order.model.files}
    return Planned(
        files=files,
        present=tuple(min(_arrived(staging / file.path), file.size) for file in files),
        skipped_bytes=sum(entry.size for path, entry in blobs.items() if path not in needed),
    )


def _arrived(path: Path) -> int:
    """Bytes of a file that an earlier run left, finished or in the client's partial file."""
    for candidate in (path, path.with_name(path.name + ".incomplete")):
        if candidate.is_file():
            return candidate.stat().st_size
    return 0


def _check_disk(staging: Path, needed: int, reserve: int) -> None:
    folder = staging
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed + reserve:
        raise WeightsError(
            f"The download needs {_gigabytes(needed)} and {_gigabytes(reserve)} must stay free, "
            f"but the disk has {_gigabytes(free)}.",
            "Free some space, or choose another folder for models.",
            "disk_full",
        )


def _place(order: Order, planned: Planned, staging: Path, target: Path) -> None:
    """Move the finished files in place: the whole folder at once, or into a folder that is being repaired."""
    listed = {file.path: file for file in planned.files}
    if target.is_dir():
        known = read_manifest(target)
        if known is not None:
            listed = {**known.files, **listed}
        for path in (file.path for file in planned.files):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staging / path, _place_of(target, path))
        write_manifest(target, Manifest(order.model.id, order.revision, listed))
        shutil.rmtree(staging, ignore_errors=True)
        return
    wanted = {staging / path for path in (*listed, MANIFEST_NAME)}
    for stray in [entry for entry in staging.rglob("*") if entry.is_file() and entry not in wanted]:
        stray.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staging, target)


def _place_of(target: Path, path: str) -> Path:
    """Where a repaired file goes: into a hub's cache the blob behind the link, else in the place of the link."""
    place = target / path
    blobs = target.resolve().parent.parent / "blobs"
    return place.resolve() if place.is_symlink() and place.resolve().parent == blobs else place


def _progress_class(reporter: Reporter) -> type[Any]:
    from modelscope_hub import ProgressCallback

    class Progress(ProgressCallback):
        """The client makes one of these for every file."""

        def __init__(self, filename: str, file_size: int) -> None:
            super().__init__(filename, file_size)
            self._done = 0

        def update(self, size: int) -> None:
            self._done += size
            reporter.advance(self.filename, self._done, self.file_size)

    return Progress


def _configure(order: Order) -> None:
    """Set the client's environment, in this process only."""
    # With a handler of ours it sets up none that writes to the terminal; what it says goes into the log.
    logging.getLogger("modelscope_hub").addHandler(logging.NullHandler())
    if order.proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            os.environ[name] = order.proxy
    settings = {
        # The client asks a cloud provider's address about the region otherwise: we talk to the hub only.
        "MODELSCOPE_DOWNLOAD_INTRA_CLOUD": "false",
        # Its limit of an hour a file would cut every slow line.
        "MODELSCOPE_DOWNLOAD_TOTAL_TIMEOUT": str(7 * 24 * 3600),
        # Files are fetched side by side already; in ranges of one file a pause would lose count of what is there.
        "MODELSCOPE_DOWNLOAD_PARALLEL_WORKERS": "1",
        "MODELSCOPE_LOG_LEVEL": "WARNING",
        "TQDM_DISABLE": "1",
        # Neither an account's token nor a lasting session number is sent, and no lock files litter its cache.
        "MODELSCOPE_HOME": str(client_folder(Path(order.staging))),
        "MODELSCOPE_CACHE": str(client_folder(Path(order.staging))),
    }
    os.environ.update(settings)


def explain(error: BaseException, order: Order) -> WeightsError:
    """Turn what the client raised into one sentence with a way out."""
    failed = getattr(error, "failed_files", None)
    if failed:
        # Several files failed: the first that says something definite speaks for all.
        explained = [(path, explain(cause, order)) for path, cause in failed.items()]
        ranking = ("disk_full", "refused", "not_found", "damaged", "busy", "network", "worker")
        path, worst = min(explained, key=lambda item: ranking.index(item[1].code))
        return WeightsError(f"{path}: {worst.message}", worst.remedy, worst.code)
    if any(isinstance(cause, OSError) and cause.errno in _FULL for cause in _causes(error)):
        return WeightsError(
            "The disk filled up during the download.", "Free some space, then resume.", "disk_full"
        )
    from modelscope_hub import errors as hub

    if isinstance(error, hub.NotExistError):
        return WeightsError(
            f"{order.model.id} was not found on the hub.", "Check the mirror and the revision.", "not_found"
        )
    if isinstance(error, (hub.AuthenticationError, hub.PermissionDeniedError)):
        return WeightsError("The hub refused access.", "Check the mirror's address and its token.", "refused")
    if isinstance(error, hub.FileIntegrityError):
        return WeightsError(
            "What the hub sent is not what it lists.", "Try again later or choose another mirror.", "damaged"
        )
    if isinstance(error, (hub.RateLimitError, hub.ServerError)):
        return WeightsError("The hub is busy or out of order.", "Resume in a few minutes.", "busy")
    if isinstance(error, (hub.NetworkError, ConnectionError, TimeoutError)):
        return WeightsError(
            "The connection to the hub broke.",
            "Check the network and the proxy, then resume: what has arrived is kept.",
            "network",
        )
    if isinstance(error, OSError):
        return WeightsError(
            f"A file can't be written: {error.strerror or type(error).__name__}.",
            "Check the folder for models.",
            "folder",
        )
    return WeightsError(
        f"The download stopped unexpectedly ({type(error).__name__}).",
        "Resume; if it happens again, see the log.",
        "worker",
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it; the client wraps what it could not mend by trying again."""
    while error is not None:
        yield error
        error = error.__cause__


def client_folder(staging: Path) -> Path:
    """Where the client keeps what it keeps: its locks and its session number."""
    return staging.with_name(staging.name + ".client")


def _leave_with_parent(connection: Connection) -> None:
    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
