"""The step kinds, a module for each family."""
