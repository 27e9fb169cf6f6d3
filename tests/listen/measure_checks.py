"""How many faults made on purpose the checks of takes find, and how many good takes they doubt.

    python tests/listen/measure_checks.py --cache FOLDER [--language en zh] [--half tuned held_out] [--json]

Speaking and hearing all of it takes about a quarter of an hour; with a cache it can be interrupted, and judging alone
takes seconds. Limits are set by the half ``tuned`` only; the README reports ``held_out``.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections import Counter
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from faulty_takes import FAULTS, HALVES, PROMPTS, RATE, SIGNAL_FAULTS, Spoken, with_fault
from sentences import Line

from cosydesk.engine import Model, Request, open_model
from cosydesk.engine.questions import FindSpeech
from cosydesk.engine.recognition.ear import Ear
from cosydesk.engine.recognition_types import HeardWord
from cosydesk.jobs.listening import Listener, hearing
from cosydesk.studio.checking.judge import check_take
from cosydesk.studio.checking.reading import Hearing
from cosydesk.studio.pace import measure
from cosydesk.studio.state import ProjectSettings
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.take_check import TakeCheck


class Studio:
    """Speaks lines and listens to them, once each."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._model: Model | None = None
        self._ear = Ear()
        self._prompts: dict[str, tuple[np.ndarray, list[HeardWord]]] = {}

    def hearings(self, line: Line, language: str, name: str) -> tuple[Spoken, dict[str, Hearing]]:
        """The line as it was spoken, and what is heard in it with each of the faults."""
        file = self._cache / f"{name}.npz" if self._cache is not None else None
        if file is not None and file.is_file():
            kept = np.load(file)
            told = json.loads(str(kept["told"]))
            words = tuple(HeardWord(**word) for word in told["words"])
            prompt_words = tuple(HeardWord(**word) for word in told["prompt_words"])
            spoken = Spoken(line, kept["samples"], words, kept["prompt"], prompt_words)
            return spoken, {fault: _hearing(*heard) for fault, heard in told["heard"].items()}
        samples = self._say(line.text, line.voice)
        prompt, prompt_words = self._prompt(language, line.voice)
        words, clean = self._hear(samples, line.text, language)
        spoken = Spoken(line, samples, tuple(words), prompt, tuple(prompt_words))
        found = {"none": clean}
        for fault in FAULTS[1:]:
            found[fault] = self._hear(with_fault(spoken, fault), line.text, language)[1]
        for fault in SIGNAL_FAULTS:  # whose words are those of the good take
            speech = self._ear.find_speech(FindSpeech(with_fault(spoken, fault), RATE))
            found[fault] = replace(clean, spans=speech.spans)
        if file is not None:
            told = {
                "words": [asdict(word) for word in words],
                "prompt_words": [asdict(word) for word in prompt_words],
                "heard": {fault: astuple(one) for fault, one in found.items()},
            }
            np.savez(file, samples=samples, prompt=prompt, told=json.dumps(told))
        return spoken, found

    def _prompt(self, language: str, voice: str) -> tuple[np.ndarray, list[HeardWord]]:
        if voice not in self._prompts:
            samples = self._say(PROMPTS[language], voice)
            self._prompts[voice] = samples, self._hear(samples, PROMPTS[language], language)[0]
        return self._prompts[voice]

    def _say(self, text: str, voice: str) -> np.ndarray:
        self._model = self._model or open_model("starter")
        return np.concatenate([chunk.samples for chunk in self._model.speak(Request(text=text, voice=voice))])

    def _hear(self, samples: np.ndarray, text: str, language: str) -> tuple[list[HeardWord], Hearing]:
        question = Listener("whisper").question(samples, RATE, language, _request(text))
        assert question is not None
        heard = self._ear.transcribe(question, threading.Event())
        return list(heard.words), hearing(heard)


def _hearing(
    text: str, recogniser: str, spans: list[tuple[float, float]], along: list[tuple[str, float]]
) -> Hearing:
    return Hearing(text, recogniser, tuple((a, b) for a, b in spans), tuple((a, b) for a, b in along))


def _request(text: str, transcript: str = "") -> TakeRequest:
    return TakeRequest("m", "m:v", "zero_shot", text, "", 1.0, 0, transcript=transcript)


@dataclass(frozen=True)
class Row:
    """How many takes with a fault were found to have any, and what for."""

    language: str
    half: str
    fault: str
    takes: int
    failed: int
    reasons: dict[str, int]


def rows(studio: Studio, language: str, half: str) -> list[Row]:
    checks: dict[str, list[TakeCheck]] = {fault: [] for fault in (*FAULTS, *SIGNAL_FAULTS)}
    for number, line in enumerate(HALVES[language, half]):
        spoken, hearings = studio.hearings(line, language, f"{language}-{half}-{number}")
        for fault, heard in hearings.items():
            checks[fault].append(judged(spoken, fault, heard, language))
    return [
        Row(language, half, fault, len(found), sum(one.failed for one in found), _reasons(found))
        for fault, found in checks.items()
    ]


def judged(spoken: Spoken, fault: str, hearing: Hearing, language: str) -> TakeCheck:
    """By the project's own limit, as the first take of a project: nothing is known of the voice's pace."""
    text = spoken.line.text
    return check_take(
        _request(text, PROMPTS[language]),
        with_fault(spoken, fault),
        RATE,
        hearing,
        language=language,
        expected_s=measure(text).seconds(1.0),
        limit=ProjectSettings().check_limit,
    )


def _reasons(checks: list[TakeCheck]) -> dict[str, int]:
    limit = ProjectSettings().check_limit
    counted = Counter(fault for check in checks for fault in check.faults)
    counted["over_limit"] = sum((check.error_rate or 0.0) > limit for check in checks)
    return {name: count for name, count in counted.items() if count}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--language", nargs="+", default=["en", "zh"])
    parser.add_argument("--half", nargs="+", default=["tuned", "held_out"])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.cache is not None:
        asked.cache.mkdir(parents=True, exist_ok=True)
    studio = Studio(asked.cache)
    found = [
        row for language in asked.language for half in asked.half for row in rows(studio, language, half)
    ]
    if asked.json:
        print(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=1))
        return
    for row in found:
        print(f"{row.language}  {row.half:9} {row.fault:17} {row.failed:3} of {row.takes:3}  {row.reasons}")


if __name__ == "__main__":
    main()
