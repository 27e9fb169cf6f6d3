"""A download that is killed, or whose disk fills up, loses nothing and leaves nothing half-made in place."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from cosydesk.weights import CatalogueModel, Download, DownloadOptions, WeightsError, removal, verify
from cosydesk.weights.catalogue import Catalogue
from cosydesk.weights.download_worker import client_folder
from tests.weights.conftest import contents, lay_down
from tests.weights.modelscope_server import ModelScopeServer, Repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

OPTIONS = DownloadOptions(reserve_bytes=1 << 20)
ROOT = Path(__file__).parents[2]

RUN = """
import resource, sys
from pathlib import Path
from cosydesk.weights import Download, DownloadOptions, WeightsError
from tests.weights.conftest import tiny_model

if __name__ == "__main__":
    if len(sys.argv) > 2:
        limit = int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        print(Download(tiny_model(), Path(sys.argv[1]), DownloadOptions(reserve_bytes=1 << 20)).run())
    except WeightsError as error:
        print(error.code)
"""

FILLED = """
import contextlib, subprocess, sys
from pathlib import Path
from cosydesk.weights import Download, DownloadOptions, DownloadProgress, WeightsError
from tests.weights.conftest import tiny_model

if __name__ == "__main__":
    root = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", root], check=True)
    filler = root / "filler"

    def fill(progress: DownloadProgress) -> None:
        if progress.done_bytes > 500_000 and not filler.exists():
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as stream:
                while True:
                    stream.write(bytes(4096))

    download = Download(tiny_model(), root, DownloadOptions(reserve_bytes=1 << 20))
    try:
        download.run(fill)
    except WeightsError as error:
        print(error.code, download.target.exists(), download.resumable_bytes() > 500_000)
    filler.unlink()
    print(Download(tiny_model(), root, DownloadOptions(reserve_bytes=1 << 20)).run())
"""


def program(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "program.py").write_text(text)
    return [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "models")]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def arrived(download: Download) -> None:
    """What the hub has sent before it holds is on the disk, but for the last block."""
    deadline = time.monotonic() + 30
    part = download.staging / "llm.pt.incomplete"
    while not part.is_file() or part.stat().st_size < 2_000_000:
        assert time.monotonic() < deadline


def finished(hub: ModelScopeServer, model: CatalogueModel, root: Path) -> None:
    """The next run goes on where the last one ended."""
    assert verify(model, Download(model, root, OPTIONS).run()).whole
    assert hub.starts("llm.pt")[-1] >= 2_000_000
    assert list(root.iterdir()) == [root / "iic"]


def test_the_download_process_is_killed(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    download = Download(model, tmp_path / "models", OPTIONS)
    errors: list[WeightsError] = []

    def run() -> None:
        try:
            download.run()
        except WeightsError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert repository.held.wait(30)
    arrived(download)
    (child,) = [one for one in multiprocessing.active_children() if one.name.startswith("download")]
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    thread.join(30)
    assert [error.code for error in errors] == ["worker"]
    assert "(exit status -9)" in errors[0].message
    assert not download.target.exists()
    repository.release.set()
    finished(hub, model, tmp_path / "models")


def test_the_program_is_killed(
    hub: ModelScopeServer, repository: Repository, model: CatalogueModel, tmp_path: Path
) -> None:
    repository.hold_after["llm.pt"] = 3_000_000
    with subprocess.Popen(program(tmp_path, RUN), env=environment(), stdout=subprocess.DEVNULL) as parent:
        assert repository.held.wait(30)
        download = Download(model, tmp_path / "models", OPTIONS)
        arrived(download)
        with pytest.raises(WeightsError, match="another CosyDesk"):
            removal(download.staging, Catalogue((model,))).run()
        parent.kill()
    # The download process sees that it is alone, and lets go.
    with FileLock(client_folder(download.staging) / "staging.lock", timeout=30):
        assert not download.target.exists()
        assert download.resumable_bytes() >= 2_000_000
    repository.release.set()
    finished(hub, model, tmp_path / "models")


def test_a_file_outgrows_what_may_be_written(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [*program(tmp_path, RUN), "3000000"]
    # The client takes this for a fault of the line and would try for half a minute.
    monkeypatch.setenv("MODELSCOPE_DOWNLOAD_MAX_RETRIES", "1")
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "disk_full\n"
    assert not (tmp_path / "models" / "iic").exists()
    finished(hub, model, tmp_path / "models")


def test_the_disk_fills_up_on_the_way(hub: ModelScopeServer, tmp_path: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    try:
        subprocess.run([*alone, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk of its own can be had here")
    (tmp_path / "models").mkdir()
    command = [*alone, *program(tmp_path, FILLED)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if "mount" in done.stderr and "Traceback" in done.stderr and not done.stdout:
        pytest.skip("no disk of its own can be had here")
    assert done.stdout.splitlines() == ["disk_full False True", str(tmp_path / "models/iic/Tiny-0.1B")], (
        done.stderr
    )


def test_repair_of_a_folder_elsewhere(hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "pretrained_models" / "Tiny-0.1B")
    (folder / "flow.pt").write_bytes(b"short")
    download = Download(model, tmp_path / "models", OPTIONS, target=folder, bad=["llm.pt", "README.md"])
    assert download.run() == folder
    assert {entry.path for entry in hub.fetched} == {"flow.pt", "llm.pt"}
    assert verify(model, folder).whole
    assert not (tmp_path / "models").exists() or list((tmp_path / "models").iterdir()) == []


def test_repair_mends_the_blob_behind_a_caches_link(
    hub: ModelScopeServer, model: CatalogueModel, tmp_path: Path
) -> None:
    repository = tmp_path / "models--Tiny--Tiny-0.1B"
    folder = lay_down(repository / "snapshots" / "abc")
    elsewhere = tmp_path / "elsewhere.pt"
    (repository / "blobs").mkdir()
    for name, place in (("flow.pt", repository / "blobs" / "f00"), ("llm.pt", elsewhere)):
        (folder / name).unlink()
        place.write_bytes(b"bad")
        (folder / name).symlink_to(place)
    Download(model, tmp_path / "models", OPTIONS, target=folder, bad=["llm.pt"]).run()
    assert verify(model, folder).whole
    assert (folder / "flow.pt").is_symlink()
    assert (repository / "blobs" / "f00").read_bytes() == contents()["flow.pt"]
    # What a link of the person's own leads to isn't ours to overwrite.
    assert elsewhere.read_bytes() == b"bad"
    assert not (folder / "llm.pt").is_symlink()
