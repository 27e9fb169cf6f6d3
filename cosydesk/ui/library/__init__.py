"""The voices on the left."""
