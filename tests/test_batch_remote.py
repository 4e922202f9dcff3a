"""Articles, sources and output on another file system."""

from __future__ import annotations

import json

import pytest
from batch_samples import SOURCE, make_folder, make_sources, story

from quotecheck import batch
from quotecheck.batch import Plan, Power, Recipe
from quotecheck.cli import main
from quotecheck.errors import InputError

fsspec = pytest.importorskip("fsspec", reason="needs the extra dask")


@pytest.fixture
def far():
    files = fsspec.filesystem("memory")
    for number in range(5):
        files.pipe(f"/drafts/{number % 2}/story-{number}.txt", story(number).encode())
    files.pipe("/drafts/.hidden/story.txt", story(1).encode())
    files.pipe("/drafts/broken.txt", b"\0\1\2" * 999)
    files.pipe("/sources/meeting.txt", SOURCE.encode())
    yield files
    for place in ("/drafts", "/sources", "/out"):
        if files.exists(place):
            files.rm(place, recursive=True)


def run(**changes):
    recipe = Recipe(sources=("memory://sources",))
    power = Power(jobs=1)
    return batch.run(Plan("memory://drafts", "memory://out", recipe, power=power, **changes))


def test_everything_elsewhere(far):
    summary = run()
    assert (summary["documents"], summary["failed"]) == (5, 1)
    lines = [json.loads(line) for line in far.cat("/out/results.jsonl").splitlines()]
    assert [line["path"] for line in lines] == [
        "memory:///drafts/0/story-0.txt",
        "memory:///drafts/0/story-2.txt",
        "memory:///drafts/0/story-4.txt",
        "memory:///drafts/1/story-1.txt",
        "memory:///drafts/1/story-3.txt",
    ]
    assert far.exists("/out/index.html")


def test_a_second_run_takes_up_the_first(far):
    run()
    far.pipe("/drafts/new.txt", story(7).encode())
    summary = run()
    assert summary["run"]["computed"] == 1
    assert summary["documents"] == 6
    assert len(far.cat("/out/results.jsonl").splitlines()) == 6


def test_addresses_and_folders_give_the_same(tmp_path):
    folder, sources = make_folder(tmp_path), make_sources(tmp_path)
    recipe = Recipe(sources=(str(sources),))
    batch.run(Plan(f"file://{folder}", tmp_path / "far", recipe, power=Power(jobs=2)))
    batch.run(Plan(folder, tmp_path / "near", recipe, power=Power(jobs=1)))
    far, near = ((tmp_path / name / "results.jsonl").read_text() for name in ("far", "near"))
    assert far.replace("file://", "") == near


@pytest.mark.parametrize("url", ["memory://nowhere", "no-such-system://x", "s3:///"])
def test_what_is_not_there(url, tmp_path):
    with pytest.raises(InputError):
        batch.run(Plan(url, tmp_path / "out", power=Power(jobs=1)))


def test_without_the_extra(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    assert main(["batch", "memory://drafts", "-o", str(tmp_path / "out")]) == 2
    assert "extra `dask`" in capsys.readouterr().err
