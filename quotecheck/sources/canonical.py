"""The words of a text in the form in which they are compared: case, marks, spelling and
contractions folded.

Both the printed quotation and the source go through here, so ``can't``, ``can not`` and ``CANNOT``
are the same two words. Every word keeps its place in the original text. Pairs of words that mean
one thing ("twenty five", "per cent") are judged later, in `quotecheck.verify`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecheck.rules import Rules

_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff"  # invisible inside a word
_LETTER = rf"[\w\u0300-\u036f{_INSIDE}]"
_APOSTROPHES = "'’‘ʼ＇"
_STRAIGHT = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_UNSEEN = re.compile(f"[{_INSIDE}]")
_URL = r"https?://\S+"
_DEBRIS = r"\{\w*\}"  # what a page template left behind
_WORD = (
    rf"{_LETTER}+(?:[{_APOSTROPHES}.,]"
    rf"(?:(?<=[{_APOSTROPHES}])\w+|(?<=[.,])\d+|(?<=\.)\w\b))*"
)
_SYMBOL = r"&amp;|[%$£€&°]"
_MINUS = r"(?<!\S)[-−](?=[$£€]?\d)"
_DOLLARS = r"\bUS\$"
_DECADE = re.compile(r"\d+'s")
_SHORTEST_ENDING = 6
_MEMO_LIMIT = 1_000_000
_AROUND = '.,;:?!—–-"“”…'  # stand around a word and are not part of it
_NO_WORDS = "(", "[", "{", "http://", "https://"
_LONGEST_KEPT = 60  # characters
_ADDRESS = re.compile(rf"\b{_URL}")


Word = tuple[str, str, int, int]
"""One word: folded, in lower case with straight apostrophes, and where it stands."""


@dataclass(slots=True)
class Words:
    """The words of a stretch of text; each list has one entry for each word.

    ``forms`` are compared; ``surfaces`` are the words as written, in lower case with straight
    apostrophes (words that one contraction stands for share it); ``starts`` and ``ends`` count
    characters of the text.
    """

    forms: list[str] = field(default_factory=list)
    surfaces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.forms)


class Canon:
    """A folder of words by the tables of the rules; it remembers every word that it has seen."""

    def __init__(self, rules: Rules) -> None:
        style = rules.wording.style
        self._words = _settled({**style.numbers, **style.spellings, **_doubled(style.doubling)})
        self._contractions = {
            key: tuple(value.split()) for key, value in style.contractions.items()
        }
        self._clitics = _longest_first(style.clitics)
        self._endings = _longest_first(style.endings)
        self._clitic = tuple(self._clitics)
        self._ending = tuple(self._endings)
        directions = _directions(rules.sources.stage_directions)
        self._directions = re.compile(directions)
        self._word = re.compile(
            f"{directions}|{_DEBRIS}|{_URL}|{_DOLLARS}|{_MINUS}|{_WORD}|{_SYMBOL}"
        )
        self._memo: dict[str, tuple[Word, ...]] = {}  # of pieces
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}  # of words

    def pieces(self, text: str) -> list[str]:
        """The text cut at white space, without notes that nobody said.

        No word contains white space, so each piece can be read by itself and remembered.
        """
        return self._without_directions(text).split()

    def forms_of(self, piece: str) -> Sequence[str]:
        """The folded words of a piece of text."""
        word = piece.strip(_AROUND)
        if word.isalpha() and word.isascii():  # most pieces; the pattern would give the same
            return self._entry(word)[1]
        return [form for match in self._written(piece) for form in self._entry(match.group())[1]]

    def words_of(self, piece: str) -> tuple[Word, ...]:
        """The words of a piece of text, with their places in it."""
        found = self._memo.get(piece)
        if found is None:
            word = piece.strip(_AROUND)
            if word.isalpha() and word.isascii():
                found = tuple(self._words_at(word, piece.index(word)))
            else:
                matches = self._written(piece)
                rows = (self._words_at(match.group(), match.start()) for match in matches)
                found = tuple(chain.from_iterable(rows))
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            if len(piece) <= _LONGEST_KEPT:
                self._memo[piece] = found
        return found

    def _words_at(self, raw: str, start: int) -> list[Word]:
        surface, forms = self._entry(raw)
        return [(form, surface, start, start + len(raw)) for form in forms]

    def _written(self, piece: str) -> Iterator[re.Match[str]]:
        for match in self._word.finditer(piece):
            if not match.group().startswith(_NO_WORDS):
                yield match

    def forms(self, text: str) -> list[str]:
        """The folded words of a text, without places."""
        return [word[0] for piece in self.pieces(text) for word in self.words_of(piece)]

    def first_form(self, text: str) -> str | None:
        """The first folded word of a text."""
        found = (word[0] for piece in self.pieces(text) for word in self.words_of(piece))
        return next(found, None)

    def last_forms(self, text: str, count: int) -> list[str]:
        """The last folded words of a text, in order."""
        found: list[str] = []
        for piece in reversed(self.pieces(text)):
            found = [*(word[0] for word in self.words_of(piece)), *found]
            if len(found) >= count:
                break
        return found[-count:]

    def read(self, text: str, start: int = 0, end: int | None = None) -> Words:
        """The words of ``text[start:end]`` with their places in ``text``."""
        words = Words()
        known, words_of = self._memo.get, self.words_of
        forms, surfaces, starts, ends = words.forms, words.surfaces, words.starts, words.ends
        blanked, at = self._without_directions(text[start:end]), 0
        for piece in blanked.split():
            at = blanked.index(piece, at)
            base = start + at
            at += len(piece)
            found = known(piece)
            for form, surface, low, high in words_of(piece) if found is None else found:
                forms.append(form)
                surfaces.append(surface)
                starts.append(base + low)
                ends.append(base + high)
        return words

    def _without_directions(self, text: str) -> str:
        """The text with blanks for the notes that nobody said."""
        if "(" not in text and "[" not in text:
            return text
        if "http" in text:
            text = _ADDRESS.sub(_blank, text)
        return self._directions.sub(_blank, text)

    def _entry(self, raw: str) -> tuple[str, tuple[str, ...]]:
        """A written word in lower case, and its folded forms."""
        found = self._known.get(raw)
        if found is None:
            surface = raw.lower() if raw.isascii() else _seen(raw)
            if surface == "&amp;":
                surface = "&"
            found = surface, tuple(self._split(surface, raw)) if surface else ()
            if len(self._known) >= _MEMO_LIMIT:
                self._known.clear()
            self._known[raw] = found
        return found

    def _split(self, surface: str, raw: str) -> Iterable[str]:
        if raw == "US":
            return ("u.s",)
        plain = surface if surface.isascii() else _unaccented(surface)
        if plain in self._contractions:
            return self._contractions[plain]
        if _DECADE.fullmatch(plain):  # "the 1960's"
            return (plain[:-2] + "s",)
        if plain.endswith(self._clitic):
            for ending, word in self._clitics.items():
                if plain.endswith(ending) and len(plain) > len(ending):
                    return (*self._split(plain[: -len(ending)], ""), word)
        return self._spell(plain).split()

    def _spell(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        if word[0].isdigit():
            return word.replace(",", "")
        if len(word) >= _SHORTEST_ENDING and word.endswith(self._ending):
            for ending, other in self._endings.items():
                if word.endswith(ending):
                    return word[: -len(ending)] + other
        return word


def _seen(word: str) -> str:
    return _UNSEEN.sub("", word).translate(_STRAIGHT).lower()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _unaccented(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)) or word


def _longest_first(endings: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(endings.items(), key=lambda item: -len(item[0])))


def _doubled(stems: Sequence[str]) -> dict[str, str]:
    return {
        f"{stem}l{ending}": f"{stem}{ending}"
        for stem in stems
        for ending in ("ed", "ing", "er", "ers")
    }


def _settled(spellings: Mapping[str, str]) -> dict[str, str]:
    """Each word with the last spelling in the chain that starts from it.

    Where the chain is a circle, as when a desk writes "center: centre", one of its words stands for
    all.
    """
    settled = {}
    for word in spellings:
        seen = [word]
        while (after := spellings.get(seen[-1])) is not None and after not in seen:
            seen.append(after)
        settled[word] = seen[-1] if after is None else min(seen[seen.index(after) :])
    return settled


def _directions(starts: Sequence[str]) -> str:
    """A pattern for notes in brackets that nobody said: a known one, or one in capitals."""
    known = "|".join(re.escape(start) for start in starts) or r"(?!)"
    return rf"[(\[](?:(?i:{known})\b[^()\[\]\n]{{0,60}}|[A-Z][A-Z ,./'’-]{{3,60}})[)\]]"
