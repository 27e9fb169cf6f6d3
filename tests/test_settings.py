"""The settings and their file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.settings import Settings, _toml


def test_defaults_without_a_file(home: Path) -> None:
    settings = Settings.load()
    assert settings.path == home / "config" / "settings.toml"
    assert (settings.language, settings.theme, settings.audio_output) == ("system", "system", "")
    assert (settings.engine_threads, settings.idle_unload_s, settings.warm_up) == (0, 600, True)
    assert (settings.recent_files, settings.last_project, settings.zoom) == ([], "", 0.0)
    assert not settings.path.exists()


def test_what_is_saved_comes_back() -> None:
    settings = Settings.load()
    settings.language = "zh_CN"
    settings.recent_files = ['/home/人/"a" \\ b.cosydesk', "line\nbreak\x1f"]
    settings.zoom = 12.5
    settings.warm_up = False
    settings.save()
    again = Settings.load()
    assert again.values == settings.values
    assert again.recent_files == ['/home/人/"a" \\ b.cosydesk', "line\nbreak\x1f"]


def test_the_file_explains_itself() -> None:
    settings = Settings.load()
    settings.theme = "dark"
    settings.save()
    text = settings.path.read_text("utf-8")
    assert "# Colours of the window.\ntheme = " in text
    assert '# language = "system"' in text  # a default is only shown, so that a new version can change it
    assert tomllib.loads(text) == {"theme": "dark"}


def test_every_setting_is_helpful_and_valid() -> None:
    table = Settings.table()
    assert len({setting.name for setting in table}) == len(table) >= 12
    for setting in table:
        assert setting.help.endswith("."), setting.name
        assert "\n" not in setting.help
        assert setting.checked(setting.default) == setting.default


def test_unknown_keys_are_kept() -> None:
    settings = Settings.load()
    settings.path.write_text('shape = "round"\ntheme = "sepia"\n[plug.in]\nlist = [1, 2.5, true]\n', "utf-8")
    settings = Settings.load()
    assert settings.theme == "system"
    settings.language = "en"
    settings.save()
    content = tomllib.loads(settings.path.read_text("utf-8"))
    assert content == {
        "language": "en",
        "shape": "round",
        "theme": "sepia",  # perhaps a newer version's
        "plug": {"in": {"list": [1, 2.5, True]}},
    }
    settings.theme = "dark"
    settings.save()
    assert tomllib.loads(settings.path.read_text("utf-8"))["theme"] == "dark"


@pytest.mark.parametrize("content", [b'theme = "dark', b"\xff\xfe\x00", b"= 1"])
def test_a_damaged_file_gives_defaults_and_is_kept(content: bytes) -> None:
    path = Settings.load().path
    path.write_bytes(content)
    settings = Settings.load()
    assert settings.theme == "system"
    assert path.with_name("settings.toml.broken").read_bytes() == content
    settings.theme = "light"
    settings.save()
    assert Settings.load().theme == "light"


def test_wrong_values_in_the_file_give_that_setting_its_default() -> None:
    path = Settings.load().path
    path.write_text('engine_threads = "many"\nwarm_up = 1\nidle_unload_s = 30\nrecent_files = [1]\n', "utf-8")
    settings = Settings.load()
    assert (settings.engine_threads, settings.warm_up, settings.recent_files) == (0, True, [])
    assert settings.idle_unload_s == 30


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "sepia"),
        ("engine_threads", True),
        ("engine_threads", "2"),
        ("recent_files", "one"),
        ("zoom", "1"),
    ],
)
def test_wrong_values_are_refused(name: str, value: Any) -> None:
    settings = Settings.load()
    with pytest.raises(ValueError, match=name):
        setattr(settings, name, value)


def test_numbers_are_moved_into_their_limits() -> None:
    settings = Settings.load()
    settings.engine_threads = -3
    assert settings.engine_threads == 0
    settings.engine_threads = 10_000
    assert settings.engine_threads == 256
    settings.zoom = 3
    assert isinstance(settings.zoom, float)


def test_changing_a_list_that_was_read_changes_nothing() -> None:
    settings = Settings.load()
    settings.recent_files.append("x")
    assert settings.recent_files == []
    settings.recent_files = ["a"]
    settings.recent_files.append("x")
    assert settings.recent_files == ["a"]


def test_reset() -> None:
    settings = Settings.load()
    settings.theme = "dark"
    settings.reset("theme")
    assert settings.theme == "system"
    with pytest.raises(KeyError):
        settings.reset("nothing")


def test_a_failed_save_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load()
    settings.theme = "dark"
    settings.save()
    before = settings.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    settings.theme = "light"
    with pytest.raises(OSError, match="No space"):
        settings.save()
    assert settings.path.read_bytes() == before
    assert list(settings.path.parent.iterdir()) == [settings.path]


@given(
    st.recursive(
        st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False)
        | st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
        max_leaves=8,
    )
)
def test_the_writer_writes_toml(value: object) -> None:
    assert tomllib.loads(f"key = {_toml(value)}") == {"key": value}
