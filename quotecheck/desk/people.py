"""The people that a quotation may be by, likeliest first, and finding one by a few letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotecheck.model import Document, Quotation, Source

_LIKE_ENOUGH = 55.0


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A name and where it comes from, in words."""

    name: str
    origin: str


def possible_speakers(
    quote: Quotation,
    document: Document,
    sources: Iterable[Source] = (),
    known: Iterable[str] = (),
) -> list[KnownPerson]:
    """The people who may be speaking: the source's speaker, the engine's runners-up, the article's
    other speakers by how often they speak, the sources' speakers, the desk's own list."""
    rows: list[tuple[str | None, str]] = []
    if quote.speaker:
        rows.append((quote.speaker.name, "as printed"))
    if quote.check:
        rows += [(match.speaker, "speaks in the source") for match in quote.check.matches]
    rows += [(other.speaker.name, "runner-up of the engine") for other in quote.alternatives]
    named = Counter(other.speaker.name for other in document.quotes if other.speaker)
    rows += [(name, "quoted in the article") for name, _ in named.most_common()]
    labels = Counter(turn.speaker for source in sources for turn in source.turns)
    rows += [(label, "in the sources") for label, _ in labels.most_common(500)]
    rows += [(name, "on the desk's list") for name in known]
    first: dict[str, KnownPerson] = {}
    for name, origin in rows:
        if name:
            first.setdefault(name.casefold(), KnownPerson(name, origin))
    return list(first.values())


def matching(typed: str, candidates: Sequence[KnownPerson], limit: int = 12) -> list[KnownPerson]:
    """The people whose name is like what was typed, best first; all, if nothing was."""
    if not typed.strip():
        return list(candidates[:limit])
    names = {index: person.name for index, person in enumerate(candidates)}
    found = process.extract(
        typed,
        names,
        scorer=_score,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=_LIKE_ENOUGH,
    )
    return [candidates[index] for _, _, index in found]


def _score(typed: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Likeness of a name and the beginning of one: what starts a word counts most."""
    del score_cutoff
    if any(word.startswith(typed) for word in name.split()) or name.startswith(typed):
        return 100.0
    return 0.95 * fuzz.WRatio(typed, name)
