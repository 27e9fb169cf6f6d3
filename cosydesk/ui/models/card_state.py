"""What a card of the model manager shows, as a value, and what can be done in each state."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from cosydesk.engine.errors import EngineError
from cosydesk.ui.models.damage import Damage
from cosydesk.weights import DownloadProgress, WeightsError


class Kind(Enum):
    """Where a model stands on this machine."""

    ABSENT = "absent"
    WAITING = "waiting"
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    RETRYING = "retrying"
    FAILED = "failed"
    CHECKING = "checking"
    OPENING = "opening"
    HERE = "here"
    OLDER = "older"
    DAMAGED = "damaged"
    REFUSED = "refused"


class Deed(Enum):
    """What a button of a card does."""

    DOWNLOAD = "download"
    PAUSE = "pause"
    RESUME = "resume"
    TRY_NOW = "try_now"
    TRY_AGAIN = "try_again"
    CANCEL = "cancel"
    DISCARD = "discard"
    STOP_CHECK = "stop_check"
    USE = "use"
    VERIFY = "verify"
    REPAIR = "repair"
    UPDATE = "update"
    FETCH_ANEW = "fetch_anew"
    SHOW = "show"
    DELETE = "delete"


@dataclass(frozen=True)
class CardState:
    """One model on this machine.

    Attributes:
        progress: of the download, or of the check (its bytes).
        folder: where it lies. in_place: it isn't in CosyDesk's own folder. origin: see `FoundModel`.
        size_bytes: on the disk.
        damage: files that are missing or damaged.
        repairable: its folder can be written, so that single files can be fetched into it.
        error: why it failed or was refused.
        retry_in_s: seconds until the next try.
        speakable: this version of the engine opens it; True for what isn't a speech model.
        in_use: its voices are in the library. whole: it was checked just now and is right.
        suggested: it suits this machine best.
    """

    kind: Kind = Kind.ABSENT
    progress: DownloadProgress = field(default_factory=DownloadProgress)
    folder: Path | None = None
    in_place: bool = False
    origin: str = ""
    size_bytes: int = 0
    damage: tuple[Damage, ...] = ()
    repairable: bool = True
    error: WeightsError | EngineError | None = None
    retry_in_s: int = 0
    speakable: bool = True
    in_use: bool = False
    whole: bool = False
    suggested: bool = False

    @property
    def running(self) -> bool:
        """Whether a bar is worth showing."""
        return self.kind in (Kind.DOWNLOADING, Kind.CHECKING, Kind.RETRYING, Kind.PAUSED)

    @property
    def endless(self) -> bool:
        """Whether nobody knows how long it takes: the list of files is on its way, or the engine looks inside."""
        return self.kind in (Kind.DOWNLOADING, Kind.CHECKING) and not self.progress.total_bytes


def deeds(state: CardState, *, speech: bool) -> tuple[Deed, ...]:
    """What can be done now, the first being what most people want. `speech`: it is a model that speaks."""
    match state.kind:
        case Kind.ABSENT:
            return (Deed.DOWNLOAD,) if state.speakable else ()
        case Kind.WAITING:
            return (Deed.PAUSE, Deed.CANCEL)
        case Kind.DOWNLOADING:
            return (Deed.PAUSE, Deed.CANCEL)
        case Kind.RETRYING:
            return (Deed.TRY_NOW, Deed.PAUSE, Deed.CANCEL)
        case Kind.PAUSED:
            return (Deed.RESUME, Deed.DISCARD)
        case Kind.FAILED:
            return (Deed.TRY_AGAIN, Deed.DISCARD)
        case Kind.CHECKING:
            return (Deed.STOP_CHECK,)
        case Kind.OPENING:
            return ()
    mend = Deed.REPAIR if state.repairable else Deed.FETCH_ANEW
    tail = (Deed.VERIFY, Deed.SHOW, Deed.DELETE)
    use = (Deed.USE,) if speech and state.speakable and not state.in_use else ()
    match state.kind:
        case Kind.DAMAGED | Kind.REFUSED:
            return (mend, *tail)
        case Kind.OLDER:
            return (Deed.UPDATE if state.repairable else Deed.FETCH_ANEW, *use, *tail)
    return (*use, *tail)
