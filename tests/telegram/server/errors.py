"""What the Bot API says when it refuses a call.

The wording is that of tdlib/telegram-bot-api (`Client.cpp`, `fail_query_with_error`) and of the
library under it, since bots recognise these refusals by their text.
"""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EDIT_NOT_FOUND = "message to edit not found"
CANNOT_EDIT = "message can't be edited"
DELETE_NOT_FOUND = "message to delete not found"
CANNOT_DELETE = "message can't be deleted for everyone"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CHAT_NOT_FOUND = "chat not found"
TEXT_EMPTY = "message text is empty"
TEXT_BLANK = "text must be non-empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
NO_TEXT_THERE = "there is no text in the message to edit"
NO_CAPTION_THERE = "there is no caption in the message to edit"
NO_MEDIA_THERE = "there is no media in the message to edit"
PHOTO_SIZES = "PHOTO_INVALID_DIMENSIONS"
NO_PICTURE = "IMAGE_PROCESS_FAILED"
REPLY_NOT_FOUND = "message to be replied not found"
NOT_UTF8 = "strings must be encoded in UTF-8"
BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"
NOT_STARTED = "bot can't initiate conversation with a user"
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET = "terminated by setWebhook request"


class ApiError(Exception):
    """A refusal: the HTTP status, the description and sometimes `parameters`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, object]:
        """The answer as Telegram shapes it."""
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(text: str, **parameters: int) -> ApiError:
    """400: the call is wrong."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    """403: the person or the group does not want this bot."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """409: two ways of receiving updates at the same time."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429: wait this long."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
