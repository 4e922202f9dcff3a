"""Confidential sources: whoever is named in confidence leaves the desk under an alias only.

Who is confidential stands in the private journals. The desk's other journals may hold the name too,
where somebody decided that this person is speaking: they are no export. `Veil` puts the alias in
the place of the name in everything that is exported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from quotecheck.desk.events import Event
from quotecheck.desk.state import undone_ids

_ALIAS = re.compile(r"[^\W_][\w .’-]{0,60}")
# What may stand between the words of a name: spaces, “DOE, JANE”, jane-doe.txt, <b>Jane</b> Doe.
_BETWEEN = r"(?:[\s,._-]|&nbsp;|<[^<>]{0,80}>){1,4}"
_APOSTROPHE = "(?:['’]|&#x27;|&#39;)"


def complaint(alias: str) -> str:
    """What is wrong with an alias, or nothing; an empty one is none, and lifts the confidence."""
    if alias and not _ALIAS.fullmatch(alias):
        return "an alias begins with a letter or digit, then letters, digits, spaces, . - ’"
    return ""


def aliases(events: Iterable[Event]) -> dict[str, str]:
    """The alias of each confidential name, as the events of a desk leave it."""
    events = list(events)
    undone = undone_ids(events)
    found: dict[str, str] = {}
    for event in events:
        if event.alias is not None and event.id not in undone:
            found[event.alias.name] = event.alias.alias
    return {name: alias for name, alias in found.items() if alias}


class Veil:
    """Puts aliases in the place of confidential names: in full, last name first, surname alone."""

    def __init__(self, known: Mapping[str, str]) -> None:
        names = sorted((name for name in known if name.split()), key=len, reverse=True)
        self._aliases = [known[name] for name in names]
        self._pattern = re.compile("|".join(f"({_pattern(name)})" for name in names) or r"(?!)")

    def __call__(self, text: str) -> str:
        """The text with the aliases."""
        return self._pattern.sub(lambda found: self._aliases[(found.lastindex or 1) - 1], text)

    def record(self, value: Any) -> Any:
        """A JSON value with the aliases in all its texts, before escapes hide where words begin."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {key: self.record(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.record(each) for each in value]
        return value

    def hides(self, text: str) -> bool:
        """Whether a confidential name stands in the text."""
        return self._pattern.search(text) is not None


def _pattern(name: str) -> str:
    words = [_word(word) for word in name.split()]
    orders = [words, [words[-1], *words[:-1]]] if len(words) > 1 else [words]
    whole = "|".join(_BETWEEN.join(order) for order in orders)
    pattern = rf"(?i:(?<![^\W_])(?:{whole})(?![^\W_]))"
    surname = name.rsplit(maxsplit=1)[-1]
    if len(words) > 1 and len(surname) > 1:
        pattern += rf"|(?<![^\W_])(?:{_word(surname)}|{_word(surname.upper())})(?![^\W_])"
    return pattern


def _word(word: str) -> str:
    """A word of a name however its accents and apostrophes are written, or left out."""
    whole = unicodedata.normalize("NFC", word)
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    forms = (
        _APOSTROPHE.join(map(re.escape, re.split("['’]", form)))
        for form in dict.fromkeys((apart, whole, bare))
    )
    return f"(?:{'|'.join(forms)})"
