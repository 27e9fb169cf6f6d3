"""The page about this computer: what it is, what the engine does on it, and what is in the way."""
