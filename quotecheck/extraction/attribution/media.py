"""The medium of quoted words, and the outlet or person who passed them on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.model import Medium, Quotation
from quotecheck.rules import Rules
from quotecheck.rules.made import made_once

_REACH = 260  # characters of the sentence that are looked at, each way
_WORD = re.compile(r"\w+")
_REPORTING = frozenset({"report", "reports", "reported", "interview", "interviews"})
_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[”\"’']?\s+(?=[“\"‘A-Z]))"
)
# The slots of phrases; these are looked for in sentences with straight apostrophes.
_A = r"(?:an?|the|his|her|their|its|one|another|this) (?:[\w'-]+ ){0,3}?"
_SLOTS = {"a": _A, "[a]": f"(?:{_A})?", "…": r"(?:[\w'-]+ ){0,2}?"}
# A whole name, whose parts are whole words. (Possessive quantifiers would be shorter, but Python
# 3.11.2 gets them wrong.)
_PART = r"[A-Z][\w&-]*(?![\w&-])(?![’'])"
_LINK = r" (?:of |on |the )?"
_NAME = rf"(?:[Tt]he )?{_PART}(?:{_LINK}{_PART}){{0,4}}(?!{_LINK}[A-Z])"


class Setting(NamedTuple):
    """The medium of some words; ``via`` is the person or outlet that passed them on, if not the
    speaker."""

    medium: Medium = Medium.UNKNOWN
    via: str | None = None


def setting_of(
    text: str, start: int, end: int, part: tuple[int, int], rules: Rules, *, speaker: str
) -> Setting:
    """The medium of the quotation ``text[start:end]``, from the sentence around it.

    ``part`` is its paragraph, ``speaker`` the name of who is speaking.
    """
    signs = _signs_of(rules)
    before = text[max(part[0], start - _REACH) : start]
    after = ""
    if text[start:end].rstrip("”\"’' ")[-1:] != ".":
        after = text[end : min(part[1], end + _REACH)]
    # A quick look at the words spares most sentences the slow search.
    words = {*_WORD.findall(before), *_WORD.findall(after)}
    told = signs.telling.keys() & words
    outlets = signs.outlets.keys() & words
    reported = not _REPORTING.isdisjoint(words)
    if not told and not outlets and not reported:
        return Setting()
    before, after = _END.split(before)[-1], _END.split(after, maxsplit=1)[0]
    medium = signs.medium(after, told) or signs.medium(before, told) or Medium.UNKNOWN
    passing = (signs.passing(each, outlets, reported=reported) for each in (after, before))
    via = next(filter(None, (_reporter(each, speaker) for each in passing if each)), None)
    if via is not None and via.aired and medium is Medium.UNKNOWN:
        medium = Medium.BROADCAST
    return Setting(medium, via.name if via else None)


def carried(quotes: Iterable[Quotation]) -> Iterator[Quotation]:
    """Quotations, in which those without a cue of their own keep the medium of the one before."""
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


def joint_medium(said: Medium, setting: Medium) -> Medium:
    """The medium of a cue and of its sentence together: “wrote” leaves open what was written."""
    open_ = said in (Medium.UNKNOWN, Medium.DOCUMENT)
    return setting if open_ and setting is not Medium.UNKNOWN else said


class _Reporter(NamedTuple):
    name: str
    aired: bool


# The outlet that reports the words or interviews the speaker.
_REPORTED = lazily.pattern(
    rf"(?P<before>{_NAME}) (?:first |has |had |also )?report(?:ed|s)\b(?! that (?:he|she|it)\b)"
    rf"|(?:\breport(?:ed|s)|interviews? (?:\w+ )?(?:with|to|on|for)) (?P<after>{_NAME})"
    rf"|\b(?:in|during) an? (?P<own>{_NAME}) interview"
)


def _reporter(passing: re.Match[str], speaker: str) -> _Reporter | None:
    """The reporter of words passed on; None if that is the speaker, since nobody passes on their
    own words."""
    name = passing.group(passing.lastgroup or 0)
    bare = name.removeprefix("the ").removeprefix("The ").lower()
    same = bare in speaker.lower() or speaker.lower() in bare
    aired = passing.groupdict().get("how") == "on"
    return None if same else _Reporter(name.removeprefix("the "), aired)


class _Signs:
    """The rules' signs of a medium and of an outlet, compiled when first needed.

    Only a text that has a word of ``telling`` is searched for the phrases of a medium, and only one
    that has a word of ``outlets`` for the names of an outlet.
    """

    def __init__(self, rules: Rules) -> None:
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._passing: dict[str, re.Pattern[str]] = {}
        self.telling: dict[str, dict[str, list[str]]] = {}
        for medium, phrases in rules.lexicon.settings.items():
            for phrase in phrases:
                for word in _telling(phrase):
                    self.telling.setdefault(word, {}).setdefault(medium, []).append(phrase)
        self.outlets: dict[str, list[str]] = {}
        for outlet in sorted(rules.lexicon.outlets, key=len, reverse=True):
            self.outlets.setdefault(_longest(outlet), []).append(outlet)

    def passing(
        self, sentence: str, outlets: Iterable[str], *, reported: bool
    ) -> re.Match[str] | None:
        """The place where a sentence passes words on: to an outlet with one of some words, or,
        if something may be ``reported``, by a report or an interview."""
        found = (self._told(word).search(sentence) for word in outlets if word in sentence)
        places = filter(None, found)
        first = min(places, key=lambda each: (each.start(), -each.end()), default=None)
        return first or (_REPORTED.search(sentence) if reported else None)

    def medium(self, sentence: str, told: Iterable[str]) -> Medium | None:
        """The medium that the first such phrase of a sentence names; ``told`` are telling words."""
        straight = sentence.replace("’", "'")
        found = (self._said(word).search(straight) for word in told if word in sentence)
        first = min((each for each in found if each), key=lambda each: each.span(), default=None)
        return Medium[first.lastgroup or ""] if first else None

    def _said(self, word: str) -> re.Pattern[str]:
        """A pattern for the phrases with a telling word; the group that matches is named after the
        medium."""
        if word not in self._patterns:
            groups = (
                rf"(?P<{Medium(medium).name}>\b(?:{'|'.join(map(_phrase, phrases))})\b)"
                for medium, phrases in self.telling[word].items()
            )
            self._patterns[word] = re.compile("|".join(groups))
        return self._patterns[word]

    def _told(self, word: str) -> re.Pattern[str]:
        """A pattern for outlets with a word, where they pass words on: told it, on it, according to
        it."""
        if word not in self._passing:
            self._passing[word] = re.compile(
                r"\b(?P<how>told|tells|telling|on|to|with|by|in|according to) (?:the )?"
                rf"(?P<outlet>(?:{'|'.join(map(re.escape, self.outlets[word]))})\b)"
            )
        return self._passing[word]


def _longest(words: str) -> str:
    """The longest of some words, the last one if several are as long."""
    longest: str = max(reversed(_WORD.findall(words)), key=len)
    return longest


def _telling(phrase: str) -> list[str]:
    """Words one of which is in any text that has the phrase: those of its longest slot."""
    places = [token.split("|") for token in phrase.split() if token not in _SLOTS]
    return list(map(_longest, max(reversed(places), key=lambda words: min(map(len, words)))))


def _phrase(phrase: str) -> str:
    """A phrase of the rules as a regular expression."""
    pieces = (
        _SLOTS.get(token) or f"(?:{'|'.join(map(re.escape, token.split('|')))}) "
        for token in phrase.replace("’", "'").split()
    )
    return "".join(pieces).removesuffix(" ")


@made_once
def _signs_of(rules: Rules) -> _Signs:
    """The compiled signs, made once for each version of the rules."""
    return _Signs(rules)
