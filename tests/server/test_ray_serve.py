"""`serve --ray`: two replicas on a local cluster, each with an engine process of the starter voices."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
import yaml

from cosydesk.engine import EngineError
from cosydesk.server.errors import ServerError
from cosydesk.server.ray_serve import Replicas, application, serve_on_ray

HAS_RAY = importlib.util.find_spec("ray") is not None and importlib.util.find_spec("ray.serve") is not None
EXAMPLE = Path(__file__).parents[2] / "packaging" / "ray-serve.yaml"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def cluster() -> Iterator[tuple[str, int]]:
    """The address of the service and the process that started it."""
    command = ["serve", "--ray", "local", "--port", str(free_port()), "--min-replicas", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "cosydesk", *command],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "RAY_DISABLE_IMPORT_WARNING": "1"},
    ) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "answers on" in line:
                break
        else:
            raise AssertionError("".join(said))
        yield line.split("answers on ")[1].split(". ")[0], process.pid
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not HAS_RAY, reason="cosydesk[ray] isn't installed")
def test_two_replicas_answer_like_one_service(cluster: tuple[str, int]) -> None:
    url, pid = cluster

    def ask(_: int) -> httpx.Response:
        form = {"tts_text": "Good morning.", "spk_id": "af_heart"}
        return httpx.post(f"{url}/inference_sft", data=form, timeout=120, trust_env=False)

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(ask, range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(answers[0].content) > 24_000
    assert len({answer.content for answer in answers}) == 1
    refused = httpx.get(f"{url}/v1/models", headers={"Host": "evil.example"}, trust_env=False)
    assert refused.status_code == 403
    engines = [
        child
        for child in psutil.Process(pid).children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]
    assert len(engines) == 2


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_ray_it_says_how_to_get_it() -> None:
    with pytest.raises(EngineError) as caught:
        serve_on_ray(Replicas(), "127.0.0.1", 0)
    assert caught.value.code == "no_ray"
    assert "cosydesk[ray]" in caught.value.remedy


def test_an_open_address_needs_a_token() -> None:
    with pytest.raises(ServerError) as caught:
        serve_on_ray(Replicas(), "0.0.0.0", 0)
    assert caught.value.code == "token_needed"


@pytest.mark.parametrize("args", [{"modell": "starter"}, {"least": 3, "most": 2}, {"least": 0}])
def test_options_that_cannot_be_meant(args: dict[str, object]) -> None:
    with pytest.raises(ServerError) as caught:
        application(args)
    assert caught.value.code == "args"


def test_the_example_has_options_that_are_known() -> None:
    (served,) = yaml.safe_load(EXAMPLE.read_text("utf-8"))["applications"]
    module, _, name = served["import_path"].partition(":")
    assert (module, name) == (application.__module__, application.__name__)
    assert Replicas(**served["args"]).most >= 1
