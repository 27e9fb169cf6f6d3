"""The release's workflow: it can be read, and each script that it names is there."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / "packaging" / "release.yml"


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    with WORKFLOW.open(encoding="utf-8") as file:
        found = yaml.safe_load(file)["jobs"]
    assert isinstance(found, dict)
    return found


def commands(jobs: dict[str, Any]) -> list[str]:
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


def test_three_systems_are_built(jobs: dict[str, Any]) -> None:
    machines = {one["machine"].partition("-")[0] for one in jobs["packages"]["strategy"]["matrix"]["include"]}
    assert machines == {"ubuntu", "windows", "macos"}


def test_steps_are_single_commands_of_scripts_that_are_there(jobs: dict[str, Any]) -> None:
    assert len(commands(jobs)) >= 5
    for command in commands(jobs):
        program, script = command.split()[:2]
        assert program in ("python", "bash")
        assert "\n" not in command.strip()
        assert script.startswith("packaging/")
        assert (ROOT / script).is_file(), script


def test_jobs_wait_for_jobs_that_are_there(jobs: dict[str, Any]) -> None:
    for job in jobs.values():
        needed = job.get("needs", [])
        assert set([needed] if isinstance(needed, str) else needed) <= jobs.keys()


def test_commands_of_the_set_up_script_are_known(
    jobs: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import commands as known

    actions = known._parser()._actions
    choices = next(one.choices for one in actions if isinstance(one, argparse._SubParsersAction))
    asked = {found[1] for found in re.finditer(r"packaging/dev\.py (\w+)", "\n".join(commands(jobs)))}
    assert asked == {"build", "package", "test"}
    assert asked <= set(choices)


def test_a_draft_is_refused_whose_tag_is_not_the_version(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("runs on Linux")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    package = tmp_path / "cosydesk"
    package.mkdir()
    (package / "__init__.py").write_text('__version__ = "2.0.0"\n')
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "Begin"], cwd=tmp_path, check=True)
    subprocess.run([*git, "tag", "v1.0.0"], cwd=tmp_path, check=True)
    command = ["bash", str(ROOT / "packaging" / "draft_release.sh"), "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The tag is v1.0.0, but the program says that it is 2.0.0.\n"
