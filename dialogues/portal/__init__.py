"""The workers' portal in words and pages: what a worker reads in a browser.

Pages are made here and served by `bot.portal`. Nothing in this package knows who asks, or reads
anything of a client but what it is given.
"""
