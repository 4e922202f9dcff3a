"""Fixtures of the batch run, and settings of property tests, shared by all tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from batch_samples import make_folder, make_sources
from hypothesis import settings

from quotecheck.cli import main

# Where the parent ignores Ctrl-C (nohup, background jobs, some CI runners) every process that a
# test starts would ignore it, too. A handler of our own is not inherited: they have the default.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on what else the machine does.
settings.register_profile("quotecheck", deadline=None)
settings.load_profile("quotecheck")


@pytest.fixture
def run(capsys):
    """Run a command here: its exit status, and what it wrote."""

    def _run(*arguments):
        status = main([str(each) for each in arguments])
        done = capsys.readouterr()
        return status, done.out, done.err

    return _run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return make_sources(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """One cache for the tests of a process, apart from the user's: rules are read once."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
