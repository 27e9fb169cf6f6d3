"""One voice as one file: a zip of its description, recording, transcript and encoded prompts."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cosydesk import disk
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import MyVoice, PromptAudio

VOICE_SUFFIX = ".cosyvoice"

_FORMAT = "cosydesk-voice"
_VERSION = 1
_DESCRIPTION = "voice.json"
_PROMPT = "prompt.flac"
_TRANSCRIPT = "transcript.txt"
_ENCODED = re.compile(r"encoded/([0-9a-f]{16,64})\.safetensors")

# A voice's own parts are far below these; what is above them is no voice, whatever it says it is.
_LARGEST_FILE = 96 * 2**20
_LARGEST = {_DESCRIPTION: 2**20, _TRANSCRIPT: 2**20, _PROMPT: 48 * 2**20}
_LARGEST_ENCODED = 8 * 2**20
_MOST_MEMBERS = 64
_LARGEST_DIRECTORY = 2**18
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """What a voice file holds.

    Attributes:
        encoded: encoded prompts (safetensors) by the id of their encoder.
    """

    voice: MyVoice
    prompt: PromptAudio
    encoded: Mapping[str, bytes] = field(default_factory=dict)


def write_voice_file(path: Path, content: VoiceFile) -> None:
    """Write a voice file, in place of what is at `path`.

    Raises:
        StudioError: ``write``: it can't be written; what was there is untouched.
    """
    description = {"format": _FORMAT, "version": _VERSION, "voice": content.voice.to_json()}
    members = {
        _DESCRIPTION: json.dumps(description, ensure_ascii=False, indent=1).encode(),
        _TRANSCRIPT: f"{content.voice.transcript}\n".encode() if content.voice.transcript else b"",
        _PROMPT: content.prompt.flac,
        **{f"encoded/{encoder}.safetensors": data for encoder, data in sorted(content.encoded.items())},
    }
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".tmp", delete=False
        ) as file:
            try:
                with zipfile.ZipFile(file, "w") as archive:
                    for name, data in members.items():
                        # One date for all, so that the same voice gives the same file.
                        info = zipfile.ZipInfo(name, _DATE)
                        info.compress_type = zipfile.ZIP_STORED if name == _PROMPT else zipfile.ZIP_DEFLATED
                        archive.writestr(info, data)
                file.close()
                disk.put(Path(file.name), path)
            except BaseException:
                file.close()
                with contextlib.suppress(OSError):
                    os.unlink(file.name)
                raise
    except OSError as error:
        raise StudioError(
            f"{path.name} can't be written: {error.strerror or error}.", "Choose another folder.", "write"
        ) from error


def read_voice_file(path: Path) -> VoiceFile:
    """Read a voice file, whoever made it. Nothing is unpacked onto the disk.

    Raises:
        StudioError: ``missing``; ``voice_foreign``: it is none; ``voice_newer``; ``voice_damaged``: a part is
            missing, broken, or not what it says; ``voice_refused``: it tries what no voice file needs (paths out of
            the file, parts that are too large or too many, encryption, links).
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _refused(f"{path.name} is refused: it is too large.")
        if _directory_size(path) > _LARGEST_DIRECTORY:
            raise _refused(f"{path.name} is refused: it has too many parts.")
        with zipfile.ZipFile(path) as archive:
            members = _checked_members(path, archive)
            parts = {name: _unpacked(path, archive, info) for name, info in members.items()}
    except FileNotFoundError as error:
        raise StudioError(
            f"{path.name} isn't there any more.", "Was it moved or renamed?", "missing"
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        if not _looks_zipped(path):
            raise _foreign(path) from error
        raise _damaged(f"{path.name} is damaged.") from error
    except OSError as error:
        raise StudioError(
            f"{path.name} can't be read: {error.strerror or error}.",
            "Copy it to this computer first.",
            "missing",
        ) from error
    return _understood(path, parts)


def _understood(path: Path, parts: Mapping[str, bytes]) -> VoiceFile:
    if _DESCRIPTION not in parts:
        raise _foreign(path)
    try:
        description = json.loads(parts[_DESCRIPTION])
    except (ValueError, RecursionError) as error:
        raise _damaged(f"{path.name} is damaged.") from error
    if not isinstance(description, dict) or description.get("format") != _FORMAT:
        raise _foreign(path)
    version = description.get("version")
    if not isinstance(version, int) or version < 1:
        raise _damaged(f"{path.name} is damaged.")
    if version > _VERSION:
        raise StudioError(
            f"{path.name} was made by a newer CosyDesk.",
            "Update CosyDesk, then import it again.",
            "voice_newer",
        )
    if _PROMPT not in parts:
        raise _damaged(f"{path.name} is damaged: its recording is missing.")
    try:
        voice = MyVoice.from_json(description.get("voice"))
        prompt = PromptAudio.read(parts[_PROMPT])
    except StudioError as error:
        raise _damaged(f"{path.name} is damaged. {error.message}") from error
    if (prompt.hash, prompt.sample_rate, prompt.length) != (voice.prompt, voice.sample_rate, voice.length):
        raise _damaged(f"{path.name} is damaged: its recording is not the one that belongs to it.")
    encoded = {
        found[1]: data
        for name, data in parts.items()
        if (found := _ENCODED.fullmatch(name)) and looks_like_safetensors(data)
    }
    return VoiceFile(voice, prompt, encoded)


def looks_like_safetensors(data: bytes) -> bool:
    """Whether the bytes are laid out as a safetensors file: a JSON header and as much data as it tells of."""
    size = int.from_bytes(data[:8], "little")
    if not 2 <= size <= min(len(data) - 8, 2**16):
        return False
    try:
        header = json.loads(data[8 : 8 + size])
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
        return bool(max(ends) == len(data) - 8 - size)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return False


def _checked_members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise _refused(f"{path.name} is refused: it has too many parts.")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename
        if name.endswith("/"):  # `is_dir` fails where there is no name at all
            continue
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
            raise _refused(f"{path.name} is refused: a part of it points outside the file.")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise _refused(f"{path.name} is refused: a part of it is a link.")
        if info.flag_bits & 0x1:
            raise _refused(f"{path.name} is refused: it is encrypted.")
        if name in members:
            raise _refused(f"{path.name} is refused: it has a part twice.")
        largest = _LARGEST.get(name, _LARGEST_ENCODED if _ENCODED.fullmatch(name) else None)
        if largest is None:
            continue  # parts that a later version may add are passed over, unread
        if info.file_size > largest:
            raise _refused(f"{path.name} is refused: a part of it is too large.")
        members[name] = info
    if sum(info.file_size for info in members.values()) > _LARGEST_FILE:
        raise _refused(f"{path.name} is refused: it is too large.")
    return members


def _directory_size(path: Path) -> int:
    """Bytes of the list of parts, which is read as a whole before anything can be asked; 0 where there is none.

    Source: PKWARE's APPNOTE.TXT, 4.3.16.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 22 - 0xFFFF - 20))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 16:
        return 0
    if tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        return size  # lists of four gigabytes and more are what this kind is for
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _unpacked(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    # The size in the directory may be a lie: no more than that is ever unpacked.
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise _refused(f"{path.name} is refused: a part of it is larger than it says.")
    return data


def _looks_zipped(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _foreign(path: Path) -> StudioError:
    return StudioError(f"{path.name} isn't a voice file.", f"Choose a *{VOICE_SUFFIX} file.", "voice_foreign")


def _damaged(what: str) -> StudioError:
    return StudioError(what, "Export the voice again.", "voice_damaged")


def _refused(what: str) -> StudioError:
    return StudioError(what, "It was not made by CosyDesk; delete it.", "voice_refused")
