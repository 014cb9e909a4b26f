"""Files: bytes behind a file_id, and how large a picture is."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Any

DOWNLOAD_LIMIT = 20 << 20
"""Bytes a bot may download with getFile."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes

    @property
    def path(self) -> str:
        """The file_path of getFile."""
        return f"files/{self.unique_id}/{self.name}"

    def shape(self) -> Json:
        """The fields every file object has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """All files of the world, found by file_id or by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def store(self, content: bytes, name: str, mime_type: str, prefix: str = "BQAC") -> StoredFile:
        """Keep `content`; equal content under an equal name has one identity."""
        unique = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()[:16]
        file = StoredFile(f"{prefix}AgUAAx{unique}", f"AQAD{unique}", name.replace("/", "_"), mime_type, content)
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG; 800 by 600 for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 800, 600


def photo_shape(file: StoredFile) -> Json:
    """The `photo` field: one size, the whole picture."""
    width, height = picture_size(file.content)
    return {"photo": [{**file.shape(), "width": width, "height": height}]}


def document_shape(file: StoredFile) -> Json:
    return {"document": {**file.shape(), "file_name": file.name, "mime_type": file.mime_type}}


def sticker_shape(file: StoredFile, emoji: str) -> Json:
    picture = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
    return {"sticker": {**file.shape(), **picture, "emoji": emoji, "set_name": "SandboxStickers"}}
