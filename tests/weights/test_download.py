"""Fetching a model with the real client from a hub on this machine that fails in all the usual ways."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cosydesk.weights import (
    CatalogueModel,
    Download,
    DownloadOptions,
    DownloadProgress,
    ModelFile,
    WeightsError,
    verify,
)
from tests.weights.conftest import MODEL_ID, contents, lay_down, tiny_model
from tests.weights.local_proxy import LocalProxy
from tests.weights.modelscope_server import ModelScopeServer, Repository

SMALL_RESERVE = DownloadOptions(reserve_bytes=1 << 20)


def fetch(model: CatalogueModel, root: Path) -> Path:
    return Download(model, root, SMALL_RESERVE).run()


def failing(model: CatalogueModel, root: Path, options: DownloadOptions = SMALL_RESERVE) -> WeightsError:
    with pytest.raises(WeightsError) as caught:
        Download(model, root, options).run()
    assert str(root) not in caught.value.message
    return caught.value


def until_held(download: Download, repository: Repository) -> tuple[threading.Thread, list[WeightsError]]:
    """Run the download in a thread until the hub holds it in the middle of a file."""
    errors: list[WeightsError] = []

    def run() -> None:
        try:
            download.run()
        except WeightsError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert repository.held.wait(30)
    return thread, errors


def test_fetches_only_what_inference_needs_and_shows_the_saving(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    seen: list[DownloadProgress] = []
    folder = Download(model, tmp_path / "models", SMALL_RESERVE).run(seen.append)

    made = contents()
    assert folder == tmp_path / "models" / "iic" / "Tiny-0.1B"
    placed = {entry.relative_to(folder).as_posix() for entry in folder.rglob("*") if entry.is_file()}
    assert placed == {"tiny.yaml", "llm.pt", "flow.pt", "Blank/vocab.json", ".cosydesk.json"}
    for path in placed - {".cosydesk.json"}:
        assert (folder / path).read_bytes() == made[path]
    assert verify(model, folder).whole
    assert list((tmp_path / "models").iterdir()) == [tmp_path / "models" / "iic"]

    total = sum(len(made[path]) for path in placed - {".cosydesk.json"})
    fetching = [progress for progress in seen if progress.stage == "fetching"]
    assert {progress.total_bytes for progress in fetching} == {total}
    assert fetching[-1].done_bytes == total
    assert fetching[-1].skipped_bytes == len(made["llm.fp16.zip"]) + len(made["README.md"])
    assert fetching[-1].files["llm.pt"] == (5_000_000, 5_000_000)
    assert seen[-1].stage == "verifying"
    assert seen[-1].fraction == 1.0


def test_sends_no_account_and_talks_to_nobody_else(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    fetch(model, tmp_path / "models")
    assert hub.unknown == []
    assert {entry.authorization for entry in hub.fetched} == {""}


def test_domain_without_scheme_variable_of_the_client_works_too(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MODELSCOPE_ENDPOINT")
    monkeypatch.setenv("MODELSCOPE_DOMAIN", hub.address)
    assert verify(model, fetch(model, tmp_path / "models")).whole


def test_a_chosen_mirror_wins_over_the_environment(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", "http://127.0.0.1:1")
    options = DownloadOptions(endpoint=hub.address, reserve_bytes=1 << 20)
    assert verify(model, Download(model, tmp_path / "models", options).run()).whole


def test_a_proxy_is_used(hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path) -> None:
    with LocalProxy(hub.address) as proxy:
        options = DownloadOptions(endpoint="http://hub.invalid", proxy=proxy.address, reserve_bytes=1 << 20)
        assert verify(model, Download(model, tmp_path / "models", options).run()).whole
    assert len(proxy.asked) > len(hub.fetched) >= 4
    assert {urlsplit(asked).netloc for asked in proxy.asked} == {"hub.invalid"}


def test_a_cut_connection_is_resumed_where_it_broke(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.cut_after["llm.pt"] = [3_000_000]
    folder = fetch(model, tmp_path / "models")
    assert (folder / "llm.pt").read_bytes() == contents()["llm.pt"]
    first, second = hub.starts("llm.pt")
    assert first == 0
    assert 2_000_000 <= second <= 3_200_000


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_hub_is_asked_again(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path, status: int
) -> None:
    repository.answers["flow.pt"] = [status]
    folder = fetch(model, tmp_path / "models")
    assert verify(model, folder).whole
    assert len(hub.starts("flow.pt")) == 2


@pytest.mark.slow
def test_all_of_it_at_once(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.answers["<listing>"] = [429]
    repository.answers["llm.pt"] = [429, 500, 503]
    repository.cut_after["llm.pt"] = [1_000_000]
    folder = fetch(model, tmp_path / "models")
    assert (folder / "llm.pt").read_bytes() == contents()["llm.pt"]
    *before, last = hub.starts("llm.pt")
    assert before == [0, 0, 0, 0]
    assert last > 0


def test_what_the_hub_asks_for_is_waited(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.answers["flow.pt"] = [429]
    repository.retry_after = "2"
    fetch(model, tmp_path / "models")
    first, second = (entry.at for entry in hub.fetched if entry.path == "flow.pt")
    assert second - first >= 2.0


def test_a_hub_that_stays_busy_is_given_up_and_what_came_is_kept(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.answers["llm.pt"] = [429] * 100
    error = failing(model, tmp_path / "models")
    assert error.code == "busy"
    assert "Resume" in error.remedy
    assert len(hub.starts("llm.pt")) <= 12
    assert not (tmp_path / "models" / "iic").exists()
    asked = len(hub.starts("flow.pt"))
    repository.answers["llm.pt"] = []
    assert verify(model, fetch(model, tmp_path / "models")).whole
    assert len(hub.starts("flow.pt")) == asked


def test_a_line_that_is_cut_all_the_time_is_gone_on_with_as_long_as_something_comes(
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MODELSCOPE_DOWNLOAD_MAX_RETRIES", "1")
    repository.cut_after["llm.pt"] = [1_100_000] * 4
    assert verify(model, fetch(model, tmp_path / "models")).whole
    starts = hub.starts("llm.pt")
    assert starts == sorted(starts)
    assert len(starts) == 5


def test_a_line_on_which_nothing_comes_is_given_up(
    hub: ModelScopeServer,
    repository: Repository,
    model: CatalogueModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MODELSCOPE_DOWNLOAD_MAX_RETRIES", "1")
    repository.cut_after["llm.pt"] = [2_000_000, *[0] * 100]
    error = failing(model, tmp_path / "models")
    assert error.code == "network"
    assert "what has arrived is kept" in error.remedy
    assert Download(model, tmp_path / "models").resumable_bytes() > 1_000_000


def test_a_busy_listing_is_asked_again(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.answers["<listing>"] = [429]
    assert verify(model, fetch(model, tmp_path / "models")).whole


def test_pause_keeps_what_has_arrived_and_the_next_run_goes_on(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    download = Download(model, tmp_path / "models", SMALL_RESERVE)
    thread, errors = until_held(download, repository)
    download.pause()
    thread.join(30)
    assert [error.code for error in errors] == ["paused"]
    assert not download.target.exists()
    kept = download.resumable_bytes()
    assert kept >= 2_000_000

    repository.release.set()
    seen: list[DownloadProgress] = []
    folder = Download(model, tmp_path / "models", SMALL_RESERVE).run(seen.append)
    assert verify(model, folder).whole
    assert hub.starts("llm.pt")[1] >= 2_000_000
    # It starts at what was there, not at nothing.
    assert next(progress for progress in seen if progress.stage == "fetching").done_bytes >= 2_000_000


def test_cancel_leaves_nothing(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    download = Download(model, tmp_path / "models", SMALL_RESERVE)
    thread, errors = until_held(download, repository)
    download.cancel()
    thread.join(30)
    assert [error.code for error in errors] == ["cancelled"]
    assert [entry for entry in (tmp_path / "models").rglob("*") if entry.is_file()] == []


def test_a_second_download_of_the_same_model_is_turned_away(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 1_000_000
    download = Download(model, tmp_path / "models", SMALL_RESERVE)
    thread, errors = until_held(download, repository)
    error = failing(model, tmp_path / "models")
    assert error.code == "busy"
    assert "another CosyDesk" in error.message
    repository.release.set()
    thread.join(30)
    assert errors == []
    assert verify(model, download.target).whole


def test_a_size_that_contradicts_the_listing_is_refused(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.listed["llm.pt"] = (5_000_100, hashlib.sha256(b"").hexdigest())
    error = failing(model, tmp_path / "models")
    assert error.code == "damaged"
    assert error.message.startswith("llm.pt: ")
    assert not (tmp_path / "models" / "iic").exists()


def test_contents_that_contradict_the_listing_are_refused(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.listed["Blank/vocab.json"] = (300_000, "0" * 64)
    error = failing(model, tmp_path / "models")
    assert error.code == "damaged"
    assert not (tmp_path / "models" / "iic").exists()


def test_a_file_that_is_not_the_catalogues_is_refused_and_fetched_anew_next_time(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    genuine = repository.files["flow.pt"]
    repository.files["flow.pt"] = bytes(len(genuine))
    error = failing(model, tmp_path / "models")
    assert error.code == "damaged"
    assert "flow.pt: its contents differ" in error.message
    assert not (tmp_path / "models" / "iic").exists()

    repository.files["flow.pt"] = genuine
    asked = len(hub.starts("llm.pt"))
    assert verify(model, fetch(model, tmp_path / "models")).whole
    assert len(hub.starts("llm.pt")) == asked


def test_unknown_model(hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path) -> None:
    del hub.repositories[MODEL_ID]
    error = failing(model, tmp_path / "models")
    assert error.code == "not_found"
    assert MODEL_ID in error.message


def test_a_hub_that_lacks_a_needed_file_is_named(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    del repository.files["flow.pt"]
    error = failing(model, tmp_path / "models")
    assert error.code == "not_found"
    assert "flow.pt" in error.message
    assert hub.fetched == []


def test_a_full_disk_is_seen_before_anything_is_fetched(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    error = failing(model, tmp_path / "models", DownloadOptions(reserve_bytes=1 << 60))
    assert error.code == "disk_full"
    assert "must stay free" in error.message
    assert hub.fetched == []


def test_nobody_answers(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_REPO_TREE_PAGE_MAX_ATTEMPTS", "1")
    options = DownloadOptions(endpoint="http://127.0.0.1:1", reserve_bytes=1 << 20)
    assert failing(model, tmp_path / "models", options).code == "network"


def test_repair_fetches_the_bad_files_only(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    target = lay_down(tmp_path / "models" / "iic" / "Tiny-0.1B")
    (target / "flow.pt").write_bytes(b"short")
    (target / "tiny.yaml").unlink()
    assert set(verify(model, target).bad_paths) == {"flow.pt", "tiny.yaml"}

    assert fetch(model, tmp_path / "models") == target
    assert verify(model, target).whole
    assert {entry.path for entry in hub.fetched} == {"flow.pt", "tiny.yaml"}
    assert (target / "README.md").is_file()
    listed = json.loads((target / ".cosydesk.json").read_text())
    assert {entry["path"] for entry in listed["files"]} == {"flow.pt", "tiny.yaml"}
    assert not (tmp_path / "models" / ".incomplete").exists()


def test_an_empty_folder_in_the_way_is_filled(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.files["spk2info.pt"] = b"optional"
    target = tmp_path / "models" / "iic" / "Tiny-0.1B"
    target.mkdir(parents=True)
    assert verify(model, fetch(model, tmp_path / "models")).whole
    assert (target / "spk2info.pt").read_bytes() == b"optional"


def test_pausing_while_the_folder_is_checked(tmp_path: Path) -> None:
    lay_down(tmp_path / "models" / "iic" / "Tiny-0.1B")
    download = Download(tiny_model(pinned=("llm.pt", "flow.pt")), tmp_path / "models")
    with pytest.raises(WeightsError) as caught:
        download.run(lambda _: download.pause())
    assert caught.value.code == "paused"


def test_a_whole_model_needs_no_hub(
    model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", "http://127.0.0.1:1")
    target = lay_down(tmp_path / "models" / "iic" / "Tiny-0.1B")
    assert Download(model, tmp_path / "models").run() == target


def test_what_the_hub_listed_lets_a_later_check_see_altered_contents(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    folder = fetch(model, tmp_path / "models")
    altered = bytearray((folder / "llm.pt").read_bytes())
    altered[1_000_000] ^= 1
    (folder / "llm.pt").write_bytes(altered)
    checked = verify(model, folder)
    assert [(fault.path, fault.code) for fault in checked.faults] == [("llm.pt", "hash")]
    assert verify(model, fetch(model, tmp_path / "models")).whole


def test_a_corrected_file_on_the_hub_is_no_fault_where_only_its_size_was_catalogued(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    files = tuple(
        ModelFile("tiny.yaml", size=4) if file.path == "tiny.yaml" else file for file in model.files
    )
    older = CatalogueModel(**{**vars(model), "files": files})
    folder = fetch(older, tmp_path / "models")
    assert verify(older, folder).whole
