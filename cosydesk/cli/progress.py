"""A progress bar on a terminal; nothing anywhere else."""

from __future__ import annotations

import shutil
from typing import TextIO

BAR_CHARS = 24


class ProgressBar:
    """One line on `stream` that is drawn over and cleared at the end; silent unless it is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._visible = stream.isatty()
        self._drawn = ""

    def show(self, fraction: float, words: str) -> None:
        """Draw it with so much done (0..1) and a few words of what is going on."""
        if not self._visible:
            return
        fraction = min(max(fraction, 0.0), 1.0)
        full = round(fraction * BAR_CHARS)
        line = f"{'█' * full}{'░' * (BAR_CHARS - full)} {fraction:4.0%}  {words}"
        line = line[: shutil.get_terminal_size().columns - 1]
        if line != self._drawn:
            self._write(f"\r{line}\x1b[K")
            self._drawn = line

    def clear(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._drawn:
            self._write("\r\x1b[K")
            self._drawn = ""

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "ascii"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()
