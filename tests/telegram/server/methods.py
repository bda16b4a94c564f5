"""Which function answers which method."""

from collections.abc import Callable

from . import editing, sending, settings
from .options import Remark
from .state import State

Handler = Callable[[State, dict[str, object], Remark], object]

HANDLERS: dict[str, Handler] = {
    "getMe": settings.get_me,
    "logOut": settings.leave_server,
    "close": settings.leave_server,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_query,
    "setMyCommands": settings.set_commands,
    "getMyCommands": settings.get_commands,
    "deleteMyCommands": settings.delete_commands,
    "setMyName": settings.set_text,
    "setMyDescription": settings.set_text,
    "setMyShortDescription": settings.set_text,
    "setChatMenuButton": settings.set_menu,
    "leaveChat": settings.leave_chat,
    "getChat": settings.get_chat,
}
"""getUpdates and the webhook methods are answered by the server itself."""
