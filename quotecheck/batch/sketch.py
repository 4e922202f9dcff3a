"""Sketches of quotations: few numbers by which near-duplicates find each other.

A sketch holds the smallest hashes of all three-word shingles (bottom-k sketching, Broder 1997):
two texts that share most of their words share some of these with high probability, so that
candidates are found by sorting, without comparing all pairs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from zlib import crc32

SIZE = 8  # hashes in a sketch
HASH_SIZE = 4  # bytes
FEWEST_WORDS = 5  # shorter quotations are said by anybody
_FIRST, _SECOND, _THIRD, _ALL = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0xFFFFFFFF


def sketch(words: Sequence[str]) -> bytes:
    """The ``SIZE`` smallest hashes of the shingles of canonical words; none for few words."""
    if len(words) < FEWEST_WORDS:
        return b""
    codes = list(map(_code, words))
    # Multiplying by odd numbers mixes the places; without, word order would not count.
    shingles = {
        (first * _FIRST + second * _SECOND + third * _THIRD) & _ALL
        for first, second, third in zip(codes, codes[1:], codes[2:], strict=False)
    }
    smallest = sorted(shingles)[:SIZE]
    return struct.pack(f"<{len(smallest)}I", *smallest)


def pair_sketch(terms: Sequence[str]) -> bytes:
    """The ``SIZE`` smallest hashes of the pairs of terms, whatever their order: what is reported
    in other words still shares most of its pairs."""
    codes = [_code(term) for term in sorted(set(terms))]
    pairs = {(first * _FIRST + second * _SECOND) & _ALL for first, second in combinations(codes, 2)}
    smallest = sorted(pairs)[:SIZE]
    return struct.pack(f"<{len(smallest)}I", *smallest)


@lru_cache(maxsize=50_000)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def hashes(made: bytes) -> tuple[int, ...]:
    """The hashes in a sketch."""
    return struct.unpack(f"<{len(made) // HASH_SIZE}I", made)
