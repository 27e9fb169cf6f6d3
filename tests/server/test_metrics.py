"""What Prometheus gets to see."""

from __future__ import annotations

import httpx
from prometheus_client.parser import text_string_to_metric_families

from cosydesk.server import Limits
from tests.server.conftest import Serve
from tests.server.scripted_model import ScriptedModel, one_tone, until_cancelled

SFT = {"tts_text": "Hello.", "spk_id": "ann"}


class Seen:
    """What /metrics says."""

    def __init__(self, client: httpx.Client, url: str, **headers: str) -> None:
        answer = client.get(f"{url}/metrics", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain")
        families = text_string_to_metric_families(answer.text)
        self._samples = [sample for family in families for sample in family.samples]

    def __call__(self, name: str, **labels: str) -> float:
        """The value of the one sample with that name and those labels."""
        (value,) = [
            one.value
            for one in self._samples
            if one.name == f"cosydesk_{name}" and labels.items() <= one.labels.items()
        ]
        return float(value)


def test_what_was_done_is_counted(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(one_tone)).url
    for _ in range(3):
        client.post(f"{url}/inference_sft", data=SFT)
    client.post(f"{url}/inference_sft", data=SFT | {"spk_id": "nobody"})
    client.get(f"{url}/made/up")
    client.get(f"{url}/v1/models/scripted")
    seen = Seen(client, url)
    assert seen("http_requests_total", method="POST", route="/inference_sft", status="200") == 3
    assert seen("http_requests_total", method="POST", route="/inference_sft", status="404") == 1
    assert seen("http_requests_total", method="-", route="-", status="404") == 1
    assert seen("http_requests_total", method="GET", route="/v1/models/{model_id:path}", status="200") == 1
    assert seen("speech_requests_total", outcome="finished") == 3
    assert abs(seen("audio_seconds_total") - 0.3) < 1e-6
    assert seen("first_chunk_seconds_bucket", le="+Inf") == 3
    assert seen("first_chunk_seconds_count") == 3
    assert 0 < seen("first_chunk_seconds_sum") < 30
    assert seen("requests_waiting") == seen("requests_speaking") == 0
    assert seen("engine_up", engine="0", device="here") == 1
    assert seen("engine_restarts_total", engine="0", device="here") == 0
    assert seen("resident_memory_bytes", process="service", device="") > 10_000_000
    assert seen("jobs", state="finished") == 0


def test_who_waits_is_refused_or_leaves(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel(until_cancelled)
    url = serve(model, limits=Limits(waiting=0)).url
    with client.stream("POST", f"{url}/inference_sft", data=SFT) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        with httpx.Client(trust_env=False, timeout=60) as other:
            assert other.post(f"{url}/inference_sft", data=SFT).status_code == 429
            seen = Seen(other, url)
    assert seen("requests_speaking") == 1
    assert seen("refused_requests_total") == 1
    assert model.cancelled_one.wait(30)
    while not Seen(client, url)("speech_requests_total", outcome="cancelled"):
        pass


def test_the_token_is_needed_if_there_is_one(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), token="secret").url
    assert client.get(f"{url}/metrics").status_code == 401
    assert Seen(client, url, Authorization="Bearer secret")("http_requests_total", status="401") == 1


def test_the_memory_of_the_engines_processes(starter: str, client: httpx.Client) -> None:
    seen = Seen(client, starter)
    assert seen("resident_memory_bytes", process="engine 0", device="auto") > 10_000_000
    assert seen("engine_up", engine="0", device="auto") == 1
