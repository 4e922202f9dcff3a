"""Conditions on which a passage depends, in the words right before or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.context.running_on import goes_on

_CLAUSE = re.compile(r"[^,;:.?!…—\n]*")
_NEW_CLAUSE = frozenset(
    ("and", "but", "or", "so", "because", "that", "who", "which", "when", "while", "where", "than")
)
_MAIN = 4  # first words of a passage among which the verb of a main clause stands


def goes_on_to_condition(after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the clause cut off by a passage goes on to a condition: "on Monday if you
    pay", "from May, provided that", ", had they paid"."""
    clause = _CLAUSE.match(after)
    if clause is None:
        return False
    if goes_on(after):
        words = canon.forms(clause.group())
        for at, word in enumerate(words):
            if word in _NEW_CLAUSE:
                return False
            if lexicon.sets_condition(words[at:]):
                return True
    elif clause.group():
        return False
    rest = after[clause.end() :]
    if not rest.startswith(","):
        return False
    words = canon.forms(rest)
    is_inverted = words[:1] and words[0] in lexicon.inversions and _is_subject(words[1:], lexicon)
    return bool(is_inverted) or (clause.end() > 0 and lexicon.sets_condition(words))


def depends_on(place: Placement, before: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the clause before a passage is only a condition: "if they pay,", "and if they
    pay then", "should they pay,", "without the grant"."""
    clauses = before.split(",")
    while len(clauses) > 2 and tuple(canon.forms(clauses[0])) in lexicon.openers:
        clauses = clauses[1:]  # "So, unless it rains,"
    if before.endswith((",", "then")):
        clause = clauses[-2] if before.endswith(",") else clauses[-1]
    elif len(clauses) == 1 and _is_main_clause(place, lexicon):
        clause = clauses[0]  # "If they pay we will sign"
    else:
        return False
    words = tuple(canon.forms(clause))
    if not words:
        return False
    if len(clauses) == 2 and words[0] in lexicon.inversions and "?" not in before:
        return True
    starts = [at + 1 for at, word in enumerate(words) if word == "that"]
    if words[:1] in lexicon.openers or words[0] in lexicon.function:
        starts.append(1)
    if clause == clauses[0]:
        starts.append(0)
    return any(
        lexicon.sets_condition(words[start:])
        or (lexicon.lacks_something(words[start:]) and _is_supposed(place, lexicon))
        for start in starts
    )


def _is_subject(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words begin as a subject does."""
    return bool(words) and words[0] in lexicon.pronouns | lexicon.determiners


def _is_main_clause(place: Placement, lexicon: FoldedLists) -> bool:
    """Return whether a passage begins with a subject and its "will" or "would"."""
    words = place.words.forms[place.low : min(place.high, place.low + _MAIN)]
    return _is_subject(words, lexicon) and not lexicon.modals.isdisjoint(words[1:])


def _is_supposed(place: Placement, lexicon: FoldedLists) -> bool:
    """Return whether a passage says what will or would happen."""
    return not lexicon.modals.isdisjoint(place.words.forms[place.low : place.high])
