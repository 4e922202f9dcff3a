"""Parts of one quotation that stand apart in the source: "...," she said, adding, "..."

A reader takes parts in one sentence or two for one stretch of talk. Where the source has the second
part far behind the first, or before it, an editor has to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotecheck.model import Article, Check, Flag, Quotation, Triage
from quotecheck.rules.limits import Limits

_LETTERS = 6  # characters of a word, blank included


def flag_joined(
    article: Article, quotes: Sequence[Quotation], limits: Limits
) -> tuple[Quotation, ...]:
    """The quotations; the second of two joined parts that stand apart is flagged."""
    done: list[Quotation] = []
    for quote in quotes:
        last = done[-1] if done else None
        if last and quote.check and _are_joined(article, last, quote, limits.joined_letters):
            words = _words_apart(last, quote)
            if words is not None and not 0 <= words <= limits.ellipsis_gap:
                quote = replace(quote, check=_flagged(quote.check, words))  # noqa: PLW2901
        done.append(quote)
    return tuple(done)


def _are_joined(article: Article, one: Quotation, other: Quotation, most: int) -> bool:
    between = article.text[one.end : other.start]
    return (
        one.paragraph == other.paragraph
        and one.speaker is not None
        and other.speaker is not None
        and one.speaker.name == other.speaker.name
        and len(between) <= most
        and "\n" not in between
    )


def _words_apart(one: Quotation, other: Quotation) -> int | None:
    """About how many words the source has between the parts; negative in the other order."""
    first = one.check.matches[:1] if one.check else ()
    second = other.check.matches[:1] if other.check else ()
    if not first or not second or first[0].near or second[0].near:
        return None
    if first[0].source != second[0].source:
        return None
    return (second[0].start - first[0].end) // _LETTERS


def _flagged(check: Check, words: int) -> Check:
    where = "before" if words < 0 else f"some {words:,} words after"
    flags = {*check.flags, Flag.CROSSES_TURN}
    return replace(
        check,
        flags=tuple(flag for flag in Flag if flag in flags),
        triage=Triage.LOOK if check.triage is Triage.PASS else check.triage,
        why=f"{check.why}; the source has it {where} the part that it is joined to",
    )
