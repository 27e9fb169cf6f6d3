"""The disk is full, or may only be read: while editing, while a take arrives, on export, on download."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.fault_table import Fault
from support.small_disk import SmallDisk, small_disk
from support.studio import RATE, contents, export_mix, speak, two_speakers, write_lines

from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.studio.errors import StudioError
from cosydesk.weights import Download, DownloadOptions, WeightsError, verify
from tests.weights.conftest import hub, repository, tiny_model  # noqa: F401 - fixtures
from tests.weights.modelscope_server import ModelScopeServer, Repository


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "小盘 small") as made:
        yield made


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".filler"}


def test_full_while_editing(disk: SmallDisk, fault: Fault) -> None:
    count = fault("the disk is full while a project is edited")
    for nth in range(count.tries(2)):
        path = disk.folder / f"scene{nth}.cosydesk"
        project = project_file.create(path)
        (line,) = write_lines(project, "One.")
        project_file.save(project)
        told: list[StudioError] = []
        project.store.on_write_failed = told.append
        disk.fill()
        edits = 0
        while not told:
            edits += 1
            project.apply(project.edit_text(line.id, f"{edits} " + "words " * 2_000))
        project.apply(project.edit_text(line.id, "The last one. " * 10_000))
        assert [error.code for error in told] == ["write"], "once, not for each edit"
        with pytest.raises(StudioError):
            project_file.save(project)
        before = contents(project)
        disk.clear()
        project_file.save(project)
        project_file.close(project)
        again = project_file.open(path)
        assert contents(again) == before
        project_file.close(again)
        path.unlink()
        count.survived()
    count.lost("nothing: edits stay in memory, and are in the file as soon as there is room")


def test_full_and_cut_off(disk: SmallDisk, fault: Fault) -> None:
    """What could be written before is there."""
    count = fault("the disk is full while a project is edited, and the program ends")
    for nth in range(count.tries(1)):
        path = disk.folder / f"scene{nth}.cosydesk"
        project = project_file.create(path)
        (line,) = write_lines(project, "One.")
        told: list[StudioError] = []
        project.store.on_write_failed = told.append
        disk.fill()
        written = "One."
        while True:
            text = f"{written[:8]} " + "words " * 2_000
            project.apply(project.edit_text(line.id, text))
            if told:
                break
            written = text
        project_file.abandon(project)
        looked = project_file.open(path, read_only=True)
        assert looked.lines[0].text == written
        project_file.close(looked)
        disk.clear()
        again = project_file.open(path)
        assert again.lines[0].text == written
        project_file.close(again)
        path.unlink()
        count.survived()
    count.lost("the edits since the message that the project can't be written")


def test_full_when_a_take_arrives(disk: SmallDisk, fault: Fault) -> None:
    count = fault("the disk is full when a take arrives")
    for nth in range(count.tries(2)):
        path = disk.folder / f"scene{nth}.cosydesk"
        project = project_file.create(path)
        (line,) = write_lines(project, "One.")
        told: list[StudioError] = []
        project.store.on_write_failed = told.append
        disk.fill()
        take = speak(project, line, seconds=5.0)
        assert [error.code for error in told] == ["write"]
        assert len(project.audio(take.id)) == 5 * RATE, "it can be heard"
        rescued = disk.folder.parent / f"rescued{nth}.cosydesk"
        project_file.save_copy(project, rescued)
        disk.clear()
        project_file.close(project)
        for kept in (path, rescued):
            again = project_file.open(kept)
            assert len(again.audio(take.id)) == 5 * RATE
            project_file.close(again)
        path.unlink()
        count.survived()
    count.lost("nothing: the take stays in memory, and is in the file as soon as there is room")


@pytest.mark.parametrize("audio", ["wavf", "mp3"])
def test_full_on_export(disk: SmallDisk, fault: Fault, audio: str) -> None:
    count = fault("the disk is full on export")
    project = two_speakers()
    (disk.folder / "out").mkdir()
    old = export_mix(project, disk.folder / "out" / ("mix.mp3" if audio == "mp3" else "mix.wav"), audio)
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    for _ in range(count.tries(1)):
        disk.fill()
        with pytest.raises(StudioError) as caught:
            export_mix(project, old, audio)
        assert caught.value.code == "write"
        assert "space" in caught.value.message
        assert names(disk.folder / "out") == {old.name}, "nothing half-made is left"
        assert hashlib.sha256(old.read_bytes()).hexdigest() == before
        disk.clear()
        export_mix(project, old, audio)
        count.survived()
    count.lost("nothing: the file of before stays, and nothing half-made is left")


def test_full_on_download(
    hub: ModelScopeServer,  # noqa: F811
    repository: Repository,  # noqa: F811
    tmp_path: Path,
    fault: Fault,
) -> None:
    """It fills up on the way: the hub holds the download, somebody else takes the room."""
    count = fault("the disk fills up while a model is downloaded")
    model = tiny_model()
    for nth in range(count.tries(1)):
        repository.held.clear()
        repository.release.clear()
        repository.hold_after["llm.pt"] = 1_000_000
        with small_disk(tmp_path / f"disk{nth}", 12) as disk:

            def take_the_room(disk: SmallDisk = disk) -> None:
                if repository.held.wait(60):
                    disk.fill()
                repository.release.set()

            somebody = threading.Thread(target=take_the_room)
            somebody.start()
            options = DownloadOptions(reserve_bytes=1 << 20)
            with pytest.raises(WeightsError) as caught:
                Download(model, disk.folder, options).run()
            somebody.join()
            assert caught.value.code == "disk_full"
            assert not (disk.folder / "iic").exists(), "no model that is half there"
            disk.clear()
            assert verify(model, Download(model, disk.folder, options).run()).whole
            count.survived()
    count.lost("nothing: what was fetched is kept, and the next try goes on from there")


def test_full_when_settings_are_saved(disk: SmallDisk, fault: Fault) -> None:
    count = fault("the disk is full when settings are saved")
    path = disk.folder / "settings.toml"
    settings = Settings(path)
    settings.language = "zh_CN"
    settings.save()
    for nth in range(count.tries(3)):
        disk.fill()
        settings.script_folder = f"/scripts/{nth}" * 500
        with pytest.raises(OSError, match="No space"):
            settings.save()  # which the window writes to its log
        assert Settings.load(path).language == "zh_CN"
        assert Settings.load(path).problem is None
        disk.clear()
        settings.save()
        assert Settings.load(path).script_folder == settings.script_folder
        assert names(disk.folder) == {"settings.toml"}
        count.survived()
    count.lost("nothing: the settings of before stay in the file, the new ones in memory")


def test_a_project_in_a_folder_that_can_only_be_read(disk: SmallDisk, fault: Fault) -> None:
    count = fault("a project lies in a folder that can only be read")
    for nth in range(count.tries(2)):
        path = disk.folder / f"scene{nth}.cosydesk"
        project = project_file.create(path)
        (line,) = write_lines(project, "One.")
        take = speak(project, line)
        before = contents(project)
        project_file.close(project)
        disk.forbid()
        looked = project_file.open(path)
        assert looked.read_only
        assert contents(looked) == before
        assert len(looked.audio(take.id)) == RATE // 2
        project_file.save_as(looked, disk.folder.parent / f"mine{nth}.cosydesk")
        assert not looked.read_only, "the way out"
        looked.apply(looked.edit_text(line.id, "Mine."))
        with pytest.raises(StudioError) as caught:
            project_file.save_copy(looked, disk.folder / "copy.cosydesk")
        assert caught.value.code == "write"
        project_file.close(looked)
        with pytest.raises(StudioError) as caught:
            export_mix(two_speakers(), disk.folder / "mix.wav")
        assert caught.value.code == "write"
        disk.allow()
        assert names(disk.folder) == {path.name}
        path.unlink()
        count.survived()
    count.lost("nothing: it opens to look at, and is edited under another name")


def test_a_project_that_was_cut_off_in_a_folder_that_can_only_be_read(disk: SmallDisk, fault: Fault) -> None:
    """The last edits are in the log beside the file, which SQLite reads only where it can write."""
    count = fault("a project was cut off, and its folder can only be read afterwards")
    for nth in range(count.tries(2)):
        path = disk.folder / f"scene{nth}.cosydesk"
        project = project_file.create(path)
        (line,) = write_lines(project, "One.")
        project.apply(project.edit_text(line.id, "The last words."))
        before = contents(project)
        project_file.abandon(project)
        disk.forbid()
        looked = project_file.open(path)
        assert looked.read_only
        assert contents(looked) == before
        project_file.close(looked)
        disk.allow()
        again = project_file.open(path)
        assert contents(again) == before
        project_file.close(again)
        path.unlink()
        count.survived()
    count.lost("nothing: it opens to look at, with its last edits")


def test_cut_off_without_the_file_that_is_shared(disk: SmallDisk, fault: Fault) -> None:
    """As a copy on a disc has it, made of a folder while the program ran."""
    count = fault("a project was copied from a running program onto a medium that can only be read")
    for nth in range(count.tries(1)):
        path = disk.folder / f"scene{nth}.cosydesk"
        origin = disk.folder.parent / f"origin{nth}.cosydesk"
        project = project_file.create(origin)
        (line,) = write_lines(project, "One.")
        take = speak(project, line)
        project.apply(project.edit_text(line.id, "The last words."))
        before = contents(project)
        for name in (origin.name, f"{origin.name}-wal"):
            (disk.folder / name.replace("origin", "scene")).write_bytes((origin.parent / name).read_bytes())
        project_file.close(project)
        disk.forbid()
        looked = project_file.open(path)
        assert looked.read_only
        assert contents(looked) == before
        assert len(looked.audio(take.id)) == RATE // 2
        project_file.save_copy(looked, disk.folder.parent / f"mine{nth}.cosydesk")
        project_file.close(looked)
        disk.allow()
        count.survived()
    count.lost("nothing: it opens to look at, with its last edits")
