"""Feed damaged articles and damaged files of our own to quotecheck, as many as are asked for.

    python benchmarks/fuzz_inputs.py articles --count 1000000 --seed 1
    python benchmarks/fuzz_inputs.py journals index cache ledger --count 100000

Every input is made of the seed, the kind and its number alone: ``--only NUMBER`` makes that one
again. A kind may refuse an input with the project's own exceptions; any other exception, a verdict
that damage has changed, or more than 10 s of processor time is a failure, whose number is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from batch_samples import make_folder, make_plan, make_sources
from desk_samples import council
from json_places import places

from quotecheck import batch, rules, verify
from quotecheck.articles import make_article
from quotecheck.batch.ledger_tables import COLUMNS as FORMS
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.desk import Change, Desk
from quotecheck.desk.checked import RecordCache
from quotecheck.desk.journal import JournalReader, seal
from quotecheck.display import Palette
from quotecheck.errors import QuotecheckError
from quotecheck.evaluation import read_gold, score, table
from quotecheck.extraction import extract
from quotecheck.files import sealed
from quotecheck.model import Article, Attribution, Document, Wording
from quotecheck.record import to_record
from quotecheck.reports import baseline, text
from quotecheck.reports.decided import Verified
from quotecheck.reports.record_page import record_page
from quotecheck.settings import folder as folder_settings
from quotecheck.settings.own import read_settings
from quotecheck.sources import open_library

SECONDS = 10  # of processor time for one input
Damage = Callable[[random.Random], None]


class TooLong(Exception):
    """An input took longer than it may."""


# --- what damage is made of ---------------------------------------------------------------------

INFINITE = float("inf")
VALUES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 10**9, 10**30, -(10**18), 1.5, 1e308, INFINITE, float("nan")),
    *("", " ", "x", "\ud800", "\x00\x1b[2J", "9999-12-31T23:59:59.999999+00:00"),
    *("a" * 5000, "1" * 5000, "é\n\u202e", "2026-01-01", "../../etc/passwd"),
    *([], {}, [[]], [1, 2], {"x": 1}, ["a", None]),
)  # fmt: skip
BYTES = (
    *(b"", b"\0", b"\xff", b"\n", b"\r\n", b'"', b"{", b"}", b"[" * 200, b"]", b":", b","),
    *(b"'", b"\\", b"---\n", b"~", b"{quote} {speaker}", b"?", b"(", b"|"),
    *(b"null", b"-1", b"1e999", b"9" * 400, b"NaN", b"\xef\xbb\xbf", b"\xff\xfe", b"- "),
    *(b"# ", b"&a ", b"*a", b"!!python/object:x ", b"? ", b"|", b">", b"%"),
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, cut, moved, doubled or put in."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randint(0, len(out))
        end = min(len(out), at + chance.choice((1, 1, 2, 8, 40, 400)))
        match chance.randrange(6):
            case 0 if at < len(out):
                out[at] = chance.randrange(256)
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * chance.choice((1, 1, 2, 50))
            case 3:
                del out[at:]
            case 4:
                other = chance.randint(0, len(out))
                out[at:at] = out[other : other + end - at]
            case _:
                out[at:at] = chance.choice(BYTES)
    return bytes(out)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one of them changed: as long as before."""
    out = bytearray(data)
    if out:
        out[chance.randrange(len(out))] ^= chance.randint(1, 255)
    return bytes(out)


def changed(value: Any, chance: random.Random) -> Any:
    """A JSON value with another value, or none, in one to three of its places."""
    value = json.loads(json.dumps(value))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        inside = list(places(value))[1:]
        if not inside:
            return copy.deepcopy(chance.choice(VALUES))
        *way, last = chance.choice(inside)
        holder = value
        for key in way:
            holder = holder[key]
        match chance.randrange(8):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(("x", "id", "at", "text", "start", "end", ""))] = holder.pop(
                    last
                )
            case 2 if isinstance(holder, list):
                holder *= chance.choice((2, 3))
            case _:
                holder[last] = copy.deepcopy(chance.choice(VALUES))
    return value


def damaged_json(value: Any, chance: random.Random) -> bytes:
    """A JSON file in which values or bytes are not what they should be."""
    if chance.random() < 0.7:
        value = changed(value, chance)
    data = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return damaged(data, chance) if chance.random() < 0.4 else data


# --- articles -----------------------------------------------------------------------------------

WORDS = """
the harbour will open in May we are going never again said told added asked according to Mara
Quill Tomas Renn Jane Doe’s Mr. Dr. Sen. President Trump St. O’Brien McDonald al-Sayed he she
they who it I “we” council mayor spokesman police report statement 14 1,000 2026 50% $4.2 $ U.S.
a.m. not no n't can't ’em '90s rock 'n' roll headline Q: A: QUILL: MS. RENN: (laughs) [sic] … ...
-- — – http://x.example/a?b=c @quill #vote and but that as if
""".split()  # noqa: SIM905
MARKS = """
“ ” ‘ ’ " ' '' `` « » „ ‹ › ‚ 「 」 『 』 &quot; &ldquo; \\" ‟ ‶ <q> </q> <blockquote> > 〝 〞 ″ ′ `
""".split()  # noqa: SIM905
JOINTS = (
    *(" ", " ", " ", " ", "", ", ", ". ", "? ", "! ", "; ", ": ", "\n", "\n\n", "\r\n", "\t"),
    *("\u00a0", "\u2028", "\x0b", "\x85", ".” ", ",” ", '." ', "…", " . . . ", "\n\n“", '\n\n"'),
    *("(", ")", "[", "]", "{", "}", "*", "**", "_", "#"),
)
ODD = (
    *("\0", "\x1b[31m", "\u202e", "\ufeff", "\u200b", "\u00ad", "\ud800", "\udfff", "\U0001f600"),
    *("e\u0301", "ﬁ", "İ", "ß", "ǅ", "١٢", "我们", "мы", "Ω", "\ue000", "\uffff", "a" * 300),
    *("«" * 40, '"' * 60, "'" * 60, "“" * 60, "(" * 60, "said " * 40, "\n" * 60, ". " * 60),
    *("A. " * 40, "Mr. " * 40, "he said, " * 20, "“a” " * 30, '"a" ' * 30, "of the " * 30),
    *("1" * 200, "-" * 200, "Quill, " * 40, "&amp;" * 20, "<" * 60),
)


def article(chance: random.Random) -> str:
    """A short text in which anything may stand beside anything, mostly words and marks."""
    pieces = []
    odd = chance.choice((0.0, 0.01, 0.08))
    for _ in range(chance.choice((3, 8, 15, 15, 30, 60))):
        draw = chance.random()
        if draw < odd:
            pieces.append(chance.choice(ODD))
        elif draw < 0.25:
            pieces.append(chance.choice(MARKS))
        else:
            pieces.append(chance.choice(WORDS))
        pieces.append(chance.choice(JOINTS))
    return "".join(pieces)


def sound(document: Document, words: Article) -> None:
    """Assert that every place of a document lies in its text and holds what it says."""
    for quote in document.quotes:
        assert 0 <= quote.start < quote.end <= len(words.text), "a quotation outside the text"
        assert words.text[quote.start : quote.end] == quote.text, "a quotation that is not there"
        for mention in (quote.speaker and quote.speaker.mention, quote.cue):
            if mention is not None:
                assert words.text[mention.start : mention.end] == mention.text, "a mention"


def articles(_: Path) -> Damage:
    """Extract from a short article; check every eighth one and write the report of it."""
    known = rules.load()
    source = Path(tempfile.mkdtemp()) / "source.txt"
    source.write_text(
        "QUILL: The harbour will open in May. We are going.\nRENN: We are never going again.\n"
    )
    library = open_library([source], known)
    shutil.rmtree(source.parent)

    def once(chance: random.Random) -> None:
        words = make_article(article(chance), path="x.txt")
        more = chance.random() < 0.125
        document = extract(words, known, explain=more, indirect=more)
        sound(document, words)
        if more:
            to_record(verify.check(document, library, known), explain=True)

    return once


# --- files of our own ---------------------------------------------------------------------------


def journals(folder: Path) -> Damage:
    """Open a desk whose journals were changed; half of them were sealed again by whoever did it."""
    document, base = council(), folder / "base"
    with Desk(base, "Ann", host="h") as desk:
        desk.decide(document, {"2": Change(wording=Wording.CONFIRMED, note="x")})
        desk.decide(
            document, {"1": Change(attribution=Attribution.CONFIRMED), "3": Change(note="y")}
        )
        desk.undo(document)
        desk.redo(document)
        desk.confide(document, "Marta Vidal", "Source A")
        desk.sign(document, {quote.id: "ok" for quote in document.quotes})
    with Desk(base, "Bob", host="g") as desk:
        desk.decide(document, {"2": Change(note="not so")})
        desk.decide(document, {"2": Change(private="call her")})
    names = [path.relative_to(base) for path in sorted(base.rglob("*.jsonl"))]
    bodies = {name: JournalReader(base / name).read() for name in names}

    def once(chance: random.Random) -> None:
        place = folder / "desk"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        name = chance.choice(names)
        if chance.random() < 0.3:
            (place / name).write_bytes(damaged((base / name).read_bytes(), chance))
        else:
            lines, last = [], ""
            fresh = changed(bodies[name], chance)
            for body in fresh if isinstance(fresh, list) else []:
                if isinstance(body, dict):
                    line, last = seal(body, last)
                    lines.append(line)
            (place / name).write_bytes(b"".join(lines))
        with Desk(place, "Cy", host="k") as desk:
            state = desk.state(document)
            desk.faults(document)
            desk.spanned(document, lambda each: each)
            with contextlib.suppress(QuotecheckError):
                desk.veil()
            record_page([Verified(state, signed=desk.is_signed(document))])
            desk.decide(document, {"2": Change(note="after")})
            assert desk.state(document).of("2").decision is not None

    return once


def verdicts(library: Any, document: Document, known: rules.Rules) -> list[Any]:
    return [
        (
            quote.check.verdict,
            quote.check.speaker_match,
            [match.text for match in quote.check.matches],
        )
        for quote in verify.check(document, library, known).quotes
        if quote.check
    ]


def index(folder: Path) -> Damage:
    """Open an index with a byte or a field changed: it gives the same verdicts."""
    known = rules.load(small_rules(folder))
    sources = folder / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text(
        "QUILL: The harbour will open in May.\nRENN: We never agreed to that.\n"
    )
    (sources / "b.txt").write_text("VASS: My crews can start in the first week of May.\n")
    words = (
        "“The harbour will open in May,” Mara Quill said. “We agreed to that,” Renn said."
        " “My crews can start,” she said."
    )
    document = extract(make_article(words, path="x.txt"), known)
    base = folder / "base"
    right = verdicts(open_library([sources], known, index_dir=base), document, known)
    names = [path.relative_to(base) for path in sorted(base.rglob("*")) if path.is_file()]

    def once(chance: random.Random) -> None:
        place = folder / "index"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        name = chance.choice(names)
        data = (base / name).read_bytes()
        match chance.randrange(4):
            case 0 if name.suffix == ".json":
                mark, _, content = data.partition(b"\n")
                (place / name).write_bytes(mark + b"\n" + damaged_json(json.loads(content), chance))
            case 1:
                (place / name).write_bytes(damaged(data, chance))
            case 2:
                (place / name).unlink()
            case _:
                (place / name).write_bytes(flipped(data, chance))
        library = open_library([sources], known, index_dir=place)
        assert verdicts(library, document, known) == right, "a damaged index changed a verdict"

    return once


def cache(folder: Path) -> Damage:
    """Read kept records and kept rules that were changed; half of them under a right check sum."""
    document, records = council(), RecordCache(folder / "records")
    key = "0" * 32
    records.put(key, document)
    (kept,) = (folder / "records").glob("*.json")
    record, whole = to_record(document, explain=True), kept.read_bytes()
    rows = json.loads(whole.partition(b"\n")[2])
    rules_file = small_rules(folder)
    rules.load(rules_file, cache_dir=folder / "rules")
    (parsed,) = (folder / "rules").glob("*.json")
    table = json.loads(parsed.read_bytes().partition(b"\n")[2])

    def once(chance: random.Random) -> None:
        if chance.random() < 0.5:
            data = (
                damaged(whole, chance)
                if chance.random() < 0.5
                else sealed(damaged_json(rows, chance))
            )
            kept.write_bytes(data)
            found = records.get(key, document.article.text)
            if found is not None:
                list(text.check_lines(found, text.TextView(Palette(on=False), 80, everything=True)))
                to_record(found, explain=True)
        else:
            data = parsed.read_bytes() if parsed.exists() else b""
            data = (
                damaged(data, chance)
                if chance.random() < 0.5
                else sealed(damaged_json(table, chance))
            )
            parsed.write_bytes(data)
            rules.forget()
            use(rules.load(rules_file, cache_dir=folder / "rules"))
            parsed.unlink(missing_ok=True)

    assert record
    return once


STATEMENTS = (
    "UPDATE {table} SET {column} = {value}",
    "UPDATE {table} SET {column} = {value} WHERE rowid % 2 = 0",
    "UPDATE facts SET value = {value} WHERE name = {fact}",
    "UPDATE facts SET value = {value} WHERE name = {fact}",
    "DELETE FROM {table}",
    "DELETE FROM facts WHERE name = {fact}",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "ALTER TABLE {table} RENAME COLUMN {column} TO x",
    "DROP TABLE {table}",
    "PRAGMA user_version = {value}",
)
COLUMNS = {table: [name for name in columns if name.isalpha()] for table, columns in FORMS.items()}
COUNTED = ("verdict", "desk", "kind", "quotes", "speaker_match", "speakers", "worst", "conflicts")
SQL_VALUES = (
    "NULL",
    "''",
    "'x'",
    "-1",
    "0",
    "1",
    "7",
    "9223372036854775807",
    "1.5",
    "1e300",
    "x'00ff'",
    "'" + "9" * 40 + "'",
)


def ledger(folder: Path) -> Damage:
    """Go on with a batch whose ledger, list of files or results were changed."""
    small_rules(folder)
    drafts, sources = make_folder(folder, 2), make_sources(folder)
    base = folder / "base"
    plan = make_plan(folder, drafts, sources, reports=("csv",))
    right = batch.run(plan)
    (folder / "out").rename(base)
    own = base / OWN_FOLDER
    names = [
        *(path.relative_to(base) for path in sorted(own.iterdir())),
        Path("results.jsonl"),
        Path("summary.json"),
    ]
    facts = [row[0] for row in sqlite3.connect(own / "ledger").execute("SELECT name FROM facts")]

    def once(chance: random.Random) -> None:
        place = folder / "out"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        by_hand = chance.random() < 0.6
        if by_hand:
            db = sqlite3.connect(place / OWN_FOLDER / "ledger", isolation_level=None)
            for _ in range(chance.choice((1, 1, 2, 4))):
                table = chance.choice(list(COLUMNS))
                statement = chance.choice(STATEMENTS).format(
                    table=table,
                    column=chance.choice(COLUMNS[table]),
                    value=chance.choice(SQL_VALUES),
                    fact=f"'{chance.choice(facts)}'",
                )
                with contextlib.suppress(sqlite3.Error):
                    db.execute(statement)
            db.close()
        else:
            name = chance.choice(names)
            data = (base / name).read_bytes()
            (place / name).write_bytes(
                (damaged if chance.random() < 0.6 else flipped)(data, chance)
            )
        summary = batch.run(plan)
        assert summary["documents"] == 2, "documents were forgotten"
        if not by_hand:
            assert [summary[name] for name in COUNTED] == [right[name] for name in COUNTED], (
                "miscounted"
            )

    return once


def known_findings(folder: Path) -> Damage:
    """Read a baseline."""
    entry = dict.fromkeys(
        ("fingerprint", "path", "verdict", "message", "reason", "who", "when"), "x"
    )
    table, path = (
        {"schema": 1, "accepted": [entry, {**entry, "fingerprint": "y"}]},
        folder / "known.json",
    )

    def once(chance: random.Random) -> None:
        path.write_bytes(damaged_json(table, chance))
        baseline.write(
            folder / "again.json", baseline.accept([], baseline.read(path), reason="r", who="w")
        )

    return once


GOLD = {
    "id": "g",
    "text": "“We go,” Ann said. “Never.”",
    "quotes": [
        {
            "start": 0,
            "end": 8,
            "kind": "direct",
            "speaker": {"text": "Ann", "start": 9, "end": 12, "canonical": "Ann"},
        },
        {
            "segs": [[19, 27]],
            "kind": "mixed",
            "speaker": None,
            "group": "1",
            "content": [[19, 27]],
            "alt": ["Ann"],
        },
    ],
}
BRAT = (
    "T1\tQuotation 0 8\t“We go,”\nT2\tSpeaker 9 12\tAnn\nR1\tsaid Arg1:T1 Arg2:T2\n"
    "E1\tT1 Speaker:T2\n"
).encode()


def gold(folder: Path) -> Damage:
    """Read a gold set and score it."""
    known = rules.load()

    def once(chance: random.Random) -> None:
        if chance.random() < 0.7:
            path = folder / "gold.jsonl"
            path.write_bytes(damaged_json(GOLD, chance) + b"\n" + json.dumps(GOLD).encode())
        else:
            path = folder / "gold.ann"
            path.write_bytes(damaged(BRAT, chance))
            words = GOLD["text"].encode()
            path.with_suffix(".txt").write_bytes(
                damaged(words, chance) if chance.random() < 0.5 else words
            )
        for each in read_gold(path):
            if len(each.text) < 5000:
                list(table(score([(each, extract(make_article(each.text), known))])))

    return once


SETTINGS = b"""editor = "Ann Example"
theme = "light"
order = "text"

[keys]
confirm = "enter"
next = "n"
"""
FOLDER_SETTINGS = b"""sources = ["sources", "more"]
desk = ".quotecheck"
policy = "strict"
rules = "rules.yaml"
index = ".index"
editor = "The Desk"
player = "mpv"
"""
TOML = (
    b'"',
    b"'''",
    b'"""',
    b"[",
    b"[[keys]]",
    b"= ",
    b"1979-05-27T07:32:00Z",
    b"{a=1}",
    b"0x",
    b"inf",
    b"\\u0000",
    b"[" * 300,
)


def settings(folder: Path) -> Damage:
    """Read an editor's own settings, or those of a folder."""
    ids = frozenset(("confirm", "next", "undo"))
    own, shared = folder / "review.toml", folder / folder_settings.NAME

    def once(chance: random.Random) -> None:
        is_own = chance.random() < 0.5
        data = bytearray(damaged(SETTINGS if is_own else FOLDER_SETTINGS, chance))
        if chance.random() < 0.5:
            at = chance.randint(0, len(data))
            data[at:at] = chance.choice(TOML)
        (own if is_own else shared).write_bytes(data)
        if is_own:
            read_settings(own, command_ids=ids)
        else:
            folder_settings.read(shared, trusted=chance.random() < 0.5)

    return once


DEFAULT = """version: 1
people: {Mara Quill: "@quill, the mayor"}
sources:
  labels:
    colon: {shape: "{name}: {text}", needs: two}
    nick: {shape: "<{name}> {text}", needs: one}
  honorifics: mr, ms
lexicon:
  cues: {unknown: "say, tell, add", document: write}
  irregular: {say: "says, said, saying", tell: "tells, told, telling"}
  titles: mr, ms, mayor
  settings: {speech: "in a speech"}
attribution:
  patterns:
    after: {pattern: "{quote} {speaker} {cue}", weight: 1.5}
    before: {pattern: "{speaker} {cue} {quote}", weight: 1.0}
  weights: {near: 0.5, far: -0.5}
"""
DESK = """extends: default
version: 1
people:
  Tomas Renn: {aliases: [Tommy], titles: the chair, handles: "@renn"}
sources:
  labels:
    dash: {shape: "{name} - {text}", needs: two, examples: {"Ann - Hello": Ann}}
attribution:
  patterns:
    odd: {pattern: "{speaker}, {word} {cue}: {quote}", weight: 0.3}
  weights: {near: 0.25}
"""
YAML = (
    *(
        "{quote}",
        "{speaker}",
        "{cue}",
        "{who}",
        "{word}",
        "{prep}",
        "{name}",
        "{text}",
        "{gap:0-6}",
    ),
    *("(", ")", "|", "?", "*", "[", "]", "{", "}", "(a|b)", "{gap:0-99999}", ": ", "\n  ", "\n"),
    *("- ", "~", "1e999", "nan", "-", "é", '"', "'", "extends: default"),
)
PROSE = "“We are going,” Mara Quill said. Renn told them: “Never.”\n\nQUILL: “No,” he said.\n"


def small_rules(folder: Path) -> Path:
    """A small file in place of the default rules, and the path of a desk's own that extends it:
    reading half a megabyte of YAML a hundred thousand times would take days."""
    default = folder / "default.yaml"
    default.write_text(DEFAULT)
    rules.default_path, rules.DATA = lambda: default, folder / "data"
    rules.DATA.mkdir(exist_ok=True)
    (rules.DATA / "weights.tsv").write_text("+0.5\tspeaker is a name\n")
    own = folder / "desk.yaml"
    own.write_text(DESK)
    rules.load(own)
    return own


def use(known: rules.Rules) -> None:
    """Work with rules that were accepted."""
    extract(make_article(PROSE, path="x.txt"), known, indirect=True)


def own_rules(folder: Path) -> Damage:
    """Read a rules file, and where it is accepted extract with it."""
    small_rules(folder)
    path, default = folder / "fuzzed.yaml", folder / "default.yaml"

    def once(chance: random.Random) -> None:
        words = chance.choice((DESK, DESK, DEFAULT))
        for _ in range(chance.choice((0, 1, 1, 2, 4))):
            at = chance.randint(0, len(words))
            words = words[:at] + chance.choice(YAML) + words[at + chance.choice((0, 0, 1, 5)) :]
        data = words.encode()
        path.write_bytes(damaged(data, chance) if chance.random() < 0.4 else data)
        assert default.exists()
        use(rules.load(path))

    return once


KINDS: dict[str, Callable[[Path], Damage]] = {
    "articles": articles,
    "journals": journals,
    "index": index,
    "cache": cache,
    "ledger": ledger,
    "baseline": known_findings,
    "gold": gold,
    "settings": settings,
    "rules": own_rules,
}


def too_long(*_: object) -> None:
    raise TooLong(f"more than {SECONDS} s of processor time")


def fuzz(kind: str, numbers: Sequence[int], seed: int, tell: Callable[[str], None]) -> Counter[str]:
    """Count the inputs that were accepted, refused and failed; ``tell`` hears of each failure."""
    counts: Counter[str] = Counter()
    default, data = rules.default_path, rules.DATA
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        once = KINDS[kind](Path(name))
        begun, told = time.monotonic(), time.monotonic()
        signal.signal(signal.SIGPROF, too_long)
        for number in numbers:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                once(random.Random(f"{kind} {seed} {number}"))
                counts["accepted"] += 1
            except QuotecheckError:
                counts["refused"] += 1
            except Exception as error:  # noqa: BLE001 - the very thing that is looked for
                counts["failed"] += 1
                where = traceback.format_exc() if counts["failed"] <= 20 else repr(error)
                tell(f"{kind} {number}: {where}")
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            if time.monotonic() - told > 60:
                told = time.monotonic()
                done = f"{sum(counts.values()):,} so far, {counts['failed']} failed"
                tell(f"{kind}: {done}, {told - begun:.0f} s")
    rules.default_path, rules.DATA = default, data
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("kinds", nargs="+", choices=KINDS)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="go on from this number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, action="append", help="this input alone")
    options = parser.parse_args()
    failed = 0
    for kind in options.kinds:
        begun = time.process_time()
        numbers = options.only or range(options.first, options.count)
        counts = fuzz(kind, numbers, options.seed, lambda line: print(line, flush=True))
        told = ", ".join(f"{counts[word]:,} {word}" for word in ("accepted", "refused", "failed"))
        seconds = time.process_time() - begun
        total = f"{sum(counts.values()):,} inputs"
        print(f"{kind}, seed {options.seed}: {total}, {told}, {seconds:.0f} s", flush=True)
        failed += counts["failed"]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
