"""Check every sentence of one rendering of an event against another rendering of it.

    python benchmarks/renderings.py PAIRS.tsv|SOURCES.jsonl [--errors FILE] [--labels FILE]

A line of PAIRS.tsv names a kind of pair, an event, the file whose sentences are taken for printed
and the file that they are checked against, with tabs between: an edited record beside captions, a
transcript made by hand beside one made by a machine. The files may be of any form that `check`
reads. In SOURCES.jsonl renderings are paired by the phrases that they share, and are checked both
ways (kind `both ways`). Where two renderings differ, a reader would hardly ever call either a
misquotation.

What is called an error or is to be looked at is written to ``--errors`` for reading, a line each:
digest, half, kind, triage, verdict, both texts, the reason. ``--labels`` holds what readers made of
them, a digest and a word a line: `yes` (a reader would call it an error), `no`, or `rewritten` (the
texts differ in substance). The texts are not kept. Events fall into two halves by a hash of their
names (of SOURCES.jsonl by their number): read the even half to learn from it, report the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from quotecheck.model import Check, Source, Triage, Turn
from quotecheck.rules import Rules, load
from quotecheck.sources import Library, open_library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import Checker

PHRASE = 6  # words; two renderings of an event share most phrases of so many
SHARED = 0.4  # of the phrases of the shorter one, at least
END = re.compile(r"(?<=[^\W\d_]{2}[.?!])\s+(?=[A-Z“\"])")  # "2.5" and "U.S." end nothing
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|St|Gen)\.$")
# What nobody prints: notes, words broken off, fillers.
UNPRINTED = re.compile(
    r"[(\[][^()\[\]]*[)\]]|\w-(?=[\s,.?!…]|$)|\b(?i:(\w{1,4})-(?=\1))|--"
    r"|\b(?i:uh|um|er|mm|hm|mhm|hmm)\b"
)
LEAST = 1000  # words of an event
WORDS = range(6, 41)


def read(path: Path, left_out: list[str]) -> list[Source]:
    """The sources of a file, one a line, that are long enough to be an event's."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    return [source_of(row) for row in rows if is_rendering(row, left_out)]


def is_rendering(row: dict[str, Any], left_out: list[str]) -> bool:
    """Return whether a source is long enough to be an event's, and none that is left out."""
    return len(row["text"].split()) > LEAST and not any(word in row["id"] for word in left_out)


def source_of(row: dict[str, Any]) -> Source:
    """A source as the library takes it."""
    turns = tuple(Turn(each["speaker"], each["start"], each["end"]) for each in row["turns"])
    return Source(row["id"], row["text"], turns)


def pairs(sources: list[Source]) -> list[tuple[Source, Source]]:
    """The sources that share most of their phrases, two by two."""
    phrases = [phrases_of(source.text) for source in sources]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(phrases):
        for phrase in found:
            places[phrase].append(number)
    shared = Counter(pair for each in places.values() for pair in combinations(each, 2))
    return [
        (sources[one], sources[other])
        for (one, other), count in sorted(shared.items())
        if count >= SHARED * min(len(phrases[one]), len(phrases[other]))
    ]


def events_of(found: list[tuple[Source, Source]]) -> list[int]:
    """The number of the event that each pair is of: pairs that share a rendering are of one."""
    events: list[set[str]] = []
    for one, other in found:
        known = [event for event in events if one.id in event or other.id in event]
        events = [event for event in events if event not in known]
        events.append({one.id, other.id}.union(*known))
    return [next(n for n, event in enumerate(events) if one.id in event) for one, _ in found]


def phrases_of(text: str) -> set[int]:
    """The phrases of a text, as numbers."""
    words = re.findall(r"[\w']+", text.lower())
    return {hash(tuple(words[at : at + PHRASE])) for at in range(len(words) - PHRASE + 1)}


def sentences(source: Source) -> Iterator[str]:
    """The sentences of a source, of neither few words nor many."""
    for turn in source.turns or (Turn(None, 0, len(source.text)),):
        for sentence in END.split(source.text[turn.start : turn.end]):
            whole = not ABBREVIATED.search(sentence) and not UNPRINTED.search(sentence)
            if whole and len(sentence.split()) in WORDS:
                yield sentence.strip()


class Beside(NamedTuple):
    """Two renderings of an event: the sentences of one are checked against the other."""

    kind: str
    half: int
    printed: Source
    source: Source


def listed(path: Path, rules: Rules) -> Iterator[Beside]:
    """The pairs of files that a list names."""

    @lru_cache(maxsize=8)
    def opened(file: str) -> Source:
        return next(iter(open_library([path.parent / file], rules).sources.values()))

    for line in path.read_text(encoding="utf-8").splitlines():
        kind, event, printed, source = line.split("\t")
        half = hashlib.sha256(event.encode()).digest()[0] % 2
        yield Beside(kind, half, opened(printed), opened(source))


def paired(path: Path, left_out: list[str]) -> Iterator[Beside]:
    """The pairs among the sources of one file, both ways."""
    found = pairs(read(path, left_out))
    for number, (one, other) in zip(events_of(found), found, strict=True):
        yield Beside("both ways", number % 2, one, other)
        yield Beside("both ways", number % 2, other, one)


class Row(NamedTuple):
    """A sentence, and what was said of it."""

    digest: str
    half: int
    kind: str
    triage: str
    verdict: str
    sentence: str
    there: str
    why: str


def checked(beside: Beside, rules: Rules, canon: Canon, *, one_in: int) -> Iterator[Row]:
    """Each sentence of a rendering, or one in so many, checked against the other."""
    checker = Checker(Library(rules, canon).adding([beside.source]), rules)
    for sentence in dict.fromkeys(sentences(beside.printed)):
        if zlib.crc32(sentence.encode()) % one_in:
            continue
        check = checker.check(sentence)
        there = " ".join(check.matches[0].text.split()) if check.matches else ""
        name = digest(sentence, check)
        triage, verdict = str(check.triage), str(check.verdict)
        printed = " ".join(sentence.split())
        yield Row(name, beside.half, beside.kind, triage, verdict, printed, there, check.why)


def digest(sentence: str, check: Check) -> str:
    """The digest of a sentence and the passage that it was compared with."""
    there = check.matches[0].text if check.matches else ""
    return hashlib.sha256(f"{sentence}\n{there}".encode()).hexdigest()[:16]


def interval(count: int, total: int) -> tuple[float, float]:
    """The share that 95 of 100 samples would give, by Wilson's formula."""
    share, square = count / total, 1.96**2
    middle, spread = share + square / (2 * total), share * (1 - share) / total
    wide = 1.96 * math.sqrt(spread + square / (4 * total**2))
    return (middle - wide) / (1 + square / total), (middle + wide) / (1 + square / total)


def told(rows: Iterable[Row], labels: dict[str, str]) -> Iterator[str]:
    """The figures of some rows, in lines."""
    there = [row for row in rows if row.verdict != "not-found"]
    verdicts = Counter(row.verdict for row in there)
    errors = [row for row in there if row.triage == Triage.ERROR]
    looks = sum(row.triage == Triage.LOOK for row in there)
    total = max(1, len(there))
    yield f"{len(there):,} sentences that the other rendering has"
    yield f"  error {len(errors) / total:.2%}, look {looks / total:.2%}"
    yield "  " + ", ".join(f"{key} {count}" for key, count in verdicts.most_common())
    read = Counter(labels[row.digest] for row in errors if row.digest in labels)
    if count := sum(read.values()):
        share = len(errors) / total
        low, high = (share * each for each in interval(read["no"], count))
        said = ", ".join(f"{key} {number}" for key, number in read.most_common())
        yield f"  errors that were read: {said}"
        yield f"  a reader would not: {share * read['no'] / count:.2%} [{low:.2%}, {high:.2%}]"


def main() -> None:
    """Measure and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--leave-out", action="append", default=[], help="sources by their ids")
    parser.add_argument("--one-in", type=int, default=1, help="check one sentence in so many")
    parser.add_argument("--errors", type=Path, help="where to write what is called an error")
    parser.add_argument("--labels", type=Path, help="what readers made of the errors")
    given = parser.parse_args()
    rules = load()
    canon = Canon(rules)
    labels = dict(map(str.split, given.labels.read_text().splitlines())) if given.labels else {}
    begun = time.process_time()
    listing = given.pairs.suffix == ".tsv"
    found = listed(given.pairs, rules) if listing else paired(given.pairs, given.leave_out)
    rows = [row for beside in found for row in checked(beside, rules, canon, one_in=given.one_in)]
    seconds = time.process_time() - begun
    for kind, half in sorted({(row.kind, row.half) for row in rows}):
        name = ("even events", "odd events")[half]
        of_kind = [row for row in rows if (row.kind, row.half) == (kind, half)]
        print(f"{kind}, {name}: " + "\n".join(told(of_kind, labels)))
    print(f"{seconds:.1f} s")
    if given.errors:
        shown = (
            "\t".join(map(str, row)) for row in rows if row.triage in (Triage.ERROR, Triage.LOOK)
        )
        given.errors.write_text("\n".join(shown) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
