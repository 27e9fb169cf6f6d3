"""Playback: the mixer (numpy, no Qt), the player and the ways out to a sound device."""
