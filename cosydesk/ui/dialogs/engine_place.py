"""Where the models run and in which number format, with the reason for what can't be chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFormLayout, QWidget

from cosydesk.engine.messages import Devices
from cosydesk.engine.types import DeviceOffer
from cosydesk.settings import Settings
from cosydesk.ui import phrases
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox

AUTO = "auto"
_REASONS = {
    ("cuda", "no_support"): QT_TRANSLATE_NOOP(
        "EnginePlace", "This installation has no support for NVIDIA cards."
    ),
    ("cuda", "no_gpu"): QT_TRANSLATE_NOOP("EnginePlace", "No NVIDIA card with a working driver was found."),
    ("mps", "no_support"): QT_TRANSLATE_NOOP(
        "EnginePlace", "This installation has no support for Apple's GPUs."
    ),
    ("mps", "no_gpu"): QT_TRANSLATE_NOOP("EnginePlace", "No GPU of Apple's was found."),
    ("cuda", "small"): QT_TRANSLATE_NOOP(
        "EnginePlace", "The card has too little memory to be used by itself."
    ),
}
_PRECISIONS = {
    AUTO: QT_TRANSLATE_NOOP("EnginePlace", "Automatic"),
    "float32": QT_TRANSLATE_NOOP("EnginePlace", "float32, exact"),
    "float16": QT_TRANSLATE_NOOP("EnginePlace", "float16, for graphics cards"),
    "bfloat16": QT_TRANSLATE_NOOP("EnginePlace", "bfloat16, for newer graphics cards"),
    "int8": QT_TRANSLATE_NOOP("EnginePlace", "int8, faster on a processor"),
}


class EnginePlace(QWidget):
    """Two choices that take effect, and are kept, at once.

    Signals:
        chosen(str, str): device and precision, as the engine takes them.
    """

    chosen = Signal(str, str)

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._devices: Devices | None = None
        self.device = ComboBox()
        self.precision = ComboBox()
        self.hint = label("muted", wrap=True)
        self._labels = [label("small"), label("small")]
        m = theme.metrics
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(m.lg)
        form.setVerticalSpacing(m.md)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in zip(self._labels, (self.device, self.precision), strict=True):
            words.setMinimumHeight(m.control)
            words.setBuddy(field)
            form.addRow(words, field)
        form.addRow(self.hint)
        self.retranslate()
        self.device.activated.connect(self._device_chosen)
        self.precision.activated.connect(self._precision_chosen)

    def show_devices(self, devices: Devices) -> None:
        """What the engine found on this machine; until then only what is always there is offered."""
        self._devices = devices
        self._fill()

    def retranslate(self) -> None:
        """Give every text anew."""
        self._labels[0].setText(self.tr("Models run on"))
        self._labels[1].setText(self.tr("Number format"))
        for words, field in zip(self._labels, (self.device, self.precision), strict=True):
            field.setAccessibleName(words.text())
        self._fill()

    def _fill(self) -> None:
        offers = self._devices.offers if self._devices else (DeviceOffer("cpu", "", ("float32", "int8")),)
        chosen = self._settings.engine_device
        self.device.clear()
        self.device.addItem(self.tr("Automatic"), AUTO)
        for offer in reversed(offers):
            self.device.addItem(self._name(offer), offer.device)
            self._disable_last(self.device, not offer.precisions, _reason(offer))
        if self.device.findData(chosen) < 0:
            self.device.addItem(chosen, chosen)
            gone = self._devices is not None
            self._disable_last(self.device, gone, self.tr("This device is not there now."))
        self.device.setCurrentIndex(self.device.findData(chosen))
        fitting = self._fitting()
        self.precision.clear()
        for precision, words in _PRECISIONS.items():
            self.precision.addItem(QCoreApplication.translate("EnginePlace", words), precision)
            why = self.tr("The chosen device doesn't compute in it.")
            self._disable_last(self.precision, precision not in fitting, why)
        self.precision.setCurrentIndex(self.precision.findData(self._settings.engine_precision))
        self.hint.setText(self._explanation())

    def _name(self, offer: DeviceOffer) -> str:
        match offer.device:
            case "cpu":
                return self.tr("Processor (CPU)")
            case "mps":
                return self.tr("Apple GPU")
            case _:
                return offer.name or self.tr("NVIDIA card")

    def _disable_last(self, box: ComboBox, disabled: bool, why: str) -> None:
        model = box.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(box.count() - 1)
        item.setEnabled(not disabled)
        if disabled:
            item.setData(why, Qt.ItemDataRole.ToolTipRole)

    def _offer(self) -> DeviceOffer | None:
        """The chosen device, or the one that automatic means; None while that is not known."""
        if self._devices is None:
            return None
        wanted = self._settings.engine_device
        wanted = self._devices.auto if wanted == AUTO else wanted
        named = (
            offer for offer in self._devices.offers if wanted in (offer.device, offer.device.split(":")[0])
        )
        return next(named, None)

    def _fitting(self) -> set[str]:
        offer = self._offer()
        return set(_PRECISIONS) if offer is None else {AUTO, *offer.precisions}

    def _explanation(self) -> str:
        """What automatic means here, and why not something faster."""
        if self._devices is None or self._settings.engine_device != AUTO:
            return ""
        offer = self._offer()
        words = self.tr("Automatic means: {device}.").format(device=self._name(offer)) if offer else ""
        small = [_reason(other) for other in self._devices.offers if other.precisions and other.code]
        missing = [_reason(other) for other in self._devices.offers if not other.precisions]
        relevant = small or missing if offer is not None and offer.device == "cpu" else []
        return phrases.paragraph(words, *relevant)

    def _device_chosen(self, index: int) -> None:
        self._settings.engine_device = self.device.itemData(index)
        if self._settings.engine_precision not in self._fitting():
            self._settings.engine_precision = AUTO
        self._take_effect()

    def _precision_chosen(self, index: int) -> None:
        self._settings.engine_precision = self.precision.itemData(index)
        self._take_effect()

    def _take_effect(self) -> None:
        self._settings.save()
        self._fill()
        self.chosen.emit(self._settings.engine_device, self._settings.engine_precision)


def _reason(offer: DeviceOffer) -> str:
    known = _REASONS.get((offer.device.split(":")[0], offer.code))
    return QCoreApplication.translate("EnginePlace", known) if known else offer.reason
