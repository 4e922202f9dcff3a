"""Finding the person whom a speaker quotes: "As my grandmother used to say," before the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotecheck.verify.compare.folding import WordTuple
from quotecheck.verify.compare.lexicon import GOING, FoldedLists

_BEING = frozenset(("is", "was", "are", "were", "am", "be", "been", "being"))
_POSSESSIVE = "'s"
_OWNERS = frozenset(("his", "her", "their", "your", "its"))
_ME = frozenset(("me", "us"))
_MINE = frozenset(("my", "our"))
_RELATIVE = frozenset(("who", "that", "which"))
_WHATEVER = frozenset(("what", "whatever", "how", "everything", "anything", "than"))
_IDLE = frozenset(("it", "that", "this", "there", "what"))
_NOBODY = frozenset(("nothing", "none"))  # "nothing suggests that"
_OBJECTS = frozenset(("so", "it", "this", "something", "nothing", "anything", "yes", "no"))
_FRAMES = ((("as", "far", "as"), ("concerned",)), (("to", "hear"), ("it", "tell")))
_ISSUED = frozenset(("statement", "release", "memo", "notice", "bulletin", "claim", "allegation"))
_SAYINGS = frozenset(("words", "phrase", "quote", "line"))
_IT = ("it",)
_WAYS = frozenset(("as", "way"))  # "As he explained it,", "The way he tells it,"
_YOU = "you"
_ADVERB = "ly"
_PARTICIPLE = ("d", "ught")


@dataclass(frozen=True, slots=True)
class Reporter:
    """The person who is said to say the words that follow: the speaker, or the person in
    ``subject``, whose last word is the nearest."""

    own: bool
    subject: WordTuple = ()


_SPEAKER = Reporter(own=True)


def reporter(
    words: WordTuple, lexicon: FoldedLists, *, paused: bool, thinking: bool = False
) -> Reporter | None:
    """The person who says, or thinks (``thinking``), what comes right after some words of a
    sentence; None if they introduce nothing of the kind. ``paused``: a mark follows them."""
    brought, quoted = False, "quote" in words[-2:]
    while words and (words[-1] in lexicon.bringing or words[-1:] in lexicon.fillers):
        brought = brought or words[-1] in lexicon.bringing
        words = words[:-1]
    if words[-1:] and words[-1] in _BEING and _WHATEVER.intersection(words):
        words, brought = words[:-1], True  # "what he told them is that"
    found = None if thinking else _prefaced(words, lexicon) or _worded(words, lexicon)
    sayings = lexicon.wordings if brought else _SAYINGS
    if not found and not thinking and (paused or brought) and words and words[-1] in sayings:
        found = _owned(words, len(words) - 1, lexicon)  # "and these are her words, that"
    if not found and not thinking and brought and words:
        found = _issued(words, lexicon)
    if not found and paused and not thinking:
        found = _framed(words)
    if not found and paused and GOING.intersection(words[-1:]) and not thinking:
        found = _goes(words, lexicon)
    if found or not words:
        return found
    for at in range(len(words) - 1, max(-1, len(words) - lexicon.addressee_words - 2), -1):
        verb = (
            words[at] in lexicon.thinking
            if thinking
            else words[at] in lexicon.reporting
            or words[at] in lexicon.naming
            or (brought and words[at] in lexicon.retelling)
        )
        if verb and _leads_in(words, at, lexicon, brought=brought, paused=paused):
            return _who(words, at, lexicon, brought=brought)
    return Reporter(own=False) if quoted else None


def _goes(words: WordTuple, lexicon: FoldedLists) -> Reporter | None:
    """The subject of a "go" that introduces words, where it is the whole clause: "and they go,"."""
    while words and (words[0] in lexicon.turning or words[:1] in lexicon.openers):
        words = words[1:]
    subject = words[:-1]
    if len(subject) != 1 or subject[0] not in lexicon.others | lexicon.own:
        return None
    return _SPEAKER if subject[0] in lexicon.own else Reporter(own=False, subject=subject)


def _framed(words: WordTuple) -> Reporter | None:
    """The person to whose view alone something is limited: "as far as the bank is concerned,", "to
    hear them tell it,"."""
    for opening, closing in _FRAMES:
        at = next((n for n in range(len(words)) if words[n : n + len(opening)] == opening), None)
        if at is not None and words[-1] in closing:
            subject = words[at + len(opening) : -1]
            own = _ME.intersection(subject) or "i" in subject
            return _SPEAKER if own else Reporter(own=False, subject=subject)
    return None


def _prefaced(words: WordTuple, lexicon: FoldedLists) -> Reporter | None:
    """The person whose words a preface such as "according to" announces."""
    for at in range(len(words) - 1, -1, -1):
        for length in range(1, min(lexicon.longest, len(words) - at) + 1):
            rest = words[at + length :]
            if words[at : at + length] in lexicon.prefaces and len(rest) <= lexicon.subject_words:
                return _SPEAKER if _ME.intersection(rest[:1]) else Reporter(own=False, subject=rest)
    return None


def _worded(words: WordTuple, lexicon: FoldedLists) -> Reporter | None:
    """The owner of the "words" or "argument" in a phrase such as "her argument is"."""
    if words[-1:] and words[-1] in _BEING:
        for at in range(len(words) - 2, max(-1, len(words) - lexicon.subject_words - 2), -1):
            if words[at] not in lexicon.wordings:
                continue
            if found := _owned(words, at, lexicon):
                return found
    return None


def _owned(words: WordTuple, at: int, lexicon: FoldedLists) -> Reporter | None:
    """The owner of the word or view that the noun at a place names: "my argument", "the judge's
    words"."""
    owners = words[max(0, at - lexicon.subject_words) : at]
    if owners[-1:] == (_POSSESSIVE,):
        return Reporter(own=False, subject=owners)  # "my lawyer's view"
    if _MINE.intersection(owners[-2:]):
        return _SPEAKER
    if _OWNERS.intersection(owners[-2:]) or _POSSESSIVE in owners:
        return Reporter(own=False, subject=owners)
    return None


def _issued(words: WordTuple, lexicon: FoldedLists) -> Reporter | None:
    """The person who is said to have put out the statement that ends some words."""
    return _first_subject(words[:-1], lexicon) if words[-1] in _ISSUED else None


def _leads_in(
    words: WordTuple, at: int, lexicon: FoldedLists, *, brought: bool, paused: bool
) -> bool:
    """Return whether the verb at a place reports the words that follow: only the hearer stands
    between."""
    after = words[at + 1 :]
    if not (lexicon.speaking | lexicon.turning | _BEING).isdisjoint(after):
        return False
    if words[at] in lexicon.naming:
        return len(after) == 1 and after[0] in lexicon.pronouns
    if after and after[-1] in _OBJECTS:
        return paused and after == _IT and not _WAYS.isdisjoint(words[:2])
    if brought or paused:
        return True
    return words[at] in lexicon.bare | lexicon.thinking and (
        not after or _is_addressee(after, lexicon)
    )


def _is_addressee(after: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether words name the hearer: "us", "the committee", "to me"."""
    whom = after[1:] if after[0] == "to" else after
    return len(whom) == 1 or (
        len(whom) > 1 and whom[0] in lexicon.articles | _OWNERS | _MINE | {"the"}
    )


def _who(words: WordTuple, at: int, lexicon: FoldedLists, *, brought: bool) -> Reporter | None:
    """The subject of the verb at a place."""
    low = at - 1
    while low >= 0 and (
        _goes_with_verb(words[low], lexicon)
        or (low and words[low] == "to" and _goes_with_verb(words[low - 1], lexicon))
    ):
        low -= 1
    skipped = words[low + 1 : at]
    if low < 0:
        return None
    word = words[low]
    if words[at] == "like" and _BEING.isdisjoint(skipped):
        return None
    is_told = not _BEING.isdisjoint(skipped) and words[at].endswith(_PARTICIPLE)
    if is_told:
        return Reporter(own=False, subject=words[max(0, low - 2) : low + 1])
    if word in lexicon.own | _ME:
        return _SPEAKER
    if word == _YOU and not lexicon.modals.isdisjoint(skipped):
        return None  # "you could say"
    if word in lexicon.function - _IDLE - _RELATIVE or word in lexicon.turning:
        return _first_subject(words[:low], lexicon)
    if word in _RELATIVE:
        before = words[max(0, low - lexicon.subject_words) : low]
        if not before:
            return None
        is_own = lexicon.own.intersection(before) and _BEING.intersection(before)
        return _SPEAKER if is_own else Reporter(own=False, subject=before)  # "I am the one who"
    if word in _IDLE - {"it"} or word in _NOBODY:
        return None
    subject = words[max(0, low - 2) : low + 1]
    if not brought and _WHATEVER.intersection(subject[:-1]):
        return None  # "no matter what they say,"
    return Reporter(own=False, subject=subject)


def _goes_with_verb(word: str, lexicon: FoldedLists) -> bool:
    """Return whether a word may stand between a subject and its verb."""
    auxiliary = word in lexicon.modals or word in _BEING or word in lexicon.supporting
    return auxiliary or (word.endswith(_ADVERB) and len(word) > len(_ADVERB) + 2)


def _first_subject(words: Sequence[str], lexicon: FoldedLists) -> Reporter | None:
    """The first subject of a sentence whose second verb reports: "a man came up and said"."""
    for at, word in enumerate(words):
        if word in lexicon.own:
            return _SPEAKER
        if word in _IDLE:
            return None
        if word in lexicon.others or word == _YOU:
            return Reporter(own=False, subject=(word,))
        if at and word not in lexicon.function and words[at - 1] in lexicon.determiners:
            return Reporter(own=False, subject=tuple(words[at - 1 : at + 1]))
    return None
