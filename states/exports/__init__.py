"""A dossier as tables: one client, the people around them, who knows whom, and what was made.

What stands here is pure; `bot.exports` writes it down as CSV and GraphML.
"""
