"""Deleting frees what it says it frees, and takes nothing that isn't the model's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cosydesk.weights import Catalogue, CatalogueModel, Removal, WeightsError, removal
from tests.weights.conftest import contents, lay_down

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and blocks of POSIX file systems")


@pytest.fixture
def catalogue(model: CatalogueModel) -> Catalogue:
    return Catalogue((model,))


def used(*folders: Path) -> int:
    """Bytes that everything under these folders takes on the disk, each inode once."""
    found = {}
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            if os.path.lexists(path):
                stat = os.lstat(path)
                found[stat.st_dev, stat.st_ino] = stat.st_blocks * 512
    return sum(found.values())


def deleted(removing: Removal, root: Path) -> int:
    """Run it; returns what the disk under `root` has gained."""
    os.sync()
    before = used(root)
    removing.run()
    return before - used(root)


def hugging_face(cache: Path, *revisions: str, own: str = "") -> list[Path]:
    """Snapshots that share their blobs; `own` is a revision with another llm.pt."""
    repository = cache / "models--Tiny--Tiny-0.1B"
    blobs = repository / "blobs"
    blobs.mkdir(parents=True)
    snapshots = []
    for revision in revisions:
        snapshot = repository / "snapshots" / revision
        for path, data in contents().items():
            blob = blobs / (
                f"{path.replace('/', '-')}-{revision if path == 'llm.pt' and revision == own else 0}"
            )
            blob.write_bytes(data)
            (snapshot / path).parent.mkdir(parents=True, exist_ok=True)
            (snapshot / path).symlink_to(os.path.relpath(blob, (snapshot / path).parent))
        snapshots.append(snapshot)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revisions[-1])
    locks = cache / ".locks" / repository.name
    locks.mkdir(parents=True)
    (locks / "a.lock").touch()
    return snapshots


def test_a_folder_of_its_own_goes_whole(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "models" / "iic" / "Tiny-0.1B")
    (folder / ".cosydesk.json").write_text("{}")
    (tmp_path / "models" / "other").mkdir()
    removing = removal(folder, catalogue)
    assert removing.folder == folder
    assert removing.kept == ()
    assert removing.bytes > sum(map(len, contents().values()))
    assert deleted(removing, tmp_path) == removing.bytes
    assert [entry.name for entry in (tmp_path / "models").iterdir()] == ["other"]


def test_planning_changes_nothing_and_running_twice_is_no_fault(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "Tiny-0.1B")
    before = sorted(folder.rglob("*"))
    removing = removal(folder, catalogue)
    assert sorted(folder.rglob("*")) == before
    removing.run()
    removing.run()
    assert not folder.exists()


def test_what_is_not_the_models_stays_and_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "Tiny-0.1B")
    mine = [folder / "Blank" / "diary.txt", folder / "README-mine" / "a.txt", folder / "take.wav"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    removing = removal(folder, catalogue)
    assert set(removing.kept) == set(mine)
    assert deleted(removing, tmp_path) == removing.bytes
    assert {path for path in folder.rglob("*") if path.is_file()} == set(mine)


def test_a_file_that_came_after_the_plan_stays(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "Tiny-0.1B")
    removing = removal(folder, catalogue)
    (folder / "new.wav").write_text("new")
    removing.run()
    assert list(folder.iterdir()) == [folder / "new.wav"]


def test_a_links_target_stays(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "models" / "Tiny-0.1B")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("llm.pt", "Blank"):
        (folder / name).rename(elsewhere / name)
        (folder / name).symlink_to(elsewhere / name)
    (folder / "asset").symlink_to(tmp_path)
    removing = removal(folder, catalogue)
    assert elsewhere / "llm.pt" in removing.kept
    assert deleted(removing, tmp_path) == removing.bytes
    assert (elsewhere / "llm.pt").read_bytes() == contents()["llm.pt"]
    assert (elsewhere / "Blank" / "vocab.json").is_file()


def test_of_a_folder_that_is_a_link_only_the_link_goes(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "disk" / "Tiny-0.1B")
    (tmp_path / "models").mkdir()
    link = tmp_path / "models" / "Tiny-0.1B"
    link.symlink_to(folder)
    removing = removal(link, catalogue)
    assert removing.paths == (link,)
    assert removing.kept == (folder,)
    assert deleted(removing, tmp_path) == removing.bytes
    assert (folder / "llm.pt").is_file()


def test_hard_links_from_elsewhere_free_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "models" / "Tiny-0.1B")
    alone = removal(folder, catalogue).bytes
    os.link(folder / "llm.pt", tmp_path / "backup.pt")
    os.link(folder / "flow.pt", folder / "flow.pt.incomplete")
    removing = removal(folder, catalogue)
    assert 5_000_000 <= alone - removing.bytes < 5_100_000
    assert deleted(removing, tmp_path) == removing.bytes
    assert (tmp_path / "backup.pt").read_bytes() == contents()["llm.pt"]


def test_the_last_snapshot_of_hugging_faces_cache_takes_its_blobs(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    (snapshot,) = hugging_face(tmp_path, "aaa")
    removing = removal(snapshot, catalogue)
    assert removing.bytes > sum(map(len, contents().values()))
    assert deleted(removing, tmp_path) == removing.bytes
    assert list(tmp_path.rglob("*")) == [tmp_path / ".locks"]


def test_blobs_of_other_snapshots_stay(catalogue: Catalogue, tmp_path: Path) -> None:
    first, second = hugging_face(tmp_path, "aaa", "bbb", own="bbb")
    removing = removal(second, catalogue)
    assert 5_000_000 <= removing.bytes < 5_200_000
    assert deleted(removing, tmp_path) == removing.bytes
    assert not second.exists()
    assert not (second.parent.parent / "refs" / "main").exists()
    for path, data in contents().items():
        assert (first / path).read_bytes() == data


def test_a_blob_link_that_leads_out_of_the_cache_is_not_followed(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    first, second = hugging_face(tmp_path, "aaa", "bbb")
    precious = tmp_path / "precious.bin"
    precious.write_bytes(b"mine")
    (second / "extra.bin").symlink_to(precious)
    removal(second, catalogue).run()
    removal(first, catalogue).run()
    assert precious.read_bytes() == b"mine"


def test_modelscopes_snapshot_goes_with_its_repository(catalogue: Catalogue, tmp_path: Path) -> None:
    repository = tmp_path / "models" / "iic--Tiny-0.1B"
    folder = lay_down(repository / "snapshots" / "master")
    (folder / ".msc").touch()
    removing = removal(folder, catalogue)
    assert deleted(removing, tmp_path) == removing.bytes
    assert not repository.exists()
    assert repository.parent.is_dir()


def test_modelscopes_older_folder_goes_with_its_alias(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "models" / "iic" / "Tiny-0___1B")
    for name in (".msc", ".mdl", ".mv", "._____temp/llm.pt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    alias = folder.parent / "Tiny-0.1B"
    alias.symlink_to(folder)
    removing = removal(alias, catalogue)
    assert removing.folder == folder
    assert deleted(removing, tmp_path) == removing.bytes
    assert not os.path.lexists(alias)
    assert list((tmp_path / "models").iterdir()) == []


def test_somebodys_own_folder_called_snapshots_is_no_cache(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "work" / "snapshots" / "Tiny-0.1B")
    (tmp_path / "work" / "thesis.txt").write_text("mine")
    removal(folder, catalogue).run()
    assert (tmp_path / "work" / "thesis.txt").is_file()
    assert (tmp_path / "work" / "snapshots").is_dir()


def test_a_clone_of_the_hub_goes_with_its_history_but_no_other_repository_does(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = lay_down(tmp_path / "Tiny-0.1B")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("url = https://git.example.org/mine.git")
    assert removal(folder, catalogue).kept == (folder / ".git" / "config",)
    (folder / ".git" / "config").write_text("url = https://www.modelscope.cn/iic/Tiny-0.1B.git")
    removal(folder, catalogue).run()
    assert not folder.exists()


def test_a_broken_download_is_cleared_away(catalogue: Catalogue, tmp_path: Path) -> None:
    staging = tmp_path / ".incomplete" / "iic--Tiny-0.1B"
    (staging / "Blank").mkdir(parents=True)
    (staging / "llm.pt.incomplete").write_bytes(bytes(1_000_000))
    client = tmp_path / ".incomplete" / "iic--Tiny-0.1B.client"
    client.mkdir()
    (client / "staging.lock").touch()
    removing = removal(staging, catalogue)
    assert removing.bytes >= 1_000_000
    assert deleted(removing, tmp_path) == removing.bytes
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_the_catalogue_does_not_know(tmp_path: Path) -> None:
    folder = tmp_path / "my-fine-tune"
    folder.mkdir()
    for name in ("cosyvoice.yaml", "llm.pt", "flow.pt", "hift.pt", "campplus.onnx", "spk2info.pt"):
        (folder / name).write_bytes(b"1")
    (folder / "epoch_1.pt").write_bytes(b"mine")
    removing = removal(folder)
    assert removing.kept == (folder / "epoch_1.pt",)
    removing.run()
    assert list(folder.iterdir()) == [folder / "epoch_1.pt"]


def test_other_folders_are_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    lay_down(tmp_path / "Holiday")
    for folder, code in (
        (tmp_path, "not_a_model"),
        (tmp_path / "Holiday", "not_a_model"),
        (tmp_path / "no", "folder"),
    ):
        with pytest.raises(WeightsError) as caught:
            removal(folder, catalogue)
        assert caught.value.code == code
    assert (tmp_path / "Holiday" / "llm.pt").is_file()


def test_what_cannot_be_deleted_is_named(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removing = removal(lay_down(tmp_path / "Tiny-0.1B"), catalogue)
    unlink = Path.unlink

    def used_by_another(path: Path, missing_ok: bool = False) -> None:
        if path.name == "llm.pt":
            raise PermissionError(13, "Permission denied")  # what Windows says of open files
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", used_by_another)
    with pytest.raises(WeightsError, match=r"llm\.pt can't be deleted: Permission denied") as caught:
        removing.run()
    assert caught.value.code == "not_removed"
