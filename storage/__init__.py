"""What outlives the process: clients, dossiers, and the messages coming in and going out.

Everything that a client says is encrypted before it gets here as a row; the tables around it hold
only random ids, keyed hashes and months. It may import `states.errors` and nothing else of Kring.
Start reading at `store.py`.
"""
