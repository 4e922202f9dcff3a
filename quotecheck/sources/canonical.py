"""The words of a text as they are compared: case, marks, spelling and contractions folded.

Both sides of a comparison go through here, the printed quotation and the source, so that
``can't``, ``can not`` and ``CANNOT`` are the same two words. Every word remembers where in the
original text it stands. What one word means in a pair of words ("twenty five", "per cent") is
judged later, in `quotecheck.verify`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quotecheck.rules import Rules

_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff"  # may stand inside a word without being seen
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
_SYMBOL = r"&amp;|[%$£€&]"
_SHORTEST_ENDING = 6
_MEMO_LIMIT = 1_000_000


class Entry(NamedTuple):
    """What one written word is to the comparison: its folded forms, and itself in lower case."""

    forms: tuple[str, ...]
    surface: str


@dataclass(slots=True)
class Words:
    """The words of a stretch of text, one entry in each list a word.

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
    """Folds words by the tables of the rules; remembers every word it has seen."""

    def __init__(self, rules: Rules) -> None:
        style = rules.wording.style
        self._words = {**style.numbers, **style.spellings, **_doubled(style.doubling)}
        self._contractions = {
            key: tuple(value.split()) for key, value in style.contractions.items()
        }
        self._clitics = sorted(style.clitics.items(), key=lambda item: -len(item[0]))
        self._endings = sorted(style.endings.items(), key=lambda item: -len(item[0]))
        self.pattern = re.compile(
            "|".join((_directions(rules.sources.stage_directions), _DEBRIS, _URL, _WORD, _SYMBOL))
        )
        self._memo: dict[str, Entry] = {}

    def entry(self, raw: str) -> Entry:
        """The folded forms of one written word; none for a note that nobody said."""
        found = self._memo.get(raw)
        if found is None:
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            found = self._memo[raw] = self._fold(raw)
        return found

    def forms(self, text: str) -> list[str]:
        """The folded words of a text, without places."""
        return [form for raw in self.pattern.findall(text) for form in self.entry(raw).forms]

    def read(self, text: str, start: int = 0, end: int | None = None) -> Words:
        """The words of ``text[start:end]`` with their places in ``text``."""
        words = Words()
        entry, known = self.entry, self._memo.get
        forms, surfaces, starts, ends = words.forms, words.surfaces, words.starts, words.ends
        for match in self.pattern.finditer(text, start, len(text) if end is None else end):
            raw = match.group()
            folded, surface = known(raw) or entry(raw)
            first, last = match.span()
            for form in folded:
                forms.append(form)
                surfaces.append(surface)
                starts.append(first)
                ends.append(last)
        return words

    def _fold(self, raw: str) -> Entry:
        if raw[0] in "([{" or raw.startswith(("http://", "https://")):
            return Entry((), "")
        surface = _UNSEEN.sub("", raw).translate(_STRAIGHT).lower()
        if raw == "&amp;":
            surface = "&"
        if not surface:
            return Entry((), "")
        return Entry(tuple(self._split(surface, raw)), surface)

    def _split(self, surface: str, raw: str) -> Iterable[str]:
        plain = _unaccented(surface)
        if raw == "US":
            return ("u.s",)
        if plain in self._contractions:
            return self._contractions[plain]
        for ending, word in self._clitics:
            if plain.endswith(ending) and len(plain) > len(ending):
                return (*self._split(plain[: -len(ending)], ""), word)
        return self._spell(plain).split()

    def _spell(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        if word[0].isdigit():
            return word.replace(",", "")
        if len(word) >= _SHORTEST_ENDING:
            for ending, other in self._endings:
                if word.endswith(ending):
                    return word[: -len(ending)] + other
        return word


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)) or word


def _doubled(stems: Sequence[str]) -> dict[str, str]:
    return {
        f"{stem}l{ending}": f"{stem}{ending}"
        for stem in stems
        for ending in ("ed", "ing", "er", "ers")
    }


def _directions(starts: Sequence[str]) -> str:
    """A pattern for notes in brackets that nobody said: a known one, or one in capitals."""
    known = "|".join(re.escape(start) for start in starts) or r"(?!)"
    return rf"[(\[](?:(?i:{known})\b[^()\[\]\n]{{0,60}}|[A-Z][A-Z ,./'’-]{{3,60}})[)\]]"
