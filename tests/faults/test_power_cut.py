"""The studio and its engine are killed at any moment of their work, and the disk is left as a power cut would leave it.

`kill -9` leaves what was written in the system's memory. A power cut takes that too: there the logs of project and
library are torn, sector by sector, back to what had been brought to the disk when the power went.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.fault_table import Fault
from support.studio_at_work import (
    digest,
    encoded,
    library_digest,
    settings_digest,
)

from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.studio.library import Library

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals")]

SEED = 9
LONGEST_S = 2.0
"""The moment of the cut lies within this."""
SECTOR = 512
ROOT = Path(__file__).parents[2]


@dataclass
class Told:
    """What the studio had told when it was killed.

    Attributes:
        states: (moment, state, project's path) of each finished act, by what it was about.
        open: what was begun and not finished: "project", "library", "settings", or "".
        back: the state that this may lead back to, where it may be one that was before.
        synced: what was told last of each log.
        engine: the process that speaks. speaks: its first take has arrived.
        cut: the moment of the kill.
    """

    states: dict[str, list[tuple[float, str, str]]] = field(default_factory=dict)
    open: str = ""
    back: str = ""
    synced: dict[str, dict[str, Any]] = field(default_factory=dict)
    engine: int = 0
    speaks: bool = False
    cut: float = 0.0

    def take(self, line: bytes) -> None:
        said = json.loads(line)
        if "begins" in said:
            self.open, self.back = said["begins"], said["back"]
        elif "done" in said:
            self.open = self.back = ""
            self.states.setdefault(said["done"], []).append((said["t"], said["state"], said["path"]))
        elif "synced" in said:
            self.synced[said["synced"]] = said
        elif "engine" in said:
            self.engine = said["engine"]
        self.speaks |= "speaks" in said


def work_until_killed(folder: Path, seed: str, *, speaking: bool) -> Told:
    """Let it work, and kill both of its processes at a random moment, once takes arrive or already before."""
    environment = {**os.environ, "COSYDESK_HOME": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "support.studio_at_work", str(folder), seed],
        stdout=subprocess.PIPE,
        env=environment,
        bufsize=0,
    )
    assert process.stdout is not None
    told, rest = Told(), b""
    moment = random.Random(seed).uniform(0, LONGEST_S)
    until: float | None = None
    with process.stdout as out:
        while until is None or (left := until - time.monotonic()) > 0:
            if not select.select([out], [], [], None if until is None else left)[0]:
                break
            data = out.read(1 << 16)
            assert data, "the studio ended by itself"
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                told.take(line)
            if until is None and (told.speaks if speaking else told.engine):
                until = time.monotonic() + moment
        told.cut = time.monotonic()
        process.send_signal(signal.SIGKILL)
        os.kill(told.engine, signal.SIGKILL)
        process.wait()
        *lines, _ = (rest + out.read()).split(b"\n")
        for line in lines:
            told.take(line)
    return told


def age_of_loss(told: Told, about: str, state: str) -> float:
    """Seconds from the oldest thing that is lost to the cut; 0.0 = nothing is. Fails where the state never was."""
    states = told.states.get(about, [])
    known = [index for index, (_, one, _) in enumerate(states) if one == state]
    if not known:
        # What was begun may be done, though nobody was told.
        assert told.open == about, f"{about} is in no state that it ever had"
        return 0.0
    if told.open == about and told.back == state:
        return 0.0
    after = states[known[-1] + 1 :]
    return told.cut - after[0][0] if after else 0.0


def last_project(told: Told) -> Path:
    """What the window opens at its next start: the last project, or that from before where it isn't there yet."""
    last = Path(Settings.load().last_project)
    return last if last.exists() else Path(told.states["project"][-1][2])


def look(told: Told, folder: Path) -> dict[str, float]:
    """Open all there is, and say how old the oldest loss is of each."""
    settings = Settings.load()
    assert settings.problem is None
    project = project_file.open(last_project(told))
    assert not project.read_only
    lost = {"project": age_of_loss(told, "project", digest(project))}
    for take in project.takes.values():
        assert len(project.audio(take.id)) == take.length
    project_file.close(project)
    for path in folder.glob("*.cosydesk"):
        project_file.close(project_file.open(path))
    library = Library()
    assert library.problem is None
    lost["library"] = age_of_loss(told, "library", library_digest(library))
    for voice in library.mine.all():
        library.mine.prompt(voice.id)
    for name, data in library.mine.encoded.of("0" * 64).items():
        assert data == encoded(name)
    library.close()
    if "settings" in told.states:
        lost["settings"] = age_of_loss(told, "settings", settings_digest(settings))
    return lost


def cut_power(folder: Path, told: Told, chance: random.Random) -> int:
    """Tear the logs: of each sector that had not been brought to the disk, the new, the old, or nothing is there."""
    torn = 0
    for log in (*folder.glob("*.cosydesk-wal"), folder / "data" / "library.sqlite-wal"):
        if not log.exists():
            continue
        base = log.with_name(log.name.removesuffix("-wal"))
        known = told.synced.get(str(log))
        if known is None or hashlib.sha256(base.read_bytes()).hexdigest() != known["base"]:
            continue  # SQLite itself has brought the log to the disk since, to carry it into the file
        new, old = log.read_bytes(), Path(known["snap"]).read_bytes()
        made = bytearray()
        for at in range(0, len(new), SECTOR):
            fresh, kept = new[at : at + SECTOR], old[at : at + SECTOR].ljust(SECTOR, b"\0")
            made += fresh if fresh == kept else chance.choice((fresh, kept[: len(fresh)]))
        torn += bytes(made) != new
        end = chance.randrange(len(old), len(new) + 1) if len(new) > len(old) else len(made)
        log.write_bytes(made[:end])
    return torn


def synced(folder: Path, told: Told, about: str) -> float:
    """The moment from which on changes of it may not have reached the disk."""
    base = folder / "data" / "library.sqlite" if about == "library" else last_project(told)
    return float(told.synced[f"{base}-wal"]["began"])


def test_nothing_older_than_a_second_is_lost(
    tmp_path: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = fault("both processes are killed (kill -9) at a random moment of work")
    cut = fault("the power goes at that moment (simulated: logs torn back to what was on the disk)")
    tries = killed.tries(10)
    assert cut.tries(10) == tries
    worst = {"killed": 0.0, "cut": 0.0}
    torn = 0
    for number in range(tries):
        seed = f"{SEED}:{number}"
        folder = tmp_path / str(number)
        folder.mkdir()
        told = work_until_killed(folder, seed, speaking=number % 2 == 0)
        try:
            image = tmp_path / f"image {number}"
            shutil.copytree(folder, image)
            monkeypatch.setenv("COSYDESK_HOME", str(folder))
            lost = look(told, folder)
            assert not any(lost.values()), f"{lost} s"
            killed.survived()

            shutil.rmtree(folder)
            image.rename(folder)  # the projects' paths are what they were
            torn += cut_power(folder, told, random.Random(seed))
            lost = look(told, folder)
            worst["cut"] = max(worst["cut"], *lost.values())
            for about, seconds in lost.items():
                # What was finished when the last way to the disk began is there; how long ago that was is told.
                assert not seconds or told.cut - seconds > synced(folder, told, about)
            cut.survived()
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise
        shutil.rmtree(folder)
    killed.lost("nothing that was finished")
    cut.lost(f"at most the last {worst['cut']:.2f} s; {torn} logs were torn; no file unreadable")
