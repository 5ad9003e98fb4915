"""The carrier's dialect, in and out: thin doors that translate and decide nothing."""
