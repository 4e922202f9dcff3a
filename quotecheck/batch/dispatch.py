"""Handing documents to an engine in chunks, and what to do when a chunk fails.

A chunk whose worker was lost is halved until the document that did it stands alone; a document
that costs a second worker is set aside. On a cluster a worker has several chunks, which are lost
with it though one was to blame: so documents under suspicion come last, each for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

from quotecheck.batch.engines import Engine
from quotecheck.batch.outcome import Failure, Outcome
from quotecheck.batch.recipe import Recipe
from quotecheck.batch.walk import FoundFile
from quotecheck.batch.work import do_chunk
from quotecheck.errors import InputError, QuotecheckError

_FIRST, _MOST = 4, 32  # documents in a chunk
_BYTES = 150_000
_DEATHS = 2


@dataclass(frozen=True, slots=True)
class Portion:
    """Documents that go to a worker together; ``losses`` counts the workers they have cost."""

    paths: tuple[str, ...]
    losses: int = 0


def chunks(files: Iterable[FoundFile]) -> Iterator[Portion]:
    """Files in chunks: small ones at first, so that every worker soon has something to do."""
    paths: list[str] = []
    size, most = 0, _FIRST
    for file in files:
        paths.append(file.path)
        size += file.size
        if len(paths) >= most or size >= _BYTES:
            yield Portion(tuple(paths))
            paths, size, most = [], 0, min(_MOST, most + 4)
    if paths:
        yield Portion(tuple(paths))


def dispatch(files: Iterable[FoundFile], engine: Engine, recipe: Recipe) -> Iterator[Outcome]:
    """The outcome of each file, as they come. At most ``engine.width`` chunks are under way at a
    time, which bounds the memory. Raises what concerns the whole run."""
    fresh = chunks(files)
    again: list[Portion] = []
    suspects: list[Portion] = []

    def lost(chunk: Portion, error: BaseException) -> Iterator[Outcome]:
        losses = chunk.losses + 1
        if len(chunk.paths) > 1:
            middle = len(chunk.paths) // 2
            for paths in (chunk.paths[:middle], chunk.paths[middle:]):
                (again if len(paths) > 1 else suspects).append(Portion(paths, losses))
        elif losses < _DEATHS:
            suspects.append(Portion(chunk.paths, losses))
        else:
            said, _, _ = str(error).partition(". ")  # a cluster goes on to advise its keeper
            yield Failure(chunk.paths[0], "worker", f"set aside: {said}")

    def upcoming() -> Portion | None:
        return again.pop() if again else next(fresh, None)

    def suspected() -> Portion | None:
        return suspects.pop() if suspects else None

    yield from _run(upcoming, lost, lambda: engine.width, engine, recipe)
    yield from _run(suspected, lost, lambda: engine.apart, engine, recipe)


def _run(
    upcoming: Callable[[], Portion | None],
    lost: Callable[[Portion, BaseException], Iterator[Outcome]],
    width: Callable[[], int],
    engine: Engine,
    recipe: Recipe,
) -> Iterator[Outcome]:
    """The outcomes of the chunks that ``upcoming`` gives, at most ``width`` of them under way."""
    running: dict[Future[Any], Portion] = {}
    while True:
        while len(running) < width() and (chunk := upcoming()) is not None:
            running[engine.submit(do_chunk, chunk.paths, recipe)] = chunk
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in [each for each in running if each in done]:  # always in the same order
            chunk = running.pop(future)
            if future.cancelled():
                raise InputError("the cluster is gone", hint="run the same command again to go on")
            error = future.exception()
            if error is None:
                yield from future.result()
            elif isinstance(error, QuotecheckError):
                raise error
            elif isinstance(error, OSError):
                hint = "what was done is kept; try fewer --jobs"
                raise InputError(f"the run cannot go on: {error}", hint=hint) from error
            else:
                yield from lost(chunk, error)
