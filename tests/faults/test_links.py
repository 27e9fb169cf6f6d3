"""Exports and projects whose place is a link: what it leads to is written, and no original is ever lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
from support.fault_table import Fault
from support.studio import two_speakers, write_lines

from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

FAULT = "an export or a save goes to a link (to a file, a folder, nothing, itself, an original, a hard link)"
Place = Callable[[Path], None]


def export(folder: Path, video: Path | None = None) -> Path:
    plan = replace(plan_delivery(two_speakers()), name="mix", video=video)
    (made,) = deliver(plan, Recipe(audio="wav16", label=False), folder).files
    return made


def is_sound(path: Path) -> bool:
    return soundfile.info(path).frames > 0


def test_exports_go_where_links_lead(tmp_path: Path, fault: Fault) -> None:
    count = fault(FAULT)
    for number in range(count.tries(1, at_most=1)):
        folder, other = tmp_path / f"out {number}", tmp_path / f"other {number}"
        folder.mkdir()
        other.mkdir()
        link, target = folder / "mix.wav", other / "real.wav"
        target.write_bytes(b"old")
        for content in (b"old", None):  # a link to a file, and one to nothing yet
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            if content is None:
                target.unlink()
            assert export(folder) == link
            assert link.is_symlink()
            assert is_sound(target)
        linked_folder = tmp_path / f"linked {number}"
        linked_folder.symlink_to(other)
        export(linked_folder)
        assert is_sound(other / "mix.wav")
        assert sorted(os.listdir(other)) == ["mix.wav", "real.wav"]
        count.survived()
    count.lost("nothing: what the link leads to is written, and the link stays one")


def test_links_that_lead_nowhere_are_refused(tmp_path: Path, fault: Fault) -> None:
    count = fault(FAULT)
    for number in range(count.tries(2, at_most=2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        link = folder / "mix.wav"
        link.symlink_to(link if number % 2 else folder / "no such folder" / "mix.wav")
        with pytest.raises(StudioError) as caught:
            export(folder)
        assert caught.value.code == "write"
        assert os.listdir(folder) == ["mix.wav"]
        count.survived()


def test_no_original_is_replaced(tmp_path: Path, fault: Fault) -> None:
    count = fault(FAULT)
    assert count.tries(3, at_most=3) == 3
    film, kept = tmp_path / "film.wav", b"the film itself"
    film.write_bytes(kept)
    link = tmp_path / "mix.wav"
    link.symlink_to(film)
    with pytest.raises(StudioError) as caught:
        export(tmp_path, video=film)
    assert caught.value.code == "invalid"
    assert film.read_bytes() == kept
    count.survived()

    path = tmp_path / "scene.cosydesk"
    project_file.close(project_file.create(path))
    before = path.read_bytes()
    link.unlink()
    link.symlink_to(path)
    with pytest.raises(StudioError) as caught:
        export(tmp_path)
    assert caught.value.code == "invalid"
    assert path.read_bytes() == before
    count.survived()

    # A second name of the film is only a name: the film keeps its own.
    link.unlink()
    os.link(film, link)
    assert is_sound(export(tmp_path, video=film))
    assert film.read_bytes() == kept
    count.survived()


def test_a_project_behind_a_link_is_one_project(tmp_path: Path, fault: Fault) -> None:
    count = fault("a project is opened and saved through links and second names")
    for number in range(count.tries(1, at_most=1)):
        real = tmp_path / f"real {number}" / "scene.cosydesk"
        real.parent.mkdir()
        link = tmp_path / f"link {number}.cosydesk"
        link.symlink_to(real)
        project = project_file.create(link)
        write_lines(project, "One.")
        assert real.exists()
        # Two windows see each other, whichever way they came.
        second = project_file.open(real)
        assert second.read_only
        assert second.store.held_elsewhere
        project_file.close(second)
        # Saving as oneself by another name is saving.
        project_file.save_as(project, real)
        assert project.path == link
        with pytest.raises(StudioError) as caught:
            project_file.save_copy(project, real)
        assert caught.value.code == "invalid"
        project_file.close(project)
        assert link.is_symlink()
        assert os.listdir(real.parent) == ["scene.cosydesk"]

        # A copy over a link goes where it leads.
        copy_link, copy = tmp_path / f"copy {number}.cosydesk", tmp_path / f"real {number}" / "copy.cosydesk"
        copy_link.symlink_to(copy)
        again = project_file.open(link)
        project_file.save_copy(again, copy_link)
        assert copy_link.is_symlink()
        project_file.close(again)
        made = project_file.open(copy)
        assert [line.text for line in made.lines] == ["One."]
        project_file.close(made)

        # Under two names of equal right SQLite would keep two logs: it is only looked at.
        name = tmp_path / f"second name {number}.cosydesk"
        os.link(real, name)
        looked = project_file.open(name)
        assert looked.read_only
        assert not looked.store.held_elsewhere
        project_file.close(looked)
        loop = tmp_path / f"loop {number}.cosydesk"
        loop.symlink_to(loop)
        with pytest.raises(StudioError) as caught:
            project_file.create(loop)
        assert caught.value.code == "write"
        count.survived()
    count.lost("nothing; a project with two hard links is opened to look at only")


def test_settings_behind_a_link_stay_there(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("gap_ms = 100\n", "utf-8")
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    settings = Settings.load(link)
    settings.gap_ms = 200
    settings.save()
    assert link.is_symlink()
    assert "gap_ms = 200" in real.read_text("utf-8")
