"""What to say next: pure conversations, from what was heard to what is said and done."""
