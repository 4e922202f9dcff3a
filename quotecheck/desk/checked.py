"""What was checked before, kept so that an article opens at once; it can be thrown away."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.errors import InputError

if TYPE_CHECKING:
    from quotecheck.model import Document

_MOST = 200  # files; the oldest go


class RecordCache:
    """Records of documents in a folder, by a key of all that they depend on.

    A folder that cannot be read or written is as good as an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, text: str) -> Document | None:
        """The document that was put under ``key``; ``text`` is its article's text."""
        from quotecheck.record import from_record

        path = self._folder / f"{key}.json"
        try:
            document = from_record(json.loads(path.read_bytes()), text)
            os.utime(path)
        except (OSError, ValueError, InputError):
            return None
        return document

    def put(self, key: str, document: Document) -> None:
        """Keep a document under ``key``."""
        from quotecheck.record import dumps, to_record

        partial = self._folder / f"{key}.{os.getpid()}.partial"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial.write_text(dumps(to_record(document, explain=True)), encoding="utf-8")
            partial.replace(self._folder / f"{key}.json")
            self._drop_oldest()
        except OSError:
            partial.unlink(missing_ok=True)

    def _drop_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_MOST]:
            path.unlink(missing_ok=True)
