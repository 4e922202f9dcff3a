"""The index of a large library: positions sorted by the three words that begin there.

``order`` holds every position, sorted by the word there and the two after it, as in a suffix
array cut off after three words; so one table answers for phrases of one, two and three words.
A word is known by its number, its place among the sorted hashes of all words. A lookup is a
binary search, done for all phrases of a quotation at once.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]

MAX_WORDS = 32_000_000  # of one index; more are spread over several
_BITS = 21  # of a word's number when three are packed in one key
MAX_KINDS = 2**_BITS - 200_000
_PHRASE = 3
_BUDGET = 20_000  # positions looked at for one search
_POOL = 200_000  # positions of one phrase that exact search looks at
_WORTH = 0.3  # of the most phrases found anywhere
_ASKED = 8  # phrases of a quote that are looked up at least
_BUCKET = 3  # bits: a passage may be 8 words out of step with the quote
_ENOUGH = 0.4  # of the quote's phrases found: no need to ask for shorter ones


@lru_cache(maxsize=50_000)
def hash_word(form: str) -> int:
    """The number by which a word is known in every index."""
    return int.from_bytes(
        blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """``kinds``: the sorted hashes of the words. ``words``: the number of each word of the row, 0
    between sources. ``starts``: where in ``order`` the positions of a word begin."""

    kinds: NDArray[np.uint64]
    words: Numbers
    order: Numbers
    starts: Places

    def count(self, form: str) -> int:
        """How often a word occurs."""
        number = int(self._numbers([form])[0])
        return int(self.starts[number + 1] - self.starts[number]) if number else 0

    def exact(self, forms: Sequence[str], limit: int) -> list[int]:
        """Where the words stand, one right after the other."""
        numbers = self._numbers(forms)
        if not len(numbers) or not numbers.all():
            return []
        length = min(_PHRASE, len(forms))
        sizes = self.starts[numbers + 1] - self.starts[numbers]
        at = int(np.argmin(sizes[: len(forms) - length + 1]))
        low, high = self._range(*map(int, numbers[at : at + length]))
        found = self.order[low : min(high, low + _POOL)].astype(np.int64) - at
        found = found[(found >= 0) & (found + len(forms) <= len(self.words))]
        for offset, number in enumerate(numbers):
            if not len(found):
                return []
            if not at <= offset < at + length:
                found = found[self.words[found + offset] == number]
        return [int(place) for place in np.sort(found)[:limit]]

    def near(self, forms: Sequence[str], limit: int) -> list[tuple[int, int]]:
        """Where most of the words stand: (position where they would begin, how many), the best
        first."""
        numbers = self._numbers(forms)
        pools: list[Places] = []
        for length in range(min(_PHRASE, len(forms)), 0, -1):
            pools += self._positions(numbers, length)
            if not pools:
                continue
            rarities = [math.log(len(self.words) / len(pool)) + 1 for pool in pools]
            weights = np.repeat(rarities, [len(pool) for pool in pools])
            buckets, rows = np.unique(np.concatenate(pools) >> _BUCKET, return_inverse=True)
            votes = np.bincount(rows, weights)
            if length == 1 or votes.max() >= _ENOUGH * sum(rarities):
                break
        if not pools:
            return []
        after = np.searchsorted(buckets, buckets + 1)
        after[after == len(buckets)] = 0
        joined = votes + np.where(buckets[after] == buckets + 1, votes[after], 0)
        best = np.lexsort((buckets, -joined))[:limit]
        best = best[joined[best] >= joined[best[0]] * _WORTH]
        found = [max(0, int(buckets[at]) << _BUCKET) for at in best]
        return self._compared(numbers, found)[:limit]

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
        for at in np.argsort(sizes, kind="stable"):
            size = int(sizes[at])
            if size == 0:
                continue
            budget -= size
            if budget < 0 and (pools or length > 1):
                break
            places = self.order[low[at] : min(high[at], low[at] + _BUDGET)].astype(np.int64)
            pools.append(places - int(at))
        return pools

    def _range(self, first: int, *rest: int) -> tuple[int, int]:
        """Where in ``order`` the positions of one phrase begin and end."""
        low, high = int(self.starts[first]), int(self.starts[first + 1])
        if not rest:
            return low, high
        words, order = self.words, self.order

        def key(at: int) -> tuple[int, ...]:
            place = int(order[at])
            return tuple(int(word) for word in words[place + 1 : place + 1 + len(rest)])

        everything = range(low, high)
        return (
            low + bisect_left(everything, rest, key=key),
            low + bisect_right(everything, rest, key=key),
        )

    def _ranges(self, numbers: Places, length: int) -> tuple[Places, Places]:
        """For each phrase of ``length`` words, where in ``order`` it begins and ends."""
        count = len(numbers) - length + 1
        first = numbers[:count]
        known = first > 0
        for shift in range(1, length):
            known = known & (numbers[shift : shift + count] > 0)
        low, high = self.starts[first], self.starts[first + 1]
        low, high = np.where(known, low, 0), np.where(known, high, 0)
        if length == 1:
            return low, high
        asked = max(_ASKED, count // 2)
        if count > asked:
            # The phrases that begin with a common word cost most and say least.
            common = np.argpartition(high - low, asked)[asked:]
            low[common] = high[common] = 0
        second = numbers[1 : 1 + count] << _BITS
        if length == 2:
            wanted, upto = second, second + (1 << _BITS)
        else:
            wanted = second + numbers[2 : 2 + count]
            upto = wanted + 1
        both = self._lower_bound(
            np.concatenate((low, low)), np.concatenate((high, high)), np.concatenate((wanted, upto))
        )
        return both[:count], both[count:]

    def _lower_bound(self, low: Places, high: Places, wanted: Places) -> Places:
        """Binary search, for all at once, by the second and third word."""
        words, order = self.words, self.order
        last = len(words) - 1
        steps = int((high - low).max(initial=0)).bit_length()
        for _ in range(steps):
            middle = (low + high) >> 1
            place = order[np.minimum(middle, len(order) - 1)].astype(np.int64)
            key = words[np.minimum(place + 1, last)].astype(np.int64) << _BITS
            key += words[np.minimum(place + 2, last)]
            less = (key < wanted) & (low < high)
            low = np.where(less, middle + 1, low)
            high = np.where(less, high, np.minimum(high, np.maximum(middle, low)))
        return low


def build(row: array[int], kinds: Mapping[str, int]) -> PhraseIndex:
    """The index of a row of words. ``kinds`` gives each word the number that it has in the row,
    from 1; 0 stands between sources."""
    hashes = np.fromiter(map(hash_word, kinds), np.uint64, len(kinds))
    ranks = np.argsort(hashes, kind="stable")
    renumber = np.zeros(len(kinds) + 1, np.uint32)
    renumber[np.fromiter(kinds.values(), np.int64, len(kinds))[ranks]] = np.arange(
        1, len(kinds) + 1
    )
    words = renumber[np.frombuffer(row, np.uint32)] if len(row) else np.zeros(0, np.uint32)
    words = np.concatenate((words, np.zeros(2, np.uint32)))
    key = words[:-2].astype(np.uint64)
    for shift in 1, 2:
        key <<= np.uint64(_BITS)
        key |= words[shift : len(words) - 2 + shift]
    order = np.argsort(key).astype(np.uint32)
    counts = np.bincount(words[:-2], minlength=len(kinds) + 2)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return PhraseIndex(
        np.concatenate((np.zeros(1, np.uint64), hashes[ranks])), words, order, starts
    )


def is_full(words: int, kinds: int) -> bool:
    """Whether one index holds no more than so many words of so many kinds."""
    return words >= MAX_WORDS or kinds >= MAX_KINDS
