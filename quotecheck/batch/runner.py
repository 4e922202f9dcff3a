"""The run over a folder: what has changed is done, what has not is kept, the rest is recorded."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from quotecheck.articles import IS_SOURCE, OTHER_SOURCES
from quotecheck.batch import summary
from quotecheck.batch.dispatch import dispatch
from quotecheck.batch.engines import Engine, begin_early, open_engine
from quotecheck.batch.ledger import Ledger
from quotecheck.batch.outcome import Failure, Success
from quotecheck.batch.output import CONFLICTS, OVERVIEW, refuse_foreign, refuse_overlap
from quotecheck.batch.plan import Plan
from quotecheck.batch.recipe import Recipe
from quotecheck.batch.remote import brought_here, is_url, read, walk_url
from quotecheck.batch.veiling import refusal, veiled
from quotecheck.batch.walk import FoundFile, Selection, walk
from quotecheck.batch.work import WorkerTools, file_digest, keep_tools, modules, open_tools
from quotecheck.code import engine_version
from quotecheck.desk import DEFAULT_FOLDER
from quotecheck.desk.confidential import Veil, veil_beside
from quotecheck.errors import InputError
from quotecheck.files import MAX_TEXT_BYTES


@dataclass(slots=True)
class RunState:
    """The progress of a run. ``total`` counts the files found so far, and is final when
    ``counted``."""

    total: int = 0
    counted: bool = False
    done: int = 0
    kept: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0


Tell = Callable[[RunState], None]


def run(
    plan: Plan, tell: Tell = lambda _: None, warn: Callable[[str], None] = lambda _: None
) -> summary.Summary:
    """Do what has to be done and return the summary, which is also in the output folder.

    ``tell`` hears how far it is after each document, ``warn`` what the user should know.

    Raises:
        InputError: the folder, the sources or the output cannot be used.
        RulesError: the rules have faults.
        KeyboardInterrupt: the run was stopped; the same call goes on where it stopped.
    """
    selection = _selection(plan)
    if is_url(plan.folder):
        files = walk_url(str(plan.folder), selection)
    else:
        files = walk(Path(plan.folder), selection)
    with brought_here(plan) as here:
        return _run(here, files, tell, warn)


def _run(
    plan: Plan, files: Iterator[FoundFile | Failure], tell: Tell, warn: Callable[[str], None]
) -> summary.Summary:
    output = Path(plan.output)
    articles = None if is_url(plan.folder) else Path(plan.folder)
    refuse_overlap(output, articles, [Path(each) for each in plan.recipe.sources])
    refuse_foreign(output)
    veil = plan.veil
    if veil is None:
        veil = veil_beside(articles / DEFAULT_FOLDER) if articles is not None else Veil({})
    if not Ledger.is_there(output):
        begin_early(plan.power, modules(plan.recipe))  # there will be something to do
    recipe, tools = _prepare(plan.recipe)
    keep_tools(recipe, tools)
    if tools.library is not None:
        from quotecheck.sources.catalog import catalog_lines

        for line in catalog_lines(tools.library):
            warn(line)
    with Ledger(output, veil) as ledger, ledger.trusted():
        job = _Job(plan, recipe, tools, files, ledger, tell)
        summary.write(job.summary(complete=False), ledger.files)
        try:
            job.compute()
            complete = job.check_sources(warn)
        except BaseException:
            job.stop()
            raise
        return job.finish(warn, complete=complete)


class _Job:
    def __init__(
        self,
        plan: Plan,
        recipe: Recipe,
        tools: WorkerTools,
        files: Iterator[FoundFile | Failure],
        ledger: Ledger,
        tell: Tell,
    ) -> None:
        self.plan, self.recipe, self.tools, self.files = plan, recipe, tools, files
        self.ledger, self.tell = ledger, tell
        self.state = RunState()
        self.veil = ledger.veil
        self.stamp = stamp(recipe, self.veil.mark)
        self.began = time.monotonic()
        self.changed = False
        self.sources = _sources(tools)

    def compute(self) -> None:
        """Walk, and do what has changed."""
        engine: Engine | None = None
        try:
            stale = self._stale()
            first = next(stale, None)
            if first is None:
                return
            engine = open_engine(self.plan.power, self.recipe.limit, modules(self.recipe))
            for outcome in dispatch(chain((first,), stale), engine, self.recipe):
                self._take(outcome)
        finally:
            if engine is not None:
                engine.shutdown()

    def _stale(self) -> Iterator[FoundFile]:
        """The files that have to be computed; the others are ticked off on the way."""
        for item in self.files:
            found = item if isinstance(item, Failure) else refusal(item.path, self.veil) or item
            if isinstance(found, Failure):
                self.state.failed += 1
                self.ledger.save(veiled(found, self.veil), self.stamp)
                continue
            self.state.total += 1
            if not self._is_kept(found.path):
                yield found
        self.state.counted = True

    def _is_kept(self, path: str) -> bool:
        known = self.ledger.known(path)
        if known is None or known.stamp != self.stamp or known.digest is None:
            return False
        if known.failed and self.plan.retry:
            return False
        if _digest_of(path) != known.digest:
            return False
        self.ledger.keep(known.id)
        self.state.kept += 1
        self.state.failed += known.failed
        self._tell()
        return True

    def _take(self, outcome: Success | Failure) -> None:
        if isinstance(outcome, Failure):
            self.state.failed += 1
            if outcome.stage in ("worker", "time") and not outcome.digest:
                outcome = replace(outcome, digest=_digest_of(outcome.path) or b"")
        else:
            self.state.words += outcome.words
        self.changed = True
        self.ledger.save(veiled(outcome, self.veil), self.stamp)
        self.state.done += 1
        self._tell()

    def _tell(self) -> None:
        self.state.seconds = time.monotonic() - self.began
        self.tell(self.state)

    def check_sources(self, warn: Callable[[str], None]) -> bool:
        """Return whether the rules and sources are still what the run began with."""
        if not self.changed:
            return True
        try:
            fresh, _ = _prepare(replace(self.recipe, rules_hash="", library_hash=""))
        except InputError as error:
            warn(f"the sources changed during the run: {error}")
            return False
        if stamp(fresh, self.veil.mark) != self.stamp:
            warn(
                "the rules or sources changed during the run; run it again to bring all up to date"
            )
            return False
        return True

    def stop(self) -> None:
        """Keep what was done."""
        try:
            self.ledger.commit()
            summary.write(self.summary(complete=False), self.ledger.files)
            summary.write_errors(self.ledger)
        except InputError:
            pass  # the disk is full or gone; that is being told already

    def finish(self, warn: Callable[[str], None], *, complete: bool) -> summary.Summary:
        """Put everything in order."""
        changed: set[str] = set()
        with self.ledger.telling():
            self.ledger.sweep()
            self.ledger.tidy()
            summary.write_errors(self.ledger)
            self._write_conflicts()
            result = self.summary(complete=complete)
            self._export(result, changed)
            if changed:
                warn(_left_out(changed))
                result["complete"] = False
            else:
                self.ledger.catch_up()
            summary.write(result, self.ledger.files)
            self.ledger.files.settle()
            self.ledger.commit()
        return result

    def _lacks(self, name: str) -> bool:
        """Return whether what is made of the results has to be made anew."""
        return self.ledger.is_ahead or not (self.ledger.output / name).exists()

    def _write_conflicts(self) -> None:
        if self._lacks(CONFLICTS):
            from quotecheck.batch import conflicts

            rules, canon = self.tools.rules, self.tools.canon
            self.ledger.set_fact("conflicts", conflicts.write(self.ledger, rules, canon))

    def _export(self, result: summary.Summary, changed: set[str]) -> None:
        """Write the other forms, unless they are there already and nothing has changed."""
        wanted = self.plan.reports
        every = self.plan.all_reports
        mark = f"{self.stamp} {'default' if wanted is None else ' '.join(sorted(wanted))}"
        mark += " with all reports" * every
        if self._lacks(OVERVIEW) or self.ledger.fact("exported") != mark:
            from quotecheck.batch import exports

            exports.export(self.ledger, result, wanted, changed, all_reports=every)
            self.ledger.set_fact("exported", mark)
        if self.plan.baseline is not None:
            from quotecheck.batch import exports

            result["baseline"] = exports.gate(
                self.ledger, self.plan.baseline, self.plan.accept, changed
            )

    def summary(self, *, complete: bool) -> summary.Summary:
        """The summary of all documents in the ledger."""
        return summary.make(
            self.ledger,
            complete=complete,
            computed=self.state.done,
            kept=self.state.kept,
            seconds=time.monotonic() - self.began,
            stamp=self.stamp,
            recipe=self.recipe,
            sources=self.sources,
        )


def _sources(tools: WorkerTools) -> list[dict[str, Any]]:
    """The record's list of the sources that were read, and of those that were not."""
    if tools.library is None:
        return []
    from quotecheck.sources.catalog import records

    return records(tools.library)


def _left_out(changed: set[str]) -> str:
    """The message about articles whose files have changed since they were read."""
    one = min(changed)
    which = one if len(changed) == 1 else f"{one} and {len(changed) - 1:,} more"
    return f"{which}: changed during the run, left out of the reports; run it again"


def _digest_of(path: str) -> bytes | None:
    try:
        return file_digest(read(path) if is_url(path) else _content(path))
    except (OSError, InputError):
        return None


_QUICK = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # not to wait for a pipe


def _content(path: str) -> bytes:
    """A file's bytes with as few calls as can be: nearly all of a run without changes is this."""
    handle = os.open(path, os.O_RDONLY | _QUICK)
    try:
        size = os.fstat(handle).st_size
        return os.read(handle, min(size, MAX_TEXT_BYTES) + 1)
    finally:
        os.close(handle)


def _selection(plan: Plan) -> Selection:
    """Left out are the output and the sources, where they lie inside the folder.

    Raises:
        InputError: the folder lies in the sources, and each draft would be its own source.
    """
    named = [each for each in (plan.output, *plan.recipe.sources) if not is_url(each)]
    inside = {Path(each).resolve() for each in named}
    if not is_url(plan.folder):
        folder = Path(plan.folder).resolve()
        inside.discard(folder)
        sources = [Path(each).resolve() for each in plan.recipe.sources if not is_url(each)]
        if any(folder.is_relative_to(each) for each in sources):
            raise InputError(IS_SOURCE, path=str(plan.folder), hint=OTHER_SOURCES)
    return Selection(plan.include, plan.exclude, frozenset(map(str, inside)))


def _prepare(recipe: Recipe) -> tuple[Recipe, WorkerTools]:
    """The recipe with the hashes of rules and sources as they are now, and both of them open."""
    tools = open_tools(recipe, refresh=True)
    library_hash = tools.library.hash if tools.library is not None else ""
    return replace(recipe, rules_hash=tools.rules.hash, library_hash=library_hash), tools


def stamp(recipe: Recipe, confidences: str = "") -> str:
    """Names everything besides the file that a result depends on."""
    how = [recipe.policy, recipe.as_of, recipe.only_medium, *["reports"] * recipe.reports]
    parts = [
        engine_version(),
        recipe.rules_hash,
        recipe.library_hash,
        *how,
        *filter(None, [confidences]),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
