"""Tables as CSV or with tabs: transcripts that spreadsheets and recognisers write.

The first row names the columns. One of them holds the words; the speaker and the time are taken
from columns that are called so. A table without such names is read row by row, its first column
set apart, as a table of a document is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from quotecheck.encoding import decode, mended
from quotecheck.errors import InputError
from quotecheck.formats.content import Block, Content
from quotecheck.formats.speech_fields import scale_of, time_of
from quotecheck.formats.stamps import first_day, minutes_of, time_of_day

# What a column may be called, the surest name first.
_NAMES = {
    "text": (
        *("text", "transcript", "content", "sentence", "utterance", "words", "message", "body"),
        *("speech", "dialogue", "statement", "caption", "line"),
    ),
    "speaker": ("speaker", "character", "participant", "talker", "person", "who", "name", "author"),
    "start": ("start", "begin", "timestamp", "timecode", "time", "minute"),
    "end": ("end", "stop"),
}
_LEAST_LETTERS = 2  # of the cells of a column of words, on average
_EARLY = 300  # seconds: recordings begin before this time
_FASTEST = 3  # words a second, over a whole talk
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 200


def read(data: bytes, path: str) -> Iterator[Content]:
    """The transcript in a table. Raises InputError where a row cannot be read."""
    text, notes = decode(data, path)
    text, more = mended(text)
    rows = list(_rows(text.removeprefix("\ufeff"), path))
    columns = _columns(rows) if rows else {}
    if rows and "quote" in map(str.lower, rows[0][1]):
        hint = "check it against the sources instead"
        raise InputError("is a list of quotes, which proves nothing", path=path, hint=hint)
    if "text" in columns:
        blocks = list(_named(rows[1:], columns))
    else:
        blocks = [_unnamed(line, cells) for line, cells in rows]
    heard = set(columns) == {"text", "start", "end"}  # as Whisper writes it
    kind = "machine" if heard else None
    column = columns.get("start")
    starts = [cells[column] for _, cells in rows if column is not None and column < len(cells)]
    yield Content(tuple(blocks), "table", kind=kind, date=first_day(starts), notes=(*notes, *more))


def _rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line at which it begins."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row[:_MOST_COLUMNS]]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "save it as CSV again, or as text"
        reason = f"is not a table: {error}"
        raise InputError(reason, path=path, line=reader.line_num, hint=hint) from error


def _columns(rows: Sequence[tuple[int, list[str]]]) -> dict[str, int]:
    """The columns that hold the words, the speaker and the time, by the names in the first row."""
    names = [set(re.findall(r"[a-z]+", cell.lower())) for cell in rows[0][1]]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for what, known in _NAMES.items():
        columns = (number for name in known for number, said in enumerate(names) if name in said)
        fits = (number for number in columns if what != "text" or _holds_words(rows[1:], number))
        if (number := next((each for each in fits if each not in taken), None)) is not None:
            found[what] = number
            taken.add(number)
    return found


def _holds_words(rows: Sequence[tuple[int, list[str]]], column: int) -> bool:
    cells = [cells[column] for _, cells in rows if column < len(cells)]
    letters = sum(sum(map(str.isalpha, cell)) for cell in cells)
    return letters >= _LEAST_LETTERS * len(cells) > 0


def _named(rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int]) -> Iterator[Block]:
    """The words of each row with its speaker and time; a row without a speaker, where others have
    one, is somebody's who is not named."""
    table: list[dict[str, Any]] = []
    for line, cells in rows:
        row: dict[str, Any] = {what: cells[at] for what, at in columns.items() if at < len(cells)}
        numbers = {each: _number(row.get(each, "")) for each in ("start", "end")}
        table.append({**row, **numbers, "line": line})
    scale = scale_of(table)
    hours = _are_hours(table)
    for row in table:
        if words := row.get("text"):
            start = row.get("start")
            day_time = time_of_day(start, hours=hours) if isinstance(start, str) else None
            time = day_time or time_of(row, scale)
            yield Block(words, line=row["line"], time=time, speaker=row.get("speaker"))


def _are_hours(table: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether times such as 19:00 are hours and minutes: as minutes and seconds they would
    begin late, and nobody could say the words between them."""
    rows = [row for row in table if row.get("text") and row.get("start")]
    found = [minutes_of(row["start"]) for row in rows]
    minutes = [each for each in found if each is not None]
    if len(minutes) < 2 or len(minutes) < len(found):
        return False
    words = sum(len(row["text"].split()) for row in rows[:-1])
    goes_on = all(one <= other for one, other in pairwise(minutes))
    return goes_on and minutes[0] >= _EARLY and words > _FASTEST * (minutes[-1] - minutes[0])


def _number(time: str) -> object:
    """A time as a number where it is one: seconds, or thousandths of them."""
    return int(time) if time.isascii() and time.isdigit() and len(time) < 12 else time or None


def _unnamed(line: int, cells: Sequence[str]) -> Block:
    cells = [cell for cell in cells if cell]
    return Block("\t".join(cells), line=line, lead=len(cells[0]) if len(cells) > 1 else 0)
