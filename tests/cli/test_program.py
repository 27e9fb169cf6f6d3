"""The program as it is started from a shell."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import soundfile

from cosydesk import __version__

PROGRAM = [sys.executable, "-m", "cosydesk"]
LONG = "The quick brown fox jumps over the lazy dog. " * 200


def test_version_loads_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from cosydesk.__main__ import main\n"
        "try:\n"
        "    main(['--version'])\n"
        "except SystemExit as end:\n"
        "    heavy = {'numpy', 'torch', 'onnxruntime', 'PySide6', 'cosydesk.engine'} & sys.modules.keys()\n"
        "    print(end.code, sorted(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"CosyDesk {__version__}\n0 []\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals")
def test_a_terminal_sees_progress_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "say", LONG, "-o", "long.wav"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
        # Whoever runs the tests in the background has it ignored, and a program inherits that.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(theirs)
        seen = b""
        while b"Speaking" not in seen:
            seen += os.read(ours, 1000)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    os.close(ours)
    assert b"%" in seen
    assert os.listdir(tmp_path) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "say", LONG, "-o", "-", "--stream"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(4) == b"RIFF"  # long before the end
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_it_speaks_the_welcome_script(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(PROGRAM, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "welcome.wav\n"
    assert done.stderr.startswith("There is no display")
    info = soundfile.info(tmp_path / "welcome.wav")
    assert info.samplerate == 24_000
    assert info.duration > 15


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_a_project_is_not_opened(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [*PROGRAM, "a.cosydesk"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cosydesk: There is no display to open a.cosydesk on.\n"
