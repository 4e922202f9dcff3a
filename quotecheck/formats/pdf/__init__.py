"""PDF files into blocks: one block a printed line, page by page.

The reading itself is done in a process of its own (`worker`), within limits of memory and time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from quotecheck.errors import InputError
from quotecheck.following import python_command
from quotecheck.formats.content import Block, Content, check_size
from quotecheck.formats.pdf import ocr
from quotecheck.formats.pdf.blocks import said_pages
from quotecheck.formats.sizes import LARGEST

MEMORY = 450_000_000
_OCR_SECONDS = 3_600
_START = "from quotecheck.formats.pdf.worker import main; main()"
_NO_TITLE = re.compile(
    r"^(microsoft |untitled|document\d*$|print|layout)"
    r"|\.(docx?|rtf|pdf|indd|qxd|wpd|tmp|tex|dvi|exe|xlsx?|pptx?|html?|odt|pages|p65|fm|ps|txt)$"
    r"|^[\W\d_]*$|\\",
    re.IGNORECASE,
)
_DATE = re.compile(r"^D?:?(\d{4})(\d\d)(\d\d)")
_DAMAGED = "is damaged and cannot be read as a PDF"
_DAMAGED_HINT = "fetch it again, or print it again from the program that shows it"


def read(data: bytes, path: str) -> Iterator[Content]:
    """The one document of a PDF file. Raises InputError for what cannot be used."""
    check_size(data, LARGEST[".pdf"], path)
    if b"%PDF-" not in data[:1024]:
        raise InputError("is not a PDF, whatever its name says", path=path)
    pages = _Pages()
    for record in _run(data, path):
        pages.add(record, path)
    yield pages.content(path)


@dataclass
class _Pages:
    """The pages that the worker has read so far. ``told`` holds its remarks by what they say, each
    with the labels of its pages; ``left_out`` holds the first words left out for each reason."""

    blocks: list[Block] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    told: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def add(self, record: dict[str, Any], path: str) -> None:
        """Take the record of a page, or of the document."""
        if "error" in record:
            _refuse(record["error"], path)
        if "pages" in record:
            self.about = record
            return
        self.count += 1
        record["garbled"] = record.get("garbled") and not record.get("ocr")
        for key in ("broken", "machine", "ocr", "unseen", "pale", "hidden", "garbled"):
            if record.get(key):
                self.told.setdefault(key, []).append(record["label"])
                if isinstance(record[key], str):
                    self.left_out.setdefault(key, record[key])
        if record.get("picture") and not record.get("ocr") and not record.get("garbled"):
            self.told.setdefault("scan", []).append(record["label"])
        if record["garbled"]:
            return
        self.blocks += [Block(*each)._replace(sheet=self.count) for each in record["blocks"]]

    def content(self, path: str) -> Content:
        """The document. Raises InputError where it holds no text."""
        if not self.blocks:
            self._refuse_empty(path)
        machine = [*self.told.get("ocr", ()), *self.told.get("machine", ())]
        mostly = 2 * len(machine) > self.count
        reading = "scanned PDF, read by OCR" if mostly else "PDF"
        return Content(
            tuple(self.blocks),
            format=reading,
            kind="machine" if mostly else None,
            title=self._title(),
            date=self._date(),
            author=self._value("Author"),
            notes=tuple(self._notes()),
        )

    def _refuse_empty(self, path: str) -> NoReturn:
        if "garbled" in self.told:
            reason = "does not say which letters its shapes stand for"
        elif "scan" in self.told:
            reason = "is a scan without a text layer"
        elif "broken" in self.told or not self.count:
            raise InputError(_DAMAGED, path=path, hint=_DAMAGED_HINT)
        else:
            raise InputError("holds no text that can be seen", path=path)
        need = ocr.missing()
        hint = f"to have it read by OCR: {need}" if need else "OCR found no words in it either"
        raise InputError(reason, path=path, hint=hint)

    def _notes(self) -> Iterator[str]:
        need = ocr.missing()
        unread = f"not read (to have them read by OCR: {need})" if need else "OCR found no words"
        notes = {
            "ocr": "scanned, read here by OCR: {}; a machine misreads words",
            "machine": "scanned, with text recognized by a machine: {}; a machine misreads words",
            "scan": f"pictures without text: {{}}; {unread}",
            "garbled": "letters that cannot be recognized: {}; " + unread,
            "broken": "damaged and left out: {}",
            "pale": "text in the color of the page was left out: {}",
            "unseen": "text that is not shown was left out: {}",
            "hidden": "text off the page or too small to read was left out: {}",
        }
        for key, note in notes.items():
            if labels := self.told.get(key):
                words = f" (“{self.left_out[key]}”)" if key in self.left_out else ""
                yield note.format(said_pages(labels)) + words
        if self.count < int(self.about.get("pages", 0)):
            yield f"only the first {self.count:,} of {self.about['pages']:,} pages were read"

    def _value(self, key: str) -> str | None:
        value = str(self.about.get(key) or "")
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:300] or None

    def _title(self) -> str | None:
        title = self._value("Title")
        return None if title is None or _NO_TITLE.search(title) else title

    def _date(self) -> str | None:
        match = _DATE.match(self._value("CreationDate") or "")
        return "-".join(match.groups()) if match else None


def _refuse(error: str, path: str) -> NoReturn:
    if error == "password":
        hint = "save a copy without the password"
        raise InputError("is protected by a password", path=path, hint=hint)
    if error == "letters":
        raise InputError("holds more text than can be read", path=path, hint="split it")
    raise InputError(_DAMAGED, path=path, hint=_DAMAGED_HINT)


def _run(data: bytes, path: str) -> Iterator[dict[str, Any]]:
    """The records that the worker writes. Raises InputError where it breaks, or takes too long."""
    pictures = ocr.missing() is None
    seconds = min(4 + len(data) // 25_000, 300)
    command = python_command(_START)
    command += [str(MEMORY + 3 * len(data)), str(seconds), str(int(pictures))]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own module, with arguments of our own
                command,
                stdin=source,
                stdout=result,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
                timeout=_OCR_SECONDS if pictures else 2 * seconds,
                check=False,
            )
            code = done.returncode
        except subprocess.TimeoutExpired:
            code = None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=path) from error
        result.seek(0)
        if code != 0:
            _explain(code, sum(1 for _ in result), path)
        for line in result:
            yield json.loads(line)


def _explain(code: int | None, lines: int, path: str) -> NoReturn:
    place = f"page {lines}" if lines else "its beginning"
    if code is None or code in (-9, -24):
        raise InputError(f"takes too long to read, at {place}", path=path, hint="split it")
    raise InputError(
        f"cannot be read: it broke the PDF reader at {place}", path=path, hint=_DAMAGED_HINT
    )
