"""Feed damaged documents to a reader and report the slowest, the memory and any wrong exception.

    python benchmarks/fuzz_documents.py rtf 20000 FOLDER

FOLDER holds whole documents of the format (docx, rtf, odt, fodt or epub), which are mutated: bytes
and pieces of the file, or of the parts of a zip package, are changed, repeated, moved and removed.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.formats import contents

MAX_SEED = 60_000
PIECE = 200


def mutated(rng: random.Random, data: bytes) -> bytes:
    """The data with a few random changes, inside the parts of a package more often than not."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _mutated_package(rng, data)
    return _mutated_bytes(rng, data)


def _mutated_package(rng: random.Random, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        names = [name for name in dict.fromkeys(old.namelist()) if not name.endswith("/")]
        chosen = rng.choice(names)
        for name in names:
            part = old.read(name)
            change = name == chosen or rng.random() < 0.1
            new.writestr(name, _mutated_bytes(rng, part) if change else part)
    return file.getvalue()


def _mutated_bytes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at, other = rng.randint(0, len(changed)), rng.randint(0, len(changed))
        piece = changed[other : other + rng.randint(1, PIECE)]
        match rng.randrange(5):
            case 0:
                changed[at : at + 1] = rng.randbytes(1)
            case 1:
                changed[at:at] = piece
            case 2:
                changed[at:at] = piece * rng.randint(1, 100)
            case 3:
                del changed[at : at + rng.randint(1, PIECE)]
            case 4:
                changed[at : at + len(piece)] = piece
    return bytes(changed)


def main(suffix: str, count: int, folder: Path) -> None:
    files = sorted(folder.rglob(f"*.{suffix}"))
    seeds = [file.read_bytes() for file in files if 0 < file.stat().st_size <= MAX_SEED]
    rng = random.Random(1)
    read = refused = 0
    slowest = (0.0, 0)
    faults: list[str] = []
    begun = time.perf_counter()
    for number in range(count):
        try:
            data = mutated(rng, rng.choice(seeds))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            continue  # a damaged seed
        start = time.perf_counter()
        try:
            list(contents(data, f"x.{suffix}"))
            read += 1
        except InputError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - the very thing that is looked for
            faults.append(f"input {number}: {error!r}")
        seconds = time.perf_counter() - start
        slowest = max(slowest, (seconds * 100_000 / max(len(data), 100_000), len(data)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    total = time.perf_counter() - begun
    print(f"{suffix}: {len(seeds)} seeds, {read} read, {refused} refused in {total:.0f} s")
    print(f"slowest {slowest[0]:.2f} s per 100 kB ({slowest[1]} bytes), peak {peak} MB")
    print("\n".join(faults[:20]) or "no exception but InputError")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
