"""The embedded default voices: Kokoro-82M, for trying out before a CosyVoice model is there."""
