"""`cosydesk bench --service`, shortly: a dozen clients on the starter voices, with fewer places than clients."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cosydesk.engine import VoiceInfo
from cosydesk.server import Limits
from cosydesk.server.bench import measure_service, percentile
from cosydesk.server.errors import ServerError
from tests.server.conftest import Serve
from tests.server.scripted_model import ScriptedModel


@pytest.mark.slow
def test_a_dozen_clients_of_a_service_with_room_for_fewer() -> None:
    figures = measure_service(12, 5, limits=Limits(waiting=5))
    statuses = figures["statuses"]
    assert isinstance(statuses, dict)
    assert set(statuses) == {"200", "429"}
    assert figures["broken_off"] == 0
    assert figures["freed_after_s"] is not None
    assert float(str(figures["engines_mb_at_end"])) > float(str(figures["service_mb_at_end"])) > 10


class Choir(ScriptedModel):
    """With a voice for each that the clients ask for."""

    def voices(self) -> list[VoiceInfo]:
        return [*super().voices(), VoiceInfo("lei", "Lei", "zh", "male")]


def test_the_command_measures_a_service_that_runs(serve: Serve) -> None:
    url = serve(Choir()).url
    command = ["bench", "--service", "--json", "--url", url, "--clients", "2", "--seconds", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "cosydesk", *command], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures["statuses"]) == {"200"}
    assert figures["answered"] >= 1
    assert 0 < figures["first_chunk_p50_s"] <= figures["first_chunk_p95_s"]
    assert figures["freed_after_s"] is not None
    assert "engines_mb_at_end" not in figures


def test_no_service_there() -> None:
    with pytest.raises(ServerError) as caught:
        measure_service(1, 1, url="http://127.0.0.1:9")
    assert caught.value.code == "no_service"


def test_percentiles() -> None:
    assert percentile([], 0.5) is None
    assert percentile([1.0], 0.95) == 1.0
    assert percentile([float(n) for n in range(100)], 0.95) == 95.0
