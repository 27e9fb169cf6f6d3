"""All that listens, each part loaded when it is first needed."""

from __future__ import annotations

from cosydesk.engine.questions import FindSpeech
from cosydesk.engine.recognition.resampling import EAR_RATE, checked, resampled
from cosydesk.engine.recognition.speech_finder import find_speech, forget_network
from cosydesk.engine.recognition_types import Speech


class Ear:
    """Answers what is asked about recordings."""

    def find_speech(self, question: FindSpeech) -> Speech:
        """See `FindSpeech`."""
        samples = checked(question.samples, question.sample_rate)
        return find_speech(resampled(samples, question.sample_rate, EAR_RATE))

    def close(self) -> None:
        """Give the memory back; what is needed again is loaded again."""
        forget_network()
