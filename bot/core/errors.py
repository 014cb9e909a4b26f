"""The one tree of errors. Expected outcomes are return values; these are for what stops a decision."""


class WeiluError(Exception):
    """Root of everything raised on purpose."""


class Refused(WeiluError):
    """Tell the person, with a text key; nothing has changed.

    ``values`` fill the text. Raised by rules and services, answered at the mailbox's edge.
    """

    def __init__(self, key: str, **values: str | int | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotPermitted(WeiluError):
    """The asker lacks a Telegram right; ``right`` is its Bot API name, e.g. ``can_restrict_members``."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


class Unavailable(WeiluError):
    """Something outside did not answer; the same update may succeed later."""


class Conflict(WeiluError):
    """A claimed row was already taken when the work was committed; decide again from gather."""


class Bug(WeiluError):
    """The code broke one of its own rules."""


def error_name(error: BaseException) -> str:
    """The error's type and place: its words might quote a message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
