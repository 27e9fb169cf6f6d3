"""Text to speech tokens: the language model, its cache, sampling and generation."""
