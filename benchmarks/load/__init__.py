"""A crowd of people behind a loopback server that behaves like the Telegram Bot API.

It runs in a process of its own, so that it never takes the bot's processor time:

    python -m benchmarks.load --people 100 --walker guided
"""
