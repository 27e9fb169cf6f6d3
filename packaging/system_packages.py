"""Debian and Ubuntu packages that the window and its tests need, installed when we may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

# Qt's xcb platform, its sound, and a font with Chinese. What a desktop has anyway is listed too.
WINDOW = (
    "fonts-noto-cjk",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libpulse0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
# A screen, a window manager, a mouse and keyboard, a clipboard and a sound card that are not there; a second opinion
# on what is exported; a browser for the page of the service.
TESTS = (
    "chromium",
    "ffmpeg",
    "imagemagick",
    "libfaketime",
    "openbox",
    "pulseaudio",
    "pulseaudio-utils",
    "xclip",
    "xdotool",
    "xvfb",
)


def venv_package() -> str:
    """The package that holds `ensurepip` for the running Python."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def ensure(packages: Sequence[str], purpose: str) -> bool:
    """Install those of `packages` that are missing. False when some stay missing, which is then said.

    Does nothing, and answers True, where there is no dpkg: other systems bring what Qt needs.
    """
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return True
    wanted = missing(packages)
    if not wanted:
        return True
    prefix = _rights()
    if prefix is None:
        print(f"Missing system packages for {purpose}. Install them with this line, then start again:")
        print(f"    sudo apt-get install -y --no-install-recommends {' '.join(wanted)}", flush=True)
        return False
    print(f"Installing system packages for {purpose}: {' '.join(wanted)}", flush=True)
    _apt(prefix, "update")
    known = wanted if _can_install(*wanted) else [name for name in wanted if _can_install(name)]
    for name in sorted(set(wanted) - set(known)):
        print(f"  {name} is not offered by this system's package sources; going on without it", flush=True)
    if known and not _apt(prefix, "install", "-y", "--no-install-recommends", *known):
        print("  apt-get failed; what it said is above. Going on with what is there.", flush=True)
    return not missing(packages)


def missing(packages: Sequence[str]) -> list[str]:
    """Those of `packages` that dpkg does not have installed (Ubuntu's `t64` names count)."""
    names = [form for name in packages for form in (name, f"{name}t64")]
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *names],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (row.split() for row in answer.stdout.splitlines())
    installed = {row[1].removesuffix("t64") for row in rows if row[:1] == ["installed"]}
    return [name for name in packages if name.removesuffix("t64") not in installed]


def _rights() -> list[str] | None:
    """The words to put before apt-get, or None where we may not install."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        quiet = subprocess.DEVNULL
        if subprocess.call(["sudo", "-n", "true"], stdin=quiet, stdout=quiet, stderr=quiet) == 0:
            return ["sudo", "-n"]
    return None


def _can_install(*names: str) -> bool:
    command = ["apt-get", "install", "--simulate", "-y", "--no-install-recommends", *names]
    quiet = subprocess.DEVNULL
    return subprocess.call(command, stdin=quiet, stdout=quiet, stderr=quiet) == 0


def _apt(prefix: Sequence[str], *arguments: str) -> bool:
    """Run apt-get without questions; its output is shown only when it fails."""
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *arguments]
    answer = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if answer.returncode != 0:
        print("\n".join(answer.stdout.splitlines()[-15:]), flush=True)
    return answer.returncode == 0
