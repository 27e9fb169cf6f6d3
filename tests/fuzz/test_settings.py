"""Files of settings: whatever stands in them, the program starts, and keeps what it can't use."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz
from support.mutations import SCALARS, encoded, json_bytes, mutated, mutated_json, mutated_text

from cosydesk import servers
from cosydesk.settings import Settings
from cosydesk.studio.delivery.label import Label, clean, read_label
from cosydesk.studio.delivery.presets import BUILT_IN, FILE_NAME, Presets, from_text, to_text
from cosydesk.ui.keymap import Keymap

NAMES = [setting.name for setting in Settings.table()]
TOML_VALUES = (
    *('""', '"x"', "0", "-1", "1.5", "nan", "inf"),
    *("true", "[]", '["a"]', "[1]", '["a", 1]', "{}", "1979-05-27", "''"),
    *("99999999999999999999", "-0.0", '"\\ud800"', '"\\u0000"', '"""\n"""', "1e400", "[[[]]]", "07:32:00", "0x10"),
)  # fmt: skip
TOKENS = (
    *(f"{name} = {value}\n" for name, value in zip(NAMES, TOML_VALUES * 5, strict=False)),
    *("[table]\n", "[[array]]\n", "a.b.c = 1\n", "= 1\n", '"" = 1\n'),
    *('"\\n" = 2\n', "#", "\0", "\ufeff", "x = [" * 9),
    *("\r", "\r\n", "a = 1\na = 2\n", "future = {a = 1, b = [1, {c = 2}]}\n", "x = " + "[" * 2_000),
)  # fmt: skip


def written() -> str:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.toml")
        settings.theme, settings.gap_ms, settings.recent_files = "dark", 250, ["/a/b", "c:\\d"]
        settings.save()
        return settings.path.read_text("utf-8")


SEEDS = (written(), "", "# nothing\n", "theme = 'dark'\n")


def check(data: bytes) -> None:
    """Loading gives values of the right types; saving and loading again gives them back, and loses no other key."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_bytes(data)
        settings = Settings.load(path)
        values = {name: getattr(settings, name) for name in NAMES}
        for setting in Settings.table():
            assert type(values[setting.name]) is type(setting.default)
        if settings.problem is not None and settings.problem.kind in ("damaged", "values"):
            assert settings.problem.backup is not None
            assert settings.problem.backup.read_bytes() == data
        settings.save()
        again = Settings.load(path)
        assert again.problem is None
        assert {name: getattr(again, name) for name in NAMES} == values
        assert again.unknown.keys() == settings.unknown.keys()


@example(data=b"x = " + b"[" * 2_000)
@fuzz(40, data=encoded(mutated_text(SEEDS, TOKENS)) | mutated([seed.encode() for seed in SEEDS]))
def test_damaged_settings(data: bytes) -> None:
    check(data)


@fuzz(40, name=st.sampled_from(NAMES), value=SCALARS | st.lists(SCALARS, max_size=3))
def test_any_value_is_kept_or_refused(name: str, value: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.toml")
        try:
            setattr(settings, name, value)
        except ValueError:
            return
        kept = getattr(settings, name)
        settings.save()
        again = Settings.load(settings.path)
        assert again.problem is None
        if isinstance(kept, str | list):
            kept = json.loads(json.dumps(kept).replace("\\ud800", "?"))
        assert getattr(again, name) == kept or "\ud800" in str(value)


SERVERS = [{"url": "http://127.0.0.1:50000", "name": "Mine", "token": "t", "model": "m"}]


@example(data=b"[" * 100_000)
@example(data=b'[{"url": 7}, 5, {"url": "http://a:99999"}, {"url": "http://a:=0"}, {"name": "x"}]')
@fuzz(30, data=mutated_json([SERVERS]).map(json_bytes) | mutated([json_bytes(SERVERS)]))
def test_forged_servers(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COSYDESK_HOME", folder)
        servers._path().parent.mkdir(parents=True, exist_ok=True)
        servers._path().write_bytes(data)
        for server in servers.servers():
            assert isinstance(server.label, str)
            servers.host_of(server.url)
        servers.keep(servers.Server("http://example.org:50000"))
        assert servers.server_for("http://example.org:50000").url == "http://example.org:50000"
        assert not [name for name in os.listdir(servers._path().parent) if name.startswith(".servers-")]


@fuzz(150, text=st.text() | st.text("htps:/[]@.0123456789%\u2100x?#", max_size=30))
def test_any_address(text: str) -> None:
    try:
        url = servers.clean_url(text)
    except ValueError:
        return
    assert servers.is_url(url)
    assert servers.clean_url(url) == url
    assert servers.host_of(url)


RECIPES = [json.loads(to_text(recipe)) for recipe in BUILT_IN]


@example(data=b"[" * 100_000)
@fuzz(30, data=mutated_json([RECIPES, *RECIPES]).map(json_bytes) | mutated([json_bytes(RECIPES)]))
def test_forged_presets(data: bytes) -> None:
    recipe = from_text(
        data.decode("utf-8", "surrogatepass" if b"\xed" in data and _passes(data) else "replace")
    )
    assert recipe is None or from_text(to_text(recipe)) == recipe
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        path.write_bytes(data)
        presets = Presets(path)
        presets.save(BUILT_IN[0])
        assert BUILT_IN[0] in Presets(path).saved


def _passes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@example(text="[" * 100_000)
@fuzz(
    150, text=mutated_text([Label("1", "CosyDesk", "x").to_json()], ('"', "{", "null", "\\ud800")) | st.text()
)
def test_labels(text: str) -> None:
    label = read_label(text)
    assert label is None or all(isinstance(getattr(label, name), str) for name in Label.__slots__)
    allowed = clean(text)
    assert read_label(Label("1", allowed, "x").to_json()) == Label("1", allowed, "x")


@fuzz(
    20,
    entries=st.lists(
        st.text(max_size=20)
        | st.sampled_from(["SAVE=Ctrl+S", "SAVE=", "=", "SAVE=Ctrl+S Ctrl+", "UNDO=Ctrl+S"])
    ),
)
def test_shortcuts(entries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.toml")
        settings.shortcuts = entries
        keymap = Keymap(settings)
        for name, key in (("SAVE", "Ctrl+S"), ("UNDO", "Ctrl+Z")):
            keymap.register(name, (key,))
        keymap.set_keys("SAVE", ("Ctrl+Z",))
        assert keymap.keys("SAVE") == ("Ctrl+Z",)
        assert "Ctrl+Z" not in keymap.keys("UNDO")
        keymap.reset_all()
        assert keymap.keys("UNDO") == ("Ctrl+Z",)
