"""The project's pronunciation dictionary: its table and its dialog."""
