"""Tables as files that a spreadsheet opens rightly."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

BOM = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for something else."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run instead of showing it; names may begin so."""


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as CSV in UTF-8, instants to the minute; no cell of it is a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([[_cell(cell) for cell in row] for row in rows])
    return BOM + written.getvalue().encode()


def _cell(value: object) -> str:
    text = value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not text.removeprefix("-").isdigit() else text
