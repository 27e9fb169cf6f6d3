"""The words on a card of the model manager: what a model is, how it stands, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from cosydesk.ui import failures, phrases
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.models.card_state import CardState, Deed, Kind
from cosydesk.ui.models.damage import damage_words
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.time_left import time_left
from cosydesk.weights import CatalogueModel, DownloadProgress

_DEEDS = {
    Deed.DOWNLOAD: QT_TRANSLATE_NOOP("ModelCard", "Download"),
    Deed.PAUSE: QT_TRANSLATE_NOOP("ModelCard", "Pause"),
    Deed.RESUME: QT_TRANSLATE_NOOP("ModelCard", "Resume"),
    Deed.TRY_NOW: QT_TRANSLATE_NOOP("ModelCard", "Try now"),
    Deed.TRY_AGAIN: QT_TRANSLATE_NOOP("ModelCard", "Try again"),
    Deed.CANCEL: QT_TRANSLATE_NOOP("ModelCard", "Cancel"),
    Deed.DISCARD: QT_TRANSLATE_NOOP("ModelCard", "Discard"),
    Deed.STOP_CHECK: QT_TRANSLATE_NOOP("ModelCard", "Stop"),
    Deed.USE: QT_TRANSLATE_NOOP("ModelCard", "Use"),
    Deed.VERIFY: QT_TRANSLATE_NOOP("ModelCard", "Verify"),
    Deed.REPAIR: QT_TRANSLATE_NOOP("ModelCard", "Repair"),
    Deed.UPDATE: QT_TRANSLATE_NOOP("ModelCard", "Update"),
    Deed.FETCH_ANEW: QT_TRANSLATE_NOOP("ModelCard", "Download anew"),
    Deed.SHOW: QT_TRANSLATE_NOOP("ModelCard", "Show in folder"),
    Deed.DELETE: QT_TRANSLATE_NOOP("ModelCard", "Delete…"),
}
_EXPLAINED = {
    Deed.PAUSE: QT_TRANSLATE_NOOP("ModelCard", "Stop for now; what has arrived is kept"),
    Deed.CANCEL: QT_TRANSLATE_NOOP("ModelCard", "Stop and throw away what has arrived"),
    Deed.DISCARD: QT_TRANSLATE_NOOP("ModelCard", "Throw away what has arrived"),
    Deed.USE: QT_TRANSLATE_NOOP("ModelCard", "Open it, so that its voices come into the library"),
    Deed.VERIFY: QT_TRANSLATE_NOOP(
        "ModelCard", "Compare all files with the release, and see whether it can be opened"
    ),
    Deed.REPAIR: QT_TRANSLATE_NOOP("ModelCard", "Fetch only the files that are missing or damaged"),
    Deed.UPDATE: QT_TRANSLATE_NOOP("ModelCard", "Fetch only the files that changed"),
    Deed.FETCH_ANEW: QT_TRANSLATE_NOOP(
        "ModelCard", "This folder can't be written: a whole copy is fetched into the models folder"
    ),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelCard", text)


def deed_name(deed: Deed) -> str:
    """What the button is called."""
    return _tr(_DEEDS[deed])


def deed_tip(deed: Deed) -> str:
    """What it does, where its name doesn't say; else its name."""
    return _tr(_EXPLAINED[deed]) if deed in _EXPLAINED else deed_name(deed)


def languages_text(model: CatalogueModel) -> str:
    return " · ".join(language_name(code) for code in model.languages)


def fine_print(model: CatalogueModel) -> str:
    """Licence and least memory, as far as they are known."""
    parts = []
    if model.licence:
        parts.append(_tr(_LICENCE).format(licence=model.licence))
    else:
        parts.append(_tr(_NO_LICENCE))
    if model.memory_bytes:
        parts.append(_tr(_MEMORY).format(size=memory_text(model.memory_bytes)))
    return " · ".join(parts)


def size_words(model: CatalogueModel, state: CardState) -> str:
    """What it takes, and what is saved by fetching only what speaking needs."""
    if state.kind in (Kind.HERE, Kind.OLDER, Kind.DAMAGED, Kind.REFUSED, Kind.CHECKING, Kind.OPENING):
        return size_text(state.size_bytes)
    needed = model.size or model.about_size
    if state.progress.skipped_bytes:
        whole = needed + state.progress.skipped_bytes
        return _tr(_SAVING).format(size=size_text(needed), whole=size_text(whole))
    if not needed:
        return ""
    return size_text(needed) if model.size else _tr(_ABOUT).format(size=size_text(needed))


def progress_words(progress: DownloadProgress) -> str:
    """How far, how fast, how long still."""
    if progress.stage == "listing" and not progress.done_bytes:
        return _tr(_ASKING)
    if progress.stage == "inside":
        return _tr(_INSIDE)
    if progress.stage == "verifying":
        parts = [_tr(_CHECKING).format(percent=percent(progress))]
    else:
        parts = [
            _tr(_OF).format(done=size_text(progress.done_bytes), total=size_text(progress.total_bytes)),
            _tr(_PERCENT).format(percent=percent(progress)),
        ]
        if progress.bytes_per_s:
            parts.append(_tr(_PER_S).format(size=size_text(round(progress.bytes_per_s))))
        parts.append(time_left(progress.seconds_left))
    return " · ".join(filter(None, parts))


def percent(progress: DownloadProgress) -> int:
    """Whole percents; 100 only when all is there."""
    return min(99, int(100 * progress.fraction)) if progress.fraction < 1 else 100


def state_words(model: CatalogueModel, state: CardState) -> tuple[str, str]:
    """(kind of label, text) of the line that says how it stands; text "" where nothing needs saying."""
    match state.kind:
        case Kind.ABSENT if not state.speakable:
            return "muted", _tr(_NOT_YET)
        case Kind.ABSENT:
            return "muted", ""
        case Kind.WAITING:
            return "muted", _tr(_WAITING)
        case Kind.DOWNLOADING | Kind.CHECKING:
            return "muted", progress_words(state.progress)
        case Kind.PAUSED:
            return "muted", _tr(_PAUSED).format(how_far=_how_far(state.progress))
        case Kind.RETRYING:
            return "warn", phrases.paragraph(_message(state), _tr(_RETRY).format(n=state.retry_in_s))
        case Kind.FAILED | Kind.REFUSED if state.error is not None:
            return "error", phrases.paragraph(*failures.words(state.error))
        case Kind.OPENING:
            return "muted", _tr(_OPENING)
        case Kind.DAMAGED:
            return "error", damage_words(state.damage)
        case Kind.OLDER:
            return "warn", _tr(_OLDER)
    return _here_words(model, state)


def place_words(state: CardState) -> str:
    """Where it was found, for a folder that isn't CosyDesk's own."""
    if not state.in_place:
        return ""
    where = {"modelscope": _IN_MODELSCOPE, "huggingface": _IN_HUGGINGFACE}.get(state.origin, _IN_FOLDER)
    return _tr(where)


def memory_text(size: int) -> str:
    """Memory as it is sold: in binary gigabytes, called GB."""
    gigabytes = size / 2**30
    number = round(gigabytes) if gigabytes >= 1.95 else round(gigabytes, 1)
    return f"{QLocale().toString(number)} GB"


def exact_size(size: int) -> str:
    """Bytes to the last one, and as people read them."""
    return _tr(_EXACT).format(size=size_text(size), bytes=QLocale().toString(size))


def _here_words(model: CatalogueModel, state: CardState) -> tuple[str, str]:
    if state.whole:
        return "ok", _tr(_LOADS if model.kind == "speech" and state.speakable else _WHOLE)
    if model.kind == "recogniser":
        return "ok", _tr(_TRANSCRIBES)
    if not state.speakable:
        return "muted", _tr(_NOT_YET)
    if state.in_use:
        return "ok", _tr(_IN_USE)
    return "ok", _tr(_READY)


def _message(state: CardState) -> str:
    return failures.words(state.error)[0] if state.error is not None else ""


def _how_far(progress: DownloadProgress) -> str:
    return _tr(_OF).format(done=size_text(progress.done_bytes), total=size_text(progress.total_bytes))


_LICENCE = QT_TRANSLATE_NOOP("ModelCard", "Licence: {licence}")
_NO_LICENCE = QT_TRANSLATE_NOOP("ModelCard", "Licence: see its page")
_MEMORY = QT_TRANSLATE_NOOP("ModelCard", "needs {size} of memory")
_SAVING = QT_TRANSLATE_NOOP("ModelCard", "{size} instead of {whole}")
_ABOUT = QT_TRANSLATE_NOOP("ModelCard", "about {size}")
_ASKING = QT_TRANSLATE_NOOP("ModelCard", "Asking for the list of files…")
_CHECKING = QT_TRANSLATE_NOOP("ModelCard", "Checking the files · {percent} %")
_INSIDE = QT_TRANSLATE_NOOP("ModelCard", "Checking whether it can be opened…")
_OF = QT_TRANSLATE_NOOP("ModelCard", "{done} of {total}")
_PERCENT = QT_TRANSLATE_NOOP("ModelCard", "{percent} %")
_PER_S = QT_TRANSLATE_NOOP("ModelCard", "{size}/s")
_NOT_YET = QT_TRANSLATE_NOOP("ModelCard", "Can't be spoken with yet in this version.")
_WAITING = QT_TRANSLATE_NOOP("ModelCard", "Waits for the downloads before it")
_PAUSED = QT_TRANSLATE_NOOP("ModelCard", "Paused · {how_far}")
_RETRY = QT_TRANSLATE_NOOP("ModelCard", "Trying again in {n} s.")
_OPENING = QT_TRANSLATE_NOOP("ModelCard", "Opening…")
_OLDER = QT_TRANSLATE_NOOP("ModelCard", "An earlier release. It works; the newer one can be fetched.")
_IN_MODELSCOPE = QT_TRANSLATE_NOOP("ModelCard", "Found in ModelScope's cache, used in place")
_IN_HUGGINGFACE = QT_TRANSLATE_NOOP("ModelCard", "Found in Hugging Face's cache, used in place")
_IN_FOLDER = QT_TRANSLATE_NOOP("ModelCard", "Found in a folder of yours, used in place")
_WHOLE = QT_TRANSLATE_NOOP("ModelCard", "Checked: every file is right")
_LOADS = QT_TRANSLATE_NOOP("ModelCard", "Checked: every file is right, and it can be opened")
_TRANSCRIBES = QT_TRANSLATE_NOOP("ModelCard", "Fills in transcripts")
_IN_USE = QT_TRANSLATE_NOOP("ModelCard", "In use: its voices are in the library")
_READY = QT_TRANSLATE_NOOP("ModelCard", "Ready to use")
_EXACT = QT_TRANSLATE_NOOP("ModelCard", "{size} ({bytes} bytes)")
