"""Question cards, and what the client keeps of them."""
