"""Speech tokens to mel by flow matching."""
