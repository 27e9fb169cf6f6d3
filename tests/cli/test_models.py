"""`cosydesk models`: whole folders pass whichever way they came, and every kind of damage is named."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import torch

from cosydesk import crashes
from cosydesk.engine.random_model import write_random_model
from cosydesk.paths import models_dir
from cosydesk.settings import Settings
from tests.cli.conftest import Cosydesk
from tests.weights.modelscope_server import ModelScopeServer, Repository

CONFIG = Path(__file__).parent.parent / "data" / "tiny.yaml"
MODEL_ID = "iic/CosyVoice-300M"
EXTRA = b"TorchScript" * 100_000


@pytest.fixture(scope="session")
def random_full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `bench --random-full` writes, in small."""
    folder = tmp_path_factory.mktemp("bench") / "random"
    write_random_model(folder, config=CONFIG)
    return folder


@pytest.fixture
def by_hand(random_full: Path, tmp_path: Path) -> Path:
    """A folder as someone puts it down; the catalogue knows its name."""
    return shutil.copytree(random_full, tmp_path / "pretrained_models" / "CosyVoice-300M")


@pytest.fixture
def repository(random_full: Path) -> Repository:
    files = {path.name: path.read_bytes() for path in random_full.iterdir()}
    return Repository({**files, "llm.llm.fp16.zip": EXTRA})


@pytest.fixture
def hub(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ModelScopeServer]:
    with ModelScopeServer() as server:
        server.repositories[MODEL_ID] = repository
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", server.address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield server


@pytest.fixture(autouse=True)
def no_other_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Caches of whoever runs the tests are none of ours."""
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    for name in ("MODELSCOPE_CACHE", "HF_HOME", "HF_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)


def passes(cosydesk: Cosydesk, folder: Path, *options: str) -> None:
    result = cosydesk("models", "verify", str(folder), *options)
    assert (result.status, result.err) == (0, ""), result.out.decode()
    assert b" is whole: " in result.out
    assert result.out.count(b"\n") == 1


def test_a_folder_placed_by_hand_passes(cosydesk: Cosydesk, by_hand: Path) -> None:
    passes(cosydesk, by_hand)
    passes(cosydesk, by_hand, "--quick")


def test_the_golden_model_placed_by_hand_passes(cosydesk: Cosydesk, golden_dir: Path, tmp_path: Path) -> None:
    passes(cosydesk, shutil.copytree(golden_dir / "model", tmp_path / "CosyVoice-300M"))


def test_a_folder_of_random_weights_passes(cosydesk: Cosydesk, random_full: Path) -> None:
    passes(cosydesk, random_full)


def test_a_downloaded_folder_passes(cosydesk: Cosydesk, hub: ModelScopeServer) -> None:
    result = cosydesk("models", "download", "CosyVoice-300M")
    assert (result.status, result.err) == (0, "")
    folder = models_dir() / "iic" / "CosyVoice-300M"
    out = result.out.decode()
    assert str(folder) in out
    assert "1.1 MB that speaking doesn't need were not fetched." in out
    assert not (folder / "llm.llm.fp16.zip").exists()
    passes(cosydesk, folder)
    checked = json.loads(cosydesk("models", "verify", "CosyVoice-300M", "--json").out)
    assert set(checked["hashed"]) >= {"llm.pt", "flow.pt", "hift.pt", "cosyvoice.yaml"}


def edited(name: str, edit: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        state = torch.load(folder / name, weights_only=True)
        edit(state)
        torch.save(state, folder / name)

    return damage


def flipped(folder: Path) -> None:
    data = bytearray((folder / "llm.pt").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / "llm.pt").write_bytes(data)


def hostile(folder: Path) -> None:
    with (folder / "cosyvoice.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\nevil: !apply:os.system ['touch hacked']\n")


def shorter(folder: Path) -> None:
    os.truncate(folder / "flow.pt", 1000)


DAMAGE: dict[str, tuple[Callable[[Path], None], str, set[str], str]] = {
    "missing": (
        lambda folder: (folder / "hift.pt").unlink(),
        "hift.pt",
        {"missing", "file_missing"},
        "is missing",
    ),
    "short": (shorter, "flow.pt", {"size", "weights_damaged", "weights_refused"}, ""),
    "wrong hash": (flipped, "llm.pt", {"hash", "contents"}, "contents"),
    "wrong shapes": (
        edited("llm.pt", lambda state: state.update({"llm_decoder.bias": torch.zeros(7)})),
        "llm.pt",
        {"tensor_shape"},
        "llm_decoder.bias has the shape 7 and should have 4097",
    ),
    "hostile YAML": (hostile, "cosyvoice.yaml", {"config_refused"}, "“!apply:os.system” would run code"),
}


@pytest.mark.parametrize(("damage", "file", "codes", "words"), DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("origin", ["by hand", "downloaded", "random"])
def test_each_damage_is_named_with_exit_status_1(
    request: pytest.FixtureRequest,
    cosydesk: Cosydesk,
    tmp_path: Path,
    origin: str,
    damage: Callable[[Path], None],
    file: str,
    codes: set[str],
    words: str,
) -> None:
    if origin == "downloaded":
        request.getfixturevalue("hub")
        assert cosydesk("models", "download", "CosyVoice-300M").status == 0
        folder = models_dir() / "iic" / "CosyVoice-300M"
    else:
        name = "CosyVoice-300M" if origin == "by hand" else "random"
        folder = shutil.copytree(request.getfixturevalue("random_full"), tmp_path / "copy" / name)
    damage(folder)

    result = cosydesk("models", "verify", str(folder))
    assert result.status == 1
    out = result.out.decode()
    assert out.startswith(f"{file}")
    assert words in out
    assert "has faults" in result.line
    assert not (tmp_path / "hacked").exists()

    faults = json.loads(cosydesk("models", "verify", str(folder), "--json").out)["faults"]
    assert {fault["file"] for fault in faults} == {file}
    assert {fault["code"] for fault in faults} & codes


def test_many_faults_of_one_file_are_counted(cosydesk: Cosydesk, by_hand: Path) -> None:
    edited("llm.pt", lambda state: [state.pop(key) for key in list(state)[:9]])(by_hand)
    lines = cosydesk("models", "verify", str(by_hand)).out.decode().splitlines()
    assert len(lines) == 6
    assert lines[-1] == "llm.pt: and 4 more."


def test_quick_looks_at_sizes_and_shapes_only(cosydesk: Cosydesk, by_hand: Path) -> None:
    flipped(by_hand)
    passes(cosydesk, by_hand, "--quick")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["verify", "nowhere"], "There is no folder and no model called nowhere. Known are CosyVoice-300M,"),
        (["verify", "."], "is not a model folder"),
        (["download", "nothing"], "There is no model called nothing in the catalogue."),
        (["download", "CosyVoice-300M", "--endpoint", "modelscope.cn"], "begins with http:// or https://"),
        (["download", "CosyVoice-300M", "--workers", "9"], "from 1 to 8"),
        (["path", "nothing"], "There is no model called nothing in the catalogue."),
        (["remove", "."], "is not a model folder"),
        (["verifi"], "invalid choice"),
        (["verify"], "required"),
    ],
)
def test_bad_usage_is_status_2(
    cosydesk: Cosydesk, tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    result = cosydesk("models", *arguments)
    assert result.status == 2
    assert complaint in result.line
    assert result.out == b""


def test_a_model_that_is_not_here(cosydesk: Cosydesk) -> None:
    for action in ("verify", "path", "remove", "repair"):
        result = cosydesk("models", action, "CosyVoice-300M")
        assert result.status == 1
        assert result.line == (
            "CosyVoice 300M is not on this machine. Fetch it with: cosydesk models download CosyVoice-300M"
        )


def test_the_list_says_what_is_here(cosydesk: Cosydesk, by_hand: Path) -> None:
    settings = Settings()
    settings.more_model_folders = [str(by_hand.parent)]
    settings.save()
    staging = models_dir() / ".incomplete" / "iic--CosyVoice-300M-25Hz"
    staging.mkdir(parents=True)
    (staging / "llm.pt.incomplete").write_bytes(bytes(3_000_000))
    broken = models_dir() / "iic" / "CosyVoice-300M-SFT"
    broken.mkdir(parents=True)
    (broken / "llm.pt").write_bytes(b"1")

    plain = cosydesk("models").out.decode()
    assert plain == cosydesk("models", "list").out.decode()
    lines = {line.split()[0]: line for line in plain.splitlines()}
    assert lines[MODEL_ID].endswith(f"2.3 GB  installed   {by_hand}")
    assert lines["iic/CosyVoice-300M-SFT"].endswith(f"incomplete  {broken}")
    assert lines["iic/CosyVoice-300M-25Hz"].endswith("paused      3 MB have arrived")
    assert lines["iic/CosyVoice2-0.5B"].endswith("3.1 GB")

    listed = {entry["id"]: entry for entry in json.loads(cosydesk("models", "--json").out)}
    assert listed == {entry["id"]: entry for entry in json.loads(cosydesk("models", "list", "--json").out)}
    assert listed[MODEL_ID]["state"] == "installed"
    assert listed[MODEL_ID]["folders"][0]["folder"] == str(by_hand)
    assert listed["iic/CosyVoice-300M-SFT"]["folders"][0]["missing"][0] == "cosyvoice.yaml"
    assert listed["iic/CosyVoice-300M-25Hz"]["resumable_bytes"] == 3_000_000
    assert listed["iic/CosyVoice2-0.5B"]["licence"] == "Apache-2.0"
    assert cosydesk("models", "path", "CosyVoice-300M").out.decode() == f"{by_hand}\n"


def test_a_model_that_is_here_is_not_fetched_again(
    cosydesk: Cosydesk, hub: ModelScopeServer, by_hand: Path
) -> None:
    settings = Settings()
    settings.more_model_folders = [str(by_hand.parent)]
    settings.save()
    result = cosydesk("models", "download", "CosyVoice-300M")
    assert result.status == 0
    assert str(by_hand) in result.out.decode()
    assert hub.fetched == []


def test_settings_are_defaults_and_options_win(
    cosydesk: Cosydesk, hub: ModelScopeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", "http://127.0.0.1:1")
    settings = Settings()
    settings.models_folder = str(tmp_path / "chosen")
    settings.hub_endpoint = hub.address
    settings.save()
    assert cosydesk("models", "download", "CosyVoice-300M", "--json").status == 0
    assert (tmp_path / "chosen" / "iic" / "CosyVoice-300M" / "llm.pt").is_file()

    settings.hub_endpoint = "http://127.0.0.1:1"
    settings.save()
    result = cosydesk(
        "models", "download", "CosyVoice-300M", "--folder", "other", "--endpoint", hub.address, "--json"
    )
    assert result.status == 0
    report = json.loads(result.out)
    assert report["folder"] == str(tmp_path / "other" / "iic" / "CosyVoice-300M")
    assert report["skipped_bytes"] > len(EXTRA)


def test_a_failed_download_says_why(
    cosydesk: Cosydesk, hub: ModelScopeServer, repository: Repository
) -> None:
    del repository.files["flow.pt"]
    result = cosydesk("models", "download", "CosyVoice-300M")
    assert result.status == 1
    assert result.line.startswith("CosyVoice 300M on the hub lacks flow.pt. ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_download_process_that_crashes_leaves_a_report(
    cosydesk: Cosydesk, hub: ModelScopeServer, repository: Repository
) -> None:
    repository.hold_after["llm.pt"] = len(repository.files["llm.pt"]) // 2

    def crash() -> None:
        assert repository.held.wait(30)
        (child,) = [one for one in multiprocessing.active_children() if one.name.startswith("download")]
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSEGV)

    thread = threading.Thread(target=crash)
    thread.start()
    result = cosydesk("models", "download", "CosyVoice-300M")
    thread.join()
    repository.release.set()
    (report,) = crashes.reports()
    assert (result.status, str(report) in result.err) == (1, True)
    text = report.read_text("utf-8")
    assert "ended unexpectedly" in text
    assert "Fatal Python error: Segmentation fault" in text, "the last words of the download process"


def test_a_downloaded_model_that_would_not_open_is_named(
    cosydesk: Cosydesk, hub: ModelScopeServer, repository: Repository, tmp_path: Path
) -> None:
    torch.save({"weight": torch.zeros(1)}, tmp_path / "odd.pt")
    repository.files["hift.pt"] = (tmp_path / "odd.pt").read_bytes()
    result = cosydesk("models", "download", "CosyVoice-300M")
    assert result.status == 1
    assert b"hift.pt: lacks the tensor " in result.out


@pytest.mark.parametrize("damage", [flipped, hostile, shorter], ids=["flipped", "hostile", "short"])
def test_repair_mends_a_folder_where_it_lies(
    cosydesk: Cosydesk, hub: ModelScopeServer, by_hand: Path, damage: Callable[[Path], None]
) -> None:
    (by_hand / "mine.txt").write_text("mine")
    damage(by_hand)
    result = cosydesk("models", "repair", str(by_hand))
    assert (result.status, result.err) == (0, "")
    assert len({entry.path for entry in hub.fetched}) == 1
    passes(cosydesk, by_hand)
    assert (by_hand / "mine.txt").is_file()
    assert not (by_hand.parent / ".incomplete").exists()
    asked = len(hub.fetched)
    assert cosydesk("models", "repair", str(by_hand)).status == 0
    assert len(hub.fetched) == asked


def test_what_the_catalogue_does_not_know_cannot_be_repaired(cosydesk: Cosydesk, random_full: Path) -> None:
    result = cosydesk("models", "repair", str(random_full))
    assert result.status == 2
    assert "holds no model of the catalogue" in result.line


def test_remove_says_what_it_frees_and_asks(
    cosydesk: Cosydesk, by_hand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = cosydesk("models", "remove", str(by_hand))
    assert refused.status == 2
    assert b" frees " in refused.out
    assert "say --yes" in refused.line
    monkeypatch.setattr("builtins.input", lambda question: "n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert by_hand.is_dir()
    done = cosydesk("models", "remove", str(by_hand), "--yes")
    assert done.status == 0
    assert done.out.endswith(b"Deleted.\n")
    assert not by_hand.exists()


def test_remove_clears_what_a_broken_download_left(cosydesk: Cosydesk) -> None:
    staging = models_dir() / ".incomplete" / "iic--CosyVoice-300M"
    staging.mkdir(parents=True)
    (staging / "llm.pt.incomplete").write_bytes(bytes(3_000_000))
    assert cosydesk("models", "remove", "CosyVoice-300M", "--yes").status == 0
    assert list(models_dir().iterdir()) == []


def test_of_several_folders_one_must_be_named(cosydesk: Cosydesk, by_hand: Path) -> None:
    shutil.copytree(by_hand, models_dir() / "iic" / "CosyVoice-300M")
    settings = Settings()
    settings.more_model_folders = [str(by_hand.parent)]
    settings.save()
    result = cosydesk("models", "remove", "CosyVoice-300M", "--yes")
    assert result.status == 2
    assert "is here more than once" in result.line
    assert str(by_hand) in result.line


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_pauses_and_the_same_command_goes_on(
    cosydesk: Cosydesk, hub: ModelScopeServer, repository: Repository, tmp_path: Path
) -> None:
    import pty

    # Three megabytes come out before the hub stops.
    repository.files["llm.pt"] = repository.files["llm.pt"].ljust(5_000_000, b"\0")
    repository.hold_after["llm.pt"] = 3_000_000
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cosydesk", "models", "download", "CosyVoice-300M"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(theirs)
        assert repository.held.wait(60)
        seen = b""
        while b"/s" not in seen:
            seen += os.read(ours, 1000)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the download process too
        assert process.wait(60) == 130
        while True:
            try:
                seen += os.read(ours, 1000)
            except OSError:
                break
    os.close(ours)
    text = seen.decode()
    assert "%" in text
    assert "have arrived. The same command goes on: cosydesk models download" in text
    assert "Traceback" not in text
    repository.release.set()
    del repository.files["llm.llm.fp16.zip"]
    cosydesk("models", "download", "CosyVoice-300M")
    assert hub.starts("llm.pt")[1] > 1_000_000
