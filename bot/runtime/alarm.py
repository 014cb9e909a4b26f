"""The real alarm clock: APScheduler wakes the ticker, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

JOB = "next"


class SchedulerAlarm:
    """One job that rings at one instant. Late rings count: ``misfire_grace_time`` None, or they would be dropped."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._scheduler.start()

    def set(self, instant: datetime | None, ring: Callable[[], None]) -> None:
        if instant is not None:
            self._scheduler.add_job(ring, DateTrigger(instant), id=JOB, replace_existing=True)
        elif self._scheduler.get_job(JOB) is not None:
            self._scheduler.remove_job(JOB)

    def close(self) -> None:
        self._scheduler.shutdown(wait=False)
