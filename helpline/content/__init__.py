"""The words: reads the content folder once into a Book, and tells what the flows say with it."""
