"""A cache of what was checked before, so that an article opens at once; it can be thrown away."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.errors import InputError
from quotecheck.files import content_of, sealed, unsealed, whole

if TYPE_CHECKING:
    from quotecheck.model import Document

_MOST = 200  # files; the oldest go
_OURS = re.compile(r"[0-9a-f]{32}\.json")


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
            document = from_record(json.loads(unsealed(content_of(path))), text)
            os.utime(path)
        except (OSError, ValueError, RecursionError, InputError):
            return None
        return document

    def put(self, key: str, document: Document) -> None:
        """Keep a document under ``key``."""
        from quotecheck.record import dumps, to_record

        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._folder.is_symlink():
                with whole(self._folder / f"{key}.json") as partial:
                    partial.write_bytes(sealed(dumps(to_record(document, explain=True)).encode()))
                self._drop_oldest()

    def _drop_oldest(self) -> None:
        """Remove what was used longest ago; only files with names as we give them are ours."""
        ours = [path for path in self._folder.glob("*.json") if _OURS.fullmatch(path.name)]
        ours.sort(key=lambda path: path.lstat().st_mtime)
        for path in ours[:-_MOST]:
            path.unlink(missing_ok=True)
