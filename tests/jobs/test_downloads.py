"""Downloads for the window: the real client in its own process, from a hub on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cosydesk.jobs.downloads import Downloads, DownloadState, ModelDownload
from cosydesk.weights import CatalogueModel, DownloadOptions, verify
from tests.weights.conftest import MODEL_ID, contents, lay_down
from tests.weights.modelscope_server import ModelScopeServer, Repository

PATIENCE_MS = 60_000


def options() -> DownloadOptions:
    return DownloadOptions(reserve_bytes=1 << 20)


@pytest.fixture
def downloads(qtbot: QtBot) -> Iterator[Downloads]:
    made = Downloads(options, waits_s=(1, 1))
    yield made
    made.shut_down()


def shown(downloads: Downloads) -> ModelDownload:
    known = downloads.get(MODEL_ID)
    assert known is not None
    return known


def test_a_model_arrives_with_progress(
    downloads: Downloads, hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[ModelDownload] = []
    downloads.changed.connect(
        lambda model_id: seen.append(known) if (known := downloads.get(model_id)) else None
    )
    with qtbot.waitSignal(downloads.finished, timeout=PATIENCE_MS) as ended:
        downloads.start(model, tmp_path)
        assert downloads.busy
    assert ended.args == [MODEL_ID, tmp_path / "iic" / "Tiny-0.1B"]
    assert verify(model, ended.args[1]).whole
    assert downloads.all() == []
    assert not downloads.busy
    states = {known.state for known in seen}
    assert states == {DownloadState.WAITING, DownloadState.RUNNING}
    stages = list(dict.fromkeys(known.progress.stage for known in seen))
    assert stages == ["listing", "fetching", "verifying"]
    fetching = [known.progress for known in seen if known.progress.stage == "fetching"]
    assert fetching[-1].files["llm.pt"][1] == 5_000_000
    assert fetching[-1].skipped_bytes > 700_000


def test_pause_resume_and_a_restart_go_on_where_it_stopped(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    downloads.start(model, tmp_path)
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    with qtbot.waitSignal(downloads.paused, timeout=PATIENCE_MS):
        downloads.pause(MODEL_ID)
    assert shown(downloads).state is DownloadState.PAUSED
    assert not downloads.busy
    repository.release.set()

    later = Downloads(options)
    later.remember([model], tmp_path)
    again = shown(later)
    assert again.state is DownloadState.PAUSED
    assert again.progress.done_bytes >= 2_000_000
    with qtbot.waitSignal(later.finished, timeout=PATIENCE_MS):
        later.resume(MODEL_ID)
    later.shut_down()
    assert verify(model, tmp_path / "iic" / "Tiny-0.1B").whole
    assert hub.starts("llm.pt")[-1] > 0, "what had arrived was not fetched again"


def test_quitting_pauses(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    downloads.start(model, tmp_path)
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    downloads.shut_down()
    later = Downloads(options)
    later.remember([model], tmp_path)
    assert shown(later).state is DownloadState.PAUSED
    assert shown(later).progress.done_bytes >= 2_000_000


@pytest.mark.parametrize("running", [True, False])
def test_cancel_leaves_nothing(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
    running: bool,
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    downloads.start(model, tmp_path)
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    if not running:
        with qtbot.waitSignal(downloads.paused, timeout=PATIENCE_MS):
            downloads.pause(MODEL_ID)
    with qtbot.waitSignal(downloads.cancelled, timeout=PATIENCE_MS):
        downloads.cancel(MODEL_ID)
    assert downloads.all() == []
    assert [entry for entry in tmp_path.iterdir() if entry.name != "home"] == []


def test_a_folder_elsewhere_is_mended_in_place_also_after_a_restart(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    mine = lay_down(tmp_path / "pretrained_models" / "Tiny-0.1B")
    (mine / "llm.pt").unlink()
    (mine / "tiny.yaml").write_bytes(
        b"sample_rate: 24001\n"
    )  # of the right size, and without a known checksum
    root = tmp_path / "models"
    repository.hold_after["llm.pt"] = 3_000_000
    downloads.start(model, root, target=mine, bad=["tiny.yaml"])
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    with qtbot.waitSignal(downloads.paused, timeout=PATIENCE_MS):
        downloads.pause(MODEL_ID)
    repository.release.set()
    assert {entry.path for entry in hub.fetched} == {"llm.pt", "tiny.yaml"}

    later = Downloads(options)
    later.remember([model], root, {MODEL_ID: mine})
    assert shown(later).target == mine
    with qtbot.waitSignal(later.finished, timeout=PATIENCE_MS) as ended:
        later.resume(MODEL_ID)
    later.shut_down()
    assert ended.args == [MODEL_ID, mine]
    assert (mine / "llm.pt").read_bytes() == contents()["llm.pt"]
    assert not (root / MODEL_ID).exists()


@pytest.mark.parametrize("running", [True, False])
def test_cancelling_a_repair_leaves_the_folder_as_it_was(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
    running: bool,
) -> None:
    mine = lay_down(tmp_path / "pretrained_models" / "Tiny-0.1B")
    repository.hold_after["llm.pt"] = 3_000_000
    downloads.start(model, tmp_path / "models", target=mine, bad=["llm.pt"])
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    if not running:
        with qtbot.waitSignal(downloads.paused, timeout=PATIENCE_MS):
            downloads.pause(MODEL_ID)
    with qtbot.waitSignal(downloads.cancelled, timeout=PATIENCE_MS):
        downloads.cancel(MODEL_ID)
    assert {path.name for path in mine.iterdir()} == {Path(path).parts[0] for path in contents()}
    assert not any((tmp_path / "models").rglob("*"))


@pytest.mark.slow
def test_a_broken_line_is_tried_again_by_itself_and_at_once_when_asked(
    downloads: Downloads,
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    repository.answers["<listing>"] = [500] * 100
    downloads.start(model, tmp_path)
    qtbot.waitUntil(lambda: shown(downloads).state is DownloadState.RETRYING, timeout=PATIENCE_MS)
    error = shown(downloads).error
    assert error is not None
    assert error.code == "busy"
    assert shown(downloads).retry_in_s == 1
    assert downloads.busy
    repository.answers["<listing>"].clear()
    with qtbot.waitSignal(downloads.finished, timeout=PATIENCE_MS):
        downloads.resume(MODEL_ID)


@pytest.mark.slow
def test_a_line_that_stays_broken_fails_and_keeps_what_is_there(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path, qtbot: QtBot
) -> None:
    repository.answers["<listing>"] = [500] * 1000
    downloads = Downloads(options, waits_s=(1,))
    with qtbot.waitSignal(downloads.failed, timeout=PATIENCE_MS) as ended:
        downloads.start(model, tmp_path)
    assert ended.args is not None
    assert ended.args[1].code == "busy"
    assert shown(downloads).state is DownloadState.FAILED
    downloads.shut_down()


def test_what_is_no_matter_of_the_line_fails_at_once(
    downloads: Downloads, hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, qtbot: QtBot
) -> None:
    hub.repositories.clear()
    with qtbot.waitSignal(downloads.failed, timeout=PATIENCE_MS) as ended:
        downloads.start(model, tmp_path)
    assert ended.args is not None
    assert ended.args[1].code == "not_found"


def test_more_than_fit_wait(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path, qtbot: QtBot
) -> None:
    other = replace(model, id="iic/Other")
    hub.repositories[other.id] = Repository(contents())
    repository.hold_after["llm.pt"] = 3_000_000
    downloads = Downloads(options, at_once=1)
    downloads.start(model, tmp_path)
    downloads.start(other, tmp_path)
    waiting = downloads.get(other.id)
    assert waiting is not None
    assert waiting.state is DownloadState.WAITING
    qtbot.waitUntil(repository.held.is_set, timeout=PATIENCE_MS)
    with qtbot.waitSignal(downloads.finished, timeout=PATIENCE_MS) as ended:
        downloads.pause(MODEL_ID)
    assert ended.args is not None
    assert ended.args[0] == other.id, "its place is free for the next"
    downloads.shut_down()
