"""A job split over several machines that see one folder: what each has spoken, in files that appear whole or not.

Every machine finds out by itself which lines are its own; no machine waits for another. Files of a line carry the
name of its order (`Order.key`), so what was made for another text, voice or seed is never taken for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from cosydesk.batch.order import Failure, Order, Spoken
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.take_check import TakeCheck

_SPOKEN = ".npz"
_FAILED = ".failed.json"


class Parts:
    """The folder where the machines of a job put what they have spoken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, order: Order, spoken: Spoken) -> None:
        """Put a line there. Raises `StudioError` (``write``)."""
        about = {
            "sample_rate": spoken.sample_rate,
            "notices": spoken.notices,
            "revision": spoken.revision,
            "seed": spoken.seed,
            "check": spoken.check.to_text() if spoken.check is not None else "",
            "attempts": spoken.attempts,
        }
        temporary = self._temporary()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                np.savez(file, samples=spoken.samples, about=np.array(json.dumps(about)))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._path(order, _SPOKEN))
            self._path(order, _FAILED).unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def add_failure(self, order: Order, failure: Failure) -> None:
        """Note that a line couldn't be spoken. Raises `StudioError` (``write``)."""
        temporary = self._temporary()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(asdict(failure), ensure_ascii=False), encoding="utf-8")
            os.replace(temporary, self._path(order, _FAILED))
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def get(self, order: Order) -> Spoken | None:
        """What was spoken for an order; None where nothing was, or it can't be read."""
        try:
            # Opened here, since numpy leaves a file open that isn't whole.
            with (
                self._path(order, _SPOKEN).open("rb") as file,
                np.load(file, allow_pickle=False) as part,
            ):
                about = json.loads(str(part["about"]))
                samples = np.ascontiguousarray(part["samples"], dtype=np.float32)
            return Spoken(
                samples,
                int(about["sample_rate"]),
                tuple(map(str, about["notices"])),
                about["revision"],
                seed=about["seed"],
                check=TakeCheck.from_text(about["check"]),
                attempts=int(about["attempts"]),
            )
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def has(self, order: Order) -> bool:
        return self._path(order, _SPOKEN).is_file()

    def failure(self, order: Order) -> Failure | None:
        """Why an order couldn't be spoken; None where no machine says so."""
        try:
            return Failure(**json.loads(self._path(order, _FAILED).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def forget_failure(self, order: Order) -> None:
        """It is being tried again."""
        with contextlib.suppress(OSError):
            self._path(order, _FAILED).unlink()

    def open(self, orders: Sequence[Order]) -> int:
        """How many of the orders are neither spoken nor given up."""
        return sum(not self.has(order) and self.failure(order) is None for order in orders)

    def clear(self) -> None:
        """Take the folder away: everything of it is in the project."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, order: Order, suffix: str) -> Path:
        return self.folder / (order.key + suffix)

    def _temporary(self) -> Path:
        return self.folder / f".{new_id()}.tmp"


def _unwritable(folder: Path, error: OSError) -> StudioError:
    return StudioError(f"{folder} can't be written: {error.strerror}.", "Choose another folder.", "write")
