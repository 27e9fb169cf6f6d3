"""Export, preferences, shortcuts, about, and the question before leaving."""
