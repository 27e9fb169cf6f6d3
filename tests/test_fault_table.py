"""The table of faults counts what tests tell it, and is written only when asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

@pytest.mark.parametrize("where", ["here", "there"])
def test_pulled(fault, where):
    count = fault("the plug is pulled")
    for _ in range(count.tries(2)):
        count.survived()
    count.lost("nothing" if where == "here" else "the last second")

def test_first_of_three(fault):
    count = fault("the roof | leaks")
    count.lost("nothing")
    for nth in range(count.tries(3, at_most=4)):
        assert nth == 0
        count.survived()

def test_not_here(fault):
    fault("the moon falls")
    pytest.skip("there is no moon")
"""


def run(folder: Path, *arguments: str) -> tuple[str, str]:
    """Run `TESTS` with the plugin; what pytest said, and the table."""
    (folder / "test_it.py").write_text(TESTS, "utf-8")
    table = folder / "made" / "table.md"
    told = [argument.replace("TABLE", str(table)) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "support.fault_table", "-p", "no:cacheprovider", *told],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr, table.read_text("utf-8") if table.exists() else ""


@pytest.mark.slow
def test_rows_count_tries_survivors_and_losses(tmp_path: Path) -> None:
    said, table = run(tmp_path, "--fault-table", "TABLE", "--fault-factor", "10")
    assert "1 failed, 2 passed, 1 skipped" in said
    assert table.splitlines()[-5:] == [
        "| fault | times tried | times survived | what was lost |",
        "| --- | ---: | ---: | --- |",
        "| the plug is pulled | 40 | 40 | the last second |",
        "| the roof \\| leaks | 4 | 1 | nothing |",
        "| the moon falls | 0 | 0 | not tried here: there is no moon |",
    ]
    assert "3 faults, 44 tries, 41 survived." in table


def test_nothing_is_written_unasked(tmp_path: Path) -> None:
    said, table = run(tmp_path)
    assert "1 failed, 2 passed, 1 skipped" in said
    assert table == ""
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".md"] == []


def test_one_process_counts(tmp_path: Path) -> None:
    said, table = run(tmp_path, "--fault-table", "TABLE", "-n", "2")
    assert "leave out -n" in said
    assert table == ""


@pytest.mark.slow
def test_rows_that_were_not_tried_again_stay(tmp_path: Path) -> None:
    _, before = run(tmp_path, "--fault-table", "TABLE")
    _, after = run(tmp_path, "--fault-table", "TABLE", "--fault-factor", "10", "-k", "pulled")
    assert after.splitlines()[-3] == "| the plug is pulled | 40 | 40 | the last second |"
    assert after.splitlines()[-2:] == before.splitlines()[-2:]
    assert "3 faults, 43 tries, 41 survived." in after
    _, whole = run(tmp_path, "--fault-table", "TABLE")
    assert whole == before
