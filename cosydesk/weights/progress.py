"""How far a download is, how fast, and how long it still takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cosydesk.weights.messages import Advanced, Message, Planned, Verifying

_SMOOTHING_S = 5.0


@dataclass(frozen=True)
class DownloadProgress:
    """A snapshot.

    Attributes:
        stage: ``listing``, ``fetching``, ``verifying``.
        done_bytes, total_bytes: of the stage.
        skipped_bytes: of the hub's files that inference doesn't need and that are not fetched.
        files: bytes (done, size) by path.
        bytes_per_s: smoothed; 0 until it is known.
        seconds_left: None until it is known.
    """

    stage: str = "listing"
    done_bytes: int = 0
    total_bytes: int = 0
    skipped_bytes: int = 0
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    bytes_per_s: float = 0.0
    seconds_left: float | None = None

    @property
    def fraction(self) -> float:
        return self.done_bytes / self.total_bytes if self.total_bytes else 0.0


class ProgressMeter:
    """Turns the download process's messages into snapshots. Times are given, in seconds of any clock."""

    def __init__(self) -> None:
        self._progress = DownloadProgress()
        self._files: dict[str, tuple[int, int]] = {}
        self._at: float | None = None
        self._counted = 0
        self._speed = 0.0

    def feed(self, message: Message, now: float) -> DownloadProgress:
        if isinstance(message, Planned):
            self._files = {
                file.path: (part, file.size)
                for file, part in zip(message.files, message.present, strict=True)
            }
            self._progress = DownloadProgress(
                "fetching",
                message.present_bytes,
                message.total_bytes,
                message.skipped_bytes,
                dict(self._files),
            )
            self._at, self._counted = now, message.present_bytes
        elif isinstance(message, Advanced):
            self._files[message.path] = (message.done, message.size)
            self._fetched(now)
        elif isinstance(message, Verifying):
            self._progress = DownloadProgress(
                "verifying",
                message.done,
                message.total,
                self._progress.skipped_bytes,
                self._progress.files,
            )
        return self._progress

    def _fetched(self, now: float) -> None:
        previous = self._progress
        done = sum(part for part, _ in self._files.values())
        gained = done - self._counted
        elapsed = now - self._at if self._at is not None else 0.0
        if elapsed > 0 and gained > 0:
            weight = min(1.0, elapsed / _SMOOTHING_S) if self._speed else 1.0
            self._speed += weight * (gained / elapsed - self._speed)
            self._at, self._counted = now, done
        left = max(0, previous.total_bytes - done)
        self._progress = DownloadProgress(
            "fetching",
            done,
            previous.total_bytes,
            previous.skipped_bytes,
            dict(self._files),
            self._speed,
            left / self._speed if self._speed else None,
        )
