"""Kring and its peers, side by side in one run, with a crowd of people behind each.

python -m benchmarks.bots [--people 100,1000] [--seconds 6] [--only kring,aiogram_memory]
"""
