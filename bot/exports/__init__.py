"""What a client takes along, as files: everything about them, and tables for research."""
