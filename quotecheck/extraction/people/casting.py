"""Putting the cast of an article together: its named people and the unnamed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from quotecheck import lazily
from quotecheck.extraction.people.cast import Cast
from quotecheck.extraction.people.descriptions import owned
from quotecheck.extraction.people.families import marry, rename
from quotecheck.extraction.people.name_words import Name, NameWords, Placed, name_words_of
from quotecheck.extraction.people.names import NameReader, with_nicknames, with_surnames
from quotecheck.extraction.people.naming import decided, namesakes
from quotecheck.extraction.people.register import CastMember, Register
from quotecheck.extraction.people.roles import Bearers, bearers_of
from quotecheck.extraction.people.salience import SPEAKER, SUBJECT, Layout, layout_of
from quotecheck.extraction.people.turns import Turns
from quotecheck.extraction.people.unnamed import Stranger, named_below, strangers_of
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.rules import Rules
from quotecheck.text import paragraphs

_LOCATING = (" in ", "In ", " near ", " at ", " outside ", " across ", "Near ", "At ")
_AGE = re.compile(r",? \(?(\d{1,3})(?=[,.)]| and )")  # Serhiy, 24, a soldier
_OLD = re.compile(r"\b(\d{1,3})-year-old (?:[a-z-]+ ){0,2}$")  # 24-year-old Serhiy
# HARBOR, May 3 — The council met; PORT ELLERY (AP) -- The council met.
_DASHES = ("—", "–", "--", " - ")
_DATELINE = lazily.pattern(
    r"^[A-Z][A-Z.'’ -]{2,40}(?:, [^\n—–:]{1,40}?)?(?: \([\w. ]{2,20}\))? *"
    rf"(?:{'|'.join(_DASHES)})",
    re.MULTILINE,
)
_HEAD = 2000  # characters in which a dateline stands
_HEADING = 80  # characters
_BEFORE_AGE = 40  # characters
_FIRST = 2  # first mentions of a person, where the age is given


def cast_of(
    text: str,
    chunked: Mapping[int, Chunked],
    words: WordClasses,
    rules: Rules,
    reader: NameReader,
    turns: Turns,
    title_end: int,
) -> Cast:
    """The cast of an article whose headline ends at ``title_end``."""
    lists = name_words_of(rules)
    quoted = [place for each in chunked.values() for place in each.quoted()]
    found, inside = _placed(text, quoted, reader, title_end)
    found = list(with_nicknames(text, found))
    found = list(with_surnames(text, found, lists.given, words.styled))
    found = list(decided(text, found, words, lists))
    layout = layout_of(text, chunked.values(), found, words, lists.demonyms)
    register = _entered(text, words, rules, layout, found, inside)
    mentions = sorted(
        (start, end, person) for person in register.persons for start, end in person.places
    )
    aged = _doubt(text, register, layout)
    rename(text, mentions)
    marry(text, register.persons, lists)
    strangers = _find_strangers(text, words, reader, register, layout, mentions)
    bearers = bearers_of(register.persons, text, words)
    _believe(bearers, words, lists)
    return Cast(
        text,
        words,
        lists,
        reader,
        register,
        layout,
        mentions,
        quoted,
        inside,
        turns,
        bearers,
        aged,
        strangers,
    )


def _placed(
    text: str, quoted: list[tuple[int, int]], reader: NameReader, title_end: int
) -> tuple[list[Placed], list[Placed]]:
    """The names outside quotations and the headline, and those inside; a dateline names only the
    place of a story, and nobody who could be meant by “the council”."""
    found: list[Placed] = []
    inside: list[Placed] = []
    at = title_end
    inside += reader.names(text, 0, at)
    for start, end in quoted:
        if start >= at:
            found += reader.names(text, at, start)
            inside += reader.names(text, start, end)
            at = end
    found += reader.names(text, at, len(text))
    low, high = _dateline(text)
    alone = set(_in_headings(text, found))
    aside = [each for each in found if low <= each[0] < high or each in alone]
    return [each for each in found if each not in aside], [*inside, *aside]


def _dateline(text: str) -> tuple[int, int]:
    """The span of the dateline at the head of a text; an empty one if there is none."""
    has_dash = any(text.find(dash, 0, _HEAD) >= 0 for dash in _DASHES)
    found = _DATELINE.search(text, 0, _HEAD) if has_dash else None
    return found.span() if found else (0, 0)


def _in_headings(text: str, found: list[Placed]) -> Iterator[Placed]:
    """The names that stand only in headings or labels and in no sentence: Background, Date."""
    lines = [each for each in paragraphs(text) if _is_heading(text[slice(*each)])]
    for each in found:
        number = bisect_right(lines, (each[0], len(text))) - 1
        held = number >= 0 and each[1] <= lines[number][1]
        if held and not any(text.count(token) > 1 for token in each[2].tokens):
            yield each


def _is_heading(line: str) -> bool:
    """Return whether a line is not a sentence and has no quotation."""
    words = line.strip()
    quotes = any(mark in words for mark in '“”"')
    return len(words) <= _HEADING and words[-1] not in ".?!…" and not quotes


def _entered(
    text: str,
    words: WordClasses,
    rules: Rules,
    layout: Layout,
    found: list[Placed],
    inside: list[Placed],
) -> Register:
    """The register of the names; those ``inside`` quotations and headlines only explain others."""
    register = Register(words, rules)
    places: dict[Name, list[tuple[int, int]]] = {}
    for start, end, name in found:
        places.setdefault(name, []).append((start, end))
    late: dict[Name, list[tuple[int, int]]] = {}
    bodies = {name.key for name in places}
    for _, _, name in inside:
        if any(name.key[:length] in bodies for length in range(2, len(name.key))):
            continue  # a headline runs on: Jane Roe Grills Banker
        full = len(name.tokens) > 1 and name.tokens[0].lower() in words.gender
        (places if full else late).setdefault(name, [])
    weights = layout.weights
    subjects = {start for start, weight in weights.items() if weight >= SUBJECT}
    given = name_words_of(rules).given
    register.part(namesakes(text, places, subjects, given))
    register.add(places, subjects)
    register.add({name: [] for name in late if name not in places}, subjects)
    register.settle()
    return register


def _doubt(text: str, register: Register, layout: Layout) -> dict[str, CastMember]:
    """Lower the chance that a capitalised name that never speaks is a person: Copenhagen.

    Returns the people whose age the article gives, by that age.
    """
    weights = layout.weights
    aged: dict[str, CastMember] = {}
    for person in register.persons:
        first = person.places[:_FIRST]
        ages = [found for _, end in first if (found := _AGE.match(text, end))]
        ages = ages or [
            found
            for start, _ in first
            if (found := _OLD.search(text, max(0, start - _BEFORE_AGE), start))
        ]
        if ages:
            aged.setdefault(ages[0].group(1), person)
            person.human = max(person.human, 0.9)
        elif _is_place(text, person):
            person.human = 0.05
        elif _has_article(text, person):
            person.human = min(person.human, 0.1)  # the Troy Skate Collective
        elif person.human < 1.0 and not person.leaning:
            speaks = any(weights.get(at, 0.0) >= SPEAKER for at, _ in person.places)
            single = len(person.name.tokens) == 1
            if single or not speaks:
                likely = 0.4 if speaks else 0.1 if single else 0.25
                person.human = min(person.human, likely)
    return aged


def _is_place(text: str, person: CastMember) -> bool:
    """Return whether a name of one word stands only where places do: in Orrin, near Orrin."""
    alone = len(person.name.tokens) == 1 and not person.titles and bool(person.places)
    return alone and all(text.endswith(_LOCATING, 0, start) for start, _ in person.places)


def _has_article(text: str, person: CastMember) -> bool:
    """Return whether a little-known name stands after “the”, as no person’s name does."""
    if person.gender or len(person.name.tokens) < 2:
        return False
    return bool(person.places) and text.endswith((" the ", "The "), 0, person.places[0][0])


def _believe(bearers: Bearers, words: WordClasses, lists: NameWords) -> None:
    """Take the bearer of a person’s role for a person (her brother Naresh), whose sex the role may
    tell, and the bearer of an organisation’s role for an organisation (the drinks maker Norvex)."""
    for role, those in bearers.items():
        if role in lists.bodies and role not in words.persons:
            for person, _ in those:
                if not person.titles and not person.gender:
                    person.human = min(person.human, 0.1)
        if role in words.persons:
            for person in (person for person, _ in those if person.human):
                person.human = max(person.human, 0.9)
                person.gender = person.gender or words.gender.get(role, "")


def _find_strangers(
    text: str,
    words: WordClasses,
    reader: NameReader,
    register: Register,
    layout: Layout,
    mentions: list[tuple[int, int, CastMember]],
) -> dict[int, Stranger]:
    """Return the people without a name, by their places."""
    found = strangers_of(text, layout.phrases, words, mentions)
    strangers = {stranger.start: stranger for stranger in found}
    for start, stranger in strangers.items():
        said = text[start : stranger.end]
        if stranger.owned and (names := list(reader.names(said, 0, len(said)))):
            stranger.person.label = owned(said, names, start, text, words, register)
    if below := named_below(text, list(strangers.values()), mentions):
        below[0].person.label = below[1].full
    return strangers
