"""The clock is really set back for a process: libfaketime gives it another time whenever a file says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.fault_table import Fault

ROOT = Path(__file__).parents[2]
LIBRARIES = [
    *Path("/usr/lib").glob("*/faketime/libfaketime.so.1"),
    Path("/usr/lib/faketime/libfaketime.so.1"),
]

SCENE = """
import json, os, sys, time
from pathlib import Path
from support.studio import contents, speak, write_lines
from cosydesk import crashes
from cosydesk.studio import project_file

folder = Path(sys.argv[1])

def set_clock(offset):
    Path(os.environ["FAKETIME_TIMESTAMP_FILE"]).write_text(offset)

begun = time.time()
set_clock("-30h")
assert time.time() < begun - 100_000, "the clock isn't set back"
set_clock("+0")
assert time.time() >= begun - 1

project = project_file.create(folder / "scene.cosydesk")
(line,) = write_lines(project, "One.")
takes = []
for offset in ("+0", "-5h", "-30h", "+0", "-400d"):
    set_clock(offset)
    takes.append(speak(project, line).id)
    project.apply(project.edit_text(line.id, f"At {offset}."))
before = contents(project)
in_order = [take.id for take in project.takes_of(line.id)] == takes
chosen = project.line(line.id).take_id == takes[-1]
set_clock("-500d")
project_file.close(project)
again = project_file.open(folder / "scene.cosydesk")
kept = contents(again) == before and [take.id for take in again.takes_of(line.id)] == takes
text = again.lines[0].text
project_file.close(again)

names = []
for offset in ("+0", "-5h", "-30h"):
    set_clock(offset)
    untitled = project_file.create()
    write_lines(untitled, offset)
    names.append(untitled.path.name)
    project_file.close(untitled)
newest_first = [path.name for path in project_file.untitled_files()] == names[::-1]

set_clock("+0")
reports = [crashes.write_report("window", "before", []) for _ in range(crashes.KEPT)]
set_clock("-5h")
last = crashes.write_report("window", "after", [])
report_kept = last.exists() and len(crashes.reports()) == crashes.KEPT
print(json.dumps([in_order, chosen, kept, text, newest_first, report_kept]))
"""


def test_set_back_between_takes_and_edits(tmp_path: Path, home: Path, fault: Fault) -> None:
    count = fault("the clock is set back by hours and by a year")
    library = next((path for path in LIBRARIES if path.exists()), None)
    if library is None:
        pytest.skip("libfaketime is not installed")
    for nth in range(count.tries(1, at_most=10)):
        folder = tmp_path / str(nth)
        folder.mkdir()
        clock = folder / "clock"
        clock.write_text("+0")
        environment = {
            **os.environ,
            "COSYDESK_HOME": str(folder / "home"),
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        }
        done = subprocess.run(
            [sys.executable, "-c", SCENE, str(folder)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        in_order, chosen, kept, text, newest_first, report_kept = json.loads(done.stdout)
        assert in_order, "takes come in the order in which they were made"
        assert chosen
        assert kept
        assert text == "At -400d."
        assert newest_first, "the project of last time is found first"
        assert report_kept
        count.survived()
    count.lost("nothing, and takes, projects and reports stay in the order in which they were made")
