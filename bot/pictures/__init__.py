"""Letters, pictures and documents: everything that draws. Loaded when first used, not at start."""
