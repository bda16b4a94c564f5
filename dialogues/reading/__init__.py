"""Reading what a client typed: pure functions, no I/O, and no text that makes them raise.

Nothing here keeps, logs or shows what it reads: the results hide it from their `repr`.
"""
