"""Hearing when articles or sources change. Needs the extra ``watch``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from quotecheck.batch.remote import is_url
from quotecheck.batch.runner import Plan
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.errors import InputError
from quotecheck.sources.opening import INDEX_FOLDER

_OWN = {OWN_FOLDER, INDEX_FOLDER}
_PAUSE = 200  # milliseconds between two looks


def changes(plan: Plan, stop: Event | None = None) -> Iterator[None]:
    """Something once the watch has begun, and each time that the folder or the sources of a
    plan have changed after that, until ``stop`` is set. Raises InputError, at once, without
    the extra.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "pip install 'quotecheck-desk[watch]'"
        raise InputError("watching needs the extra `watch`", hint=hint) from error
    places = [plan.folder, plan.output, *plan.recipe.sources]
    if any(map(is_url, places)):
        raise InputError("only folders here can be watched", path=str(plan.folder))
    output = Path(plan.output).resolve()

    def matters(_change: object, path: str) -> bool:
        file = Path(path)
        if file.resolve().is_relative_to(output) or _OWN & set(file.parts):
            return False
        return not file.name.startswith(".")

    watched = {Path(each) for each in (plan.folder, *plan.recipe.sources)}
    for each in watched:
        if not each.exists():
            raise InputError("is not there", path=str(each), hint="check the name")
    heard = watch(
        *watched,
        watch_filter=matters,
        stop_event=stop,
        raise_interrupt=True,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
    )
    return _rounds(heard, str(plan.folder))


def _rounds(heard: Iterator[object], folder: str) -> Iterator[None]:
    # Until something is heard for the first time nobody listens: what changes between a run and
    # then would be missed, so that the first run comes after.
    try:
        next(heard, None)
        yield
        for changed in heard:
            if changed:
                yield
    except OSError as error:
        raise InputError(f"cannot be watched: {error.strerror or error}", path=folder) from error
