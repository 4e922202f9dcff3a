"""Time how fast labelled text is read into turns, beside tokenising the same text with ``re``.

    python benchmarks/reading.py [TEXT_OR_MARKDOWN ...]

Without files an invented transcript of 100,000 words is read. Prints words a second of one core,
processor time, and the ratio; the tokeniser gives each word and mark with its place.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from quotecheck.formats import contents
from quotecheck.rules import load
from quotecheck.sources.making import make_source

TOKEN = re.compile(r"\w+|[^\w\s]")
TURN = (
    "MARA QUILL: We shall mend the harbour wall before the storms of autumn come, and the\n"
    "boats will stay in the inner basin until the work is done.\n\n"
    "ED VOSS: Who pays for it? The council said in March that there was no money left.\n\n"
)
ROUNDS = 5


def made() -> str:
    return TURN * (100_000 // len(TURN.split()))


def best(work) -> float:  # noqa: ANN001 - any function
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    texts = [Path(name).read_bytes() for name in sys.argv[1:]] or [made().encode()]
    names = sys.argv[1:] or ["talk.txt"]
    rules = load()
    words = sum(len(re.findall(r"\w+", each.decode("utf-8", "replace"))) for each in texts)
    make_source(next(contents(b"ANA: One.\n\nBO: Two.\n", "a.txt")), "a.txt", rules)

    def read() -> None:
        for data, name in zip(texts, names, strict=True):
            for content in contents(data, name):
                make_source(content, name, rules)

    def tokenise() -> None:
        for data in texts:
            text = data.decode("utf-8", "replace")
            [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]

    reading, tokens = best(read), best(tokenise)
    print(f"{words:,} words: read {words / reading:,.0f} words a second")
    print(f"tokenised with re: {words / tokens:,.0f} words a second; ratio {tokens / reading:.2f}")


if __name__ == "__main__":
    main()
