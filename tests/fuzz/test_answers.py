"""What other programs say: servers, the clipboard, another window. It is understood, or passed over."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz
from support.mutations import json_bytes, mutated, mutated_json

from cosydesk.engine.errors import EngineError
from cosydesk.engine.remote.wire import (
    WireError,
    capability_fields,
    event_fields,
    failed_fields,
    read_capabilities,
    read_line,
    read_request,
    read_voices,
    request_fields,
)
from cosydesk.engine.types import AudioChunk, Capabilities, Mode, Progress, Request
from cosydesk.studio.library import Library
from cosydesk.studio.models import Models
from cosydesk.studio.timeline import Clip
from cosydesk.ui.timeline.clip_commands import _read as read_clips

EVENTS = [
    event_fields(AudioChunk(np.zeros(3, np.float32), 24_000, 0, 2)),
    event_fields(Progress("speaking", 0.5, 0, 1)),
    failed_fields(EngineError("It failed.", "Try again.", code="x")),
    {"event": "finished"},
]
CAN = capability_fields(Capabilities(frozenset({Mode.SFT}), ("en",), frozenset({"strong"}), 24_000))
VOICES = [{"id": "one", "name": "One", "language": "en", "gender": "f", "tags": ["calm"]}]
ASKED = request_fields(Request("Hello.", voice="one"))[0]


@example(
    line=b'{"event": "progress", "stage": "", "fraction": 1, "utterance": 1e999, "utterances": 0, "tokens": 0}'
)
@example(line=b"[" * 100_000)
@example(line=b'"event"')
@fuzz(200, line=mutated_json(EVENTS).map(json_bytes) | mutated([json_bytes(event) for event in EVENTS]))
def test_events_of_a_server(line: bytes) -> None:
    try:
        _, brought = read_line(line)
    except WireError:
        return
    if isinstance(brought, AudioChunk):
        assert brought.sample_rate > 0
        assert np.isfinite(brought.samples).all()


@example(written={**CAN, "max_chars": "x"})
@example(written={**CAN, "sample_rate": 0})
@fuzz(100, written=mutated_json([CAN]).filter(lambda value: isinstance(value, dict)))
def test_capabilities_of_a_server(written: dict[str, Any]) -> None:
    try:
        can = read_capabilities(written)
    except WireError:
        return
    assert read_capabilities(json.loads(json.dumps(capability_fields(can)))) == can
    assert can.sample_rate > 0


@fuzz(100, written=mutated_json([VOICES]))
def test_voices_of_a_server(written: Any) -> None:
    try:
        voices = read_voices(written)
    except WireError:
        return
    assert all(isinstance(voice.id, str) for voice in voices)


@fuzz(100, written=mutated_json([ASKED]).filter(lambda value: isinstance(value, dict)))
def test_requests_of_a_window(written: dict[str, Any]) -> None:
    try:
        asked = read_request(written, {})
    except WireError:
        return
    assert isinstance(asked, Request)


CLIPS = [{"clip": asdict(Clip("c", None, "t", "k", 5)), "start": 0, "length": 10}]


@example(data=b"[5]")
@example(data=b'[{"clip": {"id": 1}, "start": 1e999, "length": 0}]')
@example(data=b"[" * 100_000)
@fuzz(100, data=mutated_json([CLIPS]).map(json_bytes) | mutated([json_bytes(CLIPS)]))
def test_clips_on_the_clipboard(data: bytes) -> None:
    for copied in read_clips(data):
        assert isinstance(copied.clip.track_id, str)
        assert isinstance(copied.start, int)
        assert copied.clip.offset >= 0.0


LIST = {
    "models": [
        {
            "id": "Tiny",
            "path": "/nowhere/Tiny",
            "voices": [{"id": "one", "name": "One", "language": "en", "gender": "", "tags": ["a"]}],
            "modes": ["sft"],
            "directs_clones": False,
            "server": "",
        }
    ]
}


@example(data=b'{"models": ["x"]}')
@example(data=b"[" * 100_000)
@fuzz(20, data=mutated_json([LIST]).map(json_bytes) | mutated([json_bytes(LIST)]) | st.binary(max_size=20))
def test_lists_of_models(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "models.json"
        path.write_bytes(data)
        library = Library(Path(folder) / "library.sqlite", ())
        try:
            models = Models(library, path)
            assert all(isinstance(entry.id, str) for entry in models.entries())
            library.search("one")
        finally:
            library.close()
