"""Recognise danger in what a client types: local, explainable, and without any work at import.

Imports nothing of the rest of Kring and, at run time, nothing outside the standard library.
"""
