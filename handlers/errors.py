"""The client swallows what a handler raises; this marks the work failed, so that it is not committed."""

from telegram.ext import ApplicationHandlerStop

from handlers.context import WeiluContext


async def mark_failed(update: object, context: WeiluContext) -> None:
    """Keep the error with the work and end the update.

    Raises:
        ApplicationHandlerStop: always; no further handler may see a failed update.
    """
    error = context.error
    context.desk.work.error = error
    raise ApplicationHandlerStop
