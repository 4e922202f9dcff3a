"""Damaged structured files end in their words or in one clear message, never in a traceback."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "fuzz_structured.py"


def load():
    spec = importlib.util.spec_from_file_location("fuzz_structured", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_structured"] = module
    spec.loader.exec_module(module)
    return module


FUZZ = load()


@pytest.mark.parametrize("kind", FUZZ.KINDS)
def test_damaged_files_of_a_fixed_seed(kind):
    failures = []
    counts = FUZZ.fuzz(kind, 400, 7, failed=lambda *each: failures.append(each))
    assert not failures
    assert counts["read"]
