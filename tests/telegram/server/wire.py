"""HTTP: from a request to a call, and from its outcome to an answer, faults included."""

import asyncio
import json
import socket
import struct

from aiohttp import web

from .errors import ApiError
from .faults import Fault
from .parameters import read_parameters

PAGE = (
    "<html>\r\n<head><title>{code}</title></head>\r\n<body>\r\n<center><h1>{code}</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_JSON = "application/json"

Answer = tuple[int, dict[str, object]]


def answer(code: int, body: dict[str, object]) -> web.Response:
    """An answer in JSON."""
    headers = None
    if code == 429:  # stands in the header as well
        headers = {"Retry-After": str(body["parameters"]["retry_after"])}  # type: ignore[index]
    return web.Response(
        status=code, body=json.dumps(body).encode(), content_type=_JSON, headers=headers
    )


def refusal(error: ApiError) -> web.Response:
    """A refusal in JSON."""
    return answer(error.code, error.body())


async def parameters_of(request: web.BaseRequest) -> dict[str, object]:
    """The parameters as they were sent.

    Raises:
        ApiError: When they cannot be read.
    """
    try:
        return await read_parameters(request)
    except ValueError as error:  # a multipart body that breaks off
        raise ApiError(400, f"Bad Request: {error}") from error


def break_off(request: web.BaseRequest) -> web.StreamResponse:
    """Cut the connection without a word, with a TCP reset."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()
    return web.Response()


async def spoil(
    request: web.BaseRequest, fault: Fault, code: int, body: dict[str, object]
) -> web.StreamResponse:
    """The answer as it arrives after this fault."""
    if fault.kind == "reset":
        return break_off(request)
    if fault.kind == "page":
        text = PAGE.format(code=fault.code)
        return web.Response(status=fault.code, text=text, content_type="text/html")
    whole = json.dumps(body).encode()
    if fault.kind == "garbled":
        return web.Response(status=200, body=b"{" + whole[: len(whole) // 2], content_type=_JSON)
    if fault.kind == "truncated":
        return await _half(request, code, whole)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return web.Response(status=code, body=whole, content_type=_JSON)


async def _half(request: web.BaseRequest, code: int, whole: bytes) -> web.StreamResponse:
    response = web.StreamResponse(status=code)
    response.content_type = _JSON
    response.content_length = len(whole)
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
