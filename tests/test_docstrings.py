"""Docstrings that a newcomer can read at a glance: they open with a noun or a verb."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("quotecheck", "tests", "benchmarks", "docs/scripts")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
RIDDLE = re.compile(
    r"(?:who|whose|whom|what|which)(?:ever)?\b|whether\b|how(?:ever)?\b|where(?:ver)?\b"
    r"|when(?:ever)?\b|why\b|that\b|(?:in|of|to|by|for|from|with) (?:whom|which|what)\b",
    re.IGNORECASE,
)


def riddles(source: str) -> Iterator[tuple[int, str]]:
    """The lines and openings of docstrings that begin with a question word."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            first = text.splitlines()[0]
            if RIDDLE.match(first):
                yield node.body[0].lineno, first


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_docstring_opens_with_a_noun_or_a_verb(folder):
    paths = sorted((ROOT / folder).rglob("*.py"))
    assert paths
    told = [
        f"{path.relative_to(ROOT)}:{line}: {opening}"
        for path in paths
        for line, opening in riddles(path.read_text(encoding="utf-8"))
    ]
    assert told == [], "say what it returns or does, and why it exists"


def test_a_riddle_is_told_with_its_line():
    source = 'def f():\n    """What stands there."""\n\n\ndef g():\n    """The words there."""\n'
    assert list(riddles(source)) == [(2, "What stands there.")]
