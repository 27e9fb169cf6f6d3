"""The project: the document of a studio session.

Everything a person does goes through `Project.apply`; a take that the engine has finished comes in by
`Project.add_take`. Both are written to the project's store at once and told to the subscribers.
Times are samples at `Project.sample_rate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from cosydesk.studio import fit
from cosydesk.studio.builders import EditBuilders
from cosydesk.studio.edit import Edit, SetFields
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.line_request import line_request
from cosydesk.studio.marker import Marker
from cosydesk.studio.my_voice import MyVoice, PromptAudio
from cosydesk.studio.original import Original
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.played_sound import PlayedSound
from cosydesk.studio.respelling import Dictionary, Respelling
from cosydesk.studio.speech_span import speech_span
from cosydesk.studio.state import ProjectSettings, State
from cosydesk.studio.store import MemoryStore, Samples, Store
from cosydesk.studio.subscribers import Subscriber, Subscribers
from cosydesk.studio.take import Take, TakeRequest, moment_after, unused_seeds
from cosydesk.studio.take_check import TakeCheck
from cosydesk.studio.timeline import Clip, PlacedClip, Track, place
from cosydesk.studio.video_file import moved_path

DEFAULT_SAMPLE_RATE = 24_000


class Project(EditBuilders):
    """A script, its takes and their place in time.

    One thread (the window's) changes it; `audio` may be called from any thread. Create one with
    `cosydesk.studio.project_file`; a bare ``Project()`` lives in memory only.

    Attributes:
        sample_rate: Hz of the timeline.
        store: where it is kept.
        name: what to call it in front of people: the file's name; empty while it is untitled.
        recovered: the session that had it open before did not end properly.
        original: the sound of its video, once somebody has made it ready; see `attach_original`.
    """

    def __init__(
        self, state: State | None = None, store: Store | None = None, sample_rate: int = DEFAULT_SAMPLE_RATE
    ) -> None:
        self._state = state or State()
        self.store: Store = store or MemoryStore()
        self.sample_rate = sample_rate
        self.recovered = False
        self.original: Original | None = None
        self.name = ""
        self._subscribers = Subscribers()
        self._layout: list[PlacedClip] | None = None
        self._dictionary: Dictionary | None = None
        self._sound = PlayedSound(self._state.takes.mapping(), sample_rate)

    # -- reading ---------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The tables themselves, for stores. Everybody else reads what follows."""
        return self._state

    @property
    def path(self) -> Path | None:
        """The project's file; also untitled projects have one."""
        return self.store.path

    @property
    def read_only(self) -> bool:
        """Opened only to look at: another window has it, or the file can't be written."""
        return self.store.read_only

    @property
    def settings(self) -> ProjectSettings:
        """What belongs to the project as a whole."""
        return self._state.settings.rows()[0]

    @property
    def lines(self) -> Sequence[Line]:
        """The script in order, as a snapshot."""
        return self._state.lines.rows()

    @property
    def tracks(self) -> Sequence[Track]:
        """The tracks from top to bottom, as a snapshot."""
        return self._state.tracks.rows()

    @property
    def markers(self) -> Sequence[Marker]:
        """The markers by time, as a snapshot."""
        return sorted(self._state.markers.rows(), key=lambda marker: (marker.at, marker.id))

    @property
    def respellings(self) -> Sequence[Respelling]:
        """The entries of the pronunciation dictionary by their words, as a snapshot."""
        return sorted(
            self._state.respellings.rows(),
            key=lambda entry: (entry.word.casefold(), entry.language, entry.id),
        )

    @property
    def dictionary(self) -> Dictionary:
        """What lines are spoken by."""
        if self._dictionary is None:
            self._dictionary = Dictionary(self._state.respellings.rows())
        return self._dictionary

    @property
    def clips(self) -> Mapping[str, Clip]:
        """All clips by id, live."""
        return self._state.clips.mapping()

    @property
    def takes(self) -> Mapping[str, Take]:
        """All takes by id, live; also those of deleted lines, which an undo may bring back."""
        return self._state.takes.mapping()

    @property
    def voices(self) -> Mapping[str, MyVoice]:
        """The project's copies of voices of one's own by id, live: with them it can be spoken on another machine."""
        return self._state.voices.mapping()

    def line(self, line_id: str) -> Line:
        """The line. Raises `StudioError` (``unknown_id``)."""
        return self._line(line_id)

    def has_line(self, line_id: str) -> bool:
        """Whether the line is in the script."""
        return line_id in self._state.lines

    def index_of(self, line_id: str) -> int:
        """Index of the line in the script. Raises `StudioError` (``unknown_id``)."""
        self._line(line_id)
        return self._state.lines.position(line_id)

    def takes_of(self, line_id: str) -> list[Take]:
        """The line's takes, oldest first."""
        return self._state.takes_of(line_id)

    def clips_of(self, line_id: str) -> list[Clip]:
        """The line's clips: none, one, or the parts of a split one."""
        return self._state.clips_of(line_id)

    def chosen_take(self, line_id: str) -> Take | None:
        """The take that the line plays."""
        return self._state.takes.get(self._line(line_id).take_id)

    # -- requests and states ---------------------------------------------------------------------------------

    def take_request(self, line: Line) -> TakeRequest:
        """What speaking the line as it stands asks for. With an unlocked seed, the chosen take's seed is as
        good as any, so that only what the person changed makes a line stale.
        """
        return line_request(
            line,
            self._state.takes.get(line.take_id),
            self._state.voices.get(line.voice_id),
            self.dictionary,
            self.settings.cloning_model,
        )

    def new_take_request(self, line: Line) -> TakeRequest:
        """What a new take of the line asks for: with an unlocked seed, one that no take of it has used."""
        request = self.take_request(line)
        if line.seed_locked:
            return request
        return replace(request, seed=next(unused_seeds(line.seed, self.used_seeds(line.id))))

    def used_seeds(self, line_id: str) -> frozenset[int]:
        """The seeds of the line's takes."""
        return frozenset(take.request.seed for take in self.takes_of(line_id))

    def line_state(self, line_id: str) -> str:
        """``"empty"`` (nothing to speak), ``"new"`` (no take yet), ``"stale"`` or ``"done"``."""
        line = self._line(line_id)
        take = self._state.takes.get(line.take_id)
        if take is not None and take.request.sounds_like(self.take_request(line)):
            return "done"
        if not line.speakable:
            return "empty"
        return "new" if take is None else "stale"

    def stale_lines(self) -> list[Line]:
        """The lines that "Speak stale" speaks: new and stale ones that have a voice, in script order."""
        return [line for line in self.lines if line.voice_id and self.line_state(line.id) in ("new", "stale")]

    def new_line(self, text: str = "", voice_id: str = "", after: str | None = None) -> Line:
        """A line with a fresh id, not yet in the script. Its voice is that of the line `after` (default: the
        last).
        """
        if not voice_id:
            model = self._state.lines.get(after) or (self.lines[-1] if self.lines else None)
            if model is not None:
                return Line(new_id(), text, model.voice_id, model.mode, model.instruct, model.speed)
        return Line(new_id(), text, voice_id)

    # -- layout ----------------------------------------------------------------------------------------------

    def layout(self) -> list[PlacedClip]:
        """Where every clip lies, in script order. Cached until something that matters changes; don't modify
        it.
        """
        if self._layout is None:
            self._layout = place(
                self.lines,
                self._state.clips_by_line,
                self.takes,
                self.sample_rate,
                self.settings.gap_ms,
            )
        return self._layout

    def length(self) -> int:
        """Samples from the start to the end of the last clip, or of the video when that is longer."""
        video = self.original.length_at(self.sample_rate) if self.original is not None else 0
        return max(video, self.speech_end())

    def speech_end(self) -> int:
        """The end of the last clip, samples."""
        return max((placed.end for placed in self.layout()), default=0)

    # -- changing --------------------------------------------------------------------------------------------

    def apply(self, edit: Edit) -> Edit:
        """Carry out an edit; returns its exact inverse as of now.

        Raises:
            StudioError: ``read_only``.
        """
        if self.read_only:
            raise StudioError(
                "This project is open to look at only.",
                "Save it under another name to change it.",
                "read_only",
            )
        inverse = replace(edit, changes=self._state.apply(edit.changes))
        self._tell()
        return inverse

    def add_take(
        self,
        line_id: str,
        request: TakeRequest,
        samples: Samples,
        sample_rate: int,
        notices: Iterable[str] = (),
        revision: str = "",
        check: TakeCheck | None = None,
    ) -> Take:
        """Take in a finished rendering: float32 mono samples at the model's rate, which revision made it, and what
        checking it found where that is known already.

        It is chosen for its line and its clip is made or updated, at the line's slot where it has one and no hand has
        placed the clip elsewhere. Not undoable: it is no edit but a fact. If
        the line was deleted meanwhile the take waits, in case an undo brings the line back.
        """
        samples = np.ascontiguousarray(samples, dtype=np.float32).reshape(-1)
        samples.flags.writeable = False
        take = Take(
            id=new_id(),
            line_id=line_id,
            request=request,
            sample_rate=sample_rate,
            length=len(samples),
            created=moment_after(self.takes_of(line_id)),
            notices=tuple(notices),
            revision=revision,
            speech=speech_span(samples, sample_rate),
            check=check,
        )
        at_slot = fit.follows_slot(self, line_id)
        self._sound.keep_peaks(take.id, self.store.add_audio(take, samples, self.settings.take_bits))
        self._state.arrive(take)
        if at_slot:
            self._state.apply(fit.placing(self, line_id))
        self._tell()
        return take

    def add_check(self, take_id: str, check: TakeCheck) -> None:
        """Keep what checking a take found, in the place of what an earlier check did. Not undoable: it is no edit but a
        fact. Nothing where the take is gone, or the project can't be changed.
        """
        if not self.read_only:
            self._state.note("take", take_id, check=check)
            self._tell()

    def keep_best(self, line_id: str, take_id: str) -> None:
        """Choose the best of a line's new takes, as `add_take` chose the last: a part of their arriving, so not
        undoable either. Nothing where the line or the take is gone, or the project can't be changed.
        """
        take = self.takes.get(take_id)
        if not self.read_only and take is not None and take.line_id == line_id:
            self._state.note("line", line_id, take_id=take_id)
            self._tell()

    def keep_voice(self, voice: MyVoice, prompt: PromptAudio) -> None:
        """Keep a copy of a voice of one's own, as it is now, with its recording. Lines spoken with another recording
        or transcript of it become stale. Not undoable: it is no edit but a fact. Nothing where it is known already,
        or the project can't be changed.
        """
        if self.read_only or self.voices.get(voice.id) == voice:
            return
        self.store.prompts.add(prompt)
        self._state.keep_voice(voice)
        self._tell()

    def prompt(self, voice_id: str) -> PromptAudio:
        """The recording of one of the project's `voices`.

        Raises:
            StudioError: ``unknown_id``; ``voice_damaged``: it is missing or damaged.
        """
        voice = self.voices.get(voice_id)
        if voice is None:
            raise StudioError("The project has no such voice.", code="unknown_id")
        return self.store.prompts.get(voice.prompt)

    def attach_original(self, original: Original | None) -> None:
        """Take in the sound of the video that the settings name, made ready by `original.open_original`, or let it go.
        Not kept in the file and not undoable: it is no edit. Subscribers hear of ``("original", "")``.
        """
        if original is not self.original:
            self.original = original
            self._subscribers.tell(frozenset({("original", "")}))

    def rehome(self, store: Store, name: str) -> None:
        """Go on in another store that already holds everything. For `project_file`."""
        video = moved_path(self.settings.video, self.path, store.path)
        self._state.apply((SetFields("project", "", (("video", video),)),))
        self.store = store
        self.name = name
        self._state.touched.add(("project", ""))
        self._tell()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back with what changed after each change; returns the function that ends it."""
        return self._subscribers.add(callback)

    # -- sound -----------------------------------------------------------------------------------------------

    def audio(self, take_id: str, tempo: float = 1.0) -> Samples:
        """A take's sound, at its own or another tempo: float32 mono at the project's rate, not to be written to. Any
        thread; cached.

        Raises:
            StudioError: ``unknown_id``; ``audio``: it is missing or damaged.
        """
        return self._sound.audio(self.store, take_id, tempo)

    def speech_of(self, take_id: str) -> tuple[int, int]:
        """Where the speech of a take begins and ends: its first sample and the one after its last, at its own rate.
        What an older file doesn't know is found and kept; all of a take whose sound is missing counts as speech.
        The window's thread.
        """
        take = self.takes.get(take_id)
        if take is None:
            raise StudioError("There is no such take.", code="unknown_id")
        if take.speech is not None:
            return take.speech
        try:
            found = speech_span(self.store.audio(take_id), take.sample_rate) or (0, take.length)
        except StudioError:
            found = (0, take.length)
        self._state.know_speech(take_id, found)
        if not self.read_only:
            # Nobody is told: nothing that is shown has changed.
            self.store.write(self._state, [("take", take_id)])
        return found

    def peaks(self, take_id: str) -> PeakPyramid:
        """What a take's waveform is drawn from, at the take's own rate. Raises `StudioError` (``audio``)."""
        return self._sound.peaks(self.store, take_id)

    def _tell(self) -> None:
        touched = frozenset(self._state.touched)
        self._state.touched.clear()
        if not touched:
            return
        if any(kind == "respelling" for kind, _ in touched):
            self._dictionary = None
        if self._state.layout_changed:
            self._layout = None
            self._state.layout_changed = False
        self.store.write(self._state, touched)
        self._subscribers.tell(touched)
