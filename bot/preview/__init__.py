"""Every screen of every dialogue as pages to look at: for authors, and before a pilot."""
