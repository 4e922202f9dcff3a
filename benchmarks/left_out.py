"""Measure how well weights learned from other corpora tell the speakers of one.

    python benchmarks/left_out.py persons NAME=GOLD.jsonl ...
    python benchmarks/left_out.py learn NAME=GOLD.jsonl ... [--most 6000]

``persons`` extracts and says how often the right person speaks, by name or by a mention of the
same person, and how sure names are: gold sets as `corpora.py` makes them. ``learn`` compares for
each corpus the share of decisions that come out right with the weights of the rules, with weights
learned from this corpus, from all corpora (both in five folds by document), and from all but this.
A corpus gives at most ``--most`` decisions to a fit, so that no corpus drowns the others.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quotecheck.articles import make_article
from quotecheck.evaluation.cases import speaker_cases
from quotecheck.evaluation.fitting import Case, fit
from quotecheck.evaluation.gold import GoldDocument, GoldQuote, read_gold
from quotecheck.evaluation.learning import PARTS
from quotecheck.evaluation.match import LetterPlaces, match
from quotecheck.evaluation.score import speaker_right
from quotecheck.extraction import engine
from quotecheck.model import Kind, Quotation
from quotecheck.rules import Rules, load

FOLDS = 5
SURE = 0.9
SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$")
TITLES = re.compile(r"^(?:(?:the|a|an|mr|mrs|ms|miss|dr|sir|lady|lord|president|senator)\b\.? ?)+")


def unaccented(words: str) -> str:
    """Words without their accents."""
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))


def plain(name: str) -> list[str]:
    """The words of a name without titles and marks."""
    known = re.sub(r"'s$|,.*$", "", unaccented(name.lower().replace("’", "'")))
    known = SUFFIX.sub("", known)
    return re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", TITLES.sub("", known)) or [known]


def same_name(one: str, other: str) -> bool:
    """Return whether two names may be one person's: the same words, or all of one and the last of
    both."""
    a, b = plain(one), plain(other)
    return a == b or (a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)))


def right_person(gold: GoldQuote, found: Quotation, letters: LetterPlaces) -> bool:
    """Return whether the speaker is the right person, by the name or by what was taken for the
    mention."""
    if found.speaker is None:
        return False
    named = any(same_name(found.speaker.name, name) for name in gold.names)
    return named or (bool(gold.speaker) and speaker_right(gold, found, letters))


@dataclass
class Persons:
    """Right persons among the quotations of a corpus that were found."""

    judged: int = 0
    found: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    name_sure: int = 0
    name_sure_right: int = 0

    def add(self, gold: GoldQuote, pieces: Sequence[Quotation], letters: LetterPlaces) -> None:
        """Count one gold quotation and the quotations that found it."""
        self.judged += 1
        if not pieces:
            return
        best = max(pieces, key=lambda each: each.end - each.start)
        good = right_person(gold, best, letters)
        self.found += 1
        self.right += good
        if best.confidence >= SURE:
            self.sure += 1
            self.sure_right += good
        if best.name_confidence >= SURE and gold.names:
            self.name_sure += 1
            self.name_sure_right += (
                any(same_name(best.speaker.name, n) for n in gold.names) if best.speaker else 0
            )

    def __str__(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:5.1f}" if whole else "    -"

        return (
            f"{self.judged:6} judged, found {share(self.found, self.judged)} %, right person"
            f" {share(self.right, self.found)} % of found; sure of speaker"
            f" {share(self.sure, self.found)} %, right {share(self.sure_right, self.sure)} %;"
            f" sure of name {share(self.name_sure, self.found)} %,"
            f" right {share(self.name_sure_right, self.name_sure)} %"
        )


def types_of(path: str) -> dict[str, list[str | None]]:
    """The type that each corpus notes for its quotations, by document."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return {row["id"]: [_noted(quote) for quote in row["quotes"]] for row in rows}


def _noted(quote: dict[str, Any]) -> str | None:
    """The type that a gold set notes for a quotation, or "headline" if one has it."""
    return quote.get("type") or ("headline" if quote.get("headline") else None)


def persons(name: str, path: str, rules: Rules) -> None:
    """Print how often the right person speaks, all, and by the note of the corpus if it has one."""
    types = types_of(path)
    groups: dict[str, Persons] = {}
    start = time.process_time()
    for gold in read_gold(path):
        noted = {id(q): t for q, t in zip(gold.quotes, types[gold.id], strict=True)}
        document = engine.extract(make_article(gold.text, path=gold.id), rules, explain=False)
        letters = LetterPlaces(gold.text)
        judged = [q for q in gold.quotes if not q.ignore and q.kind is not Kind.INDIRECT]
        speech = [q for q in judged if q.kind is not Kind.NON_SPEECH and (q.names or q.speaker)]
        found = [q for q in document.quotes if q.kind not in (Kind.INDIRECT, Kind.NON_SPEECH)]
        matched = match(speech, found, letters)
        for number, quote in enumerate(speech):
            pieces = [found[f] for f in matched.get(number, ())]
            for group in ("all", *filter(None, [noted[id(quote)]])):
                groups.setdefault(group, Persons()).add(quote, pieces, letters)
    for group, tally in sorted(groups.items()):
        print(f"{name:12} {group:12} {tally}")
    print(f"{name:12} {time.process_time() - start:.1f} s of the processor")


def cases_of(documents: Sequence[GoldDocument], rules: Rules, most: int) -> list[list[Case]]:
    """The decisions of each document, thinned evenly to at most so many in all."""
    groups = [speaker_cases(document, rules) for document in documents]
    groups = [[case for case in group if any(case[1])] for group in groups]
    step = max(1, -(-sum(map(len, groups)) // most))
    return [group[::step] for group in groups]


def is_right(case: Case, weights: dict[str, float]) -> bool:
    """Return whether the likeliest option is right."""
    scores = [sum(weights.get(name, 0.0) for name in option) for option in case[0]]
    return case[1][scores.index(max(scores))]


def fitted(groups: Sequence[Sequence[Case]], rules: Rules) -> dict[str, float]:
    """Weights fitted as `rules learn` fits them: rare features keep the weight that they have."""
    part = PARTS["speakers"]
    cases = [case for group in groups for case in group]
    seen = Counter(name for options, _ in cases for option in options for name in option)
    fixed = frozenset(rules.attribution.by_hand())
    known = engine.weights_of(rules)
    begin = {n: w for n, w in known.items() if n in fixed or seen[n] < part.least_seen}
    kept = [
        ([tuple(n for n in o if seen[n] >= part.least_seen or n in known) for o in options], right)
        for options, right in cases
    ]
    return fit(kept, part.settings, begin, fixed)


def share(cases: Sequence[Case], weights: dict[str, float]) -> float:
    """The share of decisions that come out right, in percent."""
    right = [is_right(case, weights) for case in cases]
    return 100 * sum(right) / max(1, len(right))


def folded(groups: dict[str, list[list[Case]]], rules: Rules) -> dict[str, float]:
    """The share right of each corpus, in percent, by weights from the other folds of them all."""
    tallies = {name: Counter[bool]() for name in groups}
    for fold in range(FOLDS):
        training = [g for each in groups.values() for i, g in enumerate(each) if i % FOLDS != fold]
        weights = fitted(training, rules)
        for name, each in groups.items():
            held = [case for i, g in enumerate(each) if i % FOLDS == fold for case in g]
            tallies[name].update(is_right(case, weights) for case in held)
    return {name: 100 * tally[True] / max(1, tally.total()) for name, tally in tallies.items()}


def learn(sets: dict[str, list[GoldDocument]], rules: Rules, most: int) -> None:
    """Print the table of corpora left out."""
    groups = {name: cases_of(documents, rules, most) for name, documents in sets.items()}
    now = dict(engine.weights_of(rules))
    together = folded(groups, rules)
    heads = ("decisions", "rules now", "own folds", "all, folds", "left out")
    print(f"{'corpus':12}", *(f"{head:>11}" for head in heads), sep="")
    for name, each in groups.items():
        alone = folded({name: each}, rules)[name]
        others = fitted([g for other, gs in groups.items() if other != name for g in gs], rules)
        cases = [case for group in each for case in group]
        shares = (share(cases, now), alone, together[name], share(cases, others))
        print(f"{name:12}{len(cases):11}", *(f"{figure:11.1f}" for figure in shares), sep="")


def main() -> None:
    """Measure corpora."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("persons", "learn"))
    parser.add_argument("gold", nargs="+", help="NAME=GOLD.jsonl")
    parser.add_argument("--most", type=int, default=6000)
    parser.add_argument("--rules")
    wanted = parser.parse_args()
    rules = load(wanted.rules)
    paths = dict(each.split("=", 1) for each in wanted.gold)
    if wanted.what == "persons":
        for name, path in paths.items():
            persons(name, path, rules)
        return
    learn({n: list(read_gold(p)) for n, p in paths.items()}, rules, wanted.most)


if __name__ == "__main__":
    main()
