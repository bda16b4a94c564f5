"""What people can send besides text, as the Bot API shows it."""

import re

_COMMAND = re.compile(r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def _file(kind: str, **more: object) -> dict[str, object]:
    return {
        "file_id": f"{kind}-from-a-phone",
        "file_unique_id": f"{kind}-unique",
        "file_size": 1234,
        **more,
    }


_VIDEO = _file("video", width=640, height=480, duration=3)
_PLACE = {"latitude": 52.09, "longitude": 5.12}

KINDS: dict[str, dict[str, object]] = {
    "voice": {"voice": _file("voice", duration=2, mime_type="audio/ogg")},
    "audio": {"audio": _file("audio", duration=2)},
    "photo": {"photo": [_file("photo", width=90, height=60)]},
    "sticker": {
        "sticker": _file(
            "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False
        )
    },
    "location": {"location": _PLACE},
    "venue": {
        "location": _PLACE,
        "venue": {"location": _PLACE, "title": "Buurthuis", "address": "Dorpsplein 1"},
    },
    "contact": {"contact": {"phone_number": "+31600000000", "first_name": "Bea"}},
    "document": {"document": _file("document", file_name="brief.pdf")},
    "video": {"video": _VIDEO},
    "animation": {"animation": _VIDEO, "document": _file("video")},
    "video_note": {"video_note": _file("note", length=240, duration=2)},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {
        "poll": {
            "id": "5",
            "question": "Koffie?",
            "options": [
                {"persistent_id": "0", "text": "Ja", "voter_count": 0},
                {"persistent_id": "1", "text": "Nee", "voter_count": 0},
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "service": {"write_access_allowed": {"from_request": True}},
    "empty": {},
}
"""A name for each, and the fields it has in a message."""


def command_entities(text: str) -> list[dict[str, object]]:
    """Where Telegram marks commands in what a person types."""
    if "/" not in text:
        return []
    return [
        {
            "type": "bot_command",
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]
