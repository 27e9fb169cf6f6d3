"""The servers that are kept."""

from __future__ import annotations

import stat
import sys

import pytest

from cosydesk import paths, servers
from cosydesk.servers import Server


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("studio-pc", "http://studio-pc:50000"),
        (" 192.168.1.7:8000 ", "http://192.168.1.7:8000"),
        ("http://studio-pc:50000/", "http://studio-pc:50000"),
        ("https://speech.example/tts/", "https://speech.example/tts"),
        ("[::1]", "http://[::1]:50000"),
        ("HTTP://Studio-PC:50000", "http://studio-pc:50000"),
    ],
)
def test_addresses_are_read_as_people_write_them(written: str, url: str) -> None:
    assert servers.clean_url(written) == url
    assert servers.clean_url(url) == url


@pytest.mark.parametrize(
    "written", ["", "ftp://a", "http://", "http://me:pw@host", "a b", "host:port", "h?q=1"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        servers.clean_url(written)


def test_servers_are_kept_for_their_owner_only() -> None:
    first, second = Server("http://a:50000", "A", "secret"), Server("http://b:1", sample_rate=22_050)
    servers.keep(first)
    servers.keep(second)
    servers.keep(Server("http://a:50000", "Anna", "secret"))
    assert [one.label for one in servers.servers()] == ["Anna", "b:1"]
    assert servers.server_for("http://b:1") == second
    path = paths.config_dir() / servers.FILE_NAME
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    servers.forget("http://a:50000")
    assert servers.servers() == [second]
    assert "secret" not in path.read_text(encoding="utf-8")


def test_an_unknown_server_has_the_token_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(servers.TOKEN_VARIABLE, "from outside")
    assert servers.server_for("http://a:1").token == "from outside"
    servers.keep(Server("http://a:1"))
    assert servers.server_for("http://a:1").token == ""


def test_a_token_is_never_shown() -> None:
    assert "secret" not in repr(Server("http://a:1", token="secret"))


def test_a_damaged_file_costs_the_servers_only(caplog: pytest.LogCaptureFixture) -> None:
    (paths.config_dir() / servers.FILE_NAME).write_text('[{"token": "sec', encoding="utf-8")
    assert servers.servers() == []
    assert "sec" not in caplog.text.replace(servers.FILE_NAME, "")
    servers.keep(Server("http://a:1"))
    assert servers.servers() == [Server("http://a:1")]
