"""Pictures of a circle: what is in them, and where everything stands. Nothing here draws."""
