"""How it sounds: format, rate, channels, bit rate, loudness."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from cosydesk.studio.delivery.formats import FORMATS
from cosydesk.studio.delivery.levels import TARGETS
from cosydesk.studio.delivery.recipe import AUDIO, LOUDNESS, Recipe
from cosydesk.ui.export.rows import Rows
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.segmented import Segmented

RATES = (24_000, 44_100, 48_000)
BITRATES = (96, 128, 192, 256, 320)


class SoundPage(Rows):
    """Signals:
    changed: the person chose something.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.audio, self.rate, self.bitrate, self.loudness = (ComboBox() for _ in range(4))
        self.channels = Segmented(theme)
        for control in (self.audio, self.rate, self.channels, self.bitrate, self.loudness):
            control.setFixedWidth(220)
            self.add(control)
        for kind in AUDIO:
            self.audio.addItem("", kind)
        for rate in RATES:
            self.rate.addItem(f"{rate / 1000:g} kHz", rate)
        for bitrate in BITRATES:
            self.bitrate.addItem(f"{bitrate} kbit/s", bitrate)
        for preset in ("", *LOUDNESS):
            self.loudness.addItem("", preset)
        self.audio.activated.connect(self._fit)
        for box in (self.audio, self.rate, self.bitrate, self.loudness):
            box.activated.connect(self._tell)
        self.channels.chosen.connect(self._tell)

    def show_recipe(self, recipe: Recipe) -> None:
        """Without a signal."""
        self.audio.setCurrentIndex(AUDIO.index(recipe.audio))
        self.rate.setCurrentIndex(_nearest(RATES, recipe.sample_rate))
        self.channels.set_index(recipe.channels - 1)
        self.bitrate.setCurrentIndex(_nearest(BITRATES, recipe.bitrate_kbps))
        self.loudness.setCurrentIndex(("", *LOUDNESS).index(recipe.loudness))
        self._fit()
        self.retranslate()

    def taken_into(self, recipe: Recipe) -> Recipe:
        """The recipe with what is chosen here."""
        return replace(
            recipe,
            audio=self.audio.currentData(),
            sample_rate=self.rate.currentData(),
            channels=self.channels.index + 1,
            bitrate_kbps=self.bitrate.currentData(),
            loudness=self.loudness.currentData(),
        )

    def _fit(self) -> None:
        """Only what the format can be."""
        made = FORMATS[self.audio.currentData()]
        if self.rate.currentData() not in made.rates:
            self.rate.setCurrentIndex(RATES.index(made.rates[-1]))
        model = self.rate.model()
        assert isinstance(model, QStandardItemModel)
        for index, rate in enumerate(RATES):
            model.item(index).setEnabled(rate in made.rates)
        self.bitrate.setEnabled(not made.lossless)

    def _tell(self) -> None:
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        names = (
            self.tr("WAV, 16 bit"),
            self.tr("WAV, 24 bit"),
            self.tr("WAV, 32 bit float"),
            self.tr("FLAC, 24 bit"),
            self.tr("MP3"),
            self.tr("M4A (AAC)"),
            self.tr("Opus"),
        )
        for index, name in enumerate(names):
            self.audio.setItemText(index, name)
        presets = (
            self.tr("As it is"),
            "EBU R128",
            "ATSC A/85",
            self.tr("Podcast"),
            self.tr("Streaming"),
            self.tr("Audiobook"),
        )
        for index, name in enumerate(presets):
            self.loudness.setItemText(index, name)
        self.channels.set_texts([self.tr("Mono"), self.tr("Stereo")])
        lossless = FORMATS[self.audio.currentData()].lossless
        self.set_texts(self.audio, self.tr("Format"))
        self.set_texts(self.rate, self.tr("Sample rate"))
        self.set_texts(self.channels, self.tr("Channels"))
        why = self.tr("This format loses nothing and has no bit rate") if lossless else ""
        self.set_texts(self.bitrate, self.tr("Bit rate"), why)
        self.bitrate.setToolTip(why)
        self.set_texts(self.loudness, self.tr("Loudness"), self._target())

    def _target(self) -> str:
        preset = self.loudness.currentData()
        if not preset:
            return self.tr("Lowered only where it would clip")
        target = TARGETS[preset]
        if target.rms:
            return self.tr("{low} to {high} dB RMS, peaks below {peak} dB").format(
                low=_number(target.lowest), high=_number(target.highest), peak=_number(target.ceiling_db)
            )
        return self.tr("{loudness} {unit}, true peak below {peak} dB").format(
            loudness=_number(target.loudness),
            unit="LKFS" if preset == "atsc_a85" else "LUFS",
            peak=_number(target.ceiling_db),
        )


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _nearest(choices: tuple[int, ...], wanted: int) -> int:
    return min(range(len(choices)), key=lambda index: abs(choices[index] - wanted))
