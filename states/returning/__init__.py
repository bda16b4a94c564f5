"""Coming back: earlier versions of the map, and what is different now (journey F)."""
