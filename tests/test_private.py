"""A report that leaves the computer doesn't tell whose computer it is about."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from cosydesk.doctor.check import assemble
from cosydesk.doctor.writing import as_json, as_text
from cosydesk.private import anonymous
from cosydesk.settings import Settings
from tests.doctor.conftest import ENGINE, MACHINE

NOBODY: list[str] = []


@pytest.mark.parametrize(
    ("text", "home", "clean"),
    [
        ("in /srv/homes/anna/models", "/srv/homes/anna", "in ~/models"),
        ("/srv/homes/anna", "/srv/homes/anna", "~"),
        ("/srv/homes/annabel/x", "/srv/homes/anna", "/srv/homes/annabel/x"),
        ("/mnt/srv/homes/anna.old", "/srv/homes/anna", "/mnt/srv/homes/anna.old"),
        (r"C:\Users\Anna\AppData", r"C:\Users\Anna", r"~\AppData"),
        (r"c:/users/anna/x", r"C:\Users\Anna", "~/x"),
        (json.dumps(r"C:\Users\Anna\x"), r"C:\Users\Anna", '"~' + "\\" * 2 + 'x"'),
        ("/Users/李雷/模型", "/Users/李雷", "~/模型"),
    ],
)
def test_the_home_folder(text: str, home: str, clean: str) -> None:
    assert anonymous(text, [home], NOBODY, NOBODY) == clean  # type: ignore[list-item]


def test_names_of_people_and_computers() -> None:
    text = "/media/anna/disk and ANNA on annas-pc.local, annapurna, /srv/al"
    clean = anonymous(text, [], ["anna", "al", "root"], ["annas-pc.local", "annas-pc"])
    assert clean == "/media/user/disk and user on computer, annapurna, /srv/al"
    assert anonymous("the root folder", [], ["root"], NOBODY) == "the root folder"


def test_the_program_s_own_folder_has_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COSYDESK_HOME", "/srv/homes/anna/desk")
    clean = anonymous(
        "/srv/homes/anna/desk/log and /srv/homes/anna/x", [Path("/srv/homes/anna")], NOBODY, NOBODY
    )
    assert clean == "<COSYDESK_HOME>/log and ~/x"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"/{'home'}/bob/it, (/Users/carl)", "~/it, (~)"),
        (r"C:\Users\dora\it 'c:\\users\\emil\\it'", r"~\it '~\\it'"),
        ("/Users/Shared/models", "/Users/Shared/models"),
        ("/homes/it", "/homes/it"),
    ],
)
def test_home_folders_of_others(text: str, clean: str) -> None:
    assert anonymous(text, [], NOBODY, NOBODY) == clean


def test_what_the_system_doesn_t_say_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USER", "USERNAME", "LOGNAME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COSYDESK_HOME", "~nobodyatall/desk")
    assert anonymous("~nobodyatall/desk/log") == "<COSYDESK_HOME>/log"


def test_the_whole_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "mariechen"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(platform, "node", lambda: "tischrechner")
    monkeypatch.setenv("USER", "mariechen")
    settings = Settings(tmp_path / "settings.toml")
    settings.models_folder = str(home / "models")
    settings.more_model_folders = ["/media/mariechen/models", str(home / "gone")]
    report = assemble(MACHINE, ENGINE, None, settings)
    for text in (as_text(report), json.dumps(as_json(report))):
        assert "mariechen" in text
        assert "mariechen" not in anonymous(text)
    assert "~/models" in anonymous(as_text(report)).replace("\\", "/")
