"""A private PulseAudio with a null sink, and what was played to it: for tests that must hear."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

SINK = "cosy"
RATE = 48_000


class PulseMissing(Exception):  # noqa: N818 - nothing is wrong, it is not there
    """PulseAudio can't be run here; the message says why."""


class PulseServer:
    """A daemon of our own with one null sink; `environment` makes programs play to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "socket"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
        }

    def start(self) -> None:
        """Run it, again if need be.

        Raises:
            PulseMissing: it doesn't start.
        """
        self._socket.unlink(missing_ok=True)
        command = [
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
            "--log-target=stderr",
            f"--load=module-null-sink sink_name={SINK} rate={RATE}",
            f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
        ]
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self._folder), "HOME": str(self._folder)}
        environment.pop("PULSE_SERVER", None)
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        for _ in range(100):
            if self._process.poll() is not None:
                said = (self._folder / "log").read_text(errors="replace")
                raise PulseMissing("pulseaudio ended: " + said[-300:])
            if self._socket.exists():
                asked = subprocess.run(
                    ["pactl", "info"], env={**environment, **self.environment}, capture_output=True
                )
                if asked.returncode == 0:
                    return
            threading.Event().wait(0.1)
        raise PulseMissing("pulseaudio did not answer")

    def kill(self) -> None:
        """End it as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def recording(self) -> AbstractContextManager[Recording]:
        """Record what the null sink plays while the block runs."""
        return recording({**os.environ, **self.environment})


class Recording:
    """Sound of the sink's monitor as it comes in."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._data = bytearray()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while data := os.read(self._process.stdout.fileno(), 1 << 16):
            with self._lock:
                self._data += data

    @property
    def samples(self) -> npt.NDArray[np.float32]:
        """All frames so far, float32 of shape (n, 2) at `RATE`."""
        with self._lock:
            data = bytes(self._data[: len(self._data) // 8 * 8])
        return np.frombuffer(data, dtype="<f4").reshape(-1, 2)

    def finish(self) -> None:
        """Stop recording; what came so far stays."""
        self._process.terminate()
        self._process.wait(10)
        self._thread.join(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def recording(environment: Mapping[str, str] = os.environ) -> Iterator[Recording]:
    """Record what the null sink of the environment's server plays while the block runs."""
    # The low latency matters: an idle null sink renders two seconds ahead and takes nothing until then.
    command = ["parec", f"--device={SINK}.monitor", "--format=float32le", f"--rate={RATE}", "--channels=2"]
    process = subprocess.Popen(
        [*command, "--latency-msec=20"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    taken = Recording(process)
    try:
        for _ in range(200):
            if len(taken.samples) > RATE // 5:
                break
            threading.Event().wait(0.05)
        yield taken
    finally:
        taken.finish()


@contextmanager
def private_pulse() -> Iterator[PulseServer]:
    """Start a daemon with one null sink, stop it at the end.

    Raises:
        PulseMissing: it is not installed or doesn't start.
    """
    if shutil.which("pulseaudio") is None or shutil.which("parec") is None:
        raise PulseMissing("pulseaudio and parec (pulseaudio-utils) are not installed")
    folder = Path(tempfile.mkdtemp(prefix="cosydesk-pulse-"))
    folder.chmod(0o700)
    server = PulseServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def aligned(
    recorded: npt.NDArray[np.float32], expected: npt.NDArray[np.float32]
) -> tuple[int, npt.NDArray[np.float32]]:
    """Find `expected` (mono, n samples) in `recorded` (mono) by cross-correlation.

    Returns where it begins and the recorded part of the same length (padded with zeros).
    """
    size = 1 << int(np.ceil(np.log2(len(recorded) + len(expected))))
    spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(expected, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[: len(recorded)]))
    part = recorded[lag : lag + len(expected)]
    return lag, np.pad(part, (0, len(expected) - len(part)))


def likeness(part: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]) -> float:
    """Signal to error in dB, at the best common gain."""
    gain = float(part @ wanted) / float(wanted @ wanted)
    error = part - gain * wanted
    return float(10 * np.log10(gain**2 * float(wanted @ wanted) / float(error @ error)))


@contextmanager
def microphone(name: str = "Microphone") -> Iterator[None]:
    """A microphone that hears what the null sink plays, at the environment's server."""
    command = ["pactl", "load-module", "module-remap-source", f"master={SINK}.monitor"]
    command += [f"source_name={name.lower()}", f"source_properties=device.description={name}"]
    number = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    try:
        yield
    finally:
        subprocess.run(["pactl", "unload-module", number], check=True)


@contextmanager
def loudspeaker(name: str) -> Iterator[None]:
    """Another sound output at the environment's server, the default one while it is there."""
    command = ["pactl", "load-module", "module-null-sink", f"sink_name={name.lower()}"]
    command += [f"sink_properties=device.description={name}"]
    number = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    try:
        subprocess.run(["pactl", "set-default-sink", name.lower()], check=True)
        yield
    finally:
        subprocess.run(["pactl", "unload-module", number], check=True)
        subprocess.run(["pactl", "set-default-sink", SINK], check=True)


def put_to_sleep(name: str) -> None:
    """Let a microphone of the environment's server give nothing any more, as when its cable is pulled."""
    subprocess.run(["pactl", "suspend-source", name.lower(), "1"], check=True)
