"""The pool of processes: one lost worker costs one task, and the bad document stands alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path

import pytest
from batch_samples import make_folder, make_plan, make_sources

from quotecheck import batch
from quotecheck.batch import Power
from quotecheck.batch import dispatch as dispatch_module
from quotecheck.batch.dispatch import chunks, dispatch
from quotecheck.batch.engines import InProcess
from quotecheck.batch.local import LocalPool, WorkerLost
from quotecheck.batch.outcome import Failure, Success
from quotecheck.batch.recipe import Recipe
from quotecheck.batch.walk import FoundFile
from quotecheck.errors import InputError

STARTS = ["fork", "spawn"]


def double(number):
    return 2 * number


def die(number):
    os.kill(os.getpid(), signal.SIGKILL)


def hang(seconds):
    time.sleep(seconds)


def fail(text):
    raise ValueError(text)


@pytest.fixture(params=STARTS)
def pool(request):
    pool = LocalPool(2, limit=1.0, start=request.param)
    yield pool
    pool.shutdown()


def test_results_and_exceptions_come_back(pool):
    futures = [pool.submit(double, number) for number in range(50)]
    assert [future.result(20) for future in futures] == list(range(0, 100, 2))
    with pytest.raises(ValueError, match="on purpose"):
        pool.submit(fail, "on purpose").result(20)


class Stubborn(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")


def fail_stubbornly():
    raise Stubborn("salt", "pepper")


def test_an_error_that_cannot_travel_is_told_all_the_same(pool):
    with pytest.raises(RuntimeError, match="Stubborn: salt and pepper"):
        pool.submit(fail_stubbornly).result(20)


def test_a_killed_worker_costs_its_own_task(pool):
    futures = [pool.submit(die if number == 7 else double, number) for number in range(20)]
    wait(futures, 20)
    with pytest.raises(WorkerLost, match="signal 9"):
        futures[7].result(0)
    assert [each.result(0) for n, each in enumerate(futures) if n != 7] == [
        2 * n for n in range(20) if n != 7
    ]


def test_a_task_that_hangs_is_ended(pool):
    slow, quick = pool.submit(hang, 600), pool.submit(double, 4)
    assert quick.result(20) == 8
    with pytest.raises(WorkerLost, match="took more than"):
        slow.result(20)


def test_shutdown_does_not_wait_for_what_hangs():
    pool = LocalPool(1, start="fork")
    pool.submit(hang, 600)
    time.sleep(0.3)
    ending = threading.Thread(target=pool.shutdown, daemon=True)
    ending.start()
    ending.join(60)
    assert not ending.is_alive()


def chunk_of(paths, recipe, *, bad, log):
    with Path(log).open("a") as file:
        file.writelines(f"{path}\n" for path in paths)
    if bad in paths:
        die(0)
    return [Success(path, b"", b"{}\n", 1) for path in paths]


def test_the_bad_document_is_set_aside_alone(tmp_path, monkeypatch):
    files = [FoundFile(f"story-{number}", 100) for number in range(100)]
    log = tmp_path / "log"
    monkeypatch.setattr(
        dispatch_module, "do_chunk", partial(chunk_of, bad="story-61", log=str(log))
    )
    pool = LocalPool(2, start="fork")
    try:
        outcomes = list(dispatch(files, pool, Recipe()))
    finally:
        pool.shutdown()
    assert sorted(each.path for each in outcomes) == sorted(file.path for file in files)
    (failure,) = [each for each in outcomes if isinstance(each, Failure)]
    assert (failure.path, failure.stage) == ("story-61", "worker")
    assert "signal 9" in failure.reason


def test_a_document_gets_a_second_chance_and_no_third(tmp_path, monkeypatch):
    log = tmp_path / "log"
    monkeypatch.setattr(dispatch_module, "do_chunk", partial(chunk_of, bad="one", log=str(log)))
    pool = LocalPool(1, start="fork")
    try:
        (failure,) = dispatch([FoundFile("one", 1)], pool, Recipe())
    finally:
        pool.shutdown()
    assert failure.stage == "worker"
    assert log.read_text() == "one\none\n"


def test_chunks_hold_every_file_once_and_stay_small():
    files = [FoundFile(str(number), 10_000) for number in range(500)]
    made = list(chunks(files))
    assert [path for chunk in made for path in chunk.paths] == [file.path for file in files]
    assert max(len(chunk.paths) for chunk in made) <= 64
    assert len(made[0].paths) <= 4


def test_a_slow_document_is_cut_off_and_the_next_is_not(tmp_path, monkeypatch):
    from quotecheck import extraction
    from quotecheck.batch import work

    extract = extraction.extract

    def slow(article, rules, **options):
        if "slow" in article.id:
            while True:
                pass
        return extract(article, rules, **options)

    monkeypatch.setattr(extraction, "extract", slow)
    for name in ("a", "slow", "z"):
        (tmp_path / f"{name}.txt").write_text("“No,” said Mara Quill.", encoding="utf-8")
    paths = [str(tmp_path / f"{name}.txt") for name in ("a", "slow", "z")]
    first, middle, last = InProcess().submit(work.do_chunk, paths, Recipe(limit=0.2)).result()
    assert isinstance(first, Success)
    assert isinstance(last, Success)
    assert (middle.stage, middle.reason) == ("time", "took more than 0.2 s at extract")


class Counting(ThreadPoolExecutor):
    """Any executor is an engine once it says how many tasks keep it busy."""

    width, apart = 4, 1

    def __init__(self):
        super().__init__(2)
        self.under_way = self.most = 0

    def submit(self, fn, /, *args):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        return super().submit(fn, *args)


def test_only_so_many_chunks_are_under_way_and_files_are_met_as_they_are_needed(monkeypatch):
    def chunk_of(paths, recipe):
        last.add(paths[-1])
        return [Success(path, b"", b"{}\n", 1) for path in paths]

    monkeypatch.setattr(dispatch_module, "do_chunk", chunk_of)
    met = done = 0
    last = set()  # the last document of each chunk

    def files():
        nonlocal met
        for number in range(20_000):
            met += 1
            assert met - done <= 64 * 5 + 1  # those under way, and the chunk that is being filled
            yield FoundFile(str(number), 100)

    with Counting() as engine:
        for outcome in dispatch(files(), engine, Recipe()):
            done += 1
            engine.under_way -= outcome.path in last
    assert done == 20_000
    assert engine.most <= 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_rules_and_sources_are_opened_once_a_process(tmp_path, monkeypatch, jobs):
    """In the process that hands out when the run begins and when it ends, to see whether they
    have changed; in each worker once."""
    from quotecheck.batch import runner, work

    open_tools, log = work.open_tools, tmp_path / "log"

    def telling(*args, **options):
        with log.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return open_tools(*args, **options)

    monkeypatch.setattr(work, "open_tools", telling)
    monkeypatch.setattr(runner, "open_tools", telling)
    monkeypatch.setattr(work, "_opened", {})
    folder, sources = make_folder(tmp_path, 200), make_sources(tmp_path)
    plan = make_plan(tmp_path, folder, sources, power=Power(jobs=jobs, start="fork"))
    if jobs > 1:
        # A forked worker has what this process has opened; one that is started anew has not.
        monkeypatch.setattr(runner, "keep_tools", lambda *_: None)
    assert batch.run(plan)["documents"] == 200
    opened = Counter(log.read_text().split())
    assert opened.pop(str(os.getpid())) == 2
    assert len(opened) == (jobs if jobs > 1 else 0)
    assert set(opened.values()) <= {1}


class Shared:
    """A worker that has all tasks that are under way, and loses them together."""

    width, apart = 4, 1

    def __init__(self, bad):
        self.bad, self.under_way = bad, []

    def submit(self, fn, /, paths, recipe):
        future = Future()
        self.under_way.append((future, paths))
        if len(self.under_way) == 1:
            threading.Timer(0.02, self.work).start()
        return future

    def work(self):
        tasks, self.under_way = self.under_way, []
        dies = any(self.bad in paths for _, paths in tasks)
        for future, paths in tasks:
            if dies:
                future.set_exception(WorkerLost("the worker died"))
            else:
                future.set_result([Success(path, b"", b"{}\n", 1) for path in paths])


def test_nobody_is_set_aside_for_having_been_beside_the_bad_document():
    files = [FoundFile(str(number), 1) for number in range(4 + 8 + 12 + 16)]
    outcomes = list(dispatch(files, Shared(bad="9"), Recipe()))
    assert sorted(each.path for each in outcomes) == sorted(file.path for file in files)
    assert [each.path for each in outcomes if isinstance(each, Failure)] == ["9"]


class TestWorkersThatCannotBegin:
    """The system has no more processes or files to give: no future waits without end."""

    @pytest.fixture
    def no_more(self, monkeypatch):
        """From a chosen worker on, none can be started."""
        begun = []

        def after(count):
            real = LocalPool._begin

            def begin(pool):
                begun.append(1)
                if len(begun) > count:
                    raise BlockingIOError(11, "Resource temporarily unavailable")
                return real(pool)

            monkeypatch.setattr(LocalPool, "_begin", begin)

        return after

    def test_none_at_all(self, no_more):
        no_more(0)
        pool = LocalPool(2, start="fork")
        try:
            futures = [pool.submit(double, number) for number in range(5)]
            for future in futures:
                with pytest.raises(OSError, match="no worker process can be started"):
                    future.result(20)
            with pytest.raises(OSError, match="no worker"):
                pool.submit(double, 1).result(20)
        finally:
            pool.shutdown()

    def test_those_that_there_are_do_the_work(self, no_more):
        no_more(1)
        pool = LocalPool(4, start="fork")
        try:
            futures = [pool.submit(double, number) for number in range(20)]
            assert [future.result(20) for future in futures] == list(range(0, 40, 2))
        finally:
            pool.shutdown()

    def test_a_fault_of_the_pool_itself_settles_every_future(self, monkeypatch):
        def broken(self, worker):
            raise ZeroDivisionError("on purpose")

        monkeypatch.setattr(LocalPool, "_hear", broken)
        pool = LocalPool(1, start="fork")
        try:
            with pytest.raises(OSError, match="on purpose"):
                pool.submit(double, 1).result(20)
        finally:
            pool.shutdown()

    def test_the_run_says_so_and_keeps_what_was_done(self, tmp_path, no_more):
        no_more(0)
        folder = make_folder(tmp_path)
        plan = make_plan(tmp_path, folder, power=Power(jobs=2, start="fork"))
        with pytest.raises(InputError, match="no worker process can be started"):
            batch.run(plan)
