"""The picture of the rooms in docs/architecture.md, drawn from the imports of the code itself.

python docs/scripts/rooms.py            writes it into the page
python docs/scripts/rooms.py --check    says whether the one in the page is true

An arrow goes from a package to what it imports. Arrows that follow from others are left out: what
can be reached anyway needs no second arrow. A package of a few rooms is drawn open, a larger one
closed. The single modules that need no package are the ground and stand together in one box.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import grimp

PAGE = Path(__file__).parents[1] / "architecture.md"
PACKAGE = "quotecheck"
GROUND, LABEL = "ground", '"model, text, files and other single modules"'
LEFT_OUT = {"__main__", "api"}  # the doors: what they import says nothing about the house
MOST_ROOMS = 12
BEGIN, END = "<!-- rooms: made by docs/scripts/rooms.py -->", "<!-- rooms: end -->"


def drawing() -> str:
    """The picture, as Mermaid text."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)
    boxes = _boxes(graph)
    lines = ["flowchart TD"]
    for box in sorted(set(boxes.values())):
        if box != GROUND and _is_drawn_open(f"{PACKAGE}.{box}", graph):
            lines += _house(box, graph)
        else:
            lines.append(f"    {box}[{LABEL if box == GROUND else box}]")
    return "\n".join([*lines, *_arrows(boxes, graph, "    ")])


def _is_drawn_open(package: str, graph: grimp.ImportGraph) -> bool:
    rooms = graph.find_children(package)
    return len(rooms) <= MOST_ROOMS and any(graph.find_children(room) for room in rooms)


def _house(house: str, graph: grimp.ImportGraph) -> list[str]:
    """The rooms of a package, and what they need of each other."""
    rooms = sorted(graph.find_children(f"{PACKAGE}.{house}"))
    places = {
        module: f"{house}_{_last(room)}"
        for room in rooms
        for module in (room, *graph.find_descendants(room))
    }
    return [
        f"    subgraph {house}",
        *(f"        {places[room]}[{_last(room)}]" for room in rooms),
        *_arrows(places, graph, "        "),
        "    end",
    ]


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def _boxes(graph: grimp.ImportGraph) -> dict[str, str]:
    """The box in which each module stands. The package itself is in none: its ``__init__`` is a
    door, and whoever asks it for the version needs nothing else of it."""
    tops = [top for top in graph.find_children(PACKAGE) if _last(top) not in LEFT_OUT]
    packages = {top: graph.find_descendants(top) for top in tops if graph.find_children(top)}
    inside = {*packages, *(module for modules in packages.values() for module in modules)}
    boxes = {}
    for top in tops:
        alone = top not in inside and not inside & _reached(top, graph)
        for module in (top, *packages.get(top, ())):
            boxes[module] = GROUND if alone else _last(top)
    return boxes


def _reached(module: str, graph: grimp.ImportGraph) -> set[str]:
    """The modules that a module imports, directly or not, other than through the package's own
    door."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        for each in graph.find_modules_directly_imported_by(waiting.pop()) - found - {PACKAGE}:
            found.add(each)
            waiting.append(each)
    return found


def _arrows(places: dict[str, str], graph: grimp.ImportGraph, indent: str) -> list[str]:
    """The arrows between places, without those that lead where others lead as well. Places that
    need each other, of which there should be none, keep all of theirs, so that the picture shows
    them."""
    needs: dict[str, set[str]] = {place: set() for place in places.values()}
    for module, here in places.items():
        found = graph.find_modules_directly_imported_by(module)
        needs[here] |= {places[each] for each in found if each in places} - {here}
    ways = {place: _ways(place, needs) for place in needs}
    return [
        f"{indent}{here} --> {there}"
        for here in sorted(needs)
        for there in sorted(needs[here])
        if here in ways[there] or not any(there in ways[other] for other in needs[here] - {there})
    ]


def _ways(start: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for each in needs[waiting.pop()] - found:
            found.add(each)
            waiting.append(each)
    return found


def with_drawing(page: str) -> str:
    """The page with the picture of today."""
    block = f"{BEGIN}\n```mermaid\n{drawing()}\n```\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, page, flags=re.DOTALL)


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    now = with_drawing(text)
    if "--check" in sys.argv[1:] and now != text:
        sys.exit("The picture in docs/architecture.md is stale: run  python docs/scripts/rooms.py")
    PAGE.write_text(now, encoding="utf-8")
