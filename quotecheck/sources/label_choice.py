"""Choosing the labels of a text among the lines that look like labels.

The whole text decides: who speaks speaks again, and in one shape. A line that looks like a label,
but is not surely one, is kept as unsure: it ends the turn before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from quotecheck.formats.time_codes import clock
from quotecheck.rules.wording import ReadingLimits
from quotecheck.sources.designation import Designation, initials

_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}(?![\w])")
_MOSTLY = 0.6
_NEARLY_ALL = 0.7
_A_FEW = 2  # labels that do not show who talks to whom
_LEAST_SHOWN = 0.3  # of the names are plainly people's
_ONWARDS = 0.8
_SMALL_SHARE = 0.3  # of the labels with nothing behind them may go on in small letters
UNDIVIDED, UNDIVIDED_SMALL = "undivided", "undivided, small letters"  # shapes of bold names
_DOUBTFUL = frozenset((UNDIVIDED, "framed-open", "round-open"))
_FEW_TIMES = 5  # that tell nothing of their order


@dataclass(frozen=True, slots=True)
class Label:
    """A line that names a speaker.

    ``start`` is the line's start, ``words`` where the words begin, ``name`` what it says.
    ``sure`` is False where it may be none, or where nothing shows that it names a person.
    """

    start: int
    words: int
    name: str
    time: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """A line that may be a label: by which shape, how it reads, where the line stands."""

    start: int
    words: int
    time: str | None
    shape: str
    needs: str
    who: Designation
    opens: bool
    empty: bool  # no words on the same line

    @property
    def key(self) -> str:
        """The part that tells this name from others."""
        return self.who.key


def chosen_labels(
    found: list[LabelCandidate],
    paragraphs: int,
    known: frozenset[str],
    text: str,
    reading: ReadingLimits,
) -> list[Label]:
    """The labels among the lines of a text that may be labels, in text order.

    ``paragraphs`` counts those of the text, ``known`` are people whom the source names.
    """
    families: dict[str, list[LabelCandidate]] = {}
    for each in found:
        families.setdefault(_family(each), []).append(each)
    said = Counter(each.key for each in found)
    accepted = {
        family
        for family, rows in families.items()
        if rows[0].needs != "questions" and _is_accepted(rows, paragraphs, known, reading)
    }
    if accepted and _are_handles(families.get("handle", ())):
        accepted.add("handle")
    # “**Nora Pell** said” goes on with a sentence; the words behind a label mostly begin one.
    undivided, small = families.get(UNDIVIDED, ()), families.get(UNDIVIDED_SMALL, ())
    if len(small) > _SMALL_SHARE * len(undivided):
        accepted -= {UNDIVIDED, UNDIVIDED_SMALL}
    elif UNDIVIDED in accepted:
        accepted.add(UNDIVIDED_SMALL)
    ordinary = _OrdinaryWords(text)
    taken = [_family(each) in accepted for each in found]
    chosen = list(compress(found, taken))
    if not _are_people(chosen, paragraphs, known, ordinary, reading):
        return []
    sure_rows = [each for each in chosen if _is_strong(each)]
    mostly_strong = len(sure_rows) > 2 and len(sure_rows) >= reading.sure_share * len(chosen)
    persons = known | {each.key for each in sure_rows}
    persons |= {
        each.key for each in chosen if " " in each.who.name and not ordinary.any_of(each.key)
    }
    surnames = {name.split()[-1] for name in persons if name} | _initials(persons)
    answered = _are_answered(found)
    labels: list[Label] = []
    for each, is_taken in zip(found, taken, strict=True):
        if each.needs == "questions":
            if answered and labels and labels[-1].name.strip(".") == "Q":
                labels.append(Label(each.start, each.words, "A", each.time, sure=True))
            continue
        label = _judged(each, is_taken, said[each.key], persons, surnames, mostly_strong)
        if label is not None:
            labels.append(label)
    return labels


def _initials(persons: Iterable[str]) -> set[str]:
    """The initials that only one of some people has: after “ALDEN POST:” a page goes on with AP."""
    found = Counter(initials(name) for name in persons if " " in name.strip())
    return {letters for letters, times in found.items() if times == 1}


def _judged(
    each: LabelCandidate,
    accepted: bool,  # noqa: FBT001
    times: int,
    persons: frozenset[str],
    surnames: set[str],
    mostly_strong: bool,  # noqa: FBT001
) -> Label | None:
    """The label that a candidate is in a text whose labels are known; None if it is none."""
    somebody = (
        each.who.person
        or each.key in persons
        or each.key.split()[-1] in surnames
        or times > (2 if mostly_strong else 1)
    )
    if not accepted and each.shape in _DOUBTFUL:
        # Beside the labels of a text it may be one more: its words are not the last speaker's.
        known = each.key in persons or each.key in surnames
        bracketed = each.shape != UNDIVIDED and not each.who.free
        looks = known or each.who.person or each.who.capitals or bracketed
        return Label(each.start, each.words, each.who.whole, each.time, known) if looks else None
    if not accepted:
        known_name = (
            each.key in persons
            or each.who.holder
            or each.who.role
            or (each.who.person and len(each.key.split()) > 1)
        )
        if not known_name or not each.opens or each.needs in ("often", "handles"):
            return None
        divided = each.needs in ("one", "two")
        sure = (each.key in persons and (divided or each.empty)) or (each.who.role and divided)
    elif _is_strong(each):
        alone = " " not in each.who.name and not each.shape.startswith("line")
        sure = not each.who.free or times > 1 or alone
    elif not each.opens and not somebody:
        return None
    elif mostly_strong and not somebody:
        # Beside names in capitals “On Friday:” may begin a sentence: better nobody's words.
        sure = False
    else:
        sure = somebody or each.needs in ("one", "two")
    name = each.who.whole if len(each.who.whole) <= 90 or not each.who.name else each.who.name
    time = clock(each.time, of_day=each.shape.startswith("dated")) if each.time else None
    return Label(each.start, each.words, name, time, sure)


def _are_people(
    chosen: Sequence[LabelCandidate],
    paragraphs: int,
    known: frozenset[str],
    ordinary: _OrdinaryWords,
    reading: ReadingLimits,
) -> bool:
    """Return whether the names of what looks like labels are people who talk to each other, and not
    what a page or a handbook says again and again ("Photo:", "Pros:" and "Cons:")."""
    if not chosen:
        return False
    if any(each.time for each in chosen):
        return True
    times = Counter(each.key for each in chosen)
    shown = {
        each.key
        for each in chosen
        if each.who.person
        or each.who.holder
        or each.key in known
        or (" " in each.who.name and not ordinary.any_of(each.key))
    }
    if shown and len(shown) >= _LEAST_SHOWN * len(times):
        return True
    often = len(chosen) >= reading.label_share * paragraphs
    if len(chosen) <= _A_FEW:
        return often
    if len(times) == 1:
        return _one_speaks(chosen, paragraphs)
    changes = sum(one.key != other.key for one, other in pairwise(chosen))
    talk = max(times.values()) > 1 and 2 * changes >= len(chosen)
    names = sum(not ordinary.any_of(key) for key in times)
    return talk and often and 2 * names >= len(times)


def _are_handles(rows: Sequence[LabelCandidate]) -> bool:
    """Return whether names that do not look like names come again, as those of a chat do."""
    names = Counter(each.key for each in rows)
    return sum(count > 1 for count in names.values()) >= _MOSTLY * len(names) > 0


def _is_accepted(
    rows: Sequence[LabelCandidate], paragraphs: int, known: frozenset[str], reading: ReadingLimits
) -> bool:
    """Return whether a shape is one that the labels of this text have."""
    needs = rows[0].needs
    if not _times_go_on(rows):
        return False
    strong = sum(map(_is_strong, rows))
    alone = len(rows) == 1 and rows[0].shape == "set-apart" and not rows[0].who.person
    if strong and needs in ("one", "two") and not alone:
        return True
    names = Counter(each.key for each in rows)
    again = sum(count for count in names.values() if count > 1)
    shown = sum(names[each.key] > 1 or each.who.person or each.key in known for each in rows)
    share = len(rows) / paragraphs
    persons = sum(each.who.person or each.key in known for each in rows)
    holders = any(each.who.holder for each in rows)
    if needs in ("one", "two"):
        enough = len(rows) >= 2 and share >= reading.label_share
        return (
            enough
            or holders
            or (len(names) > 1 and again > 1 and again + persons >= 0.5 * len(rows))
        )
    if needs == "handles":
        return again >= 3 and again >= 0.6 * len(rows) and share >= reading.label_share
    most = 0.6 * len(rows)
    turning = len(names) > 1 and again > 1 and len(rows) > 2
    if needs == "turns" and persons == len(rows) and _one_speaks(rows, paragraphs):
        return True
    if rows[0].shape == "cell" and all(" " in each.who.name for each in rows):
        return len(rows) > 1
    if needs == "often":
        return turning and again >= most and len(rows) > 3
    return turning and shown >= most


def _one_speaks(rows: Sequence[LabelCandidate], paragraphs: int) -> bool:
    """Return whether the whole is one person's words, each paragraph with the name before it."""
    one = len({each.key for each in rows}) == 1
    return one and len(rows) > _A_FEW and len(rows) >= _NEARLY_ALL * paragraphs


def _are_answered(found: Sequence[LabelCandidate]) -> bool:
    """Return whether most questions are followed by a line that begins with A: they are answers
    then, and no sentences that happen to begin so."""
    named = [each.key.strip(".") for each in found]
    questions = named.count("q")
    answers = sum(pair == ("q", "a") for pair in pairwise(named))
    # Where answers stand in a column of their own, a line that begins with A is a sentence.
    apart = sum(
        each.needs != "questions" and name == "a" for each, name in zip(found, named, strict=True)
    )
    return answers >= _MOSTLY * questions > 1 and apart < _MOSTLY * questions


class _OrdinaryWords:
    """The words that a text writes in small letters: a name has none of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None
        self._known: dict[str, bool] = {}

    def any_of(self, name: str) -> bool:
        """Return whether a word of a name stands in small letters elsewhere in the text."""
        found = self._known.get(name)
        if found is None:
            if self._words is None:
                self._words = frozenset(_SMALL_WORD.findall(self._text))
            found = self._known[name] = not self._words.isdisjoint(name.split())
        return found


def _times_go_on(rows: Sequence[LabelCandidate]) -> bool:
    """Return whether the times of labels are time codes, which go on; references to pages and
    lines, as in the index of a deposition, do not."""
    times = [clock(each.time) for each in rows if each.time]
    if len(times) < _FEW_TIMES:
        return True
    onwards = sum(one <= other for one, other in pairwise(times))
    return onwards >= _ONWARDS * (len(times) - 1)


def _family(each: LabelCandidate) -> str:
    """The features that the labels of one text have in common."""
    kind = "timed " if each.time else ""
    capitals = " capitals" if each.who.capitals and each.needs in ("one", "two") else ""
    return f"{kind}{each.shape}{capitals}"


def _is_strong(each: LabelCandidate) -> bool:
    """Return whether a candidate is a label even if it is the only one."""
    if each.needs == "one":
        return True
    return each.needs == "two" and (bool(each.time) or each.who.capitals)
