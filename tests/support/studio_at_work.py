"""A studio without a window, working until it is killed: it tells over its output what it is about to do, what it has
done, and what has reached the disk. ``python -m support.studio_at_work FOLDER SEED``
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from cosydesk import disk
from cosydesk.engine.messages import Chunk, Finished, Speak
from cosydesk.engine.process import EngineProcess
from cosydesk.engine.types import Request
from cosydesk.settings import Settings
from cosydesk.studio import log_sync, project_file
from cosydesk.studio.edit import Edit
from cosydesk.studio.library import Library
from cosydesk.studio.my_voice import Consent, PromptAudio, new_voice
from cosydesk.studio.project import Project

SENTENCES = ("Quiet, please.", "The tape is rolling.", "Scene one, take one.")
VOICES = ("starter:af_heart", "starter:bm_george", "starter:am_michael")
RATE = 24_000
AN_UNDO, A_STAR = "an undo", "a star"


def digest(project: Project) -> str:
    """All that a project shows, whatever order it is kept in."""
    takes = [take for take in project.takes.values() if project.has_line(take.line_id)]
    shown = (
        tuple(project.lines),
        tuple(project.tracks),
        sorted(map(repr, project.clips.values())),
        sorted(map(repr, takes)),
        replace(project.settings, video=""),
        tuple(project.markers),
        tuple(project.respellings),
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def library_digest(library: Library, **starred: bool) -> str:
    """The voices of one's own, and which voices have a star; as it would be with other stars, by the voices' ids."""
    voices = sorted((voice.id, voice.name, voice.tags) for voice in library.mine.all())
    ids = [voice.id for voice in library.voices()]
    stars = sorted(one for one in ids if starred.get(one, library.is_favourite(one)))
    return hashlib.sha256(repr((voices, stars)).encode()).hexdigest()


def settings_digest(settings: Settings) -> str:
    return repr((settings.gap_ms, settings.theme, settings.recent_files))


def encoded(name: str) -> bytes:
    """An encoded prompt by its name; half of one is no other's."""
    return hashlib.sha256(name.encode()).digest() * 400


class AtWork:
    """Attributes:
    inverses: what undoes the edits so far, and how the project was before each.
    next_star: the voice that gets or loses its star next.
    """

    def __init__(self, folder: Path, seed: str) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.number = 0
        self.saying = threading.Lock()
        self.keep_what_is_synced()
        self.settings = Settings.load()
        self.library = Library()
        self.project = project_file.create(folder / "scene 0.cosydesk")
        lines = [self.project.new_line(text, VOICES[0]) for text in SENTENCES]
        self.project.apply(self.project.edit_lines([], lines, 0))
        self.inverses: list[tuple[Edit, str]] = []
        self.next_star = (VOICES[0], True)
        self.sounds: list[np.ndarray] = []
        self.spoken: list[np.ndarray] = []
        for name in ("Ann", "Bo"):
            sound = 0.2 * self.noise(RATE)
            prompt = PromptAudio.of(sound, RATE)
            voice = new_voice(name, prompt, Consent.now("I may use it."), transcript="One.")
            self.library.mine.add(voice, prompt)
        self.settings.last_project = str(self.project.path)
        self.settings.save()
        for about in ("project", "library", "settings"):  # what stands when nothing else was done yet
            self.say(done=about, what="the beginning", state=self.state(about), path=str(self.project.path))
        self.engine = EngineProcess(1, None)
        self.say(engine=self.engine.pid)
        self.jobs = 0
        self.ask()

    # -- telling ---------------------------------------------------------------------------------------------

    def say(self, **what: Any) -> None:
        with self.saying:
            print(json.dumps({"t": time.monotonic(), **what}), flush=True)

    def keep_what_is_synced(self) -> None:
        """Copy each log as it was when its way to the disk began, and tell when it has ended."""
        snaps = self.folder / "synced"
        snaps.mkdir()
        real = disk.sync_file

        def sync(path: Path) -> None:
            with contextlib.suppress(OSError):
                began, data = time.monotonic(), path.read_bytes()
                base = path.with_name(path.name.removesuffix("-wal"))
                of = hashlib.sha256(base.read_bytes()).hexdigest()
                self.number += 1
                snap = snaps / f"{self.number}"
                snap.write_bytes(data)
                real(path)
                self.say(synced=str(path), began=began, snap=str(snap), base=of)
                return
            real(path)

        log_sync.sync_file = sync

    def state(self, about: str) -> str:
        match about:
            case "project":
                return digest(self.project)
            case "library":
                return library_digest(self.library)
            case _:
                return settings_digest(self.settings)

    def do(self, about: str, what: str, act: Callable[[], object]) -> None:
        self.say(begins=about, what=what, back=self.leads_back_to(what))
        act()
        self.say(done=about, what=what, state=self.state(about), path=str(self.project.path))

    def leads_back_to(self, what: str) -> str:
        """The state that may come of it, where that may have been before."""
        if what == AN_UNDO and self.inverses:
            return self.inverses[-1][1]
        if what == A_STAR:
            return library_digest(self.library, **dict([self.next_star]))
        return ""

    # -- doing -----------------------------------------------------------------------------------------------

    def noise(self, count: int) -> np.ndarray:
        seed = self.chance.randrange(2**32)
        return np.random.default_rng(seed).standard_normal(count).astype(np.float32).clip(-1, 1)

    def ask(self) -> None:
        self.jobs += 1
        text = self.chance.choice(SENTENCES)
        self.engine.send(Speak(str(self.jobs), "starter", Request(text, voice="af_heart")))

    def listen(self) -> None:
        """Take in what the engine has spoken, and ask for more."""
        while self.engine.conn.poll(0):
            answer = self.engine.receive()
            if isinstance(answer, Chunk):
                self.sounds.append(answer.samples)
            elif isinstance(answer, Finished):
                sound, self.sounds = np.concatenate(self.sounds), []
                self.do("project", "a take arrives", lambda sound=sound: self.arrive(sound))
                self.ask()
                if not self.spoken:
                    self.say(speaks=True)
                self.spoken = [sound]

    def arrive(self, sound: np.ndarray) -> None:
        line = self.chance.choice(self.project.lines)
        self.project.add_take(line.id, self.project.new_take_request(line), sound, RATE)

    def apply(self, edit: Edit) -> None:
        before = digest(self.project)
        self.inverses.append((self.project.apply(edit), before))

    def edit(self) -> None:
        project, chance = self.project, self.chance
        line = chance.choice(project.lines)
        words = " ".join(chance.choice(SENTENCES) for _ in range(chance.randrange(1, 4)))
        edits: list[Callable[[], Edit]] = [
            lambda: project.edit_text(line.id, f"{words} {chance.random()}"),
            lambda: project.edit_line(line.id, voice_id=chance.choice(VOICES)),
            lambda: project.edit_lines([], [project.new_line(words, VOICES[1])], chance.randrange(4)),
            lambda: project.move_lines([line.id], 0),
            lambda: project.add_marker(chance.randrange(9_999_999), words[:20]),
            lambda: project.set_project(gap_ms=chance.randrange(2_000)),
        ]
        if len(project.lines) > 40:
            edits = [lambda: project.edit_lines([line.id], [], 0)]
        self.apply(chance.choice(edits)())

    def undo(self) -> None:
        if self.inverses:
            inverse, _ = self.inverses.pop()
            self.project.apply(inverse)

    def save_as(self) -> None:
        self.number += 1
        path = self.folder / f"scene {self.number}.cosydesk"
        self.settings.last_project = str(path)
        self.settings.save()
        project_file.save_as(self.project, path)

    def change_voice(self) -> None:
        voice = self.chance.choice(self.library.mine.all())
        self.library.mine.change(voice.id, name=f"Ann {self.chance.randrange(1_000_000)}")

    def star(self) -> None:
        self.library.set_favourite(*self.next_star)
        self.next_star = (self.chance.choice(VOICES), self.chance.random() < 0.5)

    def encode(self) -> None:
        name = str(self.chance.randrange(50))
        self.library.mine.encoded.keep("0" * 64, name, encoded(name))

    def set(self) -> None:
        self.settings.theme = self.chance.choice(("light", "dark", "system"))
        self.settings.gap_ms = self.chance.randrange(2_000)
        self.settings.recent_files = [str(self.chance.random()) for _ in range(5)]
        self.settings.save()

    def work(self) -> None:
        """Without end."""
        acts: list[tuple[int, str, str, Callable[[], None]]] = [
            (50, "project", "an edit", self.edit),
            (15, "project", AN_UNDO, self.undo),
            (2, "project", "a save", lambda: project_file.save(self.project)),
            (2, "project", "a save as", self.save_as),
            (8, "library", "a voice is changed", self.change_voice),
            (8, "library", A_STAR, self.star),
            (6, "library", "an encoded prompt", self.encode),
            (6, "settings", "settings are written", self.set),
        ]
        weights = [act[0] for act in acts]
        while True:
            self.listen()
            _, about, what, act = self.chance.choices(acts, weights)[0]
            self.do(about, what, act)
            # As quick as a hand that never rests, so that the disk of the tests isn't all that is measured.
            self.engine.conn.poll(0.01)


if __name__ == "__main__":
    AtWork(Path(sys.argv[1]), sys.argv[2]).work()
