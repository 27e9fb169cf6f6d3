#!/usr/bin/env python3
"""Try the installer: installed silently, again over itself, elsewhere, while the program runs, and taken away.

    python packaging/windows/try_installer.py build/packages/CosyDesk-0.1.0-windows-setup.exe

On Windows as the person who runs it, elsewhere in a Wine of its own that is deleted in the end. Prints what it found,
and ends with status 1 when something is not as it should be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

WINDOWS = os.name == "nt"
CLASSES = r"HKCU\Software\Classes"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\CosyDesk"
PATIENCE_S = 120


class TryError(Exception):
    """The installer does not do as it should."""


def main(arguments: Sequence[str]) -> int:
    """Try the installer; returns the exit status."""
    if len(arguments) != 1 or not (WINDOWS or shutil.which("wine")):
        print("Give it the installer's file. Elsewhere than on Windows it needs Wine.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="cosydesk-setup-", ignore_cleanup_errors=True) as work:
        try:
            Trial(Path(arguments[0]).resolve(), Path(work)).run()
        except TryError as error:
            print(f"NOT WELL: {error}", flush=True)
            return 1
    print("All is well.", flush=True)
    return 0


class Trial:
    """Attributes: installer, its file; work, a folder for what is tried; home, where it installs by itself."""

    def __init__(self, installer: Path, work: Path) -> None:
        self.installer = installer
        self.work = work
        self._variables = dict(os.environ)
        if WINDOWS:
            local = Path(os.environ["LOCALAPPDATA"])
        else:
            self._variables.update(WINEPREFIX=str(work / "wine"), WINEDEBUG="-all")
            self._variables["WINEDLLOVERRIDES"] = "mscoree,mshtml="
            self._do("wineboot", "-i")
            local = Path(self._told("wine", "cmd", "/c", "echo %LOCALAPPDATA%"))
            local = self._here(str(local))
        self.home = local / "Programs" / "CosyDesk"

    def run(self) -> None:
        """Try everything. Raises TryError."""
        self._install()
        self._expect_installed(self.home)
        self._say("installed for one person; files open by double click")
        self._install_again()
        self._refuse_while_running()
        self._refuse_foreign_folder()
        elsewhere = self._move()
        self._uninstall(elsewhere)

    def _install_again(self) -> None:
        old = self.home / "_internal" / "of an older version.dll"
        old.write_bytes(b"")
        mine = self.home / "mine.cosydesk"
        mine.write_bytes(b"a project")
        self._install()
        self._expect_installed(self.home)
        self._expect(not old.exists(), "a file of the older version is left")
        self._expect(mine.read_bytes() == b"a project", "the person's project is gone")
        self._say("installed over itself: the older version's files gone, the person's left")

    def _refuse_while_running(self) -> None:
        program = self._start(str(self.home / "CosyDesk.exe"))
        try:
            deadline = time.monotonic() + PATIENCE_S
            while not self._is_in_use(self.home / "CosyDesk.exe", program):
                self._expect(time.monotonic() < deadline, "the program does not start")
                time.sleep(0.5)
            status = self._install(wanted=None)
            self._expect(status == 2, f"installed over the running program (status {status})")
        finally:
            self._stop(program)
        self._say("refused while the program runs")

    def _refuse_foreign_folder(self) -> None:
        foreign = self.work / "theirs" / "CosyDesk"
        foreign.mkdir(parents=True)
        (foreign / "letter.txt").write_text("Dear Ann")
        status = self._install(f"/D={self._there(foreign)}", wanted=None)
        self._expect(status != 0, "installed among the files of others")
        self._expect(
            [path.name for path in foreign.iterdir()] == ["letter.txt"], "the files of others were touched"
        )
        self._say("refused a folder that holds other files")

    def _move(self) -> Path:
        elsewhere = self.work / "elsewhere"
        self._install(f"/D={self._there(elsewhere)}")
        self._expect_installed(elsewhere / "CosyDesk")
        left = [path.name for path in self.home.iterdir()]
        self._expect(left == ["mine.cosydesk"], f"where it was before, this is left: {', '.join(left)}")
        self._say("installed elsewhere: gone from where it was")
        return elsewhere / "CosyDesk"

    def _uninstall(self, folder: Path) -> None:
        self._do(*self._windows(str(folder / "uninstall.exe")), "/S", "/CurrentUser")
        deadline = time.monotonic() + PATIENCE_S
        while folder.exists() and time.monotonic() < deadline:
            time.sleep(0.5)  # it goes on in a copy of itself
        self._expect(not folder.exists(), "the program's folder is left")
        for key in (
            UNINSTALL,
            rf"{CLASSES}\CosyDesk.Project.1",
            rf"{CLASSES}\.cosydesk",
            r"HKCU\Software\CosyDesk",
        ):
            while self._registry(key) and time.monotonic() < deadline:
                time.sleep(0.5)
            self._expect(not self._registry(key), f"{key} is left")
        self._expect((self.home / "mine.cosydesk").exists(), "the person's project is gone")
        self._say("taken away: nothing is left but the person's project")

    # -- looking ---------------------------------------------------------------------------------------------------

    def _expect_installed(self, folder: Path) -> None:
        for name in (
            "CosyDesk.exe",
            "cosydesk-cli.exe",
            "uninstall.exe",
            "bin/cosydesk.cmd",
            "icons/voice.ico",
        ):
            self._expect((folder / name).is_file(), f"{name} is missing in {folder}")
        command = self._registry(rf"{CLASSES}\CosyDesk.Project.1\shell\open\command")
        self._expect(
            rf'{self._there(folder)}\CosyDesk.exe" "%1"'.lower() in command.lower(), f"opens with {command}"
        )
        for suffix, kind in ((".cosydesk", "CosyDesk.Project.1"), (".cosyvoice", "CosyDesk.Voice.1")):
            self._expect(kind in self._registry(rf"{CLASSES}\{suffix}"), f"{suffix} is not known")

    def _registry(self, key: str) -> str:
        done = subprocess.run(
            [*self._windows("reg"), "query", key, "/s"],
            env=self._variables,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        return done.stdout if done.returncode == 0 else ""

    @staticmethod
    def _expect(fine: bool, complaint: str) -> None:
        if not fine:
            raise TryError(complaint)

    @staticmethod
    def _say(what: str) -> None:
        print(f"- {what}", flush=True)

    # -- doing -----------------------------------------------------------------------------------------------------

    def _install(self, *options: str, wanted: int | None = 0) -> int:
        command = [*self._windows(str(self.installer)), "/S", "/CurrentUser", *options]
        status = subprocess.call(
            command, env=self._variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._expect(wanted is None or status == wanted, f"the installer ended with status {status}")
        return status

    def _do(self, *command: str) -> None:
        quiet = subprocess.DEVNULL
        if subprocess.call(command, env=self._variables, stdout=quiet, stderr=quiet) != 0:
            raise TryError(f"{' '.join(command)} failed")

    def _told(self, *command: str) -> str:
        done = subprocess.run(command, env=self._variables, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def _start(self, program: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self._windows(program), env=self._variables, stdout=quiet, stderr=quiet)

    def _stop(self, program: subprocess.Popen[bytes]) -> None:
        if WINDOWS:
            program.kill()
        else:
            subprocess.call(["wineserver", "-k", "-w"], env=self._variables)
        program.wait(PATIENCE_S)

    def _is_in_use(self, path: Path, program: subprocess.Popen[bytes]) -> bool:
        self._expect(program.poll() in (None, 0), "the program can't be started")
        if WINDOWS:
            try:
                path.open("ab").close()
            except OSError:
                return True
            return False
        return any(_maps(process, path.name) for process in Path("/proc").glob("[0-9]*"))

    @staticmethod
    def _windows(program: str) -> list[str]:
        return [program] if WINDOWS else ["wine", program]

    def _there(self, path: Path) -> str:
        """A path as Windows calls it."""
        return str(path) if WINDOWS else self._told("winepath", "-w", str(path))

    def _here(self, path: str) -> Path:
        """A path as this system calls it."""
        return Path(path) if WINDOWS else Path(self._told("winepath", "-u", path))


def _maps(process: Path, name: str) -> bool:
    """Whether a process has a file of this name in its memory."""
    try:
        return f"/{name}\n" in (process / "maps").read_text(errors="replace")
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
