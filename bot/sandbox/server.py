"""The HTTP side: requests in, answers out, faults in between (§6.1)."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from bot.sandbox.clock import VirtualClock
from bot.sandbox.errors import ApiError, too_many_requests
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Call
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params, read_params
from bot.sandbox.polling import BY_WEBHOOK, WEBHOOK_ACTIVE

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

JSON = "application/json"
CLOCK_HOLD = 25.0
"""Seconds the clock's long poll waits."""
BODY_BYTES = 60 << 20
_encode = msgspec.json.Encoder().encode
_OWN = {name.lower(): name for name in ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")}


class Server:
    """Routes of the sandbox. It holds no state of its own."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._clock_moved = asyncio.Event()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_get("/sandbox/clock", self._clock)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_route("*", "/{anything:.*}", self._nowhere)
        return app

    def clock_moved(self) -> None:
        """Answer those who wait for the clock."""
        self._clock_moved.set()
        self._clock_moved = asyncio.Event()

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        return _answer(ApiError(404, "Not Found").body(), 404)

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        clock = self._sandbox.clock
        after = request.query.get("after", "").replace(" ", "+")
        try:
            threshold = datetime.fromisoformat(after) if after else None
        except ValueError:
            return web.json_response({"error": "after is no ISO instant"}, status=400)
        deadline = time.monotonic() + (CLOCK_HOLD if isinstance(clock, VirtualClock) else 1.0)
        while threshold is not None and (left := deadline - time.monotonic()) > 0:
            if self._sandbox.closing or (isinstance(clock, VirtualClock) and clock.now() > threshold):
                break
            moved = self._clock_moved
            try:
                await asyncio.wait_for(moved.wait(), left)
            except TimeoutError:
                break
        return web.json_response({"now": clock.now().isoformat()})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._sandbox.token:
            return _answer(ApiError(401, "Unauthorized").body(), 401)
        file = self._sandbox.world.files.by_path(request.match_info["path"])
        if file is None:
            return _answer(ApiError(404, "Not Found").body(), 404)
        return web.Response(body=file.content, content_type=file.mime_type or "application/octet-stream")

    async def _method(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if token != self._sandbox.token:
            malformed = ":" not in token or len(token) > 80 or token.startswith("0")
            text = "Unauthorized: invalid token specified" if malformed else "Unauthorized"
            return _answer(ApiError(401, text).body(), 401)
        try:
            params = await read_params(request)
        except ApiError as refusal:
            return _answer(refusal.body(), refusal.code)
        name = request.match_info["method"]
        known = METHODS.get(name.lower())
        proper = known[0] if known else _OWN.get(name.lower(), name)
        call = self._sandbox.record(proper, params)
        try:
            fault = self._sandbox.faults.strike(proper, params.chat_id)
            return await self._faulty(request, call, params, fault) if fault else await self._respond(call, params)
        finally:
            self._sandbox.finished(call)

    async def _respond(self, call: Call, params: Params) -> web.Response:
        status, body = await self.carry_out(call, params)
        headers = None
        if status == 429:
            headers = {"Retry-After": body.decode().rpartition('"retry_after":')[2].rstrip("}")}
        return web.Response(body=body, status=status, content_type=JSON, headers=headers)

    async def carry_out(self, call: Call, params: Params) -> tuple[int, bytes]:
        """Execute the call, note the outcome in it, and return status and body."""
        try:
            if call.method.lower() in _OWN:
                return 200, await self._own(call, params)
            known = METHODS.get(call.method.lower())
            if known is None:
                raise ApiError(404, "Not Found: method not found")
            self._sandbox.limits.admit(call.method, params.chat_id, self._sandbox.clock.now())
            call.result = known[1](self._sandbox.world, params)
            return 200, _encode({"ok": True, "result": call.result})
        except ApiError as refusal:
            call.error, call.code = refusal.description, refusal.code
            return refusal.code, _encode(refusal.body())
        finally:
            self._sandbox.world.changed()

    async def _own(self, call: Call, params: Params) -> bytes:
        sandbox = self._sandbox
        match call.method:
            case "getUpdates":
                if sandbox.webhook.url:
                    raise ApiError(409, WEBHOOK_ACTIVE)
                found = await sandbox.polling.updates(params)
                call.result = [queued.update_id for queued in found]
                return b'{"ok":true,"result":[' + b",".join([queued.body for queued in found]) + b"]}"
            case "getWebhookInfo":
                call.result = sandbox.webhook.info()
                return _encode({"ok": True, "result": call.result})
            case "deleteWebhook":
                description = sandbox.webhook.set(Params({**params.raw, "url": ""}))
            case _:
                description = sandbox.webhook.set(params)
                if sandbox.webhook.url:
                    sandbox.polling.interrupt(BY_WEBHOOK)
        call.result = True
        return _encode({"ok": True, "result": True, "description": description})

    async def _faulty(self, request: web.Request, call: Call, params: Params, fault: Fault) -> web.StreamResponse:
        call.fault = f"{fault.when} {fault.kind}"
        self._sandbox.world.changed()
        if fault.kind == "slow" and fault.when == "before":
            await asyncio.sleep(fault.seconds)
            return await self._respond(call, params)
        status, body = 200, _encode({"ok": True, "result": True})
        if fault.when == "after":
            status, body = await self.carry_out(call, params)
        match fault.kind:
            case "slow":
                await asyncio.sleep(fault.seconds)
                return web.Response(body=body, status=status, content_type=JSON)
            case "hang":
                await asyncio.sleep(fault.seconds or 3600)
                return _abort(request)
            case "reset":
                return _abort(request)
            case "half":
                return await _half(request, body)
            case "garbage":
                return web.Response(body=b'{"ok":true,"result":{"mess', content_type=JSON)
            case "502" | "504":
                page = f"<html><head><title>{fault.kind}</title></head><body><h1>Bad Gateway</h1></body></html>"
                return web.Response(text=page, status=int(fault.kind), content_type="text/html")
            case "429":
                seconds = max(1, round(fault.seconds))
                answer = _answer(too_many_requests(seconds).body(), 429)
                answer.headers["Retry-After"] = str(seconds)
                return answer
            case _:
                return _answer(ApiError(int(fault.kind), _WORDS[fault.kind]).body(), int(fault.kind))


_WORDS = {
    "500": "Internal Server Error",
    "401": "Unauthorized",
    "403": "Forbidden: bot was blocked by the user",
    "404": "Not Found",
    "409": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
}


def _answer(body: dict[str, Any], status: int) -> web.Response:
    return web.Response(body=_encode(body), status=status, content_type=JSON)


def _abort(request: web.Request) -> web.Response:
    """Drop the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Announce the whole answer, send half of it, drop the connection."""
    response = web.StreamResponse(headers={"Content-Type": JSON, "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
