"""Deciding which of the words around a name belong to it, by the article's other mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from quotecheck import lazily
from quotecheck.extraction.people.name_words import Name, NameWords, Placed
from quotecheck.extraction.reading.alphabet import ROLE
from quotecheck.extraction.reading.word_classes import WordClasses

_TIME_OR_PLACE = lazily.pattern(
    r"\b(?:[Ii]n|[Ff]rom|[Oo]f|[Nn]ear|[Aa]t|[Bb]y|[Ll]ast|[Ss]ince|[Ii]nto) $"
)
_PLACED = lazily.pattern(
    r"(?:^|[.?!”\n] ?)(?:(?:Back|Down|Up|Over) )?(?:In|Near|At|From|Outside) $|\b[Bb]ack in $"
)
_OF_OFFICE = lazily.pattern(
    r"([A-Z][\w’'-]+\.?) (?:of|for)(?: the)? (?:[A-Z]\w*[’']s? |[A-Z]\w+,? |and |& ){0,4}$"
)
_AT_WORK = lazily.pattern(r"([A-Za-z][\w’'-]+\.?) (?:of|for|at|with)(?: the)? $")
_RELATED = lazily.pattern(r"\b(?:[Hh]is|[Hh]er) (?:[a-z-]+ ){1,2}$")
_BEFORE = 40  # characters
_NEXT = lazily.pattern(r" ([a-z]+)\b")
_VERBS = frozenset("VexB")
_WHOLE = 2  # words of a name: given name and surname
_STRAY, _TIMES = 2, 25  # mentions, and how many more there are of the short name
_TOLD = lazily.pattern(r",? \(?(?:\d|an? |the |who )")


def decided(
    text: str, found: Sequence[Placed], words: WordClasses, lists: NameWords
) -> Iterator[Placed]:
    """The names of an article, without the words before them that belong to something else.

    The other mentions decide: a person called Quist elsewhere is not “Ohio Quist” after “back in”,
    and one called Stahl after “Director of Coastal Defence Imre Stahl” is not called Coastal.
    """
    seen = Counter(name.key for _, _, name in found)
    for start, end, name in found:
        first = 0
        if len(name.key) > 1 and not name.titles and name.key[1:] in seen:
            placing = name.key[0] in words.places or name.key[0] in words.times
            if placing and _TIME_OR_PLACE.search(text, max(0, start - _BEFORE), start):
                first = 1
            opens = _PLACED.search(text, max(0, start - _BEFORE), start)
            if opens and _acts(text, end, words):
                first = 1  # In Kent Quill ran a shop
        first = first or _after_office(text, start, name, seen, words, lists)
        first = first or _after_company(text, start, name, words, lists)
        if not first:
            yield start, end, name
            continue
        at = start
        for token in name.tokens[:first]:
            at = text.index(token, at) + len(token)
        at += len(text[at:end]) - len(text[at:end].lstrip(" ."))
        yield (
            at,
            end,
            Name(name.tokens[first:], (*name.titles, *map(str.lower, name.tokens[:first]))),
        )


def _acts(text: str, end: int, words: WordClasses) -> bool:
    """Return whether a verb follows a place, so that only the subject stands before it."""
    found = _NEXT.match(text, end)
    if found is None:
        return False
    word = found.group(1)
    return words.classes.get(word, "") in _VERBS or word.endswith("ed")


def _after_office(
    text: str,
    start: int,
    name: Name,
    seen: Mapping[tuple[str, ...], int],
    words: WordClasses,
    lists: NameWords,
) -> int:
    """The number of words before a name that end an office: Majority Whip Dot Keane."""
    key = name.key
    last = key[-1]
    if len(key) <= _WHOLE or key[0] in lists.given or last in lists.organizations:
        return 0
    if any(token.islower() for token in name.tokens):
        return 0  # Society for the Protection of Bats
    if last in words.places or last in lists.companies or words.classes.get(last) == ROLE:
        return 0
    rest = len(key) - _WHOLE
    office = next((n for n in range(rest, 0, -1) if _is_office(name.tokens[n - 1], lists)), 0)
    before = _OF_OFFICE.search(text, max(0, start - _BEFORE), start)
    of_office = before is not None and words.is_role(before.group(1).lower().rstrip("."))
    called = key[rest] in lists.given
    if office and (called or (last,) in seen or of_office):
        return office if key[office] in lists.given or not called else rest
    return rest if of_office and (called or (last,) in seen) else 0


def _after_company(text: str, start: int, name: Name, words: WordClasses, lists: NameWords) -> int:
    """The number of words before a name that are a company’s: Head of Norvex Foods Jo Lind."""
    if len(name.key) <= _WHOLE:
        return 0
    before = _AT_WORK.search(text, max(0, start - _BEFORE), start)
    if before is None or not words.is_role(before.group(1).lower().rstrip(".")):
        return 0
    key = name.key
    for number in range(len(key) - _WHOLE, 0, -1):
        rest = [token for token in name.tokens[number:] if not token.islower()]
        if key[number - 1] in lists.companies or key[number - 1] in lists.organizations:
            person = len(rest) >= _WHOLE and name.tokens[number][0].isupper()
            return number if person and key[-1] not in lists.organizations else 0
    return 0


def _is_office(token: str, lists: NameWords) -> bool:
    return token.lower() in lists.offices or token.lower().endswith(("-at-large", "-elect"))


def namesakes(
    text: str,
    places: Mapping[Name, Sequence[tuple[int, int]]],
    subjects: Container[int],
    given: Container[str],
) -> set[tuple[str, ...]]:
    """Given names whose owner is not the person with the longer name: Amy, who grew up on Amy
    Varley.

    The longer name is mentioned once, in passing, after the person with the short name has acted,
    or too seldom to be the person who acts throughout.
    """
    apart: set[tuple[str, ...]] = set()
    longer: dict[str, list[Name]] = {}
    for name in places:
        if len(name.key) > 1:
            longer.setdefault(name.key[0], []).append(name)
    for name, own in places.items():
        if len(name.key) > 1 or name.titles or name.key[0] not in given:
            continue
        alike = longer.get(name.key[0], [])
        whole = sorted(place for each in alike for place in places[each])
        if not whole or not own or min(own) > whole[0]:
            continue
        before = sum(start in subjects for start, _ in own if start < whole[0][0])
        passing = len(whole) == 1 and whole[0][0] not in subjects and not alike[0].titles
        related = _RELATED.search(text, max(0, whole[0][0] - _BEFORE), whole[0][0])
        if before and len(whole) == 1 and related:
            apart.add(name.key)  # Priya lost her cousin Priya Nair
            continue
        stray = len(whole) <= _STRAY and len(whole) * _TIMES <= len(own)
        if stray or (passing and before and not _TOLD.match(text, whole[0][1])):
            apart.add(name.key)
    return apart
