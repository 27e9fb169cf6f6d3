"""Network parts that several stages share."""
