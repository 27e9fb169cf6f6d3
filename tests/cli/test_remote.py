"""The command line with a server that speaks for it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosydesk.engine import STARTER_ID, open_model
from cosydesk.servers import TOKEN_VARIABLE
from tests.server.conftest import running

from .conftest import Cosydesk

pytestmark = pytest.mark.filterwarnings("ignore:open_text is deprecated:DeprecationWarning")

TOKEN = "only-for-friends"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with contextlib.ExitStack() as stack:
        yield stack.enter_context(running(open_model(STARTER_ID), token=TOKEN)).url


@pytest.mark.slow
def test_say_on_a_server_writes_the_same_file(cosydesk: Cosydesk, url: str, tmp_path: Path) -> None:
    said = ("say", "Hello there.", "--voice", "emma", "--seed", "4")
    far = cosydesk(*said, "--remote", url, "--token", TOKEN, "-o", "far.wav")
    assert (far.status, far.out, far.err) == (0, b"far.wav\n", "")
    assert cosydesk(*said, "-o", "near.wav").status == 0
    assert (tmp_path / "far.wav").read_bytes() == (tmp_path / "near.wav").read_bytes()


def test_the_voices_are_those_of_the_server(
    cosydesk: Cosydesk, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    far = cosydesk("voices", "--remote", url.removeprefix("http://"), "--json")
    assert far.status == 0
    assert json.loads(far.out) == json.loads(cosydesk("voices", "--json").out)


def test_a_wrong_token_and_a_server_that_is_gone_are_one_clear_line(cosydesk: Cosydesk, url: str) -> None:
    wrong = cosydesk("say", "Hello", "--remote", url, "--token", "guessed")
    assert wrong.status == 1
    assert "doesn't take the token" in wrong.line
    assert "guessed" not in wrong.err
    gone = cosydesk("voices", "--remote", "http://127.0.0.1:9")
    assert gone.status == 1
    assert "127.0.0.1:9 doesn't answer" in gone.line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("say", "a", "--remote", "ftp://x"), "no address of a server"),
        (("say", "a", "--remote", "x", "--model-dir", "y"), "two models"),
        (("say", "a", "--token", "x"), "--token needs --remote"),
    ],
)
def test_what_contradicts_itself_is_refused(
    cosydesk: Cosydesk, arguments: tuple[str, ...], words: str
) -> None:
    result = cosydesk(*arguments)
    assert result.status == 2
    assert words in result.line


def test_a_project_with_a_servers_voices_is_rendered_there(
    cosydesk: Cosydesk, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    (tmp_path / "lines.txt").write_text("Hello there.\n", encoding="utf-8")
    host = url.removeprefix("http://").replace(":", "_")
    voice = f"Starter voices · {host}:bf_emma"
    dubbed = cosydesk("dub", "lines.txt", "--voice-default", voice, "--model", url, "-o", "dub.wav", "--json")
    assert dubbed.status == 0, dubbed.err
    assert (tmp_path / "dub.wav").stat().st_size > 20_000
    assert TOKEN.encode() not in (tmp_path / "dub.wav.cosydesk").read_bytes()
    rendered = cosydesk("render", "dub.wav.cosydesk", "-o", "again.wav", "--model", url)
    assert rendered.status == 0
    assert rendered.err == "0 lines to speak, 1 up to date\n"


def test_no_token_is_kept_in_the_log(cosydesk: Cosydesk, url: str, tmp_path: Path) -> None:
    from cosydesk import paths

    cosydesk("say", "Hello there.", "--remote", url, "--token", TOKEN)
    logs = b"".join(path.read_bytes() for path in paths.log_dir().iterdir() if path.is_file())
    assert logs
    assert TOKEN.encode() not in logs
