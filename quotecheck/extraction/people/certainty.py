"""The way in which a name was found, which says how often such names are right."""

from __future__ import annotations

from quotecheck.extraction.people.name_words import NameWords
from quotecheck.extraction.people.register import CastMember
from quotecheck.extraction.reading.tokens import folded

BY_DESK = "given by the desk"
"""The way of a mention that stands under ``people`` in the rules: a name, alias, title, handle."""
_LINKING = frozenset({"of", "the", "and", "for", "on", "de", "van", "von", "bin", "al"})
_NEW = frozenset({"a", "an", "one", "another"})
_LONG = 3  # words; only names of organisations have more
_CLEAR, _LIKELY, _FAIRLY = 0.97, 0.85, 0.7  # a pronoun’s person, ahead of the next


def way_of_pronoun(name: str, pronoun: str, share: float | None) -> str:
    """The way in which a pronoun got its name: ``share`` says how far ahead that person is, if
    known."""
    if name.lower() == pronoun.lower():
        return "nobody for a pronoun"
    if share is None:
        return "another pronoun"
    if share >= _CLEAR:
        return "clear pronoun"
    if share >= _LIKELY:
        return "likely pronoun"
    return "fairly likely pronoun" if share >= _FAIRLY else "doubtful pronoun"


def way_of(
    name: str,
    mention: str,
    person: CastMember | None,
    alike: int,
    lists: NameWords,
    *,
    settled: bool,
    many: bool,
) -> str:
    """The way in which a mention other than a pronoun got its name.

    ``person`` has that name, if anybody does; ``alike`` counts the people who share the surname;
    ``settled`` says that the article has a name of one word often and never a longer one, ``many``
    that the mention means several people, who need no name.
    """
    own = {folded(word) for word in mention.split()}
    parts = [folded(word) for word in name.split()]
    small = {word for word in name.split() if word.islower()}
    if name[:1].islower() or not small <= _LINKING:
        if many and folded(name) == folded(mention):
            return "description of several"
        first, _, rest = mention.partition(" ")
        new = bool(rest) and first.lower() in _NEW and name.startswith(mention)
        return "description of somebody new" if new else "description"
    if own.isdisjoint(parts):
        return "role of somebody"
    given = parts[0] in lists.given
    if len(parts) == 1:
        if given:
            return "one word, a known name"
        return "one word, often" if settled else "one word"
    if own.issuperset(parts):
        return "whole name" if given or len(parts) > _LONG else "whole name, little known"
    if alike > 1 and parts[0] in own and parts[-1] not in own:
        return "given name"
    if alike > 1:
        return "shared surname"
    if not given:
        return "short name, little known"
    return "surname" if person is not None and len(person.places) > 1 else "short name"
