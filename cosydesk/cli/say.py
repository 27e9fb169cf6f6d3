"""`cosydesk say`: a text to a WAV file, to standard output or to the loudspeaker."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cosydesk.cli.errors import EXIT_FAULT, EXIT_OK, UsageError, complain
from cosydesk.cli.progress import ProgressBar
from cosydesk.cli.text import STANDARD, arriving_lines, existing_file, first_words, read_text
from cosydesk.cli.voices import default_voice, find_voice, model_of
from cosydesk.cli.wave import check_target, header, own_stdout, pcm16, write_wav
from cosydesk.engine import (
    AudioChunk,
    Mode,
    Model,
    Notice,
    Progress,
    Prompt,
    Quality,
    Request,
    open_model,
)
from cosydesk.engine.arriving import is_arriving
from cosydesk.engine.threads import use_all_cores
from cosydesk.engine.types import Samples
from cosydesk.engine.warming import languages_of, warm_up

DEFAULT_OUT = "speech.wav"

_BUILT_IN_VOICE = (Mode.SFT, Mode.INSTRUCT)


@dataclass
class Speech:
    """What was spoken: the samples (float32 mono), and the figures of ``--json``."""

    sample_rate: int = 0
    chunks: list[Samples] = field(default_factory=list)
    speech_tokens: int = 0
    notices: list[Notice] = field(default_factory=list)
    compute_s: float = 0.0

    @property
    def samples(self) -> Samples:
        return np.concatenate(self.chunks) if self.chunks else np.zeros(0, np.float32)

    @property
    def length(self) -> int:
        return sum(chunk.size for chunk in self.chunks)

    @property
    def seconds(self) -> float:
        return self.length / self.sample_rate if self.sample_rate else 0.0


def run_say(arguments: argparse.Namespace) -> int:
    """Speak.

    Raises:
        UsageError: bad input.
        EngineError: what the engine says about it.
    """
    out = arguments.out or (None if arguments.play else DEFAULT_OUT)
    if arguments.json and out == STANDARD:
        raise UsageError("--json and -o - both want standard output; write the WAV to a file.")
    if out is not None and out != STANDARD:
        check_target(Path(out))
    request = _request(arguments)
    with ExitStack() as stack:
        stdout = stack.enter_context(own_stdout())
        use_all_cores()
        bar = ProgressBar(sys.stderr)
        stack.callback(bar.clear)
        bar.show(0.0, "Opening the model")
        model = open_model(
            model_of(arguments),
            arguments.device,
            arguments.precision,
            llm_weights=arguments.llm,
            token=arguments.token,
            sample_rate=arguments.remote_rate,
        )
        stack.callback(model.close)
        bar.clear()
        request, sample = _sampled(request)
        request = _with_voice(request, model, arguments.voice, sample)
        warm_up(model, languages_of(sample))
        live = stdout if out == STANDARD and (arguments.stream or arguments.as_it_comes) else None
        speech = _speak(model, request, bar, live)
        bar.clear()
        if out == STANDARD and live is None:
            data = pcm16(speech.samples)
            stdout.write(header(speech.sample_rate, len(data)) + data)
        elif out is not None and out != STANDARD:
            write_wav(Path(out), speech.samples, speech.sample_rate)
        for notice in speech.notices if not arguments.json else ():
            print(f"Note: {notice.message}", file=sys.stderr)
        if arguments.json:
            stdout.write(_report(speech, request, out).encode() + b"\n")
        elif out is not None and out != STANDARD:
            stdout.write(f"{out}\n".encode())
        stdout.flush()
        if arguments.play:
            from cosydesk.cli.play import play

            if not play(speech.samples, speech.sample_rate):
                complain("There is no sound device to play on.", "Write a file with -o instead.")
                return EXIT_FAULT
    return EXIT_OK


def _request(arguments: argparse.Namespace) -> Request:
    """The request as far as it is known without a model."""
    mode = _mode(arguments)
    if mode is Mode.VC and arguments.as_it_comes:
        raise UsageError("--as-it-comes is for a text; a recording is converted as a whole.")
    text: str | Iterator[str]
    if arguments.as_it_comes:
        text = arriving_lines(arguments.text, arguments.file)
    elif mode is Mode.VC and not (arguments.text or arguments.file):
        text = ""
    else:
        text = read_text(arguments.text, arguments.file)
    prompt = source = None
    if arguments.prompt_audio is not None:
        audio = existing_file(arguments.prompt_audio, "The prompt audio")
        prompt = Prompt(audio, arguments.prompt_text)
    elif arguments.prompt_text:
        raise UsageError("--prompt-text needs --prompt-audio, the recording in which it is said.")
    if arguments.source_audio is not None:
        source = Prompt(existing_file(arguments.source_audio, "The source audio"))
    return Request(
        text=text,
        mode=mode,
        prompt=prompt,
        source=source,
        instruct=arguments.instruct,
        speed=arguments.speed,
        seed=arguments.seed,
        stream=arguments.stream,
        quality=Quality(arguments.quality),
    )


def _sampled(request: Request) -> tuple[Request, str]:
    """The request, and as much of its text as is there by now."""
    if not is_arriving(request.text):
        return request, str(request.text)
    first, lines = first_words(request.text)
    return replace(request, text=lines), first


def _mode(arguments: argparse.Namespace) -> Mode:
    """The mode asked for, else the one that the other options call for."""
    if arguments.mode:
        return Mode(arguments.mode)
    if arguments.source_audio is not None:
        return Mode.VC
    if arguments.instruct:
        return Mode.INSTRUCT
    if arguments.prompt_audio is not None:
        return Mode.ZERO_SHOT if arguments.prompt_text else Mode.CROSS_LINGUAL
    return Mode.SFT


def _with_voice(request: Request, model: Model, wanted: str | None, sample: str) -> Request:
    if wanted:
        return replace(request, voice=find_voice(model.voices(), wanted).id)
    if request.mode in _BUILT_IN_VOICE and request.prompt is None:
        voice = default_voice(model.voices(), sample)
        return replace(request, voice=voice.id if voice else "")
    return request


def _speak(model: Model, request: Request, bar: ProgressBar, live: BinaryIO | None) -> Speech:
    """Speak it all; with `live`, write a WAV stream there as the chunks come."""
    speech = Speech()
    started = time.perf_counter()

    def on_progress(progress: Progress) -> None:
        bar.show(progress.fraction, _words(progress))

    for chunk in _chunks(model, replace(request, on_progress=on_progress)):
        if live is not None:
            if not speech.chunks:
                live.write(header(chunk.sample_rate, None))
            live.write(pcm16(chunk.samples))
            live.flush()
        speech.sample_rate = chunk.sample_rate
        speech.chunks.append(chunk.samples)
        speech.speech_tokens += chunk.speech_tokens
        speech.notices += [notice for notice in chunk.notices if notice not in speech.notices]
    speech.compute_s = time.perf_counter() - started
    return speech


def _chunks(model: Model, request: Request) -> Iterator[AudioChunk]:
    """The chunks; a text without a sound in it is bad input, not an empty file."""
    heard = False
    for chunk in model.speak(request):
        heard = heard or chunk.samples.size > 0
        yield chunk
    if not heard:
        raise UsageError("There is nothing in this text that can be spoken.")


def _words(progress: Progress) -> str:
    if progress.stage == "loading":
        return "Opening the model"
    if progress.stage == "waiting":
        return "Waiting for the server"
    if progress.utterances > 1:
        return f"Speaking {min(progress.utterance + 1, progress.utterances)} of {progress.utterances}"
    return "Speaking"


def _report(speech: Speech, request: Request, out: str | None) -> str:
    return json.dumps(
        {
            "sample_rate": speech.sample_rate,
            "samples": speech.length,
            "seconds": round(speech.seconds, 3),
            "speech_tokens": speech.speech_tokens,
            "rtf": round(speech.compute_s / speech.seconds, 4) if speech.seconds else None,
            "notices": [{"code": notice.code, "message": notice.message} for notice in speech.notices],
            "quality": request.quality,
            "voice": request.voice,
            "out": out,
        },
        ensure_ascii=False,
    )
