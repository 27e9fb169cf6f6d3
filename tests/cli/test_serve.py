"""`cosydesk serve` on a model that is installed, with an engine on each of two devices."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from cosydesk.paths import models_dir
from tests.support.golden_models import golden_model

NAME = "CosyVoice-300M"


@pytest.fixture
def service(golden_dir: Path, home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Address and process of a service on a model that is known by its name only."""
    shutil.copytree(golden_model(golden_dir, 1), models_dir() / NAME)
    options = ["--model", NAME, "--port", "0", "--devices", "cpu,cpu", "--threads", "2", "--max-chars", "20"]
    with subprocess.Popen(
        [sys.executable, "-m", "cosydesk", "serve", *options],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "answers on" in line, line
        yield line.split("answers on ")[1].split(". ")[0], psutil.Process(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a process can't be sent Ctrl+C alone")
def test_an_engine_on_each_device(service: tuple[str, psutil.Process]) -> None:
    url, process = service
    (model,) = httpx.get(f"{url}/v1/models", trust_env=False).json()["data"]
    assert model["id"] == NAME

    def ask(text: str) -> int:
        form = {"tts_text": text, "spk_id": "中文女"}
        return httpx.post(f"{url}/inference_sft", data=form, timeout=120, trust_env=False).status_code

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(ask, ["你好。", "再见。", "a" * 21])) == [200, 200, 400]
    engines = [
        child for child in process.children(recursive=True) if "spawn_main" in " ".join(child.cmdline())
    ]
    assert len(engines) == 2
