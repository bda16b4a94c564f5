"""What the portal of the workers keeps: workers, one-time tokens, codes, shares, who looked.

Whoever serves the portal needs the portal key and no other: it opens what was shared, and nothing
of a dossier. Start reading at `store.py`.
"""
