"""Trust in the labels of a text: whether they name people who speak or head its parts.

“ROE: The mill will close.” and “VENUE: The town hall.” have one shape. The whole text tells them
apart: names that recur and take turns, words that it uses in lower case, people whom it names in
full, and sentences after the labels that somebody might say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecheck.rules.wording import ReadingLimits
    from quotecheck.sources.label_candidates import LabelCandidate

_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}(?![\w])")
_NEARLY_ALL = 0.7
_A_FEW = 2  # labels; too few to show who talks to whom
_LEAST_SHOWN = 0.3  # share of the names that are plainly people's
_LEAST_WORDS = 2  # of a sentence
_SENTENCE = re.compile(
    r"[“\"‘'(\[…¿¡-]{0,2}[A-Z0-9À-Þ].*?(?:[.?!…][”\"’')\]]{0,2}(?:\s|\Z)|(?:--|—)\Z)", re.DOTALL
)
_WORD = re.compile(r"[\w’']+")
_FRAMES = " \t\n*_"
_BREAK = re.compile(r"\n\s*\n")
_PASSAGE = 600  # characters after a label that are read


class Trust(IntEnum):
    """Degrees of belief in the labels of a text."""

    NONE = 0  # they are headings, or nothing decides
    DOUBT = 1  # somebody may speak, but it is unclear who: the desk looks
    FULL = 2


class Surroundings:
    """The text around labels, for what it shows about their names. ``is_person`` says whether words
    are somebody's name, ``spoken`` are words of speech ("we"); ``heard``: the text is captions, and
    somebody says all of it."""

    def __init__(
        self, text: str, is_person: Callable[[str], bool], spoken: frozenset[str], *, heard: bool
    ) -> None:
        self._text, self._is_person, self._spoken = text, is_person, spoken
        self.heard = heard
        self._words: frozenset[str] | None = None
        self._ordinary: dict[str, bool] = {}

    @property
    def lines(self) -> int:
        """The number of lines that are not empty."""
        return sum(bool(line.strip()) for line in self._text.splitlines())

    def is_ordinary(self, name: str) -> bool:
        """Return whether a word of a name occurs in lower case elsewhere in the text."""
        found = self._ordinary.get(name)
        if found is None:
            if self._words is None:
                self._words = frozenset(_SMALL_WORD.findall(self._text))
            found = self._ordinary[name] = not self._words.isdisjoint(name.split())
        return found

    def named_in_full(self, names: Sequence[str]) -> set[str]:
        """Return the surnames that the text also has after a given name or a title: “Ann Roe”, “Mr
        Ord”."""
        single = [re.escape(name) for name in names if name.isalpha()]
        if not single:
            return set()
        found = re.compile(
            rf"\b[A-Z][\w’'-]*\.?[ ](?P<name>{'|'.join(single)})\b(?!:)", re.IGNORECASE
        ).finditer(self._text)
        return {
            match["name"].casefold()
            for match in found
            if match["name"][0].isupper() and self._is_person(match.group())
        }

    def passage(self, start: int) -> str:
        """Return the paragraph that begins at an offset."""
        part = self._text[start : start + _PASSAGE].lstrip()
        return _BREAK.split(part, maxsplit=1)[0].strip(_FRAMES)

    def is_sentence(self, passage: str) -> bool:
        """Return whether a passage begins with a whole sentence."""
        return self.heard or (
            bool(_SENTENCE.match(passage)) and len(passage.split()) >= _LEAST_WORDS
        )

    def is_spoken(self, passage: str) -> bool:
        """Return whether a passage says I, we or you, or asks."""
        return (
            self.heard
            or "?" in passage
            or not self._spoken.isdisjoint(
                word.casefold().partition("’")[0].partition("'")[0]
                for word in _WORD.findall(passage)
            )
        )


def trust_in(
    rows: Sequence[LabelCandidate],
    paragraphs: int,
    known: frozenset[str],
    around: Surroundings,
    reading: ReadingLimits,
) -> Trust:
    """Return the degree of belief that the names of possible labels are people who talk to each
    other, not headings that a page or a handbook repeats ("Photo:", "Pros:" and "Cons:")."""
    if not rows:
        return Trust.NONE
    if any(each.time or each.needs == "one" for each in rows):
        return Trust.FULL
    times = Counter(each.key for each in rows)
    passages = [around.passage(each.words) for each in rows]
    if _are_shown(rows, times, known, around, passages):
        return Trust.FULL
    often = len(rows) >= reading.label_share * paragraphs
    if one_speaks(rows, paragraphs):
        return Trust.FULL
    rows, passages = _without_breaks(rows, passages)
    names = sum(not around.is_ordinary(key) for key in times)
    if 2 * names < len(times):
        return Trust.NONE
    changes = sum(one.key != other.key for one, other in pairwise(rows))
    if max(times.values()) > 1 and often and 2 * changes >= len(rows) > _A_FEW:
        return Trust.FULL
    if not often and not all(each.who.capitals for each in rows):
        return Trust.NONE
    # Notes are fragments, and speakers say whole sentences, though a heading may precede sentences
    # too.
    if 2 * sum(map(around.is_sentence, passages)) < len(rows):
        return Trust.NONE
    one_exchange = changes < _A_FEW and all(each.who.capitals for each in rows)
    spoken = one_exchange and often and any(map(around.is_spoken, passages))
    return Trust.FULL if spoken or around.heard else Trust.DOUBT


def _without_breaks(
    rows: Sequence[LabelCandidate], passages: Sequence[str]
) -> tuple[list[LabelCandidate], list[str]]:
    """The rows and their passages, joined where the same name goes on with its own sentence: an
    interview with a name on every paragraph is broken wherever the transcriber began a line."""
    kept: list[LabelCandidate] = []
    joined: list[str] = []
    for row, passage in zip(rows, passages, strict=True):
        if kept and row.key == kept[-1].key and _goes_on(joined[-1], passage):
            joined[-1] = f"{joined[-1]} {passage}"
        else:
            kept.append(row)
            joined.append(passage)
    return kept, joined


def _goes_on(before: str, passage: str) -> bool:
    """Return whether a passage goes on with the sentence that the one before it began."""
    return before.endswith((",", ";")) or (
        passage[:1].islower() and not before.endswith((".", "?", "!"))
    )


def _are_shown(
    rows: Sequence[LabelCandidate],
    times: Counter[str],
    known: frozenset[str],
    around: Surroundings,
    passages: Sequence[str],
) -> bool:
    """Return whether enough share of the names that are plainly people's. A name of two words may
    be a town's, so somebody also has to say “I” or “you”."""
    people = {each.key for each in rows if each.who.person or each.who.holder or each.key in known}
    in_full = {each.key for each in rows if " " in each.who.name} - people
    in_full = {key for key in in_full if not around.is_ordinary(key)}
    least = _LEAST_SHOWN * len(times)
    if len(people) < least:
        people |= around.named_in_full([key for key in times if key not in people | in_full])
    if not people and not any(map(around.is_spoken, passages)):
        return False
    return bool(people | in_full) and len(people | in_full) >= least


def one_speaks(rows: Sequence[LabelCandidate], paragraphs: int) -> bool:
    """Return whether the whole text is one person's words, with the name before each paragraph."""
    one = len({each.key for each in rows}) == 1
    return one and len(rows) > _A_FEW and len(rows) >= _NEARLY_ALL * paragraphs
