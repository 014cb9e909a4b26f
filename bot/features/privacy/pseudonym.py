"""A number in somebody's place that tells nobody who they are, and is always the same."""

import hashlib
import hmac

FIRST = 1 << 60
"""Above every id of Telegram's, which have at most 52 significant bits."""
BITS = 52


def pseudonym(user_id: int, key: bytes) -> int:
    """HMAC-SHA256 (RFC 2104) of the id, cut to `BITS`: in [2⁶⁰, 2⁶⁰ + 2⁵²). Who lacks the key cannot find the id by trying."""
    digest = hmac.digest(key, str(user_id).encode(), hashlib.sha256)
    return FIRST + (int.from_bytes(digest[:8], "big") >> (64 - BITS))
