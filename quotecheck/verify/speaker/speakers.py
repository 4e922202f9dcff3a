"""Comparing the speaker whom an article names with the speaker of a turn.

A claim is the name that an article or a desk writes ("Trump", "Sen. Marco Rubio (R-Fla.)", "he"), a
label the name that a transcript writes ("MR. SMITH", "THE PRESIDENT", "Ana Diaz (@ana)").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from quotecheck.model import SpeakerMatch
from quotecheck.rules import Rules
from quotecheck.sources.designation import designations
from quotecheck.sources.naming import is_nobody
from quotecheck.verify.speaker.impersonal import Impersonal
from quotecheck.verify.speaker.names import Namesakes, SpeakerName

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,.*$|[’']s\b")
_POSSESSED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,.*$|[’']s$")
_FROM = re.compile(r"(?<=[a-z]\b)(?<!\bof)(?<!\bthe) (?:of|from) (?:[A-Z][\w.’'-]*[ ]?)+$")
_INITIALS = re.compile(r"\(([A-Z]{1,4})\)$")  # "Gwen Ord (GO)"
_SELF = ("himself", "herself", "themselves", "themself")
_ARTICLES = ("the", "a", "an")
_TOKEN = re.compile(r"@?\w[\w’'.-]*")
_SHORT = re.compile(r"[A-Z]{1,4}$")
_STUCK = re.compile(r"(?<=\b[MD][RSrs])\.(?=[A-Z])|(?<=\bM[RrIi][Ss])\.(?=[A-Z])")  # MR.BIDU
_ANSWERING = ("a", "answer", "witness", "interviewee")
_REMEMBERED = 100_000  # comparisons
_ASKER = "asker"


class SpeakersHeard(NamedTuple):
    """The speakers of a source: its title, and the labels of its turns."""

    title: str | None
    labels: Collection[str]


class Speakers:
    """A comparer of claims with labels, which remembers its results.

    ``labels`` are the speaker labels that the sources use.
    """

    def __init__(self, rules: Rules, labels: Collection[str]) -> None:
        self._labels = frozenset(labels)
        self._initials = {found[1] for label in labels if (found := _INITIALS.search(label))}
        self._plain_labels = frozenset(map(_plain, labels))
        self._honorifics = frozenset(rules.sources.honorifics)
        self._suffixes = frozenset(rules.sources.suffixes)
        self._prepositions = frozenset(rules.sources.prepositions)
        self._pronouns = frozenset(rules.sources.pronouns)
        self._roles = _by_first_word((*rules.sources.roles, *rules.sources.askers))
        self._askers = frozenset(rules.sources.askers)
        self._people = _people(rules)
        self._nobodies = frozenset(rules.sources.nobodies)
        self._stand_ins = frozenset((*rules.sources.nobodies, *rules.sources.askers, *_ANSWERING))
        self._offices = frozenset((*rules.sources.roles, *rules.sources.askers))
        self._designations = designations(rules)
        self._impersonal = Impersonal(rules)
        self._namesakes = Namesakes(rules)
        self._by_name: dict[tuple[str, str], SpeakerMatch | None] = {}
        self._by_source: dict[tuple[str, str, str], SpeakerMatch] = {}
        self._read: dict[str, SpeakerName] = {}

    def match(
        self, claim: str | None, label: str | None, name: str, read: Callable[[], SpeakersHeard]
    ) -> SpeakerMatch:
        """Return whether claim and label mean one person in the source with that name; its cast is
        ``read`` if the label is an office, since the title may name the holder."""
        found = self.settled(claim, label)
        if found is not None or not claim or not label:
            return found or SpeakerMatch.UNKNOWN
        found = self._by_source.get((claim, label, name))
        if found is None:
            found = self._by_source[claim, label, name] = self._match_office(claim, label, read())
        return found

    def settled(self, claim: str | None, label: str | None) -> SpeakerMatch | None:
        """The same as far as the names alone decide it, in any source; None if the source has to be
        read."""
        if not claim or not label:
            return SpeakerMatch.UNKNOWN
        if len(self._by_name) + len(self._by_source) >= _REMEMBERED:
            self._by_name.clear()
            self._by_source.clear()
        if (claim, label) not in self._by_name:
            self._by_name[claim, label] = self._match(claim, label)
        return self._by_name[claim, label]

    def _match(self, claim: str, label: str) -> SpeakerMatch | None:
        """The answer as far as the names alone decide it; None if the source has to be read."""
        if claim.lower() in self._pronouns:
            return SpeakerMatch.UNKNOWN
        one, other = self._person(claim), self._person(label)
        if one and other:
            return SpeakerMatch.SAME if one == other else SpeakerMatch.OTHER
        if _plain(claim) == _plain(label):
            return SpeakerMatch.SAME
        if self._is_nobody(claim):
            return None
        if self._is_nobody(label):
            return SpeakerMatch.UNKNOWN
        first, second = self.read(one or claim), self.read(other or label)
        if _plain(claim) == second.short or _plain(label) == first.short:
            return SpeakerMatch.SAME
        if _are_initials(label, first) or _are_initials(claim, second):
            return SpeakerMatch.UNKNOWN
        may_describe = not one and claim not in self._labels and claim not in self._initials
        if may_describe and first.words and self._describes(claim):
            return SpeakerMatch.UNKNOWN
        found = _compare(first, second, self._namesakes)
        named = may_describe and first.words and second.words
        if found is SpeakerMatch.OTHER and named and self._impersonal.may_be(claim):
            return SpeakerMatch.UNKNOWN
        return found

    def _is_nobody(self, name: str) -> bool:
        return _plain(name) not in self._offices and is_nobody(name, self._nobodies)

    def _describes(self, claim: str) -> bool:
        """Return whether a claim describes somebody, or names a document or a group, and the names
        in it belong to something else: "the Quill campaign", "Republican front-runner"."""
        words = _TOKEN.findall(_POSSESSED.sub(" ", claim))
        if not words or words[-1].startswith("@") or claim.isupper():
            return False
        last = words[-1]
        if last.islower():
            return not last.endswith(_SELF) and last not in self._suffixes
        low = last.lower()
        return self._impersonal.is_group(low) or (
            words[0].lower() in _ARTICLES and (low,) in self._roles.get(low, ())
        )

    def _match_office(self, claim: str, label: str, cast: SpeakersHeard) -> SpeakerMatch:
        """The comparison of a name and an office in one source."""
        if self._is_nobody(claim):  # "Speaker 2" is not the person with that label
            known = _plain(claim) in set(map(_plain, cast.labels))
            return SpeakerMatch.OTHER if known else SpeakerMatch.UNKNOWN
        one = self.read(self._person(claim) or claim)
        other = self.read(self._person(label) or label)
        named, office = (one, other) if one.words else (other, one)
        if one.words and not one.roles and _plain(claim) in set(map(_plain, cast.labels)):
            return SpeakerMatch.OTHER  # "Ms. Rowe" speaks there beside "the Governor", Ann Rowe
        if holder := self._holder(office, cast.title):
            return self._namesakes.compare(named, SpeakerName(words=holder))
        clash = named.roles and office.roles and not named.roles & office.roles
        here = set(map(_plain, cast.labels))
        if _plain(label).strip(".") in self._stand_ins:
            # “Q” and “A” may be anybody who has no label of their own here.
            return SpeakerMatch.OTHER if clash or _plain(claim) in here else SpeakerMatch.UNKNOWN
        own = self._plain_labels if one.words else here
        if clash or claim in self._labels or _plain(claim) in own:
            return SpeakerMatch.OTHER
        return SpeakerMatch.UNKNOWN

    def _person(self, text: str) -> str | None:
        """The name among the rules' people that a text stands for."""
        found = self._people.get(_plain(text))
        if found is None and (handle := self.read(text).handle):
            found = self._people.get(handle)
        return found

    def read(self, text: str) -> SpeakerName:
        """The parts of a name."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._parts(text)
        return found

    def _parts(self, text: str) -> SpeakerName:
        said = self._designations.read(text)
        if said is not None and said.holder:
            holder, office = self._words(said.holder), self._words(said.name)
            return replace(holder, roles=holder.roles | office.roles)
        name = self._words(text if said is None or not said.title or "," in text else said.name)
        if said is not None and said.aside and _SHORT.match(said.aside):
            name = replace(name, short=said.aside.lower())
        if not name.words and not name.roles and text in self._labels:
            name = replace(name, words=tuple(_TOKEN.findall(_ASIDE.sub(" ", text).lower())))
        return name

    def _words(self, text: str) -> SpeakerName:
        text = _STUCK.sub(". ", text)
        handle = next((each.lower() for each in re.findall(r"@\w+", text)), None)
        tokens = _TOKEN.findall(_FROM.sub("", _ASIDE.sub(" ", text)))
        tokens = [token for token in tokens if not token.startswith("@")]
        capitals = [token for token in tokens if token[0].isupper()]
        low = [token.lower().strip(".").replace("’", "'") for token in tokens]
        roles, rest = self._take_roles(low, tokens)
        shouting = len(capitals) == len(tokens)
        names = [token for token in rest if shouting or token[0].isupper()]
        if not shouting and names:
            names = self._after_role(tokens, rest) if roles else _last_run(tokens, names)
        words = [name.lower().strip(".").replace("’", "'") for name in names]
        suffix = words[-1] if words and words[-1] in self._suffixes else ""
        proper = [word for word in words if word not in self._suffixes]
        kept = tuple(part for word in proper for part in re.split(r"[-.]", word) if part)
        return SpeakerName(kept, roles, handle, suffix)

    def _take_roles(self, low: list[str], tokens: list[str]) -> tuple[frozenset[str], list[str]]:
        roles, rest, at = set(), [], 0
        while at < len(low):
            role = next(
                (r for r in self._roles.get(low[at], ()) if tuple(low[at : at + len(r)]) == r), None
            )
            if role and not (role == ("a",) and len(low) > 1):
                name = " ".join(role)
                roles.add(_ASKER if name in self._askers else name)
                at += len(role)
                continue
            if low[at] not in self._honorifics:
                rest.append(tokens[at])
            at += 1
        return frozenset(roles), rest

    def _after_role(self, tokens: list[str], rest: list[str]) -> list[str]:
        """The name at the end of a description: "Fox moderator Gerard Baker", but not the words of
        "the Texas senator" or "the senator from Vermont"."""
        names: list[str] = []
        for token in reversed(tokens):
            if token not in rest or not token[0].isupper():
                break
            names.insert(0, token)
        before = tokens[: len(tokens) - len(names)]
        return [] if before and before[-1].lower() in self._prepositions else names

    def _holder(self, office: SpeakerName, title: str | None) -> tuple[str, ...]:
        """The holder of an office, if the title of the source says it: "Remarks by President
        Diaz"."""
        for role in office.roles:
            found = re.search(
                rf"(?i)\b{re.escape(role)}\s+((?-i:[A-Z][\w’'-]+\s?){{1,4}})", title or ""
            )
            before = (title or "")[: found.start()].lower().split() if found else []
            longer = (*before[-1:], *role.split())  # "Vice President Diaz" is not President Diaz
            if found and longer not in self._roles.get(longer[0], ()):
                return tuple(re.split(r"[\s-]+", found.group(1).lower().strip()))[:2]
        return ()


def _are_initials(short: str, name: SpeakerName) -> bool:
    """Return whether a label of a few capitals fits a name, so that it may stand for it."""
    letters = short.strip(" .")
    return (
        bool(_SHORT.match(letters))
        and len(letters) > 1
        and len(name.words) > 1
        and (letters[0].lower() == name.words[0][0] and letters[-1].lower() == name.words[-1][0])
    )


def _by_first_word(roles: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of each role, the longest role first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for role in sorted(map(str.split, roles), key=len, reverse=True):
        found.setdefault(role[0], []).append(tuple(role))
    return found


def _compare(one: SpeakerName, other: SpeakerName, namesakes: Namesakes) -> SpeakerMatch | None:
    """The result of comparing two names; None for a name and an office."""
    if one.handle and other.handle:
        return SpeakerMatch.SAME if one.handle == other.handle else SpeakerMatch.OTHER
    if one.words and other.words:
        return namesakes.compare(one, other)
    if one.roles and one.roles == other.roles:
        return SpeakerMatch.SAME
    if not one.words and not other.words:
        return SpeakerMatch.OTHER if one.roles and other.roles else SpeakerMatch.UNKNOWN
    return None


def _last_run(tokens: list[str], names: list[str]) -> list[str]:
    """The last words in a row in a description that are written like a name."""
    run: list[str] = []
    for token in tokens:
        if token in names:
            run.append(token)
        elif run and token == tokens[-1]:
            break
        else:
            run = run if token[0].isupper() and not run else []
    return run or names


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower().removeprefix("the ")


def _people(rules: Rules) -> dict[str, str]:
    """A map from every name, alias, title and handle of the rules' people to the name."""
    return {
        _plain(each): name
        for name, person in rules.people.items()
        for each in (name, *person.aliases, *person.titles, *person.handles)
    }
