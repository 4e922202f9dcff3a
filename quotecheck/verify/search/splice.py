"""Quotations joined from several passages: finding the other passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, pairwise

from quotecheck.model import SpeakerMatch
from quotecheck.rules.limits import Limits
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed
from quotecheck.verify.search.finding import Claim, Finder

_LETTERS = 6  # characters of a word, blank included
_HARMLESS = frozenset((Effect.STYLE, Effect.NOISE, Effect.MARKED, Effect.DISFLUENCY))


def joined_pieces(claim: Claim, best: Placement, finder: Finder) -> list[Placement]:
    """The other passages that a quotation was joined from, if it was."""
    rules = finder.limits.splices
    if best.coverage > rules.whole_share or not _holds_rare_run(claim, best, finder):
        return []
    pieces, covered = [], best.coverage * best.length
    gaps = long_gaps(best, finder.limits) or _exact_end(claim, best, finder)
    for low, high in gaps:
        part = part_of_quote(claim.printed, low, high)
        if high - low <= rules.small_words and not _has_weight(part, finder):
            continue
        found = finder.piece(part, claim)
        common = len(found) > rules.rare_places and high - low <= rules.common_words
        if not found or common or _is_within(found[0], best):
            continue
        if _goes_on(best, found[0], low, finder.limits):
            continue
        piece = found[0]
        if piece.quality >= rules.piece_quality and _are_one_speakers(best, piece, finder):
            pieces.append(piece)
            missing = sum(
                min(high, run[1]) - max(low, run[0])
                for run in missing_runs(best, low, high, finder.limits)
            )
            covered += missing * piece.coverage
    return pieces if covered >= rules.joined_share * best.length else []


def joined_halves(claim: Claim, best: Placement, finder: Finder) -> list[Placement]:
    """The two passages that make up, word for word, a quotation that fits nowhere; an "and" may
    stand between them."""
    rules, forms = finder.limits.splices, claim.printed.words.forms
    if best.quality >= rules.piece_quality or best.length < 2 * finder.limits.piece_words:
        return []
    first = _longest(lambda length: forms[:length], best.length, finder)
    second = _longest(lambda length: forms[best.length - length :], best.length, finder)
    between = forms[first : best.length - second]
    if len(between) > 1 or not finder.lexicon.joints.issuperset(between):
        return []
    parts = (
        part_of_quote(claim.printed, 0, first),
        part_of_quote(claim.printed, max(first, best.length - second), best.length),
    )
    if not all(_tells(part, finder) for part in parts):
        return []
    one, other = (finder.piece(part, claim) for part in parts)
    if not one or not other or not _are_one_speakers(one[0], other[0], finder):
        return []
    apart = all(_stand_apart(a, b, finder.limits) for a in one for b in other)
    return [one[0], other[0]] if apart else []


def _longest(part: Callable[[int], list[str]], most: int, finder: Finder) -> int:
    """The greatest length of a part of the quote that occurs somewhere word for word."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if finder.library.exact(part(middle), 1):
            low = middle
        else:
            high = middle - 1
    return low


def _tells(part: Printed, finder: Finder) -> bool:
    """Return whether words point to one passage: some words of weight that occur together almost
    nowhere else."""
    words, limits = part.words.forms, finder.limits
    return (
        len(words) >= limits.piece_words
        and _has_weight(part, finder)
        and finder.library.count(words) <= limits.splices.rare_places
    )


def _has_weight(part: Printed, finder: Finder) -> bool:
    """Return whether words are more than small ones, which any speaker uses somewhere."""
    small = finder.lexicon.function | finder.lexicon.pronouns | finder.lexicon.modals
    weighty = [word for word in part.words.forms if word not in small]
    return len(weighty) >= finder.limits.splices.telling_words


def _stand_apart(one: Placement, other: Placement, limits: Limits) -> bool:
    """Return whether no quotation would run on from one passage to the other."""
    return one.head.id != other.head.id or not (0 <= other.start - one.end <= limits.gap * _LETTERS)


def stand_side_by_side(places: Sequence[Placement], limits: Limits) -> bool:
    """Return whether passages follow one another in one turn, so that only their order differs."""
    places = sorted(places, key=lambda place: place.start)
    return all(
        one.head.id == other.head.id
        and one.turn_start == other.turn_start
        and other.start - one.end <= limits.splices.beside_letters
        for one, other in pairwise(places)
    )


def _are_one_speakers(best: Placement, piece: Placement, finder: Finder) -> bool:
    """Return whether two passages may be by one speaker, from before the article."""
    if SpeakerMatch.OTHER in (best.speaker, piece.speaker) or best.later or piece.later:
        return False
    if best.is_narration is not piece.is_narration:
        return False
    if best.label == piece.label or best.speaker is piece.speaker is SpeakerMatch.SAME:
        return True
    return finder.speaks(best.label, piece) is SpeakerMatch.SAME


def _holds_rare_run(claim: Claim, best: Placement, finder: Finder) -> bool:
    """Return whether the passage shares a run of words with the quote that few other places have;
    only then can it be one of several that were joined."""
    low, high = max(best.equal_runs, key=lambda run: run[1] - run[0], default=(0, 0))
    run, limits = claim.printed.words.forms[low:high], finder.limits
    rare = limits.splices.rare_places
    return len(run) >= limits.piece_words and finder.library.count(run) <= rare


def _exact_end(claim: Claim, best: Placement, finder: Finder) -> list[tuple[int, int]]:
    """The longest end of a quote that fits badly here, if it stands word for word elsewhere.

    The alignment finds some equal words further on, so few of its words are missing.
    """
    rules = finder.limits.splices
    if best.quality >= rules.piece_quality:
        return []
    forms = claim.printed.words.forms
    edits = [finding.edit for finding in best.findings if finding.change not in _HARMLESS]
    ends = [(edit.q_low, best.length) for edit in edits] + [(0, edit.q_high) for edit in edits]
    fitting = (
        (low, high)
        for low, high in sorted(ends, key=lambda end: end[0] - end[1])
        if finder.limits.piece_words <= high - low < best.length
        and 0 < finder.library.count(forms[low:high]) <= rules.rare_places
    )
    return list(islice(fitting, 1))


def _goes_on(best: Placement, piece: Placement, low: int, limits: Limits) -> bool:
    """Return whether a piece that begins with word ``low`` of the quote stands right beside the
    passage, in the order of the quote, so that it is the same passage and was not joined to it."""
    first, second = (piece, best) if low == 0 else (best, piece)
    return not _stand_apart(first, second, limits) and first.turn_start == second.turn_start


def _is_within(piece: Placement, best: Placement) -> bool:
    """Return whether a piece is part of the passage itself, in another order."""
    return piece.head.id == best.head.id and piece.start < best.end and best.start < piece.end


def part_of_quote(printed: Printed, low: int, high: int) -> Printed:
    """Some words of a quotation, as a quotation of their own."""
    words = printed.words
    part = type(words)(
        words.forms[low:high],
        words.surfaces[low:high],
        words.starts[low:high],
        words.ends[low:high],
    )
    marks = {number - low: row for number, row in printed.marks.items() if low < number < high}
    return Printed(printed.text, part, marks, printed.recased)


def long_gaps(place: Placement, limits: Limits) -> list[tuple[int, int]]:
    """The runs of the quote's words that the source does not have at this place; at either end
    a few equal words may stand among them."""
    runs = missing_runs(place, 0, place.length, limits)
    share = limits.splices.missing_share
    head = _end_gap(runs, [high for _, high in runs], lambda at: (0, at), share)
    tail = _end_gap(runs, [low for low, _ in reversed(runs)], lambda at: (at, place.length), share)
    gaps = [gap for gap in (head, tail) if gap]
    gaps += [run for run in runs if not any(low <= run[0] < high for low, high in gaps)]
    return [gap for gap in gaps if gap[1] - gap[0] >= limits.piece_words]


def missing_runs(place: Placement, low: int, high: int, limits: Limits) -> list[tuple[int, int]]:
    """The runs of the quote's words that the source does not have, between two words."""
    return [
        (finding.edit.q_low, finding.edit.q_high)
        for finding in place.findings
        if low < finding.edit.q_high
        and finding.edit.q_low < high
        and finding.edit.q_high > finding.edit.q_low
        and finding.change not in _HARMLESS
        and not (finding.change is Effect.FLIPPED and _is_short(finding, limits))
    ]


def _is_short(finding: JudgedEdit, limits: Limits) -> bool:
    """Return whether the words of an edit are too few for a passage of their own."""
    return finding.edit.q_high - finding.edit.q_low < limits.piece_words


def _end_gap(
    runs: Sequence[tuple[int, int]],
    ends: Sequence[int],
    span: Callable[[int], tuple[int, int]],
    share: float,
) -> tuple[int, int] | None:
    """The longest stretch at an end of the quote with at least a given share of words missing."""
    best = None
    for end in ends:
        low, high = span(end)
        missing = sum(min(high, b) - max(low, a) for a, b in runs if a < high and low < b)
        if missing >= share * (high - low):
            best = low, high
    return best
