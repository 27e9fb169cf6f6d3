"""The closed normaliser ttsfrd, used where the person has installed it. Source: spec cosyvoice1.md section 2.2.

It is a wheel for CPython 3.10 on Linux with a folder of resources (``iic/CosyVoice-ttsfrd``); nothing depends on it.
"""

from __future__ import annotations

import importlib
import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

RESOURCES = "CosyVoice-ttsfrd/resource"
LANGUAGE = "pinyinvg"


class TtsfrdNormaliser:
    """Normalises and splits in one go."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    @staticmethod
    def find(roots: Iterable[Path]) -> TtsfrdNormaliser | None:
        """The installed engine with resources from one of these folders' ``CosyVoice-ttsfrd``; None without it."""
        try:
            module = importlib.import_module("ttsfrd")
        except ImportError:
            return None
        folder = next((root / RESOURCES for root in roots if (root / RESOURCES).is_dir()), None)
        if folder is None:
            log.info("ttsfrd is installed, but its folder %s is not beside the model", RESOURCES)
            return None
        engine = module.TtsFrontendEngine()
        if engine.initialize(str(folder)) is not True:
            log.warning("ttsfrd can't use %s", folder)
            return None
        engine.set_lang_type(LANGUAGE)
        log.info("using ttsfrd to normalise text")
        return TtsfrdNormaliser(engine)

    def sentences(self, text: str) -> list[str]:
        """The text in words, one piece per sentence."""
        answer = json.loads(self._engine.do_voicegen_frd(text))
        return [str(sentence["text"]) for sentence in answer["sentences"]]
