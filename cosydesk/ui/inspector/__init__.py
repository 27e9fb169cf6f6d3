"""The panel on the right: the current line's details, and the queue."""
