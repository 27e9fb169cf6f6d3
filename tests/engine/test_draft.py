"""Draft quality: asked for request by request, told apart, and near the full one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from cosydesk.engine import AudioChunk, Mode, Model, Prompt, Quality, Request, RequestError, open_model
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import load_networks
from cosydesk.engine.device import Placement
from cosydesk.engine.flow.model import Flow
from cosydesk.engine.flow.schedules import SCHEDULES
from cosydesk.engine.flow.solver import Schedule, cosine_times, solve

FURTHEST = 0.2


@pytest.fixture(scope="module")
def flow(tiny_model_dir: Path) -> Flow:
    return Placement.choose("cpu").place(load_networks(Checkpoint.open(tiny_model_dir))).flow


@pytest.fixture(scope="module")
def model(tiny_model_dir: Path) -> Model:
    return open_model(tiny_model_dir, device="cpu")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("tokens", [5, 60, 200])
@torch.inference_mode()
def test_the_draft_is_near_the_full_mel_for_half_the_work(
    flow: Flow, monkeypatch: pytest.MonkeyPatch, seed: int, tokens: int
) -> None:
    generator = torch.Generator().manual_seed(seed)
    ids = torch.randint(0, flow.dims.vocabulary, (1, tokens), generator=generator)
    prompt_ids = torch.randint(0, flow.dims.vocabulary, (1, 20 * (seed % 2)), generator=generator)
    prompt = torch.randn(1, flow.frames(prompt_ids.shape[1]), flow.dims.mel_bins, generator=generator)
    speaker = torch.randn(1, flow.dims.speaker_width, generator=generator)
    frames = prompt.shape[1] + flow.frames(tokens)
    noise = torch.randn(1, flow.dims.mel_bins, frames, generator=generator)
    rows: list[int] = []
    forward = flow.decoder.estimator.forward

    def counted(*arguments: object) -> Tensor:
        velocity = forward(*arguments)  # type: ignore[arg-type]
        rows.append(len(velocity))
        return velocity

    monkeypatch.setattr(flow.decoder.estimator, "forward", counted)
    mels, work = {}, {}
    for quality in Quality:
        rows.clear()
        mels[quality], _ = flow(ids, prompt_ids, prompt, speaker, noise, quality=quality)
        work[quality] = sum(rows)
    full, draft = mels[Quality.FULL], mels[Quality.DRAFT]
    assert work[Quality.FULL] == 20
    assert work[Quality.DRAFT] == 9
    distance = float((draft - full).square().mean().sqrt() / full.square().mean().sqrt())
    assert 0 < distance < FURTHEST
    again, _ = flow(ids, prompt_ids, prompt, speaker, noise)
    assert torch.equal(again, full), "a draft leaves nothing behind in the flow"


def test_schedules_end_where_they_should() -> None:
    for schedule in SCHEDULES.values():
        assert float(schedule.times[0]) == 0.0
        assert float(schedule.times[-1]) == pytest.approx(1.0, abs=1e-6)
        assert len(schedule.walked()) == len(schedule) == len(schedule.times) - 1
    assert all(SCHEDULES[Quality.FULL].guided)


def test_steps_without_guidance_take_the_conditioned_velocity() -> None:
    schedule = Schedule(cosine_times(2), (False, True))
    asked: list[int] = []

    def velocity(x: Tensor, step: int) -> Tensor:
        asked.append(step)
        return torch.cat([x + 1, 0 * x])[: 1 + schedule.guided[step]]

    first, second = (float(width) for width in schedule.times.diff())
    ended = float(solve(torch.zeros(1, 1, 1), velocity, schedule, guidance=0.5))
    assert asked == [0, 1]
    assert ended == pytest.approx(first + second * 1.5 * (first + 1))


def joined(chunks: list[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", [Mode.SFT, Mode.VC])
def test_every_draft_says_so(model: Model, recording_file: Path, mode: Mode, stream: bool) -> None:
    prompt = Prompt(recording_file)
    text = "今天天气不错，我们一起去公园散步。" if mode is Mode.SFT else ""
    request = Request(text, mode, voice="中文女", prompt=prompt, source=prompt, stream=stream)
    full = list(model.speak(request))
    draft = list(model.speak(replace(request, quality=Quality.DRAFT)))
    assert not [notice for chunk in full for notice in chunk.notices]
    assert [notice.code for chunk in draft for notice in chunk.notices] == ["draft"]
    assert joined(draft).shape == joined(full).shape
    assert not np.array_equal(joined(draft), joined(full))
    assert np.array_equal(joined(list(model.speak(request))), joined(full))
    assert model.capabilities.draft


def test_an_unknown_quality_is_named(model: Model) -> None:
    request = Request("你好。", voice="中文女", quality="best")  # type: ignore[arg-type]
    with pytest.raises(RequestError) as refused:
        list(model.speak(request))
    assert refused.value.code == "quality"
    assert "draft" in refused.value.remedy
