"""Pairings and shares as the client reads them: with whom, what, and who looked at it when."""

from collections import Counter
from datetime import date
from typing import Any

from states.days import date_of, local_day
from states.dossier import Dossier
from states.screen import TextKey
from states.sharing.records import Pairing, Share, WorkerFacts

SECONDS_PER_MINUTE = 60


def worker_values(worker: WorkerFacts, today: int) -> dict[str, Any]:
    """A worker for a text, with the last day away where that is today or later."""
    is_away = worker.away_until >= today > 0
    return {
        "name": worker.name,
        "organisation": worker.organisation,
        "role": worker.role,
        "is_away": is_away,
        "away_until": date_of(worker.away_until) if is_away else None,
        "stand_in": worker.stand_in if is_away else "",
    }


def pairing_values(one: Pairing) -> dict[str, Any]:
    """A pairing for a text."""
    return {
        "name": one.worker.name,
        "organisation": one.worker.organisation,
        "since": date_of(one.since),
        "ended": _day(one.ended),
    }


def share_values(one: Share, today: int) -> dict[str, Any]:
    """A share for a text, with what became of it; looks are grouped by day."""
    return {
        "to": one.to,
        "organisation": one.organisation,
        "sent": date_of(local_day(one.sent)),
        "until": date_of(one.until),
        "state": _state(one, today),
        "is_live": one.is_live(today),
        "parts": [TextKey(f"codebook/parts__{part}") for part in one.parts],
        "opened": _day(one.opened),
        "looked": one.looked,
        "looks": [{"day": date_of(day), "times": times} for day, times in looks_by_day(one)],
        "replies": [
            {
                "code": reply.code,
                "on": date_of(local_day(reply.at)),
                "day": date_of(reply.day) if reply.day else None,
            }
            for reply in one.replies
        ],
        "withdrawn": _day(one.withdrawn),
        "ended": one.ended,
    }


def _state(one: Share, today: int) -> str:
    if one.withdrawn:
        return "withdrawn"
    if one.ended:
        return "ended"
    return "live" if one.is_live(today) else "past"


def _day(seconds: int) -> date | None:
    return date_of(local_day(seconds)) if seconds else None


def looks_by_day(one: Share) -> list[tuple[int, int]]:
    """On which day (since 1970) it was looked at how often, the earliest first."""
    days = Counter(local_day(minute * SECONDS_PER_MINUTE) for minute in one.looks)
    return sorted(days.items())


def sharing_view(dossier: Dossier, today: int) -> dict[str, list[dict[str, Any]]]:
    """All pairings and shares, for "everything about me"."""
    return {
        "pairings": [pairing_values(one) for one in dossier.pairings if one.accepted],
        "shares": [share_values(one, today) for one in dossier.shares],
    }


def sharing_data(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """The same as plain data, with dates as ISO strings; an offer is there too."""
    return {
        "pairings": [
            {
                "worker": one.worker.name,
                "organisation": one.worker.organisation,
                "role": one.worker.role,
                "since": _iso(date_of(one.since)),
                "accepted": one.accepted,
                "ended_on": _iso(_day(one.ended)),
            }
            for one in dossier.pairings
        ],
        "shares": [_share_data(one) for one in dossier.shares],
    }


def _share_data(one: Share) -> dict[str, Any]:
    return {
        "to": one.to,
        "organisation": one.organisation,
        "sent_on": _iso(date_of(local_day(one.sent))),
        "until": _iso(date_of(one.until)),
        "parts": list(one.parts),
        "opened_on": _iso(_day(one.opened)),
        "looked": one.looked,
        "looks": [{"day": _iso(date_of(day)), "times": n} for day, n in looks_by_day(one)],
        "replies": [
            {
                "reply": reply.code,
                "on": _iso(date_of(local_day(reply.at))),
                "talk_on": _iso(date_of(reply.day)) if reply.day else None,
            }
            for reply in one.replies
        ],
        "withdrawn_on": _iso(_day(one.withdrawn)),
        "ended": one.ended,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
