"""Collect the window's texts into the translation source, keeping what is translated already.

``python packaging/translate.py`` updates ``resources/i18n/cosydesk_zh_CN.ts``; with ``--check`` nothing is written
and the exit status is 1 when a text is missing, stale or untranslated.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "cosydesk" / "ui"
OTHER_SOURCES = [ROOT / "cosydesk" / "doctor" / name for name in ("problem_words.py", "words.py")]
"""Texts that the command line shows as well, in English, and that the window translates."""
TARGET = ROOT / "resources" / "i18n" / "cosydesk_zh_CN.ts"

Texts = dict[tuple[str, str], str]


def update(target: Path = TARGET) -> None:
    """Write what `lupdate` finds into `target`; texts that are gone are dropped.

    Raises:
        RuntimeError: lupdate isn't there or failed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    tool = shutil.which("pyside6-lupdate", path=sysconfig.get_path("scripts")) or shutil.which(
        "pyside6-lupdate"
    )
    if tool is None:
        raise RuntimeError("pyside6-lupdate is missing: install PySide6-Essentials.")
    files = [str(path) for path in (*sorted(SOURCES.rglob("*.py")), *OTHER_SOURCES)]
    command = [tool, *files, "-ts", str(target), "-no-obsolete", "-locations", "none"]
    command += ["-source-language", "en", "-target-language", "zh_CN"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or done.stdout.strip())


def texts(path: Path) -> Texts:
    """(context, source) -> translation, empty where there is none."""
    found: Texts = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            text = (translation.text or "") if translation is not None else ""
            found[(name, message.findtext("source", ""))] = text
    return found


def problems() -> list[str]:
    """What is missing from, left over in or untranslated in the translation source."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TARGET.name
        update(fresh)
        wanted = set(texts(fresh))
    present = texts(TARGET) if TARGET.exists() else {}
    return (
        [f"missing: {context}: {source}" for context, source in sorted(wanted - set(present))]
        + [f"left over: {context}: {source}" for context, source in sorted(set(present) - wanted)]
        + [f"untranslated: {context}: {source}" for (context, source), text in present.items() if not text]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Collect the window's texts into the translation source.")
    parser.add_argument("--check", action="store_true", help="write nothing, only report")
    arguments = parser.parse_args()
    if not arguments.check:
        update()
    found = problems()
    print("\n".join(found) or "Every text is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
