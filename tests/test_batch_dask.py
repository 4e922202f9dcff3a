"""The Dask engine: a real scheduler and two workers on the loopback address, one of them killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from batch_samples import make_folder, make_plan, make_sources

from quotecheck import batch
from quotecheck.batch import Power
from quotecheck.batch.limit import OutOfTime, time_limit
from quotecheck.cli import main

pytest.importorskip("distributed", reason="needs the extra dask")


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    worker = ["worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started = [subprocess.Popen([*dask, *scheduler, "--scheduler-file", str(file)], **quiet)]
    worker += ["--scheduler-file", str(file), "--local-directory", str(tmp_path / "space")]
    started += [subprocess.Popen([*dask, *worker], **quiet) for _ in range(2)]
    for _ in range(150):
        if file.exists() and file.stat().st_size:
            break
        time.sleep(0.2)
    yield json.loads(file.read_text())["address"], started[1:]
    for process in reversed(started):
        process.kill()
        process.wait()


def test_a_lost_worker_changes_nothing(tmp_path, cluster):
    address, workers = cluster
    folder, sources = make_folder(tmp_path, 2000), make_sources(tmp_path)

    def kill_one(state):
        if state.done == 300:
            workers[0].kill()

    power = Power("dask", scheduler=address)
    batch.run(make_plan(tmp_path / "far", folder, sources, power=power), kill_one)
    assert workers[0].wait(5)
    batch.run(make_plan(tmp_path / "near", folder, sources))
    far, near = (tmp_path / name / "out" / "results.jsonl" for name in ("far", "near"))
    assert sorted(far.read_text().splitlines()) == sorted(near.read_text().splitlines())
    assert len(near.read_text().splitlines()) == 2000


def test_no_scheduler_there(tmp_path, capsys, monkeypatch):
    from quotecheck.batch import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    folder = make_folder(tmp_path)
    command = ["batch", str(folder), "-o", str(tmp_path / "out"), "--engine", "dask"]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "there is no scheduler" in capsys.readouterr().err


def test_a_limit_works_in_a_thread():
    from concurrent.futures import ThreadPoolExecutor

    def spin():
        with time_limit(0.2):
            while True:
                pass

    with ThreadPoolExecutor(1) as pool:
        assert isinstance(pool.submit(spin).exception(10), OutOfTime)
