"""The files of the web page: who gets them, with which headers, and whether they agree with each other."""

from __future__ import annotations

import io
import re
from dataclasses import fields

import httpx
import numpy as np
import pytest
import soundfile

from cosydesk.resources import resource
from cosydesk.server import Limits
from cosydesk.ui.theme.tokens import DARK, LIGHT, Palette
from tests.server.conftest import Serve
from tests.server.scripted_model import RATE, ScriptedModel

WEB = resource("web")
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted(WEB.glob("*.js")))
PAGE = (WEB / "index.html").read_text("utf-8")
STYLE = "\n".join(path.read_text("utf-8") for path in sorted(WEB.glob("*.css")))


@pytest.mark.parametrize("token", [None, "secret"])
def test_anybody_may_look_at_the_page(serve: Serve, client: httpx.Client, token: str | None) -> None:
    url = serve(ScriptedModel(), token).url
    for path, kind in (
        ("/", "text/html"),
        ("/web/main.js", "text/javascript"),
        ("/web/style.css", "text/css"),
        ("/web/icons/mic.svg", "image/svg+xml"),
        ("/web/fonts/Inter-Regular.ttf", "font/ttf"),
    ):
        answer = client.get(url + path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(kind)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "microphone=(self)" in answer.headers["permissions-policy"]
        again = client.get(url + path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_with_a_token_nothing_else_is_open(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), "secret").url
    for path in ("/v1/model", "/web", "/webs", "/v1/models", "/metrics", "/v1/audio/encode"):
        assert client.get(url + path).status_code == 401, path


@pytest.mark.parametrize(
    "path",
    ["/web/none.js", "/web/../models.json", "/web/%2e%2e/models.json", "/web/icons/..%2f..%2fmodels.json"],
)
def test_nothing_beside_the_page_is_served(serve: Serve, client: httpx.Client, path: str) -> None:
    answer = client.send(httpx.Request("GET", httpx.URL(serve(ScriptedModel()).url + path)))
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_samples_become_a_file(serve: Serve, client: httpx.Client) -> None:
    url = f"{serve(ScriptedModel()).url}/v1/audio/encode"
    tone = np.round(16_000 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)).astype("<i2")
    answer = client.post(url, params={"sample_rate": RATE}, content=tone.tobytes())
    assert answer.headers["content-type"] == "audio/mpeg"
    read, rate = soundfile.read(io.BytesIO(answer.content))
    assert rate == RATE
    assert abs(len(read) - RATE) < 0.1 * RATE
    assert float(np.sqrt(np.mean(read**2))) == pytest.approx(0.345, abs=0.03)
    exact = client.post(url, params={"response_format": "wav", "sample_rate": RATE}, content=tone.tobytes())
    assert np.array_equal(soundfile.read(io.BytesIO(exact.content), dtype="int16")[0], tone)


def test_a_rate_that_mp3_does_not_know_becomes_one_that_it_does(serve: Serve, client: httpx.Client) -> None:
    url = f"{serve(ScriptedModel()).url}/v1/audio/encode"
    answer = client.post(url, params={"sample_rate": 23_999}, content=bytes(2 * 23_999))
    read, rate = soundfile.read(io.BytesIO(answer.content))
    assert rate == RATE
    assert abs(len(read) / rate - 1) < 0.1


@pytest.mark.parametrize(
    ("content", "params", "status", "code"),
    [
        (b"", {}, 400, "samples"),
        (b"abc", {}, 400, "samples"),
        (b"abcd", {"sample_rate": 1}, 400, "field_invalid"),
        (b"abcd", {"response_format": "doc"}, 400, "field_invalid"),
        (b"a" * 200, {}, 413, "body_too_large"),
    ],
)
def test_what_is_no_sound_is_refused(
    serve: Serve, client: httpx.Client, content: bytes, params: dict[str, str], status: int, code: str
) -> None:
    url = f"{serve(ScriptedModel(), limits=Limits(max_body_bytes=100)).url}/v1/audio/encode"
    answer = client.post(url, params=params, content=content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(("palette", "at"), [(LIGHT, 0), (DARK, 1)], ids=["light", "dark"])
def test_the_colours_are_those_of_the_window(palette: Palette, at: int) -> None:
    names = {field.name for field in fields(Palette)}
    written = re.findall(r":root \{\n((?: +--.*;\n)+)", STYLE)[at]
    colours = dict(re.findall(r"--([a-z-]+): (#\w{6});", written))
    assert len(colours) > 20
    for name, colour in colours.items():
        assert name.replace("-", "_") in names
        assert colour == getattr(palette, name.replace("-", "_")), name


def test_nothing_comes_from_elsewhere_and_nothing_is_inline() -> None:
    everything = (PAGE + STYLE + SCRIPTS).replace("http://www.w3.org/2000/svg", "")  # a name, no address
    assert not re.findall(r"https?://|url\(\W?//", everything)
    assert not re.findall(r"<style|style=|\son\w+=|<script(?! type=\"module\" src=)", PAGE)
    assert "innerHTML" not in SCRIPTS


def test_every_text_is_there_in_both_languages_and_used() -> None:
    words = (WEB / "words.js").read_text("utf-8")
    english, chinese = re.findall(r"^  (?:en|zh): \{\n(.*?)^  \},$", words, re.DOTALL | re.MULTILINE)
    keys = [re.findall(r"^    (\w+): (\".*\"),$", table, re.MULTILINE) for table in (english, chinese)]
    assert [key for key, _ in keys[0]] == [key for key, _ in keys[1]]
    assert len(keys[0]) == english.count("\n")
    for (key, first), (_, second) in zip(*keys, strict=True):
        assert set(re.findall(r"\{\w+\}", first)) == set(re.findall(r"\{\w+\}", second)), key
        assert re.search("[\u4e00-\u9fff]", second) or key == "count", key
    known = {key for key, _ in keys[0]}
    asked = set(re.findall(r'data-(?:t|label|hint|placeholder)="(\w+)"', PAGE))
    assert asked <= known
    elsewhere = PAGE + SCRIPTS.replace(words, "")
    made = {"sft_note", "zero_shot_note", "cross_lingual_note", "instruct_note", "vc_note"}
    made |= {"prompt_hint", "source_hint", "need_prompt", "need_source"}
    made |= {key for key in known if key.endswith("_remedy")}
    unused = [key for key in known - made if not re.search(rf'["\s]{key}[",:]', elsewhere)]
    assert not unused


def test_every_icon_is_shipped_and_has_a_rule() -> None:
    rules = dict(re.findall(r'\.icon\.([\w-]+) \{\n  mask-image: url\("icons/([\w-]+)\.svg"\)', STYLE))
    assert all(name == file for name, file in rules.items())
    assert all(resource(f"icons/{name}.svg").is_file() for name in rules)
    used = set(re.findall(r'class="icon ([\w-]+)"', PAGE)) | set(re.findall(r'button\("([\w-]+)"', SCRIPTS))
    used |= set(re.findall(r'\? "([\w-]+)" : "([\w-]+)"\}`', SCRIPTS)[0])
    assert used == set(rules)
