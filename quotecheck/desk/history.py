"""Undo and redo: what an editor can take back, as the journals alone tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecheck.desk.events import Action, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNDOABLE = frozenset({Action.DECIDE, Action.SPANS, Action.CONFIDE})


def stacks(
    events: Iterable[Event], editor: str, *, reports: bool = False
) -> tuple[list[Event], list[Event]]:
    """The editor's events that an undo and a redo would reach, the next one last.

    Undo never reaches another editor's decision; a new decision empties the redo stack. Quotations
    and ``reports`` have stacks of their own, for only one of the lists is on the screen.
    """
    done: list[Event] = []
    undone: list[Event] = []
    for event in events:
        if event.editor != editor:
            continue
        if event.action in _UNDOABLE:
            if any(item.report for item in event.items) is not reports:
                continue
            done.append(event)
            undone.clear()
        elif event.action is Action.UNDO:
            _move(event.target, done, undone)
        elif event.action is Action.REDO:
            _move(event.target, undone, done)
    return done, undone


def _move(target: str, source: list[Event], goal: list[Event]) -> None:
    for index in range(len(source) - 1, -1, -1):
        if source[index].id == target:
            goal.append(source.pop(index))
            return
