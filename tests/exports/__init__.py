"""Exports of one's own data."""
