"""The language server under a writer's hands: from a key to the marks, in a story of 3,000 words.

    python benchmarks/language_server.py [--words 3000] [--keys 40] [--gap 0.5]

A real server process, spoken to over pipes. The story is made of those in ``seeds/`` (one word in
forty begins a quotation), the sources are theirs. Keys are typed inside one quotation, each a
``--gap`` after the last; the first marks after a key are those of the quick check, the last those
of the whole draft read anew; they are seconds of the clock, and other work on the machine counts.
The same is measured inside one process, without pipes and pauses, in seconds of the processor.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.lsp.moving import moved
from quotecheck.rules import load
from quotecheck.warm import WarmChecker

SEEDS = Path(__file__).parents[1] / "seeds"
SOURCES = [SEEDS / "sources", SEEDS / "samples" / "sources"]


def story(words: int) -> str:
    paragraphs = [
        line
        for folder in (SEEDS, SEEDS / "samples" / "stories")
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    found: list[str] = []
    count = 0
    while count < words:
        found.append(paragraphs[len(found) % len(paragraphs)])
        count += len(found[-1].split())
    return "\n\n".join(found) + "\n"


def keys(text: str, count: int) -> list[str]:
    """The text after each of some keys, typed into the quotation in its middle."""
    at = text.index("“", len(text) // 2) + 5
    return [text[:at] + "and so on "[: number % 10 + 1] + text[at:] for number in range(count)]


def inside(text: str, typed: list[str]) -> None:
    rules = load()
    begun = time.process_time()
    checker = WarmChecker(SOURCES, rules).checker()
    print(f"sources opened        {_ms(time.process_time() - begun)}")
    begun = time.process_time()
    document = extract(make_article(text), rules)
    between = time.process_time()
    document = checker.check_document(document)
    ended = time.process_time()
    print(f"first reading         {_ms(between - begun)} finding, {_ms(ended - between)} checking")
    quick: list[float] = []
    finding: list[float] = []
    checking: list[float] = []
    for each in typed:
        article = make_article(each)
        begun = time.process_time()
        shifted = moved(document, article)
        if shifted is None:
            raise SystemExit("the key was not inside a quotation")
        checker.check_document(shifted)
        quick.append(time.process_time() - begun)
        begun = time.process_time()
        found = extract(article, rules)
        between = time.process_time()
        checker.check_document(found)
        finding.append(between - begun)
        checking.append(time.process_time() - between)
    for name, rows in (
        ("one changed quotation", quick),
        ("all found anew", finding),
        ("all checked anew", checking),
    ):
        print(f"{name:<21} {_spread(rows)}")


async def served(text: str, typed: list[str], gap: float) -> None:
    client = LanguageClient("benchmark", "1")
    seen: asyncio.Queue[tuple[float, int]] = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: types.PublishDiagnosticsParams) -> None:
        seen.put_nowait((time.perf_counter(), params.version or 0))

    with tempfile.TemporaryDirectory() as folder:
        named = [str(each) for each in SOURCES]
        await client.start_io(sys.executable, "-m", "quotecheck", "lsp", "--sources", *named)
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        client.initialized(types.InitializedParams())
        uri = (Path(folder) / "story.txt").as_uri()
        begun = time.perf_counter()
        item = types.TextDocumentItem(uri, "plaintext", 0, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        print(f"opened to marks       {_ms((await seen.get())[0] - begun)}")
        first: list[float] = []
        last: list[float] = []
        for version, each in enumerate(typed, 1):
            await asyncio.sleep(gap)
            document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
            change = types.TextDocumentContentChangeWholeDocument(each)
            begun = time.perf_counter()
            client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
            times = [at - begun for at, _ in [await seen.get(), await seen.get()]]
            first.append(times[0])
            last.append(times[1])
        print(f"key to first marks    {_spread(first)}")
        print(f"key to last marks     {_spread(last)}")
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _spread(rows: list[float]) -> str:
    rows = sorted(rows)
    p95 = rows[int(len(rows) * 0.95)]
    return f"median {statistics.median(rows) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--gap", type=float, default=0.5)
    args = parser.parse_args()
    gc.set_threshold(50_000, 20, 100)  # as the program does
    text = story(args.words)
    typed = keys(text, args.keys)
    print(f"{len(text.split()):,} words, {text.count('“')} opening marks")
    inside(text, typed)
    asyncio.run(served(text, typed, args.gap))


if __name__ == "__main__":
    main()
