"""Plays the takes of the current line: one alone, or two of them in turns."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cosydesk.playback.player import Player
from cosydesk.studio.errors import StudioError
from cosydesk.studio.store import Samples
from cosydesk.ui import failures
from cosydesk.ui.document import Document


class TakePlayer(QObject):
    """Take A is the chosen one, take B the one that it is compared with: the take marked for it, else its neighbour.

    `compare` goes from one to the other in the middle of the sound: where the line is sounding on the timeline it is
    exchanged there, otherwise both are played alone. Neither way touches the document, and both takes are heard at
    their own level.

    Attributes:
        playing: id of the take that is heard alone; "" for none.

    Signals:
        changed: something else is heard, or A and B are others.
    """

    changed = Signal()

    def __init__(self, document: Document, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._player = player
        self.playing = ""
        self._marked = ""
        self._last = ""
        self._exchanged: tuple[str, str] | None = None
        player.once_ended.connect(self._ended)
        player.playing_changed.connect(lambda rolling: None if rolling else self._restore())
        document.current_line_changed.connect(lambda _line: self.reset())
        document.takes_changed.connect(self._follow)
        document.project_changed.connect(self._forget)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The ids of A and B; None where the current line has fewer than two takes or none is chosen."""
        line = self._document.current_line()
        if line is None or line.take_id is None:
            return None
        ids = [take.id for take in self._document.project.takes_of(line.id)]
        if self._marked in ids and self._marked != line.take_id:
            return line.take_id, self._marked
        at = ids.index(line.take_id)
        beside = ids[at - 1] if at else ids[1] if len(ids) > 1 else ""
        return (line.take_id, beside) if beside else None

    @property
    def heard(self) -> str:
        """Id of the take that sounds now or, between two of them, that sounded last."""
        return self.playing or (self._exchanged[1] if self._exchanged is not None else self._last)

    def letter(self, take_id: str) -> str:
        """ "A" or "B" while two are being compared, "" for others."""
        pair = self.pair
        if pair is None or not (self._marked or self._last):
            return ""
        return "A" if take_id == pair[0] else "B" if take_id == pair[1] else ""

    def mark(self, take_id: str) -> None:
        """Make this take B."""
        self._marked = take_id
        self.changed.emit()

    def hear(self, take_id: str) -> None:
        """Play a take alone from its beginning; stop it when it is playing."""
        if self.playing == take_id:
            self._player.stop_once()
            return
        samples = self._sound(take_id)
        if samples is not None:
            self._begin(take_id, samples)
            self.changed.emit()

    def stop(self, take_id: str) -> None:
        """Stop this take if it is heard alone."""
        if self.playing == take_id:
            self._player.stop_once()

    def compare(self) -> None:
        """Hear the other one of A and B from the same place on; begin with A where nothing sounds yet."""
        pair = self.pair
        if pair is None:
            return
        first, second = pair
        if self._on_timeline():
            wanted = first if self._exchanged == pair else second
            if self._sound(wanted) is None:
                return
            self._restore()
            if wanted != first:
                self._player.play_instead(first, second)
                self._exchanged = pair
            self._last = wanted
            self.changed.emit()
            return
        wanted = second if self.heard == first else first
        samples = self._sound(wanted)
        if samples is None:
            return
        if self.playing in pair and self._player.switch_once(samples):
            self.playing = wanted
        else:
            self._begin(wanted, samples)
        self._last = wanted
        self.changed.emit()

    def reset(self) -> None:
        """End the comparison."""
        self._restore()
        self._marked = self._last = ""
        self.changed.emit()

    def _begin(self, take_id: str, samples: Samples) -> None:
        """Play it alone, also without the timeline."""
        self._player.stop()
        self._player.play_once(samples, self._document.project.sample_rate)
        self.playing = take_id

    def _on_timeline(self) -> bool:
        """Whether the playhead moves through a clip of the current line."""
        if not self._player.playing:
            return False
        line_id, at = self._document.current_line_id, self._player.position
        return any(
            placed.start <= at < placed.end and placed.clip.line_id == line_id
            for placed in self._document.project.layout()
        )

    def _restore(self) -> None:
        """Let the timeline sound as the document says."""
        if self._exchanged is not None:
            first = self._exchanged[0]
            self._exchanged = None
            self._player.play_instead(first, first)
            self.changed.emit()

    def _sound(self, take_id: str) -> Samples | None:
        try:
            return self._document.project.audio(take_id)
        except StudioError as error:
            self._document.refused.emit(*failures.words(error))
            return None

    def _ended(self) -> None:
        if self.playing:
            self.playing = ""
            self.changed.emit()

    def _follow(self, line_id: str) -> None:
        if self._exchanged is not None and self._exchanged != self.pair:
            self._restore()
        if line_id == self._document.current_line_id and self.playing not in (
            "",
            *self._document.project.takes,
        ):
            self._player.stop_once()

    def _forget(self) -> None:
        self._exchanged = None
        self._player.stop_once()
        self.reset()
