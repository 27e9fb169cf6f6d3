"""What can go wrong with listening to recordings, in words that can be translated; `failures` shows them."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

RECOGNITION_BY_CODE: dict[str, tuple[str, str]] = {
    "recording": (
        QT_TRANSLATE_NOOP("Error", "This recording can't be listened to."),
        QT_TRANSLATE_NOOP("Error", "Convert it to WAV, FLAC or MP3."),
    ),
    "recording_long": (
        QT_TRANSLATE_NOOP("Error", "The recording is longer than ten minutes."),
        QT_TRANSLATE_NOOP("Error", "Cut out the part you need."),
    ),
    "recogniser_missing": (
        QT_TRANSLATE_NOOP("Error", "The recogniser is not installed completely."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again, or type what is said."),
    ),
    "recogniser_damaged": (
        QT_TRANSLATE_NOOP("Error", "The recogniser is damaged."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again, or type what is said."),
    ),
    "recogniser_open": (
        QT_TRANSLATE_NOOP("Error", "The recogniser can't be opened."),
        QT_TRANSLATE_NOOP("Error", "Close other programs to free memory, then try again."),
    ),
    "recogniser_language": (
        QT_TRANSLATE_NOOP("Error", "The recogniser doesn't know this language."),
        QT_TRANSLATE_NOOP("Error", "Choose another recogniser, or type what is said."),
    ),
    "sensevoice_incomplete": (
        QT_TRANSLATE_NOOP("Error", "SenseVoice is incomplete."),
        QT_TRANSLATE_NOOP("Error", "Download it again, or let Whisper listen."),
    ),
    "sensevoice_damaged": (
        QT_TRANSLATE_NOOP("Error", "SenseVoice's files are damaged."),
        QT_TRANSLATE_NOOP("Error", "Download it again, or let Whisper listen."),
    ),
    "denoiser_missing": (
        QT_TRANSLATE_NOOP("Error", "Noise can't be removed on this kind of computer."),
        QT_TRANSLATE_NOOP("Error", "Record in a quieter place, or use the recording as it is."),
    ),
}
