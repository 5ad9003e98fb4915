"""Whether a text speaks of people in danger."""
