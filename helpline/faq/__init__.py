"""Which entry answers a question, and how sure that is."""
