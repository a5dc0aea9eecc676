"""The lines of `make bench-sound`, one file a group."""
