"""Mel to waveform: the HiFT vocoder."""
