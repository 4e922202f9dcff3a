"""Every module with the first sentence of its docstring, by room: a page of the site.

``python docs/scripts/modules.py`` prints it; with a word it prints the lines that have it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "quotecheck"


def page() -> Iterator[str]:
    """The page, as lines of Markdown."""
    yield "# Modules\n\nThe first sentence of each module's docstring, by room.\n"
    for room in sorted({path.parent for path in PACKAGE.rglob("*.py")}):
        yield f"## {room.relative_to(PACKAGE.parent)}\n\n{sentence(room / '__init__.py')}\n"
        modules = [path for path in sorted(room.glob("*.py")) if path.name != "__init__.py"]
        yield "| module | what it is |\n|---|---|"
        yield from (f"| `{path.name}` | {sentence(path)} |" for path in modules)
        yield ""


def sentence(path: Path) -> str:
    """The first sentence of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = " ".join(text.partition("\n\n")[0].split())
    return first.replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    wanted = " ".join(sys.argv[1:]).lower()
    for line in page():
        if wanted in line.lower():
            print(line)
