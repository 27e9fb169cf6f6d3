"""Which voice each speaker of a script gets, before anybody has chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cosydesk import markup
from cosydesk.studio.importing.apply import Spoken, spoken_words
from cosydesk.studio.importing.cue import Imported
from cosydesk.studio.language import language_of
from cosydesk.studio.library import Voice
from cosydesk.studio.line import Line


def languages_of(imported: Imported, text: Spoken = "text") -> dict[str, str]:
    """The language that each speaker mostly speaks, one of `studio.language.LANGUAGES`."""
    counts: dict[str, Counter[str]] = {}
    for cue in imported.cues:
        words = markup.plain_text(markup.parse(spoken_words(cue, text)[0]))
        counts.setdefault(cue.speaker, Counter())[language_of(words)] += len(words)
    return {speaker: found.most_common(1)[0][0] for speaker, found in counts.items()}


def cast(
    languages: Mapping[str, str],
    lines: Iterable[Line],
    voices: Sequence[Voice],
    remembered: Mapping[str, str],
) -> dict[str, str]:
    """A voice id for each speaker; empty where there are no voices.

    In this order: the voice that the project's lines of the speaker have, the one chosen for the name the last time,
    one of that name, then by language: for nobody in particular the voice that the project uses, for people one that
    nobody else has, or the fewest.

    Args:
        languages: of the speakers, see `languages_of`.
        lines: of the project.
        voices: that can be chosen, the likelier first.
        remembered: voice ids by names, as they were chosen earlier.
    """
    known = {voice.id: voice for voice in voices}
    by_name = {voice.name.casefold(): voice.id for voice in reversed(voices)}
    used: dict[str, str] = {}
    last: dict[str, str] = {}
    for line in lines:
        if (voice := known.get(line.voice_id)) is not None:
            if line.speaker:
                used[line.speaker] = line.voice_id
            last[voice.language.partition("-")[0]] = line.voice_id
    chosen: dict[str, str] = {}
    for speaker in languages:
        if not speaker:
            continue
        for wanted in (used.get(speaker), remembered.get(speaker), by_name.get(speaker.casefold())):
            if wanted in known:
                chosen[speaker] = wanted
                break
    for speaker, language in languages.items():
        if speaker not in chosen:
            chosen[speaker] = _by_language(speaker, language, voices, last, Counter(chosen.values()))
    return chosen


def _by_language(
    speaker: str, language: str, voices: Sequence[Voice], last: Mapping[str, str], taken: Counter[str]
) -> str:
    if not speaker and language in last:
        return last[language]
    fitting = [voice.id for voice in voices if voice.language.partition("-")[0] == language]
    fitting = fitting or [voice.id for voice in voices]
    return min(fitting, key=lambda voice_id: taken[voice_id], default="")
