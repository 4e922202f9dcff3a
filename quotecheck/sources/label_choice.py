"""Choosing the labels of a text among the lines that look like them.

The whole text decides, because speakers speak again and their labels have one shape. A line that
looks like a label without certainly being one is kept as unsure: it ends the turn before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from quotecheck.formats.time_codes import clock
from quotecheck.rules.wording import ReadingLimits
from quotecheck.sources.designation import name_initials
from quotecheck.sources.label_candidates import (
    HEADING,
    UNDIVIDED,
    UNDIVIDED_SMALL,
    Label,
    LabelCandidate,
)
from quotecheck.sources.label_people import Surroundings, Trust, one_speaks, trust_in

_MOSTLY = 0.6
_ONWARDS = 0.8
_SMALL_SHARE = 0.3  # share of the labels with nothing after them that may go on in lower case
_DOUBTFUL = frozenset((UNDIVIDED, "framed-open", "round-open"))
_FEW_TIMES = 5  # labels; too few for their times to have an order


def chosen_labels(
    found: list[LabelCandidate],
    paragraphs: int,
    known: frozenset[str],
    around: Surroundings,
    reading: ReadingLimits,
) -> list[Label]:
    """The labels among the candidate lines of a text, in text order.

    ``paragraphs`` counts those of the text, ``known`` are people whom the source names, ``around``
    is the text itself.
    """
    said = Counter(each.key for each in found)
    accepted = _accepted(found, paragraphs, known, reading)
    if not accepted:
        return list(_of_rows(found, paragraphs, around, reading))
    taken = [_family(each) in accepted for each in found]
    chosen = [each for each in compress(found, taken) if each.needs != HEADING]
    trust = trust_in(chosen, paragraphs, known, around, reading)
    if any(each.by_hand for each in found):
        trust = max(trust, Trust.DOUBT)
    if trust is Trust.NONE:
        return []
    sure_rows = [each for each in chosen if _is_strong(each)]
    mostly_strong = len(sure_rows) > 2 and len(sure_rows) >= reading.sure_share * len(chosen)
    doubted = trust is Trust.DOUBT
    shown = known | around.named_in_full([each.key for each in chosen] if doubted else [])
    persons = shown if doubted else known | _likely(chosen, around)
    surnames = {name.split()[-1] for name in persons if name} | _initials(persons)
    answered = _are_answered(found)
    labels: list[Label] = []
    for each, is_taken in zip(found, taken, strict=True):
        if each.needs == "questions":
            if answered and labels and labels[-1].name.strip(".") == "Q":
                labels.append(Label(each.start, each.words, "A", each.time, sure=True))
        elif each.by_hand:
            labels.append(Label(each.start, each.words, each.who.whole, each.time, sure=True))
        elif each.needs == HEADING:
            labels += _of_heading(each, around) if is_taken else ()
        elif label := _judged(each, is_taken, said[each.key], persons, surnames, mostly_strong):
            somebody = each.who.person or each.who.holder or each.key in persons
            labels.append(replace(label, sure=False) if doubted and not somebody else label)
    return labels


def _accepted(
    found: Iterable[LabelCandidate], paragraphs: int, known: frozenset[str], reading: ReadingLimits
) -> set[str]:
    """The families of lines that are labels of a text, if it has any."""
    families: dict[str, list[LabelCandidate]] = {}
    for each in found:
        if each.shape == "heading":  # “Conclusion” counts among headings that recur
            families.setdefault(_family(each), []).append(replace(each, needs="often"))
        elif each.needs != HEADING:
            families.setdefault(_family(each), []).append(each)
    accepted = {
        family
        for family, rows in families.items()
        if rows[0].needs != "questions" and _is_accepted(rows, paragraphs, known, reading)
    }
    if accepted and _are_handles(families.get("handle", ())):
        accepted.add("handle")
    # “**Nora Pell** said” goes on with a sentence; the words after a label mostly begin one.
    undivided, small = families.get(UNDIVIDED, ()), families.get(UNDIVIDED_SMALL, ())
    if len(small) > _SMALL_SHARE * len(undivided):
        accepted -= {UNDIVIDED, UNDIVIDED_SMALL}
    elif UNDIVIDED in accepted:
        accepted.add(UNDIVIDED_SMALL)
    return accepted


def _likely(chosen: Iterable[LabelCandidate], around: Surroundings) -> set[str]:
    """The names in a conversation that are certainly people's, or are full names."""
    return {
        each.key
        for each in chosen
        if _is_strong(each) or (" " in each.who.name and not around.is_ordinary(each.key))
    }


def _of_rows(
    found: Sequence[LabelCandidate],
    paragraphs: int,
    around: Surroundings,
    reading: ReadingLimits,
) -> Iterator[Label]:
    """Return the labels of a text in which no shape is shown to name people, but most lines have
    one: “ROE – The mill will close.” They are unsure; the claim may decide."""
    rows = [each for each in found if each.needs == "turns" and not each.shape.startswith("line")]
    shapes = Counter(each.shape for each in rows)
    for shape, count in shapes.most_common(1):
        rows = [each for each in rows if each.shape == shape]
        several = len({each.key for each in rows}) > 1
        most = count >= _MOSTLY * (paragraphs if paragraphs > 1 else around.lines)
        if several and most and trust_in(rows, paragraphs, frozenset(), around, reading):
            for each in rows:
                yield Label(each.start, each.words, each.who.whole, None, sure=False)


def _of_heading(each: LabelCandidate, around: Surroundings) -> Iterator[Label]:
    """The label made of a word like “Price” beside the labels of a text: the words after it are not
    the last speaker's, and are somebody's only if the text names a Carl Price."""
    if each.shape == "heading" or around.is_sentence(around.passage(each.words)):
        sure = bool(around.named_in_full([each.key]))
        yield Label(each.start, each.words, each.who.whole, each.time, sure)


def _initials(persons: Iterable[str]) -> set[str]:
    """Initials that only one of some people has: after “ALDEN POST:” a page goes on with AP."""
    found = Counter(name_initials(name) for name in persons if " " in name.strip())
    return {letters for letters, times in found.items() if times == 1}


def _judged(
    each: LabelCandidate,
    accepted: bool,  # noqa: FBT001
    times: int,
    persons: frozenset[str],
    surnames: set[str],
    mostly_strong: bool,  # noqa: FBT001
) -> Label | None:
    """The label made of a candidate in a text whose labels are known; None if it is not a label."""
    somebody = (
        each.who.person
        or each.key in persons
        or each.key.split()[-1] in surnames
        or times > (2 if mostly_strong else 1)
    )
    if not accepted and each.shape in _DOUBTFUL:
        # Beside the labels of a text it may be another: the words after it are not the last
        # speaker's.
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
    elif not somebody and (mostly_strong or not each.opens):
        # Beside names in capitals, or within a paragraph, “On Friday:” may begin a sentence: better
        # nobody's words.
        sure = False
    else:
        sure = somebody or each.needs in ("one", "two")
    name = each.who.whole if len(each.who.whole) <= 90 or not each.who.name else each.who.name
    time = clock(each.time, of_day=each.shape.startswith("dated")) if each.time else None
    return Label(each.start, each.words, name, time, sure)


def _are_handles(rows: Sequence[LabelCandidate]) -> bool:
    """Return whether names that do not look like names recur, as in a chat."""
    names = Counter(each.key for each in rows)
    return sum(count > 1 for count in names.values()) >= _MOSTLY * len(names) > 0


def _is_accepted(
    rows: Sequence[LabelCandidate], paragraphs: int, known: frozenset[str], reading: ReadingLimits
) -> bool:
    """Return whether a shape is one that the labels of this text have."""
    needs = rows[0].needs
    if any(each.by_hand for each in rows):
        return True
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
    if needs == "turns" and persons == len(rows) and one_speaks(rows, paragraphs):
        return True
    if rows[0].shape == "cell" and all(" " in each.who.name for each in rows):
        return len(rows) > 1
    if needs == "often":
        return turning and again >= most and len(rows) > 3
    return turning and shown >= most


def _are_answered(found: Sequence[LabelCandidate]) -> bool:
    """Return whether most questions are followed by a line that begins with A, so that those lines
    are answers, not sentences that happen to begin with A."""
    named = [each.key.strip(".") for each in found]
    questions = named.count("q")
    answers = sum(pair == ("q", "a") for pair in pairwise(named))
    # Where answers stand in a column of their own, a line that begins with A is a sentence.
    apart = sum(
        each.needs != "questions" and name == "a" for each, name in zip(found, named, strict=True)
    )
    return answers >= _MOSTLY * questions > 1 and apart < _MOSTLY * questions


def _times_go_on(rows: Sequence[LabelCandidate]) -> bool:
    """Return whether the times of labels are time codes, which go on; references to pages and
    lines, as in the index of a deposition, do not."""
    times = [clock(each.time) for each in rows if each.time]
    if len(times) < _FEW_TIMES:
        return True
    onwards = sum(one <= other for one, other in pairwise(times))
    return onwards >= _ONWARDS * (len(times) - 1)


def _family(each: LabelCandidate) -> str:
    """The family of a candidate: the features that labels of one text share."""
    kind = "timed " if each.time else ""
    alone = each.needs in ("one", "two", HEADING)
    capitals = " capitals" if each.who.capitals and alone else ""
    return f"{kind}{each.shape}{capitals}"


def _is_strong(each: LabelCandidate) -> bool:
    """Return whether a candidate is a label even if it is the only one."""
    if each.needs == "one":
        return True
    return each.needs == "two" and (bool(each.time) or each.who.capitals)
