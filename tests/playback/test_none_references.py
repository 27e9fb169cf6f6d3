"""PySide6 6.12.0 loses a reference to None with every void call and aborts after some 5,000 of them.

The version is pinned; this notices when somebody lifts the pin too early.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

CALLS = """
    import sys
    from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QObject, Signal

    class Source(QIODevice):
        def isSequential(self):
            return True

        def readData(self, maxlen):
            return b"x" * maxlen

        def writeData(self, data, size=0):
            return -1

    class Sender(QObject):
        sent = Signal(int)

    app = QCoreApplication([])
    source = Source()
    source.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
    sender = Sender()
    sender.sent.connect(lambda value: None)
    before = sys.getrefcount(None)
    for index in range(20_000):
        source.read(8)
        source.setObjectName("name")
        sender.sent.emit(index)
        app.processEvents()
    print(sys.getrefcount(None) - before)
"""


def test_void_calls_do_not_use_up_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CALLS)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    # From Python 3.12 on None is immortal and its count stands still.
    assert int(done.stdout) > -100
