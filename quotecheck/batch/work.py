"""The work on each document, in whichever process: read, extract, check, make the record.

Everything a process needs is named by a small `Recipe`; rules and sources are opened once a
process, when its first task comes.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecheck.articles import parse_article
from quotecheck.batch.outcome import Failure, Outcome, Success, ToldRow, storable
from quotecheck.batch.recipe import Recipe
from quotecheck.batch.remote import read
from quotecheck.batch.sketch import sketch
from quotecheck.errors import InputError, QuotecheckError, RulesError
from quotecheck.limit import OutOfTime, time_limit
from quotecheck.model import Document, Kind
from quotecheck.record import dumps, to_record

if TYPE_CHECKING:
    from quotecheck.batch.told import Teller
    from quotecheck.rules import Rules
    from quotecheck.sources import Library
    from quotecheck.sources.canonical import Canon
    from quotecheck.verify.check import Checker

DIGEST_SIZE = 16
_HINT = "(what was done is kept; run the same command again)"
_UNSAID = (Kind.NON_SPEECH.value, Kind.INDIRECT.value)


class Changed(QuotecheckError):
    """The rules or the sources are no longer those that the run began with."""


class WorkerTools(NamedTuple):
    """The rules, sources and readers that a process opens once."""

    rules: Rules
    canon: Canon
    library: Library | None = None
    checker: Checker | None = None
    teller: Teller | None = None


def modules(recipe: Recipe) -> tuple[str, ...]:
    """The modules that a process loads before it can work on documents."""
    checking = ("quotecheck.sources", "quotecheck.verify.check") if recipe.sources else ()
    return (__name__, "quotecheck.extraction", *checking)


def open_tools(recipe: Recipe, *, refresh: bool = False) -> WorkerTools:
    """Load the rules and open the sources. Raises RulesError or InputError."""
    from quotecheck.rules import load
    from quotecheck.sources.canonical import Canon

    rules = load(recipe.rules, cache_dir=Path(recipe.cache) if recipe.cache else None)
    canon = Canon(rules)
    teller = None
    if recipe.reports:
        from quotecheck.batch.told import Teller

        teller = Teller(rules, canon)
    how = {
        "policy": recipe.policy,
        "as_of": recipe.as_of,
        "only_medium": recipe.only_medium,
    }
    if not recipe.sources and all(each is None for each in how.values()):
        return WorkerTools(rules, canon, teller=teller)
    from quotecheck.sources import Library, open_library
    from quotecheck.verify.check import Checker

    # What is wrong with the options is told before sources are read for an hour, or though there
    # are none.
    Checker(Library(rules, canon), rules, **how)
    if not recipe.sources:
        return WorkerTools(rules, canon, teller=teller)
    index = Path(recipe.index) if recipe.index else None
    library = open_library(recipe.sources, rules, index_dir=index, refresh=refresh)
    return WorkerTools(rules, library.canon, library, Checker(library, rules, **how), teller)


_opened: dict[Recipe, WorkerTools] = {}


def keep_tools(recipe: Recipe, tools: WorkerTools) -> None:
    """Have the tasks of this process use what is open already."""
    _opened.clear()
    _opened[recipe] = tools


def _tools(recipe: Recipe) -> WorkerTools:
    if recipe in _opened:
        return _opened[recipe]
    if recipe.base:
        os.chdir(recipe.base)
    try:
        tools = open_tools(recipe)
    except RulesError as error:
        raise Changed(f"the rules changed during the run: {error}") from error
    if recipe.rules_hash and tools.rules.hash != recipe.rules_hash:
        raise Changed(f"the rules changed during the run {_HINT}")
    if tools.library is not None and tools.library.hash != recipe.library_hash:
        raise Changed(f"the sources changed during the run {_HINT}")
    keep_tools(recipe, tools)
    return tools


def do_chunk(paths: Sequence[str], recipe: Recipe) -> list[Outcome]:
    """Each document's outcome, in order. Raises Changed, RulesError or InputError for what
    concerns all of them."""
    tools = _tools(recipe)
    return [_do(path, tools, recipe) for path in paths]


def file_digest(data: bytes) -> bytes:
    """The hash that names a version of a file."""
    return hashlib.blake2b(data, digest_size=DIGEST_SIZE).digest()


def _do(path: str, tools: WorkerTools, recipe: Recipe) -> Outcome:
    mark, stage = b"", "read"
    try:
        with time_limit(recipe.limit):
            data = read(path)
            mark = file_digest(data)
            article = parse_article(data, path)
            stage = "extract"
            from quotecheck.extraction import extract

            document = extract(article, tools.rules, explain=False, indirect=recipe.reports)
            if tools.checker is not None:
                stage = "check"
                document = tools.checker.check_document(document)
            return _success(path, mark, document, tools)
    except OutOfTime:
        return Failure(path, "time", f"took more than {recipe.limit:g} s at {stage}", mark)
    except InputError as error:
        return Failure(path, stage, error.reason, mark)
    except (MemoryError, RecursionError) as error:
        return Failure(path, stage, f"is too much: {type(error).__name__}", mark)
    except Exception as error:  # noqa: BLE001 - one document never stops the run
        return Failure(path, stage, f"{type(error).__name__}: {error}", mark)


def _success(path: str, mark: bytes, document: Document, tools: WorkerTools) -> Success:
    record = to_record(document)
    line = dumps(record).encode() + b"\n"
    counts: Counter[tuple[str, str]] = Counter()
    said = []
    for quote in record["quotes"]:
        counts["kind", quote["kind"]] += 1
        if quote["kind"] == Kind.INDIRECT.value and quote["check"]:
            counts["report", quote["check"]["verdict"]] += 1
        if quote["kind"] in _UNSAID:
            continue
        name = storable(quote["speaker"]["name"]) if quote["speaker"] else None
        counts["speaker", name or ""] += 1
        if check := quote["check"]:
            for what in ("verdict", "desk", "speaker_match"):
                counts[what, check[what]] += 1
            for flag in check["flags"]:
                counts["flag", flag] += 1
            if check["desk"] == "error":
                counts["wrong", name or ""] += 1
        words = tools.canon.forms(quote["text"])
        if marks := sketch(words):
            said.append((quote["id"], name, storable(" ".join(words)), marks))
    return Success(
        path,
        mark,
        line,
        words=record["words"],
        quotes=sum(quote["kind"] != Kind.INDIRECT.value for quote in record["quotes"]),
        desk=(counts["desk", "error"], counts["desk", "open"], counts["desk", "look"]),
        counts=tuple((what, name, n) for (what, name), n in counts.items()),
        said=tuple(said),
        told=tuple(_told(record, tools.teller)) if tools.teller else (),
    )


def _told(record: dict[str, Any], teller: Teller) -> Iterator[ToldRow]:
    """Rows for the reports without marks that have a speaker and a number."""
    for quote in record["quotes"]:
        if quote["kind"] != Kind.INDIRECT.value or not quote["speaker"]:
            continue
        if (told := teller.told(quote["text"])) is not None:
            name, text = storable(quote["speaker"]["name"]), " ".join(quote["text"].split())
            terms, numbers = map(storable, told.dumped())
            date = storable(record["date"]) if record["date"] else None
            yield ToldRow(quote["id"], name, date, storable(text), terms, numbers, told.sketch)
