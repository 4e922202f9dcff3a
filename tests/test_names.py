"""Names in the code: one meaning each, so that a name leads a newcomer to one module."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "quotecheck"

# Functions of one name in several modules, which do the same thing, each for what its module is of.
SAME = {
    "of each command": {"configure", "run"},
    "of each format, or of each kind of file": {
        *("read", "parse", "load", "write", "content", "contents", "document"),
        *("comments", "places", "main", "make_server"),
    },
    "of quotations and of reports without marks": {
        *("describe", "obey", "ordered", "flagged", "progress", "verdict", "doubt", "unsettled"),
    },
    "of the public library, and of the package behind it": {"check", "extract"},
}


def named(module: Path) -> Iterator[tuple[str, bool]]:
    """The public names at the top of a module, and whether each is a type."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        name, is_type = "", True
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name, is_type = node.name, False
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            target = node.targets[0].id
            name = target if target[0].isupper() and not target.isupper() else ""
        if name and not name.startswith("_"):
            yield name, is_type


def twins(*, types: bool) -> dict[str, list[str]]:
    """The names of types or of functions that stand in several modules, with the modules."""
    modules = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name, is_type in named(path):
            if is_type is types:
                modules[name].append(str(path.relative_to(PACKAGE)))
    return {name: found for name, found in modules.items() if len(found) > 1}


def test_a_type_has_a_name_of_its_own():
    assert twins(types=True) == {}


def test_a_function_has_a_name_of_its_own_or_does_what_its_namesakes_do():
    allowed = set().union(*SAME.values())
    found = twins(types=False)
    assert {name: found[name] for name in found.keys() - allowed} == {}
    assert allowed <= found.keys(), "take out of SAME what has no namesakes any more"
