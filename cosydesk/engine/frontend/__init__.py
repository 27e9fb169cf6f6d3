"""From a request to the numbers the networks read: text, tags, tokens and prompt features."""
