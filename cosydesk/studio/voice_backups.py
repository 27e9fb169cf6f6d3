"""The voice files beside the library, one for each voice of one's own: from them a damaged library is filled again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cosydesk.studio.my_voice import MyVoice, PromptAudio
from cosydesk.studio.voice_file import VOICE_SUFFIX, VoiceFile, read_voice_file, write_voice_file


class VoiceBackups:
    """A folder of voice files, named by the voices' ids; it is made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __contains__(self, voice_id: str) -> bool:
        return self._path(voice_id).exists()

    @property
    def begun(self) -> bool:
        """Whether there is a folder yet."""
        return self._folder.is_dir()

    def write(self, voice: MyVoice, prompt: PromptAudio) -> None:
        """Keep a voice as it is now. Raises `OSError`, and `StudioError` (``write``)."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_voice_file(self._path(voice.id), VoiceFile(voice, prompt))

    def prompt(self, voice_id: str) -> PromptAudio:
        """The recording of a voice. Raises `StudioError`, see `read_voice_file`."""
        return read_voice_file(self._path(voice_id)).prompt

    def others(self, known: Iterable[str]) -> list[Path]:
        """The files of voices that are not among the `known` ids."""
        passed = {self._path(voice_id) for voice_id in known}
        return [path for path in sorted(self._folder.glob(f"*{VOICE_SUFFIX}")) if path not in passed]

    def remove(self, voice_id: str) -> None:
        """Let go of a voice. Raises `OSError`."""
        self._path(voice_id).unlink(missing_ok=True)

    def _path(self, voice_id: str) -> Path:
        return self._folder / f"{voice_id.rpartition(':')[2]}{VOICE_SUFFIX}"
