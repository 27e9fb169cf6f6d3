"""Uploads leave nothing behind, whatever becomes of them; web pages of other sites are let in one by one."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from cosydesk.engine import AudioChunk, Mode, Request
from cosydesk.server import Limits
from tests.server.conftest import Serve
from tests.server.scripted_model import ScriptedModel, tone

BIG = bytes(3 << 20)
"""More than is kept in memory while it arrives."""
ORIGIN = "https://tools.example"


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where uploads are kept while they arrive."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def kept(spool: Path) -> list[str]:
    """Files there, with a name or open without one, as Linux keeps them."""
    names = [str(path) for path in spool.iterdir()]
    if sys.platform == "linux":
        for descriptor in Path("/proc/self/fd").iterdir():
            try:
                target = os.readlink(descriptor)
            except OSError:
                continue  # it was the one that listed them
            if target.startswith(str(spool)):
                names.append(target)
    return names


def cloning(seen: list[list[str]], spool: Path) -> ScriptedModel:
    """A model that notes what is kept while it speaks."""

    def look(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        seen.append(kept(spool))
        yield tone()

    model = ScriptedModel(look)
    model.capabilities = replace(model.capabilities, modes=frozenset({Mode.CROSS_LINGUAL}))
    return model


def test_an_upload_is_gone_before_it_is_spoken(serve: Serve, client: httpx.Client, spool: Path) -> None:
    seen: list[list[str]] = []
    model = cloning(seen, spool)
    url = serve(model).url
    answer = client.post(
        f"{url}/inference_cross_lingual", data={"tts_text": "Hello."}, files={"prompt_wav": BIG}
    )
    assert answer.status_code == 200
    assert model.requests[0].prompt is not None
    assert model.requests[0].prompt.audio == BIG
    assert seen == [[]]
    assert kept(spool) == []


def test_an_upload_that_breaks_off_or_is_too_long_leaves_nothing(
    serve: Serve, client: httpx.Client, spool: Path
) -> None:
    url = serve(cloning([], spool), limits=Limits(max_body_bytes=4 << 20)).url
    head = (
        b"POST /inference_cross_lingual HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        b'--b\r\nContent-Disposition: form-data; name="prompt_wav"; filename="a"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as leaving:
        leaving.sendall(head + BIG)
        _until(lambda: kept(spool) != [])  # so it is looked for at the right place
    _until(lambda: kept(spool) == [])

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="prompt_wav"; filename="a"\r\n\r\n'
        yield BIG
        yield BIG

    answer = client.post(
        f"{url}/inference_cross_lingual",
        content=pieces(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    assert answer.status_code == 413
    _until(lambda: kept(spool) == [])


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(100_000):
        if condition():
            return
    raise AssertionError("it never came true")


def test_pages_of_other_sites_are_let_in_by_name(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), origins=[ORIGIN]).url
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    before = client.options(
        f"{url}/v1/audio/speech", headers=asked | {"Access-Control-Request-Headers": "authorization"}
    )
    assert before.status_code == 200
    assert before.headers["access-control-allow-origin"] == ORIGIN
    form = {"tts_text": "Hello.", "spk_id": "ann"}
    let_in = client.post(f"{url}/inference_sft", data=form, headers={"Origin": ORIGIN})
    assert let_in.status_code == 200
    assert let_in.headers["access-control-allow-origin"] == ORIGIN
    assert "X-Sample-Rate" in let_in.headers["access-control-expose-headers"]
    for other in ("https://evil.example", "null", ORIGIN + ".evil.example"):
        refused = client.post(f"{url}/inference_sft", data=form, headers={"Origin": other})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers


def test_with_a_token_too_they_are_let_in_by_name(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), token="t", origins=[ORIGIN]).url
    bearer = {"Authorization": "Bearer t"}
    let_in = client.get(f"{url}/v1/models", headers={"Origin": ORIGIN} | bearer)
    assert let_in.headers["access-control-allow-origin"] == ORIGIN
    other = client.get(f"{url}/v1/models", headers={"Origin": "https://evil.example"} | bearer)
    assert "access-control-allow-origin" not in other.headers
    refused = client.get(f"{url}/v1/models", headers={"Origin": ORIGIN})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, ORIGIN)
