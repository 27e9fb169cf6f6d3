"""Where the player's sound goes to: the device that is wanted, through its going and coming back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cosydesk.playback.device_watch import DeviceWatch
from cosydesk.playback.mixer import Mixer
from cosydesk.playback.output import AudioOutput, Pull, SilentOutput

_log = logging.getLogger(__name__)

OutputFactory = Callable[[Pull, int, str, Callable[[], None], QObject], AudioOutput]
"""Opens a device: what to pull from, its sample rate, the device's description, whom to tell that it is lost, a parent
of objects.
"""


class Loudspeaker(QObject):
    """Lets one mixer after the other be heard, in silence where there is no device.

    Attributes:
        running: it pulls from the mixer.

    Signals:
        changed: description of the device that is played to now; empty when there is none.
        leaving: the device is about to be left for another one; what was read for it but not heard is lost.
    """

    changed = Signal(str)
    leaving = Signal()

    def __init__(
        self, mixer: Mixer, device: str, factory: OutputFactory, parent: QObject | None = None
    ) -> None:
        """Args:
        device: description of the device that is wanted; "" for the system's default.
        """
        super().__init__(parent)
        self.running = False
        self._mixer = mixer
        self._device = device
        self._factory = factory
        self._output: AudioOutput | None = None
        self._base = 0  # the mixer's frame when it began to run
        self._watch = DeviceWatch(device, self)
        self._watch.changed.connect(self._devices_changed)

    @property
    def silent(self) -> bool:
        """Nothing can be heard, for want of a device. Known once it is open."""
        return self._output is not None and self._output.silent

    @property
    def description(self) -> str:
        """Of the device that is played to; empty when there is none or it isn't opened yet."""
        return self._output.description if self._output is not None else ""

    @property
    def heard(self) -> int:
        """How many of the mixer's frames have been heard."""
        if self._output is None or not self.running:
            return self._mixer.frame
        return min(self._base + self._output.heard(), self._mixer.frame)

    def set_mixer(self, mixer: Mixer) -> None:
        """Stop, and play another mixer from the next start on."""
        self.close()
        self._mixer = mixer

    def set_device(self, device: str) -> None:
        """Play to the device of this description; empty: the system's default."""
        if device != self._device:
            self._device = self._watch.wanted = device
            self._reopen()

    def open(self) -> None:
        """Open the device now; `start` does it too."""
        if self._output is None:
            self._use(self._wanted())
            self._watch.begin()

    def start(self) -> None:
        """Run, if it doesn't yet."""
        self._watch.check()
        self.open()
        if not self.running and self._output is not None:
            self._base = self._mixer.frame
            self._output.start()
            self.running = True

    def stop(self) -> None:
        """Rest until the next start; what was read but not heard is lost."""
        if self.running and self._output is not None:
            self._output.stop()
        self.running = False

    def check(self) -> None:
        """Look whether the device still takes sound; call this now and then while it runs."""
        if self._output is not None and self._output.stalled():
            _log.warning("%s takes no sound any more", self._output.description)
            self._lost()

    def close(self) -> None:
        """Close the device; it can be opened again."""
        if self._output is not None:
            self._output.close()
        self._output = None
        self.running = False

    def _wanted(self) -> AudioOutput:
        return self._factory(self._mixer.read, self._mixer.sample_rate, self._device, self._lost, self)

    def _use(self, output: AudioOutput) -> None:
        self._output = output
        self.changed.emit(output.description)

    def _reopen(self, *, silently: bool = False) -> None:
        if self._output is None:
            return
        self.leaving.emit()
        running = self.running
        self.close()
        if silently:
            self._use(SilentOutput(self._mixer.read, self._mixer.sample_rate, self))
        else:
            self._use(self._wanted())
        if running:
            self.start()

    def _lost(self) -> None:
        """The device failed: go on in silence until the list of devices changes."""
        self._reopen(silently=True)

    def _devices_changed(self, found: str, same: bool) -> None:
        # With PulseAudio Qt doesn't tell that a device went: the server plays on through another one, and all that is
        # seen is the device's return, to a list that looks the same.
        if found != self.description or same:
            self._reopen()
