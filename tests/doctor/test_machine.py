"""What is found out about the machine, and about NVIDIA cards from what their tool prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.doctor import gpus, machine
from cosydesk.doctor.drivers import LEAST_DRIVER, driver_too_old, least_driver, torch_cuda
from cosydesk.doctor.gpus import LEAST_GPU_BYTES, nvidia_gpus, run_tool
from cosydesk.doctor.machine import free_space, look

CARD = "NVIDIA GeForce RTX 3090, 24576, 23000, 550.54.14, 8.6\n"


def test_looking_finds_what_every_machine_has(tmp_path: Path) -> None:
    found = look(tmp_path / "not" / "made" / "yet")
    assert found.system
    assert found.cores.logical
    assert found.cores.logical >= (found.cores.usable or 1)
    assert found.memory_bytes is not None
    assert found.memory_free_bytes is not None
    assert 0 < found.memory_free_bytes <= found.memory_bytes
    assert found.disk_free_bytes is not None
    assert not (tmp_path / "not").exists()


def test_looking_loads_neither_torch_nor_qt() -> None:
    program = (
        "import sys; from cosydesk.doctor import look; look(); "
        "assert not {'torch', 'onnxruntime', 'PySide6'} & sys.modules.keys(), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_corner_that_breaks_leaves_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the driver is upset")

    monkeypatch.setattr(machine, "find_gpus", broken)
    monkeypatch.setattr(machine.psutil, "virtual_memory", broken)
    found = look(tmp_path)
    assert found.gpus == ()
    assert found.memory_bytes is None
    assert found.best_gpu is None
    assert found.cores.logical


def test_a_card_that_fits() -> None:
    (card,) = nvidia_gpus(lambda _: CARD, True, "12.8")
    assert card.name == "NVIDIA GeForce RTX 3090"
    assert card.memory_bytes == 24576 << 20
    assert card.free_bytes == 23000 << 20
    assert card.driver == "550.54.14"
    assert card.capability == "8.6"
    assert (card.fits, card.code, card.reason) == (True, "", "")


def test_an_older_tool_is_asked_without_the_capability() -> None:
    asked: list[str] = []

    def old_tool(command: list[str]) -> str | None:
        asked.append(command[1])
        return None if "compute_cap" in command[1] else "Tesla K80, 11441, 11000, 470.82.01\n"

    (card,) = nvidia_gpus(old_tool, True, "12.8")
    assert len(asked) == 2
    assert card.capability is None
    assert (card.fits, card.code) == (False, "driver_old")
    assert "525" in card.reason


@pytest.mark.parametrize(
    ("row", "known", "cuda", "code"),
    [
        (CARD, True, None, "no_support"),
        (CARD, False, None, ""),  # nobody knows what torch was built for: the engine will tell
        ("GeForce GTX 1050, 2048, 2000, 550.54.14, 6.1\n", True, "12.8", "small"),
        ("NVIDIA H100, 81559, 81000, 575.57.08, 9.0\n", True, "13.0", "driver_old"),
        ("NVIDIA H100, 81559, 81000, 580.65.06, 9.0\n", True, "13.0", ""),
        ("GRID, [N/A], [Not Supported], 550.54.14, [N/A]\n", True, "12.8", ""),
    ],
)
def test_why_a_card_does_not_fit(row: str, known: bool, cuda: str | None, code: str) -> None:
    (card,) = nvidia_gpus(lambda _: row, known, cuda)
    assert card.code == code
    assert card.fits is not bool(code)
    assert bool(card.reason) is bool(code)


def test_no_tool_and_a_tool_that_babbles_are_no_cards() -> None:
    assert nvidia_gpus(lambda _: None, True, "12.8") == []
    assert nvidia_gpus(lambda _: "No devices were found\n", True, "12.8") == []


def test_a_tool_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpus, "TOOL_LIMIT_S", 0.2)
    assert run_tool([sys.executable, "-c", "import time; time.sleep(60)"]) is None


def test_a_tool_that_fails_or_is_missing_gives_nothing(tmp_path: Path) -> None:
    assert run_tool([sys.executable, "-c", "print('half'); raise SystemExit(9)"]) is None
    assert run_tool([str(tmp_path / "nvidia-smi")]) is None


@pytest.mark.skipif(sys.platform == "win32", reason="/sys is Linux's, and links need rights there")
def test_the_cards_of_other_makers_are_named(tmp_path: Path) -> None:
    for number, vendor in enumerate(("0x1002", "0x10de", "0x1a03")):
        device = tmp_path / "pci" / str(number)
        device.mkdir(parents=True)
        (device / "vendor").write_text(f"{vendor}\n", "ascii")
        card = tmp_path / "drm" / f"card{number}"
        card.mkdir(parents=True)
        (card / "device").symlink_to(device, target_is_directory=True)
    found = list(gpus._from_sysfs(tmp_path / "drm"))
    assert [(card.name, card.code) for card in found] == [
        ("AMD graphics", "other_maker"),
        ("NVIDIA graphics", "no_driver"),
    ]


def test_the_drivers_that_cuda_needs() -> None:
    assert driver_too_old("470.82.01", "12.8")
    assert not driver_too_old("525.60.13", "12.8")
    assert driver_too_old("575.57.08", "13.0")
    assert not driver_too_old(None, "13.0")
    assert not driver_too_old("470.82.01", None)
    assert least_driver("99.0") is None
    assert sorted(LEAST_DRIVER.values()) == list(LEAST_DRIVER.values())


def test_torch_s_cuda_is_read_as_torch_says_it() -> None:
    import torch

    assert torch_cuda() == (True, torch.version.cuda)


def test_the_engine_takes_a_card_from_the_same_size_on() -> None:
    from cosydesk.engine import device_offers

    assert device_offers.LEAST_GPU_BYTES == LEAST_GPU_BYTES


def test_a_container_has_the_memory_that_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("4000000\n", "ascii")
    (tmp_path / "memory.current").write_text("3000000\n", "ascii")
    (tmp_path / "memory.stat").write_text("anon 1\ninactive_file 500000\n", "ascii")
    assert machine._container_limit(tmp_path) == (4_000_000, 2_500_000)
    (tmp_path / "memory.max").write_text("max\n", "ascii")
    assert machine._container_limit(tmp_path)[0] is None


def test_the_space_of_a_folder_that_is_not_there_is_its_disk_s(tmp_path: Path) -> None:
    assert free_space(tmp_path / "a" / "b") > 0
