"""`cosydesk voices`, and finding a voice by what someone typed."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict

from cosydesk.cli.errors import EXIT_OK, UsageError
from cosydesk.engine import STARTER_ID, VoiceInfo, open_model
from cosydesk.engine.warming import languages_of


def run_voices(arguments: argparse.Namespace) -> int:
    """Print the voices of a model, one a line or as JSON."""
    model = open_model(model_of(arguments), token=arguments.token, sample_rate=arguments.remote_rate)
    try:
        name, voices, cloning = model.name, model.voices(), model.capabilities.cloning
    finally:
        model.close()
    if arguments.json:
        print(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=2))
        return EXIT_OK
    if not voices:
        way = 'Clone one from a recording: cosydesk say "…" --prompt-audio FILE.' if cloning else ""
        print(f"{name} has no built-in voices. {way}".rstrip(), file=sys.stderr)
    rows = [(voice.name, voice.id, voice.language, voice.gender, ", ".join(voice.tags)) for voice in voices]
    widths = [max((_columns(row[column]) for row in rows), default=0) for column in range(4)]
    for row in rows:
        cells = [_padded(cell, width) for cell, width in zip(row[:4], widths, strict=True)]
        print("  ".join([*cells, row[4]]).rstrip())
    return EXIT_OK


def model_of(arguments: argparse.Namespace) -> str:
    """The model that was asked for, as `open_model` takes it.

    Raises:
        UsageError: two of them.
    """
    if arguments.remote and arguments.model_dir:
        raise UsageError("--remote and --model-dir name two models; the server chooses its own.")
    if arguments.token and not arguments.remote:
        raise UsageError("--token needs --remote, the server that wants it.")
    return arguments.remote or arguments.model_dir or STARTER_ID


def find_voice(voices: Sequence[VoiceInfo], wanted: str) -> VoiceInfo:
    """The voice of that id or name, whatever the case; an id may carry its model: ``starter:af_heart``.

    Raises:
        UsageError: there is none; the line names the nearest.
    """
    key = wanted.strip().casefold()
    for candidate in (key, key.rpartition(":")[2]):
        for voice in voices:
            if candidate in (voice.id.casefold(), voice.name.casefold()):
                return voice
    names = {name.casefold(): voice for voice in voices for name in (voice.id, voice.name)}
    near = difflib.get_close_matches(key, names, n=1)
    hint = f"Did you mean {names[near[0]].name} ({names[near[0]].id})?" if near else ""
    raise UsageError(f'There is no voice "{wanted}". {hint} "cosydesk voices" lists them.')


def default_voice(voices: Sequence[VoiceInfo], text: str) -> VoiceInfo | None:
    """The first voice for the language that the text's letters suggest; the first of all if none fits."""
    for language in languages_of(text):
        for voice in voices:
            if voice.language.partition("-")[0] == language:
                return voice
    return voices[0] if voices else None


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))


def _columns(text: str) -> int:
    """Columns it takes on a terminal, where Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
