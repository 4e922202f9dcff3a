"""How quoted words were uttered, and which outlet or person passed them on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from quotecheck.model import Medium, Quotation
from quotecheck.rules import Rules

_REACH = 260  # characters of the sentence that are looked at, each way
_WORD = re.compile(r"\w+")
_REPORTING = frozenset({"report", "reports", "reported", "interview", "interviews"})
_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n"
)
_A = r"(?:an?|the|his|her|their|its|one|another|this) (?:[\w’'-]+ ){0,3}?"
_SLOTS = {"a": _A, "[a]": f"(?:{_A})?", "…": r"(?:[\w’'-]+ ){0,2}?"}
_NAME = r"(?:[Tt]he )?[A-Z][\w&-]*+(?: (?:of |on |the )?[A-Z][\w&-]*+){0,4}+(?![’'])"
_REPORTED = re.compile(
    rf"(?P<before>{_NAME}) (?:first |has |had |also )?report(?:ed|s)\b(?! that (?:he|she|it)\b)"
    rf"|\breport(?:ed|s) (?P<after>the {_NAME}|{_NAME})"
    rf"|interviews? (?:\w+ )?(?:with|to|on|for) (?P<to>{_NAME})"
    rf"|\b(?:in|during) an? (?P<own>{_NAME}) interview"
)


@dataclass(frozen=True)
class Setting:
    """How words were uttered; ``via`` is who passed them on, when that is not the speaker."""

    medium: Medium = Medium.UNKNOWN
    via: str | None = None


def setting_of(
    text: str, start: int, end: int, part: tuple[int, int], rules: Rules, *, speaker: str
) -> Setting:
    """What the sentence around the quotation ``text[start:end]`` tells of it.

    ``part`` is its paragraph, ``speaker`` the name of who is speaking.
    """
    signs = _signs_of(rules)
    before = text[max(part[0], start - _REACH) : start]
    after = ""
    if text[start:end].rstrip("”\"’' ")[-1:] != ".":
        after = text[end : min(part[1], end + _REACH)]
    told, passed_on = signs.seen(f"{before} {after}")
    if not told and not passed_on:
        return Setting()
    before, after = _END.split(before)[-1], _END.split(after, maxsplit=1)[0]
    medium, via = Medium.UNKNOWN, None
    if told and (found := signs.said.search(after) or signs.said.search(before)):
        medium = Medium[found.lastgroup or ""]
    if passed_on:
        via = _via(after, signs, speaker) or _via(before, signs, speaker)
    if via is not None and via.aired and medium is Medium.UNKNOWN:
        medium = Medium.BROADCAST
    return Setting(medium, via.name if via else None)


def carried(quotes: Iterable[Quotation]) -> Iterator[Quotation]:
    """Quotations without a cue of their own go on in the medium of the one before."""
    previous: Quotation | None = None
    for each in quotes:
        quote = each
        if previous is not None and _goes_on(previous, each):
            medium = previous.medium if each.medium is Medium.UNKNOWN else each.medium
            quote = replace(each, medium=medium, via=previous.via)
        if quote.speaker is not None:
            previous = quote
        yield quote


def _goes_on(previous: Quotation, quote: Quotation) -> bool:
    return (
        quote.cue is None
        and quote.via is None
        and quote.speaker is not None
        and previous.speaker is not None
        and quote.speaker.name == previous.speaker.name
        and quote.paragraph - previous.paragraph <= 1
    )


def settled(said: Medium, setting: Medium) -> Medium:
    """The medium of a cue and of its sentence together: “wrote” leaves open what was written."""
    open_ = said in (Medium.UNKNOWN, Medium.DOCUMENT)
    return setting if open_ and setting is not Medium.UNKNOWN else said


@dataclass(frozen=True)
class _Reporter:
    name: str
    aired: bool


def _via(sentence: str, signs: _Signs, speaker: str) -> _Reporter | None:
    found = signs.outlet.search(sentence)
    if found is not None:
        return _reporter(found.group("outlet"), speaker, aired=found.group("how") == "on")
    found = _REPORTED.search(sentence)
    return _reporter(found.group(found.lastgroup or 0), speaker) if found else None


def _reporter(name: str, speaker: str, *, aired: bool = False) -> _Reporter | None:
    """Whoever reported; nobody passes on his own words."""
    bare = name.removeprefix("the ").removeprefix("The ").lower()
    same = bare in speaker.lower() or speaker.lower() in bare
    return None if same else _Reporter(name.removeprefix("the "), aired)


class _Signs:
    """The rules' signs of a medium and of an outlet, compiled when a text first needs them."""

    def __init__(self, rules: Rules) -> None:
        self._settings = rules.lexicon.settings
        self._outlets = rules.lexicon.outlets
        phrases = [phrase for phrases in self._settings.values() for phrase in phrases]
        nouns = (noun for phrase in phrases for noun in phrase.split()[-1].split("|"))
        self._nouns = frozenset(map(_longest, nouns))
        self._reporters = _REPORTING.union(map(_longest, self._outlets))

    def seen(self, text: str) -> tuple[bool, bool]:
        """Whether some text has a word that may tell the medium, and one that may pass words on:
        a quick look that spares most sentences the careful one."""
        words = set(_WORD.findall(text))
        return not self._nouns.isdisjoint(words), not self._reporters.isdisjoint(words)

    @cached_property
    def said(self) -> re.Pattern[str]:
        """A phrase that tells the medium, which is the name of its group."""
        groups = (
            rf"(?P<{Medium(medium).name}>\b(?:{'|'.join(map(_phrase, phrases))})\b)"
            for medium, phrases in self._settings.items()
        )
        return re.compile("|".join(groups))

    @cached_property
    def outlet(self) -> re.Pattern[str]:
        """An outlet where it passes words on: told it, on it, according to it."""
        names = sorted(self._outlets, key=len, reverse=True)
        return re.compile(
            r"\b(?P<how>told|tells|telling|on|to|with|by|in|according to) (?:the )?"
            rf"(?P<outlet>(?:{'|'.join(map(re.escape, names))})\b)"
        )


def _longest(words: str) -> str:
    """The longest word of some."""
    longest: str = max(_WORD.findall(words), key=len)
    return longest


def _phrase(phrase: str) -> str:
    """A phrase of the rules as a regular expression."""
    pieces = (
        _SLOTS.get(token) or f"(?:{'|'.join(map(re.escape, token.split('|')))}) "
        for token in phrase.split()
    )
    return "".join(pieces).removesuffix(" ")


_signs: dict[str, _Signs] = {}


def _signs_of(rules: Rules) -> _Signs:
    """The compiled signs, made once for each version of the rules."""
    if rules.hash not in _signs:
        _signs[rules.hash] = _Signs(rules)
    return _signs[rules.hash]
