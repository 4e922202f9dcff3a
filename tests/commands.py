"""Commands run in this process: what they say and do needs no start of another."""

from __future__ import annotations

import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

from quotecheck.cli import main


def run_here(*arguments, cwd=None, answers="", environ=None) -> CompletedProcess:
    """Run the command in this process, with answers on its input, and return what `subprocess.run`
    would."""
    out, err = io.StringIO(), io.StringIO()
    before, stdin = os.environ.copy(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8")
    os.environ.update(environ or {})
    words = [str(each) for each in arguments]
    try:
        with chdir(cwd or "."), redirect_stdout(out), redirect_stderr(err):
            try:
                status = main(words)
            except SystemExit as end:
                status = end.code
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(before)
    return CompletedProcess(words, status, out.getvalue(), err.getvalue())
