"""Pages of the preferences."""
