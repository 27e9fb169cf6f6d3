"""What the checks of a recording say, in plain words, and what helps."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.studio.prompt_check import Check, Finding
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

_WORDS: dict[str, tuple[str, str]] = {
    "length_ok": (QT_TRANSLATE_NOOP("Finding", "{n} s, a good length"), ""),
    "length_short": (
        QT_TRANSLATE_NOOP("Finding", "{n} s is short"),
        QT_TRANSLATE_NOOP("Finding", "3 to 10 seconds give a closer likeness."),
    ),
    "length_none": (
        QT_TRANSLATE_NOOP("Finding", "{n} s is too short"),
        QT_TRANSLATE_NOOP("Finding", "At least 1 second is needed, better 3 to 10."),
    ),
    "length_long": (
        QT_TRANSLATE_NOOP("Finding", "{n} s is too long"),
        QT_TRANSLATE_NOOP("Finding", "Drag the ends to 30 seconds at most, or use the best stretch."),
    ),
    "level_ok": (QT_TRANSLATE_NOOP("Finding", "The level is good ({n} dB)"), ""),
    "level_low": (
        QT_TRANSLATE_NOOP("Finding", "It is quiet ({n} dB)"),
        QT_TRANSLATE_NOOP("Finding", "Speak closer to the microphone, or raise its level."),
    ),
    "level_high": (
        QT_TRANSLATE_NOOP("Finding", "It is very loud ({n} dB)"),
        QT_TRANSLATE_NOOP("Finding", "Lower the level of the microphone a little."),
    ),
    "level_none": (
        QT_TRANSLATE_NOOP("Finding", "Nobody is heard"),
        QT_TRANSLATE_NOOP("Finding", "Choose a part with speech, or check the microphone."),
    ),
    "clipping_ok": (QT_TRANSLATE_NOOP("Finding", "Nothing is clipped"), ""),
    "clipping_some": (
        QT_TRANSLATE_NOOP("Finding", "Clipped in places"),
        QT_TRANSLATE_NOOP("Finding", "Leave out what is marked red, or record at a lower level."),
    ),
    "clipping_strong": (
        QT_TRANSLATE_NOOP("Finding", "Clipped: {n} % is cut off"),
        QT_TRANSLATE_NOOP("Finding", "Record it again at a lower level, or choose a part without red marks."),
    ),
    "noise_ok": (QT_TRANSLATE_NOOP("Finding", "Little noise ({n} dB below)"), ""),
    "noise_some": (
        QT_TRANSLATE_NOOP("Finding", "Some noise ({n} dB below)"),
        QT_TRANSLATE_NOOP("Finding", "A quieter room or a closer microphone sounds cleaner."),
    ),
    "noise_strong": (
        QT_TRANSLATE_NOOP("Finding", "Much noise ({n} dB below)"),
        QT_TRANSLATE_NOOP("Finding", "The voice would be noisy too: record it in a quiet room."),
    ),
    "noise_unknown": (QT_TRANSLATE_NOOP("Finding", "No speech to tell noise from"), ""),
    "silence_ok": (QT_TRANSLATE_NOOP("Finding", "Few pauses ({n} %)"), ""),
    "silence_much": (
        QT_TRANSLATE_NOOP("Finding", "{n} % of it is silence"),
        QT_TRANSLATE_NOOP("Finding", "Trim the ends, or use the best stretch."),
    ),
    "silence_all": (
        QT_TRANSLATE_NOOP("Finding", "Hardly any speech"),
        QT_TRANSLATE_NOOP("Finding", "Choose a part with at least 1 second of it."),
    ),
    "speech_ok": (QT_TRANSLATE_NOOP("Finding", "{n} s of clear speech"), ""),
    "speech_unclear": (
        QT_TRANSLATE_NOOP("Finding", "The speech is not clear ({n} %)"),
        QT_TRANSLATE_NOOP("Finding", "Another stretch, or less noise, may be nearer to the voice."),
    ),
    "speech_little": (
        QT_TRANSLATE_NOOP("Finding", "Only {n} s of it is speech"),
        QT_TRANSLATE_NOOP("Finding", "Choose a part with 3 seconds of it, or record more."),
    ),
    "speech_none": (
        QT_TRANSLATE_NOOP("Finding", "No speech is found in it"),
        QT_TRANSLATE_NOOP(
            "Finding", "Music and noises can’t be cloned: choose a part in which somebody speaks."
        ),
    ),
    "silence_long": (
        QT_TRANSLATE_NOOP("Finding", "A pause of {n} s inside"),
        QT_TRANSLATE_NOOP("Finding", "The clone may pause like that: choose the part before or after it."),
    ),
    "ends_start": (
        QT_TRANSLATE_NOOP("Finding", "The start goes through a word"),
        QT_TRANSLATE_NOOP("Finding", "Drag it into the pause before."),
    ),
    "ends_end": (
        QT_TRANSLATE_NOOP("Finding", "The end goes through a word"),
        QT_TRANSLATE_NOOP("Finding", "Drag it into the pause after."),
    ),
    "ends_both": (
        QT_TRANSLATE_NOOP("Finding", "Both ends go through a word"),
        QT_TRANSLATE_NOOP("Finding", "Drag them into the pauses around."),
    ),
    "rate_ok": (QT_TRANSLATE_NOOP("Finding", "Sampled at {n} kHz"), ""),
    "rate_low": (
        QT_TRANSLATE_NOOP("Finding", "{n} kHz is too coarse"),
        QT_TRANSLATE_NOOP("Finding", "Choose a recording of 16 kHz or more; a phone call won’t do."),
    ),
    "channels_one": (QT_TRANSLATE_NOOP("Finding", "One channel"), ""),
    "channels_mixed": (QT_TRANSLATE_NOOP("Finding", "{n} channels, mixed to one"), ""),
    "channels_cancel": (
        QT_TRANSLATE_NOOP("Finding", "Its channels cancel each other out"),
        QT_TRANSLATE_NOOP("Finding", "One of them is reversed: export the recording in mono first."),
    ),
    "words_ok": (QT_TRANSLATE_NOOP("Finding", "The transcript fits the length"), ""),
    "words_fit": (QT_TRANSLATE_NOOP("Finding", "The transcript is what is said"), ""),
    "words_near": (QT_TRANSLATE_NOOP("Finding", "The transcript is nearly what is said"), ""),
    "words_other": (
        QT_TRANSLATE_NOOP("Finding", "The transcript isn’t what is said"),
        QT_TRANSLATE_NOOP(
            "Finding", "The clone would speak wrongly with it: correct it, or have it written down again."
        ),
    ),
    "words_none": (
        QT_TRANSLATE_NOOP("Finding", "No transcript"),
        QT_TRANSLATE_NOOP("Finding", "Type what is said: the likeness is closer with it."),
    ),
    "words_few": (
        QT_TRANSLATE_NOOP("Finding", "The transcript seems too short"),
        QT_TRANSLATE_NOOP("Finding", "Type everything that is said in the selection."),
    ),
    "words_many": (
        QT_TRANSLATE_NOOP("Finding", "The transcript seems too long"),
        QT_TRANSLATE_NOOP("Finding", "Leave out what isn’t said in the selection: it would be spoken later."),
    ),
}

_SCALE = {Check.CLIPPING: 100.0, Check.SILENCE: 100.0, Check.RATE: 1e-3}
_DECIMALS = {Check.LENGTH: 1, Check.CLIPPING: 1}
_OF_CODE = {"speech_ok": (1.0, 1), "speech_little": (1.0, 1), "silence_long": (1.0, 1)}
"""(scale, decimals) of findings whose figure is another than their check's."""


def finding_words(finding: Finding) -> tuple[str, str]:
    """(what is so, what helps); the second is empty where all is well."""
    text, remedy = _WORDS[finding.code]
    by_check = (_SCALE.get(finding.check, 1.0), _DECIMALS.get(finding.check, 0))
    scale, decimals = _OF_CODE.get(finding.code, by_check)
    value = finding.figure * scale
    exact = finding.check is Check.RATE
    number = f"{value:g}" if exact else f"{value:.{decimals}f}".replace("-", "−")
    return _tr(text).format(n=number), _tr(remedy) if remedy else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Finding", text)
