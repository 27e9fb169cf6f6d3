"""Nothing leaves the machine: the real window with the real engine, listened to from inside and from outside.

A line is spoken by a starter voice, heard by the recogniser, and another one spoken by a model from a folder.

Inside, an audit hook in every Python process writes down each connection, binding and name that is looked up. Outside,
the sockets of the process tree are sampled; and the same scene runs where there is no network at all, with the kernel's
own record of it where `strace` is at hand.
"""

from __future__ import annotations

import ast
import ipaddress
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from cosydesk.engine.random_model import write_random_model
from cosydesk.settings import Settings

HOOK = """
import os, sys
_names = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
          "socket.gethostbyname", "socket.gethostbyaddr")
def _note(line):
    file = os.open(os.environ["NETWORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, (line + "\\n").encode())
    os.close(file)
def _hook(event, arguments):
    if event in _names:
        # Names are looked up by the first argument; the others have their socket before the address.
        what = arguments[0 if "get" in event else 1]
        _note(f"{os.getpid()} {event} {what!r}")
_note(f"{os.getpid()} hooked None")
sys.addaudithook(_hook)
"""

SCENE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from cosydesk import app
from cosydesk.engine.questions import Transcribe

make = app.build
dialogs = []

def speak(window):
    project = window.document.project
    lines = [project.new_line("Nothing leaves this computer.", "starter:af_heart")]
    window.document.apply(project.edit_lines([line.id for line in project.lines], lines, 0))
    window.queue.job_finished.connect(lambda job, samples, rate, _notices: spoken(window, job, samples, rate))
    window.speech.failed.connect(lambda *why: (print("FAILED", why), window.close()))
    window.models.failed.connect(lambda *why: (print("FAILED", why), window.close()))
    window.models.opened.connect(lambda _id: speak_with_the_model(window))
    window.speech.speak([lines[0].id])

def spoken(window, job, samples, rate):
    if job.model == "starter":
        window.queue.questions.ask(Transcribe(samples, rate, "en"), lambda heard: listened(window, heard))
    else:
        QTimer.singleShot(0, lambda: look_around(window))

def listened(window, heard):
    print("HEARD", heard, flush=True)
    window.models.open(Path(sys.argv[1]))

def speak_with_the_model(window):
    project = window.document.project
    lines = [project.new_line("一切都在这里。", "Tiny:中文女")]
    window.document.apply(project.edit_lines([line.id for line in project.lines], lines, 0))
    window.speech.speak([lines[0].id])

def look_around(window):
    preferences = window.dialogs.show_preferences()
    for row in range(preferences.pages.count()):
        preferences.pages.setCurrentRow(row)
    preferences.search.setText("network")
    preferences.close()
    window.my_voices.make()
    window.dialogs.show_about()
    window.dialogs.show_dictionary()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    print("DONE", flush=True)
    QTimer.singleShot(300, window.close)

def build(*given):
    window = make(*given)
    window.shown.connect(lambda: QTimer.singleShot(200, lambda: speak(window)))
    return window

if __name__ == "__main__":
    app.build = build
    sys.exit(app.main([]))
"""

ADDRESS = re.compile(r'sin6?_addr=inet_(?:addr\(|pton\(AF_INET6?, )"([^"]+)"|inet_pton\(AF_INET6, "([^"]+)"')
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def scene(home: Path, tmp_path: Path) -> list[str]:
    """The command that plays it."""
    settings = Settings.load()
    settings.first_start_seen = settings.tour_seen = True
    settings.save()
    (tmp_path / "sitecustomize.py").write_text(HOOK, "utf-8")
    (tmp_path / "scene.py").write_text(SCENE, "utf-8")
    write_random_model(tmp_path / "Tiny", config=Path(__file__).parent / "data" / "tiny.yaml")
    return [sys.executable, str(tmp_path / "scene.py"), str(tmp_path / "Tiny")]


def environment(tmp_path: Path) -> dict[str, str]:
    paths = [str(tmp_path), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "NETWORK_LOG": str(tmp_path / "network.log"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def noted(tmp_path: Path) -> list[tuple[str, str, object]]:
    """(process, event, address) of what the hooks saw."""
    lines = (tmp_path / "network.log").read_text("utf-8").splitlines()
    return [
        (pid, event, ast.literal_eval(what)) for pid, event, what in (line.split(" ", 2) for line in lines)
    ]


def is_local(address: object) -> bool:
    """Whether a Python address stays on this machine: a file's name, or the loopback."""
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes) or "/" in str(host):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host == "localhost"


def assert_local(tmp_path: Path) -> None:
    found = noted(tmp_path)
    assert len({pid for pid, event, _ in found if event == "hooked"}) >= 2, (
        "window and engine are listened to"
    )
    assert [entry for entry in found if entry[1] != "hooked" and not is_local(entry[2])] == []


def test_listener_would_hear_a_connection(tmp_path: Path, scene: list[str]) -> None:
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), check=True)
    far = [entry[1:] for entry in noted(tmp_path) if entry[1] != "hooked" and not is_local(entry[2])]
    assert ("socket.connect", ("192.0.2.1", 9)) in far
    assert is_local(("127.0.0.1", 1))
    assert is_local("/tmp/socket")


@pytest.mark.slow
def test_window_and_engine_speak_to_nobody(tmp_path: Path, scene: list[str]) -> None:
    with (tmp_path / "said").open("w+b") as said:
        program = subprocess.Popen(scene, env=environment(tmp_path), stdout=said, stderr=said)
        pause, seen, looks = threading.Event(), set[str](), 0
        try:
            while program.poll() is None:
                seen |= far_sockets(program.pid)
                looks += 1
                pause.wait(0.1)
        finally:
            program.kill()
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    assert program.returncode == 0, words
    assert "DONE" in words, words
    assert looks > 10
    assert seen == set()
    assert_local(tmp_path)


def test_libraries_are_told_to_be_silent_before_they_load() -> None:
    code = "import os, sys, cosydesk.engine.messages; print('onnxruntime' in sys.modules, os.environ[sys.argv[1]])"
    for name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE"):
        done = subprocess.run(
            [sys.executable, "-c", code, name],
            env={key: value for key, value in os.environ.items() if key != name},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["False", "1"]


def far_sockets(pid: int) -> set[str]:
    """Internet sockets of a process and its children that reach beyond the machine, as they are now."""
    found = set()
    try:
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return set()
    for process in processes:
        try:
            connections = process.net_connections(kind="inet")
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        for connection in connections:
            ends = [end.ip for end in (connection.laddr, connection.raddr) if end]
            found |= {ip for ip in ends if not ipaddress.ip_address(ip).is_loopback}
    return found


def works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_all_works_without_any_network(tmp_path: Path, scene: list[str]) -> None:
    alone = ["unshare", "--map-root-user", "--net"]
    if not works(*alone):
        pytest.skip("this system lets nobody start a program without a network")
    record = tmp_path / "kernel.log"
    traced = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,bind,sendto", "-o", str(record)]
    command = [*alone, *(traced if works(*traced) else []), *scene]
    done = subprocess.run(
        command, env=environment(tmp_path), capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "DONE" in done.stdout, done.stdout + done.stderr
    assert_local(tmp_path)
    if record.exists():
        calls = record.read_text("utf-8", "replace")
        far = [next(filter(None, found)) for found in ADDRESS.findall(calls)]
        assert [address for address in far if not ipaddress.ip_address(address).is_loopback] == []
