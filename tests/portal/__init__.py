"""The workers' portal over real HTTP messages and a real SQLite file."""
