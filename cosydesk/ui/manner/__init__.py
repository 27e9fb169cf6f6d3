"""Choosing the manner of a line: presets, what was used lately, free words."""
