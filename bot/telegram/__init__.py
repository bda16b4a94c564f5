"""Telegram: updates in, by polling or webhook, and messages out.

The only folder that imports `telegram`. Start reading at `app.py`; the way of one update is
`reading.py` → `intake.py` → `lanes.py` → `delivery.py`.
"""
