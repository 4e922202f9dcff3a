"""Feeds damaged web pages and mail to their readers; reports crashes, slow and large readings.

python benchmarks/fuzz_web_mail.py [COUNT] [SEED]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator

from quotecheck.errors import InputError
from quotecheck.formats import mail, web

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Harbour vote</title>
<script type="application/ld+json">{"author": {"name": "Ida Moen"}}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Harbour vote</h1><p><b>IDA MOEN:</b> We&rsquo;ll
<q>wait</q><sup>1</sup>.<br>Then <a href="?t=9">00:09</a> we go.</p><blockquote><p>No.</p>
<footer>Per Lund</footer></blockquote><table><tr><td>Moen</td><td>Aye é</td></tr></table>
<pre>one
  two</pre><div style="display: none">x</div></article></body></html>"""
MAIL = """From moen@example.org Mon Mar  2 10:00:00 2026
From: =?utf-8?q?Ida_Mo=C3=ABn?= <moen@example.org>
Subject: =?iso-8859-1?B?SGFyYm91cg==?=
Date: Mon, 2 Mar 2026 10:00:00 +0000
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

We wait =E2=80=93 then \nwe go.

On Sun, 1 Mar 2026 at 9:00, Per Lund <lund@example.org> wrote:
> When?
>> On 28 Feb 2026, at 8:00, Ida Moen wrote:
>>> Soon.
-- \nIda
--b1
Content-Type: message/rfc822

From: Per Lund <lund@example.org>
Subject: Old
Content-Type: text/html

<p>Old words</p><blockquote>older</blockquote>
--b1
Content-Type: application/pdf; name="a.pdf"
Content-Transfer-Encoding: base64

AAAA
--b1--
"""
TOKENS = [
    *(b"<b>", b"<p>", b"<div>", b"<table><tr><td>", b"</td>", b"<a href=x>", b"<!--", b"]]>"),
    *(
        b"<font a=i>x<p>",
        b"<pre>",
        b"<q>",
        b"<sup>",
        b"<br>",
        b"&#x110000;",
        b"&lt",
        b"\0",
        b"\xff",
    ),
    *(b"<style>", b"<form>", b"<svg>", b"<template>", b"<select>", b'style="', b"; ", b"\n\n"),
    *(b"\n> ", b"\nOn 1", b" wrote:\n", b"\n--b1\n", b"=?utf-8?b?", b"?=", b"\n-- \n", b"From: "),
    *(b"\nContent-Type: multipart/mixed; boundary=b1\n\n", b"\nFrom x\nA: b\n\n", b"=", b'"'),
    *(b"\nContent-Type: message/rfc822\n\n", b"; charset=utf-16", b"; charset=idna", b"\t", b" "),
]

Reader = Callable[[bytes, str], Iterator[object]]
SEEDS: tuple[tuple[Reader, str, bytes], ...] = (
    (web.read, "a.html", PAGE.encode()),
    (mail.read, "a.mbox", MAIL.encode()),
    (mail.read, "a.eml", MAIL.partition("\n")[2].encode()),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with a few changes: bytes altered, pieces cut, doubled, moved or put in.

    Half the time the first bytes stay, so that mail still begins with a header.
    """
    kept, data = data[:90], data[90:]
    if chance.random() < 0.5:
        kept, data = b"", kept + data
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in "ab")
        match chance.randrange(6):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[to:] or b"x"
            case 2:
                times = chance.choice((2, 3, 50))
                data = data[:at] + data[at : min(to, at + 100_000 // times)] * times + data[to:]
            case 3:
                times = chance.choice((1, 1, 1, 3, 3, 20, 2000))
                data = data[:at] + chance.choice(TOKENS) * times + data[at:]
            case 4:
                data = data[:at] + chance.choice(TOKENS) + data[to:]
            case _:
                data = data[to:] + data[at:to] + data[:at]
        data = data[:200_000] or b"x"
    return kept + data


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    faults = 0
    for reader, path, seed in SEEDS:
        slowest, refused = (0.0, 0), 0
        for number in range(count):
            data = mutated(seed, chance)
            start = time.perf_counter()
            try:
                for _ in reader(data, path):
                    pass
            except InputError:
                refused += 1
            except Exception as error:  # noqa: BLE001 - any other exception is what is looked for
                faults += 1
                print(f"{path} {number}: {type(error).__name__}: {error}")
            seconds = time.perf_counter() - start
            slowest = max(slowest, (seconds / max(len(data), 100_000) * 100_000, len(data)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{path}: {count:,} read, {refused:,} refused, {faults} crashes, "
            f"slowest {slowest[0]:.2f} s per 100 kB ({slowest[1]:,} bytes), peak {peak} MB"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
