"""Export: choosing what is delivered, watching it being made, and where it is."""
