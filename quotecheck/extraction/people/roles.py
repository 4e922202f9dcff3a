"""The titles and roles that an article gives to its people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quotecheck import lazily
from quotecheck.extraction.people.register import CastMember
from quotecheck.extraction.reading.alphabet import AND, PARTICLE, PREPOSITION, TO, WHO
from quotecheck.extraction.reading.word_classes import WordClasses

# A full stop after a short word with a capital is a title's: Sen., Gov.
_BREAK = lazily.pattern(r"[,;:\n“”\"().](?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)\s")
_APPOSITION = lazily.pattern(r", (?:(?:the|a|an|his|her)\s)?([^,.;:\n“”\"()]{3,90})")
# Jane Roe, who came in May, is the mayor.
_PREDICATE = lazily.pattern(
    r"(?:, [^.;:\n“”\"()]{3,80},)? (?:is|was|became|remains) (?:(?:the|an?|his|her|its|now)\s){0,2}"
    r"([^,.;:\n“”\"()]{2,60})"
)
_BEINGS = (" is ", " was ", " became ", " remains ", ", who ", ", which ")
_NO_ROLE = frozenset(
    {"who", "whose", "of", "for", "and", "said", "not", "no", "by", "with", "like"}
)
_NAMING = frozenset({"named", "called", "nicknamed"})
_OUTSIDE = frozenset("iwhztrYVGAexBpmb&")
_VERBS = frozenset("VGeutB")
# “The head of the agency”, right before a name.
_OF_WHAT = r"(?: (?:of|for|at|in) [^,.;:\n“”\"()]{1,60})?, "
_WHOSE = r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)|['’]s)"
_HOLDER = lazily.pattern(rf"{_WHOSE} ((?:(?!the )[\w’'-]+ ){{0,3}}[\w’'-]+){_OF_WHAT}$")
# Words between such a role and the name.
_TO_NAME = lazily.pattern(_OF_WHAT + r"(?:(?:the|an?) (?:[a-z][\w’'-]* ){1,4})?")
# The winner, 19-year-old Jo Lind; the next witness, ward nurse Jo Lind
_TO_CALLED = lazily.pattern(r", (?:\d{1,3}-year-old )?(?P<role>(?:[a-z][\w’'-]* ){0,3})(?=[A-Z])")
_IS = lazily.pattern(r" (?:is|was) (?=[A-Z])")  # the first witness was Mara Quill
# The man, who later gave his name as Mara Quill
_CALLED = lazily.pattern(
    r"(?:,? also)? (?:named|called) (?=[A-Z])|(?:,? who(?:se)?|,| later)(?: \w+){0,5} "
    r"(?:names? (?:only )?as|(?:him|her|them)sel(?:f|ves) (?:only )?as|one name,"
    r"|name (?:was|is|turn(?:s|ed) out to be)"
    r"|(?:identified|named)(?: by(?: \w+){1,3})? as) (?=[A-Z])"
)
_LONG = 120  # characters
TITLES = lazily.pattern(r"(?:(?:state|federal|former|then|retired) )?(?:[A-Z][\w’'-]*\.? ){1,4}")
SENDERS = lazily.pattern(TITLES.pattern + r"|(?:[a-z][\w’'-]* ){1,3}(?:[A-Z][\w’'-]*\.? )?")
_TITLE_BEFORE = lazily.pattern(
    r"(?<=, )(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame|Lord|Lady|Rev)\.? )+$"
)
_ENDS = (",", "(", " (", ".", ";", ":", "\n")
_SET_OFF = (",", "(", " (")
_HARDLY = 0.05  # the chance that a place is a person
_MENTIONS = 6  # of a person, that are looked at: roles are given early

# The people who bear a role, with the words beside it.
Bearers = dict[str, list[tuple[CastMember, frozenset[str]]]]


def bearers_of(persons: list[CastMember], text: str, words: WordClasses) -> Bearers:
    """The people who bear each role, with the words beside it."""
    bearers: Bearers = {}
    for person in persons:
        roles: dict[str, set[str]] = {}
        for phrase in _phrases(person, text, words):
            role = words.title_roles.get(phrase[-1], phrase[-1])
            roles.setdefault(role, set()).update(phrase[:-1])
        for role, beside in roles.items():
            bearers.setdefault(role, []).append((person, frozenset(beside)))
    return bearers


def named_after(
    text: str, end: int, mentions: Sequence[tuple[int, int, CastMember]], words: WordClasses
) -> CastMember | None:
    """The person named right after a role that ends at ``end`` (the mayor, Mara Quill, ...) or said
    to bear it (the winner was Mara Quill).

    ``mentions`` are those of all persons, in text order.
    """
    between = (
        _CALLED.match(text, end, end + _LONG) or _TO_NAME.match(text, end) or _IS.match(text, end)
    )
    called = _TO_CALLED.match(text, end)
    if (called and (role := called["role"].split()) and words.is_role(role[-1])) or (
        called and not role and called.end() - end > len(", ")
    ):
        between = called
    if between is None:
        return None
    found = mention_at(text, between.end(), mentions, TITLES)
    if found is None:
        return None
    _, last, person = found
    said = between.re not in (_TO_NAME, _TO_CALLED)  # the winner was Mara Quill of Troy
    return person if person.human and (said or text.startswith(_ENDS, last)) else None


def mention_at(
    text: str,
    place: int,
    mentions: Sequence[tuple[int, int, CastMember]],
    titles: re.Pattern[str],
) -> tuple[int, int, CastMember] | None:
    """The mention of a person that begins at a place, with or without ``titles`` before it."""
    number = bisect_left(mentions, place, key=lambda mention: mention[0])
    if number == len(mentions):
        return None
    start = mentions[number][0]
    return mentions[number] if start == place or titles.fullmatch(text, place, start) else None


def _phrases(person: CastMember, text: str, words: WordClasses) -> Iterator[list[str]]:
    """The titles and roles that the article gives to a person, each as its words."""
    if person.human < _HARDLY:
        if person.places and person.human == 0.0:
            yield from ([token] for token in person.name.key)
        return
    for start, end in person.places[:_MENTIONS]:
        line = text[max(0, start - 60) : start]
        phrase = [word.lower().strip(".,'’") for word in _BREAK.split(line)[-1].split()[-4:]]
        while phrase and phrase[-1] in _NAMING:
            phrase.pop()  # a courier named Jo
        both = phrase.index("and") if "and" in phrase[1:-1] else 0
        if both and words.is_role(phrase[both - 1]):
            yield phrase[:both]  # CEO and MD Jane Roe
        if phrase and words.is_role(phrase[-1]):
            small = [n for n, word in enumerate(phrase) if _is_outside(word, words)]
            yield phrase[small[-1] + 1 :] if small else phrase
        titled = _TITLE_BEFORE.search(line)
        first = start - len(titled.group()) if titled else start
        if text.endswith(", ", 0, first) and text.startswith(_SET_OFF, end):
            holder = _HOLDER.search(text, max(0, first - 120), first)
            phrase = holder.group(1).lower().split() if holder else []
            if phrase and words.is_role(phrase[-1]):
                yield phrase
        if after := _APPOSITION.match(text, end):
            yield from _first_role(after.group(1), words)
        if text.startswith(_BEINGS, end) and (after := _PREDICATE.match(text, end)):
            yield from _first_role(after.group(1), words)


def _first_role(said: str, words: WordClasses) -> Iterator[list[str]]:
    """The first role in a description of somebody, with the words before it."""
    phrase = [word.lower() for word in said.split()[:6]]
    for number, word in enumerate(phrase):
        if word in _NO_ROLE or words.classes.get(word, "") in _VERBS:
            break
        after_it = phrase[number + 1 : number + 2]
        if words.is_role(word) and (not after_it or _is_small(after_it[0], words)):
            yield phrase[: number + 1]
            break


def _is_outside(word: str, words: WordClasses) -> bool:
    """Return whether a word before a role does not belong to it: what coach Jane Roe said."""
    return words.classes.get(word, "") in _OUTSIDE


def _is_small(word: str, words: WordClasses) -> bool:
    return words.classes.get(word, "") in (PREPOSITION, WHO, TO, AND, PARTICLE)
