"""The life of a ticket: its states, who is next and why, when people are called back."""
