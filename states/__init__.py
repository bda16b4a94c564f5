"""The engine: pure functions from what a client said to what is asked next.

Nothing in here reads a clock, a file, a database or the network.
"""
