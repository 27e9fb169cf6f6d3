"""The engine's ear: what is said in a recording, where there is speech in it, and the recording without its noise."""
