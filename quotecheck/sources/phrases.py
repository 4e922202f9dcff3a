"""The index of a large library: positions sorted by the three words that begin there.

``keys`` packs, for every position, the numbers of the word there and of the two after it;
``order`` holds the positions sorted by key, as in a suffix array cut off after three words. So one
table answers for phrases of one, two and three words, by binary search. A word is known by its
number, its place among the sorted hashes of all words.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

Numbers = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Places = NDArray[np.int64]

MAX_WORDS = 32_000_000  # of one index; more are spread over several
_BITS = 21  # of a word's number when three are packed in one key
MAX_KINDS = 2**_BITS - 200_000
_PHRASE = 3
_BUDGET = 4_000  # positions looked at for one search
_POOL = 200_000  # positions of one phrase that exact search looks at
_COMPARED = 8  # words of a phrase that are compared at once
_WORTH = 0.3  # of the most phrases found anywhere
_BUCKET = 3  # bits: a passage may be 8 words out of step with the quote
_ENOUGH = 0.75  # of the quote's words found in one place: no need to ask for shorter phrases
_ASKED = 9  # phrases of one length whose places are looked at, the rarest first


@lru_cache(maxsize=50_000)
def hash_word(form: str) -> int:
    """The number by which a word is known in every index."""
    digest = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """``kinds``: the sorted hashes of the words. ``words``: the number of each word of the row, 0
    between sources. ``keys`` and ``order`` see above."""

    kinds: Keys
    words: Numbers
    keys: Keys
    order: Numbers

    def count(self, form: str) -> int:
        """How often a word occurs."""
        low, high = self._ranges(self._numbers([form]), 1)
        return int(high[0] - low[0])

    def exact(self, forms: Sequence[str], limit: int) -> list[int]:
        """Where the words stand, one right after the other."""
        numbers = self._numbers(forms)
        if not len(numbers) or not numbers.all():
            return []
        length = min(_PHRASE, len(forms))
        low, high = self._ranges(numbers, length)
        at = int(np.argmin(high - low))
        first, last = int(low[at]), int(high[at])
        found = self.order[first : min(last, first + _POOL)].astype(np.int64) - at
        found = found[(found >= 0) & (found + len(forms) <= len(self.words))]
        if len(forms) > _PHRASE and len(found):
            for offset in range(0, len(forms), _COMPARED):
                part = numbers[offset : offset + _COMPARED]
                there = self.words[found[:, np.newaxis] + np.arange(offset, offset + len(part))]
                found = found[(there == part).all(axis=1)]
                if not len(found):
                    break
        return [int(place) for place in np.sort(found)[:limit]]

    def near(self, forms: Sequence[str], limit: int) -> list[tuple[int, int]]:
        """Where most of the words stand: (position where they would begin, how many), the best
        first."""
        numbers = self._numbers(forms)
        pools: list[Places] = []
        found: list[tuple[int, int]] = []
        for length in range(min(_PHRASE, len(forms)), 0, -1):
            pools += self._positions(numbers, length)
            if pools:
                found = self._compared(numbers, self._voted(pools, limit))
                if found[0][1] >= _ENOUGH * len(forms):
                    break
        return found

    def _voted(self, pools: Sequence[Places], limit: int) -> list[int]:
        """The places that most phrases point to; rare phrases count more."""
        sizes = [len(pool) for pool in pools]
        weights = np.repeat([math.log(len(self.words) / size) + 1 for size in sizes], sizes)
        buckets, rows = np.unique(np.concatenate(pools) >> _BUCKET, return_inverse=True)
        votes = np.bincount(rows, weights)
        after = np.searchsorted(buckets, buckets + 1)
        after[after == len(buckets)] = 0
        joined = votes + np.where(buckets[after] == buckets + 1, votes[after], 0)
        best = np.argsort(-joined, kind="stable")[:limit]
        worth = joined[best[0]] * _WORTH
        return [max(0, int(buckets[at]) << _BUCKET) for at in best if joined[at] >= worth]

    def _compared(self, numbers: Places, found: Sequence[int]) -> list[tuple[int, int]]:
        """Each place with the number of the quote's words that stand there in order."""
        wanted = numbers[numbers > 0].tolist()
        reach = len(numbers) + len(numbers) // 4 + (2 << _BUCKET)
        counted = [
            (place, int(LCSseq.similarity(wanted, self.words[place : place + reach].tolist())))
            for place in found
        ]
        return sorted(counted, key=lambda item: -item[1])

    def _numbers(self, forms: Sequence[str]) -> Places:
        """The numbers of words; 0 for one that is not here."""
        hashes = np.fromiter(map(hash_word, forms), np.uint64, len(forms))
        found = np.searchsorted(self.kinds, hashes)
        found[found == len(self.kinds)] = 0
        return np.where(self.kinds[found] == hashes, found, 0)

    def _positions(self, numbers: Places, length: int) -> list[Places]:
        """Where phrases of ``length`` words would let the quote begin; the rarest phrases first,
        as many as the budget allows."""
        low, high = self._ranges(numbers, length)
        sizes = high - low
        budget = _BUDGET
        pools: list[Places] = []
        for at in np.argsort(sizes, kind="stable")[np.count_nonzero(sizes == 0) :][:_ASKED]:
            budget -= int(sizes[at])
            if budget < 0 and (pools or length > 1):
                break
            places = self.order[low[at] : min(high[at], low[at] + _BUDGET)].astype(np.int64)
            pools.append(places - int(at))
        return pools

    def _ranges(self, numbers: Places, length: int) -> tuple[Places, Places]:
        """For each phrase of ``length`` words, where in ``order`` it begins and ends."""
        count = len(numbers) - length + 1
        key = np.zeros(count, np.uint64)
        known = np.ones(count, bool)
        for shift in range(length):
            part = numbers[shift : shift + count]
            known &= part > 0
            key = (key << np.uint64(_BITS)) | part.astype(np.uint64)
        rest = np.uint64(_BITS * (_PHRASE - length))
        ends = np.concatenate((key << rest, (key + np.uint64(1)) << rest))
        places = np.searchsorted(self.keys, ends)
        low, high = places[:count], places[count:]
        return low, np.where(known, high, low)


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
    return PhraseIndex(kinds_sorted, words, keys[order], order)


def is_full(words: int, kinds: int) -> bool:
    """Whether one index holds no more than so many words of so many kinds."""
    return words >= MAX_WORDS or kinds >= MAX_KINDS
