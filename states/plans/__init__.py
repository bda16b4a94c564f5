"""A plan: steps of the client's own choice, at most three at a time (S2-20, R-23)."""
