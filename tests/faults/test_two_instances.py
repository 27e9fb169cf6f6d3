"""Two programs at once: one project, one file of settings, and locks that were left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.fault_table import Fault
from support.studio import contents, write_lines

from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.studio.errors import StudioError

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
from pathlib import Path
from cosydesk.studio import project_file

project = project_file.open(Path(sys.argv[1]))
project.apply(project.edit_text(project.lines[0].id, "Theirs."))
print("read-only" if project.read_only else "open", flush=True)
if sys.stdin.readline() == "close\\n":
    project_file.close(project)
"""

CHANGE = """
import sys
from pathlib import Path
from cosydesk.settings import Settings

settings = Settings.load(Path(sys.argv[1]))
print("read", flush=True)
sys.stdin.readline()
settings.theme = "dark"
settings.recent_files = ["theirs"]
settings.save()
"""


@contextmanager
def other(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, after its first word."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() in ("open", "read")
            yield process
        finally:
            process.kill()


def written(path: Path) -> Path:
    project = project_file.create(path)
    write_lines(project, "One.")
    project_file.close(project)
    return path


def test_one_project_in_two_programs(tmp_path: Path, fault: Fault) -> None:
    count = fault("two programs open the same project")
    for nth in range(count.tries(2)):
        path = written(tmp_path / f"scene{nth}.cosydesk")
        with other(HOLD, path) as process:
            ours = project_file.open(path)
            assert (ours.read_only, ours.store.held_elsewhere) == (True, True)
            assert ours.lines[0].text == "Theirs."
            with pytest.raises(StudioError) as caught:
                ours.apply(ours.edit_text(ours.lines[0].id, "Ours."))
            assert caught.value.code == "read_only"
            project_file.save_as(ours, tmp_path / f"ours{nth}.cosydesk")
            ours.apply(ours.edit_text(ours.lines[0].id, "Ours."))
            project_file.close(ours)
            process.communicate("close\n", timeout=60)
        for name, text in ((path, "Theirs."), (tmp_path / f"ours{nth}.cosydesk", "Ours.")):
            again = project_file.open(name)
            assert (again.read_only, again.recovered, again.lines[0].text) == (False, False, text)
            project_file.close(again)
        count.survived()
    count.lost("nothing: the second one looks only, and may go on under another name")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_lock_of_a_dead_process(tmp_path: Path, fault: Fault) -> None:
    count = fault("the program that has the project open is killed, and leaves its lock")
    for nth in range(count.tries(2)):
        path = written(tmp_path / f"scene{nth}.cosydesk")
        with other(HOLD, path) as process:
            process.kill()
            process.wait()
        assert path.with_name(f".{path.name}.lock").exists()
        again = project_file.open(path)
        assert (again.read_only, again.recovered, again.lines[0].text) == (False, True, "Theirs.")
        project_file.close(again)
        assert os.listdir(tmp_path) == [path.name], "the lock is cleared away"
        path.unlink()
        count.survived()
    count.lost("nothing")


def test_a_lock_that_came_along_from_another_machine(tmp_path: Path, fault: Fault) -> None:
    """The folder was copied from a machine where the project was open: files name nobody, only a system holds them."""
    count = fault("a lock file of another machine lies beside the project")
    for nth in range(count.tries(2)):
        path = written(tmp_path / f"scene{nth}.cosydesk")
        before = contents(project_file.open(path, read_only=True))
        path.with_name(f".{path.name}.lock").write_text("another-host 4711\n", "utf-8")
        ours = project_file.open(path)
        assert not ours.read_only
        assert contents(ours) == before
        project_file.close(ours)
        assert not path.with_name(f".{path.name}.lock").exists()
        count.survived()
    count.lost("nothing")


def test_settings_of_both_are_kept(tmp_path: Path, fault: Fault) -> None:
    count = fault("two programs change their settings")
    for nth in range(count.tries(2)):
        path = tmp_path / f"settings{nth}.toml"
        path.write_text('language = "en"\nscale = 125\nplug = "in"\n', "utf-8")
        ours = Settings.load(path)
        with other(CHANGE, path) as process:
            ours.language = "zh_CN"
            ours.reset("scale")
            ours.save()
            process.communicate("go\n", timeout=60)
            assert process.returncode == 0
        kept = Settings.load(path)
        assert (kept.language, kept.theme, kept.recent_files) == ("zh_CN", "dark", ["theirs"])
        assert kept.is_changed("scale") is False
        assert kept.unknown == {"plug": "in"}
        ours.script_folder = "/ours"
        ours.save()
        kept = Settings.load(path)
        assert (kept.theme, kept.script_folder) == ("dark", "/ours"), "not taken back by the next save"
        count.survived()
    count.lost("nothing; of a setting that both change, the later value stays")
