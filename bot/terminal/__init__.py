"""A chat in the terminal: for people, and for programs where the output is not a terminal."""
