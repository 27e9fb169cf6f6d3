"""Scripts and subtitles of other programs, read into lines."""
