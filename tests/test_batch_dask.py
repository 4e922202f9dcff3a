"""The Dask engine: a real scheduler and two workers on the loopback address, one of them killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from batch_samples import make_folder, make_plan, make_sources

from quotecheck import batch
from quotecheck.batch import Power
from quotecheck.cli import main
from quotecheck.limit import OutOfTime, time_limit

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
    folder, sources = make_folder(tmp_path, 1000), make_sources(tmp_path)

    def kill_one(state):
        if state.done == 300:
            workers[0].kill()

    power = Power("dask", scheduler=address)
    batch.run(make_plan(tmp_path / "far", folder, sources, power=power), kill_one)
    assert workers[0].wait(5)
    batch.run(make_plan(tmp_path / "near", folder, sources))
    far, near = (tmp_path / name / "out" / "results.jsonl" for name in ("far", "near"))
    assert sorted(far.read_text().splitlines()) == sorted(near.read_text().splitlines())
    assert len(near.read_text().splitlines()) == 1000


def test_no_scheduler_there(tmp_path, capsys, monkeypatch):
    from quotecheck.batch import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    folder = make_folder(tmp_path)
    command = ["batch", str(folder), "-o", str(tmp_path / "out"), "--engine", "dask"]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "there is no scheduler" in capsys.readouterr().err


@pytest.mark.parametrize("at_work", [False, True])
def test_ctrl_c_ends_a_cluster_of_our_own_at_once(tmp_path, at_work):
    """While it opens, and with a chunk under way; the same command goes on."""
    folder, out = make_folder(tmp_path, 1200), tmp_path / "out"
    command = [sys.executable, "-m", "quotecheck", "batch", str(folder), "--output", str(out)]
    process = subprocess.Popen(
        [*command, "--engine", "dask", "--jobs", "2", "--progress", "json"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    if at_work:
        for line in process.stderr:
            if line.startswith("{") and json.loads(line)["done"] > 100:
                break
    else:
        while not (out / "summary.json").exists():
            time.sleep(0.05)
        time.sleep(0.7)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    told = [line for line in stderr.splitlines() if not line.startswith("{")]
    assert [line.partition(":")[0] for line in told] == ["quotecheck"]
    assert "Go on with: quotecheck" in told[0]
    subprocess.run([*command, "--quiet"], check=True)
    summary = json.loads((out / "summary.json").read_text())
    assert summary["complete"]
    assert summary["documents"] == 1200
    assert summary["run"]["kept"] >= (100 if at_work else 0)


TROUBLE = """\
import os
from quotecheck import extraction
def troubled(article, rules, extract=extraction.extract, **options):
    if (article.title or "").startswith("Kills"):
        os.kill(os.getpid(), 9)
    return extract(article, rules, **options)
extraction.extract = troubled
"""


def test_a_document_that_costs_two_workers_is_set_aside(tmp_path):
    folder, out = make_folder(tmp_path, 40), tmp_path / "out"
    trouble = "Kills whoever reads it today\n\n“No,” Quill said on Monday.\n"
    (folder / "trouble.txt").write_text(trouble, encoding="utf-8")
    (tmp_path / "trouble.py").write_text(TROUBLE, encoding="utf-8")
    command = [sys.executable, "-m", "quotecheck", "batch", str(folder), "--output", str(out)]
    done = subprocess.run(
        [*command, "--engine", "dask", "--jobs", "2"],
        env=os.environ | {"DASK_DISTRIBUTED__WORKER__PRELOAD": str(tmp_path / "trouble.py")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert "40 documents" in done.stdout
    error = json.loads((out / "errors.jsonl").read_text())
    assert (error["path"], error["stage"]) == (str(folder / "trouble.txt"), "worker")
    assert error["reason"].endswith("died while running it")


def test_another_cluster_on_this_machine_is_nothing_to_complain_of(tmp_path):
    folder, out = make_folder(tmp_path), tmp_path / "out"
    command = [sys.executable, "-m", "quotecheck", "batch", str(folder), "--output", str(out)]
    with socket.socket() as usual:
        with suppress(OSError):  # then somebody has it already
            usual.bind(("127.0.0.1", 8787))
            usual.listen()
        done = subprocess.run(
            [*command, "--engine", "dask", "--jobs", "1"], capture_output=True, text=True
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert "10 documents" in done.stdout


def test_a_scheduler_asks_for_its_engine(tmp_path, capsys):
    command = ["batch", str(make_folder(tmp_path)), "-o", str(tmp_path / "out")]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "--engine dask" in capsys.readouterr().err


def test_a_limit_works_in_a_thread():
    from concurrent.futures import ThreadPoolExecutor

    def spin():
        with time_limit(0.2):
            while True:
                pass

    with ThreadPoolExecutor(1) as pool:
        assert isinstance(pool.submit(spin).exception(10), OutOfTime)
