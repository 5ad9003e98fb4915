"""How worried to be about a message, and why: no network, no clock, words and weights from content."""
