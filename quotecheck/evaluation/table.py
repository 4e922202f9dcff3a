"""Scores as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.display import counted
from quotecheck.evaluation.score import FoundSpan, Scores, Tally

SURE = 0.9


def table(scores: Scores) -> Iterator[str]:
    """The figures, a line each; shares in percent."""
    yield counted(scores.documents, "document")
    yield _found("speech spans", scores.spans)
    yield (
        f"{'non-speech':22}{scores.non_speech_reported} of {scores.non_speech} reported as speech"
    )
    yield (
        f"{'speaker of':22}{'all':>7} {'right':>7} {'precision':>10}"
        f" {'wrong':>6} {'none':>6} {'missed':>7}"
    )
    for group, tally in sorted(scores.attribution.items()):
        yield _tally(group, tally)
    yield _found("span and speaker", scores.end_to_end)
    yield _found("indirect", scores.indirect)
    if scores.indirect_speakers.all:
        yield _tally("indirect", scores.indirect_speakers)
    yield from _confidence(scores)
    yield from _rules(scores)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _found(label: str, found: FoundSpan) -> str:
    figures = (found.precision, found.recall, found.f1)
    shares = "  ".join(
        f"{name} {_percent(share):>5}" for name, share in zip("PRF", figures, strict=True)
    )
    return (
        f"{label:22}{shares}  (right {found.right}, spurious {found.spurious},"
        f" missed {found.missed})"
    )


def _tally(label: str, tally: Tally) -> str:
    return (
        f"  {label:20}{tally.all:7} {_percent(tally.accuracy):>7} {_percent(tally.precision):>10}"
        f" {tally.wrong:6} {tally.silent:6} {tally.missed:7}"
    )


def _confidence(scores: Scores) -> Iterator[str]:
    answers = scores.confidence
    if not answers:
        return
    sure = [right for confidence, right in answers if confidence >= SURE]
    share = len(sure) / len(answers)
    right = sum(sure) / len(sure) if sure else 0.0
    yield f"{'confidence >= 0.9':22}{_percent(share)} % of answers, {_percent(right)} % right"
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01)):
        band = [right for confidence, right in answers if low <= confidence < high]
        if band:
            yield (
                f"  {low:.2f} to {min(high, 1):.2f}        {len(band):7}"
                f" {_percent(sum(band) / len(band)):>7} % right"
            )


def _rules(scores: Scores) -> Iterator[str]:
    if not scores.rules:
        return
    yield f"{'rule':34}{'won':>7} {'right':>7}"
    ordered = sorted(scores.rules.items(), key=lambda item: (-item[1].total(), item[0]))
    for rule, outcomes in ordered:
        total = outcomes.total()
        yield f"  {rule:32}{total:7} {_percent(outcomes['right'] / total):>7} %"
