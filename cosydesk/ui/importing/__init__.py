"""The dialog that brings scripts and subtitles into the project."""
