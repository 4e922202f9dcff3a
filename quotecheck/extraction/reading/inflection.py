"""The forms of verbs and nouns, as far as English is regular."""

from __future__ import annotations

import re


def forms_of(base: str, irregular: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
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


def plural_of(noun: str) -> str:
    """The plural of a noun: city, cities."""
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
