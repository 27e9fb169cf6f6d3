"""One dialog for a new voice, and for changing one: recording, trimming, words, consent."""
