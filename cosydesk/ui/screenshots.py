"""Pictures of the window, for the README and for looking at: both languages, both themes, real speech.

``python -m cosydesk.ui.screenshots [--guide] [FOLDER]`` needs no screen with ``QT_QPA_PLATFORM=offscreen``. It writes
everything into ``build/screenshots``; with ``--guide`` exactly what the user guide shows into ``docs/guide/pictures``.
Nothing of the person's own settings and projects is touched.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from cosydesk.studio import slots
from cosydesk.ui.dub_scene import show_dub
from cosydesk.ui.model_scene import show_scenes
from cosydesk.ui.tag_scene import show_tags
from cosydesk.ui.voice_scene import DialogScenes, add_voices

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

SIZE = (1440, 900)
SIZES = {"narrow": (1024, 640), "small": (1280, 720), "large": (2560, 1440)}
LOOKS = (("en", "light"), ("en", "dark"), ("zh_CN", "light"), ("zh_CN", "dark"))
_PATIENCE_MS = 180_000


class Photographer:
    """Puts a window into the states worth seeing and writes each as a PNG.

    Attributes: looks: languages with themes. written: the pictures, in their order.
    """

    looks: tuple[tuple[str, str], ...] = LOOKS

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self.written: list[Path] = []

    def run(self) -> None:
        window = self._window
        window.resize(*SIZE)
        self._speaking()
        for language, theme in self.looks:
            self._look(language, theme)
            self._arrange()
            self.shoot("window")
            self._with_dialog("export", window.export)
            self._preferences()
            self._with_dialog("about", window.dialogs.show_about)
            self._computer()
            self._with_dialog("shortcuts", window.dialogs.show_shortcuts)
            self._with_dialog("dictionary", window.dialogs.show_dictionary)
            self._finding()
            self._palette()
            self._tour()
            self._queue()
            self._takes()
            self._history()
            self._with_dialog("clean-takes", window.dialogs.show_clean_takes)
            self._error()
            show_scenes(window, self.shoot)
            show_tags(window, self.keep, settle)
        self._my_voices()
        for language, theme in (self.looks[0], self.looks[-1]):
            self._look(language, theme)
            for name, size in SIZES.items():
                window.resize(*size)
                self.shoot(name)
            window.resize(*SIZE)
        for language in ("en", "zh_CN"):
            self._look(language, "contrast")
            self.shoot("window")
            self._with_dialog("shortcuts", window.dialogs.show_shortcuts)
        window.files.new()
        for language, theme in self.looks:
            self._look(language, theme)
            self.shoot("empty")
        show_dub(window, self.shoot, self._look, self.looks, wait_for)

    def shoot(self, name: str, over: QDialog | None = None) -> None:
        """Write ``NAME-LANGUAGE-LOOK.png``, with a dialog where it would stand."""
        settle(150)
        picture = self._window.grab()
        if over is not None:
            _lay_over(picture, over.grab())
        self.keep(name, picture)

    def keep(self, name: str, picture: QPixmap) -> None:
        """Write a picture as ``NAME-LANGUAGE-LOOK.png``."""
        theme = self._window.theme
        look = "contrast" if theme.is_contrast else "dark" if theme.is_dark else "light"
        path = self._folder / f"{name}-{self._window.translation.language}-{look}.png"
        picture.save(str(path))
        self.written.append(path)

    def _look(self, language: str, theme: str) -> None:
        self._window.theme.choose(theme)
        self._window.translation.choose(language)

    def _speaking(self) -> None:
        window = self._window
        lines = window.document.project.lines
        window.speech.speak_stale()
        wait_for(lambda: len(window.document.project.takes) >= 2 and _half_done(window, lines[2].id))
        for language, theme in (self.looks[0], self.looks[-1]):
            self._look(language, theme)
            self.shoot("speaking")
        wait_for(lambda: not window.queue.busy)

    def _arrange(self) -> None:
        window = self._window
        lines = window.document.project.lines
        if len(window.document.project.takes_of(lines[1].id)) < 2:
            window.speech.speak([lines[1].id], anew=True)
            wait_for(lambda: not window.queue.busy)
            takes = window.document.project.takes_of(lines[1].id)
            window.document.apply(window.document.project.star_take(takes[-1].id, True))
            window.document.apply(window.document.project.edit_line(lines[4].id, speed=1.15))
            window.document.voices.set_favourite(lines[0].voice_id, True)
            window.document.voices.set_favourite(lines[2].voice_id, True)
        window.editor.focus_line(lines[1].id)
        window.timeline.zoom.fit()
        window.timeline.seek(window.document.project.sample_rate * 33 // 4)

    def _with_dialog(self, name: str, show: Callable[[], object]) -> None:
        show()
        dialog = self._window.findChild(QDialog)
        if isinstance(dialog, QDialog):
            self.shoot(name, dialog)
            _put_away(dialog)

    def _preferences(self) -> None:
        dialog = self._window.dialogs.show_preferences()
        for page in ("general", "engine", "models", "privacy"):
            dialog.go_to(page)
            self.shoot(f"preferences-{page}", dialog)
        dialog.search.setText("memory" if self._window.translation.language == "en" else "内存")
        self.shoot("preferences-search", dialog)
        _put_away(dialog)

    def _finding(self) -> None:
        finding = self._window.editor.finding
        finding.open(replacing=True)
        finding.bar.field.setText("the")
        self.shoot("find")
        finding.bar.field.clear()
        finding.close()

    def _queue(self) -> None:
        self._window.inspector.show_tab(1)
        self.shoot("queue")
        self._window.inspector.show_tab(0)

    def _history(self) -> None:
        self._window.inspector.show_history()
        self.shoot("history")
        self._window.inspector.show_tab(0)

    def _takes(self) -> None:
        """Two takes that are compared, the older one of other words, and a slot that the chosen one overruns."""
        document = self._window.document
        project = document.project
        line = project.lines[1]
        steps = document.undo.index()
        first = project.takes_of(line.id)[0]
        self._window.inspector.line.takes.listening.mark(first.id)
        document.apply(project.edit_text(line.id, line.text.replace(" small ", " tiny ")))
        placed = next(at for at in project.layout() if at.clip.line_id == line.id)
        document.apply(slots.set_slot_in(project, line.id, placed.start))
        document.apply(slots.set_slot_out(project, line.id, placed.start + placed.length * 7 // 8))
        document.apply(project.edit_notes(line.id, "Warmer, and closer to the microphone."))
        settle(200)
        self.shoot("takes")
        document.undo.setIndex(steps)
        self._window.inspector.line.takes.listening.reset()

    def _error(self) -> None:
        self._window.files.open(self._folder / "nowhere.cosydesk")
        self.shoot("error")
        self._window.messages.hide()

    def _my_voices(self) -> None:
        """The library without and with voices of one's own, and the dialog that makes them."""
        window = self._window
        project = window.document.project
        takes = [project.takes_of(line.id)[0] for line in project.lines]
        speech = np.concatenate([project.audio(take.id) for take in takes])
        rate = takes[0].sample_rate
        for language, theme in self.looks:
            self._look(language, theme)
            window.library.show_mine(True)
            self.shoot("voices-none")
            window.library.show_mine(False)
            with tempfile.TemporaryDirectory() as folder:
                scenes = DialogScenes(window, speech, rate, Path(folder))
                for state in scenes.states():
                    wait_for(partial(scenes.is_there, state))
                    self.shoot(f"voice-{state}", scenes.dialog)
                scenes.close()
                scenes.dialog.deleteLater()
        add_voices(window.document.voices.mine, speech, rate)
        first = window.document.voices.mine.all()[0]
        for language, theme in self.looks:
            self._look(language, theme)
            window.library.show_voice(first.id)
            self.shoot("voices")
        for voice in window.document.voices.mine.all():
            window.document.voices.mine.delete(
                voice.id
            )  # or a speaker of the same name would get one of them

    def _computer(self) -> None:
        """The page about this computer once the engine has answered, from its top and from its end."""
        dialog = self._window.dialogs.show_this_computer()
        wait_for(lambda: not dialog.examination.busy)
        self.shoot("computer", dialog)
        bar = dialog.page.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.shoot("computer-end", dialog)
        _put_away(dialog)

    def _palette(self) -> None:
        palette = self._window.dialogs.palette
        palette.open()
        palette.field.setText("sp" if self._window.translation.language == "en" else "朗读")
        self.shoot("palette")
        palette.close_palette()

    def _tour(self) -> None:
        tour = self._window.dialogs.tour
        tour.begin()
        for number in range(1, 5):
            self.shoot(f"tour{number}")
            tour.go(1)


def settle(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the event loop run until it is so.

    Raises:
        TimeoutError: it doesn't come about.
    """
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        if clock.elapsed() > _PATIENCE_MS:
            raise TimeoutError("The engine takes too long.")
        settle(20)


def _half_done(window: MainWindow, line_id: str) -> bool:
    job = window.document.line_job(line_id)
    return (job is not None and job.fraction >= 0.3) or not window.queue.busy


def _put_away(dialog: QDialog) -> None:
    """Close it and take it out of the window, so that the next search for a dialog doesn't find it."""
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def _lay_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    whole = picture.rect()
    painter.fillRect(whole, QColor(0, 0, 0, 60))
    at = QPoint((whole.width() - dialog.width()) // 2, (whole.height() - dialog.height()) // 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 4))
    for spread in range(24, 0, -1):
        shade = dialog.rect().translated(at).adjusted(-spread, -spread + 6, spread, spread + 6)
        painter.drawRoundedRect(shade, spread, spread)
    painter.drawPixmap(at, dialog)
    painter.end()


def main() -> int:
    """Write all pictures; prints their paths."""
    from cosydesk.ui import guide_scene

    parser = argparse.ArgumentParser(description="Draw the window.", allow_abbrev=False)
    parser.add_argument("--guide", action="store_true", help="what the user guide shows, and nothing else")
    parser.add_argument("folder", nargs="?", type=Path, help="where to write")
    options = parser.parse_args()
    folder: Path = options.folder or Path(guide_scene.FOLDER if options.guide else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cosydesk-screenshots-") as home:
        os.environ["COSYDESK_HOME"] = home
        from cosydesk.app import build
        from cosydesk.settings import Settings

        application = QApplication(sys.argv[:1])
        window = build(application, Settings.load())
        window.show()
        settle(200)
        photographer = (guide_scene.GuidePhotographer if options.guide else Photographer)(window, folder)
        try:
            photographer.run()
        finally:
            window.queue.shutdown()
            window.player.close()
            window.close()
    print("\n".join(str(path) for path in photographer.written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
