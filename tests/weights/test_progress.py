"""Speed and time left, on a clock of the test's own; and a worker whose parent is gone."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from cosydesk.weights import CatalogueModel
from cosydesk.weights.download_worker import worker_main
from cosydesk.weights.manifest import ListedFile
from cosydesk.weights.messages import Advanced, Order, Planned, Verifying
from cosydesk.weights.progress import ProgressMeter
from tests.weights.modelscope_server import ModelScopeServer, Repository


def test_speed_and_time_left() -> None:
    meter = ProgressMeter()
    files = (ListedFile("a", 1000, None), ListedFile("b", 3000, None))
    start = meter.feed(Planned(files, (500, 0), 70), 10.0)
    assert (start.done_bytes, start.total_bytes, start.skipped_bytes) == (500, 4000, 70)
    assert start.seconds_left is None
    one = meter.feed(Advanced("b", 500, 3000), 11.0)
    assert one.bytes_per_s == pytest.approx(500)
    assert one.seconds_left == pytest.approx(6.0)
    assert one.fraction == pytest.approx(0.25)
    faster = meter.feed(Advanced("b", 1500, 3000), 12.0)
    assert 500 < faster.bytes_per_s < 1000
    restarted = meter.feed(Advanced("b", 0, 3000), 13.0)
    assert restarted.done_bytes == 500
    assert restarted.bytes_per_s == faster.bytes_per_s
    checking = meter.feed(Verifying("a", 10, 40), 14.0)
    assert (checking.stage, checking.fraction) == ("verifying", 0.25)


def test_the_worker_leaves_when_its_parent_is_gone(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 1_000_000
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    order = Order(model, str(tmp_path / "staging"), str(tmp_path / "target"), reserve_bytes=1 << 20)
    process = context.Process(target=worker_main, args=(theirs, order))
    process.start()
    theirs.close()
    assert repository.held.wait(30)
    ours.close()
    process.join(30)
    assert process.exitcode is not None
