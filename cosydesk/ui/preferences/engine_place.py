"""Where the models run and in which number format, with the reason for what can't be chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QStandardItemModel

from cosydesk.engine.messages import Devices
from cosydesk.engine.types import DeviceOffer
from cosydesk.settings import Settings
from cosydesk.ui import phrases
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
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


class EnginePlace(QObject):
    """Fills the two boxes and the hint between them, and listens to them; whoever has them lays them out.

    Attributes: device, precision: the boxes. hint: what automatic means here.

    Signals:
        chosen(str, str): device and precision, as the engine takes them; the settings don't have them yet.
    """

    chosen = Signal(str, str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._devices: Devices | None = None
        self.device = ComboBox()
        self.precision = ComboBox()
        self.hint = label("muted", wrap=True)
        self.hint.hide()
        self._fill()
        self.device.activated.connect(self._device_chosen)
        self.precision.activated.connect(self._precision_chosen)

    def show_devices(self, devices: Devices) -> None:
        """What the engine found on this machine; until then only what is always there is offered."""
        self._devices = devices
        self._fill()

    def renew(self) -> None:
        """Show what the settings have now, in the present language."""
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
        fitting = self._fitting(chosen)
        self.precision.clear()
        for precision, words in _PRECISIONS.items():
            self.precision.addItem(QCoreApplication.translate("EnginePlace", words), precision)
            why = self.tr("The chosen device doesn't compute in it.")
            self._disable_last(self.precision, precision not in fitting, why)
        self.precision.setCurrentIndex(self.precision.findData(self._settings.engine_precision))
        self.hint.setText(self._explanation())
        self.hint.setVisible(bool(self.hint.text()) and self.hint.parentWidget() is not None)

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

    def _offer(self, wanted: str) -> DeviceOffer | None:
        """That device, or the one that automatic means; None while that is not known."""
        if self._devices is None:
            return None
        wanted = self._devices.auto if wanted == AUTO else wanted
        named = (
            offer for offer in self._devices.offers if wanted in (offer.device, offer.device.split(":")[0])
        )
        return next(named, None)

    def _fitting(self, device: str) -> set[str]:
        offer = self._offer(device)
        return set(_PRECISIONS) if offer is None else {AUTO, *offer.precisions}

    def _explanation(self) -> str:
        """What automatic means here, and why not something faster."""
        if self._devices is None or self._settings.engine_device != AUTO:
            return ""
        offer = self._offer(AUTO)
        words = self.tr("Automatic means: {device}.").format(device=self._name(offer)) if offer else ""
        small = [_reason(other) for other in self._devices.offers if other.precisions and other.code]
        missing = [_reason(other) for other in self._devices.offers if not other.precisions]
        relevant = small or missing if offer is not None and offer.device == "cpu" else []
        return phrases.paragraph(words, *relevant)

    def _device_chosen(self, index: int) -> None:
        device = self.device.itemData(index)
        precision = self._settings.engine_precision
        self.chosen.emit(device, precision if precision in self._fitting(device) else AUTO)

    def _precision_chosen(self, index: int) -> None:
        self.chosen.emit(self._settings.engine_device, self.precision.itemData(index))


def _reason(offer: DeviceOffer) -> str:
    known = _REASONS.get((offer.device.split(":")[0], offer.code))
    return QCoreApplication.translate("EnginePlace", known) if known else offer.reason
