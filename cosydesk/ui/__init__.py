"""The window: widgets only. Documents live in `studio`, speech in `engine`, sound in `playback`."""
