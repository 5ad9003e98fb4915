"""The matcher against others that one could have taken instead, on the same questions in the same run."""
