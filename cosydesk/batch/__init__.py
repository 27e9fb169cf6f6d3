"""Whole projects spoken and delivered without the window: resumable, in shares, or on a cluster."""
