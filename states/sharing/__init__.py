"""Sharing with a worker: what is shown, what is sent, and what comes back."""
