"""The portal of the workers: web pages on which they read what a client chose to share.

It knows workers, codes and snapshots, and nothing of a dossier. Start reading at `app.py`.
"""
