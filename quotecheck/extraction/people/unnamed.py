"""People whom an article mentions without a name: a trader at a Swiss house, her brother."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.extraction.people.descriptions import with_belonging
from quotecheck.extraction.people.name_words import Name
from quotecheck.extraction.people.register import CastMember
from quotecheck.extraction.people.roles import mention_at, named_after
from quotecheck.extraction.reading.alphabet import PREPOSITION
from quotecheck.extraction.reading.word_classes import WordClasses

_FIRST = frozenset({"a", "an", "one", "another"})
_BEGINS = "aAoOhHmMtT"  # a, one, his, my, their
_POSSESSIVE = ("'s", "’s")
_OWNERS = frozenset({"his", "her", "my", "our", "their"})
# “A clerk” is not somebody new in: Jo Lind, a clerk; she was a clerk; as a clerk.
_SAYS_WHAT = lazily.pattern(
    r"(?:\b(?:is|was|be|been|being|become|became|becoming|as|like|than|not)(?: \w+ly)? "
    r"|’s |'s |, |\w ?[—–] ?)$"
)
_OF_THE_BODY = frozenset({"head"})
_DATELINE = 40  # characters
_LEAD = 3  # paragraphs before the first of a story: headline, byline
_SURE = 0.9
_NOT_BLANK = lazily.pattern(r"\S")
_TITLED = lazily.pattern(r"(?:[A-Z][\w’'-]*\.? ){1,3}")
# “A keen cook, she opened an inn”: she is the cook.
_OF_WHOM = lazily.pattern(r"[^,.;:\n“”\"]{0,60}, (?:he|she)\b")


class Stranger(NamedTuple):
    """A person without a name: the place of the words that mention them, and the noun.

    ``owned`` says that the words begin with an owner: her brother, Quill’s lawyer.
    """

    start: int
    end: int
    person: CastMember
    noun: str
    beside: frozenset[str]
    owned: bool


def strangers_of(
    text: str,
    phrases: Iterable[tuple[int, int]],
    words: WordClasses,
    mentions: Sequence[tuple[int, int, CastMember]],
) -> Iterator[Stranger]:
    """The strangers among some noun phrases; ``mentions`` are those of all names."""
    for start, end in phrases:
        phrase = text[start:end]
        if phrase[0] not in _BEGINS and "’s " not in phrase and "'s " not in phrase:
            continue  # most are a name or a pronoun
        found = _stranger(text, start, phrase.split(), words)
        if found and not _is_held(text, found, mentions, words):
            yield found


def _is_held(
    text: str, found: Stranger, mentions: Sequence[tuple[int, int, CastMember]], words: WordClasses
) -> bool:
    """Return whether the person is named right after: her aunt, Jo Lind; Troy’s chief of police Jo
    Lind."""
    if named_after(text, found.end, mentions, words):
        return True
    own = text[found.start : found.end]
    end = found.start + len(with_belonging(text, own, found.start, words))
    number = bisect_left(mentions, end, key=lambda mention: mention[1])
    if end == found.end or number == len(mentions) or mentions[number][1] != end:
        return False
    person = mentions[number][2]
    return person.human >= _SURE and len(person.name.tokens) > 1


def _stranger(text: str, start: int, phrase: list[str], words: WordClasses) -> Stranger | None:
    first = phrase[0].lower()
    owned = first in _OWNERS or any(word.endswith(_POSSESSIVE) for word in phrase[:-1])
    if first not in _FIRST and not owned:
        return None
    last = next(
        (n for n, word in enumerate(phrase) if words.classes.get(word) == PREPOSITION), len(phrase)
    )
    noun = phrase[last - 1].lower()
    if any(word.endswith(_POSSESSIVE) for word in phrase[last:]):
        return None  # the secretary of state’s campaign
    if last < 2 or noun not in words.persons or _SAYS_WHAT.search(text, max(0, start - 20), start):
        return None
    own = " ".join(phrase[:last])
    if not text.startswith(own, start):
        return None
    stop = start + len(own)
    if noun in _OF_THE_BODY and owned and not text.startswith(" of ", stop):
        return None  # she shook her head
    if first in _FIRST and own[0].isupper() and _OF_WHOM.match(text, stop):
        return None
    beside = frozenset(word.lower() for word in phrase[1 : last - 1])
    label = own if owned else with_belonging(text, own, start, words)
    person = CastMember(
        Name((noun,)), [(start, stop)], gender=words.gender.get(noun, ""), label=label
    )
    person.human = 1.0
    return Stranger(start, stop, person, noun, beside, owned)


def named_below(
    text: str,
    strangers: Sequence[Stranger],
    mentions: Sequence[tuple[int, int, CastMember]],
) -> tuple[Stranger, CastMember] | None:
    """The stranger with whom a story opens, and the person whose name opens the next paragraph: A
    baker stole a boat, a court heard. Oskar Lind, 43, denies it."""
    stranger = next((each for each in strangers if not each.owned), None)
    if stranger is None or text.count("\n\n", 0, stranger.start) > _LEAD:
        return None
    opens = stranger.start - text.rfind("\n", 0, stranger.start) <= _DATELINE
    below = text.find("\n", stranger.end)
    if not opens or below < 0:
        return None
    found = _NOT_BLANK.search(text, below)
    mention = found and mention_at(text, found.start(), mentions, _TITLED)
    if mention is None:
        return None
    first, last, person = mention
    new = person.places[:1] == [(first, last)] and len(person.name.tokens) > 1
    same = stranger.person.gender in ("", person.gender) and person.human >= _SURE
    return (stranger, person) if new and same else None
