"""How quoted words were uttered, and which outlet or person passed them on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from quotecheck.model import Medium, Quotation
from quotecheck.rules import Rules

_REACH = 260  # characters of the sentence that are looked at, each way
_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n"
)
_A = r"(?:an?|the|his|her|their|its|one|another|this) (?:[\w’'-]+ ){0,3}?"
_OWN = r"(?:his |her |its |their |a )?"
# The first that matches says how.
_SIGNS: tuple[tuple[Medium, tuple[str, ...]], ...] = (
    (Medium.TWEET, (rf"(?:on|via|over|through) {_OWN}Twitter", rf"in {_A}tweets?", "in tweets")),
    (
        Medium.POST,
        (
            rf"(?:on|in|via|to) {_OWN}(?:Facebook|Instagram|Snapchat|Tumblr|LinkedIn)",
            rf"(?:in|on) {_A}(?:post|blog)",
        ),
    ),
    (Medium.EMAIL, (rf"(?:in|by|via|per) (?:{_A})?e-?mails?",)),
    (
        Medium.COURT,
        (
            r"(?:told|before|to) (?:the |a )?(?:court|jury|judge|jurors)",
            "in court",
            "under oath",
            rf"in {_A}(?:deposition|testimony|lawsuit|ruling|indictment|affidavit|court filing)",
        ),
    ),
    (
        Medium.INTERVIEW,
        (rf"(?:in|during|for|at) (?:{_A})?interviews?", "interviewed by"),
    ),
    (
        Medium.STATEMENT,
        (rf"(?:in|via|through|by) (?:{_A})?(?:statement|news release|press release)",),
    ),
    (
        Medium.DOCUMENT,
        (
            rf"(?:in|from) {_A}(?:letter|memo|op-ed|essay|book|report|column|editorial)",
            rf"(?:in|from) {_A}(?:article|memoir|note)",
        ),
    ),
    (
        Medium.SPEECH,
        (
            rf"(?:in|during|at) {_A}(?:speech|address|remarks|rally|briefing|debate|town hall)",
            rf"(?:in|during|at) {_A}(?:(?:news |press )?conference|fundraiser|hearing|convention)",
            r"(?:told|to|with) (?:[a-z]+ ){0,2}(?:reporters|supporters|attendees|voters)",
            r"(?:told|to) (?:[a-z]+ ){0,2}(?:crowds?|audience)",
        ),
    ),
)
_SAID = re.compile(
    "|".join(rf"(?P<{medium.name}>\b(?:{'|'.join(signs)})\b)" for medium, signs in _SIGNS)
)
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
    before = _END.split(text[max(part[0], start - _REACH) : start])[-1]
    after = ""
    if text[start:end].rstrip("”\"’' ")[-1:] != ".":
        after = _END.split(text[end : min(part[1], end + _REACH)], maxsplit=1)[0]
    found = _SAID.search(after) or _SAID.search(before)
    medium = Medium[found.lastgroup] if found and found.lastgroup else Medium.UNKNOWN
    via = _via(after, rules, speaker) or _via(before, rules, speaker)
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


def _via(sentence: str, rules: Rules, speaker: str) -> _Reporter | None:
    found = _outlets(rules.lexicon.outlets).search(sentence)
    if found is not None:
        return _reporter(found.group("outlet"), speaker, aired=found.group("how") == "on")
    found = _REPORTED.search(sentence)
    return _reporter(found.group(found.lastgroup or 0), speaker) if found else None


def _reporter(name: str, speaker: str, *, aired: bool = False) -> _Reporter | None:
    """Whoever reported; nobody passes on his own words."""
    bare = name.removeprefix("the ").removeprefix("The ").lower()
    same = bare in speaker.lower() or speaker.lower() in bare
    return None if same else _Reporter(name.removeprefix("the "), aired)


@cache
def _outlets(outlets: tuple[str, ...]) -> re.Pattern[str]:
    """An outlet where it passes words on: told it, on it, according to it, it reported."""
    names = "|".join(re.escape(each) for each in sorted(outlets, key=len, reverse=True))
    return re.compile(
        r"\b(?P<how>told|tells|telling|on|to|with|by|in|according to) (?:the )?"
        rf"(?P<outlet>(?:{names})\b)"
    )
