"""The window's language, switched while it runs; translations are read from their ``.ts`` sources."""

from __future__ import annotations

import logging
import xml.etree.ElementTree as ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from cosydesk.resources import resource

log = logging.getLogger(__name__)

LANGUAGES = ("en", "zh_CN")


class TsTranslator(QTranslator):
    """A translator that reads a Qt Linguist file itself, so that nothing generated is shipped or kept in git."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = _read(language)

    def isEmpty(self) -> bool:
        return not self._texts

    def translate(
        self,
        context: str,
        source: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str | None:
        return self._texts.get((_plain(context), _plain(source)))


class Translation(QObject):
    """Installs the translators for the chosen language.

    Signals:
        changed: another language is in force (widgets hear of it by `QEvent.LanguageChange` too).
    """

    changed = Signal()

    def __init__(self, application: QCoreApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.choice = ""
        self.language = ""
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Switch to ``system``, ``en`` or ``zh_CN``; takes effect at once."""
        self.choice = choice
        language = system_language() if choice not in LANGUAGES else choice
        if language == self.language:
            return
        self.language = language
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        QLocale.setDefault(QLocale(language))
        if language != "en":
            qt = QTranslator(self)
            if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._install(qt)
            self._install(TsTranslator(language, self))
        self.changed.emit()

    def _install(self, translator: QTranslator) -> None:
        self._installed.append(translator)
        self._application.installTranslator(translator)


def system_language() -> str:
    """The first of our languages that the person's system asks for; English when it asks for none."""
    for wanted in QLocale.system().uiLanguages():
        if wanted.startswith("zh"):
            return "zh_CN"
        if wanted.startswith("en"):
            return "en"
    return "en"


def _read(language: str) -> dict[tuple[str, str], str]:
    try:
        root = ElementTree.parse(resource(f"i18n/cosydesk_{language}.ts")).getroot()
    except (OSError, ElementTree.ParseError) as error:
        log.warning("The translation %s can't be read: %s", language, error)
        return {}
    texts: dict[tuple[str, str], str] = {}
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            target = message.find("translation")
            if target is not None and target.text and target.get("type") not in ("vanished", "obsolete"):
                texts[(name, message.findtext("source", ""))] = target.text
    return texts


def _plain(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode()
