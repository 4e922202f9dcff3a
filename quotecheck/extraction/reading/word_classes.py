"""The rules' words, looked up in one step: what a token does in a sentence.

Each token gets one letter, its class; a sentence is then a short string of letters.

    N name   T title   R role   p he, she   m him, her   d the, a, his   k 's
    V cue    G saying  C cue noun  A according  h that  w who  z as  t to  r per  Y by
    e verb   u past form of a verb that no list knows   x auxiliary  y adverb, time
    i preposition  b conjunction  & and
    j other word  a adjective  L week, month  0 number  q particle of a name  ~ nothing
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import chain

from quotecheck.model import Medium
from quotecheck.rules import Rules
from quotecheck.rules.attribution import Lexicon

_FIXED = {
    "according": "A",
    "that": "h",
    "who": "w",
    "whom": "w",
    "which": "w",
    "as": "z",
    "to": "t",
    "per": "r",
    "by": "Y",
    "and": "&",
    "or": "&",
    "'s": "k",
    "’s": "k",
    "‘s": "k",
    "’": "k",
    # I’d, we’ve, they’ll; you’re, I’m
    **{mark + ending: "x" for mark in "'’" for ending in ("d", "ve", "ll")},
    **{mark + ending: "B" for mark in "'’" for ending in ("re", "m")},
}


_PUNCTUATION = {
    ",": ",",
    ":": ":",
    ";": ";",
    **dict.fromkeys(("—", "–", "--", "-", "―"), "-"),
    **dict.fromkeys(".?!", "."),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
}
# A lexicon word in capitals inside a sentence is part of a name (the Post, State), at its start it
# may be either: the letters of which that is so, each with a sign of its own.
DOUBTFUL = {letter: chr(0x2460 + number) for number, letter in enumerate("VGCejzYBxu")}
# A verb of reporting that is a noun as well (her report), and one that a title or a role makes a
# part of it (state senator): the words beside it decide.
_NO_PRONOUNS = frozenset({"US"})
NOUN_OR_CUE, PART_OR_CUE = "\u24cb", "\u24c5"
# A region behind a place or a party behind a name (Dalton, N.Y.; Jo Roe, D-Pa.), a state that may
# stand so (Dalton, Ohio), and a word that is an adverb behind a name (Quill first said).
REGION, STATE, TRAILING = "\u24c7", "\u24c8", "\u24c9"
PARTY, TIME = "\u24bd", "\u24cd"  # D-Pa.; a day or a month
MANNER = "\u24c1"  # Critically
_PARTY = re.compile(r"[A-Z]{1,3}-[A-Z][a-z]*(?:\.[A-Z])*\.|[RDI]-[A-Z][A-Za-z.]*")
# A full stop may belong to the word, these do not.
_ENDS = (",", ":", ";", "?", "!")
_MOST_WORDS = 200_000
_LONG_WORD = 60


@dataclass(frozen=True)
class Words:
    """The compiled lexicon: class of a lower-case word, medium of a cue, gender of a name.

    ``plural`` and ``groups`` are roles of many, ``persons`` those of one person.
    ``openers`` are not names where a sentence begins with them (What Quill said).
    ``attitudes`` has the base form of each word that may report, ``stances`` the nouns of them.
    """

    classes: dict[str, str]
    letters: Letters
    spans: TokenSpans
    media: dict[str, Medium]
    bases: dict[str, str]
    attitudes: dict[str, str]
    stances: dict[str, str]
    addressing: frozenset[str]
    telling: frozenset[str]
    gender: dict[str, str]
    nicknames: Mapping[str, tuple[str, ...]]
    plural: frozenset[str]
    persons: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    outlets: frozenset[str]
    outlet_nouns: tuple[str, ...]
    places: frozenset[str]
    times: frozenset[str]
    naming: frozenset[str]
    works: frozenset[str]
    openers: frozenset[str]
    quoting: frozenset[str]
    inscribed: frozenset[str]
    christened: frozenset[str]
    lettering: frozenset[str]
    vessels: frozenset[str]
    arriving: frozenset[str]
    sendings: frozenset[str]
    orders: frozenset[str]
    elders: frozenset[str]
    youngers: frozenset[str]
    claims: frozenset[str]

    def is_role(self, word: str) -> bool:
        """Whether a word, in lower case, is a role or a title, its full stop written or not."""
        if self.classes.get(word) in ("R", "T") or self.classes.get(f"{word}.") == "T":
            return True
        return "-" in word and word.rpartition("-")[2] in self.persons  # sub-inspector

    def is_outlet(self, mention: str) -> bool:
        """Whether a mention, in lower case, is an outlet: by its name, or by what it is, since
        words such as “newspaper” stand in lower case among the outlets."""
        return mention in self.outlets or mention.endswith(self.outlet_nouns)


_compiled: dict[str, Words] = {}


def words_of(rules: Rules) -> Words:
    """The compiled lexicon of the rules, made once for each version of them."""
    if rules.hash not in _compiled:
        _compiled[rules.hash] = _compile(rules)
    return _compiled[rules.hash]


def _compile(rules: Rules) -> Words:
    lexicon = rules.lexicon
    words = _Classes()
    words.put(lexicon.subject_pronouns, "p")
    words.put(lexicon.object_pronouns, "m")
    words.put(lexicon.determiners, "d")
    words.put(lexicon.being, "B")
    words.put(lexicon.auxiliaries, "x")
    words.put(lexicon.conjunctions, "b")
    words.put(lexicon.prepositions, "i")
    words.put(lexicon.times, "y")
    for medium, verbs in lexicon.cues.items():
        words.put_cues(verbs, lexicon.irregular, Medium(medium))
    words.put(lexicon.adverbs, "y")
    words.put(lexicon.titles, "T")
    roles = (*lexicon.roles, *lexicon.groups)
    words.put((*roles, *map(_plural, roles)), "R")
    words.put(lexicon.plural_roles, "R")
    for medium, nouns in lexicon.cue_nouns.items():
        words.put_cue_nouns(nouns, Medium(medium))
    words.put((*lexicon.documents, *map(_plural, lexicon.documents)), "R")
    words.put(lexicon.particles, "q")
    for verb in lexicon.verbs:
        finite, gerund = _forms(verb, lexicon.irregular.get(verb, ()))
        words.put((*finite, gerund), "e")
    small = dict.fromkeys(_lower(lexicon.adjectives), "a")
    small |= dict.fromkeys(_lower(lexicon.periods), "L")
    spans = TokenSpans((*lexicon.titles, *lexicon.abbreviations, *lexicon.regions))
    gender = {folded(name): "f" for name in (*lexicon.female_names, *lexicon.female_words)}
    gender |= {folded(name): "m" for name in (*lexicon.male_names, *lexicon.male_words)}
    stances = {form: word for word in lexicon.stances for form in (word, _plural(word))}
    attitudes = {
        form: base
        for base in lexicon.attitudes
        for forms, gerund in [_forms(base, lexicon.irregular.get(base, ()))]
        for form in (*forms, gerund)
    }
    openers = (_lower(lexicon.openers) | attitudes.keys()) - words.classes.keys() - gender.keys()
    return Words(
        classes=words.classes,
        letters=Letters(
            words.classes,
            spans,
            small,
            _either(words, lexicon),
            openers,
            _placing(words, lexicon),
            gender,
            _lower(lexicon.times),
        ),
        spans=spans,
        media=words.media,
        bases=words.bases,
        attitudes=stances | attitudes | words.bases,
        stances=stances,
        addressing=_lower(lexicon.addressing),
        telling=frozenset(
            form
            for base in lexicon.telling
            for forms, _ in [_forms(base, lexicon.irregular.get(base, ()))]
            for form in forms
        ),
        gender=gender,
        nicknames=lexicon.nicknames,
        plural=_lower((*lexicon.plural_roles, *map(_plural, roles))),
        groups=_lower(lexicon.groups),
        persons=_lower(lexicon.roles) - _lower(lexicon.bodies),
        documents=_lower(lexicon.documents),
        outlets=_lower(lexicon.outlets),
        outlet_nouns=tuple(f" {noun}" for noun in lexicon.outlets if noun.islower()),
        places=_lower(lexicon.places),
        times=_lower(lexicon.times),
        naming=frozenset(lexicon.naming),
        works=frozenset(lexicon.works),
        openers=openers | _lower(lexicon.counters),
        quoting=_lower(lexicon.quoting),
        inscribed=frozenset(lexicon.inscribed),
        christened=frozenset(lexicon.christened),
        lettering=frozenset(lexicon.lettering),
        vessels=frozenset(lexicon.vessels),
        arriving=frozenset(lexicon.arriving),
        sendings=frozenset(lexicon.sendings),
        orders=frozenset(lexicon.orders),
        elders=frozenset(lexicon.elders),
        youngers=frozenset(lexicon.youngers),
        claims=frozenset(
            form
            for noun in chain(*lexicon.cue_nouns.values())
            for form in (noun.lower(), _plural(noun.lower()))
        ),
    )


def _placing(words: _Classes, lexicon: Lexicon) -> dict[str, str]:
    """The signs of words that tell where a place is, and of adverbs behind a name."""
    states = (place for place in lexicon.places if " " not in place)
    return {
        **dict.fromkeys(_lower(lexicon.trailing) - words.classes.keys(), TRAILING),
        **dict.fromkeys(_lower(tuple(states)), STATE),
        **dict.fromkeys(_lower(lexicon.regions), REGION),
    }


def _either(words: _Classes, lexicon: Lexicon) -> dict[str, str]:
    """The signs of the forms of verbs of reporting that may be something else."""
    nouns = {*lexicon.stances, *lexicon.noun_cues}
    nouns.update(noun for each in lexicon.cue_nouns.values() for noun in each)
    forms = (form for noun in nouns for form in (noun, _plural(noun)))
    signs = {form: NOUN_OR_CUE for form in forms if words.classes.get(form) == "V"}
    return signs | {
        word: PART_OR_CUE for word in lexicon.branches if words.classes.get(word) == "V"
    }


def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


class Letters(dict[str, str]):
    """The letters of the tokens of each word, as spaces divide words, worked out once a word.

    A letter that only counts where a sentence begins, since elsewhere the word's capital says that
    it is part of a name, stands as its sign in ``DOUBTFUL``. ``small`` are the classes of words
    that may well be surnames with a capital: Day, Week.
    """

    def __init__(
        self,
        classes: dict[str, str],
        spans: TokenSpans,
        small: Mapping[str, str],
        either: Mapping[str, str],
        openers: frozenset[str],
        placing: Mapping[str, str],
        names: Container[str],
        times: Container[str],
    ) -> None:
        super().__init__()
        self._classes = classes
        self._small = {word: letter for word, letter in small.items() if word not in classes}
        self._spans = spans
        self._either = either
        self._openers = openers
        self._placing = placing
        self._names = names
        self._times = times

    def __missing__(self, word: str) -> str:
        if word.isalpha():
            letters = self._letter(word)
        else:
            letters = "".join([self._letter(word[start:end]) for start, end in self._spans[word]])
            letters = letters.replace("pk", "px")  # she’s said
        # Names, numbers and misspellings have no end: what is kept must have one.
        if len(self) < _MOST_WORDS and len(word) < _LONG_WORD:
            self[word] = letters
        return letters

    def _letter(self, token: str) -> str:
        first = token[0]
        if first.isupper():
            return self._capital(token)
        if first.isalpha():
            if "=" in token:
                return "~"
            known = (
                self._placing.get(token)
                or self._either.get(token)
                or self._classes.get(token)
                or self._small.get(token)
            )
            return known or _by_ending(token)
        if token in _PUNCTUATION:
            return _PUNCTUATION[token]
        if first in "'’‘":
            return self._classes.get(token.lower(), "~")
        if first == "@":
            return "N" if len(token) > 1 else "~"
        if first.isdigit():
            if "-" in token and not token.endswith(("old", "olds")):
                return "a"  # a 30-minute call
            return "0" if token[-1].isdigit() else "j"
        return "~"

    def _capital(self, token: str) -> str:
        """The letter of a word with a capital."""
        if _PARTY.fullmatch(token):
            return PARTY
        if token in _NO_PRONOUNS:
            return "N"  # the US military, and not us
        lower = token.lower()
        letter = self._classes.get(lower, "N")
        if letter == "N" and (sign := self._placing.get(lower)):
            return sign
        if self._either.get(lower) == PART_OR_CUE or (letter == "N" and lower in self._openers):
            letter = "j"  # State Sen. Roe, What Quill said
        if letter == "N" and lower not in self._names and _by_ending(lower) == "u":
            letter = "u"  # Buoyed by the vote
        if letter == "N" and lower not in self._names and _by_ending(lower) == "y":
            return MANNER
        if letter == "y" and lower in self._times:
            return TIME
        return DOUBTFUL.get(letter, letter)


def _by_ending(token: str) -> str:
    """The class of a word that no list knows."""
    if len(token) > 5 and token.endswith("ly"):
        return "y"
    if len(token) > 4 and token.endswith("ed") and token[-3] != "e":
        return "u"
    return "j"


class TokenSpans(dict[str, tuple[tuple[int, int], ...]]):
    """Where the tokens of each word begin and end in it, one for each of its letters."""

    def __init__(self, dotted: tuple[str, ...]) -> None:
        super().__init__()
        self._token = _token_pattern(dotted)
        self._dotted = frozenset(dotted)

    def __missing__(self, word: str) -> tuple[tuple[int, int], ...]:
        spans = self._spans(word)
        if len(self) < _MOST_WORDS and len(word) < _LONG_WORD:
            self[word] = spans
        return spans

    def _spans(self, word: str) -> tuple[tuple[int, int], ...]:
        """A space is taken to follow. Most words that are asked for have one mark, at the end."""
        size = len(word)
        if word[:-1].isalpha() and (
            word[-1] in _ENDS or (word[-1] == "." and word.islower() and word not in self._dotted)
        ):
            return ((0, size - 1), (size - 1, size))
        return tuple(
            (found.end() - len(bare), found.end())
            for found in self._token.finditer(word + " ")
            if (bare := found.group().lstrip())
        )


def folded(token: str) -> str:
    """A token as names are compared."""
    if token.isalpha() and token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token) if not token.isascii() else token
    return "".join(each for each in plain if each.isalnum()).lower()


class _Classes:
    """The classes of words under construction: a word keeps the class that it got first."""

    def __init__(self) -> None:
        self.classes: dict[str, str] = dict(_FIXED)
        self.media: dict[str, Medium] = {}
        self.bases: dict[str, str] = {}

    def put(self, words: tuple[str, ...], letter: str) -> None:
        for word in words:
            self.classes.setdefault(word.lower(), letter)

    def put_cues(
        self, verbs: tuple[str, ...], irregular: Mapping[str, tuple[str, ...]], medium: Medium
    ) -> None:
        for base in verbs:
            finite, gerund = _forms(base, irregular.get(base, ()))
            for form, letter in [*((each, "V") for each in finite), (gerund, "G")]:
                if self.classes.setdefault(form, letter) in "VG":
                    self.media.setdefault(form, medium)
                    self.bases.setdefault(form, base)

    def put_cue_nouns(self, nouns: tuple[str, ...], medium: Medium) -> None:
        for noun in nouns:
            for form in (noun, _plural(noun)):
                if self.classes.setdefault(form, "C") == "C":
                    self.media.setdefault(form, medium)


def _token_pattern(dotted: tuple[str, ...]) -> re.Pattern[str]:
    """Every character of a text belongs to a token: a word or mark with the space before it."""
    heads = "|".join(sorted({re.escape(word[:-1]) for word in dotted if word.endswith(".")}))
    return re.compile(
        r"\s*(?:"
        rf"(?:(?:{heads}|D|R|I)\.|(?:[A-Z]\.)+)(?!\w)"
        r"|</?[A-Za-z][^\s<>]*>?|[\w-]+=[\"'][^\s<>]*>?"  # markup
        r"|[RDI]-[A-Z][a-z]*(?:\.[A-Z])*\.?"
        r"|@\w+"
        r"|\d+(?:-[^\W\d_]+)+"
        r"|\d[\d,.]*\d(?:st|nd|rd|th|s|k|m)?|\d+(?:st|nd|rd|th|s|k|m)?"
        r"|[^\W_]+(?:(?:[-.&/]|['’](?!(?:[sS]|d|ve|ll|re|m)\b))[^\W_]+)*"
        r"|[‘'’](?:s|d|ve|ll|re|m)\b|(?<=s)['’](?=\s)"
        r"|--+|\.{2,}|[^\w\s]|_)"
        r"|\s+"
    )


def _forms(base: str, irregular: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The finite forms of a verb, and its -ing form."""
    gerund = _gerund(base)
    if irregular:
        extra = tuple(form for form in irregular if not form.endswith("ing"))
        gerund = next((form for form in irregular if form.endswith("ing")), gerund)
        return (base, _third(base), *extra), gerund
    return (base, _third(base), _past(base)), gerund


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def _doubled(base: str) -> str:
    """A short verb doubles its last consonant: quip, quipped."""
    if re.fullmatch(r"[^aeiou]*[aeiou]{1}[bdgklmnprt]", base) or base in ("admit", "refer"):
        return base + base[-1]
    if re.fullmatch(r"qui[pt]", base):
        return base + base[-1]
    return base


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
