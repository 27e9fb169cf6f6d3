"""Notices of a delivery in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.studio.delivery.notice import Notice
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

BY_CODE = {
    "lowered": QT_TRANSLATE_NOOP("DeliveryNotice", "The mix was too loud and was lowered by {db} dB."),
    "level_missed": QT_TRANSLATE_NOOP(
        "DeliveryNotice", "The level is {level} instead of {target}: more would press the speech flat."
    ),
    "noise_floor": QT_TRANSLATE_NOOP(
        "DeliveryNotice", "The noise floor is {db} dB; audiobook publishers want less than {limit} dB."
    ),
    "other_rate": QT_TRANSLATE_NOOP(
        "DeliveryNotice", "{format} is written at {rate} Hz: it has no {wanted} Hz of this quality."
    ),
    "stems_lowered": QT_TRANSLATE_NOOP(
        "DeliveryNotice", "The stems were lowered together by {db} dB, or one would clip."
    ),
    "cue_before": QT_TRANSLATE_NOOP("DeliveryNotice", "The sound file begins with a cue of {seconds} s."),
    "cue_before_subtitles": QT_TRANSLATE_NOOP(
        "DeliveryNotice",
        "The sound file begins with a cue of {seconds} s; the times of subtitles include it.",
    ),
    "cue_before_timeline": QT_TRANSLATE_NOOP(
        "DeliveryNotice",
        "The sound file begins with a cue of {seconds} s; the times of subtitles count from its end, "
        "as those of the video or the timeline do.",
    ),
}
"""The sentences of `cosydesk.studio.delivery` by code; one that isn't here is shown as it is."""


def notice_words(notice: Notice) -> str:
    """In the window's language; English as it came where it isn't known."""
    template = BY_CODE.get(notice.code)
    if template is None:
        return notice.message
    words: str = QCoreApplication.translate("DeliveryNotice", template)
    try:
        return words.format(**dict(notice.values))
    except KeyError:  # a newer sentence under the same code
        return notice.message
