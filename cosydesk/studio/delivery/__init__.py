"""What is delivered: sound files, subtitles, timelines and dubbed video, made from a snapshot of the project."""
