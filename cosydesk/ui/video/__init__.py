"""The video that is dubbed: its picture beside the script, in step with the playhead."""
