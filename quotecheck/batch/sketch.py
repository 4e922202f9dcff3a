"""Sketches of quotations: few numbers by which near-duplicates find each other.

A sketch holds the smallest hashes of all three-word shingles (bottom-k sketching, Broder 1997):
two texts that share most of their words share some of these with high probability, so that
candidates are found by sorting, without comparing all pairs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from zlib import crc32

SHINGLE = 3
SIZE = 12
FEWEST_WORDS = 5  # shorter quotations are said by anybody


def sketch(words: Sequence[str]) -> bytes:
    """The ``SIZE`` smallest hashes of the shingles of canonical words; none for few words."""
    if len(words) < FEWEST_WORDS:
        return b""
    shingles = zip(*(words[offset:] for offset in range(SHINGLE)), strict=False)
    hashes = {crc32(" ".join(each).encode("utf-8", "surrogatepass")) for each in shingles}
    smallest = sorted(hashes)[:SIZE]
    return struct.pack(f"<{len(smallest)}I", *smallest)


def hashes(made: bytes) -> tuple[int, ...]:
    """The hashes in a sketch."""
    return struct.unpack(f"<{len(made) // 4}I", made)
