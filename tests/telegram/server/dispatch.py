"""From a request to the function that answers it, with faults, limits and the record in between."""

import asyncio
import traceback
from collections.abc import Callable

from aiohttp import web

from . import wire
from .errors import ApiError
from .faults import Fault, FaultPlan
from .limits import RateLimits
from .methods import HANDLERS
from .parameters import checked
from .polling import Polling
from .record import Record
from .specification import BY_LOWER_NAME, METHODS
from .state import State
from .webhook import Webhook

Sent = dict[str, object]

_NOT_AS_ANSWER = {"getUpdates", "setWebhook", "deleteWebhook"}


class Dispatch:
    """Answers requests.

    Args:
        state: What the server remembers.
        webhook: For the methods about it.
        polling: For getUpdates.
        record: Where calls are noted.
        faults: What goes wrong on purpose.
        limits: Rate limits, or None.
    """

    def __init__(
        self,
        *,
        state: State,
        webhook: Webhook,
        polling: Polling,
        record: Record,
        faults: FaultPlan,
        limits: RateLimits | None,
    ) -> None:
        self._state = state
        self._webhook = webhook
        self._polling = polling
        self._record = record
        self._faults = faults
        self._limits = limits

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request; a mistake of the server itself becomes a violation."""
        try:
            return await self._handle(request)
        except Exception:  # noqa: BLE001
            self._state.violation(f"the test server failed: {traceback.format_exc()}")
            return wire.refusal(ApiError(500, "Internal Server Error"))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path.partition("?")[0]
        if path.startswith("/file/bot"):
            return self._file(path)
        try:
            method = self._method(path)
        except ApiError as error:
            return wire.refusal(error)
        sent: Sent = {}
        refused: ApiError | None = None
        try:
            sent = await wire.parameters_of(request)
            sent = checked(sent, METHODS[method], self._remarks(method))
        except ApiError as error:
            refused = error
        with self._state.lock:
            fault = self._faults.pick(method, sent) if self._faults.rules else None
        if fault is None:
            return wire.answer(*await self._call(method, sent, refused, None))
        return await self._call_with_fault(request, method, sent, refused, fault)

    def _method(self, path: str) -> str:
        token, _, name = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or ":" not in token or not name:
            raise ApiError(404, "Not Found")
        if token != self._state.token:
            raise ApiError(401, "Unauthorized")
        method = BY_LOWER_NAME.get(name.lower())
        if method is None:
            self._state.violation(f"unknown method {name}")
            raise ApiError(404, "Not Found: method not found")
        return method

    async def _call_with_fault(
        self,
        request: web.BaseRequest,
        method: str,
        sent: Sent,
        refused: ApiError | None,
        fault: Fault,
    ) -> web.StreamResponse:
        if fault.error is not None:
            self._note(method, sent, fault.error.description, effect=False)
            return wire.refusal(fault.error)
        if fault.kind == "slow" and not fault.has_effect:
            await asyncio.sleep(fault.seconds)
            return wire.answer(*await self._call(method, sent, refused, None))
        code, body = fault.code, {}
        if fault.has_effect:
            code, body = await self._call(method, sent, refused, fault)
        else:
            self._note(method, sent, f"fault: {fault.kind}", effect=False)
        _reorder(fault, body)
        return await wire.spoil(request, fault, code, body)

    async def _call(
        self, method: str, params: Sent, refused: ApiError | None, fault: Fault | None
    ) -> wire.Answer:
        """Carry out a call and note it."""
        try:
            if refused is not None:
                raise refused
            if method == "getUpdates":
                result = await self._polling.get_updates(params, self._remarks(method))
            else:
                with self._state.lock:
                    result = self._answer(method, params)
        except ApiError as error:
            self._note(method, params, error.description, effect=False)
            return error.code, error.body()
        self._note(method, params, f"fault: {fault.kind}" if fault else "ok", effect=True)
        if isinstance(result, str):  # only the webhook methods tell how it went
            return 200, {"ok": True, "result": True, "description": result}
        return 200, {"ok": True, "result": result}

    def _answer(self, method: str, params: Sent) -> object:
        if self._limits is not None:
            self._limits.check(method, params, self._state.clock())
        if method == "setWebhook":
            self._polling.end_for_webhook()
            return self._webhook.set(params)
        if method == "deleteWebhook":
            return self._webhook.set(params)
        if method == "getWebhookInfo":
            return self._webhook.info()
        return HANDLERS[method](self._state, params, self._remarks(method))

    def from_webhook(self, name: str, sent: Sent) -> None:
        """Carry out what the bot gave as answer to an update; it never hears of the outcome."""
        method = BY_LOWER_NAME.get(name.lower())
        if method is None or method in _NOT_AS_ANSWER:
            self._state.violation(f"method {name} as an answer to an update")
            return
        params = sent
        try:
            params = checked(sent, METHODS[method], self._remarks(method))
            with self._state.lock:
                self._answer(method, params)
        except ApiError as error:
            self._note(method, params, error.description, effect=False)
        else:
            self._note(method, params, "ok", effect=True)

    def _remarks(self, method: str) -> Callable[[str], None]:
        return lambda text: self._state.violation(f"{method}: {text}")

    def _note(self, method: str, params: Sent, outcome: str, *, effect: bool) -> None:
        with self._state.lock:
            self._record.add(method, params, self._state.clock(), outcome, effect=effect)

    def _file(self, path: str) -> web.Response:
        token, _, place = path.removeprefix("/file/bot").partition("/")
        upload = self._state.files.get(place.removeprefix("files/"))
        if token != self._state.token or upload is None:
            return wire.refusal(ApiError(404, "Not Found"))
        return web.Response(body=upload.data)


def _reorder(fault: Fault, body: Sent) -> None:
    found = body.get("result")
    if isinstance(found, list):
        if fault.kind == "swapped":
            body["result"] = found[::-1]
        elif fault.kind == "doubled":
            body["result"] = found + found
