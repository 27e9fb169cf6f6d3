"""The settings and their file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cosydesk.settings import Settings


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


@pytest.mark.parametrize(
    "content", [b'theme = "dark', b"\xff\xfe\x00", b"[" * 5000, b"\x89PNG\r\n\x1a\n\x00"]
)
def test_an_older_backup_is_never_overwritten(content: bytes) -> None:
    path = Settings.load().path
    kept = []
    for number in range(3):
        path.write_bytes(content + b"#%d" % number)
        problem = Settings.load().problem
        assert problem is not None
        assert problem.kind == "damaged"
        assert problem.backup is not None
        kept.append(problem.backup)
    assert len(set(kept)) == 3
    assert [backup.read_bytes() for backup in kept] == [content + b"#%d" % number for number in range(3)]
    assert Settings.load().problem is None, "once is enough"


def test_an_emptied_file_gives_defaults_and_says_so() -> None:
    settings = Settings.load()
    settings.theme = "dark"
    settings.save()
    settings.path.write_bytes(b"\xef\xbb\xbf\n")
    again = Settings.load()
    assert again.values == {}
    assert again.problem is not None
    assert (again.problem.kind, again.problem.backup) == ("empty", None)


def test_a_folder_in_the_files_place_is_moved_or_left_but_never_raises() -> None:
    path = Settings.load().path
    path.mkdir()
    (path / "inside").touch()
    settings = Settings.load()
    assert settings.problem is not None
    assert settings.problem.kind == "unreadable"
    assert settings.values == {}
    assert (path / "inside").exists()
    assert list(path.parent.iterdir()) == [path], "no empty backup is left"


READ_ONLY = """
import json, os, sys
from pathlib import Path
from cosydesk.settings import Settings
"".encode("utf-8-sig")  # the codec is loaded from a folder that the other may not read
os.setuid(65534)
settings = Settings.load(Path(sys.argv[1]))
try:
    settings.save()
except OSError:
    print(json.dumps([settings.problem.kind, settings.problem.backup, settings.values]))
"""


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become someone who may not write"
)
@pytest.mark.parametrize(
    ("content", "mode", "kind"),
    [("= 1", 0o644, "damaged"), ("", 0o000, "unreadable"), ("gap_ms = []", 0o644, "values")],
)
def test_a_folder_that_cant_be_written_gives_defaults(content: str, mode: int, kind: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "settings.toml"
        path.write_text(content, "utf-8")
        path.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "COSYDESK_HOME": name},
        )
        assert json.loads(done.stdout) == [kind, None, {}]
        assert list(folder.iterdir()) == [path]


def test_values_of_wrong_types_are_dropped_with_a_copy_of_the_file() -> None:
    path = Settings.load().path
    content = 'theme = "dark"\ngap_ms = "long"\nzoom = nan\nlanguage = "xx"\nplugin = 1\n'
    path.write_text(content, "utf-8")
    settings = Settings.load()
    assert settings.problem is not None
    assert (settings.problem.kind, settings.problem.names) == ("values", ("gap_ms", "zoom"))
    assert settings.problem.backup is not None
    assert settings.problem.backup.read_text("utf-8") == content
    assert (settings.theme, settings.gap_ms, settings.zoom, settings.language) == ("dark", 300, 0.0, "system")
    again = Settings.load()
    assert again.problem is None
    assert again.unknown == {"language": "xx", "plugin": 1}, "what a newer version may know stays"
    assert len(list(path.parent.glob("*.broken*"))) == 1


GOOD = (
    'language = "en"\ntheme = "dark"\nscale = 125\nzoom = 2.5\nrecent_files = ["a", "b"]\nwarm_up = false\n'
)
LETTERS = st.text(st.characters(codec="utf-8")).map(lambda text: text.encode())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with some bytes cut out and others put in."""
    content = GOOD.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 12)))
        content = content[:start] + draw(st.binary(max_size=12) | LETTERS) + content[end:]
    return content


@given(damaged() | st.binary(max_size=200))
@example(b"zoom = inf")
@example(b"scale = " + b"9" * 5000)
@example(b"x = " + b"{a = " * 2000)
def test_any_damage_gives_usable_settings_and_keeps_the_file(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_bytes(content)
        settings = Settings.load(path)
        for setting in Settings.table():
            value = settings.values.get(setting.name, setting.default)
            assert setting.checked(value) == value
        problem = settings.problem
        if problem is not None and problem.kind != "empty":
            assert problem.backup is not None
            assert problem.backup.read_bytes() == content
        settings.theme = "light"
        settings.save()
        again = Settings.load(path)
        assert again.problem is None
        assert again.values == settings.values


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
    assert settings.is_changed("theme")
    settings.reset("theme")
    assert settings.theme == "system"
    assert not settings.is_changed("theme")
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
