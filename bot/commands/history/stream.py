"""The bytes of a file, unzipped where need be."""

import gzip
import io

GZIP_MAGIC = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"

Stream = io.BufferedReader | gzip.GzipFile


def unzipped(raw: io.BufferedReader) -> Stream:
    """The content of an open file, gzipped or not."""
    # A further buffer around gzip would lose what comes before the place where a file is cut off.
    return gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == GZIP_MAGIC else raw
