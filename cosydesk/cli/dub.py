"""`cosydesk dub`: subtitles, and their video, to dubbed video or sound."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

from cosydesk.batch.desk import Desk
from cosydesk.batch.dub_project import bring_up_to_date, keep_voices, path_of
from cosydesk.batch.run import Job
from cosydesk.cli.batch import checks_of, desk_of, find_voice, run_job, target_of, with_cue_voice
from cosydesk.cli.errors import UsageError
from cosydesk.cli.text import existing_file
from cosydesk.studio.importing.cue import Imported
from cosydesk.studio.importing.reader import read_script
from cosydesk.studio.project import Project

_TROUBLES = {
    "time": "no times that can be read",
    "order": "it ends before it begins",
    "empty": "nothing to say",
    "columns": "the row doesn't fit the table's head",
    "cut": "the file ends in it",
}
_SHOWN = 10


def run_dub(arguments: argparse.Namespace) -> int:
    """Import, speak, fit and deliver.

    Raises:
        UsageError: bad input. StudioError, EngineError: as they come.
    """
    subtitles = existing_file(arguments.subs, "The subtitle file")
    video = existing_file(arguments.video, "The video").absolute() if arguments.video else None
    target, checks = target_of(arguments, video), checks_of(arguments)
    if target.recipe.video and video is None:
        raise UsageError(f"{target.out} needs a picture: name the video with --video.")
    imported = read_script(subtitles)
    if not imported.cues:
        raise UsageError(f"There is nothing to speak in {subtitles}.")
    if not arguments.json:
        _tell_troubles(imported, subtitles)
    with desk_of(arguments) as desk:
        entry = desk.open_model(arguments.model_dir) if arguments.model_dir else None
        target = with_cue_voice(target, arguments, desk)
        voices = voices_of(imported, arguments.voice, arguments.voice_default, desk)

        def prepare(project: Project) -> None:
            bring_up_to_date(project, imported, voices, arguments.speak, video)
            if entry is not None and entry.clones and project.settings.cloning_model != entry.id:
                project.apply(project.set_project(cloning_model=entry.id))
            keep_voices(project, desk.library)

        job = Job(path_of(target.out).absolute(), target, prepare, fit=True, checks=checks)
        return run_job(job, desk, arguments)


def voices_of(imported: Imported, given: Iterable[str], default: str | None, desk: Desk) -> dict[str, str]:
    """Voice ids by speaker, "" for everybody else, from ``NAME=VOICE``.

    Raises:
        UsageError: a name or a voice isn't there, or somebody has no voice.
    """
    speakers = {speaker.casefold(): speaker for speaker in imported.speakers if speaker}
    known = desk.library.voices()
    voices: dict[str, str] = {}
    for pair in given:
        name, separator, wanted = pair.partition("=")
        if not separator or not wanted.strip():
            raise UsageError(f"--voice wants NAME=VOICE, not {pair!r}.")
        speaker = speakers.get(name.strip().casefold())
        if speaker is None:
            near = difflib.get_close_matches(name.strip().casefold(), speakers, n=1)
            hint = f" Did you mean {speakers[near[0]]}?" if near else ""
            names = ", ".join(speakers.values()) or "nobody"
            raise UsageError(f'No line is spoken by "{name.strip()}".{hint} The file names: {names}.')
        voices[speaker] = find_voice(known, wanted).id
    if default is not None:
        voices[""] = find_voice(known, default).id
    if without := [speaker for speaker in imported.speakers if speaker not in voices and "" not in voices]:
        named = ", ".join(without)
        if not any(without):
            raise UsageError("The lines need a voice: --voice-default VOICE.")
        example = next(filter(None, without))
        raise UsageError(
            f'Without a voice: {named.strip(", ")}. Give them one with --voice "{example}=VOICE", '
            "or everybody else with --voice-default VOICE."
        )
    return voices


def _tell_troubles(imported: Imported, path: Path) -> None:
    for trouble in imported.troubles[:_SHOWN]:
        why = _TROUBLES.get(trouble.code, trouble.code)
        print(f"{path.name}, line {trouble.number}: left out, {why}: {trouble.excerpt}", file=sys.stderr)
    if (more := len(imported.troubles) - _SHOWN) > 0:
        print(f"{path.name}: {more} more cues are left out.", file=sys.stderr)
