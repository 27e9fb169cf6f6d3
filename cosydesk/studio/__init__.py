"""The document: lines, takes, clips, tracks, their edits and their file. No Qt, no torch."""
