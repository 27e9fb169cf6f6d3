"""What `cosydesk render` and `cosydesk dub` have in common."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cosydesk.batch.checks import Checks
from cosydesk.batch.delivering import AUDIO_OF, VIDEO_SUFFIX, Target
from cosydesk.batch.desk import Desk
from cosydesk.batch.run import Job, run
from cosydesk.batch.shard import Shard
from cosydesk.cli.batch_report import report_on
from cosydesk.cli.errors import EXIT_INTERRUPTED, EXIT_LINES_FAILED, EXIT_OK, UsageError, complain
from cosydesk.engine.messages import Place
from cosydesk.jobs.listening import Listener
from cosydesk.markup import parse, plain_text
from cosydesk.settings import Settings
from cosydesk.studio import library
from cosydesk.studio.delivery.presets import LONGEST_CUE
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Voice
from cosydesk.weights.places import sensevoice_folder

_WAVE = ("wav16", "wav24", "wavf")


def desk_of(arguments: argparse.Namespace) -> Desk:
    """The desk that the options call for."""
    place = Place(arguments.device, arguments.precision)
    return Desk(place, arguments.threads or 0, arguments.ray or "")


def checks_of(arguments: argparse.Namespace) -> Checks:
    """How new takes are checked, from the options and from who listens on this computer.

    Raises:
        UsageError: they contradict each other.
    """
    mode: str | None = arguments.check
    tries: int | None = arguments.check_tries
    percent: int | None = arguments.check_limit
    if tries is not None and mode in ("off", "warn"):
        raise UsageError(f"--check-tries and --check {mode} contradict each other.")
    if percent is not None and mode == "off":
        raise UsageError("--check-limit and --check off contradict each other.")
    settings = Settings.load()
    listener = Listener(str(settings.recogniser), sensevoice_folder(settings) if mode != "off" else "")
    return Checks(mode, tries, percent / 100 if percent is not None else None, listener)


def target_of(arguments: argparse.Namespace, video: Path | None = None) -> Target:
    """What is to be made, from ``-o`` and the options beside it.

    Raises:
        UsageError: they contradict each other.
    """
    out = Path(arguments.out)
    suffix = out.suffix.lower()
    in_folder = out.is_dir() or (suffix not in AUDIO_OF and suffix != VIDEO_SUFFIX)
    if in_folder and suffix and not out.is_dir():
        known = ", ".join([*AUDIO_OF, VIDEO_SUFFIX])
        raise UsageError(f"{out} has no suffix of a format that can be made: {known}; or name a folder.")
    filmed = suffix == VIDEO_SUFFIX and not in_folder
    audio = arguments.format or (AUDIO_OF[suffix] if suffix in AUDIO_OF and not in_folder else "wav16")
    if not in_folder and not filmed and audio != AUDIO_OF[suffix] and not _both_wave(audio, suffix):
        raise UsageError(f"--format {audio} and the name {out.name} contradict each other.")
    settings = Settings.load()
    recipe = Recipe(
        audio=audio,
        sample_rate=arguments.rate,
        channels=arguments.channels,
        loudness=arguments.loudness or "",
        stems=arguments.stems,
        lines=arguments.lines,
        original=arguments.original,
        label=settings.label_exports and not arguments.no_label,
    )
    recipe = _with_cue(recipe, arguments)
    if filmed:
        recipe = replace(recipe, mix=False, video=True)
    elif in_folder and (video is not None or arguments.video):
        recipe = replace(recipe, video=True)
    elif arguments.video is True:
        raise UsageError(
            f"The dubbed video would be called {out.with_suffix(VIDEO_SUFFIX).name}; or name a folder."
        )
    if not in_folder and not out.absolute().parent.is_dir():
        raise UsageError(f"The folder of {out} doesn't exist.")
    return Target(out, recipe, video, in_folder, settings.label_producer)


def with_cue_voice(target: Target, arguments: argparse.Namespace, desk: Desk) -> Target:
    """The target with the voice that is to speak its cue. Raises `UsageError`: there is none of that name."""
    if arguments.cue_voice is None:
        return target
    voice = find_voice(desk.library.voices(), arguments.cue_voice)
    return replace(target, recipe=replace(target.recipe, cue_voice=voice.id))


def run_job(job: Job, desk: Desk, arguments: argparse.Namespace) -> int:
    """Do it, and tell how it goes; returns the exit status.

    Raises:
        StudioError, EngineError: it can't go on.
    """
    shard: Shard | None = arguments.shard
    with _ends_like_ctrl_c(), report_on(arguments.json) as report:
        try:
            ended = run(job, desk, report.tell, shard)
        except KeyboardInterrupt:
            report.end(EXIT_INTERRUPTED, ())
            complain(
                f"Interrupted; {report.spoken} of {report.due} lines are spoken and kept.",
                "The same command goes on from there.",
            )
            return EXIT_INTERRUPTED
        status = EXIT_LINES_FAILED if ended.failures else EXIT_OK
        report.end(status, ended.failures)
    return status


def find_voice(voices: list[Voice], wanted: str) -> Voice:
    """The voice that was typed. Raises `UsageError`: there is none."""
    try:
        return library.find_voice(voices, wanted)
    except StudioError as error:
        raise UsageError(f'{error.message} {error.remedy} "cosydesk voices" lists them.') from error


def _both_wave(audio: str, suffix: str) -> bool:
    return audio in _WAVE and AUDIO_OF[suffix] in _WAVE


def _with_cue(recipe: Recipe, arguments: argparse.Namespace) -> Recipe:
    """The recipe with the cue that the options ask for."""
    at, text = arguments.cue_at, arguments.cue_text
    if arguments.cue == "none" and at is not None:
        raise UsageError("--cue-at needs a cue: --cue spoken, or --cue morse.")
    if arguments.cue != "spoken" and (text is not None or arguments.cue_voice is not None):
        raise UsageError("--cue-text and --cue-voice are those of --cue spoken.")
    said = " ".join((text or "").split())
    if text is not None and not any(char.isalnum() for char in plain_text(parse(said))):
        raise UsageError("--cue-text has nothing to speak.")
    if len(said) > LONGEST_CUE:
        raise UsageError(f"--cue-text is longer than {LONGEST_CUE} characters.")
    return replace(
        recipe,
        cue_start="none" if at == "end" else arguments.cue,
        cue_end=arguments.cue if at in ("end", "both") else "none",
        cue_text=said,
    )


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """Whoever asks the process to end has it end as Ctrl+C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
