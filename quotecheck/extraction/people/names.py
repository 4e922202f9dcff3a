"""Names in a text with their places, without titles and without words that run into them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from quotecheck import lazily
from quotecheck.extraction.people.name_words import Name, NameRun, Placed, name_words_of
from quotecheck.extraction.reading.alphabet import ADVERB, NAME, ROLE, TITLE
from quotecheck.extraction.reading.tokens import folded
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.rules import Rules

_BRANCHES = frozenset(
    {"Con", "State", "Defense", "House"}
)  # Speaker of the House Jo Roe, Det Con Jo Roe
_COURTESIES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "cllr"})
# Classes of words that end a name in a line of capitals: Brandt Meets Lind In Oslo.
_BREAKS = frozenset("VGexpmdbihwtrzAYB&")
_REMEMBERED = 20_000  # runs of words
_MOST_TOKENS = 8  # of an organisation
_LONG = 100  # characters; a longer run hardly ever recurs
_OPENING = lazily.pattern(r"(?:^|[.?!:\n“”\"]\s*)$")
_NICKNAME = re.compile(r" (?:“[^“”\n]{2,20}”|\"[^\"\n]{2,20}\"|[‘'][^\n]{2,20}[’']|\(\w{2,12}\)) ")
_WITH_HONOURS = 2  # words: title and surname
_SHORT = 5  # letters of Emily, which is not an adverb
_TOKEN = re.compile(r"[^\s,]+")
_LETTER = re.compile(r"[^\W\d_]")
# Words after a plural possessive: the Port Workers’ Union, the Women’s Institute.
_OWNING = ("s", "n", "e")  # the last letter of a plural possessive: Residents’, Women’s, People’s
_APOSTROPHES = ("'", "’")
_OF_MANY = lazily.pattern(
    r"(?:(?<=s)['’]|(?<=men)['’]s|(?<=eople)['’]s|(?<=ildren)['’]s) (?=[A-Z])"
)
_LINK = re.compile(r" (?:of|on|for)(?: the)? ")
# The cause of a group: Fairness for Troy, Citizens against Noise.
_AND = re.compile(r" and ")
_FOR = lazily.pattern(r" (?:for|against|before)(?: the)? ")
# Rent Justice Now
_ADVERBS = frozenset({"now", "first", "together", "forward", "today", "tomorrow"})
_CAUSES = (
    "transport",
    "ness",
    "ity",
    "tion",
    "sion",
    "ment",
    "ship",
    "ance",
    "ence",
    "ice",
    "dom",
    "ers",
    "ens",
    "ans",
)


def with_nicknames(text: str, found: Iterable[Placed]) -> Iterator[Placed]:
    """Names, joining those that a nickname splits: Mary “Mo” Roe, Mary (Mo) Roe."""
    before: Placed | None = None
    for each in found:
        if before is not None:
            start, end, name = before
            if (between := _NICKNAME.match(text, end)) and each[0] < between.end():
                continue
            if between and each[0] == between.end() and not each[2].titles:
                before = start, each[1], Name((*name.tokens, *each[2].tokens), name.titles)
                continue
            yield before
        before = each
    if before is not None:
        yield before


def with_surnames(
    text: str, found: Sequence[Placed], given: Container[str], styled: frozenset[str]
) -> Iterator[Placed]:
    """Names, adding the surname that two share: Josie and Martin Roe are Josie Roe and Martin
    Roe."""
    known = {part for _, _, name in found if len(name.key) > 1 for part in name.key}
    known |= {name.key[0] for _, _, name in found if styled.intersection(name.titles[-1:])}
    for (start, end, name), (first, _, other) in pairwise((*found, (0, 0, Name(())))):
        alone = len(name.key) == 1 and name.key[0] in given and name.key[0] not in known
        two = len(other.key) == 2 and other.key[0] in given and not other.titles
        shares = alone and two and text[end:first] == " and "
        tokens = (*name.tokens, other.tokens[-1]) if shares else name.tokens
        yield start, end, Name(tokens, name.titles) if shares else name


class NameReader:
    """A reader that finds the names in stretches of text, reading each distinct run of words
    once."""

    def __init__(self, words: WordClasses, rules: Rules) -> None:
        self.words = words
        self._lists = name_words_of(rules)

    def names(self, text: str, start: int, end: int) -> Iterator[Placed]:
        """The names in ``text[start:end]`` with their places."""
        read = self._lists.read
        for found in self._lists.run.finditer(text, start, end):
            run, at = found.group(), found.start()
            if len(run) == 1 and text.startswith("(", at - 1) and text.startswith(")", at + 1):
                continue  # Jane Roe (R)
            known = read.get(run) or self._read(run)
            owns = run[-1] in _OWNING and text.startswith(_APOSTROPHES, found.end())
            if known.settled and not owns:
                for first, last, name in known.names:
                    yield at + first, at + last, name
            else:
                yield from self._in_context(text, start, end, found, known.names)

    def _read(self, run: str) -> NameRun:
        """The names of a run; those of a short one are remembered."""
        names = list(self._split(run))
        organizations = self._lists.organizations
        lasts = {name.key[-1] for _, _, name in names} or {run.lower()}
        doubtful = run.lower().rstrip(".") in self._lists.abbreviated or any(
            self._opener(name) for _, _, name in names
        )
        doubtful = doubtful or any(self._is_cause(name) for _, _, name in names)
        doubtful = doubtful or run.lower() in self.words.plural
        read = NameRun(names, settled=not doubtful and organizations.isdisjoint(lasts))
        if len(run) < _LONG:
            if len(self._lists.read) >= _REMEMBERED:
                self._lists.read.clear()
            self._lists.read[run] = read
        return read

    def _in_context(
        self,
        text: str,
        start: int,
        end: int,
        run: re.Match[str],
        names: list[Placed],
    ) -> Iterator[Placed]:
        """The names of a run, adjusted to the words before and after it in ``text[start:end]``."""
        at = run.start()
        bare = run.group().lower().rstrip(".")
        if bare in self._lists.abbreviated and text.startswith(".", at + len(bare)):
            return  # Del. Jane Roe
        if not names and (whole := self._of_roles(text, run.group(), run.end(), end)):
            yield whole
        for number, (first, last, name) in enumerate(names, 1):
            place = at + first, at + last, name
            if self._opener(name) and _OPENING.search(text, max(start, place[0] - 3), place[0]):
                if len(name.tokens) == 1:
                    continue
                place = at + first + len(name.tokens[0]) + 1, at + last, Name(name.tokens[1:])
            yield self._linked(text, *place, end) if number == len(names) else place

    def _of_roles(self, text: str, run: str, last: int, end: int) -> Placed | None:
        """An organisation whose name begins with a role: Commission on Trade, Dockers’ Union."""
        group = run.lower() in self.words.plural and _FOR.match(text, last, end)  # Citizens for
        owns = text.startswith(_APOSTROPHES, last)
        if not group and run.lower() not in self._lists.organizations and not owns:
            return None
        bare = run.removeprefix("The ")
        whole = self._linked(text, last - len(bare), last, Name(tuple(bare.split())), end)
        return whole if whole[1] > last else None

    def _opener(self, name: Name) -> bool:
        """Return whether the first word may not belong to the name where a sentence begins with it:
        Whenever Jane Roe, What Jane Roe said."""
        key = name.key
        given = self._lists.given
        if key[0].endswith("ly") and len(key[0]) > _SHORT and key[0] not in given:
            return not name.titles and len(key) > 1  # Presently Roe left
        opens = name.tokens[0].partition("-")[0].lower() in self.words.openers
        if (opens or key[0] in self.words.openers) and not self._is_body(name.tokens[-1]):
            return not name.titles
        if len(key) == 1:
            return False
        return not name.titles and key[0] not in given and key[1] in given

    def _linked(self, text: str, start: int, last: int, name: Name, end: int) -> Placed:
        """A name with the words that complete it: Commission on Fair Trade, Port Workers’ Union."""
        if text.startswith(_APOSTROPHES, last) and (owned := _OF_MANY.match(text, last, end)):
            rest = self._lists.run.match(text, owned.end(), end)
            more = tuple(rest.group().split()) if rest else ()
            if rest and more[-1].lower() in self._lists.organizations:
                tokens = (*name.tokens[:-1], name.tokens[-1] + owned.group().strip(), *more)
                return self._linked(text, start, rest.end(), Name(tokens, name.titles), end)
        body = name.key[-1] in self._lists.organizations
        if body or self._is_cause(name):
            tokens = name.tokens
            linked = _LINK if body else _FOR
            while (link := linked.match(text, last, end)) and len(tokens) < _MOST_TOKENS:
                rest = self._lists.run.match(text, link.end(), end)
                if rest is None or rest.group().partition(" ")[0].lower() in self.words.times:
                    break
                tokens = (*tokens, *link.group().split(), *rest.group().split())
                last = rest.end()
            both = _AND.match(text, last, end) if body and len(tokens) > len(name.tokens) else None
            rest = self._lists.run.match(text, both.end(), end) if both else None
            if both and rest and rest.group().isalpha() and not self._is_given(rest.group()):
                tokens = (*tokens, "and", rest.group())  # Committee on Trade and Industry
                last = rest.end()
            return (
                start,
                last,
                Name(tokens, name.titles) if len(tokens) > len(name.tokens) else name,
            )
        return start, last, name

    def _is_cause(self, name: Name) -> bool:
        """Return whether a name may be part of a group's name with its cause: Fairness,
        Citizens."""
        alone = len(name.key) == 1 and not name.titles and name.key[0] not in self._lists.given
        return alone and name.key[0].endswith(_CAUSES)

    def _split(self, run: str) -> Iterator[Placed]:
        """The names in a run of capitalised words."""
        part: list[re.Match[str]] = []
        tokens = list(_TOKEN.finditer(run))
        for number, found in enumerate(tokens):
            if self._breaks(found.group(), last=number + 1 == len(tokens), first=not part):
                yield from self._name(part)
                part = []
            elif (
                len(part) > 2
                and number + 1 < len(tokens)
                and self._is_given(found.group())
                and self._full(part)
            ):
                yield from self._name(part)  # Jane Roe Defends John Doe
                part = [found]
            else:
                part.append(found)
        yield from self._name(part)

    def _full(self, part: list[re.Match[str]]) -> bool:
        """Return whether three words are not a title: a name and one more."""
        return not any(self._is_title(found.group()) for found in part[-3:])

    def _breaks(self, token: str, *, last: bool, first: bool) -> bool:
        lower = token.lower()
        if not token[0].isupper():
            return False
        if lower == "without" and not first and not last:
            return False  # Doctors Without Walls
        if lower in self.words.times and lower not in self._lists.given:
            return first or not last or lower not in _ADVERBS
        if lower.endswith("-year-old"):
            return True  # Twelve-year-old Jane Roe
        if first and self.words.classes.get(lower) == ADVERB and lower not in self.words.times:
            return True  # Even Jane Roe
        if self.words.classes.get(lower, NAME) not in _BREAKS:
            return False
        if lower in self._lists.organizations and not first:
            return False
        return not (lower in self._lists.given and first and not last)

    def _is_title(self, token: str) -> bool:
        lower = token.lower()
        classes = self.words.classes
        if self._is_given(token) and classes.get(lower) != TITLE:
            return False  # Bill is a document, and a name
        if lower in self.words.gender:
            return True
        return lower not in self.words.groups and self.words.is_role(lower)

    def _name(self, part: list[re.Match[str]]) -> Iterator[Placed]:
        while len(part) > _WITH_HONOURS and part[-1].group() in self._lists.honours:
            part = part[:-1]  # Sir John Roe KC MSP
        tokens = [found.group() for found in part]
        begin = self._after_titles(tokens) if tokens else -1
        if begin < 0:
            return
        shouted = [n for n, token in enumerate(tokens[:-2]) if len(token) > 1 and token.isupper()]
        if shouted and not tokens[-1].isupper() and "." not in tokens[shouted[-1]]:
            begin = max(begin, shouted[-1] + 1)  # Acme CEO Jane Roe
        while begin < len(tokens) - 2 and self._stray(tokens[begin], tokens[begin + 1]):
            begin += 1
        end = len(tokens)
        while end > begin + 2 and tokens[end - 1] in self._lists.honours:
            end -= 1  # Jane Roe KC
        kept = tuple(token.rstrip(".") if len(token) > 3 else token for token in tokens[begin:end])
        if _LETTER.search("".join(kept)):
            titles = tuple(token.lower().rstrip(".") for token in tokens[:begin])
            yield part[begin].start(), part[end - 1].end(), Name(kept, titles)

    def _after_titles(self, tokens: list[str]) -> int:
        """The index at which a name begins after its titles, -1 if there is none."""
        first = tokens[0].lower()
        if "Without" in tokens[1:-1]:
            return 0  # Doctors Without Walls
        if len(tokens) == 1 and first in self.words.groups:
            return -1
        if len(tokens) == 1 and first in self._lists.parents:  # Dad said no
            return 0
        given = self._is_given(tokens[0]) and self.words.classes.get(first) != TITLE
        marks = [n for n, token in enumerate(tokens) if self._is_title(token)]
        if self._is_body(tokens[-1]):  # Port Workers Union
            marks = [n for n in marks if tokens[n].lower() not in self.words.plural]
        if not marks:
            return 0
        if given:  # Virginia Sen. Jane Roe
            inside = marks[-1] < len(tokens) - 2 and self._is_given(tokens[marks[-1] + 1])
            return marks[-1] + 1 if inside else 0
        if marks[-1] < len(tokens) - 1:
            return marks[-1] + 1
        if first.rstrip(".") in _COURTESIES:
            return len(tokens) - 1  # Mr. King
        whole = len(marks) < len(tokens) and self._organisation(tokens)
        return self._surnamed(tokens, marks) or (0 if whole else -1)

    def _is_body(self, token: str) -> bool:
        lower = token.lower().rstrip(".")
        lists = self._lists
        return (
            lower in lists.organizations or lower in lists.companies or lower in self.words.groups
        )

    def _surnamed(self, tokens: list[str], marks: list[int]) -> int:
        """The index of a name whose last word is also a role, after a title: Chief John King."""
        first = marks[-2] + 1 if len(marks) > 1 else 0  # Ohio Gov. Jan Brewer
        if not 0 < first == len(tokens) - 2:
            return 0
        titled = self.words.classes.get(tokens[first - 1].lower()) == TITLE
        return first if titled or tokens[-1].lower() in self.words.persons else 0

    def _is_given(self, token: str) -> bool:
        return token.lower() in self._lists.given or folded(token) in self._lists.given

    def _stray(self, token: str, following: str) -> bool:
        """Return whether a word before a name is not part of it: State John Doe, Texas Jane Roe."""
        if self._is_given(token):
            return False
        placed = token.lower() in self.words.places and self._is_given(following)
        return placed or token in _BRANCHES

    def _organisation(self, tokens: list[str]) -> bool:
        last = tokens[-1].lower()
        named = self.words.classes.get(last) == ROLE and last not in self.words.persons
        return named and len(tokens) > 1
