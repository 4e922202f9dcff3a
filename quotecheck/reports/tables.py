"""CSV and Parquet: a row a quotation, for spreadsheets and for analysts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from quotecheck.display import visible
from quotecheck.errors import InputError
from quotecheck.installed import extra_hint
from quotecheck.model import Document
from quotecheck.reports.rows import COLUMNS, Row, rows

_GROUP = 5000
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection), also behind
# blanks and in full-width form.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


class Writable(Protocol):
    """Something that text can be written to."""

    def write(self, text: str, /) -> object:
        """Write a text."""


def write_csv(documents: Iterable[Document], stream: Writable) -> None:
    """A row for each quotation, with a line of headings; safe to open in a spreadsheet."""
    write_rows((row for document in documents for row in rows(document)), COLUMNS, stream)


def write_rows(
    table: Iterable[Mapping[str, Any]], columns: Iterable[str], stream: Writable
) -> None:
    """Rows as CSV, with a line of headings; safe to open in a spreadsheet."""
    names = list(columns)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in table:
        writer.writerow([cell(row[name]) for name in names])


def cell(value: object) -> object:
    """A value as a cell that no spreadsheet takes for a formula: such text gets a leading ``'``."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = visible(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1] in _FORMULA else text


def parquet_library() -> tuple[Any, Any]:
    """The modules that write Parquet. Raises InputError without the extra ``parquet``."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("Parquet needs the extra `parquet`", hint=extra_hint("parquet")) from error
    return pa, pq


def write_parquet(documents: Iterable[Document], path: Path) -> None:
    """A row for each quotation as Parquet. Raises InputError without the extra ``parquet``."""
    pa, pq = parquet_library()
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    table = (row for document in documents for row in rows(document))
    with pq.ParquetWriter(path, schema) as writer:
        for group in _groups(table):
            clean = [{name: _storable(value) for name, value in row.items()} for row in group]
            writer.write_table(pa.Table.from_pylist(clean, schema=schema))


def _groups(table: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(table, _GROUP)):
        yield group


def _storable(value: object) -> object:
    """UTF-8 holds no lone surrogates."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value
