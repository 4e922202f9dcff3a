"""Documents on their way out: as text, JSON, or JSON Lines."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from quotecheck.cli.writing import output
from quotecheck.model import Document

if TYPE_CHECKING:
    from quotecheck.reports.text import Context


def write(
    documents: Iterable[Document],
    args: argparse.Namespace,
    *,
    checked: bool,
    context: Context | None = None,
    sources: list[dict[str, Any]] | None = None,
) -> None:
    """Write each document as it comes, in the form that ``--format`` asks for. ``context`` gives
    what stands before and after a passage in its source, ``sources`` what was read of them."""
    with output(args.output, args) as stream:
        if args.format == "text":
            from quotecheck.display import Palette, wants_colour, width
            from quotecheck.reports import text

            palette = Palette(wants_colour(stream, args.color))
            view = partial(text.checked, context=context) if checked else text.extracted
            everything = getattr(args, "reports", None) == "all"
            for document in documents:
                for line in view(document, palette, width(stream)):
                    stream.write(line + "\n")
                if checked:
                    rest = text.reported(document, palette, width(stream), everything=everything)
                    stream.writelines(line + "\n" for line in rest)
                    stream.writelines(line + "\n" for line in text.ticked(document, palette))
            return
        from quotecheck.record import dumps, to_record

        explain = getattr(args, "explain", False)
        lines = (
            dumps(to_record(document, explain=explain, sources=sources)) for document in documents
        )
        if args.format == "jsonl":
            for line in lines:
                stream.write(line + "\n")
            return
        separator = "[\n"
        for line in lines:
            stream.write(separator + line)
            separator = ",\n"
        stream.write("\n]\n" if separator != "[\n" else "[]\n")
