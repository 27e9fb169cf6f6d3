"""What a delivery consists of: chosen in the window or on the command line, and kept as a preset."""

from __future__ import annotations

from dataclasses import dataclass

AUDIO = ("wav16", "wav24", "wavf", "flac", "mp3", "m4a", "opus")
"""Sound formats: WAV with 16 bits, 24 bits or floats, FLAC (24 bits), MP3, AAC in MP4, Opus in Ogg."""
LOUDNESS = ("ebu_r128", "atsc_a85", "podcast", "streaming", "audiobook")
SUBTITLES = ("srt", "vtt", "ass")
TIMELINES = ("otio", "fcpxml", "edl")
ORIGINAL = ("ducked", "replaced")
CUES = ("none", "spoken", "morse")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Attributes:
    name: of the preset; empty for one that isn't kept.
    audio: of `AUDIO`. sample_rate: Hz. channels: 1 or 2. bitrate_kbps: of MP3, M4A and Opus.
    loudness: of `LOUDNESS`; empty = as it is, lowered only where it would clip.
    mix: the whole timeline as one file. stems: a file for each speaker, as long as the mix. lines: a file for each
        line. video: the picture copied, with the new sound.
    original: of `ORIGINAL`: whether the video's own sound lies under the speech in mix and video.
    subtitles: of `SUBTITLES`; timelines: of `TIMELINES`. subtitle_source: subtitles show the original as a second row.
    label: mark files as made by AI, as GB 45438-2025 asks for.
    cue_start, cue_end: of `CUES`: what is heard before and after, to the same end.
    cue_text, cue_voice: what a spoken cue says, and the id of the voice that says it; empty = as `spoken_cue.cue_line`
        chooses.
    file_name, line_name: templates without suffix, see `cosydesk.studio.delivery.names`.
    """

    name: str = ""
    audio: str = "wav16"
    sample_rate: int = 48_000
    channels: int = 1
    bitrate_kbps: int = 192
    loudness: str = ""
    mix: bool = True
    stems: bool = False
    lines: bool = False
    video: bool = False
    original: str = "ducked"
    subtitles: tuple[str, ...] = ()
    subtitle_source: bool = False
    timelines: tuple[str, ...] = ()
    label: bool = True
    cue_start: str = "none"
    cue_end: str = "none"
    cue_text: str = ""
    cue_voice: str = ""
    file_name: str = "{project}"
    line_name: str = "{number}_{speaker}_{text}"

    @property
    def speaks_cue(self) -> bool:
        """Whether a sentence has to be spoken for it."""
        return "spoken" in (self.cue_start, self.cue_end)
