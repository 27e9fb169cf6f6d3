"""What can go wrong with voices of one's own, in words that can be translated; `failures` shows them."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

VOICES_BY_CODE: dict[str, tuple[str, str]] = {
    "consent": (
        QT_TRANSLATE_NOOP("Error", "Nobody has agreed that this voice may be used."),
        QT_TRANSLATE_NOOP("Error", "Ask who speaks in the recording, then tick the box."),
    ),
    "prompt": (
        QT_TRANSLATE_NOOP("Error", "A voice can't be cloned from this recording."),
        QT_TRANSLATE_NOOP("Error", "Choose 3 to 10 seconds of clear speech."),
    ),
    "no_cloning_model": (
        QT_TRANSLATE_NOOP("Error", "No model that can clone a voice is open."),
        QT_TRANSLATE_NOOP(
            "Error", "Open the folder of a CosyVoice model in the Model menu; the starter voices can't clone."
        ),
    ),
    "cloning_model_closed": (
        QT_TRANSLATE_NOOP("Error", "The model that this project's own voices are spoken with is not open."),
        QT_TRANSLATE_NOOP("Error", "Open its folder in the Model menu, or choose another model there."),
    ),
    "cloning_model_unfit": (
        QT_TRANSLATE_NOOP("Error", "The model can't clone a voice."),
        QT_TRANSLATE_NOOP("Error", "Choose another model for your own voices in the Model menu."),
    ),
    "clone_manner": (
        QT_TRANSLATE_NOOP("Error", "The model can't direct the manner of a cloned voice."),
        QT_TRANSLATE_NOOP("Error", "Choose the mode “Clone”, or CosyVoice 2 or 3 in the Model menu."),
    ),
    "voice_gone": (
        QT_TRANSLATE_NOOP("Error", "This voice isn't among your voices any more."),
        QT_TRANSLATE_NOOP("Error", "Import it again, or choose another voice."),
    ),
    "voice_damaged": (
        QT_TRANSLATE_NOOP("Error", "The voice is damaged."),
        QT_TRANSLATE_NOOP("Error", "Import it again, or record it anew."),
    ),
    "voice_foreign": (
        QT_TRANSLATE_NOOP("Error", "This is not a voice file."),
        QT_TRANSLATE_NOOP("Error", "Choose a .cosyvoice file."),
    ),
    "voice_newer": (
        QT_TRANSLATE_NOOP("Error", "The voice file was made by a newer version."),
        QT_TRANSLATE_NOOP("Error", "Update CosyDesk, then import it again."),
    ),
    "voice_refused": (
        QT_TRANSLATE_NOOP("Error", "The voice file is refused: it holds what no voice needs."),
        QT_TRANSLATE_NOOP("Error", "It was not made by CosyDesk; delete it."),
    ),
    "voice_present": (
        QT_TRANSLATE_NOOP("Error", "The voice is in the library already."),
        QT_TRANSLATE_NOOP("Error", "Replace it, or keep both."),
    ),
    "library_damaged": (
        QT_TRANSLATE_NOOP("Error", "The voice library was damaged."),
        QT_TRANSLATE_NOOP("Error", "What could be read was saved; the damaged file is kept beside it."),
    ),
    "library_newer": (
        QT_TRANSLATE_NOOP("Error", "The voice library was made by a newer CosyDesk."),
        QT_TRANSLATE_NOOP(
            "Error", "Update CosyDesk; until then your own voices and favourites can't be used."
        ),
    ),
    "library_unusable": (
        QT_TRANSLATE_NOOP("Error", "The voice library can't be used."),
        QT_TRANSLATE_NOOP("Error", "Until it can, favourites and voices of your own are not kept."),
    ),
}

VOICE_SENTENCES = (
    QT_TRANSLATE_NOOP("Error", "“{0}” has no transcript, which cloning needs."),
    QT_TRANSLATE_NOOP(
        "Error", "Type what is said in its recording, or choose the cross-lingual mode, which does without."
    ),
    QT_TRANSLATE_NOOP("Error", "{0} can't clone a voice."),
    QT_TRANSLATE_NOOP("Error", "{0}, which this project's own voices are spoken with, is not open."),
    QT_TRANSLATE_NOOP("Error", "{0} can't direct the manner of a cloned voice."),
    QT_TRANSLATE_NOOP("Error", "The recording of “{0}” is damaged."),
    QT_TRANSLATE_NOOP("Error", "“{0}” is in the library already, as “{1}”."),
    QT_TRANSLATE_NOOP("Error", "The voice has no name."),
    QT_TRANSLATE_NOOP("Error", "Give it one."),
    QT_TRANSLATE_NOOP("Error", "A text of this voice is too long."),
    QT_TRANSLATE_NOOP("Error", "Shorten it."),
    QT_TRANSLATE_NOOP("Error", "This voice isn't in the library any more."),
    QT_TRANSLATE_NOOP("Error", "The recording of a voice is missing in the project."),
    QT_TRANSLATE_NOOP("Error", "The recording of a voice is damaged in the project."),
    QT_TRANSLATE_NOOP("Error", "The recording of the voice is damaged."),
    QT_TRANSLATE_NOOP("Error", "The recording is damaged."),
    QT_TRANSLATE_NOOP("Error", "The recording is only {0} s long."),
    QT_TRANSLATE_NOOP("Error", "The recording has {0} samples a second, which no voice can be cloned from."),
    QT_TRANSLATE_NOOP("Error", "There is no sound in the recording."),
    QT_TRANSLATE_NOOP("Error", "Cut it to 3 to 10 seconds of clear speech."),
    QT_TRANSLATE_NOOP("Error", "{0} isn't a voice file."),
    QT_TRANSLATE_NOOP("Error", "Export the voice again."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: it is too large."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: it has too many parts."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: it is encrypted."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: a part of it points outside the file."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: a part of it is a link."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: it has a part twice."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: a part of it is too large."),
    QT_TRANSLATE_NOOP("Error", "{0} is refused: a part of it is larger than it says."),
    QT_TRANSLATE_NOOP("Error", "{0} is damaged: its recording is missing."),
    QT_TRANSLATE_NOOP("Error", "{0} is damaged: its recording is not the one that belongs to it."),
    QT_TRANSLATE_NOOP("Error", "What could be read was saved; the damaged file is kept as {0}."),
)
"""Said exactly so by the layers below, but for the gaps."""
