"""The names in a row of words, and the name in a passage with the role of a report's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.canonical import Words
from quotecheck.sources.stems import Stems
from quotecheck.text import Stretch
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.matter import Matter, company
from quotecheck.verify.reports.passages import Evidence

_WHOLE_NAME = 2  # words of a name that is most likely a person's
_LONGEST_NAME = 3
_MUCH = 0.4  # of the words beside a place, for another to be about the same
_CLOSE = 3  # words after a name, one of which shows what is said about it
_LINKS = frozenset(("and", "or"))
_SENTENCE_ENDS = ".?!…:;-–—#>*•|"  # with what begins a heading or an item of a list
_CLOSING = '”’")]'
_SURE = 9.0  # of a namesake
_SET_OFF = tuple(",.?!…:\n-)]")
_BETWEEN = 8  # letters read before a word


class Namings:
    """A reader of names that finds the rival of a name in a passage."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems, library: Library) -> None:
        self._lexicon, self._stems = lexicon, stems
        breaks = {*rules.reports.breaks, *lexicon.relatives, *rules.reports.unreal}
        self._no_names = frozenset(breaks | lexicon.indefinites | {"nobody", "nothing"})
        self._kinds = _kinds(rules.reports.kinds_of_names, stems)
        self._beginnings = frozenset(rules.reports.name_beginnings)
        self._plain_titles = frozenset(rules.reports.plain_titles)
        self._library = library
        self._people = _people(library)
        self._places = frozenset(rules.reports.place_words)
        self._short_titles = rules.lexicon.title_roles
        self._titles = frozenset((*rules.sources.honorifics, *rules.sources.roles, "house"))

    def of(
        self,
        words: Words,
        text: str,
        low: int = 0,
        high: int | None = None,
        *,
        opens: bool = True,
    ) -> Iterator[Stretch]:
        """Runs of capitalised words that do not only begin a sentence: from word, up to word. If
        the text does not open a sentence (``opens``), its first word has its own capital."""
        high = len(words) if high is None else high
        capital = [self._is_name(words, text, at) for at in range(low, high)]
        if capital and not low and not opens:
            capital[0] = text[words.starts[0]].isupper()
        if self._is_headline(words, text, low, high):
            return
        at = low
        while at < high:
            end = at
            while end < high and capital[end - low] and (end == at or _joined(text, words, end)):
                end += 1
            if span := self._bare(words, at, end):
                yield span
            at = max(end, at + 1)

    def _bare(self, words: Words, low: int, high: int) -> Stretch | None:
        """A run without words of no weight at its ends ("As I", "And Harrow"); None if no name is
        left."""
        while low < high and not self._weighs(words, low):
            low += 1
        while high > low and not self._weighs(words, high - 1):
            high -= 1
        return (low, high) if low < high else None

    def _weighs(self, words: Words, at: int) -> bool:
        form = words.forms[at]
        lexicon = self._lexicon
        light = form in lexicon.function or form in lexicon.no_names or form in lexicon.pronouns
        light = light or form in self._no_names
        return form[0].isalnum() and not light

    def _is_name(self, words: Words, text: str, at: int) -> bool:
        start = words.starts[at]
        return text[start].isupper() and not self._begins_sentence(text, start)

    def _begins_sentence(self, text: str, at: int) -> bool:
        """Return whether a word is the first of a sentence, where any word has a capital; a word
        after "Sen." or an initial is not."""
        gap = text[max(0, at - _BETWEEN) : at]
        before = gap.rstrip(" \n\t\"“‘'([")
        opening = gap[len(before) :]
        if not before or opening.count("\n") > 1 or ("\n" in opening and opening.strip()):
            return True
        closed = before.rstrip(_CLOSING)
        if len(closed) < len(before) and closed[-1:] in (".", "?", "!", "…"):
            return True
        if before[-1] == ".":
            word = text[:at].rstrip(" \n\t.").rsplit(None, 1)[-1:]
            last = word[0].strip("“‘\"'(").lower() if word else ""
            return not (last in self._titles or (len(last) == 1 and last.isalpha()))
        return before[-1] in _SENTENCE_ENDS

    def _is_headline(self, words: Words, text: str, low: int, high: int) -> bool:
        """Return whether every word of weight has a capital, so that capitals mean nothing."""
        weighty = [at for at in range(low, high) if words.forms[at] not in self._lexicon.function]
        small = sum(text[words.starts[at]].islower() for at in weighty)
        large = sum(text[words.starts[at]].isupper() for at in weighty)
        return large > 2 and not small

    def name_from(self, forms: Sequence[str]) -> int:
        """The index in a run at which the name proper begins, after its titles and offices."""
        titles = [at for at, form in enumerate(forms[:-1]) if form in self._titles]
        return titles[-1] + 1 if titles else 0

    def is_title(self, form: str) -> bool:
        """Return whether a word is a title, but not one that anybody may have."""
        return form in self._titles and form not in self._plain_titles

    def proper(self, forms: Sequence[str]) -> tuple[str, ...]:
        """A name without titles, offices and the words before them: "obama" of "President Obama",
        "flake" of "Arizona Sen. Flake"."""
        kept = forms[self.name_from(forms) :]
        return tuple(form for form in kept if form[0].isalnum()) or tuple(forms)

    def _share_office(self, run: Sequence[str], other: Sequence[str]) -> bool:
        """Return whether two names have the same title or office, written out or abbreviated, but
        not one that anybody may have: "Senator Quill" and "Sen. Marsh"."""
        mine, theirs = ({*map(self._written_out, row)} for row in (run, other))
        return bool(mine & theirs & self._titles - self._plain_titles)

    def _written_out(self, form: str) -> str:
        return self._short_titles.get(form, form)

    def stands_in(self, name: Sequence[str], question: Question, evidence: Evidence) -> bool:
        """Return whether the words of a name stand together in the window of a passage, in any form
        that the report's words may have."""
        numbers = [n for form in name for n in self._number(question, form)]
        known, forms = question.known, evidence.window.words.forms
        for at in range(len(forms)):
            near = {n for form in forms[at : at + len(name) + 1] for n in known.get(form, ())}
            if near.issuperset(numbers):
                return bool(numbers)
        return False

    def _number(self, question: Question, form: str) -> Iterator[int]:
        words = question.words.forms
        yield from (n for n in (question.term_of[words.index(form)],) if n >= 0)

    def kept(self, numbers: Sequence[int], about: set[int], matter: Matter) -> float:
        """The share of the words around a name in the report that the passage also has; ``numbers``
        are the terms that identify the name."""
        places = [at for number in numbers for at in matter.places(number)]
        if not about:
            return float(bool(places))
        return max((matter.holds_of(about, *matter.beside(at)) for at in places), default=0.0)

    def _names_of(self, matter: Matter) -> list[tuple[Stretch, tuple[str, ...]]]:
        """The names of a passage, each with its proper words, read once."""
        if matter.names is None:
            evidence = matter.evidence
            there, text = evidence.window.words, evidence.shelf.texts[evidence.window.source]
            spans = self.of(there, text, evidence.low, evidence.high)
            matter.names = [(span, self.proper(there.forms[slice(*span)])) for span in spans]
        return matter.names

    def rival(
        self, question: Question, low: int, high: int, matter: Matter
    ) -> tuple[Stretch, float, Mapping[str, float]] | None:
        """The name in the passage that best fits the role of a name in the report, its score, and
        the reasons for it: a namesake, another person, a name of the same kind, in the same list or
        before the same word, and the share of words beside the one that are also beside the
        other."""
        forms, known = question.words.forms, question.every_form
        own = self.proper(forms[low:high])
        about = company(question, low, high)
        found: list[tuple[Stretch, float, Mapping[str, float]]] = []
        for span, name in self._names_of(matter):
            within = matter.company(about, *matter.sentence_at(span[0]))
            if self.is_namesake(own, name, forms):
                found.append((span, _SURE, {"within": within, "namesake": 1.0}))
            elif known.isdisjoint(name) and not self._one(own, name):
                alike = self._likeness(question, (low, high), matter, span)
                if any(alike.values()):
                    weight = 2 * alike["listed"] + alike["trail"] + alike["placed"] + alike["kind"]
                    found.append((span, weight + within, {**alike, "within": within}))
        return max(found, key=lambda each: each[1], default=None)

    def _likeness(
        self, question: Question, mine: Stretch, matter: Matter, theirs: Stretch
    ) -> Mapping[str, float]:
        """The reasons why a name in a passage may stand in the place of a report's name."""
        forms, there = question.words.forms, matter.evidence.window.words
        text = matter.evidence.shelf.texts[matter.evidence.window.source]
        run, other = forms[slice(*mine)], there.forms[slice(*theirs)]
        own, name = self.proper(run), self.proper(other)
        kinds, others = self._kinds_of(own), self._kinds_of(name)
        called = _is_called(text, there.starts[theirs[0]], there.ends[theirs[1] - 1])
        return {
            "kind": bool(kinds & others) or self._share_office(run, other),
            "whole": not kinds and not others and min(len(own), len(name)) >= _WHOLE_NAME,
            "people": self._are_two_people(own, name) and not called,
            "placed": bool(kinds) == bool(others)
            and self._placed(question, *mine, matter, theirs[0]),
            "trail": self._trail(question, mine[1], there.forms, theirs[1]),
            "listed": self._listed(question, *mine, matter.evidence, *theirs),
        }

    def is_namesake(self, own: Sequence[str], name: Sequence[str], forms: Sequence[str]) -> bool:
        """Return whether two names share one word and differ in another: the First and the Second
        Amendment, Bill and Hillary Clinton."""
        shared = {*own} & {*name}
        mine, theirs = {*own} - shared, {*name} - shared
        return bool(shared - self._beginnings and mine and theirs) and theirs.isdisjoint(forms)

    def _are_two_people(self, own: Sequence[str], name: Sequence[str]) -> bool:
        """Return whether two names belong to different people who speak in the sources."""
        mine, theirs = (self._labels_of(each) for each in (own, name))
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def _labels_of(self, name: Sequence[str]) -> frozenset[str]:
        rows = [self._people.get(form, frozenset[str]()) for form in name]
        return frozenset[str].intersection(*rows) if rows else frozenset()

    def _one(self, own: Sequence[str], name: Sequence[str]) -> bool:
        """Return whether the sources use two names as one: "Hillary" and "Clinton", not two of one
        kind, which stand in lists: "Spain, France"."""
        if self._kinds_of(own) & self._kinds_of(name):
            return False
        pairs = ((*own, *name), (*name, *own))
        return len(own) == len(name) == 1 and any(self._library.count(each) for each in pairs)

    def _placed(self, question: Question, low: int, high: int, matter: Matter, first: int) -> bool:
        """Return whether both stand after the same preposition and the same is said about them."""
        before = question.words.forms[max(0, low - 1) : low]
        same = before == matter.forms[max(0, first - 1) : first]
        if not same or self._places.isdisjoint(before):
            return False
        about = company(question, low, high)
        return matter.holds_of(about, *matter.sentence_at(first)) >= _MUCH

    def _trail(self, question: Question, high: int, there: Sequence[str], last: int) -> bool:
        """Return whether the same word of weight follows both."""
        mine = self._following(question.words.forms, high)
        return bool(mine) and mine == self._following(there, last)

    def _following(self, forms: Sequence[str], high: int) -> str:
        """The stem of the first word of weight after a name, if it stands close."""
        near = (form for form in forms[high : high + _CLOSE] if form not in self._lexicon.function)
        form = next(near, "")
        return self._stems.of(form) if form[:1].isalpha() else ""

    def _listed(
        self, question: Question, low: int, high: int, evidence: Evidence, first: int, last: int
    ) -> bool:
        """Return whether both stand in a list beside the same name."""
        mine = self._beside(question.words.forms, low, high)
        theirs = self._beside(evidence.window.words.forms, first, last)
        return not mine.isdisjoint(theirs)

    def _beside(self, forms: Sequence[str], low: int, high: int) -> frozenset[str]:
        """The words right before and after a name, skipping those that join the names of a list."""
        before, after = low - 1, high
        while before >= 0 and forms[before] in _LINKS:
            before -= 1
        while after < len(forms) and forms[after] in _LINKS:
            after += 1
        found = (forms[at] for at in (before, after) if 0 <= at < len(forms))
        return frozenset(form for form in found if form not in self._lexicon.function)

    def _kinds_of(self, forms: Sequence[str]) -> frozenset[int]:
        found = (self._kinds.get(self._stems.of(form), ()) for form in forms)
        return frozenset[int]().union(*found)


def _people(library: Library) -> Mapping[str, frozenset[str]]:
    """The names that each word of a speaker's whole name occurs in."""
    found: dict[str, set[str]] = {}
    for label in library.speakers:
        forms = library.canon.forms(label)
        if _WHOLE_NAME <= len(forms) <= _LONGEST_NAME:
            for form in forms:
                found.setdefault(form, set()).add(label.casefold())
    return {form: frozenset(labels) for form, labels in found.items()}


def _kinds(lines: Sequence[str], stems: Stems) -> Mapping[str, frozenset[int]]:
    """The kinds of names that the stem of each name belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for name in stems.folded(line):
            found.setdefault(stems.of(name), set()).add(number)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _is_called(text: str, start: int, end: int) -> bool:
    """Return whether a name, set off, addresses somebody: "Chris, I said so."."""
    before, behind = text[max(0, start - _BETWEEN) : start].rstrip(), text[end : end + 1]
    return behind in _SET_OFF and (not before or before[-1] in _SET_OFF)


def _joined(text: str, words: Words, at: int) -> bool:
    """Return whether nothing that ends a name stands between a word and the one before it."""
    if words.forms[at - 1].startswith("'"):  # "Quill's Monday"
        return False
    return not text[words.ends[at - 1] : words.starts[at]].strip(" .’'-&")
