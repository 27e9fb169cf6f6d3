"""A damaged voice library at the start: the window opens and says so."""

from __future__ import annotations

import PySide6.QtMultimedia  # noqa: F401 - what it warns of at loading belongs to no test
import pytest
from PySide6.QtWidgets import QApplication
from support.voices import add_voice

from cosydesk import app, paths
from cosydesk.settings import Settings
from cosydesk.studio.library import Library


def test_the_window_opens_with_what_could_be_saved(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    library = Library()
    ann = add_voice(library.mine)
    library.close()
    path = paths.data_dir() / "library.sqlite"
    path.write_bytes(b"not a library" * 1000)
    window = app.build(qapp, Settings.load())
    try:
        assert not window.messages.isHidden()
        assert "voice library" in window.messages.message
        assert window.document.voices.get(ann.id) is not None
        assert "damaged" in caplog.text
    finally:
        window.queue.shutdown()
        window.player.close()
        window.close()
        window.deleteLater()
