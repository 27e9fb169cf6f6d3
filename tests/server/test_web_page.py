"""The web page in a real browser, against real services: what a person on the same network does there."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page, expect

from cosydesk.engine import AudioChunk, DeviceError, Progress, Request
from cosydesk.server import Limits
from tests.server.conftest import Serve, running
from tests.server.scripted_model import RATE, ScriptedModel, one_tone, tone, until_cancelled, when_told
from tests.support.browser import browser, opened
from tests.support.golden_models import golden_model
from tests.support.speech_like import speech_like

SENTENCE = "Good morning, everybody."


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(chrome: Browser, starter: str) -> Iterator[Page]:
    """The page of the starter voices."""
    with opened(chrome, starter) as shown:
        ready(shown)
        yield shown


@contextlib.contextmanager
def scripted(chrome: Browser, serve: Serve, model: ScriptedModel, **options: object) -> Iterator[Page]:
    with opened(chrome, serve(model, **options).url) as shown:
        ready(shown)
        shown.get_by_label("Text to speak").fill("Hello.")
        yield shown


def ready(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Ready")


def speak(page: Page) -> None:
    page.get_by_role("button", name="Speak").click()


def done(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("made in")


def saved(page: Page, name: str) -> tuple[str, np.ndarray, int]:
    """What the button of that name saves: the file's name, its samples, their rate."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    samples, rate = soundfile.read(io.BytesIO(Path(download.value.path()).read_bytes()), dtype="float32")
    return download.value.suggested_filename, samples, rate


@pytest.mark.slow
def test_a_text_is_spoken_heard_and_kept(page: Page) -> None:
    page.get_by_label("Text to speak").fill(SENTENCE)
    page.get_by_label("Voice", exact=True).select_option("bm_george")
    page.get_by_label("Text to speak").press("Control+Enter")
    done(page)
    row = page.get_by_role("listitem")
    expect(row).to_contain_text(SENTENCE)
    expect(row).to_contain_text("George")
    expect(page.get_by_role("button", name="Play take 1")).to_be_visible()  # it has ended by itself
    loudest, pieces = page.evaluate("[heard.loudest, heard.pieces]")
    assert loudest > 0.05
    name, samples, rate = saved(page, "Save take 1 as WAV")
    assert name == "01 Good morning everybody.wav"
    assert sum(length for _, length, _ in pieces) == len(samples)
    assert {piece_rate for _, _, piece_rate in pieces} == {rate}
    assert 0.8 < len(samples) / rate < 4
    assert float(np.sqrt(np.mean(samples**2))) > 0.02
    name, again, mp3_rate = saved(page, "Save take 1 as MP3")
    assert (name, mp3_rate) == ("01 Good morning everybody.mp3", rate)
    assert abs(len(again) - len(samples)) < 0.1 * rate
    assert float(np.sum(again**2)) == pytest.approx(
        float(np.sum(samples**2)), rel=0.1
    )  # it is padded with silence


def test_marks_go_around_the_selection_and_away_again(page: Page) -> None:
    text = page.get_by_label("Text to speak")
    text.fill("a quiet street")
    text.evaluate("area => area.setSelectionRange(2, 8)")
    page.get_by_role("button", name="Strong").click()
    expect(text).to_have_value("a <strong>quiet</strong> street")
    page.keyboard.press("Alt+S")
    expect(text).to_have_value("a quiet street")
    page.keyboard.press("Control+Z")
    expect(text).to_have_value("a <strong>quiet</strong> street")
    for name in ("Smile", "Laugh", "Breath"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()
    page.keyboard.press("Alt+B")
    expect(text).to_have_value("a <strong>quiet</strong> street")
    expect(page.locator("#tags-note")).to_have_text("This model does not speak the greyed marks.")


def test_the_page_speaks_chinese_and_remembers_it_all(page: Page) -> None:
    page.get_by_role("button", name="中文").click()
    page.get_by_label("要朗读的文本").fill("早上好。")
    chosen = (
        page.get_by_label("音色", exact=True)
        .locator("optgroup[label*=中文] option")
        .first.get_attribute("value")
    )
    assert chosen
    page.get_by_label("音色", exact=True).select_option(chosen)
    page.get_by_label("语速").fill("1.25")
    page.get_by_label("边生成边播放").uncheck()
    page.reload()
    expect(page.locator("#status")).to_have_text("就绪")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect(page.get_by_label("要朗读的文本")).to_have_value("早上好。")
    expect(page.get_by_label("音色", exact=True)).to_have_value(chosen)
    expect(page.get_by_role("button", name="1.25×")).to_be_visible()
    expect(page.get_by_label("边生成边播放")).not_to_be_checked()
    page.get_by_role("button", name="朗读").click()
    expect(page.locator("#status")).to_contain_text("秒语音")
    expect(page.get_by_role("listitem")).to_contain_text("1.25×")


def test_a_browser_that_asks_for_chinese_gets_it(chrome: Browser, starter: str) -> None:
    with opened(chrome, starter, locale="zh-CN") as shown:
        expect(shown.locator("#status")).to_have_text("就绪")
        assert shown.get_by_label("音色", exact=True).input_value().startswith("z")


def test_pieces_follow_each_other_without_a_gap(chrome: Browser, serve: Serve) -> None:
    def five(_: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        for step in range(5):
            assert request.on_progress is not None
            request.on_progress(Progress("speaking", step / 5))
            yield tone(0.2)

    model = ScriptedModel(five)
    with scripted(chrome, serve, model) as page:
        speak(page)
        done(page)
        expect(page.get_by_role("button", name="Play take 1")).to_be_visible()
        pieces = page.evaluate("heard.pieces")
        assert len(pieces) == 5
        for (start, length, rate), (following, _, _) in pairwise(pieces):
            assert following * RATE == pytest.approx(start * RATE + length, abs=1e-3)
            assert rate == RATE
        page.get_by_role("button", name="Play take 1").click()
        expect(page.get_by_role("button", name="Stop playing take 1")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Play take 1")).to_be_visible()
    assert model.requests[0].stream


def test_stop_ends_the_work_on_the_server(chrome: Browser, serve: Serve) -> None:
    model = ScriptedModel(until_cancelled)
    with scripted(chrome, serve, model) as page:
        speak(page)
        expect(page.get_by_role("listitem")).to_be_visible()
        page.get_by_role("button", name="Stop", exact=True).click()
        expect(page.locator("#status")).to_have_text("Stopped")
        assert model.cancelled_one.wait(10)
        expect(page.get_by_role("listitem")).to_contain_text("stopped early")
        assert len(saved(page, "Save take 1 as WAV")[1]) >= RATE
        page.get_by_role("button", name="Remove take 1").click()
        expect(page.get_by_text("What you have spoken appears here")).to_be_visible()


def test_an_error_says_what_to_do_and_can_be_tried_again(chrome: Browser, serve: Serve) -> None:
    def once(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        if len(model.requests) == 1:
            raise DeviceError("The memory was not enough.", "Speak less.", code="out_of_memory")
        return one_tone(model, request)

    with scripted(chrome, serve, ScriptedModel(once)) as page:
        alert = page.get_by_role("alert").filter(has_text="memory")
        speak(page)
        expect(alert).to_contain_text("The memory was not enough. Speak less.")
        page.get_by_role("button", name="中文").click()
        expect(page.locator("#alert")).to_contain_text("服务器的内存不够用了。")
        page.get_by_role("button", name="重试").click()
        expect(page.locator("#alert")).to_be_hidden()
        expect(page.get_by_role("listitem")).to_be_visible()
        page.get_by_label("要朗读的文本").fill(" ")
        page.get_by_role("button", name="朗读").click()
        expect(page.locator("#alert")).to_contain_text("没有要朗读的内容。")
        expect(page.get_by_label("要朗读的文本")).to_be_focused()


@pytest.mark.slow
def test_a_full_server_is_waited_for(chrome: Browser, serve: Serve) -> None:
    model = ScriptedModel(when_told)
    service = serve(model, limits=Limits(waiting=0))
    with opened(chrome, service.url) as other, opened(chrome, service.url) as page:
        for shown in (other, page):
            ready(shown)
            shown.get_by_label("Text to speak").fill("Hello.")
        speak(other)
        assert model.speaking.wait(10)
        speak(page)
        expect(page.locator("#status")).to_contain_text("The server is busy. Trying again in")
        page.get_by_role("button", name="Stop", exact=True).click()
        expect(page.locator("#status")).to_have_text("Stopped")
        speak(page)
        expect(page.locator("#status")).to_contain_text("Trying again in")
        model.go_on.set()
        done(other)
        done(page)
    assert len(model.requests) == 2


def test_the_token_is_asked_for_and_kept_for_the_tab(chrome: Browser, serve: Serve) -> None:
    with opened(chrome, serve(ScriptedModel(), "secret").url) as page:
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Token")).to_be_focused()
        page.keyboard.type("guess")
        page.keyboard.press("Enter")
        expect(dialog).to_contain_text("That is not the token.")
        dialog.get_by_label("Token").fill("secret")
        dialog.get_by_role("button", name="Continue").click()
        ready(page)
        page.get_by_label("Text to speak").fill("Hello.")
        speak(page)
        done(page)
        page.reload()
        ready(page)
        assert "secret" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_server_that_is_gone_is_told(chrome: Browser) -> None:
    with contextlib.ExitStack() as later:
        with running(ScriptedModel()) as service:
            page = later.enter_context(opened(chrome, service.url))
            ready(page)
        page.get_by_label("Text to speak").fill("Hello.")
        speak(page)
        expect(page.locator("#alert")).to_contain_text("The server can't be reached.")
        expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.fixture(scope="module")
def cloner(golden_dir: Path) -> Iterator[str]:
    with running(str(golden_model(golden_dir, 1))) as service:
        yield service.url


def recording(seconds: float) -> dict[str, object]:
    buffer = io.BytesIO()
    soundfile.write(buffer, speech_like(seconds), RATE, format="WAV")
    return {"name": "Ann.wav", "mimeType": "audio/wav", "buffer": buffer.getvalue()}


@pytest.mark.slow
def test_a_recording_is_cloned(chrome: Browser, cloner: str) -> None:
    with opened(chrome, cloner) as page:
        ready(page)
        page.get_by_label("Text to speak").fill("你好。")
        page.get_by_role("radio", name="Clone a voice").check(force=True)
        speak(page)
        expect(page.locator("#alert")).to_contain_text("There is no recording of the voice.")
        field = page.get_by_role("group", name="Recording of the voice")
        field.locator("input").set_input_files(recording(2.0))
        expect(field).to_contain_text("Shorter than 3 seconds")
        field.locator("input").set_input_files(recording(3.5))
        expect(field).to_contain_text("0:03.5")
        expect(field).to_contain_text("3 to 30 seconds")
        speak(page)
        expect(page.locator("#alert")).to_contain_text("What is said in the recording is missing.")
        page.get_by_label("What is said in it").fill("希望你以后能够做的比我还好。")
        page.get_by_role("button", name="Roll another seed").click()
        seed = page.get_by_label("Seed", exact=True).input_value()
        assert int(seed) > 0
        page.reload()
        ready(page)
        expect(field).to_contain_text("0:03.5")  # the recording is still there
        speak(page)
        done(page)
        expect(page.get_by_role("listitem")).to_contain_text(f"Clone a voice · Seed {seed}")
        first = saved(page, "Save take 1 as WAV")[1]
        assert len(first) > 0.1 * RATE
        speak(page)
        done(page)
        expect(page.get_by_role("listitem")).to_have_count(2)
        expect(page.get_by_role("button", name="Save take 2 as WAV")).to_be_enabled()
        assert np.array_equal(saved(page, "Save take 2 as WAV")[1], first)  # the seed decides


def test_a_voice_is_recorded_here(chrome: Browser, cloner: str) -> None:
    with opened(chrome, cloner) as page:
        ready(page)
        page.get_by_role("radio", name="Another language").check(force=True)
        field = page.get_by_role("group", name="Recording of the voice")
        field.get_by_role("button", name="Record").click()
        expect(field).to_contain_text(re.compile(r"0:0[1-9]"))
        expect(field.get_by_role("meter", name="Level of the microphone")).to_be_visible()
        field.get_by_role("button", name="Stop recording").click()
        expect(field).to_contain_text("Recorded here")
        field.get_by_role("button", name="Listen to Recorded here").click()
        expect(field.get_by_role("button", name="Stop playing")).to_be_visible()
        field.get_by_role("button", name="Remove Recorded here").click()
        expect(field).not_to_contain_text("Recorded here")


@pytest.mark.slow
def test_one_recording_is_spoken_with_the_voice_of_another(chrome: Browser, cloner: str) -> None:
    with opened(chrome, cloner) as page:
        ready(page)
        page.get_by_role("radio", name="Change a voice").check(force=True)
        expect(page.get_by_label("Text to speak")).to_be_hidden()
        for name in ("Recording whose words are kept", "Recording of the voice"):
            page.get_by_role("group", name=name).locator("input").set_input_files(recording(3.0))
        speak(page)
        done(page)
        expect(page.get_by_role("listitem")).to_contain_text("Ann.wav")


def test_it_fits_a_phone(chrome: Browser, starter: str) -> None:
    with opened(chrome, starter, viewport={"width": 360, "height": 740}, has_touch=True) as page:
        ready(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        expect(page.get_by_role("button", name="Speak")).to_be_in_viewport()


def test_without_https_the_microphone_is_explained(chrome: Browser, cloner: str) -> None:
    with opened(chrome, "about:blank") as page:
        # What a browser does on a plain http address of another machine.
        page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
        page.goto(cloner)
        ready(page)
        page.get_by_role("radio", name="Clone a voice").check(force=True)
        field = page.get_by_role("group", name="Recording of the voice")
        expect(field).to_contain_text("only to pages on https or on this computer")
        expect(field.get_by_role("button", name="Record")).to_be_hidden()
