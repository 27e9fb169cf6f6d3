"""Which device and precision are taken: what the machine has decides, and the log says why."""

from __future__ import annotations

import logging
import platform
from types import SimpleNamespace

import pytest
import torch

from cosydesk.engine import DeviceError
from cosydesk.engine.device import Placement
from cosydesk.engine.device_offers import LEAST_GPU_BYTES, best_offer, device_offers


def have(
    monkeypatch: pytest.MonkeyPatch,
    cards: list[int] | None,
    mac: bool = False,
    bf16: bool = True,
    mps: bool = False,
) -> None:
    """Make torch see these cards, by their memory (None: it is built without CUDA), and a Mac with its GPU or not."""
    monkeypatch.setattr(torch.version, "cuda", None if cards is None else "13.0")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: bool(cards))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: len(cards or []))
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: bf16)
    monkeypatch.setattr(
        torch.cuda,
        "get_device_properties",
        lambda index: SimpleNamespace(name=f"Card {index}", total_memory=(cards or [])[index]),
    )
    monkeypatch.setattr(platform, "system", lambda: "Darwin" if mac else "Linux")
    monkeypatch.setattr(torch.backends.mps, "is_built", lambda: mac)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


BIG, SMALL = 24 << 30, LEAST_GPU_BYTES - 1


@pytest.mark.parametrize(
    ("cards", "mac", "mps", "device", "precision", "said"),
    [
        ([BIG], False, False, "cuda:0", "float16", ["using cuda:0 Card 0"]),
        ([SMALL, BIG], False, False, "cuda:1", "float16", ["not using cuda:0 Card 0", "4.3 GB", "cuda:1"]),
        ([SMALL], False, False, "cpu", "float32", ["4.3 GB of memory", "using cpu"]),
        ([], False, False, "cpu", "float32", ["No NVIDIA card", "using cpu"]),
        (None, False, False, "cpu", "float32", ["no support for NVIDIA", "using cpu"]),
        (None, True, True, "mps", "float32", ["no support for NVIDIA", "using mps"]),
        (None, True, False, "cpu", "float32", ["No GPU of Apple's", "using cpu"]),
    ],
)
def test_auto_says_why(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    cards: list[int] | None,
    mac: bool,
    mps: bool,
    device: str,
    precision: str,
    said: list[str],
) -> None:
    have(monkeypatch, cards, mac, mps=mps)
    with caplog.at_level(logging.INFO):
        chosen = Placement.choose()
    assert (str(chosen.device), chosen.precision) == (device, precision)
    for words in said:
        assert words in caplog.text


def test_every_refused_device_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, [SMALL, BIG], mac=True)
    offers = device_offers()
    assert [offer.device for offer in offers] == ["cuda:0", "cuda:1", "mps", "cpu"]
    assert [offer.code for offer in offers] == ["small", "", "no_gpu", ""]
    assert all(bool(offer.code) == bool(offer.reason) for offer in offers)
    assert offers[0].precisions, "by its name a small card may still be chosen"
    assert best_offer(offers) is offers[1]


@pytest.mark.parametrize(
    ("device", "precision", "code"),
    [
        ("toaster", "auto", "device_unknown"),
        ("cuda", "auto", "device_missing"),
        ("mps", "auto", "device_missing"),
        ("cpu", "float16", "precision_device"),
        ("cpu", "bfloat16", "precision_device"),
        ("cpu", "int4", "precision_unknown"),
    ],
)
def test_what_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, device: str, precision: str, code: str
) -> None:
    have(monkeypatch, [])
    with pytest.raises(DeviceError) as refused:
        Placement.choose(device, precision)
    assert refused.value.code == code
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("device", "precision", "code"),
    [
        ("cuda:1", "auto", "device_missing"),
        ("cuda", "int8", "precision_device"),
        ("cuda", "bfloat16", "precision_device"),
    ],
)
def test_a_card_is_no_license_for_everything(
    monkeypatch: pytest.MonkeyPatch, device: str, precision: str, code: str
) -> None:
    have(monkeypatch, [BIG], bf16=False)
    with pytest.raises(DeviceError) as refused:
        Placement.choose(device, precision)
    assert refused.value.code == code


def test_int8_needs_its_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, [])
    monkeypatch.setattr(type(torch.backends.quantized), "supported_engines", ["qnnpack", "none"])
    with pytest.raises(DeviceError) as refused:
        Placement.choose("cpu", "int8")
    assert refused.value.code == "precision_device"
    assert "x86" in refused.value.message
    assert Placement.choose("cpu").precision == "float32"
