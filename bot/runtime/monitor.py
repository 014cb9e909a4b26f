"""What a machine may ask of a running bot: ``/healthz`` and Prometheus' ``/metrics``, on a port of this machine."""

import asyncio
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.core.clock import Clock
from bot.core.errors import Unavailable
from bot.runtime.mailboxes import Mailboxes
from bot.runtime.outbox import Outbox
from bot.runtime.supervision import Supervisor
from storage import Storage

STUCK_AFTER = timedelta(minutes=5)
"""An update that has waited this long means that updates are not being handled."""
SILENT_AFTER = timedelta(seconds=90)
"""Telegram holds an empty poll for 25 s; this is three of them unanswered."""
ANSWER_WITHIN_S = 5.0
TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' text format."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How updates arrive: when the last poll was answered, None in webhook mode; and what went wrong, by kind."""

    answered_at: datetime | None = None
    troubles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metric:
    """One line of numbers with its meaning; ``kind`` is ``counter`` or ``gauge``."""

    name: str
    kind: str
    what: str
    values: Mapping[str, float]
    """By the value of ``label``; ``{"": value}`` without one."""
    label: str = ""

    def lines(self) -> list[str]:
        """The metric in Prometheus' text format."""
        lines = [f"# HELP {self.name} {self.what}", f"# TYPE {self.name} {self.kind}"]
        for value, number in self.values.items():
            label = f'{{{self.label}="{_escaped(value)}"}}' if self.label else ""
            lines.append(f"{self.name}{label} {number:.15g}")
        return lines


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


class Monitor:
    """Answers GET /healthz and GET /metrics; nothing in it names a person, a group or a text."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        mailboxes: Mailboxes,
        outbox: Outbox,
        supervisor: Supervisor,
        intake: Callable[[], Intake],
        *,
        version: str,
        listen: str,
        port: int,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._mailboxes = mailboxes
        self._outbox = outbox
        self._supervisor = supervisor
        self._intake = intake
        self._version = version
        self._listen, self._port = listen, port
        self._started_at = clock.now()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: the port is taken.
        """
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._listen, self._port).start()

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # --- health -------------------------------------------------------------------------------------------------

    async def _healthz(self, request: web.Request) -> web.Response:
        """200 when the bot does its work, 503 with what is wrong when it does not."""
        wrong = await self.wrong()
        return web.json_response({"status": "wrong" if wrong else "fine", "wrong": wrong}, status=503 if wrong else 200)

    async def wrong(self) -> list[str]:
        """What keeps the bot from its work: ``database``, ``updates`` that nobody handles, ``telegram`` out of reach."""
        now = self._clock.now()
        wrong = []
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                _, since = await self._storage.inbox.backlog()
        except (Unavailable, TimeoutError):
            wrong.append("database")
        else:
            if since is not None and now - since > STUCK_AFTER:
                wrong.append("updates")
        answered_at = self._intake().answered_at
        if answered_at is not None and now - answered_at > SILENT_AFTER:
            wrong.append("telegram")
        return wrong

    # --- metrics ------------------------------------------------------------------------------------------------

    async def _metrics(self, request: web.Request) -> web.Response:
        lines = [line for metric in await self._measured() for line in metric.lines()]
        return web.Response(text="\n".join(lines) + "\n", headers={"Content-Type": TEXT})

    async def _measured(self) -> list[Metric]:
        now = self._clock.now()
        updates, updates_since = await self._storage.inbox.backlog()
        calls, calls_since = await self._storage.outbox.count_waiting()
        parked = await self._storage.inbox.parked()
        intake = self._intake()
        usage = resource.getrusage(resource.RUSAGE_SELF)

        def gauge(name: str, what: str, value: float) -> Metric:
            return Metric(f"weilu_{name}", "gauge", what, {"": value})

        def counter(name: str, what: str, value: float) -> Metric:
            return Metric(f"weilu_{name}_total", "counter", what, {"": value})

        return [
            Metric("weilu_info", "gauge", "The running version.", {self._version: 1}, "version"),
            gauge("start_time_seconds", "When the bot started, Unix time.", self._started_at.timestamp()),
            counter("updates_handled", "Rows of the inbox handled since the start.", self._mailboxes.handled),
            gauge("updates_waiting", "Rows of the inbox not handled yet.", updates),
            gauge("updates_oldest_seconds", "How long the oldest of them has waited.", _age(updates_since, now)),
            gauge("updates_parked", "Updates set aside after failing three times.", len(parked)),
            counter("calls_performed", "Calls to Telegram since the start.", self._outbox.performed),
            gauge("calls_waiting", "Effects decided and not settled.", calls),
            gauge("calls_oldest_seconds", "How long the oldest of them has waited.", _age(calls_since, now)),
            Metric(
                "weilu_intake_troubles_total", "counter", "Polls that were no answer.", dict(intake.troubles), "kind"
            ),
            Metric(
                "weilu_loop_failures_total",
                "counter",
                "How often a loop had to be started again.",
                dict(self._supervisor.failures),
                "loop",
            ),
            Metric("process_cpu_seconds_total", "counter", "CPU time used, user and system.", {"": sum(usage[:2])}),
            Metric("process_resident_memory_bytes", "gauge", "Memory held.", {"": _resident_bytes(usage.ru_maxrss)}),
        ]


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since is not None else 0.0


def _resident_bytes(most: int) -> float:
    """Memory held now where the system says it, else the most ever (``ru_maxrss``: KiB, on macOS bytes)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return most if sys.platform == "darwin" else most * 1024
