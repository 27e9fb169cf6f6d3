"""A headless Chromium of the system: Playwright brings none, and its own downloads are not always to be had."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "msedge", "microsoft-edge")

PATIENCE_MS = 30_000

ARGUMENTS = (
    "--no-sandbox",  # which a container's root can't have
    "--use-fake-device-for-media-stream",  # a microphone that beeps
    "--use-fake-ui-for-media-stream",
)


def chromium() -> str:
    """Its path; the test is skipped where there is none, and fails in continuous integration."""
    for name in NAMES:
        if (path := shutil.which(name)) is not None:
            return path
    reason = f"needs a browser: {' or '.join(NAMES[:3])}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)  # five seconds by itself, which is little for a first sentence
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        try:
            yield opened
        finally:
            opened.close()


HEARD = """
(() => {
  // What reaches the loudspeaker is also measured, and when each piece is to sound is written down.
  const heard = (window.heard = { pieces: [], loudest: 0 });
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const meter = new AnalyserNode(this.context);
      connect.call(this, meter);
      const samples = new Float32Array(meter.fftSize);
      setInterval(() => {
        meter.getFloatTimeDomainData(samples);
        for (const sample of samples) heard.loudest = Math.max(heard.loudest, Math.abs(sample));
      }, 20);
    }
    return connect.call(this, target, ...rest);
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (when, ...rest) {
    heard.pieces.push([when, this.buffer.length, this.buffer.sampleRate]);
    return start.call(this, when, ...rest);
  };
})();
"""
"""Run in a page before its own scripts, so that a test can ask what it plays."""


@contextlib.contextmanager
def opened(within: Browser, url: str, **options: object) -> Iterator[Page]:
    """A page of a browser that remembers nothing; fails when a script of it did."""
    options.setdefault("locale", "en-GB")
    context = within.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    mistakes: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.add_init_script(HEARD)
    try:
        page.goto(url)
        yield page
        assert not mistakes, mistakes
    finally:
        context.close()
