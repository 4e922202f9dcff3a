"""``quotecheck sources``: list, search, show, name and fetch the sources."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.cli import common, sources_add
from quotecheck.display import clip, located, one_line, visible, width, wrap
from quotecheck.errors import InputError

if TYPE_CHECKING:
    from quotecheck.model import Source
    from quotecheck.sources import Library
    from quotecheck.sources.reader import Reader
    from quotecheck.sources.search.found import FoundSentence


_EXAMPLES = {
    "list": """\
  quotecheck sources list transcripts/
  quotecheck sources list transcripts/ --json
""",
    "search": """\
  quotecheck sources search "resign flat" transcripts/          both, in any form
  quotecheck sources search '"the right time" by:quill since:2026-03' transcripts/
  quotecheck sources search resign transcripts/ meeting.vtt --limit 3

The words come first, then the files or folders.
""",
    "show": """\
  quotecheck sources show meeting.vtt transcripts/
  quotecheck sources show meeting.vtt transcripts/ --json

The ID comes first, as `quotecheck sources list` prints it, then the files or folders.
""",
    "name": """\
  quotecheck sources name transcripts/meeting.vtt               the labels, and who they are
  quotecheck sources name transcripts/meeting.vtt "Speaker 2=Mara Quill"
  quotecheck sources name transcripts/meeting.vtt "Speaker 2="  takes it back
  quotecheck sources name transcripts/hearing.txt "ROE=Tom Roe" "ORD=Bill Ord"
  quotecheck sources name transcripts/speech.txt "*=Mara Quill"  one person says all of it

A label is what a line begins with, before the words ("ROE: We did."), also if it was not taken
for one.
""",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``sources``."""
    parser.epilog = """\
examples:
  quotecheck sources list transcripts/
  quotecheck sources search "resign flat" transcripts/          both, in any form
  quotecheck sources search '"the right time" by:quill since:2026-03' transcripts/
  quotecheck sources show meeting.vtt transcripts/
  quotecheck sources name transcripts/meeting.vtt "Speaker 2=Mara Quill"
  quotecheck sources add https://www.example.org/remarks --to transcripts/

Exit status: 0 something was found, 1 nothing was, 2 the command failed.
"""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = _action(
        actions, "list", "list the sources: how each was read, and what could not be read"
    )
    search = _action(actions, "search", "find sentences with these words, best first")
    search.add_argument(
        "words",
        metavar="WORDS",
        help='words or beginnings of words, in any form; "a phrase" in quotation marks; '
        "by:NAME, on:DATE, since:DATE, until:DATE (2026, 2026-03 or 2026-03-12)",
    )
    search.add_argument("--limit", type=int, default=10, metavar="N", help="default: 10")
    show = _action(actions, "show", "print one source, turn by turn, with places")
    show.add_argument("id", metavar="ID", help="the name of the source, as `list` prints it")
    for action in (listing, search, show):
        action.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
        common.add_index_option(action)
        common.add_rules_option(action)
    for action in (listing, show):
        action.add_argument("--json", action="store_true", help="print JSON")
    name = _action(actions, "name", "say who speaks where a source does not")
    name.add_argument("file", metavar="FILE", help="the source")
    name.add_argument(
        "names",
        nargs="*",
        metavar="LABEL=NAME",
        help="a label as printed, and the person's name: lines that begin with it are turns from "
        "then on; * gives all words of a source without labels to one person; LABEL= takes it back",
    )
    common.add_rules_option(name)
    sources_add.configure(actions)


def _action(actions: Any, name: str, does: str) -> argparse.ArgumentParser:
    """The parser of an action, with its examples."""
    parser: argparse.ArgumentParser = actions.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog="examples:\n" + _EXAMPLES[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """List, search, show, name or fetch."""
    if args.action == "add":
        return sources_add.run(args)
    if args.action == "name":
        return _name(args)
    from quotecheck.sources import open_library
    from quotecheck.sources.catalog import catalog_lines

    _refuse_swapped(args)
    rules = common.load_rules(args.rules)
    index = Path(args.index) if args.index else None
    library = open_library(args.paths, rules, index_dir=index)
    for line in catalog_lines(library):
        common.narrate(line)
    actions = {"list": _list, "search": _search, "show": _show}
    return actions[args.action](library, args)


def _refuse_swapped(args: argparse.Namespace) -> None:
    """Raise InputError where the sources stand before what is asked of them."""
    asked = {"search": "words", "show": "id"}.get(args.action)
    if asked is None:
        return
    first, last = getattr(args, asked), args.paths[-1]
    if _is_there(first) and not _is_there(last):
        order = f"quotecheck sources {args.action} {shlex.join([last, first])}"
        what = "the words" if asked == "words" else "the ID"
        raise InputError(f"{what} must come first, then the sources", path=first, hint=order)


def _is_there(path: str) -> bool:
    with suppress(OSError, ValueError):  # words may be too long for the name of a file
        return Path(path).exists()
    return False


def _list(library: Library, args: argparse.Namespace) -> int:
    from quotecheck.sources.catalog import source_record, unread_records

    if args.json:
        found = [*map(source_record, library.sources.values()), *unread_records(library)]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return int(not len(library))
    for line in _table(library, width(sys.stdout)):
        print(line)
    return int(not len(library))


def _table(library: Library, room: int) -> Iterator[str]:
    """A row a source: name, kind, date, words, turns, speakers, how it was read; its warnings
    below, and at the end what was not read."""
    longest = max((len(one_line(each)) for each in library.sources), default=0)
    name_width = max(12, min(40, longest, room - 60))
    for source in library.sources.values():
        speakers = len({turn.speaker for turn in source.turns if turn.speaker})
        words, turns = len(source.text.split()), len(source.turns)
        yield (
            f"{clip(one_line(source.id), name_width):<{name_width}} {source.kind:<10}"
            f" {source.date or '-':<10} {words:>8,} {_some('word', words)}"
            f" {turns:>5,} {_some('turn', turns)} {speakers:>3,} {_some('speaker', speakers)}"
            f"  {source.format}"
            f"{' · ' + one_line(source.title) if source.title else ''}"
        ).rstrip()
        for warning in source.warnings:
            yield f"    ! {one_line(warning)}"
    for each in library.unread:
        name = clip(one_line(Path(each.path).name), name_width)
        yield f"{name:<{name_width}} not read: {one_line(each.reason)}"


def _some(noun: str, count: int) -> str:
    """A noun in the singular or the plural, as wide in either."""
    return f"{noun} " if count == 1 else f"{noun}s"


def _search(library: Library, args: argparse.Namespace) -> int:
    from quotecheck.sources.search.searcher import Searcher

    found = Searcher(library).search(args.words, limit=args.limit)
    for each in found:
        passage = each.passage
        place = located(passage, one_line(passage.path or passage.source))
        details = [passage.speaker or passage.label, passage.time, passage.date]
        who = " · ".join(one_line(part) for part in details if part)
        print(f"{place}: {'=' if each.whole else '~'} {who}")
        for row in wrap(_marked(each), max(40, width(sys.stdout) - 4)):
            print(f"    {row}")
    return int(not found)


def _marked(found: FoundSentence) -> str:
    """A sentence on a line with the words that were asked for between signs."""
    parts, at = [], 0
    text = found.passage.text
    for start, end in found.marks:
        if start >= at:
            parts += [text[at:start], "»", text[start:end], "«"]
            at = end
    return one_line("".join([*parts, text[at:]]))


def _show(library: Library, args: argparse.Namespace) -> int:
    from quotecheck.sources.catalog import source_record

    source = library.sources.get(args.id) or next(
        (each for each in library.sources.values() if each.path == args.id), None
    )
    if source is None:
        raise InputError(
            f"there is no source {args.id!r}", hint="`quotecheck sources list` names them"
        )
    rows = list(_turns(source))
    if args.json:
        record = source_record(source) | {"all_turns": rows}
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return 0
    details = [
        source.path,
        source.title,
        source.date,
        source.kind,
        source.format,
        source.tier.value,
    ]
    print(" · ".join(one_line(each) for each in details if each))
    if source.address:
        print(one_line(source.address))
    for warning in source.warnings:
        print(f"! {one_line(warning)}")
    if not source.turns:
        print(visible(source.text))
    for row in rows:
        head = [row["time"], row["speaker"] or (f"“{row['label']}”?" if row["label"] else "-")]
        place = row["place"] or (f"line {row['line']}" if row["line"] else "")
        who = " ".join(one_line(str(each)) for each in head if each)
        print(f"\n{who}  ({place})\n{visible(str(row['text']))}")
    return 0


def _turns(source: Source) -> Iterator[dict[str, str | int | None]]:
    from quotecheck.sources.places import place_of, place_words

    for turn in source.turns:
        place = place_of(source.text, source.places, turn.start)
        yield {
            "speaker": turn.speaker,
            "label": turn.label,
            "time": turn.time,
            "line": place.line,
            "page": place.page,
            "place": place_words(place),
            "text": source.text[turn.start : turn.end],
        }


def _name(args: argparse.Namespace) -> int:
    """Keep the names that an editor gives to labels, or list the labels."""
    from quotecheck.sources.named import FILE, UNLABELLED, name_speakers, names_beside
    from quotecheck.sources.reader import Reader

    path = Path(args.file)
    with Reader(common.load_rules(args.rules)) as reader:
        sources = _read_to_name(reader, path)
        labels = _labels(sources, names_beside(path)) or {UNLABELLED}
        folded = {label.casefold(): label for label in labels}
        pairs = map(_pair, args.names)
        names = {folded.get(label.casefold(), label): name for label, name in pairs}
        for label in names:
            if label not in labels:
                _refuse_unless_there(label, labels, sources, args.file)
        kept = name_speakers(path, names) if names else names_beside(path)
        if names:
            common.narrate(f"kept in {path.with_name(FILE)}; used from now on")
            sources = _read_to_name(reader, path)
    for label in sorted(_labels(sources, kept) or {UNLABELLED}):
        turns = _turns_of(label, sources)
        shown = f"{turns:>5,} {_some('turn', turns)}"
        print(f"{one_line(label):<30} {shown}  {one_line(kept.get(label, '-'))}")
    return 0


def _read_to_name(reader: Reader, path: Path) -> list[Source]:
    """Return the sources in a file. Raises InputError if there is none."""
    from quotecheck.model import Source, Unread

    found = list(reader.read(path))
    sources = [each for each in found if isinstance(each, Source)]
    if not sources:
        reason = next((each.reason for each in found if isinstance(each, Unread)), "is empty")
        raise InputError(reason, path=str(path))
    return sources


def _turns_of(label: str, sources: Sequence[Source]) -> int:
    """Return how many turns have a label; all of them for the one that stands for all words."""
    from quotecheck.sources.named import UNLABELLED

    turns = [turn for source in sources for turn in source.turns]
    if label == UNLABELLED:
        return sum(turn.label is None for turn in turns)
    return sum((turn.label or turn.speaker) == label for turn in turns)


def _refuse_unless_there(
    label: str, labels: Collection[str], sources: Sequence[Source], path: str
) -> None:
    """Raise InputError for a label that no line begins with, or for `UNLABELLED` if there are
    labels; one that was not taken for a label is there if an editor says so."""
    from quotecheck.sources.named import UNLABELLED, lines_of_label

    known = ", ".join(f"“{each}”" for each in sorted({*labels} - {UNLABELLED})) or "none"
    if label == UNLABELLED:
        if any(turn.speaker for source in sources for turn in source.turns):
            reason = "has labels, and * stands for all words of a source that one person speaks"
            raise InputError(reason, path=path, hint=f"its labels: {known}; nothing was kept")
    elif not any(lines_of_label(source.text, label) for source in sources):
        hint = (
            f"a label begins a line, as in “{label}: We did”; labels here: {known}. If one person "
            "says all the words, the label is *. Nothing was kept"
        )
        raise InputError(f"has no line that begins with the label {label!r}", path=path, hint=hint)


def _labels(sources: Sequence[Source], named: dict[str, str]) -> set[str]:
    """The labels before the turns of sources, as printed."""
    from quotecheck.sources.named import UNLABELLED

    printed = {turn.label or turn.speaker for source in sources for turn in source.turns}
    return {*filter(None, printed - {named.get(UNLABELLED)}), *named}


def _pair(text: str) -> tuple[str, str]:
    label, sign, name = text.partition("=")
    if not sign or not label.strip():
        raise InputError(
            f"{text!r} does not say whose label it is", hint='write "Speaker 2=Mara Quill"'
        )
    return label.strip(), name.strip()
