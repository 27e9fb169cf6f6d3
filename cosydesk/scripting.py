"""A project from a script of one's own: lines in, speech and finished files out, by the same code as the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from cosydesk.batch import opening
from cosydesk.batch.delivering import AUDIO_OF, VIDEO_SUFFIX, Target, deliver_target
from cosydesk.batch.desk import Desk
from cosydesk.batch.dub_project import keep_voices
from cosydesk.batch.events import LineSpoken, Tell
from cosydesk.batch.fitting import fit
from cosydesk.batch.order import Failure
from cosydesk.batch.orders import Orders
from cosydesk.batch.parts import Parts
from cosydesk.batch.speaking import speak_due
from cosydesk.engine.messages import Place
from cosydesk.engine.types import Samples
from cosydesk.studio import project as document
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing.apply import import_edit
from cosydesk.studio.importing.reader import read_script
from cosydesk.studio.library import Voice, find_voice
from cosydesk.studio.line import Line

OnLine = Callable[[int, str], None]
"""Told the number of a line that was spoken, from 1, and its text."""


class Project:
    """A ``.cosydesk`` file that is open; made where there is none. Use it in a ``with``, or close it.

    Every change is in the file at once. The window can't write it meanwhile, and what it shows later is what was
    done here, step by step.

    Attributes:
        document: the whole document, for what has no method here.
    """

    document: document.Project

    def __init__(
        self,
        path: str | os.PathLike[str],
        model: str | os.PathLike[str] | None = None,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int = 0,
    ) -> None:
        """Args:
            model: a model folder, or the address of a server, whose voices are at hand and that clones.
            device, precision: as `cosydesk.open_model` takes them. threads: 0 = all cores.

        Raises:
            StudioError: ``locked``: the window has it open; ``damaged``, ``newer``, ``foreign``, ``write``.
            EngineError: the model can't be opened.
        """
        self._stack = ExitStack()
        with self._stack:
            self._desk = self._stack.enter_context(Desk(Place(device, precision), threads))
            if model is not None:
                self._desk.open_model(Path(model))
            self.document = self._stack.enter_context(opening.to_write(Path(path), lambda _: None))
            self._stack = self._stack.pop_all()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and end the engine; done twice it does nothing."""
        self._stack.close()

    @property
    def lines(self) -> list[Line]:
        """The script."""
        return list(self.document.lines)

    @property
    def voices(self) -> list[Voice]:
        """All voices at hand: built-in ones, and one's own."""
        return self._desk.library.voices()

    def add_line(self, text: str, voice: str = "", **fields: object) -> Line:
        """Put a line at the end.

        Args:
            voice: by name or id; empty = that of the line before.
            fields: more of `Line`, such as ``speed`` or ``instruct``.

        Raises:
            StudioError: ``invalid``: no such voice or field.
        """
        line = self.document.new_line(text, self._voice_id(voice) if voice else "")
        self.document.apply(self.document.edit_lines((), (line,), len(self.document.lines)))
        if fields:
            self.document.apply(self.document.edit_line(line.id, **fields))
        return self.document.line(line.id)

    def change(self, line: Line, *, voice: str = "", **fields: object) -> Line:
        """Change fields of a line, such as ``text``; returns it as it is then.

        Raises:
            StudioError: ``unknown_id``; ``invalid``: no such voice or field.
        """
        if voice:
            self.document.apply(self.document.assign_voice((line.id,), self._voice_id(voice)))
        if fields:
            self.document.apply(self.document.edit_line(line.id, **fields))
        return self.document.line(line.id)

    def read(self, script: str | os.PathLike[str], voices: Mapping[str, str] | str) -> list[Line]:
        """Put the lines of subtitles or a script at the end, with their times where they have some.

        Args:
            voices: a voice by name or id for each speaker, ``""`` for everybody else; or one for all.

        Raises:
            StudioError: ``script_unreadable``; ``invalid``: no such voice.
        """
        given = {"": voices} if isinstance(voices, str) else voices
        known = {speaker: self._voice_id(voice) for speaker, voice in given.items()}
        before = len(self.document.lines)
        imported = read_script(Path(script))
        self.document.apply(import_edit(self.document, imported, known, at=before))
        return self.lines[before:]

    def speak(self, on_line: OnLine | None = None) -> list[Failure]:
        """Speak every line that is new or stale; those that can't be spoken are returned, with the reason.

        Raises:
            StudioError: ``write``: the file can't be written.
            EngineError: no engine can be started.
        """
        keep_voices(self.document, self._desk.library)
        orders = Orders(self.document, self._desk.library, self._desk.models)
        no_parts = Parts(self._path.with_name(f"{self._path.name}.parts"))
        return speak_due(self.document, orders, self._desk.speaker(), no_parts, _told(on_line))

    def fit(self) -> None:
        """Fit the lines to their slots: trimmed, borrowed from the gap, or faster; speaks anew where that is nearer."""
        while fit(self.document):
            if self.speak():
                return

    def audio(self, line: Line) -> tuple[Samples, int]:
        """What a line sounds like: float32 mono samples (n,), and their rate in Hz.

        Raises:
            StudioError: ``unknown_id``, or it was never spoken.
        """
        take = self.document.chosen_take(line.id)
        if take is None:
            raise StudioError("The line was never spoken.", "Call speak first.", "invalid")
        return self.document.audio(take.id), self.document.sample_rate

    def export(
        self, out: str | os.PathLike[str], *, video: str | os.PathLike[str] | None = None, **recipe: object
    ) -> list[Path]:
        """Write a file, its suffix says what: .wav .flac .mp3 .m4a .opus .mp4; or a folder.

        Args:
            video: the film of an .mp4; None = the project's.
            recipe: fields of `Recipe`, such as ``loudness="podcast"`` or ``stems=True``.

        Raises:
            StudioError: ``write``, ``invalid``, or what the film says.
        """
        path = Path(out)
        suffix = path.suffix.lower()
        if suffix == VIDEO_SUFFIX:
            recipe = {"mix": False, "video": True, **recipe}
        elif suffix in AUDIO_OF:
            recipe = {"audio": AUDIO_OF[suffix], **recipe}
        target = Target(
            path,
            Recipe(**recipe),  # type: ignore[arg-type]
            Path(video) if video is not None else None,
            in_folder=suffix != VIDEO_SUFFIX and suffix not in AUDIO_OF,
        )
        return list(deliver_target(self.document, target, lambda event: None))

    @property
    def _path(self) -> Path:
        path = self.document.path
        assert path is not None
        return path

    def _voice_id(self, wanted: str) -> str:
        return find_voice(self.voices, wanted).id


def _told(on_line: OnLine | None) -> Tell:
    def tell(event: object) -> None:
        if on_line is not None and isinstance(event, LineSpoken):
            on_line(event.number, event.text)

    return tell
