"""How long the outbox rests after a failure."""

FIRST_S = 0.5
LONGEST_S = 60.0


def backoff(failures: int) -> float:
    """Seconds to rest after so many failures in a row, at least one: twice as long each time, up to a minute."""
    return min(FIRST_S * 2.0 ** min(failures - 1, 10), LONGEST_S)
