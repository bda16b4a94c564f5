"""A dossier as tables: one client, the people around them, and who of those know each other.

What stands here is pure; `bot.exports` writes it down as CSV and GraphML.
"""
