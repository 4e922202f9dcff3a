"""The forms in which ``quotecheck report`` writes what was decided, each with its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecheck.desk.veil import Veiled
    from quotecheck.reports.decided import Verified
    from quotecheck.reports.record_page import Options

    Writer = Callable[[Sequence[Verified], Veiled, Options], None]
    """Writes the records of articles; the stream hides confidential names."""


def _page(records: Sequence[Verified], stream: Veiled, options: Options) -> None:
    from quotecheck.reports.record_page import record_page

    stream.write_page(record_page(records, options))


def _csv(records: Sequence[Verified], stream: Veiled, _options: Options) -> None:
    from quotecheck.reports import decided, tables

    tables.write_rows(decided.record_rows(records), decided.RECORD_COLUMNS, stream)


def _jsonl(records: Sequence[Verified], stream: Veiled, _options: Options) -> None:
    from quotecheck.record import to_record

    stream.write_records(to_record(record.document) for record in records)


def _queries(records: Sequence[Verified], stream: Veiled, _options: Options) -> None:
    from quotecheck.reports import decided

    write_lines(decided.queries(records), stream)


def _corrections(records: Sequence[Verified], stream: Veiled, _options: Options) -> None:
    from quotecheck.reports import decided

    write_lines(decided.corrections(records), stream)


def _gold(records: Sequence[Verified], stream: Veiled, _options: Options) -> None:
    from quotecheck.reports import decided

    stream.write_records(decided.gold(records))


def write_lines(lines: Iterable[str], stream: Veiled) -> None:
    """Write lines of text."""
    for line in lines:
        stream.write(f"{line}\n")


WRITERS: dict[str, Writer] = {
    "html": _page,
    "csv": _csv,
    "jsonl": _jsonl,
    "queries": _queries,
    "corrections": _corrections,
    "gold": _gold,
}
"""The writer of each form, by the name that ``--format`` takes."""
