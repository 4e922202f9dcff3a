"""Damaged captions, transcripts, posts and parliament records: do the readers keep their word?

    python benchmarks/fuzz_structured.py [--inputs 20000] [--seed 1] [--files FOLDER] [--only KIND]

Each input is one of the samples below, or a file of FOLDER, mutated a few times. A reader may
refuse it with InputError; any other exception, more than 5 s for 100 kB, or more than 500 MB in
all is a failure, and its input is written to the current folder.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats import contents

LONGEST = 20_000  # bytes of a file that is mutated
LARGEST = 300_000  # bytes of what comes of it

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n>> KELL: We <i>never</i>\nagreed &amp; said so.\n\n"
    "2\n00:00:02,250 --> 00:00:04,000\n{\\an8}- Why?\n- 2019.\n\n3\n00:xx --> 00:00:09,000\nNo.\n"
)
VTT = (
    "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\nSTYLE\n::cue {}\n\nNOTE no\n\nintro\n"
    "00:01.000 --> 00:02.000 line:0\n<v.loud Ana Diaz>Yes.</v><00:01.500><c> No</c>\n\n"
    "100:00:02.000 --> 100:00:03.000\n<v Bo>the dam\n"
)
SBV = "0:00:01.500,0:00:03.000\nAna: We left\nat nine.\n\n0:00:03.000,0:00:04.000\nLate.\n"
TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:m="http://www.w3.org/ns/ttml'
    '#metadata"><head><m:agent xml:id="k"><m:name type="full">Dana Kell</m:name></m:agent></head>'
    '<body begin="1s"><div><p begin="00:00:01:05" m:agent="k">We <span begin="5f">left<br/>at'
    "</span> nine</p></div></body></tt>"
)
SPEECH = (
    {"segments": [{"start": 1.2, "end": 2, "text": " We left.", "speaker": "SPEAKER_00"}]},
    {
        "results": {
            "items": [
                {"start_time": "1.2", "type": "pronunciation", "alternatives": [{"content": "We"}]},
                {"type": "punctuation", "alternatives": [{"content": "."}]},
            ],
            "speaker_labels": {
                "segments": [{"speaker_label": "spk_0", "items": [{"start_time": "1.2"}]}]
            },
        }
    },
    {"results": [{"alternatives": [{"transcript": "We", "words": [{"startTime": "1.2s"}]}]}]},
    {"monologues": [{"speaker": 0, "elements": [{"value": "We", "ts": 1.2}]}]},
    {"utterances": [{"start": 1200, "end": 2400, "text": "We left.", "speaker": "A"}]},
)
POSTS = (
    [{"id_str": "1", "full_text": "We left.", "user": {"name": "Ana", "screen_name": "ana"}}],
    {
        "data": [{"id": "7", "author_id": "1", "text": "Salt", "note_tweet": {"text": "Salt."}}],
        "includes": {"users": [{"id": "1", "name": "Ana", "username": "ana"}]},
    },
    {"id": "1", "content": "<p>We<br>left</p>", "account": {"acct": "ana@x.example"}},
    {"orderedItems": [{"type": "Create", "object": {"content": "<p>We</p>", "id": "https://x"}}]},
    {"thread": {"post": {"uri": "at://d/app.bsky.feed.post/k", "record": {"text": "We left."}}}},
)
AKOMA = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><meta>'
    '<references><TLCPerson id="k" showAs="Dana Kell"/></references></meta><debateBody>'
    '<heading>Ports</heading><speech by="#k" startTime="2026-03-03T10:00:00"><from>Ms KELL</from>'
    "<p>We <i>left</i>.</p><scene>Laughter</scene></speech></debateBody></debate></akomaNtoso>"
)
PUBLIC_WHIP = (
    '<publicwhip><major-heading url="https://x.example/1#c">Ports</major-heading><speech id="'
    'uk/2011-07-19.1" speakername="Dana Kell" colnum="917" time="14:35:00"><p>We left</p>'
    "<table><tr><td>1</td></tr></table></speech></publicwhip>"
)

KINDS: dict[str, tuple[tuple[str, ...], tuple[bytes, ...]]] = {
    "captions": ((".srt", ".vtt", ".sbv"), tuple(each.encode() for each in (SRT, VTT, SBV))),
    "timedtext": ((".ttml", ".dfxp"), (TTML.encode(), TTML.encode("utf-16"))),
    "speech": ((".json",), tuple(json.dumps(each).encode() for each in SPEECH)),
    "posts": ((".json", ".js"), tuple(json.dumps(each).encode() for each in POSTS)),
    "parliament": ((".xml",), (AKOMA.encode(), PUBLIC_WHIP.encode())),
}
TABLE = 'speaker,start,text\nMara Quill,12,"We begin\nin May."\nEd Voss,75,Why?\n,80,Because.\n'
KINDS["table"] = ((".csv", ".tsv"), (TABLE.encode(), TABLE.replace(",", "\t").encode()))
TOKENS = (
    *(
        b"-->",
        b"\n\n",
        b"\r",
        b"\0",
        b"<v ",
        b"</v>",
        b"<",
        b">",
        b"&",
        b"{",
        b"[" * 500,
        b'"',
        b":",
    ),
    *(b"null", b"true", b"-1", b"1e999", b"9" * 400, b"99999999999999:00:01,000", b"NaN", b"{}"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"<p>" * 300, b" " * 3000, b"<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    *(b'"text":', b'"start":', b'"speaker":', b"<speech>", b"\\ud800", b"-" * 3000, b"1:" * 1000),
)


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """The data after one to six random changes."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted((chance.randint(0, len(out)), chance.randint(0, len(out))))
        change = chance.randrange(7)
        if change == 0 and out:
            out[min(at, len(out) - 1)] = chance.randrange(256)
        elif change == 1:
            del out[at : min(end, at + 200)]
        elif change == 2:
            out[at:at] = out[at : min(end, at + 500)] * chance.randint(1, 9)
        elif change == 3:
            del out[end:]
        elif change == 4:
            out[at:at] = out[end : end + 200]
        else:
            out[at:at] = chance.choice(TOKENS)
    return bytes(out)


VALUES: tuple[object, ...] = (
    *(
        None,
        True,
        -1,
        0,
        3,
        65.5,
        1e300,
        10**30,
        "",
        " ",
        "x",
        "1.2s",
        "PT1M",
        "00:01:05,5",
        [],
        {},
    ),
    *(
        [1],
        [[]],
        {"name": "Ana"},
        {"from": -1},
        "9" * 50,
        "RT @a",
        "<p>",
        "at://d/x/k",
        [{"text": "a"}],
    ),
)


def mutated_tree(tree: object, chance: random.Random) -> object:
    """The tree of a JSON file with about one value in fifteen changed, moved, doubled or lost."""
    if chance.random() < 0.07:
        return chance.choice(VALUES)
    if isinstance(tree, list):
        kept = [mutated_tree(each, chance) for each in tree if chance.random() > 0.03]
        return kept * chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 9))
    if isinstance(tree, dict):
        names = [*tree, "text", "start", "speaker"]
        return {
            chance.choice(names) if chance.random() < 0.03 else name: mutated_tree(value, chance)
            for name, value in tree.items()
        }
    return tree


def mutated_xml(data: bytes, chance: random.Random) -> bytes:
    """An XML file with elements and attributes changed, moved, doubled or lost."""
    root = ET.fromstring(data)
    elements = list(root.iter())
    for _ in range(chance.randint(1, 8)):
        one, other = chance.choice(elements), chance.choice(elements)
        change = chance.randrange(6)
        if change == 0:
            one.tag = other.tag
        elif change == 1:
            one.text = chance.choice((None, " ", "word", other.text))
        elif change == 2 and one.attrib:
            values = ("", "#k", "9" * 400, "-1", "99:99:99:99", *other.attrib.values())
            one.set(chance.choice(list(one.attrib)), chance.choice(values))
        elif change == 3 and len(one):
            one.remove(chance.choice(list(one)))
        elif change == 4 and not list(other.iter(one.tag)):
            one.append(copy.deepcopy(other))
        else:
            one.tail = "tail"
    return ET.tostring(root)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data after a few random changes: of its bytes, or of what JSON or XML means by them."""
    if chance.random() < 0.75:
        try:
            if data[:1] in (b"[", b"{"):
                return json.dumps(mutated_tree(json.loads(data), chance)).encode()
            if data[:1] == b"<":
                return mutated_xml(data, chance)
        except (ValueError, ET.ParseError):
            pass
    return mutated_bytes(data, chance)


def samples(kind: str, folder: Path | None) -> list[tuple[str, bytes]]:
    """Names and bytes to mutate: those above, and the files of a folder that fit."""
    suffixes, built_in = KINDS[kind]
    found = [(f"sample{suffix}", data) for data in built_in for suffix in suffixes]
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder else ()
    fitting = (path for path in paths if path.suffix.lower() in suffixes)
    found += [(each.name, data) for each in fitting if len(data := each.read_bytes()) < LONGEST]
    return found


def fuzz(
    kind: str,
    inputs: int,
    seed: int,
    folder: Path | None = None,
    failed: Callable[[str, bytes, str], None] = lambda _name, _data, _why: None,
) -> Counter[str]:
    """Count the inputs that were read, refused, slow or ended in another exception."""
    chance = random.Random(f"{kind} {seed}")
    basis = samples(kind, folder)
    counts: Counter[str] = Counter()
    for _ in range(inputs):
        name, data = chance.choice(basis)
        data = mutated(data, chance)[:LARGEST]
        started = time.perf_counter()
        try:
            blocks = sum(len(content.blocks) for content in contents(data, name))
            outcome = "read" if blocks else "read, without words"
        except InputError:
            outcome = "refused"
        except Exception:  # noqa: BLE001 - what is looked for
            outcome = "failed"
            failed(name, data, traceback.format_exc())
        seconds = time.perf_counter() - started
        if seconds > 5 * max(1, len(data) / 100_000):
            counts["slow"] += 1
            failed(name, data, f"took {seconds:.1f} s for {len(data)} bytes")
        counts[outcome] += 1
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--only", choices=KINDS)
    options = parser.parse_args(arguments)
    bad = 0

    def failed(name: str, data: bytes, why: str) -> None:
        nonlocal bad
        bad += 1
        path = Path(f"fuzz-{bad}-{name}")
        path.write_bytes(data)
        print(f"{path}: {why}", file=sys.stderr)

    for kind in [options.only] if options.only else KINDS:
        started = time.perf_counter()
        counts = fuzz(kind, options.inputs, options.seed, options.files, failed)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        told = ", ".join(f"{number:,} {outcome}" for outcome, number in counts.most_common())
        print(f"{kind}: {told}; {time.perf_counter() - started:.0f} s, {peak:.0f} MB at most")
        bad += peak > 500
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
