"""Words of a report as a particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotecheck.model import Particular, ParticularKind, State
from quotecheck.verify.reports.asking import Question


@dataclass(frozen=True, slots=True)
class Rival:
    """A particular that differs if what speaks for it weighs enough: the named ``reasons``. If not,
    it is ``otherwise``, or none at all."""

    part: Particular
    reasons: Mapping[str, float]
    otherwise: Particular | None = None


def particular(
    question: Question,
    kind: ParticularKind,
    low: int,
    high: int,
    state: State,
    source: str = "",
) -> Particular:
    """The words ``low`` up to ``high`` of a report as a particular."""
    words = question.words
    start, end = words.starts[low], words.ends[high - 1]
    return Particular(kind, start, end, question.report.text[start:end], state, source)
