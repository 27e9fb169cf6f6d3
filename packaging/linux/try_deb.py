#!/usr/bin/env python3
"""Try a .deb on a bare Debian 12: installed by apt, used without a network, purged, and looked for afterwards.

    sudo python3 packaging/linux/try_deb.py build/packages/cosydesk_0.1.0_amd64.deb

Needs root and debootstrap; everything happens in a folder that is deleted in the end. Prints what it found, and ends
with status 1 when something is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SUITE = "bookworm"
TOOLS = ("desktop-file-utils", "hicolor-icon-theme", "shared-mime-info", "xauth", "xvfb")
"""A screen, and what a desktop has to keep its menus and file types."""
USER = "ann"
RECORDS = ("var/lib/apt", "var/lib/dpkg", "var/cache", "var/log", "tmp", "home", "proc", "sys", "dev", "run")
"""Where the package system keeps its records, and what belongs to the person: not looked at."""
CACHES = ("etc/ld.so.cache", "usr/share/applications/mimeinfo.cache")
"""Written anew whenever anything changes."""


class TryError(Exception):
    """The package is not as it should be."""


def main(arguments: Sequence[str]) -> int:
    """Try the package; returns the exit status."""
    parser = argparse.ArgumentParser(description="Try a .deb on a bare Debian 12.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--base", type=Path, help="a folder that debootstrap has made, to be copied")
    parser.add_argument(
        "--mirror", help="where debootstrap takes Debian from; its own default where left out"
    )
    options = parser.parse_args(arguments)
    if os.geteuid() != 0 or (options.base is None and shutil.which("debootstrap") is None):
        print("This needs root, and the package debootstrap.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="cosydesk-deb-", ignore_cleanup_errors=True) as work:
        root = Path(work) / "root"
        make_system(root, options.base, options.mirror)
        try:
            with mounted(root):
                try_package(System(root), options.package.resolve())
        except TryError as error:
            print(f"NOT WELL: {error}", flush=True)
            return 1
    print("All is well.", flush=True)
    return 0


class System:
    """A Debian in a folder. Attributes: root, its folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def do(self, *command: str) -> str:
        """Run a command as root; returns what it says. Raises TryError."""
        return self._run(["chroot", str(self.root), *command])

    def use(self, command: str) -> str:
        """Run a shell command as the person, without a network; returns what it says. Raises TryError."""
        login = ["chroot", str(self.root), "runuser", "-l", USER, "-c", command]
        return self._run(["unshare", "--net", *login])

    def packages(self) -> set[str]:
        """Names of what is installed."""
        shown = self.do("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package}\n")
        return {line[3:] for line in shown.splitlines() if line.startswith("ii")}

    def files(self) -> set[str]:
        """Every path but records and the person's own."""
        found = set()
        for folder, folders, names in os.walk(self.root):
            inside = os.path.relpath(folder, self.root)
            folders[:] = [name for name in folders if os.path.normpath(f"{inside}/{name}") not in RECORDS]
            found |= {os.path.normpath(f"{inside}/{name}") for name in (*folders, *names)}
        return found - set(CACHES)

    @staticmethod
    def _run(command: list[str]) -> str:
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
            raise TryError(f"{' '.join(command)} ended with status {done.returncode}:\n{said}")
        return done.stdout


def make_system(root: Path, base: Path | None, mirror: str | None) -> None:
    """Put a bare Debian into the folder."""
    with timed("a bare Debian"):
        if base is not None:
            subprocess.run(["cp", "-a", str(base), str(root)], check=True)
        else:
            command = ["debootstrap", "--variant=minbase", SUITE, str(root), *([mirror] if mirror else [])]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """With processes, devices and shared memory in it."""
    mounts = [("proc", "proc", "proc"), ("tmpfs", "shm", "dev/shm"), ("tmpfs", "tmp", "tmp")]
    done = []
    try:
        for kind, source, place in mounts:
            (root / place).mkdir(parents=True, exist_ok=True)
            options = "mode=1777" if kind == "tmpfs" else "nosuid"
            subprocess.run(["mount", "-t", kind, "-o", options, source, str(root / place)], check=True)
            done.append(place)
        yield
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "--lazy", str(root / place)], check=False)


def try_package(system: System, package: Path) -> None:
    """Install, use, purge. Raises TryError."""
    with timed("a screen and a desktop's tools"):
        system.do("apt-get", "-q", "update")
        system.do("apt-get", "-q", "install", "-y", "--no-install-recommends", *TOOLS)
        system.do("useradd", "--create-home", "--shell", "/bin/sh", USER)
    packages, files = system.packages(), system.files()
    place = system.root / "opt" / package.name
    shutil.copyfile(package, place)
    with timed("apt install"):
        system.do("apt-get", "-q", "install", "-y", "--no-install-recommends", f"/opt/{package.name}")
    place.unlink()
    name = package.name.partition("_")[0]
    room = int(system.do("dpkg-query", "-W", "-f", "${Installed-Size}", name))
    brought = sorted(system.packages() - packages - {name})
    print(f"  installed: {room / 1024:.0f} MiB, and {len(brought)} packages that it needs", flush=True)
    check_desktop(system, there=True)
    check_libraries(system)
    use(system)
    with timed("apt purge"):
        system.do("apt-get", "-q", "purge", "-y", "--auto-remove", name)
    if left := sorted(system.packages() - packages):
        raise TryError(f"these packages are left: {', '.join(left)}")
    check_desktop(system, there=False)
    if left := sorted(path for path in system.files() - files if "cosy" in path.lower()):
        raise TryError(f"these files are left: {', '.join(left)}")
    others = sorted(system.files() - files)
    print(
        f"  left behind by CosyDesk: nothing; by packages it needed: {', '.join(others) or 'nothing'}",
        flush=True,
    )


def check_desktop(system: System, there: bool) -> None:
    """Menu and file types know the program, or have forgotten it. Raises TryError."""
    for file, word in (
        ("usr/share/mime/globs2", "application/x-cosydesk-project:*.cosydesk"),
        ("usr/share/mime/globs2", "application/x-cosydesk-voice:*.cosyvoice"),
        ("usr/share/applications/mimeinfo.cache", "application/x-cosydesk-project=cosydesk.desktop;"),
    ):
        path = system.root / file
        found = path.is_file() and word in path.read_text("utf-8")
        if found is not there:
            raise TryError(f"{word} is {'not' if there else 'still'} in {file}")
    print(f"  double click on its files: {'known to the desktop' if there else 'forgotten'}", flush=True)


def check_libraries(system: System) -> None:
    """Each library of the program finds what it needs. Raises TryError."""
    script = (
        "cd /usr/lib/cosydesk && find . -type f \\( -name '*.so*' -o -perm -u+x \\) -print0 | LC_ALL=C "
        "LD_LIBRARY_PATH=/usr/lib/cosydesk/_internal xargs -0 -n 50 ldd 2>/dev/null | grep 'not found' "
        "| sort | uniq -c || true"
    )
    missing = system.do("sh", "-c", script).split("\n")
    names = sorted({line.split()[1] for line in missing if "=>" in line})
    print(
        f"  libraries that are not found from the program's folder: {', '.join(names) or 'none'}", flush=True
    )


def use(system: System) -> None:
    """As a person does, without a network. Raises TryError."""
    with timed("cosydesk --version"):
        print(f"  {system.use('cosydesk --version').strip()}", flush=True)
    with timed("cosydesk say"):
        system.use("cosydesk say 'Hello there. 你好。' -o hello.wav")
    spoken = system.root / "home" / USER / "hello.wav"
    if spoken.read_bytes()[:4] != b"RIFF" or spoken.stat().st_size < 20_000:
        raise TryError("what was spoken is no sound")
    print(f"  spoken: {spoken.stat().st_size} bytes", flush=True)
    for start in ("first", "second"):
        with timed(f"{start} start of the window"):
            said = system.use("xvfb-run -a cosydesk --quit-after-first-frame")
        frame = json.loads(said.splitlines()[-1])
        print(f"  first frame after {frame['first_frame_ms']} ms", flush=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long it took."""
    started = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
