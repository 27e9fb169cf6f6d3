"""CosyDesk: a desktop studio for voice-over and offline dubbing on CosyVoice."""

from __future__ import annotations

__version__ = "0.1.0"
