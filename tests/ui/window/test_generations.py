"""One voice of one's own, and one project, with the golden model of each generation open at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from support.golden_models import golden_model
from support.voices import add_voice

from cosydesk.engine.fact_types import EngineFacts
from cosydesk.engine.questions import Examine
from cosydesk.engine.types import EncodedPrompt
from cosydesk.studio.my_voice import MyVoice
from cosydesk.ui.main_window import MainWindow

from .conftest import ENGLISH, write

PATIENCE_MS = 60_000


@pytest.fixture
def ann(window: MainWindow) -> Iterator[MyVoice]:
    mine = window.document.voices.mine
    # Of a pitch of its own: a recording that another test had encoded would not be encoded here.
    yield add_voice(mine, hz=155.0)
    for left in mine.all():
        mine.delete(left.id)


@pytest.fixture
def generations(window: MainWindow, golden_dir: Path, qtbot: QtBot) -> Iterator[list[str]]:
    """Ids of the three models, all of them open."""
    found = []
    for generation in (1, 2, 3):
        with qtbot.waitSignal(window.models.opened, timeout=PATIENCE_MS) as opened:
            window.models.open(golden_model(golden_dir, generation))
        found.append(str(opened.args[0]))
    yield found
    for entry in window.models.entries():
        window.models.close(entry.id)


@pytest.fixture
def encoded(window: MainWindow) -> Iterator[list[str]]:
    """The encoders that had to work, as they do."""
    found: list[str] = []

    def note(_job: object, made: EncodedPrompt) -> None:
        found.append(made.encoder)

    window.queue.prompt_encoded.connect(note)
    yield found
    window.queue.prompt_encoded.disconnect(note)


def speak(window: MainWindow, qtbot: QtBot, line_id: str) -> None:
    with qtbot.waitSignal(window.speech.finished, timeout=PATIENCE_MS):
        window.speech.speak([line_id], anew=True)


def choose(window: MainWindow, model: str) -> None:
    document = window.document
    document.apply(document.project.set_project(cloning_model=model))


@pytest.mark.slow
def test_a_voice_cloned_once_speaks_with_every_model(
    window: MainWindow, ann: MyVoice, generations: list[str], encoded: list[str], qtbot: QtBot
) -> None:
    (line_id,) = write(window, "你好。", voice=ann.id)
    project = window.document.project
    for model in [*generations, *generations]:
        choose(window, model)
        speak(window, qtbot, line_id)
        take = project.chosen_take(line_id)
        assert take is not None
        assert (take.request.model_id, take.request.mode, take.request.prompt) == (
            model,
            "zero_shot",
            ann.prompt,
        )
        assert np.abs(project.audio(take.id)).max() > 0
    assert len(set(encoded)) == len(encoded) == 3, "each encoded it once"
    assert window.document.voices.mine.encoded.of(ann.prompt).keys() == set(encoded)


@pytest.mark.slow
def test_a_project_mixes_models_by_line(
    window: MainWindow, ann: MyVoice, generations: list[str], qtbot: QtBot
) -> None:
    first, *later = generations
    cloned = write(window, "你好。", "谢谢。", "Hello.", "再见。", voice=ann.id)
    document = window.document
    document.apply(document.project.edit_line(cloned[2], voice_id=ENGLISH))
    document.apply(document.project.edit_line(cloned[3], voice_id=f"{first}:中文女"))
    for line_id, model in zip(cloned, later, strict=False):
        choose(window, model)
        document.apply(document.project.edit_line(line_id, mode="instruct", instruct="开心地"))
        speak(window, qtbot, line_id)
    choose(window, "")
    window.speech.speak_stale()
    qtbot.waitUntil(lambda: not document.project.stale_lines(), timeout=PATIENCE_MS)
    takes = [document.project.chosen_take(line_id) for line_id in cloned]
    assert [(take.request.model_id, take.request.mode) for take in takes if take is not None] == [
        (later[0], "instruct"),
        (later[1], "instruct"),
        ("starter", "sft"),
        (first, "sft"),
    ]
    answers: list[object] = []
    window.queue.questions.ask(Examine(), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert isinstance(answers[0], EngineFacts)
    assert len(answers[0].models) == 4, "going back and forth between them loads nothing"
