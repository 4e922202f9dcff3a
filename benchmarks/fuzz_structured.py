"""Feeds damaged captions, JSON and XML to their readers; reports crashes, slow and large readings.

python benchmarks/fuzz_structured.py [COUNT] [SEED]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.formats import contents

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
SLOW = 5.0  # seconds for 100 kB
TOKENS = (
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"[",
    b'"',
    b":",
    b"-->",
    b"\0",
    b"\xff",
    b"9" * 30,
    b"\n\n",
)


def mutated(rng: random.Random, data: bytes) -> bytes:
    """A copy with bytes changed, taken out, put in twice, or replaced by telling ones."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            out[at : at + 1] = bytes((rng.randrange(256),))
        elif kind == 1:
            del out[at : at + rng.randint(1, 40)]
        elif kind == 2:
            out[at:at] = out[at : at + rng.randint(1, 200)] * rng.randint(1, 30)
        else:
            out[at:at] = rng.choice(TOKENS) * rng.randint(1, 20)
    return bytes(out)


def main() -> None:
    from structured_samples import EVERY

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for name, text in EVERY.items():
        read, worst = 0, 0.0
        for number in range(count):
            data = mutated(rng, text.encode())
            start = time.process_time()
            try:
                read += len(list(contents(data, name)))
            except InputError:
                pass
            except Exception as error:
                print(f"{name} #{number}: {type(error).__name__}: {error}\n{data[:400]!r}")
                raise
            took = time.process_time() - start
            worst = max(worst, took / max(1.0, len(data) / 100_000))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        slow = "  SLOW" if worst > SLOW else ""
        print(
            f"{name:8} {count:,} inputs, {read:,} read, worst {worst:.2f} s, peak {peak} MB{slow}"
        )


if __name__ == "__main__":
    main()
