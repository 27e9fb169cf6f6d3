"""What errors are called in the window: by code, and sentence by sentence where a name or a number matters."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.recognition_failure_texts import RECOGNITION_BY_CODE
from cosydesk.ui.script_failure_texts import SCRIPT_SENTENCES, SCRIPTS_BY_CODE
from cosydesk.ui.server_failure_texts import SERVER_SENTENCES, SERVERS_BY_CODE
from cosydesk.ui.voice_failure_texts import VOICE_SENTENCES, VOICES_BY_CODE

Words = tuple[str, str]
"""Message and remedy."""

BY_CODE: dict[str, Words] = {
    **VOICES_BY_CODE,
    **RECOGNITION_BY_CODE,
    **SCRIPTS_BY_CODE,
    **SERVERS_BY_CODE,
    # the studio's
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
    # the engine's
    "engine_crashed": (
        QT_TRANSLATE_NOOP("Error", "The engine stopped unexpectedly."),
        QT_TRANSLATE_NOOP("Error", "Try again; the engine starts anew by itself."),
    ),
    "engine_killed": (
        QT_TRANSLATE_NOOP("Error", "The engine was stopped."),
        QT_TRANSLATE_NOOP("Error", "Try again."),
    ),
    "engine_hung": (
        QT_TRANSLATE_NOOP("Error", "The engine stopped answering and was ended."),
        QT_TRANSLATE_NOOP("Error", "Try again; the engine starts anew by itself."),
    ),
    "engine_start": (
        QT_TRANSLATE_NOOP("Error", "The engine can't be started."),
        QT_TRANSLATE_NOOP("Error", "Details are in the log. Installing CosyDesk again may help."),
    ),
    "runtime_missing": (
        QT_TRANSLATE_NOOP("Error", "The part of CosyDesk that runs CosyVoice models is missing."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again. The starter voices speak without it."),
    ),
    "runtime_broken": (
        QT_TRANSLATE_NOOP("Error", "The part of CosyDesk that runs CosyVoice models can't be loaded."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again. The starter voices speak without it."),
    ),
    "nothing_to_say": (
        QT_TRANSLATE_NOOP("Error", "There is nothing to speak."),
        QT_TRANSLATE_NOOP("Error", "Type some words first."),
    ),
    "nothing_spoken": (
        QT_TRANSLATE_NOOP("Error", "The model gave no sound for this text."),
        QT_TRANSLATE_NOOP("Error", "Write it another way."),
    ),
    "voice_unknown": (
        QT_TRANSLATE_NOOP("Error", "The model doesn't have this voice."),
        QT_TRANSLATE_NOOP("Error", "Choose another voice."),
    ),
    "mode_unknown": (
        QT_TRANSLATE_NOOP("Error", "The model can't speak in this mode."),
        QT_TRANSLATE_NOOP("Error", "Choose a built-in voice."),
    ),
    "speed_range": (
        QT_TRANSLATE_NOOP("Error", "The speed is out of range."),
        QT_TRANSLATE_NOOP("Error", "Choose 0.5 to 2."),
    ),
    "japanese_missing": (
        QT_TRANSLATE_NOOP("Error", "The Japanese pronunciation parts are not installed."),
        QT_TRANSLATE_NOOP("Error", "Choose an English or Chinese voice."),
    ),
    "model_missing": (
        QT_TRANSLATE_NOOP("Error", "The model folder is not there."),
        QT_TRANSLATE_NOOP("Error", "Use the starter voices."),
    ),
    "model_unknown": (
        QT_TRANSLATE_NOOP("Error", "This version can't speak with that model."),
        QT_TRANSLATE_NOOP("Error", "Use the starter voices."),
    ),
    "out_of_memory": (
        QT_TRANSLATE_NOOP("Error", "The memory was not enough."),
        QT_TRANSLATE_NOOP("Error", "Close other programs, or speak shorter lines."),
    ),
    "starter_missing": (
        QT_TRANSLATE_NOOP("Error", "The starter voices are not installed completely."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "starter_damaged": (
        QT_TRANSLATE_NOOP("Error", "The starter voices are damaged."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "starter_text": (
        QT_TRANSLATE_NOOP("Error", "The starter voices can't read this sentence."),
        QT_TRANSLATE_NOOP("Error", "Write it in other words, or leave out unusual characters."),
    ),
    "starter_run": (
        QT_TRANSLATE_NOOP("Error", "The starter voices could not speak this sentence."),
        QT_TRANSLATE_NOOP("Error", "Close other programs to free memory, then try again."),
    ),
    "internal": (
        QT_TRANSLATE_NOOP("Error", "Something went wrong inside CosyDesk."),
        QT_TRANSLATE_NOOP("Error", "Details are in the log. Trying again may help."),
    ),
    "closed": (
        QT_TRANSLATE_NOOP("Error", "The model is closed."),
        QT_TRANSLATE_NOOP("Error", "Open it again."),
    ),
    "mode_unavailable": (
        QT_TRANSLATE_NOOP("Error", "The model has no built-in voices."),
        QT_TRANSLATE_NOOP("Error", "Clone a voice from a recording, or choose a model with built-in voices."),
    ),
    "speed": (
        QT_TRANSLATE_NOOP("Error", "The speed is out of range."),
        QT_TRANSLATE_NOOP("Error", "Choose 0.5 to 2."),
    ),
    "speed_streaming": (
        QT_TRANSLATE_NOOP("Error", "Streaming keeps the model's own speed."),
        QT_TRANSLATE_NOOP("Error", "Set the speed to 1, or turn streaming off."),
    ),
    "text_arriving": (
        QT_TRANSLATE_NOOP("Error", "A text that arrives bit by bit can't be sent to another process."),
        QT_TRANSLATE_NOOP("Error", "Speak it with a model that is open in this one, or collect it first."),
    ),
    "instruct": (
        QT_TRANSLATE_NOOP("Error", "The manner is empty."),
        QT_TRANSLATE_NOOP("Error", "Describe how it should be spoken."),
    ),
    "quality": (
        QT_TRANSLATE_NOOP("Error", "The quality is unknown."),
        QT_TRANSLATE_NOOP("Error", "Choose full or draft."),
    ),
    "transcript_missing": (
        QT_TRANSLATE_NOOP("Error", "Cloning a voice needs what is said in its recording."),
        QT_TRANSLATE_NOOP("Error", "Type the transcript, or use the cross-lingual mode, which does without."),
    ),
    "source_missing": (
        QT_TRANSLATE_NOOP("Error", "Voice conversion needs a recording to convert."),
        QT_TRANSLATE_NOOP("Error", "Choose the source audio."),
    ),
    "prompt_missing": (
        QT_TRANSLATE_NOOP("Error", "The recording of the voice is not there."),
        QT_TRANSLATE_NOOP("Error", "Choose the recording."),
    ),
    "prompt_unreadable": (
        QT_TRANSLATE_NOOP("Error", "The recording can't be read."),
        QT_TRANSLATE_NOOP("Error", "Convert it to WAV, FLAC or MP3."),
    ),
    "prompt_empty": (
        QT_TRANSLATE_NOOP("Error", "The recording holds no sound."),
        QT_TRANSLATE_NOOP("Error", "Choose another recording."),
    ),
    "prompt_rate": (
        QT_TRANSLATE_NOOP("Error", "The recording is too coarse to clone a voice from."),
        QT_TRANSLATE_NOOP("Error", "Choose a recording of 16 kHz or more."),
    ),
    "prompt_long": (
        QT_TRANSLATE_NOOP("Error", "The recording is too long."),
        QT_TRANSLATE_NOOP("Error", "Cut out the part you need."),
    ),
    "prompt_short": (
        QT_TRANSLATE_NOOP("Error", "The recording holds too little speech."),
        QT_TRANSLATE_NOOP("Error", "Choose 3 to 10 seconds of clear speech."),
    ),
    "prompt_silent": (
        QT_TRANSLATE_NOOP("Error", "The recording is silent."),
        QT_TRANSLATE_NOOP("Error", "Choose a recording with speech."),
    ),
    "prompt_clipped": (
        QT_TRANSLATE_NOOP("Error", "The recording is clipped."),
        QT_TRANSLATE_NOOP("Error", "Record it again at a lower level."),
    ),
    "file_missing": (
        QT_TRANSLATE_NOOP("Error", "The model folder lacks a file."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "weights_damaged": (
        QT_TRANSLATE_NOOP("Error", "A file of the model is damaged or incomplete."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "weights_mismatch": (
        QT_TRANSLATE_NOOP("Error", "A file in the model folder belongs to another model."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "weights_refused": (
        QT_TRANSLATE_NOOP("Error", "A file of the model was not opened, since it could run code."),
        QT_TRANSLATE_NOOP("Error", "Don't use this file; fetch the model from its official page."),
    ),
    "config_missing": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model can't be read."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "config_damaged": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model are damaged."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "config_incomplete": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model are incomplete."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "config_unfit": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model don't fit together."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "config_refused": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model are unsafe and were not used."),
        QT_TRANSLATE_NOOP("Error", "Don't use this model folder; fetch the model from its official page."),
    ),
    "config_unknown": (
        QT_TRANSLATE_NOOP("Error", "The settings of the model ask for what this version doesn't know."),
        QT_TRANSLATE_NOOP("Error", "Use an official model."),
    ),
    "vocabulary_missing": (
        QT_TRANSLATE_NOOP("Error", "The vocabulary of the model is missing."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "vocabulary_damaged": (
        QT_TRANSLATE_NOOP("Error", "The vocabulary of the model is damaged."),
        QT_TRANSLATE_NOOP("Error", "Fetch the model again."),
    ),
    "device_missing": (
        QT_TRANSLATE_NOOP("Error", "The chosen device is not available on this machine."),
        QT_TRANSLATE_NOOP("Error", "Choose another one in Preferences."),
    ),
    "device_unknown": (
        QT_TRANSLATE_NOOP("Error", "The chosen device is unknown."),
        QT_TRANSLATE_NOOP("Error", "Choose another one in Preferences."),
    ),
    "precision_device": (
        QT_TRANSLATE_NOOP("Error", "The chosen device doesn't compute in this number format."),
        QT_TRANSLATE_NOOP("Error", "Choose another one in Preferences."),
    ),
    "precision_unknown": (
        QT_TRANSLATE_NOOP("Error", "The chosen number format is unknown."),
        QT_TRANSLATE_NOOP("Error", "Choose another one in Preferences."),
    ),
    "starter_voices": (
        QT_TRANSLATE_NOOP("Error", "A starter voice can't be read."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
}
"""Of the studio and the engine."""

OF_MODEL_FILES: dict[str, Words] = {
    "unknown_model": (
        QT_TRANSLATE_NOOP("Error", "This model is not in the catalogue."),
        QT_TRANSLATE_NOOP("Error", "Choose another model."),
    ),
    "catalogue": (
        QT_TRANSLATE_NOOP("Error", "The model catalogue is damaged."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Error", "The hub doesn't have this model."),
        QT_TRANSLATE_NOOP("Error", "Check the mirror and the revision."),
    ),
    "network": (
        QT_TRANSLATE_NOOP("Error", "The connection to the hub broke."),
        QT_TRANSLATE_NOOP("Error", "Check the network and the proxy, then resume: what has arrived is kept."),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("Error", "The hub refused access."),
        QT_TRANSLATE_NOOP("Error", "Check the mirror's address and its token."),
    ),
    "busy": (
        QT_TRANSLATE_NOOP("Error", "The hub is busy or out of order."),
        QT_TRANSLATE_NOOP("Error", "Resume in a few minutes."),
    ),
    "damaged": (
        QT_TRANSLATE_NOOP("Error", "The downloaded model is damaged."),
        QT_TRANSLATE_NOOP(
            "Error", "Try again: only the bad files are fetched. If it stays, choose another mirror."
        ),
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Error", "The disk has too little room for the model."),
        QT_TRANSLATE_NOOP("Error", "Free some space, or choose another folder for models."),
    ),
    "folder": (
        QT_TRANSLATE_NOOP("Error", "The folder for models can't be used."),
        QT_TRANSLATE_NOOP("Error", "Check the folder for models."),
    ),
    "worker": (
        QT_TRANSLATE_NOOP("Error", "The download stopped unexpectedly."),
        QT_TRANSLATE_NOOP("Error", "Resume: what has arrived is kept."),
    ),
    "paused": (
        QT_TRANSLATE_NOOP("Error", "The download is paused."),
        QT_TRANSLATE_NOOP("Error", "Resume it to go on where it stopped."),
    ),
    "cancelled": (
        QT_TRANSLATE_NOOP("Error", "The download was cancelled."),
        "",
    ),
    "not_a_model": (
        QT_TRANSLATE_NOOP("Error", "This is not a model folder, so nothing in it was deleted."),
        QT_TRANSLATE_NOOP("Error", "Choose the folder that holds the model's files."),
    ),
    "not_removed": (
        QT_TRANSLATE_NOOP("Error", "The model can't be deleted."),
        QT_TRANSLATE_NOOP("Error", "Close what uses the model, then try again."),
    ),
}
"""Of `cosydesk.weights`, whose codes are its own."""

SENTENCES = (
    *VOICE_SENTENCES,
    *SCRIPT_SENTENCES,
    *SERVER_SENTENCES,
    # the studio's
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
    # the engine's
    QT_TRANSLATE_NOOP("Error", "There is no model folder at {0}."),
    QT_TRANSLATE_NOOP("Error", "“{0}” is not a CosyVoice model: it holds none of {1}."),
    QT_TRANSLATE_NOOP("Error", "Choose the folder that holds the YAML file and the .pt files."),
    QT_TRANSLATE_NOOP("Error", "The model folder lacks {0}."),
    QT_TRANSLATE_NOOP("Error", "{0} is damaged or incomplete."),
    QT_TRANSLATE_NOOP("Error", "{0} holds no weights."),
    QT_TRANSLATE_NOOP("Error", "{0} is not a vocabulary."),
    QT_TRANSLATE_NOOP("Error", "{0} is not valid YAML."),
    QT_TRANSLATE_NOOP("Error", "{0} holds more than weights and was not opened, since it could run code."),
    QT_TRANSLATE_NOOP("Error", "This model needs the vocabulary {0}, which is not part of its release."),
    QT_TRANSLATE_NOOP("Error", "Put {0} into the model folder."),
    QT_TRANSLATE_NOOP("Error", "{0} has no voice “{1}”."),
    QT_TRANSLATE_NOOP("Error", "There is no starter voice called {0}."),
    QT_TRANSLATE_NOOP("Error", "{0} has no built-in voices."),
    QT_TRANSLATE_NOOP("Error", "The starter voices can't clone a voice or follow an instruction."),
    QT_TRANSLATE_NOOP("Error", "Choose a CosyVoice model for that."),
    QT_TRANSLATE_NOOP("Error", "Install it with: pip install cosydesk[japanese]"),
    QT_TRANSLATE_NOOP("Error", "The device {0} is not available on this machine."),
    QT_TRANSLATE_NOOP("Error", "The model doesn't fit into the graphics card's memory."),
    QT_TRANSLATE_NOOP("Error", "Close other programs that use it, or choose the CPU."),
    QT_TRANSLATE_NOOP("Error", "The engine ran out of memory."),
    QT_TRANSLATE_NOOP(
        "Error",
        "Close other programs, choose int8 in Preferences or a smaller model, or speak shorter lines.",
    ),
    QT_TRANSLATE_NOOP("Error", "Close other programs or speak shorter lines."),
    QT_TRANSLATE_NOOP("Error", "The graphics card ran out of memory."),
    QT_TRANSLATE_NOOP("Error", "Close other programs that use it, or choose the CPU in Preferences."),
    QT_TRANSLATE_NOOP("Error", "This mode needs a recording of the voice."),
    QT_TRANSLATE_NOOP("Error", "{0} is not a sound file that can be read."),
    QT_TRANSLATE_NOOP("Error", "{0} holds no sound."),
    QT_TRANSLATE_NOOP("Error", "{0} has no sound in it."),
    QT_TRANSLATE_NOOP("Error", "{0} was recorded at {1} Hz, which is too coarse to clone a voice from."),
    QT_TRANSLATE_NOOP("Error", "There is no file {0}."),
    QT_TRANSLATE_NOOP("Error", "{0} is longer than an hour."),
    QT_TRANSLATE_NOOP("Error", "The recording is clipped: {0} of it is at full scale."),
    QT_TRANSLATE_NOOP("Error", "The recording holds only {0} s of speech."),
    QT_TRANSLATE_NOOP("Error", "The recording is {0} s long; at most {1} s can be used."),
    QT_TRANSLATE_NOOP("Error", "Cut it: the part from {0} s to {1} s holds the most speech."),
    # those of model files
    QT_TRANSLATE_NOOP("Error", "The download needs {0} and {1} must stay free, but the disk has {2}."),
    QT_TRANSLATE_NOOP("Error", "The disk filled up during the download."),
    QT_TRANSLATE_NOOP("Error", "Free some space, then resume."),
    QT_TRANSLATE_NOOP("Error", "{0} is being downloaded by another CosyDesk."),
    QT_TRANSLATE_NOOP("Error", "Wait for it, or stop it."),
    QT_TRANSLATE_NOOP("Error", "{0} was not found on the hub."),
    QT_TRANSLATE_NOOP("Error", "{0} on the hub lacks {1}."),
    QT_TRANSLATE_NOOP("Error", "Update CosyDesk, or choose another mirror or revision."),
    QT_TRANSLATE_NOOP("Error", "What the hub sent is not what it lists."),
    QT_TRANSLATE_NOOP("Error", "Try again later or choose another mirror."),
    QT_TRANSLATE_NOOP("Error", "There is no folder at {0}."),
    QT_TRANSLATE_NOOP("Error", "Choose the folder that holds the model."),
    QT_TRANSLATE_NOOP("Error", "The check was cancelled."),
    QT_TRANSLATE_NOOP("Error", "{0} is not a model folder, so nothing in it was deleted."),
    QT_TRANSLATE_NOOP("Error", "{0} can't be deleted: {1}."),
)
"""Said exactly so by the layers below, but for the gaps; they tell more than their code does."""
