"""The index of a large library: positions sorted by the three words that begin there.

``keys`` packs, for every position, the numbers of the word there and of the two after it; ``order``
holds the positions sorted by key, as in a suffix array cut off after three words. So one table
finds phrases of one, two and three words by binary search. The number of a word is its place among
the sorted hashes of all words.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from quotecheck.sources.shelf import Hit, ShelfRow, begun

Uint32s = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Range = tuple[int, int]  # from, to in `order`
Pool = tuple[int, int, int]  # a phrase's number in the quote; from, to in `order`

MAX_WORDS = 32_000_000  # words in one index; more are spread over several
_BITS = 21  # bits of a word's number when three are packed into one key
_SHIFT = np.uint64(_BITS)
MAX_KINDS = 2**_BITS - 200_000
_PHRASE = 3
_BUDGET = 4_000  # positions read in one search
_POOL = 200_000  # positions of one phrase that exact search looks at
_COMPARED = 8  # words of a phrase that are compared at once
_WORTH = 0.3  # share of the most phrases found anywhere
_BUCKET = 3  # bits: a passage may be 8 words out of step with the quote
_ENOUGH = 0.8  # of the quote's words found in one place: no need to ask for shorter phrases
_REMEMBERED = 200_000  # words
_FEW = 200  # places whose votes are counted one by one
_RECENT = 50  # questions
_WIDER = 4  # this many times more places are compared than wanted
_ASKED = 9  # phrases of one length whose places are read, the rarest first


@lru_cache(maxsize=50_000)
def hash_word(form: str) -> int:
    """The number by which a word is known in every index."""
    digest = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


class PhraseIndex:
    """``kinds``: the sorted hashes of the words. ``words``: the number of each word of the row, 0
    between sources. ``keys`` and ``order`` see above. ``read`` gives the words themselves, sorted;
    they are read only when words are looked up by their beginning."""

    def __init__(
        self,
        kinds: Keys,
        words: Uint32s,
        keys: Keys,
        order: Uint32s,
        read: Callable[[], Sequence[str]],
    ) -> None:
        self.kinds, self.words, self.keys, self.order = kinds, words, keys, order
        self._read = read
        self._known: dict[str, int] = {}
        self._asked: dict[tuple[int, ...], list[Range]] = {}

    def word_counts(self, forms: Sequence[str]) -> list[int]:
        """The number of times that each of some words occurs."""
        numbers = self._numbers(forms)
        there = sorted({number for number in numbers if number})
        row, rest = np.array(there, np.uint64), np.uint64(_BITS * (_PHRASE - 1))
        ends = np.stack((row << rest, (row + np.uint64(1)) << rest))
        low, high = self.keys.searchsorted(ends)
        counts = dict(zip(there, (high - low).tolist(), strict=True))
        return [counts.get(number, 0) for number in numbers]

    def known(self, forms: Sequence[str]) -> list[str]:
        """Those of some words that occur."""
        return [form for form, number in zip(forms, self._numbers(forms), strict=True) if number]

    @cached_property
    def vocabulary(self) -> Sequence[str]:
        """The words, sorted."""
        return self._read()

    def beginning(self, letters: str, limit: int) -> list[str]:
        """Words that begin with some letters, in alphabetical order."""
        return begun(self.vocabulary, letters, limit)

    def places(self, form: str) -> ShelfRow:
        """The places of a word, ordered by the words that follow it."""
        low, high = self._range(form)
        row: ShelfRow = self.order[low:high]
        return row

    def _range(self, form: str) -> Range:
        """The range in ``order`` of the places of a word."""
        number = self._numbers([form])[0]
        rest = _BITS * (_PHRASE - 1)
        ends = np.array((number << rest, number + 1 << rest), np.uint64)
        low, high = self.keys.searchsorted(ends).tolist()
        return (low, high) if number else (0, 0)

    def exact(self, forms: Sequence[str], limit: int) -> list[int]:
        """The places where the words stand, one right after the other."""
        numbers = self._numbers(forms)
        if not numbers or 0 in numbers:
            return []
        # Phrases in a row without gaps: the rarest of them is rare enough.
        ranges = self._ranges(numbers, min(_PHRASE, len(numbers)))[::_PHRASE]
        part, (low, high) = min(enumerate(ranges), key=lambda item: item[1][1] - item[1][0])
        places = self.order[low : min(high, low + _POOL)]
        if len(places) > _FEW:
            places = self._beginning_alike(places, numbers, part * _PHRASE)
        begins = (place - part * _PHRASE for place in np.sort(places).tolist())
        length = len(numbers)
        standing = (
            at for at in begins if at >= 0 and self.words[at : at + length].tolist() == numbers
        )
        return list(islice(standing, limit))

    def _beginning_alike(self, places: Uint32s, numbers: Sequence[int], part: int) -> Uint32s:
        """The places of the phrase at ``part`` of the quote that have its first words as well."""
        for at, number in list(enumerate(numbers))[:_COMPARED]:
            there = np.clip(places.astype(np.int64) + (at - part), 0, len(self.words) - 1)
            places = places[self.words[there] == number]
        return places

    def near(self, forms: Sequence[str], limit: int) -> list[Hit]:
        """The places where most of the words stand, the best first."""
        numbers = self._numbers(forms)
        pools: list[Pool] = []
        found: list[Hit] = []
        for length in range(min(_PHRASE, len(forms)), 0, -1):
            pools += self._pools(numbers, length)
            if pools:
                found = self._compared(numbers, self._voted(pools, limit * _WIDER))[:limit]
                if found[0].words >= _ENOUGH * len(forms):
                    break
        return found

    def may_hold(self, forms: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
        """Return whether most of the words may stand together within spans of the row.

        The words are cut into phrases that do not overlap. Where no more than one word in four
        differs, a number of phrases must be left whole; for few words nothing follows.
        """
        whole = len(forms) // _PHRASE - len(forms) // 4
        if whole < 1:
            return True
        begins: list[int] = []
        ranges = self._ranges(self._numbers(forms), _PHRASE)[::_PHRASE]
        for part, (low, high) in enumerate(ranges):
            if high - low > _FEW:
                return True
            begins += (
                place - part * _PHRASE
                for place in self.order[low:high].tolist()
                if any(first <= place < last for first, last in spans)
            )
        begins.sort()
        together = zip(begins, begins[whole - 1 :], strict=False)
        return any(last - first <= len(forms) for first, last in together)

    def _voted(self, pools: Sequence[Pool], limit: int) -> list[tuple[int, int]]:
        """The places that most phrases point to, rare phrases counting more: for each the position
        of its rarest phrase, and the number of the quote's word with which that phrase begins."""
        sizes = [high - low for _, low, high in pools]
        weights = [math.log(len(self.words) / size) + 1 for size in sizes]
        if sum(sizes) <= _FEW:
            joined = self._votes_of_few(pools, weights)
        else:
            joined = self._votes_of_many(pools, weights, limit)
        # Sums of the same weights differ in their last digits by the order of adding.
        best = sorted(joined, key=lambda item: (-round(item[2], 6), item[0] - item[1]))[:limit]
        return [(place, at) for place, at, votes in best if votes >= best[0][2] * _WORTH]

    def _votes_of_few(
        self, pools: Sequence[Pool], weights: Sequence[float]
    ) -> list[tuple[int, int, float]]:
        """The rarest phrase of each bucket of eight places, with the votes for the bucket and for
        the next one. The pools come the rarest first."""
        votes: dict[int, float] = {}
        rarest: dict[int, tuple[int, int]] = {}
        for (at, low, high), weight in zip(pools, weights, strict=True):
            for place in self.order[low:high].tolist():
                bucket = (place - at) >> _BUCKET
                votes[bucket] = votes.get(bucket, 0.0) + weight
                rarest.setdefault(bucket, (place, at))
        return [
            (*rarest[bucket], count + votes.get(bucket + 1, 0.0)) for bucket, count in votes.items()
        ]

    def _votes_of_many(
        self, pools: Sequence[Pool], weights: Sequence[float], limit: int
    ) -> list[tuple[int, int, float]]:
        """The same, by whole arrays; only the ``limit`` best."""
        sizes = [high - low for _, low, high in pools]
        places = np.concatenate([self.order[low:high] for _, low, high in pools]).astype(np.int64)
        offsets = np.repeat([at for at, _, _ in pools], sizes)
        begins = (places - offsets) >> _BUCKET
        row = begins.argsort(kind="stable")
        begins = begins[row]
        firsts = np.flatnonzero(np.concatenate(([True], begins[1:] != begins[:-1])))
        buckets, votes = begins[firsts], np.add.reduceat(np.repeat(weights, sizes)[row], firsts)
        joined = votes.copy()
        joined[:-1] += np.where(np.diff(buckets) == 1, votes[1:], 0.0)
        best = (-joined.round(6)).argsort(kind="stable")[:limit]
        rarest = row[firsts[best]]
        return list(
            zip(
                places[rarest].tolist(),
                offsets[rarest].tolist(),
                joined[best].tolist(),
                strict=True,
            )
        )

    def _compared(self, numbers: Sequence[int], found: Sequence[tuple[int, int]]) -> list[Hit]:
        """Each place with the number of the quote's words that stand around it in order."""
        wanted = [number for number in numbers if number]
        reach = len(numbers) + len(numbers) // 4 + (2 << _BUCKET)
        counted = []
        for place, at in found:
            first = max(0, place - at - (1 << _BUCKET))
            there = self.words[first : first + reach].tolist()
            counted.append(Hit(place, at, int(LCSseq.similarity(wanted, there))))
        return sorted(counted, key=lambda hit: -hit.words)

    def _numbers(self, forms: Sequence[str]) -> list[int]:
        """The numbers of words; 0 for one that is not here."""
        known = self._known
        fresh = [form for form in forms if form not in known]
        if fresh:
            if len(known) >= _REMEMBERED:
                known.clear()
                fresh = list(forms)
            hashes = np.fromiter(map(hash_word, fresh), np.uint64, len(fresh))
            found = self.kinds.searchsorted(hashes)
            found[found == len(self.kinds)] = 0
            numbers = np.where(self.kinds[found] == hashes, found, 0).tolist()
            known.update(zip(fresh, numbers, strict=True))
        return [known[form] for form in forms]

    def _pools(self, numbers: Sequence[int], length: int) -> list[Pool]:
        """The places of the phrases, the rarest first, as far as the budget allows."""
        sized = sorted(
            (high - low, at, low)
            for at, (low, high) in enumerate(self._ranges(numbers, length))
            if high > low
        )
        budget = _BUDGET
        pools: list[Pool] = []
        for size, at, low in sized[:_ASKED]:
            budget -= size
            if budget < 0 and (pools or length > 1):
                break
            pools.append((at, low, low + min(size, _BUDGET)))
        return pools

    def _ranges(self, numbers: Sequence[int], length: int) -> list[Range]:
        """The range in ``order`` of each phrase of ``length`` words."""
        asked = (length, *numbers)
        found = self._asked.get(asked)
        if found is None:
            row = np.array(numbers, np.uint64)
            count = len(numbers) - length + 1
            keys = row[:count]
            for shift in range(1, length):
                keys = (keys << _SHIFT) | row[shift : shift + count]
            if 0 in numbers:
                keys[[0 in numbers[at : at + length] for at in range(count)]] = 0
            rest = np.uint64(_BITS * (_PHRASE - length))
            ends = np.concatenate((keys, keys + (keys > 0))) << rest
            places = self.keys.searchsorted(ends).tolist()
            found = list(zip(places[: len(keys)], places[len(keys) :], strict=True))
            if len(self._asked) >= _RECENT:
                self._asked.clear()
            self._asked[asked] = found
        return found


def build(row: array[int], kinds: Mapping[str, int]) -> PhraseIndex:
    """The index of a row of words. ``kinds`` gives each word the number that it has in the row,
    from 1; 0 stands between sources."""
    hashes = np.fromiter(map(hash_word, kinds), np.uint64, len(kinds))
    ranks = np.argsort(hashes)
    given = np.fromiter(kinds.values(), np.int64, len(kinds))
    renumber = np.zeros(len(kinds) + 1, np.uint32)
    renumber[given[ranks]] = np.arange(1, len(kinds) + 1)
    words = renumber[np.frombuffer(row, np.uint32)] if len(row) else np.zeros(0, np.uint32)
    words = np.concatenate((words, np.zeros(_PHRASE - 1, np.uint32)))
    length = len(words) - _PHRASE + 1
    keys = words[:length].astype(np.uint64)
    for shift in range(1, _PHRASE):
        keys <<= np.uint64(_BITS)
        keys |= words[shift : shift + length]
    order = np.argsort(keys).astype(np.uint32)
    kinds_sorted = np.concatenate((np.zeros(1, np.uint64), hashes[ranks]))
    return PhraseIndex(kinds_sorted, words, keys[order], order, lambda: sorted(kinds))


def is_full(words: int, kinds: int) -> bool:
    """Return whether an index with so many words of so many kinds is full."""
    return words >= MAX_WORDS or kinds >= MAX_KINDS
