"""Time how long the desk takes from a key to the changed screen, through a real pseudo-terminal.

    python benchmarks/desk_keys.py [--words 1000000] [--quotes 500] [--keys 200]
    python benchmarks/desk_keys.py --story seeds/000_22d4084aa8b8ec3d.txt --sources seeds/sources

With --story it is timed how long the desk takes to open on that one. Else an invented article of
20,000 words with 500 quotations is checked against invented transcripts of a million words; the
index is built by a first start, and the second one is timed.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

QUIET = 0.03  # seconds without output after which a screen counts as drawn
SIZES = ((24, 80), (50, 160))
KEYS = ("j", "n", "p", "u", "]", "m", "d", "k")


def invent(folder: Path, words: int, quotes: int) -> tuple[Path, Path]:
    """Transcripts of ``words`` words in all, and an article with ``quotes`` quotations of them."""
    chance = random.Random(7)
    syllables = (
        "ba",
        "do",
        "ri",
        "mel",
        "tan",
        "os",
        "ker",
        "lin",
        "va",
        "pu",
        "shi",
        "ner",
        "gol",
    )
    lexicon = ["".join(chance.choices(syllables, k=chance.randint(1, 3))) for _ in range(8000)]
    sources = folder / "sources"
    sources.mkdir()
    said = []
    for number in range(20):
        lines = []
        count = 0
        while count < words // 20:
            turn = chance.choices(lexicon, k=chance.randint(20, 120))
            count += len(turn)
            lines.append(f"{chance.choice(('QUILL', 'LIND', 'RAY'))}: {' '.join(turn)}.")
            said.append((lines[-1].split(":")[0], turn))
        (sources / f"talk-{number:02}.txt").write_text("\n".join(lines), encoding="utf-8")
    names = {"QUILL": "Mara Quill", "LIND": "Jo Lind", "RAY": "Bo Ray"}
    paragraphs = []
    for _ in range(quotes):
        speaker, turn = chance.choice(said)
        at = chance.randrange(max(1, len(turn) - 14))
        part = turn[at : at + 14]
        if chance.random() < 0.3:
            part[chance.randrange(len(part))] = chance.choice(lexicon)
        filler = " ".join(chance.choices(lexicon, k=24))
        paragraphs.append(f"“{' '.join(part).capitalize()},” {names[speaker]} said. {filler}.")
    article = folder / "article.txt"
    article.write_text("A long article\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return article, sources


class Terminal:
    """A desk running on a pseudo-terminal."""

    def __init__(self, command: list[str], size: tuple[int, int]) -> None:
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.environ["TEXTUAL_ANIMATIONS"] = "none"
            os.execv(command[0], command)
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def until(self, wanted: bytes, seconds: float = 120) -> float:
        """Seconds until some text has been written."""
        begun, seen = time.perf_counter(), b""
        while wanted not in seen:
            if not select.select([self.screen], [], [], seconds)[0]:
                raise TimeoutError(seen[-2000:].decode(errors="replace"))
            seen += os.read(self.screen, 65536)
        return time.perf_counter() - begun

    def settle(self, begun: float, quiet: float = QUIET) -> float:
        """Seconds from ``begun`` until the last output before a quiet spell."""
        last = begun
        while select.select([self.screen], [], [], quiet if last > begun else 1.0)[0]:
            os.read(self.screen, 65536)
            last = time.perf_counter()
        return last - begun

    def press(self, key: str) -> float:
        """Seconds from a key to the drawn screen."""
        begun = time.perf_counter()
        os.write(self.screen, key.encode())
        return self.settle(begun)

    def used(self) -> float:
        """The processor's seconds that the desk has taken so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> float:
        """End the desk as a power cut would; the processor's seconds that it took."""
        os.kill(self.process, signal.SIGKILL)
        _, _, used = os.wait4(self.process, 0)
        os.close(self.screen)
        return used.ru_utime + used.ru_stime


def measure(command: list[str], size: tuple[int, int], presses: int) -> None:
    begun = time.perf_counter()
    terminal = Terminal(command, size)
    opened = terminal.until(b"decided")
    terminal.settle(begun, 0.5)
    chance = random.Random(3)
    taken: dict[str, list[float]] = {key: [] for key in KEYS}
    before = terminal.used()
    for _ in range(presses):
        key = chance.choice(KEYS)
        taken[key].append(terminal.press(key) * 1000)
    used = terminal.used() - before
    terminal.close()
    every = sorted(time_ for times in taken.values() for time_ in times)
    p95 = every[int(len(every) * 0.95) - 1]
    print(
        f"{size[1]}x{size[0]}: opened in {opened:.2f} s; key to screen median "
        f"{statistics.median(every):.1f} ms, p95 {p95:.1f} ms, worst {every[-1]:.1f} ms; "
        f"processor {used / presses * 1000:.1f} ms a key"
    )
    print("   ", "  ".join(f"{key} {statistics.median(t):.0f}" for key, t in taken.items() if t))


def openings(command: list[str], size: tuple[int, int], starts: int) -> None:
    """Print how long the desk takes to open. On a machine that has other work to do the
    processor's seconds are what it would take on an idle one."""
    opened, used = [], []
    for _ in range(starts):
        terminal = Terminal(command, size)
        opened.append(terminal.until(b"decided"))
        used.append(terminal.close())
    print(
        f"{size[1]}x{size[0]}: opened in {statistics.median(opened):.2f} s, best {min(opened):.2f};"
        f" processor {statistics.median(used):.2f} s, best {min(used):.2f}, of {starts} starts"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--quotes", type=int, default=500)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--story", help="a draft on which the desk is opened, and nothing else")
    parser.add_argument("--sources", help="with --story: its sources")
    args = parser.parse_args()
    if args.story:
        with tempfile.TemporaryDirectory() as name:
            options = ["--desk", name, "--editor", "Ann"]
            options += ["--sources", args.sources] if args.sources else []
            command = [sys.executable, "-m", "quotecheck", "review", args.story, *options]
            openings(command, SIZES[0], 2)  # the caches are filled
            for size in SIZES:
                openings(command, size, 9)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article, sources = invent(folder, args.words, args.quotes)
        options = ["--sources", str(sources), "--index", str(folder / "index"), "--editor", "Ann"]
        command = [sys.executable, "-m", "quotecheck", "review", str(article), *options]
        begun = time.perf_counter()
        plain = [*command, "--plain", "--desk", str(folder / "desk-0")]
        subprocess.run(plain, input=b"q\n", capture_output=True, check=False)
        print(f"first start, with the index built: {time.perf_counter() - begun:.2f} s")
        for number, size in enumerate(SIZES, 1):
            measure([*command, "--desk", str(folder / f"desk-{number}")], size, args.keys)


if __name__ == "__main__":
    main()
