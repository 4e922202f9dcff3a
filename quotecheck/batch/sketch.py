"""Sketches of quotations: few numbers by which near-duplicates find each other.

A sketch holds the smallest hashes of all three-word shingles (bottom-k sketching, Broder 1997):
two texts that share most of their words share some of these with high probability, so that
candidates are found by sorting, without comparing all pairs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np

SIZE = 8
FEWEST_WORDS = 5  # shorter quotations are said by anybody
_FIRST, _SECOND, _THIRD = map(np.uint32, (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35))


def sketch(words: Sequence[str]) -> bytes:
    """The ``SIZE`` smallest hashes of the shingles of canonical words; none for few words."""
    return sketches([words])[0]


def sketches(texts: Sequence[Sequence[str]]) -> list[bytes]:
    """The sketch of each of several texts: the shingles of all are hashed in one go."""
    codes = np.fromiter(map(_code, chain.from_iterable(texts)), dtype=np.uint32)
    if len(codes) < FEWEST_WORDS:
        return [b""] * len(texts)
    # Multiplying by odd numbers mixes the places; without, word order would not count.
    mixed = codes[:-2] * _FIRST + codes[1:-1] * _SECOND + codes[2:] * _THIRD
    shingles = mixed.tolist()
    made, start = [], 0
    for words in texts:
        end = start + len(words)
        smallest = sorted(set(shingles[start : end - 2]))[:SIZE]
        enough = len(words) >= FEWEST_WORDS
        made.append(struct.pack(f"<{len(smallest)}I", *smallest) if enough else b"")
        start = end
    return made


@lru_cache(maxsize=50_000)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def hashes(made: bytes) -> tuple[int, ...]:
    """The hashes in a sketch."""
    return struct.unpack(f"<{len(made) // 4}I", made)
