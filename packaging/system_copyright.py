"""The copyright files of the system's libraries that a build takes along, where Debian's package manager knows them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_DOCUMENTS = Path("/usr/share/doc")
_OWNER = re.compile(r"^([^:\s]+)(?::\w+)?: (/\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class SystemLibrary:
    """Attributes: package and version: of the system. text: its copyright file with the licences."""

    package: str
    version: str
    text: str


def system_libraries(files: Iterable[str]) -> dict[str, SystemLibrary]:
    """By their file names, those that the system's packages brought; empty where there is no dpkg."""
    names = sorted(set(files))
    tool = shutil.which("dpkg-query")
    if tool is None or not names:
        return {}
    found = {}
    for package, path in _OWNER.findall(_asked(tool, "--search", *(f"*/{name}" for name in names))):
        document = _DOCUMENTS / package / "copyright"
        name = Path(path).name
        if name in names and name not in found and document.is_file():
            version = _asked(tool, "--show", "--showformat=${Version}", package)
            found[name] = SystemLibrary(package, upstream(version), document.read_text("utf-8", "replace"))
    return found


def upstream(version: str) -> str:
    """The version without what Debian adds before and after it: 1:3.0.19-1~deb12u2 is 3.0.19."""
    plain = version.rpartition(":")[2].strip()
    return re.sub(r"[+~.](?:dfsg|ds|really).*$", "", plain.rpartition("-")[0] or plain)


def _asked(tool: str, *arguments: str) -> str:
    # Names that no package has make its status 1; the others are told all the same.
    answer = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    return answer.stdout
