"""What `render` and `dub` show on a terminal while they work, and what stays there."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from cosydesk.batch.events import Begun, Delivered, Delivering, LineFailed, LineProgress, LineSpoken, Note
from cosydesk.batch.order import Failure
from cosydesk.cli.batch_report import report_on

FAILURE = Failure(2, "Say nothing.", "This can't be said.", "Say something else.", "refused")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(params=[80, 120])
def terminal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    for name, value in (("COLUMNS", str(request.param)), ("LINES", "24"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    return made


def shown(terminal: Terminal) -> list[str]:
    """Every line that was drawn, without colours and movements of the cursor."""
    return [line.rstrip() for line in re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", terminal.getvalue()).splitlines()]


def test_lines_are_counted_and_the_delivery_is_a_percentage(terminal: Terminal) -> None:
    with redirect_stderr(terminal), report_on(False) as report:
        report.tell(Begun(2, 5))
        report.tell(LineProgress(1, 0.5))
        report.tell(LineSpoken(1, "Hello.", 1.0))
        report.tell(LineSpoken(2, "Again.", 1.0))
        report.tell(Delivering(0.59))
        report.end(0, ())
    speaking = [line for line in shown(terminal) if line.startswith("Speaking ")][-1]
    delivering = [line for line in shown(terminal) if line.startswith("Delivering ")][-1]
    assert re.search(r"━ +2/2$", speaking)
    assert re.search(r"━ +59 %( +\d\d:\d\d left)?$", delivering)
    assert speaking.index("━") == delivering.index("━"), "bars stand below one another"
    assert max(len(line) for line in shown(terminal)) <= 80


def test_what_there_is_to_know_stays_above_the_bars(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    with redirect_stderr(terminal), report_on(False) as report:
        report.tell(Begun(2, 0))
        report.tell(LineSpoken(1, "Hello.", 1.0, ("Unknown tags were left out: [x].",)))
        report.tell(LineFailed(FAILURE))
        report.tell(Note("fast", "Line 1 plays 1.31 times as fast to fit its time."))
        report.tell(Delivered(Path("film.mp4")))
        report.end(3, (FAILURE,))
    lines = shown(terminal)
    assert "Line 1: Unknown tags were left out: [x]." in lines
    assert "Line 2 (Say nothing.): This can't be said. Say something else." in lines
    assert "Note: Line 1 plays 1.31 times as fast to fit its time." in lines
    assert "1 line could not be spoken:" in lines
    assert capsys.readouterr().out == "film.mp4\n"


def test_where_all_is_spoken_already_no_bar_of_lines_is_shown(terminal: Terminal) -> None:
    with redirect_stderr(terminal), report_on(False) as report:
        report.tell(Begun(0, 7))
        report.tell(Delivering(1.0))
        report.end(0, ())
    assert not any("Speaking" in line for line in shown(terminal))
    assert any("100 %" in line for line in shown(terminal))
