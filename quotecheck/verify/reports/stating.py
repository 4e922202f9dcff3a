"""Making a particular of some words of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.model import Particular, ParticularKind, Passage, State
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.passages import Evidence, sentences_of


class There(NamedTuple):
    """The words of a passage from ``low`` up to ``high``."""

    evidence: Evidence
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Rival:
    """A particular that differs if the named ``reasons`` weigh enough. If not, it is ``otherwise``,
    or there is none."""

    part: Particular
    reasons: Mapping[str, float]
    otherwise: Particular | None = None


def particular(
    question: Question,
    kind: ParticularKind,
    low: int,
    high: int,
    state: State,
    there: There | None = None,
) -> Particular:
    """The words ``low`` up to ``high`` of a report as a particular; ``there`` are those of a
    passage that differ from them."""
    words = question.words
    start, end = words.starts[low], words.ends[high - 1]
    source = there.evidence.words(there.low, there.high) if there else ""
    passage = _sentence(there) if there else None
    return Particular(kind, start, end, question.report.text[start:end], state, source, passage)


def _sentence(there: There) -> Passage:
    """The sentences of a passage that contain some of its words."""
    evidence, window = there.evidence, there.evidence.window
    text = evidence.shelf.texts[window.source]
    rows = sentences_of(window, text, window.turns[there.low])
    inside = [(low, high) for low, high in rows if low < there.high and there.low < high]
    return evidence.passage(inside[0][0], inside[-1][1])
