"""What nobody should have told us: secrets are taken out of a text before anything is kept."""
