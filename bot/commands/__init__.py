"""What `python -m bot …` does: one module for each command; the command line loads it by need."""
