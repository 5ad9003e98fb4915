"""Lists of known domains: taken in from files and addresses that the operator names, never from a person's text."""
