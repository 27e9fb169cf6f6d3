"""The pictures of the user guide: what the guide shows, in both languages, and nothing else."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog

from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.ui.dub_scene import show_dub
from cosydesk.ui.export.export_dialog import ExportDialog
from cosydesk.ui.model_scene import show_scenes
from cosydesk.ui.screenshots import Photographer, settle, wait_for
from cosydesk.ui.small_picture import write_small
from cosydesk.ui.tag_scene import show_tags

FOLDER = "docs/guide/pictures"
LOOKS = (("en", "light"), ("zh_CN", "light"))
_SIZE = (1280, 800)
_MANY_COLOURS = {"dub": 256}
"""A film has more of them than the window."""
_HEIGHTS = {"sounds-300m": 340, "sounds-v2": 340, "sounds-v3": 340}
"""Where a picture is cut off, since nothing comes below, in pixels."""
_WORDS = (("Xiaoxiao", "shyow shyow", "en"), ("SRT", "subtitles", "en"), ("重庆", "chong2 qing4", "zh"))
"""In the dictionary: a word, how it is read, and in lines of which language."""

PICTURES = (
    *("window", "takes", "queue", "history", "find", "dictionary", "export", "shortcuts"),
    *("first-start", "models-downloading"),
    *("sounds-300m", "sounds-v2", "sounds-v3", "manners-v2", "manners-v3"),
    *("voices", "voice-ready", "voice-differs"),
    *("import", "dub", "export-dub"),
)
"""Each is written as NAME-en.png and NAME-zh.png; those of dialogs show the dialog alone."""


class GuidePhotographer(Photographer):
    """Takes what `PICTURES` names, as small files."""

    looks: tuple[tuple[str, str], ...] = LOOKS

    def run(self) -> None:
        window = self._window
        window.resize(*_SIZE)
        window.speech.speak_stale()
        wait_for(lambda: not window.queue.busy)
        document = window.document
        for word, spoken, language in _WORDS:
            document.apply(add_respelling(document.project, word, spoken, language=language))
        for language, theme in LOOKS:
            self._look(language, theme)
            self._arrange()
            self.shoot("window")
            self._with_dialog("export", window.export)
            self._with_dialog("shortcuts", window.dialogs.show_shortcuts)
            self._with_dialog("dictionary", window.dialogs.show_dictionary)
            self._finding()
            self._arrange()
            self._queue()
            self._takes()
            self._history()
            show_scenes(window, self.shoot)
            show_tags(window, self.keep, settle)
        self._my_voices()
        window.files.new()
        show_dub(window, self.shoot, self._look, LOOKS, wait_for)

    def shoot(self, name: str, over: QDialog | None = None) -> None:
        """The window, or a dialog alone."""
        if name in PICTURES:
            if isinstance(over, ExportDialog):
                over.form.folder.setText("~/Dubbing")  # whose home it was drawn in is nobody's business
            settle(150)
            self.keep(name, (over or self._window).grab())

    def keep(self, name: str, picture: QPixmap) -> None:
        """Write ``NAME-en.png`` or ``NAME-zh.png``, if the guide has such a picture."""
        if name in PICTURES:
            path = self._folder / f"{name}-{self._window.translation.language.partition('_')[0]}.png"
            height = _HEIGHTS.get(name, picture.height())
            write_small(picture.copy(0, 0, picture.width(), height), path, _MANY_COLOURS.get(name, 128))
            self.written.append(path)
