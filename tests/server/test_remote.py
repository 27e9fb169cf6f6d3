"""A model on another computer: whatever it says, it says as the model here does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile
from support.golden_models import golden_model
from support.relay import Relay, relayed

from cosydesk import servers
from cosydesk.engine import (
    AudioChunk,
    CancelledError,
    Capabilities,
    DeviceError,
    EncodedPrompt,
    EngineError,
    Mode,
    Notice,
    Progress,
    Prompt,
    PromptError,
    Quality,
    Request,
    RequestError,
    Sampling,
    open_model,
)
from cosydesk.engine.remote.model import RemoteModel
from cosydesk.server import Limits
from cosydesk.servers import Server
from tests.server.conftest import Serve, running
from tests.server.scripted_model import RATE, ScriptedModel, tone, until_cancelled, when_told

HELLO = Request("Hello.", voice="ann")


def connected(url: str, token: str = "") -> RemoteModel:
    return RemoteModel(lambda: Server(url, token=token), backoff_s=(0.0, 0.01))


def samples_of(chunks: Iterator[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


# --- the same sound ----------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:open_text is deprecated:DeprecationWarning")
def test_the_starter_voices_sound_the_same_from_there(starter: str) -> None:
    here, there = open_model("starter"), open_model(starter)
    assert there.name == f"{here.name} · {starter.removeprefix('http://')}"
    assert (there.id, there.revision, there.capabilities, there.voices()) == (
        here.id,
        here.revision,
        here.capabilities,
        here.voices(),
    )
    heard: list[Progress] = []
    asked = Request("The <strong>same</strong>, please.", voice="af_heart", speed=1.2, seed=7, stream=True)
    near = list(here.speak(asked))
    far = list(there.speak(replace(asked, on_progress=heard.append)))
    here.close()
    assert len(near) == len(far)
    for one, other in zip(near, far, strict=True):
        assert np.array_equal(one.samples, other.samples)
        assert replace(one, samples=other.samples) == other
    assert heard
    assert {progress.stage for progress in heard} <= {"waiting", "loading", "text", "speaking"}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["file", "bytes", "samples"])
def test_a_cloned_voice_sounds_the_same_from_there(
    form: str, serve: Serve, golden_dir: Path, tmp_path: Path
) -> None:
    folder = golden_model(golden_dir, 1)
    rate = 24_000
    sound = (0.3 * np.random.default_rng(1).standard_normal(4 * rate)).astype(np.float32)
    path = tmp_path / "prompt.flac"
    soundfile.write(path, sound, rate, subtype="PCM_24")
    recording: dict[str, Prompt] = {
        "file": Prompt(path, "What is said."),
        "bytes": Prompt(path.read_bytes(), "What is said."),
        "samples": Prompt(sound, "What is said.", rate),
    }
    asked = Request("Hello there.", Mode.ZERO_SHOT, prompt=recording[form], seed=3)
    here = open_model(folder)
    near_encoded: list[EncodedPrompt] = []
    near = samples_of(here.speak(replace(asked, on_encoded=near_encoded.append)))
    # The service has a model of its own: what this one remembers of the prompt mustn't help it.
    # It is in this process: another number of threads makes other last digits.
    there = open_model(serve(open_model(folder)).url)
    encoded: list[EncodedPrompt] = []
    far = samples_of(there.speak(replace(asked, on_encoded=encoded.append)))
    here.close()
    assert np.array_equal(near, far)
    # The order inside of the data differs from time to time.
    assert [(one.encoder, one.recording) for one in encoded] == [
        (one.encoder, one.recording) for one in near_encoded
    ]
    assert len(encoded) == 1
    if form == "samples":
        kept = replace(recording[form], encoded=tuple(encoded))
        again = samples_of(there.speak(replace(asked, prompt=kept, on_encoded=encoded.append)))
        assert np.array_equal(near, again)
        assert len(encoded) == 1
        assert there.encode(recording[form]).recording == encoded[0].recording


class _Talker(ScriptedModel):
    """A model with everything."""

    capabilities = Capabilities(
        frozenset(Mode),
        ("en", "zh"),
        frozenset({"strong", "[breath]"}),
        RATE,
        seeded=False,
        max_chars=77,
        draft=True,
        directs_clones=True,
    )


def test_all_of_a_request_and_of_its_answer_arrives(serve: Serve) -> None:
    def script(_: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        assert request.on_progress is not None
        assert request.on_encoded is not None
        request.on_progress(Progress("prompt", 0.25, 1, 2, 30))
        request.on_encoded(EncodedPrompt("e", "r", b"\0made"))
        yield AudioChunk(np.array([0.1, -1.5, np.pi], np.float32), RATE, 1, 9, (Notice("tag", "Ein Ü."),))

    model = _Talker(script)
    there = connected(serve(model).url)
    assert there.capabilities == _Talker.capabilities
    progress: list[Progress] = []
    made: list[EncodedPrompt] = []
    encoded = EncodedPrompt("enc", "rec", bytes(range(256)))
    asked = Request(
        ("One.", "二。"),
        Mode.VC,
        "xiao",
        Prompt(np.linspace(-1, 1, 7, dtype=np.float32), "said", 16_000, (encoded,)),
        Prompt(b"RIFF", "kept"),
        "happily",
        1.1,
        2**63 - 1,
        True,
        Quality.DRAFT,
        False,
        Sampling(0.7, 20, 9, 0.2),
        on_progress=progress.append,
        on_encoded=made.append,
    )
    (chunk,) = there.speak(asked)
    assert (chunk.samples.tolist(), chunk.samples.dtype) == (
        np.array([0.1, -1.5, np.pi], np.float32).tolist(),
        np.float32,
    )
    assert (chunk.sample_rate, chunk.utterance, chunk.speech_tokens) == (RATE, 1, 9)
    assert chunk.notices == (Notice("tag", "Ein Ü."),)
    assert progress[-1] == Progress("prompt", 0.25, 1, 2, 30)
    assert made == [EncodedPrompt("e", "r", b"\0made")]
    (got,) = model.requests
    assert got.prompt is not None
    assert asked.prompt is not None
    assert np.array_equal(np.asarray(got.prompt.audio), np.asarray(asked.prompt.audio))
    assert got.prompt.encoded == (encoded,)
    assert (got.prompt.transcript, got.prompt.sample_rate) == ("said", 16_000)
    assert got.source == asked.source
    assert replace(got, prompt=None) == replace(asked, prompt=None)


# --- what goes wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "kind", "code"),
    [
        (RequestError("No.", "Do.", code="voice_unknown"), RequestError, "voice_unknown"),
        (PromptError("Too short.", "Longer.", code="prompt_short"), PromptError, "prompt_short"),
        (DeviceError("Full.", "Less.", code="out_of_memory"), DeviceError, "out_of_memory"),
        (EngineError("Broken.", code="internal"), EngineError, "server_fault"),
    ],
)
def test_errors_come_as_what_they_are(
    raised: EngineError, kind: type[EngineError], code: str, serve: Serve
) -> None:
    def script(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        yield tone()
        raise raised

    speaking = connected(serve(ScriptedModel(script)).url).speak(HELLO)
    next(speaking)
    with pytest.raises(kind) as caught:
        next(speaking)
    assert caught.value.code == code
    assert raised.message.rstrip(".") in caught.value.message


def test_no_path_of_the_server_is_told(serve: Serve) -> None:
    def script(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        raise EngineError("In C:\\Users\\ann\\models it broke.", code="file_missing")
        yield

    with pytest.raises(EngineError) as caught:
        list(connected(serve(ScriptedModel(script)).url).speak(HELLO))
    assert caught.value.message == "In … it broke."


def test_a_text_that_arrives_is_sent_sentence_by_sentence(serve: Serve) -> None:
    model = ScriptedModel()
    heard = threading.Event()

    def text() -> Iterator[str]:
        yield "Hel"
        yield "lo.\n"
        assert heard.is_set()
        yield "Bye."

    said = connected(serve(model).url).speak(replace(HELLO, text=text()))
    chunks = [next(said)]
    heard.set()
    chunks += said
    assert [chunk.utterance for chunk in chunks] == [0, 1]
    assert [request.text for request in model.requests] == ["Hello.\n", "Bye."]


def test_what_is_refused_at_once_says_why(serve: Serve) -> None:
    there = connected(serve(ScriptedModel(), limits=Limits(max_chars=10)).url)
    with pytest.raises(RequestError) as caught:
        list(there.speak(Request("A text of more than ten characters.", voice="ann")))
    assert caught.value.code == "text_too_long"
    missing = Request("", Mode.VC, prompt=Prompt(Path("nowhere.wav")))
    with pytest.raises(PromptError) as lost:
        list(there.speak(missing))
    assert lost.value.code == "prompt_missing"


def test_cancelling_is_heard_at_once_on_both_sides(serve: Serve) -> None:
    model = ScriptedModel(until_cancelled)
    cancel = threading.Event()
    speaking = connected(serve(model).url).speak(replace(HELLO, cancel=cancel))
    next(speaking)
    cancel.set()
    with pytest.raises(CancelledError):
        for _ in speaking:
            pass
    assert model.cancelled_one.wait(10)


def test_who_stops_listening_stops_the_server(serve: Serve) -> None:
    model = ScriptedModel(until_cancelled)
    speaking = connected(serve(model).url).speak(HELLO)
    next(speaking)
    speaking.close()  # type: ignore[attr-defined]
    assert model.cancelled_one.wait(10)


def test_a_full_server_is_waited_for(serve: Serve) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(waiting=0)).url
    first = threading.Thread(target=lambda: list(connected(url).speak(HELLO)))
    first.start()
    assert model.speaking.wait(10)
    seen: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        seen.append(progress)
        model.go_on.set()

    (chunk,) = connected(url).speak(replace(HELLO, on_progress=on_progress))
    first.join(10)
    assert len(chunk.samples)
    assert seen[0] == Progress("waiting", 0.0)
    assert len(model.requests) == 2


def test_who_waits_for_a_turn_hears_that_the_server_lives(serve: Serve) -> None:
    model = ScriptedModel(when_told)
    url = serve(model).url
    first = threading.Thread(target=lambda: list(connected(url).speak(HELLO)))
    first.start()
    assert model.speaking.wait(10)
    seen: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        seen.append(progress)
        model.go_on.set()  # not before it said that it waits

    (chunk,) = connected(url).speak(replace(HELLO, on_progress=on_progress))
    first.join(10)
    assert len(chunk.samples)
    assert seen == [Progress("waiting", 0.0)]


def test_a_wait_for_a_full_server_can_be_cancelled(serve: Serve) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(waiting=0)).url
    first = threading.Thread(target=lambda: list(connected(url).speak(HELLO)))
    first.start()
    assert model.speaking.wait(10)
    cancel = threading.Event()
    with pytest.raises(CancelledError):
        list(connected(url).speak(replace(HELLO, cancel=cancel, on_progress=lambda _: cancel.set())))
    model.go_on.set()
    first.join(10)
    assert len(model.requests) == 1


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "not a JSON object"),
        ('{"text": 5}', "text is no text"),
        ('{"text": "a", "mode": "sing"}', "mode is none of"),
        ('{"text": "a", "seed": true}', "seed is no whole number"),
        ('{"text": "a", "seed": -1}', "seed is out of range"),
        ('{"text": "a", "speed": 1e999}', "speed is no number"),
        ('{"text": "a", "sampling": {"heat": 1}}', "no field sampling.heat"),
        ('{"text": "a", "prompt": {}}', "recording prompt is missing"),
        ('{"text": "a", "colour": 1}', "no field colour"),
    ],
)
def test_a_request_that_cannot_be_read_is_answered_with_what_is_wrong(
    written: str, words: str, scripted: str, client: httpx.Client
) -> None:
    answer = client.post(f"{scripted}/v1/speak", files={"request": written.encode()})
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


@pytest.fixture(scope="module")
def scripted() -> Iterator[str]:
    with running(ScriptedModel()) as service:
        yield service.url


# --- a server that comes and goes --------------------------------------------------------------------------


def test_a_server_that_goes_in_mid_sentence_is_missed_and_spoken_with_again(serve: Serve) -> None:
    model = ScriptedModel(until_cancelled)
    with relayed(serve(model).url) as line:
        there = connected(line.url)
        speaking = there.speak(HELLO)
        next(speaking)
        line.cut()
        with pytest.raises(EngineError) as caught:
            for _ in speaking:
                pass
        assert caught.value.code == "server_gone"
        assert line.taken == 2, "what was heard must not be heard twice"
        with pytest.raises(EngineError) as still:
            list(there.speak(HELLO))
        assert still.value.code == "server_gone"
        assert line.taken == 2 + 3, "it was tried three times"
        line.mend()
        assert next(there.speak(HELLO)).sample_rate == RATE


def test_a_short_loss_before_the_first_sound_is_mended(serve: Serve) -> None:
    with relayed(serve(ScriptedModel()).url) as line:
        there = connected(line.url)
        line.cut()

        def mend(_: Progress) -> None:
            line.mend()

        (chunk,) = there.speak(replace(HELLO, on_progress=mend))
        assert len(chunk.samples)
        assert line.taken == 3


def test_nobody_there_is_said_clearly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}", "http://no-such-computer.invalid"):
        with pytest.raises(EngineError) as caught:
            open_model(address)
        assert caught.value.code == "server_gone"
        assert "doesn't answer" in caught.value.message
        assert caught.value.remedy


def test_an_answer_of_somebody_else_is_no_service() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear:

        def answer() -> None:
            with suppress(OSError):  # nobody calls any more, and the ear is closed
                while True:
                    near, _ = ear.accept()
                    with near:
                        near.recv(4096)
                        near.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(EngineError) as caught:
            open_model(f"http://127.0.0.1:{ear.getsockname()[1]}")
    assert caught.value.code == "server_unknown"


def test_another_model_on_the_server_is_noticed(serve: Serve) -> None:
    model = ScriptedModel()
    with relayed(serve(model).url) as line:
        there = connected(line.url)
        other = ScriptedModel()
        other.revision = "2"
        moved = Relay(serve(other).url)
        line._target = moved._target
        with pytest.raises(EngineError) as caught:
            list(there.speak(HELLO))
        assert caught.value.code == "server_changed"
        assert there.revision == "2"
        assert len(list(there.speak(HELLO))) == 1
        moved.close()


# --- tokens ------------------------------------------------------------------------------------------------


def test_the_token_is_given_kept_or_of_the_environment(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    url = serve(ScriptedModel(), token="geheim-密").url
    for wrong in ("", "other"):
        with pytest.raises(EngineError) as caught:
            connected(url, wrong)
        assert caught.value.code == "server_token"
    assert open_model(url, token="geheim-密").id == "scripted"
    monkeypatch.setenv(servers.TOKEN_VARIABLE, "geheim-密")
    assert open_model(url).id == "scripted"
    monkeypatch.delenv(servers.TOKEN_VARIABLE)
    servers.keep(Server(url, "Studio", "geheim-密"))
    there = open_model(url)
    assert there.name == "Scripted · Studio"
    servers.keep(Server(url, "Studio", "mistyped"))
    with pytest.raises(EngineError) as caught:
        list(there.speak(HELLO))
    assert caught.value.code == "server_token"
    servers.keep(Server(url, "Studio", "geheim-密"))
    assert len(list(there.speak(HELLO))) == 1, "a mended token counts at once"
