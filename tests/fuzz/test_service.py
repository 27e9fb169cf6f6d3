"""The service, sent raw bytes: every route answers whatever arrives, and no answer is a fault of its own."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz
from support.mutations import VALUES, json_bytes, mutated, mutated_json, mutated_text

from cosydesk.server import Limits
from tests.server.conftest import running
from tests.server.scripted_model import cloning

SOON_S, PATIENCE_S = 0.2, 60.0
WAVE = b"RIFF" + bytes(40)
BOUNDARY = "XyZ"


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the line."""

    method: str
    target: bytes
    headers: tuple[bytes, ...]
    body: bytes

    def bytes(self) -> bytes:
        head = b" ".join((self.method.encode(), self.target, b"HTTP/1.1"))
        return b"\r\n".join((head, *self.headers, b"", self.body))


def part(name: str, value: bytes, file: str = "") -> bytes:
    kind = f'; filename="{file}"' if file else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{kind}\r\n\r\n'
    return head.encode() + value + b"\r\n"


SPEECH = {
    "model": "",
    "input": "Hello.",
    "voice": "one",
    "response_format": "wav",
    "speed": 1.0,
    "stream": True,
}
JSONS: tuple[Any, ...] = (
    SPEECH,
    {**SPEECH, "stream_format": "sse", "instructions": "calm", "seed": 7, "language": "en"},
    {"tts_text": "Hello.", "spk_id": "one", "stream": "1", "speed": "1.5"},
    {
        "text": "Hello.",
        "voice": "one",
        "mode": "sft",
        "sampling": {"top_p": 0.8},
        "prompt": {"transcript": "x"},
    },
)
FORMS = tuple(urlencode({key: value for key, value in made.items()}).encode() for made in JSONS)
TAIL = f"--{BOUNDARY}--\r\n".encode()
MULTIPARTS = (
    part("name", b"Ann") + part("audio_sample", WAVE, "a.wav") + part("consent", b"yes") + TAIL,
    part("tts_text", b"Hello.")
    + part("prompt_text", "你好。".encode())
    + part("prompt_wav", WAVE, "a.wav")
    + TAIL,
    part("tts_text", b"Hello.") + part("instruct_text", b"calm") + part("spk_id", b"one") + TAIL,
    part("request", json.dumps(JSONS[3]).encode()) + part("prompt", WAVE, "a.wav") + TAIL,
)
TOKENS = (
    *(
        b"\r\n",
        b"\n",
        b"\r\n\r\n",
        f"--{BOUNDARY}".encode(),
        f"--{BOUNDARY}--".encode(),
        b"Content-Disposition: ",
    ),
    *(
        b"form-data",
        b'; name="',
        b'; filename="',
        b"filename*=utf-8''%ff",
        b"Content-Type: text/plain; charset=x\r\n",
    ),
    *(
        b"Content-Transfer-Encoding: base64\r\n",
        b"\0",
        b"\xff\xfe",
        b"%",
        b"%zz",
        b"+",
        b"&",
        b"=",
        b";",
        b"a" * 5000,
    ),
    *(
        b"null",
        b"NaN",
        b"1e999",
        b'"\\ud800"',
        b"[" * 3000,
        b'{"input":',
        b"0\r\n\r\n",
        b"ffffffffffffffffff\r\n",
    ),
)
KINDS = (
    *("application/json", "application/x-www-form-urlencoded", f"multipart/form-data; boundary={BOUNDARY}"),
    *(
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary="',
        "text/plain",
        "",
    ),
    *(
        "application/json; charset=utf-16",
        f"multipart/form-data; charset=nonsense; boundary={BOUNDARY}",
        "audio/pcm",
    ),
    *(
        f"multipart/form-data; boundary={'b' * 300}",
        "application/octet-stream",
        "\xff/\xff",
        "multipart/mixed; boundary=X",
    ),
)
BODIES: st.SearchStrategy[tuple[str, bytes]] = st.one_of(
    st.tuples(st.just(KINDS[0]), mutated_json(JSONS).map(json_bytes)),
    st.tuples(st.just(KINDS[0]), mutated([json_bytes(made) for made in JSONS], TOKENS)),
    st.tuples(st.just(KINDS[1]), mutated(FORMS, TOKENS)),
    st.tuples(st.just(KINDS[2]), mutated(MULTIPARTS, TOKENS)),
    st.tuples(st.sampled_from(KINDS), mutated([*MULTIPARTS, *FORMS, WAVE, b""], TOKENS)),
    st.tuples(st.just(KINDS[0]), VALUES.map(json_bytes)),
)
QUERIES = tuple(made.decode() for made in FORMS)
HEADERS = st.sampled_from(
    [
        *(
            b"Range: bytes=0-",
            b"Range: bytes=-99999999999999999999",
            b"Range: bytes=a-b,c",
            b"Expect: 100-continue",
        ),
        *(
            b"Origin: null",
            b"Origin: http://[::1",
            b"Accept: \xff",
            b"Authorization: Bearer \xff\xfe",
            b"Cookie: " + b"a" * 3000,
        ),
        *(
            b"Transfer-Encoding: chunked",
            b"Content-Length: -1",
            b"Content-Length: 99999999999999999999",
            b"Upgrade: h2c",
        ),
        *(
            b"Host: evil.example",
            b"Host: 127.0.0.1:99999999",
            b"X-Forwarded-For: x",
            b"Content-Encoding: gzip",
            b"\0: x",
        ),
    ]
)


def requests(routes: list[tuple[str, str]]) -> st.SearchStrategy[Sent]:
    @st.composite
    def made(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Sent:
        method, path = draw(st.sampled_from(routes))
        for name in ("{job_id}", "{voice_id}", "{model_id}"):
            path = path.replace(
                name, draw(st.sampled_from(["x", "..", "%00", "%2e%2e%2f", "job_0", quote("声")]))
            )
        target = path.encode()
        if draw(st.integers(0, 3)) == 0:
            target += b"?" + draw(mutated_text(QUERIES, ("&", "=", "%", "%ff", "+", "\ud800"))).encode(
                "utf-8", "replace"
            ).translate(None, b" \r\n")
        if draw(st.integers(0, 9)) == 0:
            target = draw(mutated([target], (b"/", b"..", b"%", b"?", b"#", b"\xff")))
        if draw(st.integers(0, 9)) == 0:
            method = draw(
                st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"])
            )
        kind, body = draw(BODIES) if method not in ("GET", "HEAD") or draw(st.booleans()) else ("", b"")
        headers = [b"Host: 127.0.0.1", b"Connection: close"]
        if kind:
            headers.append(b"Content-Type: " + kind.encode("latin-1"))
        if body or draw(st.booleans()):
            headers.append(b"Content-Length: %d" % (len(body) + draw(st.sampled_from([*[0] * 12, -1, 5]))))
        if draw(st.integers(0, 4)) == 0:
            headers[draw(st.integers(0, len(headers))) :] = [draw(HEADERS)]
        return Sent(method, target, tuple(headers), body)

    return made()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    limits = Limits(max_chars=500, job_chars=2_000, voices=5, max_body_bytes=1 << 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COSYDESK_HOME", str(tmp_path_factory.mktemp("home")))
        with running(cloning(), limits=limits) as started:
            yield "127.0.0.1", httpx.URL(started.url).port or 0


ROUTES = [
    *(
        ("GET", path)
        for path in ("/", "/docs", "/openapi.json", "/healthz", "/metrics", "/v1/models", "/v1/model")
    ),
    *(
        ("GET", path)
        for path in ("/v1/voices", "/v1/audio/voices", "/v1/models/{model_id}", "/v1/jobs/{job_id}")
    ),
    *(("GET", path) for path in ("/v1/jobs/{job_id}/events", "/v1/jobs/{job_id}/audio", "/page/app.js")),
    *(
        ("DELETE", path)
        for path in ("/v1/jobs/{job_id}", "/v1/voices/{voice_id}", "/v1/audio/voices/{voice_id}")
    ),
    *(
        ("POST", path)
        for path in ("/v1/audio/speech", "/v1/jobs", "/v1/speak", "/v1/audio/encode", "/v1/voices") * 2
    ),
    *(
        (method, f"/inference_{mode}")
        for mode in ("sft", "zero_shot", "cross_lingual", "instruct", "instruct2", "vc")
        for method in ("GET", "POST")
    ),
]


def answer(service: tuple[str, int], sent: bytes) -> bytes:
    """All that comes back. Who waits for more hears that there is none; who refuses may not read all."""
    received = bytearray()
    with socket.create_connection(service, SOON_S) as line, contextlib.suppress(ConnectionError):
        line.sendall(sent)
        while True:
            try:
                piece = line.recv(1 << 16)
            except TimeoutError:
                if line.gettimeout() != SOON_S:
                    raise AssertionError("no answer") from None
                line.shutdown(socket.SHUT_WR)
                line.settimeout(PATIENCE_S)
                continue
            if not piece:
                break
            received += piece
    return bytes(received)


def test_every_route_is_asked(service: tuple[str, int]) -> None:
    described = httpx.get(f"http://{service[0]}:{service[1]}/openapi.json", trust_env=False).json()["paths"]
    known = {(method.upper(), path) for path, methods in described.items() for method in methods}
    asked = {(method, path.replace("{model_id}", "{model_id:path}")) for method, path in ROUTES} | set(ROUTES)
    assert not {route for route in known - asked if route[1] != "/v1/audio/voices"}


def whole(method: str, target: bytes, body: bytes = b"", *headers: bytes) -> Sent:
    told = (b"Host: 127.0.0.1", b"Connection: close", b"Content-Length: %d" % len(body))
    return Sent(method, target, (*told, *headers), body)


JSON = b"Content-Type: application/json"


@example(request=whole("GET", b"/", b"", b"Origin: http://[::1"))
@example(request=whole("POST", b"/inference_sft", b"[" * 100_000, JSON))
@example(request=whole("POST", b"/v1/audio/speech", b"[" * 100_000, JSON))
@example(request=Sent("POST", b"/v1/voices", (b"Host: 127.0.0.1", b"Content-Length: 99", JSON), b"{"))
@fuzz(100, request=requests(ROUTES))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an upload that was cut off
def test_no_answer_is_a_fault(service: tuple[str, int], request: Sent) -> None:
    received = answer(service, request.bytes())
    if not received:
        return  # it said more than it sent, and was let go
    head, _, body = received.partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    version, status, *_ = first.split(b" ")
    assert version == b"HTTP/1.1"
    assert 100 <= int(status) < 500, received[:400]
    lengths = [int(line.split(b":")[1]) for line in headers if line.lower().startswith(b"content-length:")]
    body = body[: lengths[0]] if lengths else body  # what it read as further requests is answered behind it
    if int(status) >= 400 and any(line.lower() == b"content-type: application/json" for line in headers):
        error = (
            json.loads(body)["error"] if body and request.method != "HEAD" else {"message": "-", "code": "-"}
        )
        assert error["message"]
        assert error["code"]
        assert "Traceback" not in error["message"]
