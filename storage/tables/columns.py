"""What every table is made of. Instants are microseconds since 1970 in UTC, days are ISO dates; ids are Telegram's or ours (64 bits)."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Dialect,
    MetaData,
    TypeDecorator,
)

from bot.core.clock import from_micros, to_micros

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, stored as whole microseconds: the same order and arithmetic on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


TEXT_OR_FILE_LEFT = "text <> '' OR file_id IS NOT NULL"
TEXT_LEFT = "text <> ''"
"""Conditions of partial indexes: the nightly clean-up finds what it has not blanked yet, whatever else there is."""
