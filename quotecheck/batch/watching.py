"""Hearing when articles, sources, rules or baseline change. Needs the extra ``watch``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from quotecheck.batch.plan import Plan
from quotecheck.batch.remote import is_url
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.errors import InputError
from quotecheck.installed import extra_hint
from quotecheck.rules import files as rule_files
from quotecheck.sources.opening import INDEX_FOLDER

_OWN = {OWN_FOLDER, INDEX_FOLDER}
_PAUSE = 200  # milliseconds between two looks


def changes(plan: Plan, stop: Event | None = None) -> Iterator[None]:
    """Something once the watch has begun, and each time that something a plan goes by has changed
    after that, until ``stop`` is set. Raises InputError, at once, without the extra.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        raise InputError("watching needs the extra `watch`", hint=extra_hint("watch")) from error
    places = [plan.folder, plan.output, *plan.recipe.sources]
    if any(map(is_url, places)):
        raise InputError("only folders here can be watched", path=str(plan.folder))
    ours = [Path(each).resolve() for each in (plan.output, plan.recipe.index) if each]

    def matters(_change: object, path: str) -> bool:
        file = Path(path)
        if _OWN & set(file.parts) or any(map(file.resolve().is_relative_to, ours)):
            return False
        return not file.name.startswith(".")

    watched = {Path(each) for each in (plan.folder, *plan.recipe.sources)}
    for each in watched:
        if not each.exists():
            raise InputError("is not there", path=str(each), hint="check the name")
    folders = {each for each in watched if each.is_dir()}
    heard = watch(
        *folders,
        watch_filter=matters,
        stop_event=stop,
        raise_interrupt=True,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
    )
    return _rounds(heard, str(plan.folder), [*_settings(plan), *(watched - folders)])


def _settings(plan: Plan) -> list[Path]:
    """The files that say how documents are done and judged."""
    files = rule_files(plan.recipe.rules)
    if plan.baseline and not plan.accept:  # one that is being made is written by each round
        files.append(plan.baseline)
    return files


def _rounds(heard: Iterator[object], folder: str, files: Sequence[Path]) -> Iterator[None]:
    # Until something is heard for the first time nobody listens: what changes between a run and
    # then would be missed, so that the first run comes after.
    try:
        before = [_state(file) for file in files]
        next(heard, None)
        yield
        for changed in heard:
            now = [_state(file) for file in files]
            if changed or now != before:
                before = now
                yield
    except OSError as error:
        raise InputError(f"cannot be watched: {error.strerror or error}", path=folder) from error


def _state(file: Path) -> tuple[int, ...]:
    """The figures that differ once a file has been written. A file named by itself is looked at,
    not listened to: editors put a new one in its place, and no event would tell of that."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns
