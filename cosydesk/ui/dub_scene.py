"""What the pictures show of dubbing: subtitles that are looked at, and a film beside its script, spoken and fitted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QDialog

from cosydesk.ui.importing.import_dialog import ImportDialog
from cosydesk.ui.video.film import FilmState

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

_SUBTITLES = """1
00:00:00,600 --> 00:00:02,400
Ann: You came all this way for a bowl of noodles?

2
00:00:02,700 --> 00:00:04,600
Ben: The road was long, and the night was cold.

3
00:00:04,900 --> 00:00:05,700
Ann: Sit down, sit down! They are nearly ready, and there is tea.

4
00:00:07,000 --> 00:00:06,000
Ben: This one ends before it begins.

5
00:00:06,400 --> 00:00:09,000
Ben: Then I will wait for as long as it takes.
"""
_SIZE = (640, 360)
_RATE, _SECONDS = 25, 10


class DubScene:
    """A short film and its subtitles in a folder of their own."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._film = _make_film(folder / "noodles.mp4")
        self._subtitles = folder / "noodles.srt"
        self._subtitles.write_text(_SUBTITLES, encoding="utf-8")

    def ask(self) -> ImportDialog:
        """The dialog that shows what is in the subtitles."""
        return self._window.dialogs.show_import(self._subtitles)

    def open_film(self, wait_for: Callable[[Callable[[], bool]], None]) -> None:
        """Show the film beside the script, at a moment of it."""
        window = self._window
        window.video.open(self._film)
        wait_for(lambda: window.video.film.state is FilmState.READY)
        window.timeline.zoom.fit()
        window.timeline.seek(window.document.project.sample_rate * 5)

    def dub(self, wait_for: Callable[[Callable[[], bool]], None]) -> None:
        """Speak the lines and fit them to their slots."""
        window = self._window
        window.speech.speak_stale()
        wait_for(lambda: not window.queue.busy)
        window.fits.fit_all()
        window.editor.focus_line(window.document.project.lines[2].id)


def show_dub(
    window: MainWindow,
    shoot: Callable[..., None],
    look: Callable[[str, str], None],
    looks: tuple[tuple[str, str], ...],
    wait_for: Callable[[Callable[[], bool]], None],
) -> None:
    """In an empty project: the import in every look, then the film with its fitted lines in every look."""
    with tempfile.TemporaryDirectory() as folder:
        scene = DubScene(window, Path(folder))
        for nth, (language, theme) in enumerate(looks):
            look(language, theme)
            dialog = scene.ask()
            wait_for(lambda: dialog.go.isEnabled())  # noqa: B023 - called at once
            shoot("import", dialog)
            if nth + 1 < len(looks):
                dialog.reject()
            else:
                dialog.bring_in()
        scene.open_film(wait_for)
        scene.dub(wait_for)
        window.messages.hide()
        for language, theme in looks:
            look(language, theme)
            shoot("dub")
            window.export()
            export = window.findChild(QDialog)
            if isinstance(export, QDialog):
                shoot("export-dub", export)
                export.close()
                export.deleteLater()
        window.video.film.close()


def _make_film(path: Path) -> Path:
    """A sun that sets over the sea, with a hum."""
    import av

    width, height = _SIZE
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=_RATE)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.bit_rate = 2_000_000
        audio = container.add_stream("aac", rate=48_000, layout="mono")
        for number in range(_RATE * _SECONDS):
            frame = av.VideoFrame.from_ndarray(_sunset(rows, columns, number), format="rgb24")
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        wave = 0.05 * np.sin(2 * np.pi * 110 * np.arange(48_000 * _SECONDS) / 48_000)
        for at in range(0, len(wave), 1024):
            block = av.AudioFrame.from_ndarray(
                wave[None, at : at + 1024].astype(np.float32), format="fltp", layout="mono"
            )
            block.sample_rate, block.pts = 48_000, at
            container.mux(audio.encode(block))
        container.mux(audio.encode(None))
    return path


def _sunset(rows: np.ndarray, columns: np.ndarray, number: int) -> np.ndarray:
    height, width = rows.shape
    down = rows / height
    image = np.stack([235 - 90 * down, 150 - 60 * down, 110 + 60 * down], axis=2)
    at = height * (0.3 + 0.2 * number / (_RATE * _SECONDS))
    sun = (rows - at) ** 2 + (columns - width / 2) ** 2 < (height / 8) ** 2
    image[sun & (down < 0.55)] = (255, 225, 150)
    sea = down >= 0.55
    glitter = 18 * np.sin(columns / 9 + rows / 3 + number / 4)
    image[sea] = np.stack([60 + glitter, 80 + glitter, 120 + glitter], axis=2)[sea]
    return image.clip(0, 255).astype(np.uint8)
