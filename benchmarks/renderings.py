"""Check every sentence of one rendering of an event against another rendering of it.

    python benchmarks/renderings.py SOURCES.jsonl [--leave-out WORD] [--errors FILE] [--labels FILE]

Two transcribers of one debate write the same words down; where they differ, a reader would hardly
ever call either a misquotation. The sources are paired by the phrases that they share. Each
sentence of the one is checked with the other as the only source, both ways. What is called an
error is written to ``--errors`` for reading, a line each; ``--labels`` holds what readers made of
them, `DIGEST yes` or `DIGEST no` a line: would a reader call it an error? The texts are not kept.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from quotecheck.model import Check, Source, Triage, Turn
from quotecheck.rules import Rules, load
from quotecheck.sources import Library
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
    for turn in source.turns:
        for sentence in END.split(source.text[turn.start : turn.end]):
            whole = not ABBREVIATED.search(sentence) and not UNPRINTED.search(sentence)
            if whole and len(sentence.split()) in WORDS:
                yield sentence.strip()


def checked(one: Source, other: Source, rules: Rules, canon: Canon) -> Iterator[tuple[str, Check]]:
    """Each sentence of a source, checked against another."""
    checker = Checker(Library(rules, canon).adding([other]), rules)
    for sentence in sentences(one):
        yield sentence, checker.check(sentence)


def digest(sentence: str, check: Check) -> str:
    """The digest of a sentence and the passage that it was compared with."""
    there = check.matches[0].text if check.matches else ""
    return hashlib.sha256(f"{sentence}\n{there}".encode()).hexdigest()[:16]


def main() -> None:
    """Measure and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--leave-out", action="append", default=[], help="sources by their ids")
    parser.add_argument("--errors", type=Path, help="where to write what is called an error")
    parser.add_argument("--labels", type=Path, help="what readers made of the errors")
    given = parser.parse_args()
    rules = load()
    canon = Canon(rules)
    labels = dict(map(str.split, given.labels.read_text().splitlines())) if given.labels else {}
    halves: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    shown: list[str] = []
    begun = time.process_time()
    found = pairs(read(given.sources, given.leave_out))
    for number, (one, other) in zip(events_of(found), found, strict=True):
        for first, second in (one, other), (other, one):
            for sentence, check in checked(first, second, rules, canon):
                halves[number % 2][str(check.verdict)] += 1
                if check.triage is not Triage.ERROR:
                    continue
                name = digest(sentence, check)
                halves[number % 2][f"error, a reader would: {labels.get(name, 'not read')}"] += 1
                there = check.matches[0].text if check.matches else ""
                row = name, number % 2, check.verdict, sentence, " ".join(there.split()), check.why
                shown.append("\t".join(map(str, row)))
    seconds = time.process_time() - begun
    for name, counts in zip(("even events", "odd events"), halves, strict=True):
        total = sum(count for key, count in counts.items() if "reader" not in key)
        total -= counts.pop("not-found", 0)
        print(f"{name}: {total:,} sentences that the other rendering has")
        for key, count in counts.most_common():
            print(f"  {key:36} {count:6,} {count / max(1, total):8.2%}")
    print(f"{seconds:.1f} s")
    if given.errors:
        given.errors.write_text("\n".join(shown) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
