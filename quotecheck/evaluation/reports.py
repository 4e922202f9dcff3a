"""Scores of checked reports against a gold list of them.

The list is a list of quotes (JSON Lines, see `quotecheck.articles.read_quote_list`) whose rows are
``"kind": "indirect"`` and also have ``verdict``, the right one; they may have ``accept``, other
verdicts that count as right, ``passages``, each ``{"source", "start", "end"}``, of which any is an
answer, and for a clash ``wrong``: ``{"kind", "start", "end"}``, where the wrong words stand in the
quote (of a wrong speaker without a place).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotecheck.articles import read_quote_list
from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import read_bytes
from quotecheck.model import (
    Document,
    Kind,
    Particular,
    ParticularKind,
    Quotation,
    ReportVerdict,
    State,
)

_BAD = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
_LARGEST = 200_000_000
_LONGEST = 1_000  # characters of a passage that may hit a shorter one
_FIRST = (1, 3)

GoldPlace = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Wrong:
    """The particular of a report that is wrong: its kind, and where it stands in the quote."""

    kind: ParticularKind
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class GoldReport:
    """The judgement of people on a report."""

    verdict: ReportVerdict
    accept: frozenset[ReportVerdict] = frozenset()
    passages: tuple[GoldPlace, ...] = ()
    wrong: Wrong | None = None


@dataclass(slots=True)
class Share:
    """A count of those that are right among all."""

    right: int = 0
    all: int = 0

    def add(self, *, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.all += 1

    @property
    def value(self) -> float:
        """The share, 0 of none."""
        return self.right / self.all if self.all else 0.0


@dataclass(slots=True)
class ReportScores:
    """The figures of a gold list. ``called`` counts how each gold verdict came out, ``passage`` has
    the reports whose passage is the first, or among the first three, ``named`` the clashes whose
    wrong particular was named, by kind; ``false_alarms`` are clashes where there is none."""

    reports: int = 0
    verdicts: defaultdict[ReportVerdict, Share] = field(default_factory=lambda: defaultdict(Share))
    called: defaultdict[ReportVerdict, Counter[ReportVerdict]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    passage: dict[int, Share] = field(default_factory=lambda: {first: Share() for first in _FIRST})
    false_alarms: Share = field(default_factory=Share)
    named: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))

    @property
    def mean_recall(self) -> float:
        """The mean share that is right over the gold verdicts: chance gives one in so many."""
        shares = [share.value for share in self.verdicts.values()]
        return sum(shares) / len(shares) if shares else 0.0


def read_gold_reports(path: str | Path) -> tuple[Document, dict[str, GoldReport]]:
    """A gold list: the reports as a document to be checked, and what is right of each, by its id.

    Raises InputError, with the line that cannot be read.
    """
    document = read_quote_list(path)
    text, _ = decode(read_bytes(Path(path), limit=_LARGEST), str(path))
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    gold: dict[str, GoldReport] = {}
    for quote, (number, line) in zip(document.quotes, lines, strict=True):
        try:
            if quote.kind is not Kind.INDIRECT:
                raise ValueError("its kind is not indirect")
            gold[quote.id] = _gold(json.loads(line))
        except _BAD as error:
            reason = f"is not a gold report: {error!r}"
            raise InputError(reason, path=str(path), line=number) from error
    if len(gold) < len(document.quotes):
        raise InputError("has the same id twice", path=str(path))
    return document, gold


def _gold(row: Mapping[str, Any]) -> GoldReport:
    wrong = row.get("wrong")
    return GoldReport(
        ReportVerdict(row["verdict"]),
        frozenset(map(ReportVerdict, row.get("accept", ()))),
        tuple(
            (str(each["source"]), int(each["start"]), int(each["end"]))
            for each in row.get("passages", ())
        ),
        Wrong(ParticularKind(wrong["kind"]), int(wrong.get("start", 0)), int(wrong.get("end", 0)))
        if wrong
        else None,
    )


def score_reports(
    document: Document,
    gold: Mapping[str, GoldReport],
    check: Callable[[Quotation], Iterable[Quotation]],
) -> ReportScores:
    """Score each report of a gold list. ``check`` gives a report's statements, checked; of more
    than one, a clash in any is a clash of the report, else the first counts."""
    scores = ReportScores()
    for quote in document.quotes:
        parts = [each for each in check(quote) if each.report is not None]
        clash = (each for each in parts if _verdict(each) is ReportVerdict.CLASH)
        told = next(clash, parts[0] if parts else quote)
        _score(scores, quote, gold[quote.id], told)
    return scores


def _score(scores: ReportScores, quote: Quotation, gold: GoldReport, told: Quotation) -> None:
    verdict = _verdict(told)
    scores.reports += 1
    scores.verdicts[gold.verdict].add(right=verdict in (gold.verdict, *gold.accept))
    scores.called[gold.verdict][verdict] += 1
    if gold.passages and told.report is not None:
        for first, share in scores.passage.items():
            share.add(
                right=any(
                    hits((each.source, each.start, each.end), gold)
                    for each in told.report.matches[:first]
                )
            )
    alarm = verdict is ReportVerdict.CLASH
    if gold.verdict is not ReportVerdict.CLASH:
        scores.false_alarms.add(right=alarm and verdict not in gold.accept)
    elif gold.wrong is not None:
        right = alarm and _names(told, gold.wrong, told.start - quote.start)
        for kind in (gold.wrong.kind.value, "all"):
            scores.named[kind].add(right=right)


def _verdict(quote: Quotation) -> ReportVerdict:
    return quote.report.verdict if quote.report else ReportVerdict.UNCHECKED


def hits(passage: GoldPlace, gold: GoldReport) -> bool:
    """Return whether a passage is a right one: half of the right words, or half of its own among
    them, and not so long that it would hit anything."""
    there, first, last = passage
    for source, start, end in gold.passages:
        length = last - first
        shared = min(last, end) - max(first, start)
        fits = length <= max(_LONGEST, 2 * (end - start))
        most = 2 * shared >= min(end - start, length)
        if source == there and fits and shared > 0 and most:
            return True
    return False


def _names(told: Quotation, wrong: Wrong, offset: int) -> bool:
    """Return whether the check names the particular that is wrong, whatever kind it takes it
    for."""
    parts = told.report.particulars if told.report else ()
    return any(is_wrong(part, wrong, offset) for part in parts if part.state is State.DIFFERS)


def is_wrong(part: Particular, wrong: Wrong, offset: int = 0) -> bool:
    """Return whether a particular is the wrong one, whatever kind it is taken for."""
    if ParticularKind.SPEAKER in (part.kind, wrong.kind):
        return part.kind is wrong.kind
    return part.start + offset < wrong.end and wrong.start < part.end + offset


def report_table(scores: ReportScores) -> Iterator[str]:
    """The figures, a line each; shares in percent."""
    yield f"{scores.reports} reports"
    for first, share in scores.passage.items():
        yield _line("passage first" if first == 1 else f"among the first {first}", share)
    told = [
        verdict
        for verdict in ReportVerdict
        if any(scores.called[g][verdict] for g in scores.called)
    ]
    heads = "".join(f"{verdict.value:>12}" for verdict in told)
    yield f"{'verdict':22}{'right':>7}{'all':>7}{'share':>8}   said:{heads}"
    for verdict in (each for each in ReportVerdict if each in scores.verdicts):
        counts = "".join(f"{scores.called[verdict][each]:12}" for each in told)
        yield f"{_line('  ' + verdict.value, scores.verdicts[verdict])}        {counts}"
    yield f"{'mean of the shares':22}{'':14}{100 * scores.mean_recall:8.1f}"
    yield _line("false alarms", scores.false_alarms)
    for kind, share in sorted(scores.named.items()):
        yield _line(f"clash named, {kind}", share)


def _line(label: str, share: Share) -> str:
    return f"{label:22}{share.right:7}{share.all:7}{100 * share.value:8.1f}"
