"""Documents on their way out: as text, a line a finding, JSON, or JSON Lines."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from quotecheck.cli.writing import output
from quotecheck.model import Document

if TYPE_CHECKING:
    from quotecheck.reports.text import Address, Context, TextView


def write(
    documents: Iterable[Document],
    args: argparse.Namespace,
    *,
    checked: bool,
    context: Context | None = None,
    address: Address | None = None,
    sources: list[dict[str, Any]] | None = None,
) -> None:
    """Write each document as it comes, in the form that ``--format`` asks for. ``context`` gives
    what stands before and after a passage in its source, ``address`` where it can be opened,
    ``sources`` what was read of them."""
    with output(args.output, args) as stream:
        if args.format == "text":
            view = _view(stream, args, context, address)
            for document in documents:
                stream.writelines(
                    f"{line}\n" for line in _text(document, view, args, checked=checked)
                )
            return
        if args.format == "concise":
            from quotecheck.reports.concise import concise

            for document in documents:
                stream.writelines(f"{line}\n" for line in concise(document))
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


def _view(
    stream: IO[str], args: argparse.Namespace, context: Context | None, address: Address | None
) -> TextView:
    """The colours, width and context that the terminal, or whatever ``stream`` goes to, and the
    arguments ask for."""
    from quotecheck.display import Palette, wants_colour, wants_links, width
    from quotecheck.reports.text import TextView

    palette = Palette(wants_colour(stream, args.color), wants_links(stream, args.color))
    everything = getattr(args, "all", False)
    return TextView(palette, width(stream), context, address, everything=everything)


def _text(
    document: Document, view: TextView, args: argparse.Namespace, *, checked: bool
) -> Iterator[str]:
    from quotecheck.reports import text

    if not checked:
        yield from text.extracted(document, view)
        return
    yield from text.check_lines(document, view)
    yield from text.reported(document, view, everything=args.reports == "all")
    yield from text.ticked(document, view)
