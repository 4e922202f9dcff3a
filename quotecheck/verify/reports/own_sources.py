"""The sources that belong to a story, in a folder that other stories also use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from quotecheck.sources import Library
from quotecheck.sources.library import PassagePlace
from quotecheck.verify.reports.sightings import Sightings

_MOST_PLACES = 40  # places of a name that are read
_NAMES = 2  # names of a story that one of its sources has
_WHOLE_NAME = 2  # words of a name that by itself identifies a speaker
_FEW = 3  # sources; among so few no name is too common
_MANY = 0.5  # share of the sources; a name in more of them means nothing

NameTokens = Sequence[str]


class OwnSources:
    """The sources of one story: those that its quotations come from (``resting``, by id), those
    with a speaker whom it names in full or by a name that no other source's speaker has, and those
    that have two of its names."""

    def __init__(
        self,
        library: Library,
        sightings: Sightings,
        names: Iterable[NameTokens],
        resting: Collection[str] = (),
    ) -> None:
        self._library, self._sightings = library, sightings
        self._ids = frozenset(resting) | self._naming({tuple(name) for name in names})

    def has(self, place: PassagePlace) -> bool:
        """Return whether a place is in a source of the story; a single source always belongs to
        it."""
        return len(self._library) == 1 or source_id(place) in self._ids

    def first(self, places: Iterable[PassagePlace]) -> PassagePlace | None:
        """The first place in a source of the story, else the first of all."""
        best: PassagePlace | None = None
        for place in places:
            if self.has(place):
                return place
            best = best or place
        return best

    def _naming(self, names: Collection[tuple[str, ...]]) -> frozenset[str]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        whole: set[str] = set()
        for name in names:
            for source in self._sources_of(name):
                found[source].add(name[-1])
            speaking = self._sightings.speaking(name[-1:])
            in_full = self._sightings.speaking(name) if len(name) >= _WHOLE_NAME else {}
            whole.update(in_full or (speaking if len(speaking) == 1 else {}))
        telling = self._telling(found)
        return frozenset(whole) | {
            source for source, some in found.items() if len(some & telling) >= _NAMES
        }

    def _sources_of(self, name: tuple[str, ...]) -> set[str]:
        places = self._library.exact(name, _MOST_PLACES)
        return {*map(source_id, places), *self._sightings.speaking(name[-1:])}

    def _telling(self, found: Mapping[str, set[str]]) -> set[str]:
        """The names that only a minority of the sources have, which tell one story from another."""
        counts: defaultdict[str, int] = defaultdict(int)
        for some in found.values():
            for name in some:
                counts[name] += 1
        most = max(_FEW, _MANY * len(self._library))
        return {name for name, count in counts.items() if count <= most}


def source_id(place: PassagePlace) -> str:
    """The id of the source that a place is in."""
    return place.shelf.heads[place.shelf.source_at(place.position)[0]].id
