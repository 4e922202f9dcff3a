"""Descriptions: how an article introduces people without a name, such as a spokesman for a port."""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck import lazily
from quotecheck.extraction.people.name_words import Placed
from quotecheck.extraction.people.register import Register
from quotecheck.extraction.reading.alphabet import CLAIM, DOUBTFUL
from quotecheck.extraction.reading.word_classes import WordClasses

_CACHED = 4096
# Words that say who is meant: for the port authority of Troy, at Norvex. A full stop belongs to a
# name inside it or behind an initial or an abbreviation, as in U.S. or St.
_NAME = r"[A-Z0-9](?:[\w’'&-]|\.(?=\w)|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.)*"
_BELONGING = (
    r" (?:for|at|of|with|from) (?:(?:the|a|an|his|her|its) )?"
    rf"{_NAME}(?: (?:(?:of|the|and|for|&) ){{0,2}}{_NAME}){{0,8}}"
)
# With an article, words in lower case belong to it too: at a Swiss commodities house.
_PLACED = re.compile(r" (?:for|at|of|with|from|in) ((?:the|an?|his|her|its) )([^\n“”\"(]{1,90})")
_NOMINAL = frozenset("NRTCj" + "".join(DOUBTFUL.values()))
_KEPT = 120  # characters
_SEARCHED = 20_000  # characters before a mention: further back nobody remembers
_STOP = re.compile(r"(?<=[a-z])\.$")
_BELONGS = re.compile(_BELONGING)
_ARTICLE = lazily.pattern(r"\b[Aa]n? (?:[\w’'-]+ ){0,3}$")


def introduced(text: str, mention: str, place: int) -> str:
    """The words that introduced “the spokesman”, with those that say for whom he speaks.

    Empty if the article never says so, or if ``mention`` is not such a short reference.
    """
    words = mention.split()
    if len(words) != 2 or words[0].lower() != "the" or not words[1].isalpha():
        return ""
    noun = f" {words[1].lower()} "
    first = max(0, place - _SEARCHED)
    at = text.rfind(noun, first, place)
    while at >= 0:
        belonging = _BELONGS.match(text, at + len(noun) - 1)
        article = _ARTICLE.search(text, max(0, at - _KEPT // 2), at + 1) if belonging else None
        if belonging and article:
            return text[article.start() : belonging.end()][:_KEPT]
        at = text.rfind(noun, first, at)
    return ""


def with_belonging(text: str, mention: str, place: int, words: WordClasses) -> str:
    """A mention with the words after it that give an affiliation: analysts at Norvex, a trader at a
    Swiss bank."""
    end = place + len(mention)
    if not mention or not text.startswith(mention, place):
        return mention
    found = _BELONGS.match(text, end, end + _KEPT)
    longer = _PLACED.match(text, end, end + _KEPT)
    kept = 0
    for word in longer.group(2).split(" ") if longer else ():
        letters = words.letters[word]
        if letters[:1] not in _NOMINAL:
            break
        kept += len(word) + 1
        if len(letters) > 1:
            kept -= len(word) - len(word.rstrip(",.;:?!)"))
            break
    if longer and kept and words.classes.get(longer.group(2)[: kept - 1].rsplit(" ")[-1]) != CLAIM:
        stop = longer.start(2) + kept - 1
        return text[place : max(stop, found.end() if found else 0)]
    return mention + _STOP.sub("", found.group()) if found else mention


def owned(
    mention: str, names: list[Placed], place: int, text: str, words: WordClasses, register: Register
) -> str:
    """The meaning of a mention that has an owner: Quill herself for her statement, else the words
    from the owner’s name on, such as Quill’s lawyer."""
    owners = [found for found in names if mention[found[1] : found[1] + 2] in ("'s", "’s")]
    person = register.of(owners[0][2], place) if owners else None
    if person is None:
        longer = with_belonging(text, mention, place, words)
        return longer if longer.startswith(f"{mention} of ") else mention
    last = mention.rsplit(maxsplit=1)[-1].lower()
    if is_claim(last, words) or last in words.documents:
        return person.full
    if last in words.persons:
        return person.full + mention[owners[0][1] :]
    return mention[owners[0][0] :]


def is_claim(noun: str, words: WordClasses) -> bool:
    """Return whether a noun is something that somebody says: their claim, their answer."""
    return words.classes.get(noun) == CLAIM or noun in words.claims


def owner_of_claim(mention: str, words: WordClasses) -> tuple[str, bool]:
    """The owner of a claim, and whether the mention is one: the auditor, for the auditor’s
    claim."""
    owner, mark, rest = mention.replace("'s ", "’s ").rpartition("’s ")
    return owner, bool(mark) and is_claim(rest.rpartition(" ")[2].lower(), words)


def named_in(mention: str, words: WordClasses) -> str:
    """The noun of a mention of an issued document, such as “the statement”; empty for any other
    mention."""
    first, _, noun = mention.lower().partition(" ")
    issued = words.classes.get(noun) == CLAIM or noun in words.documents
    return noun if first == "the" and issued else ""


def last_issue(text: str, noun: str, place: int) -> int:
    """The place where the article last said that somebody issued such a document, or -1."""
    found = list(_issue(noun).finditer(text, max(0, place - _SEARCHED), place))
    return found[-1].start() if found else -1


@lru_cache(_CACHED)
def _issue(noun: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:in|via|through|released|issued|wrote|sent|published|posted) an? "
        rf"(?:[\w’'-]+ ){{0,3}}{re.escape(noun)}\b"
    )
