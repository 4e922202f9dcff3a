"""Imports point down, and a start loads only the parts that it uses."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).parents[1] / "quotecheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
SEEDS = Path(__file__).parents[1] / "seeds"
STORY = SEEDS / "000_22d4084aa8b8ec3d.txt"
HEAVY = {"textual", "rich", "asyncio", "multiprocessing", "numpy", "jsonschema", "shtab"}


def modules_after(code):
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def command(*arguments):
    return f"from quotecheck.cli import main; main({[str(each) for each in arguments]!r})"


def test_the_library_loads_neither_the_app_nor_the_command_line():
    loaded = modules_after("import quotecheck; quotecheck.extract('“No,” said Mara Quill.')")
    assert not loaded & (HEAVY | {"argparse", "quotecheck.cli", "quotecheck.tui"})


@pytest.mark.parametrize(
    "arguments", [("extract", STORY), ("check", STORY, "--sources", SEEDS / "sources")]
)
def test_extract_and_check_start_light(arguments):
    assert not modules_after(command(*arguments)) & HEAVY


def test_extract_loads_neither_the_desk_nor_what_measures_likeness():
    loaded = modules_after(command("extract", STORY))
    assert not loaded & {"quotecheck.desk", "quotecheck.record", "rapidfuzz", "datetime", "html"}


def test_batch_never_loads_textual(tmp_path):
    arguments = ("batch", SEEDS, "--sources", SEEDS / "sources", "--output", tmp_path, "--quiet")
    assert "textual" not in modules_after(command(*arguments))


def test_no_modules_import_each_other_in_a_circle():
    """Imports for type checking alone count, and so do those inside functions."""
    graph = grimp.build_graph("quotecheck", cache_dir=None)
    imports = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_module_is_longer_than_400_lines():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {str(path): lines for path, lines in lengths.items() if lines > 400} == {}


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= 60
    ]
    assert long == []
