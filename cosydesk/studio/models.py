"""The models at hand: opened model folders and servers, with the voices they described, remembered between sessions."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cosydesk import disk, paths
from cosydesk.studio.library import STARTER, Library, Voice
from cosydesk.studio.my_voice import MINE, SAMPLE_TEXTS
from cosydesk.studio.voice_modes import CLONE, CROSS_LINGUAL

_log = logging.getLogger(__name__)

RL_WEIGHTS = "llm.rl.pt"
"""The language model after reinforcement learning, which CosyVoice 3 brings beside the usual one."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A voice as its model describes it."""

    id: str
    name: str
    language: str
    gender: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """An opened model folder, or a server with a model.

    Attributes:
        id: what voices and takes call it: the folder's or the server's name, with a number if another has it already.
        path: the folder; of a server an empty path.
        modes: what it can do, values of the engine's `Mode`.
        directs_clones: whether it gives a manner to a voice of one's own too.
        server: the server's address; empty for a folder.
        weights: the file of its language model where that is not the usual one; `base`: id of the same folder's entry
            with the usual one.
    """

    id: str
    path: Path
    voices: tuple[BuiltIn, ...]
    modes: tuple[str, ...] = (CLONE, CROSS_LINGUAL)
    directs_clones: bool = False
    server: str = ""
    weights: str = ""
    base: str = ""

    @property
    def there(self) -> bool:
        """Whether its folder is; a server shows that only when it is asked."""
        return bool(self.server) or (self.path / self.weights).exists()

    @property
    def address(self) -> str:
        """What the engine opens."""
        return self.server or str(self.path / self.weights)

    @property
    def clones(self) -> bool:
        """Whether it speaks with voices of one's own."""
        return CLONE in self.modes

    def variants(self) -> tuple[ModelEntry, ...]:
        """It, and the same folder with its other language model if that lies there."""
        if self.server or not (self.path / RL_WEIGHTS).is_file():
            return (self,)
        return self, replace(self, id=_other(self.id), weights=RL_WEIGHTS, base=self.id)


class Models:
    """Which model folders and servers are open, kept in ``models.json`` of the person's data.

    A folder with two language models counts as two models, so that each take knows which of them spoke it.

    The voices are remembered with the folder, so that a start shows them without loading anything. A file that
    can't be read or written costs the memory of it, never the session.
    """

    def __init__(self, library: Library, path: Path | None = None, *, keeps: bool = True) -> None:
        """Args:
        path: another file. keeps: False only reads it: what is added or removed is so for this session alone.
        """
        self._library = library
        self._keeps = keeps
        self._path = path or paths.data_dir() / "models.json"
        self._entries: dict[str, ModelEntry] = {}
        for entry in self._read():
            self._entries[entry.id] = entry
            if entry.there:
                self._show(entry)

    def entries(self) -> list[ModelEntry]:
        """All that were opened, those whose folder is gone too, in the order of opening."""
        return [variant for entry in self._entries.values() for variant in entry.variants()]

    def get(self, model_id: str) -> ModelEntry | None:
        return next((entry for entry in self.entries() if entry.id == model_id), None)

    def at(self, path: Path) -> ModelEntry | None:
        """The entry of a folder, or of the language model's file in it."""
        wanted = str(path.resolve())
        return self._by_address(wanted)

    def on(self, server: str) -> ModelEntry | None:
        """The entry of a server, by its address."""
        return self._by_address(server)

    def cloning(self) -> list[ModelEntry]:
        """Those at hand that speak with voices of one's own, in the order of opening."""
        return [entry for entry in self.entries() if entry.clones and entry.there]

    def address(self, model_id: str) -> str:
        """What the engine opens for a model id: a folder, a server, or the id itself for the starter voices."""
        entry = self.get(model_id)
        return model_id if entry is None else entry.address

    def add(
        self,
        path: Path,
        voices: Iterable[BuiltIn],
        modes: Iterable[str] = (CLONE, CROSS_LINGUAL),
        *,
        directs_clones: bool = False,
    ) -> ModelEntry:
        """Remember an opened folder and show its voices; a folder that is known keeps its id.

        Args:
            path: the folder, or the file of the language model in it that was opened.
        """
        path = path.resolve()
        folder = path.parent if path.is_file() else path
        known = self.at(folder)
        entry = self._keep(
            ModelEntry(
                known.id if known else self._free_id(folder.name),
                folder,
                tuple(voices),
                tuple(sorted(modes)),
                directs_clones,
            )
        )
        return self.at(path) or entry

    def add_server(
        self,
        server: str,
        name: str,
        voices: Iterable[BuiltIn],
        modes: Iterable[str],
        *,
        directs_clones: bool = False,
    ) -> ModelEntry:
        """Remember a server and show its voices; one that is known keeps its id.

        Args:
            server: its address. name: what to call its model in front of people.
        """
        known = self.on(server)
        return self._keep(
            ModelEntry(
                known.id if known else self._free_id(name),
                Path(),
                tuple(voices),
                tuple(sorted(modes)),
                directs_clones,
                server,
            )
        )

    def _keep(self, entry: ModelEntry) -> ModelEntry:
        self._entries[entry.id] = entry
        self._show(entry)
        self._write()
        return entry

    def _by_address(self, address: str) -> ModelEntry | None:
        return next((entry for entry in self.entries() if entry.address == address), None)

    def remove(self, model_id: str) -> None:
        """Forget a folder with all its language models, or a server; nothing of it is deleted."""
        entry = self.get(model_id)
        if entry is not None:
            entry = self._entries.pop(entry.base or entry.id)
            for shown in (entry.id, _other(entry.id)):  # whatever of it is still there
                self._library.set_model_voices(shown, ())
            self._write()

    def _show(self, kept: ModelEntry) -> None:
        for entry in kept.variants():
            self._library.set_model_voices(entry.id, [_voice(entry, voice) for voice in entry.voices])

    def _free_id(self, name: str) -> str:
        # A colon would end the model's part of a voice id.
        wanted = name.replace(":", "_") or "model"
        taken = {STARTER, MINE, *(entry.id for entry in self.entries())}
        number = 1
        while (candidate := wanted if number == 1 else f"{wanted} {number}") in taken:
            number += 1
        return candidate

    def _read(self) -> list[ModelEntry]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return [
                ModelEntry(
                    str(entry["id"]),
                    Path(entry["path"]),
                    tuple(BuiltIn(**{**voice, "tags": tuple(voice["tags"])}) for voice in entry["voices"]),
                    # Lists of earlier versions don't say; all models that they could open clone.
                    tuple(map(str, entry.get("modes", (CLONE, CROSS_LINGUAL)))),
                    bool(entry.get("directs_clones", False)),
                    str(entry.get("server", "")),
                )
                for entry in stored["models"]
            ]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            _log.warning("%s can't be read; no model is remembered", self._path.name, exc_info=True)
            return []

    def _write(self) -> None:
        if not self._keeps:
            return
        entries = [_stored(entry) for entry in self._entries.values()]
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._path.parent, prefix=".models-", delete=False
            ) as file:
                json.dump({"models": entries}, file, ensure_ascii=False, indent=1)
            disk.put(Path(file.name), self._path)
        except OSError:
            _log.warning("The list of models can't be kept", exc_info=True)


def _other(model_id: str) -> str:
    """The id of a model with its other weights."""
    return f"{model_id} (RL)"


def _voice(entry: ModelEntry, voice: BuiltIn) -> Voice:
    return Voice(
        id=f"{entry.id}:{voice.id}",
        model_id=entry.id,
        engine_voice=voice.id,
        name=voice.name,
        language=voice.language,
        gender=voice.gender,
        tags=(*voice.tags, entry.id),
        sample_text=SAMPLE_TEXTS.get(voice.language.split("-")[0], SAMPLE_TEXTS["en"]),
    )


def _stored(entry: ModelEntry) -> dict[str, object]:
    """An entry as it is kept; what lies in its folder is looked up anew."""
    fields = asdict(entry)
    del fields["weights"], fields["base"]
    return {**fields, "path": str(entry.path)}
