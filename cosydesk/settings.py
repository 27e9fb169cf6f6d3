"""Every setting once, and the file that keeps them.

The file is TOML that a person can read and edit; the help lines stand in it as comments. Keys that this
version doesn't know are kept, so that an older and a newer version can share it.
"""

from __future__ import annotations

import copy
import logging
import os
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cosydesk import disk
from cosydesk.paths import config_dir
from cosydesk.setting import Setting, WrongTypeError
from cosydesk.toml_text import toml_key, toml_value

log = logging.getLogger(__name__)

FILE_NAME = "settings.toml"
_NEVER = object()
"""No value of any setting."""


@dataclass(frozen=True)
class SettingsProblem:
    """What was wrong with the file when it was read.

    Attributes:
        kind: ``unreadable`` (the system refuses it), ``damaged`` (not TOML), ``values`` (some are of a wrong type)
            or ``empty``.
        backup: the file as it was, under a name of its own; None where none could be, or need be, kept.
        names: the settings that have their default because of it, if not all.
    """

    kind: str
    backup: Path | None = None
    names: tuple[str, ...] = ()


class Settings:
    """The settings, read from and written to one file.

    Assigning a value of the wrong type raises `ValueError`; numbers are moved into their limits. Lists are
    copied on reading: assign a new list to change one.

    Attributes:
        problem: what was wrong with the file that `load` read; None when nothing was.
    """

    language = Setting("system", "Language of the window.", choices=("system", "en", "zh_CN"))
    theme = Setting("system", "Colours of the window.", choices=("system", "light", "dark", "contrast"))
    scale = Setting(100, "Size of everything in the window, in percent.", choices=(100, 125, 150, 175, 200))
    audio_output = Setting("", "Sound device to play on, by its description; empty: the system's default.")
    hear_live = Setting(True, "Play a line that is asked for while it is being spoken.")
    loudness_shown = Setting(
        "integrated",
        "Loudness in the status bar: of the last 0.4 s, of 3 s, or since playing began.",
        choices=("momentary", "short_term", "integrated"),
    )
    audio_input = Setting("", "Microphone to record with, by its description; empty: the system's default.")
    voice_folder = Setting("", "Folder that a voice was last made from, exported to or imported from.")
    voice_order = Setting(
        "newest",
        "Order of the voices.",
        choices=("newest", "name", "last_used", "model"),
    )
    model = Setting("starter", "Model that speaks: starter, or a model folder.")
    engine_threads = Setting(
        0, "Processor threads of the engine; 0: all cores but one.", minimum=0, maximum=256
    )
    engine_device = Setting("auto", "Device of the models: auto, cpu, cuda, cuda:1 or mps.")
    engine_precision = Setting(
        "auto",
        "Number format of the models.",
        choices=("auto", "float32", "float16", "bfloat16", "int8"),
    )
    idle_unload_s = Setting(
        600,
        "Seconds without work after which the engine frees its memory; 0: never.",
        minimum=0,
        maximum=86_400,
    )
    warm_up = Setting(True, "Load the model at start, so that the first line speaks at once.")
    models_folder = Setting("", "Folder that models are downloaded to; empty: CosyDesk's own.")
    more_model_folders = Setting[list[str]](
        [], "Further folders in which models are looked for, used in place."
    )
    hub_endpoint = Setting("", "Address of a mirror of ModelScope to download from; empty: ModelScope's own.")
    hub_proxy = Setting("", "HTTP proxy for downloads, such as http://127.0.0.1:7890; empty: the system's.")
    download_workers = Setting(3, "Files of a model that are fetched at the same time.", minimum=1, maximum=8)
    recogniser = Setting(
        "auto",
        "What writes down a new voice's transcript: SenseVoice where it is there and Whisper else; or nothing.",
        choices=("auto", "sensevoice", "whisper", "off"),
    )
    gap_ms = Setting(
        300, "Silence between the lines of new projects, in milliseconds.", minimum=0, maximum=60_000
    )
    export_subtype = Setting(
        "PCM_16", "Sample format of exported WAV files.", choices=("PCM_16", "PCM_24", "FLOAT")
    )
    export_sample_rate = Setting(
        24_000, "Sample rate of exported files, in Hz.", choices=(24_000, 44_100, 48_000)
    )
    export_channels = Setting(1, "Channels of exported files.", choices=(1, 2))
    export_recipe = Setting("", "What was exported last, as JSON.")
    label_exports = Setting(True, "Mark exported sound and video as made by AI, as GB 45438-2025 asks for.")
    label_producer = Setting(
        "", "Who stands in that mark as its producer: a name or code in ASCII; empty: CosyDesk."
    )
    export_folder = Setting("", "Folder of the last export.")
    shortcuts = Setting[list[str]]([], "Keys that were changed: action=key key.")
    recent_actions = Setting[list[str]]([], "Actions chosen lately in the command palette, newest first.")
    recent_manners = Setting[list[str]]([], "Manners of speaking that were used lately, newest first.")
    speaker_voices = Setting[list[str]](
        [], "Voices of the speakers of imported scripts: language:name=voice, newest last."
    )
    script_folder = Setting("", "Folder of the script that was imported last.")
    first_start_seen = Setting(False, "Whether the first start has shown what suits this computer.")
    tour_seen = Setting(False, "Whether the tour of the first start was shown.")
    recent_files = Setting[list[str]]([], "Projects opened lately, newest first.")
    last_project = Setting("", "Project that was open last.")
    reopen_last = Setting(True, "Open the last project at the start; else begin a new one.")
    window_geometry = Setting("", "Place and size of the window, as Qt writes it (base64).")
    window_state = Setting("", "Arrangement of the panels, as Qt writes it (base64).")
    show_video = Setting(True, "Show the video of a project beside its script.")
    video_share = Setting(0.45, "Part of the room beside the script.", minimum=0.1, maximum=0.9)
    zoom = Setting(0.0, "Timeline zoom in samples per pixel; 0: fit.", minimum=0.0)
    follow_playhead = Setting(True, "Scroll the timeline with the playhead.")
    keep_crash_reports = Setting(True, "Keep a report in the log folder when something ends unexpectedly.")
    preferences_page = Setting("general", "Page of the preferences that was looked at last.")

    def __init__(self, path: Path | None = None) -> None:
        """Defaults, to be saved at `path` (default: in `config_dir()`). Use `load` to read the file."""
        self.path = path if path is not None else config_dir() / FILE_NAME
        self.values: dict[str, Any] = {}
        self.unknown: dict[str, Any] = {}
        self.problem: SettingsProblem | None = None
        self._before: dict[str, Any] = {}  # what the file had when it was read or written last

    @classmethod
    def table(cls) -> list[Setting[Any]]:
        """All settings in the order of their declaration."""
        return [member for member in vars(cls).values() if isinstance(member, Setting)]

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the file; what is missing or can't be used has its default, and never raises.

        A file that can't be read, or has values of wrong types, is kept beside under a name of its own, and
        `problem` says so. A value that is none of the choices may be a newer version's: it is kept in the file.
        """
        settings = cls(path)
        content: dict[str, Any] = {}
        try:
            text = settings.path.read_text(encoding="utf-8-sig")
            content = tomllib.loads(text)
            if not text.strip():
                settings.problem = SettingsProblem("empty")
        except FileNotFoundError:
            return settings
        except OSError as error:
            log.warning("The settings at %s can't be read, defaults are used: %s", settings.path, error)
            settings.problem = SettingsProblem("unreadable", _set_aside(settings.path))
        except (ValueError, RecursionError) as error:
            log.warning("The settings at %s are damaged, defaults are used: %s", settings.path, error)
            settings.problem = SettingsProblem("damaged", _set_aside(settings.path))
        settings._take(content)
        settings._before = copy.deepcopy(settings._own())
        return settings

    def _take(self, content: Mapping[str, Any]) -> None:
        """Use what can be used of the file's content."""
        known = {setting.name: setting for setting in self.table()}
        wrong: list[str] = []
        for name, value in content.items():
            if name not in known:
                self.unknown[name] = value
                continue
            try:
                self.values[name] = known[name].checked(value)
            except WrongTypeError as error:
                log.warning("A setting at %s is not used: %s", self.path, error)
                wrong.append(name)
            except ValueError as error:
                log.info("A setting at %s is not used: %s", self.path, error)
                self.unknown[name] = value  # a newer version may know it
        if wrong:
            self.problem = SettingsProblem("values", _copy_aside(self.path), tuple(wrong))
            try:
                self.save()  # so that the next start finds nothing wrong, and makes no second copy
            except OSError as error:
                log.warning("%s can't be written: %s", self.path, error)

    def save(self) -> None:
        """Write the file through a temporary one, so that a crash leaves the old or the new, never half.

        What was not changed here stays as another window has written it meanwhile.

        Raises:
            OSError: the folder can't be written.
        """
        content = self._with_others()
        known = {setting.name for setting in self.table()}
        lines = ["# Settings of CosyDesk. A line that starts with # is not read.", ""]
        for setting in self.table():
            mark = "" if setting.name in content else "# "
            value = content.get(setting.name, setting.default)
            lines += [f"# {setting.help}", f"{mark}{setting.name} = {toml_value(value)}", ""]
        lines += [
            f"{toml_key(name)} = {toml_value(value)}" for name, value in content.items() if name not in known
        ]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write("\n".join(lines).rstrip() + "\n")
            disk.put(Path(temporary), self.path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._before = copy.deepcopy(self._own())

    def _own(self) -> dict[str, Any]:
        """What this window would write."""
        return {**self.unknown, **self.values}

    def _with_others(self) -> dict[str, Any]:
        """The file's content with what was changed here since it was read or written last."""
        own = self._own()
        try:
            content: dict[str, Any] = tomllib.loads(self.path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return own
        for setting in self.table():
            try:
                if setting.name in content:
                    setting.checked(content[setting.name])
            except WrongTypeError:
                del content[setting.name]
            except ValueError:
                pass  # a newer version may know it
        for name in {**self._before, **own}:
            if name in own and own[name] != self._before.get(name, _NEVER):
                content[name] = own[name]
            elif name not in own:
                content.pop(name, None)
        return content

    def reset(self, name: str) -> None:
        """Give the setting its default back.

        Raises:
            KeyError: there is no such setting.
        """
        if name not in (setting.name for setting in self.table()):
            raise KeyError(name)
        self.values.pop(name, None)
        self.unknown.pop(name, None)

    def is_changed(self, name: str) -> bool:
        """Whether the setting has another value than its default."""
        setting: Setting[Any] = vars(type(self))[name]
        return bool(self.values.get(name, setting.default) != setting.default)


def _set_aside(path: Path) -> Path | None:
    """Move the file to a name that no older backup has; None where the folder can't be written."""
    backup = None
    try:
        backup = _free_name(path)
        os.replace(path, backup)
    except OSError as error:
        log.warning("%s can't be kept as a backup: %s", path, error)
        _give_back(backup)
        return None
    return backup


def _copy_aside(path: Path) -> Path | None:
    """Copy the file to a name that no older backup has; None where that can't be."""
    backup = None
    try:
        backup = _free_name(path)
        shutil.copyfile(path, backup)
    except OSError as error:
        log.warning("%s can't be copied as a backup: %s", path, error)
        _give_back(backup)
        return None
    return backup


def _free_name(path: Path) -> Path:
    """A name beside `path` that was free, taken by an empty file: two windows that start get two names."""
    number = 1
    while True:
        name = path.with_name(f"{path.name}.broken" + (f"-{number}" if number > 1 else ""))
        try:
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            number += 1
        else:
            return name


def _give_back(name: Path | None) -> None:
    if name is not None:
        name.unlink(missing_ok=True)
