"""The same small guided dialogue, written for other frameworks as their users would write it.

    python -m benchmarks.peers.aiogram_memory --url http://127.0.0.1:8081 --calls 2

`--calls` is the shape of a turn. 1: only send. 2: answer the tap and edit the question in place;
behind a typed line, send. 3: answer the tap, take the buttons off the old question and send the
new one (two calls where a tick is set or a line was typed), which is what Kring does.
"""
