"""Longer texts in the window: licences of others' work, and the user guide."""
