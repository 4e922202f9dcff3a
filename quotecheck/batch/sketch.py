"""Sketches of quotations: few numbers by which near-duplicates find each other.

A sketch holds the smallest hashes of all three-word shingles (bottom-k sketching, Broder 1997):
two texts that share most of their words share some of these with high probability, so that
candidates are found by sorting, without comparing all pairs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from zlib import crc32

SIZE = 8
FEWEST_WORDS = 5  # shorter quotations are said by anybody


def sketch(words: Sequence[str]) -> bytes:
    """The ``SIZE`` smallest hashes of the shingles of canonical words; none for few words."""
    if len(words) < FEWEST_WORDS:
        return b""
    codes = [crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    shingles = zip(codes, codes[1:], codes[2:], strict=False)
    # Multiplying by odd numbers mixes the places; without, word order would not count.
    mixed = {
        (a * 0x9E3779B1 + b * 0x85EBCA6B + c * 0xC2B2AE35) & 0xFFFFFFFF for a, b, c in shingles
    }
    smallest = sorted(mixed)[:SIZE]
    return struct.pack(f"<{len(smallest)}I", *smallest)


def hashes(made: bytes) -> tuple[int, ...]:
    """The hashes in a sketch."""
    return struct.unpack(f"<{len(made) // 4}I", made)
