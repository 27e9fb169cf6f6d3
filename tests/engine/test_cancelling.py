"""Cancelling: every stage asks often, and what was begun leaves nothing behind."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import psutil
import pytest
import torch

from cosydesk.engine import CancelledError, Mode, Request, open_model
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, load_networks
from cosydesk.engine.device import Placement
from cosydesk.engine.flow.schedules import SCHEDULES
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.llm.generate import Row, generate
from cosydesk.engine.synthesis import Synthesiser
from cosydesk.engine.types import Quality, Sampling

TEXT = "今天天气不错，我们一起去公园散步，然后喝一杯热茶，再慢慢走回家。"


class Counter:
    """Counts the questions and cancels at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.asked = 0
        self.last = last

    def __call__(self) -> None:
        self.asked += 1
        if self.asked == self.last:
            raise CancelledError


@pytest.fixture(scope="module")
def networks(tiny_model_dir: Path) -> Networks:
    return Placement.choose("cpu").place(load_networks(Checkpoint.open(tiny_model_dir)))


def synthesiser(networks: Networks, check: Counter) -> Synthesiser:
    voice = VoicePrompt(
        torch.zeros(1, 0, dtype=torch.int32),
        torch.zeros(1, 0, networks.flow.dims.mel_bins),
        torch.ones(1, networks.flow.dims.speaker_width),
    )
    return Synthesiser(networks, voice, torch.Generator(), torch.Generator(), check=check)


@torch.inference_mode()
def test_flow_and_vocoder_ask_in_every_block(networks: Networks) -> None:
    counter = Counter()
    synthesiser(networks, counter).whole(list(range(60)))
    dims = networks.flow.dims.estimator
    stages = 2 * len(dims.channels) + dims.mid_blocks
    blocks = stages * dims.blocks * len(SCHEDULES[Quality.FULL])
    convolutions = 6 * (len(networks.vocoder.resblocks) + len(networks.vocoder.source_resblocks))
    assert counter.asked >= blocks + convolutions
    for last in range(1, counter.asked, counter.asked // 12):
        with pytest.raises(CancelledError):
            synthesiser(networks, Counter(last)).whole(list(range(60)))


@torch.inference_mode()
def test_the_prefill_asks_in_every_block_and_row(networks: Networks) -> None:
    llm = networks.llm
    prefix = llm.assemble(torch.arange(5).unsqueeze(0), None, torch.zeros(1, 0, dtype=torch.int))
    rows = [Row(prefix, 1, 1, torch.Generator()) for _ in range(3)]
    counter = Counter()
    assert len(list(generate(llm, rows, Sampling(), counter))) == 3
    assert counter.asked >= 2 * llm.dims.llm.blocks * len(rows)


def tensors_alive() -> int:
    # isinstance() would wake up proxies that warn when looked at.
    return sum(issubclass(type(thing), torch.Tensor) for thing in gc.get_objects())


def test_cancelled_requests_leave_nothing(tiny_model_dir: Path) -> None:
    model = open_model(tiny_model_dir, device="cpu")

    def cancelled_one(moment: int) -> None:
        cancel = threading.Event()
        seen = 0

        def progressed(_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == moment:
                cancel.set()

        request = Request(TEXT * 4, Mode.SFT, voice="中文女", cancel=cancel, on_progress=progressed)
        with pytest.raises(CancelledError):
            list(model.speak(request))

    for moment in (2, 4, 8):
        cancelled_one(moment)
    gc.collect()
    tensors = tensors_alive()
    memory = psutil.Process().memory_info().rss
    for moment in range(2, 12):
        cancelled_one(moment)
    gc.collect()
    assert tensors_alive() <= tensors
    assert psutil.Process().memory_info().rss < 1.05 * memory
