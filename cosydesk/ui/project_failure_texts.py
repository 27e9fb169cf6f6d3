"""What can go wrong with projects, their sounds and exports, in words that can be translated; `failures` shows them."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

PROJECTS_BY_CODE: dict[str, tuple[str, str]] = {
    "missing": (
        QT_TRANSLATE_NOOP("Error", "The file is not there."),
        QT_TRANSLATE_NOOP("Error", "It may have been moved or renamed."),
    ),
    "foreign": (
        QT_TRANSLATE_NOOP("Error", "This is not a CosyDesk project."),
        QT_TRANSLATE_NOOP("Error", "Choose a .cosydesk file."),
    ),
    "newer": (
        QT_TRANSLATE_NOOP("Error", "The project was made by a newer version."),
        QT_TRANSLATE_NOOP("Error", "Update CosyDesk to open it."),
    ),
    "damaged": (
        QT_TRANSLATE_NOOP("Error", "The file is damaged."),
        QT_TRANSLATE_NOOP("Error", "Open an older copy of it; this file was not altered."),
    ),
    "beyond_rescue": (
        QT_TRANSLATE_NOOP("Error", "Nothing of the project can be read any more."),
        QT_TRANSLATE_NOOP("Error", "Open a backup of it."),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("Error", "The project is refused: it holds what no project needs."),
        QT_TRANSLATE_NOOP("Error", "It was not made by CosyDesk; don't open it."),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("Error", "Another window has this project open."),
        QT_TRANSLATE_NOOP("Error", "Close it there, or choose another name."),
    ),
    "read_only": (
        QT_TRANSLATE_NOOP("Error", "This project is open to look at only."),
        QT_TRANSLATE_NOOP("Error", "Save it under another name to change it."),
    ),
    "write": (
        QT_TRANSLATE_NOOP("Error", "The file can't be written."),
        QT_TRANSLATE_NOOP("Error", "Choose another folder, or free some space on the disk."),
    ),
    "audio": (
        QT_TRANSLATE_NOOP("Error", "The sound of a take is missing or damaged."),
        QT_TRANSLATE_NOOP("Error", "Speak the line again."),
    ),
    "invalid": (QT_TRANSLATE_NOOP("Error", "That can't be done."), ""),
    "duplicate": (
        QT_TRANSLATE_NOOP("Error", "This word is in the dictionary already."),
        QT_TRANSLATE_NOOP("Error", "Change it there."),
    ),
    "unknown_id": (
        QT_TRANSLATE_NOOP("Error", "That is not in the project any more."),
        "",
    ),
    "no_otio": (
        QT_TRANSLATE_NOOP(
            "Error", "OpenTimelineIO files can't be written on this system, for which its library isn't made."
        ),
        QT_TRANSLATE_NOOP("Error", "Choose FCPXML or EDL instead; both are written without it."),
    ),
    "no_voice": (
        QT_TRANSLATE_NOOP("Error", "There is no voice for the spoken cue."),
        QT_TRANSLATE_NOOP("Error", "Choose Morse, or no cue."),
    ),
    "cancelled": (
        QT_TRANSLATE_NOOP("Error", "Cancelled."),
        "",
    ),
    "sound_unreadable": (
        QT_TRANSLATE_NOOP("Error", "This sound file can't be read."),
        QT_TRANSLATE_NOOP("Error", "Convert it to WAV, FLAC or MP3."),
    ),
    "video_unreadable": (
        QT_TRANSLATE_NOOP("Error", "This video can't be shown."),
        QT_TRANSLATE_NOOP("Error", "Convert it to MP4, or open another one."),
    ),
    "sound_empty": (
        QT_TRANSLATE_NOOP("Error", "There is no sound in this file."),
        QT_TRANSLATE_NOOP("Error", "Choose another file."),
    ),
    "sound_long": (
        QT_TRANSLATE_NOOP("Error", "The file is longer than an hour."),
        QT_TRANSLATE_NOOP("Error", "Cut out the part you need."),
    ),
}
"""Message and remedy."""

PROJECT_SENTENCES = (
    QT_TRANSLATE_NOOP("Error", "{0} isn't there any more."),
    QT_TRANSLATE_NOOP("Error", "{0} isn't a CosyDesk project."),
    QT_TRANSLATE_NOOP("Error", "{0} was made by a newer CosyDesk."),
    QT_TRANSLATE_NOOP("Error", "{0} is empty."),
    QT_TRANSLATE_NOOP("Error", "{0} is open in another window."),
    QT_TRANSLATE_NOOP("Error", "{0} was made by an older CosyDesk and can't be opened to look at only."),
    QT_TRANSLATE_NOOP("Error", "Open it where it can be written."),
    QT_TRANSLATE_NOOP(
        "Error", "Free some space or save under another name; until then your changes are kept in memory."
    ),
    QT_TRANSLATE_NOOP("Error", "A copy needs another name than the project's own."),
    QT_TRANSLATE_NOOP("Error", "Choose another name."),
    QT_TRANSLATE_NOOP("Error", "The starter voices are missing."),
    QT_TRANSLATE_NOOP("Error", "The sound of this take is missing."),
    QT_TRANSLATE_NOOP("Error", "The sound of this take is damaged."),
    QT_TRANSLATE_NOOP("Error", "The export failed."),
    QT_TRANSLATE_NOOP("Error", "Details are in the log."),
    QT_TRANSLATE_NOOP("Error", "There is nothing to export yet."),
    QT_TRANSLATE_NOOP("Error", "Speak a line first."),
    QT_TRANSLATE_NOOP("Error", "This sound format isn't supported."),
    QT_TRANSLATE_NOOP("Error", "Choose another one."),
    QT_TRANSLATE_NOOP("Error", "{0} is not a video that can be shown."),
    QT_TRANSLATE_NOOP("Error", "The sound of {0} can't be kept: {1}"),
    QT_TRANSLATE_NOOP("Error", "Make room on the disk, then open the video again."),
    QT_TRANSLATE_NOOP("Error", "A clip can't be trimmed to nothing."),
    QT_TRANSLATE_NOOP("Error", "The playhead isn't inside the clip."),
    QT_TRANSLATE_NOOP("Error", "Nothing of {0} can be read any more."),
    QT_TRANSLATE_NOOP("Error", "{0} leads to the project's own video."),
    QT_TRANSLATE_NOOP("Error", "{0} leads to a project."),
    QT_TRANSLATE_NOOP("Error", "Choose another name or folder; the original is never replaced."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: it holds what no project needs."),
)
"""Said exactly so by the layers below, but for the gaps."""
