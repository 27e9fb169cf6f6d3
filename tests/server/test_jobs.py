"""Long texts that are spoken in the background."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
import pytest
import soundfile

from cosydesk.engine import AudioChunk, DeviceError, Progress, Request, RequestError
from cosydesk.server import Limits
from cosydesk.server.pieces import LONGEST, split_text
from tests.server.conftest import Serve, running
from tests.server.scripted_model import RATE, ScriptedModel, cloning, tone, when_told

LONG = "This is the first sentence of a text that goes on for a while. " * 20
SFT = {"tts_text": "Hello.", "spk_id": "ann"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COSYDESK_HOME", str(tmp_path))
    return tmp_path / "cache" / "service" / "jobs"


def start(client: httpx.Client, url: str, text: str = LONG, **more: object) -> dict[str, Any]:
    body = {"input": text, "voice": "ann", "response_format": "wav"} | more
    answer = client.post(f"{url}/v1/jobs", json=body)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/jobs/{job['id']}"
    return job


def watched(client: httpx.Client, url: str, job: dict[str, Any]) -> list[dict[str, Any]]:
    """All that its events say, until it is over."""
    with client.stream("GET", f"{url}{job['events_url']}") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = list(answer.iter_lines())
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    assert names == [event["state"] for event in events]
    return events


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_spoken_in_pieces_to_one_file(serve: Serve, client: httpx.Client, home: Path) -> None:
    model = ScriptedModel()
    url = serve(model).url
    job = start(client, url, seed=3, speed=1.5)
    last = watched(client, url, job)[-1]
    pieces = split_text(LONG)
    assert len(pieces) > 3
    assert [request.text for request in model.requests] == pieces
    assert {(request.voice, request.seed, request.speed) for request in model.requests} == {("ann", 3, 1.5)}
    assert (last["state"], last["progress"], last["pieces_done"]) == ("finished", 1.0, len(pieces))
    assert last["audio_seconds"] == pytest.approx(0.1 * len(pieces))
    assert client.get(f"{url}/v1/jobs/{job['id']}").json() == last
    answer = client.get(f"{url}{last['audio_url']}")
    assert (answer.headers["content-type"], answer.headers["x-complete"]) == ("audio/wav", "true")
    samples, rate = soundfile.read(io.BytesIO(answer.content), dtype="int16")
    assert rate == RATE
    expected = np.tile(np.round(tone().samples * 32767).astype("<i2"), len(pieces))
    assert np.array_equal(samples, expected)  # one behind the other, without a gap
    part = client.get(f"{url}{last['audio_url']}", headers={"Range": "bytes=44-143"})
    assert (part.status_code, part.content) == (206, answer.content[44:144])
    gone = client.delete(f"{url}/v1/jobs/{job['id']}")
    assert gone.json() == {"id": job["id"], "object": "job.deleted", "deleted": True}
    assert refused(client.get(f"{url}/v1/jobs/{job['id']}")) == (404, "job_unknown")
    assert not [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize("audio", ["mp3", "flac", "opus", "aac", "pcm"])
def test_in_each_format(serve: Serve, client: httpx.Client, audio: str) -> None:
    def second(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        yield tone(1.0)

    url = serve(ScriptedModel(second)).url
    last = watched(client, url, start(client, url, response_format=audio))[-1]
    data = client.get(f"{url}{last['audio_url']}").content
    if audio == "pcm":
        assert len(data) == 2 * RATE * last["pieces"]
        return
    with av.open(io.BytesIO(data)) as container:
        rate = container.streams.audio[0].rate
        assert sum(frame.samples for frame in container.decode(audio=0)) / rate == pytest.approx(
            last["pieces"], abs=0.1
        )


def test_progress_comes_while_it_is_spoken(serve: Serve, client: httpx.Client) -> None:
    def halfway(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        assert request.on_progress is not None
        request.on_progress(Progress("speaking", 0.5))
        assert model.go_on.wait(30)
        yield tone()

    model = ScriptedModel(halfway)
    url = serve(model).url
    job = start(client, url, "Half of it is done.")
    assert (job["state"], job["progress"], job["audio_url"]) == ("queued", 0.0, None)
    states = []
    with client.stream("GET", f"{url}{job['events_url']}") as answer:
        for line in answer.iter_lines():
            if line.startswith("data: "):
                states.append(json.loads(line.removeprefix("data: ")))
                if states[-1]["progress"] == 0.5:
                    assert states[-1]["seconds_left"] >= 0
                    audio = client.get(f"{url}/v1/jobs/{job['id']}/audio")
                    assert refused(audio) == (409, "job_unfinished")
                    model.go_on.set()
    progress = [state["progress"] for state in states]
    assert progress == sorted(progress)
    assert (0.5 in progress, progress[-1]) == (True, 1.0)


def test_others_get_their_turn_between_the_pieces(serve: Serve, client: httpx.Client) -> None:
    def first_when_told(model: ScriptedModel, _: Request) -> Iterator[AudioChunk]:
        assert model.go_on.wait(30)
        yield tone()

    model = ScriptedModel(first_when_told)
    url = serve(model).url
    job = start(client, url)
    assert model.speaking.wait(30)
    answers: list[httpx.Response] = []

    def ask() -> None:
        with httpx.Client(trust_env=False, timeout=60) as other:
            answers.append(other.post(f"{url}/inference_sft", data=SFT))

    thread = threading.Thread(target=ask)
    thread.start()
    while client.get(f"{url}/healthz").json()["requests"] < 2:
        pass
    model.go_on.set()
    thread.join(30)
    watched(client, url, job)
    assert answers[0].status_code == 200
    assert [request.text for request in model.requests].index("Hello.") == 1


def test_a_piece_that_fails_is_tried_once_more(serve: Serve, client: httpx.Client) -> None:
    def fail_once(model: ScriptedModel, _: Request) -> Iterator[AudioChunk]:
        if len(model.requests) == 2:
            yield tone(5.0)  # what it had made is not heard twice
            raise DeviceError("Out of memory.")
        yield tone()

    model = ScriptedModel(fail_once)
    url = serve(model).url
    last = watched(client, url, start(client, url))[-1]
    assert last["state"] == "finished"
    assert len(model.requests) == last["pieces"] + 1
    assert last["audio_seconds"] == pytest.approx(0.1 * last["pieces"])


def test_then_the_job_fails_and_keeps_what_there_is(serve: Serve, client: httpx.Client) -> None:
    def fail_later(model: ScriptedModel, _: Request) -> Iterator[AudioChunk]:
        if len(model.requests) > 2:
            raise DeviceError("Out of memory at /srv/models.")
        yield tone()

    model = ScriptedModel(fail_later)
    url = serve(model).url
    last = watched(client, url, start(client, url))[-1]
    assert (last["state"], last["error"]["code"], last["pieces_done"]) == ("failed", "device", 2)
    assert "/srv" not in json.dumps(last)
    assert len(model.requests) == 4
    answer = client.get(f"{url}{last['audio_url']}")
    assert answer.headers["x-complete"] == "false"
    assert len(soundfile.read(io.BytesIO(answer.content))[0]) == 2 * len(tone().samples)


def test_pieces_without_words_are_passed_over(serve: Serve, client: httpx.Client) -> None:
    def words_only(_: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        if "word" not in str(request.text):
            raise RequestError("Nothing.", code="nothing_spoken")
        yield tone()

    model = ScriptedModel(words_only)
    url = serve(model).url
    last = watched(client, url, start(client, url, "?! " * 200 + "A word."))[-1]
    assert (last["state"], last["audio_seconds"]) == ("finished", 0.1)
    assert len(model.requests) > 2
    last = watched(client, url, start(client, url, "?!"))[-1]
    assert (last["state"], last["error"]["code"], last["audio_url"]) == ("failed", "text_empty", None)
    assert refused(client.get(f"{url}/v1/jobs/{last['id']}/audio")) == (409, "job_empty")


def test_deleting_cancels(serve: Serve, client: httpx.Client, home: Path) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(jobs_at_once=1)).url
    speaking, waiting = start(client, url), start(client, url)
    assert model.speaking.wait(30)
    events: list[dict[str, Any]] = []

    def watch() -> None:
        with httpx.Client(trust_env=False, timeout=60) as other:
            events.extend(watched(other, url, speaking))

    thread = threading.Thread(target=watch)
    thread.start()
    while not events and client.get(f"{url}/v1/jobs/{speaking['id']}").json()["state"] != "running":
        pass
    assert client.get(f"{url}/v1/jobs/{waiting['id']}").json()["state"] == "queued"
    for job in (waiting, speaking):
        assert client.delete(f"{url}/v1/jobs/{job['id']}").status_code == 200
    assert model.cancelled_one.wait(30)
    thread.join(30)
    assert events == [] or events[-1]["state"] == "cancelled"
    assert len(model.requests) == 1
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_the_folder_goes_with_the_service(client: httpx.Client, home: Path) -> None:
    left = home / "999999999-dead"
    left.mkdir(parents=True)
    (left / "a.wav").write_bytes(b"x")
    model = ScriptedModel(when_told)
    with running(model) as service:
        finished = start(client, service.url)
        assert model.speaking.wait(30)
        model.go_on.set()
        assert watched(client, service.url, finished)[-1]["state"] == "finished"
        model.go_on.clear()
        start(client, service.url)
        assert not left.exists()
        (folder,) = home.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"input": "a" * 1_001}, 400, "text_too_long"),
        ({"input": " \n "}, 400, "text_empty"),
        ({"voice": "nobody"}, 404, "voice_unknown"),
        ({"model": "whisper-1"}, 404, "model_not_found"),
        ({"speed": 9}, 400, "speed"),
        ({"response_format": "aiff"}, 400, "field_invalid"),
        ({"ref_audio": "?"}, 400, "field_invalid"),
    ],
)
def test_mistakes(
    serve: Serve, client: httpx.Client, change: dict[str, object], status: int, code: str
) -> None:
    url = serve(ScriptedModel(), limits=Limits(job_chars=1_000)).url
    answer = client.post(f"{url}/v1/jobs", json={"input": "Hello.", "voice": "ann"} | change)
    assert refused(answer) == (status, code)
    for path in ("", "/events", "/audio"):
        assert refused(client.get(f"{url}/v1/jobs/job_1{path}")) == (404, "job_unknown")


def test_they_are_bounded(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(jobs=1, jobs_bytes=10_000)).url
    job = start(client, url)
    answer = client.post(f"{url}/v1/jobs", json={"input": "Hello.", "voice": "ann"})
    assert refused(answer) == (429, "jobs_full")
    assert int(answer.headers["retry-after"]) > 0
    model.go_on.set()
    last = watched(client, url, job)[-1]
    assert (last["state"], last["error"]["code"]) == ("failed", "storage")
    short = start(client, url, "Hello.")  # takes the room of the other
    assert watched(client, url, short)[-1]["state"] == "finished"
    assert refused(client.get(f"{url}/v1/jobs/{job['id']}")) == (404, "job_unknown")


def test_results_are_kept_for_a_while_only(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), limits=Limits(job_kept_s=0.0)).url
    job = start(client, url)
    while client.get(f"{url}/v1/jobs/{job['id']}").status_code == 200:
        pass
    assert refused(client.get(f"{url}/v1/jobs/{job['id']}")) == (404, "job_unknown")


def test_a_recording_is_encoded_once(serve: Serve, client: httpx.Client) -> None:
    def encodes(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        assert request.prompt is not None
        assert request.on_encoded is not None
        if not request.prompt.encoded:
            request.on_encoded(model.encode(request.prompt))
        yield tone()

    model = cloning(encodes)
    url = serve(model).url
    job = start(client, url, ref_audio="UklGRg==", ref_text="Said.")
    assert watched(client, url, job)[-1]["state"] == "finished"
    prompts = {
        (request.prompt.audio, request.prompt.transcript) for request in model.requests if request.prompt
    }
    assert prompts == {(b"RIFF", "Said.")}
    assert len(model.requests) > 3
    assert len(model.encoded) == 1


def test_pieces_of_a_text() -> None:
    text = "Short. " + "A sentence of some length, that is said here. " * 30 + "\n\n" + "没有句号，" * 300
    pieces = split_text(text)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert max(map(len, pieces)) <= LONGEST
    assert all(piece.endswith(("here.", "，")) for piece in pieces)
    assert split_text(" \n ") == []
    assert len(split_text("a" * 1_000)) == 3
    assert split_text("One line\nand another.") == ["One line\nand another."]
    lines = split_text(("x" * 70 + "\n") * 3)
    assert lines == ["x" * 70] * 3


def test_pieces_keep_the_markup_whole() -> None:
    text = (
        "<|en|><strong>"
        + "Very loud indeed. " * 30
        + '</strong>[laughter] <break time="300ms"/>Quiet &lt;b&gt;.'
    )
    pieces = split_text(text)
    assert len(pieces) > 2
    for piece in pieces:
        assert piece.startswith("<|en|>")
        assert piece.count("<strong>") == piece.count("</strong>")
    assert pieces[0].startswith("<|en|><strong>Very loud")
    assert pieces[-1].endswith('</strong>[laughter] <break time="300ms"/>Quiet &lt;b>.')
    assert len(split_text("[pause 60]" * 100)) >= 5
