"""What errors are called in the window: by code, and sentence by sentence where a name or a number matters."""

from __future__ import annotations

from cosydesk.ui.model_file_failure_texts import MODEL_FILE_SENTENCES
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.project_failure_texts import PROJECT_SENTENCES, PROJECTS_BY_CODE
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
    **PROJECTS_BY_CODE,
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

SENTENCES = (
    *VOICE_SENTENCES,
    *SCRIPT_SENTENCES,
    *SERVER_SENTENCES,
    *PROJECT_SENTENCES,
    *MODEL_FILE_SENTENCES,
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
)
"""Said exactly so by the layers below, but for the gaps; they tell more than their code does."""
