"""Notes on lines of a desk's rules that can have no effect, though their form is correct.

A verb that is not in its base form, a phrase in a list of single words, the weight of a feature
that does not exist: each is reported with its line and what to write instead.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from quotecheck.errors import Fault
from quotecheck.rules.attribution import BUILT_IN
from quotecheck.rules.hints import suggest
from quotecheck.rules.report_prefixes import PREFIXES
from quotecheck.rules.source import RulePlace, Table, words

_VERBS = (
    "cues",
    "attitudes",
    "addressing",
    "telling",
    "quoting",
    "branches",
    "verbs",
    "asking",
    "answering",
)
_NOUNS = ("cue-nouns", "stances", "noun-cues", "roles", "documents", "groups", "bodies", "unnamed")
# The lists of the lexicon in which several words may stand together.
_PHRASES = frozenset(("outlets", "places", "demonyms", "settings"))
# The keys of texts that may hold quotation marks.
_TEXTS = ("examples", "text", "quote", "shape", "pattern")
_SLOTS = frozenset(("a", "[a]", "…"))
_VOWEL = re.compile("[aeiouy]")
# Endings that are part of the verb itself: need, embed, press, focus.
_NO_FORMS = ("eed", "bed", "ss", "us", "is", "as")
# The hint for a rule in the code that an editor tries to change like a pattern.
_BUILT_IN = {
    **{name: f"write  {name}: {{prefer: never}}  to forbid it" for name in BUILT_IN},
    "said-in-story": "attribution.limits: {heading-sure: 0}  turns it off",
}
# Beginnings of features that end with a word of the text.
_OPEN_FAMILIES = ("cue ", "speaker “")
# The mappings whose keys must be in the shipped rules.
_CLOSED = {
    "attribution.trust": "a rule",
    "attribution.names": "a way in which names are found",
    "reports.weights": "a feature",
    "reports.found": "a feature",
    "reports.clashes": "a feature",
    "reports.hedges": "a kind of hedge",
}


def notes_on(own: Table, shipped: Table, learned: Collection[str]) -> list[Fault]:
    """Notes on a desk's ``own`` rules that have no effect, judged by the ``shipped`` ones and the
    features with a ``learned`` weight."""
    told = [
        *_lexicon(_table(own, "lexicon"), _verbs_of(shipped)),
        *_people(_table(own, "people")),
        *_in_curly_quotes(own),
    ]
    if "extends" not in own:
        message = "stands alone: none of the shipped rules are used with it"
        hint = "begin it with  extends: default  to change them"
        alone = Fault(message, "", *own.place, hint=hint, harmless=True)
        return [alone, *told]
    return [*told, *_closed(own, shipped, learned), *_features(own, shipped, learned)]


def retold(faults: Iterable[Fault], features: Collection[str]) -> Iterator[Fault]:
    """The faults, reworded where the real slip is a different one: a built-in rule taken out like a
    pattern, or the name of a feature that YAML cuts off at its comma."""
    for fault in faults:
        section, name = _apart(fault.where)
        if section == "attribution.patterns" and name in _BUILT_IN:
            message = f"{name!r} is built in, and is not a pattern that can be changed"
            yield dataclasses.replace(fault, message=message, hint=_BUILT_IN[name])
        elif section == "attribution.weights" and name not in features:
            whole = sorted(each for each in features if f", {name}, " in f", {each}, ")
            hint = f"put a name with a comma in quotes, as in  {whole[0]!r}: 3" if whole else ""
            yield dataclasses.replace(fault, hint=hint or fault.hint)
        else:
            yield fault


def _apart(where: str) -> tuple[str, str]:
    """The section of a fault, and the key inside it, which may contain a full stop."""
    keys = where.split(".", 2)
    return ".".join(keys[:2]), ".".join(keys[2:])


def _in_curly_quotes(value: Any, where: str = "") -> Iterator[Fault]:
    """Words in curly quotation marks, which YAML takes as part of them; in texts such as examples
    the marks are correct."""
    if isinstance(value, Table):
        for key, item in value.items():
            if key not in _TEXTS:
                yield from _in_curly_quotes(item, f"{where}.{key}" if where else str(key))
        return
    listed = value if isinstance(value, list) else words(value) if isinstance(value, str) else ()
    for item in listed:
        if isinstance(item, str) and (item.startswith(("“", "‘")) or item.endswith("”")):
            place: RulePlace = getattr(item, "place", None) or _place(value)
            message = f"{str(item)!r} is taken with its curly quotation marks"
            yield Fault(message, where, *place, hint="use straight ones, or none")
        elif isinstance(item, Table):
            yield from _in_curly_quotes(item, where)


def _lexicon(lexicon: Table, verbs: Mapping[str, str]) -> Iterator[Fault]:
    key: Any
    for key, value in lexicon.items():
        name = key.removeprefix("=").replace("_", "-")
        lists = value.items() if isinstance(value, Table) else [("", value)]
        for inner, listed in lists:
            where = f"lexicon.{name}" + (f".{inner}" if inner else "")
            for word in words(listed) if isinstance(listed, (str, list)) else ():
                place: RulePlace = getattr(word, "place", key.place)
                if isinstance(word, str) and not word.startswith("-"):
                    for message, hint in _idle(name, str(word).strip(), verbs):
                        yield Fault(message, where, *place, hint=hint)


def _idle(name: str, word: str, verbs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The reasons why a word of a list can never match, and what to write instead."""
    if name == "settings":
        for slot in re.findall(r"\[[^\]]*\]|\.\.\.", word):
            if slot not in _SLOTS:
                yield f"{word!r} is never found", f"write [a] or … in place of {slot}"
    elif "," in word:
        yield f"{word!r} is one entry, and is never found", "write two entries"
    elif " " in word and name not in _PHRASES:
        first, last = word.lower().split()[0], word.rsplit(maxsplit=1)[-1]
        hint = f"write its last word, {last!r}"
        if name in _VERBS:
            verb = _base(first, verbs) or first
            hint = f"{verb!r} stands for it: write that one word, unless the list has it"
        yield f"{word!r} is more than one word, and is never found", hint
    elif name in _VERBS and (base := _base(word.lower(), verbs)):
        yield f"{word!r} is a form of a verb", f"write its base form, {base!r}, for all its forms"
    elif name in _NOUNS and (single := _single(word)):
        yield f"{word!r} seems to be a plural", f"write {single!r}, which stands for both"


def _base(word: str, verbs: Mapping[str, str]) -> str:
    """The verb that a word is a form of; empty if it may be a base form itself."""
    if verbs.get(word, word) != word:
        return verbs[word]
    candidates = _verbs_with_form(word)
    known = next((each for each in candidates if each in verbs), "")
    if known or not candidates or word in verbs or word.endswith(_NO_FORMS):
        return known
    stem = candidates[0]
    if not _VOWEL.search(stem):
        return ""  # bring, sing
    if not word.endswith("s") and re.search(r"([bdgkmnprt])\1$", stem):
        return stem[:-1]
    return f"{stem}e" if re.search("([cvuz]|dg)$", stem) else stem


def _verbs_with_form(word: str) -> tuple[str, ...]:
    """The verbs that a word may be a form of, by its ending."""
    if word.endswith("ing"):
        return word[:-3], f"{word[:-3]}e", word[:-4]
    if word.endswith(("ied", "ies")):
        return (f"{word[:-3]}y",)
    if word.endswith("ed"):
        return word[:-2], word[:-1], word[:-3]
    return (word[:-1], word[:-2]) if word.endswith("s") else ()


def _single(word: str) -> str:
    """The singular of a word that is almost certainly a plural."""
    return word[:-1] if word.lower().endswith(("ers", "ors", "ists", "ments")) else ""


def _closed(own: Table, shipped: Table, learned: Collection[str]) -> Iterator[Fault]:
    rules = {name.removeprefix("rule ") for name in learned if name.startswith("rule ")}
    for path, kind in _CLOSED.items():
        section, name = path.split(".")
        known = {*map(str, _table(_table(shipped, section), name))}
        if section == "reports" and name in PREFIXES:
            prefix = PREFIXES[name]
            known |= {each.removeprefix(prefix) for each in learned if each.startswith(prefix)}
        if name == "trust":
            known |= rules | {
                *_table(_table(shipped, section), "patterns"),
                *_table(_table(own, section), "patterns"),
            }
        key: Any
        for key, value in _table(_table(own, section), name).items():
            if value is not None and key not in known:
                message = f"{str(key)!r} is not the name of {kind}"
                hint = suggest(key, sorted(known))
                yield Fault(message, f"{path}.{key}", *_place(key), hint=hint)


def _features(own: Table, shipped: Table, learned: Collection[str]) -> Iterator[Fault]:
    """The weights of features that do not exist: those with a part that no known feature has."""
    ours, theirs = _table(own, "attribution"), _table(shipped, "attribution")
    patterns = {*_table(theirs, "patterns"), *_table(ours, "patterns")}
    known = {*learned, *_table(theirs, "weights"), *patterns, *(f"rule {x}" for x in patterns)}
    parts = {part for feature in known for part in feature.split(", ")}
    key: Any
    for key, value in _table(ours, "weights").items():
        several = ", " in key or key.startswith(_OPEN_FAMILIES)
        if value is not None and key not in known and not (several and _made_of(key, parts)):
            message = f"there is no feature {str(key)!r}"
            hint = suggest(key, sorted(known))
            yield Fault(message, f"attribution.weights.{key}", *_place(key), hint=hint)


def _made_of(feature: str, parts: Collection[str]) -> bool:
    """Return whether each part of a feature is known, or contains a word of the text."""
    return all(part in parts or part.startswith(_OPEN_FAMILIES) for part in feature.split(", "))


def _people(people: Table) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for name, known in people.items():
        for alias, place in _names_of(name, known):
            other = owner.setdefault(alias.lower(), str(name))
            if other != str(name):
                message = f"{alias!r} is also {other}, and can stand for only one of them"
                hint = "give each person names that nobody else here has"
                yield Fault(message, f"people.{name}", *place, hint=hint)


def _names_of(name: Any, known: Any) -> Iterator[tuple[str, RulePlace]]:
    yield str(name), name.place
    if isinstance(known, str):
        yield from ((str(alias), getattr(known, "place", name.place)) for alias in words(known))
    for key in ("aliases", "handles", "titles"):
        listed = known.get(key) if isinstance(known, Table) else None
        for alias in words(listed) if isinstance(listed, (str, list)) else ():
            if isinstance(alias, str):
                yield str(alias), getattr(alias, "place", name.place)


def _verbs_of(shipped: Table) -> Mapping[str, str]:
    """The verbs of the shipped rules, and their irregular forms, with the verb of each."""
    lexicon = _table(shipped, "lexicon")
    lists = [*_table(lexicon, "cues").values(), lexicon.get("attitudes"), lexicon.get("verbs")]
    verbs = {
        str(word): str(word)
        for each in lists
        if isinstance(each, (str, list))
        for word in words(each)
    }
    irregular = _table(lexicon, "irregular")
    verbs |= {str(verb): str(verb) for verb in irregular}
    for verb, forms in irregular.items():
        for form in words(forms) if isinstance(forms, (str, list)) else ():
            verbs.setdefault(str(form), str(verb))
    return verbs


def _table(tree: Mapping[str, Any], key: str) -> Table:
    """The mapping under a key; an empty one if there is none."""
    found = tree.get(key)
    return found if isinstance(found, Table) else Table()


def _place(value: Any) -> RulePlace:
    place: RulePlace = value.place
    return place
