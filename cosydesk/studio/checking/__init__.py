"""Takes that check themselves: what was heard against what should be said, and what the signal shows. No Qt."""
