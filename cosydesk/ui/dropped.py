"""What was dropped on the window: a project, model folders, scripts, voices, sounds, or text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from cosydesk.studio.importing.cue import SUFFIXES
from cosydesk.studio.project_file import SUFFIX
from cosydesk.studio.sound_file import is_sound
from cosydesk.studio.video_file import is_video
from cosydesk.studio.voice_file import VOICE_SUFFIX
from cosydesk.ui.editor.clipboard import decode_text

_TEXTS = (".txt",)
_SCRIPTS = frozenset(SUFFIXES) - set(_TEXTS)


@dataclass(frozen=True)
class Dropped:
    """The first of these that is there counts.

    Attributes:
        project: a project file.
        folders: folders, which may be models.
        scripts: subtitles and documents, which are looked at before they come in.
        videos: what could be dubbed; among the sounds too, for a voice may speak in it.
        voices: voice files. sounds: what could become a voice.
        files: text files. words: plain text.
    """

    project: Path | None
    folders: list[Path]
    scripts: list[Path]
    voices: list[Path]
    sounds: list[Path]
    files: list[Path]
    videos: list[Path]
    words: str

    @staticmethod
    def of(data: QMimeData) -> Dropped:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        return Dropped(
            next((path for path in paths if path.suffix == SUFFIX), None),
            [path for path in paths if path.is_dir()],
            [path for path in paths if path.suffix.lower() in _SCRIPTS and path.is_file()],
            [path for path in paths if path.suffix.lower() == VOICE_SUFFIX and path.is_file()],
            [path for path in paths if is_sound(path) and path.is_file()],
            [path for path in paths if path.suffix.lower() in _TEXTS and path.is_file()],
            [path for path in paths if is_video(path) and path.is_file()],
            data.text() if data.hasText() and not data.hasUrls() else "",
        )

    @property
    def anything(self) -> bool:
        return self.project is not None or bool(
            self.folders
            or self.scripts
            or self.videos
            or self.voices
            or self.sounds
            or self.files
            or self.words
        )

    @property
    def only_sounds(self) -> bool:
        """Whether nothing in it can be used but sounds."""
        others = self.project is not None or bool(
            self.folders or self.scripts or self.videos or self.voices or self.files or self.words
        )
        return bool(self.sounds) and not others

    def text(self) -> str:
        """The words, or what the files say.

        Raises:
            OSError: a file can't be read.
        """
        if self.files:
            return "\n".join(decode_text(path.read_bytes()) for path in self.files)
        return self.words
