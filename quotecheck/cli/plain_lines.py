"""The lines that plain mode prints alike for quotations and for reports."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from quotecheck.cli.common import complain, narrate
from quotecheck.desk import labels
from quotecheck.display import one_line, place_in_words
from quotecheck.errors import DeskError

if TYPE_CHECKING:
    from quotecheck.desk.bench import Bench
    from quotecheck.desk.states import QuoteState
    from quotecheck.desk.walking import Walk
    from quotecheck.model import Passage


def ask(prompt: str) -> str | None:
    """The line that was typed, or None at the end of the input. Several lines that come to a
    terminal at once, as those of a paste do, are no answers; those of a pipe are."""
    try:
        answer = input(prompt).strip()
        while _sent_at_once():
            print("lines came all at once, as if pasted: none was taken")
            answer = input(prompt).strip()
    except EOFError:
        print()
        return None
    return answer


def _sent_at_once() -> bool:
    """Return whether more follows the line just typed in a terminal at once; it is thrown away."""
    found = False
    if sys.stdin.isatty():
        from quotecheck.tui.hurry import TOGETHER

        with suppress(ImportError, OSError):  # elsewhere a terminal cannot be asked
            import termios

            while select.select([sys.stdin], [], [], TOGETHER)[0]:
                found = True
                termios.tcflush(sys.stdin, termios.TCIFLUSH)
    return found


def needless(letter: str, answers: Mapping[str, str]) -> str:
    """A complaint about words behind an answer that takes none: a sentence that begins with a
    letter is not that letter."""
    known = letter in {each for keys in answers for each in keys.split(", ")} | {"l"}
    return f"{letter} takes no words after it" if known else _no_answer(letter)


def _no_answer(letter: str) -> str:
    return f"{letter!r} is not an answer; ? lists them"


def say_or_complain(obey: Callable[[], str]) -> None:
    """Print what obeying an answer returns, or that it could not be saved."""
    try:
        reply = obey()
    except DeskError as error:
        complain(error)
        narrate("that was NOT saved")
    else:
        print(one_line(reply))


def unsettled(state: QuoteState) -> Iterator[str]:
    """Lines on a decision that no longer stands: what it was, or what editors dispute."""
    if state.reopened is not None:
        was = labels.decision_text(state.reopened.was)
        yield f"open again: {one_line(state.reopened.reason)}; it was {one_line(was)}"
    for entry in state.conflict:
        words = one_line(labels.change_text(entry.item.change))
        yield f"disputed: {one_line(entry.event.editor)}: {words}"


def passage_line(passage: Passage, viewed: int, count: int) -> str:
    """A line that tells who says a passage, when and where, and which of several it is."""
    parts = (
        passage.speaker or passage.label,
        passage.time,
        passage.title or passage.source,
        passage.date,
        place_in_words(passage),
        f"passage {viewed + 1} of {count}" if count > 1 else "",
    )
    return "in: " + ", ".join(one_line(part) for part in parts if part)


def take_best(walk: Walk, bench: Bench, words: str) -> str:
    """Search the sources and make the best sentence the evidence; returns what came of it."""
    if bench.library is None:
        return "there are no sources: give some with --sources PATH"
    found = bench.search(words, limit=1)
    if not found:
        return "nothing found"
    walk.take_evidence(found[0].passage)
    return walk.last


def move(walk: Walk, letter: str, answers: Mapping[str, str]) -> str:
    """Go where a letter says, or list the ``answers``; returns what there is to print."""
    match letter:
        case "m":
            if len(walk.passages) < 2:
                return "there is no other passage" if walk.passages else "there is no passage"
            walk.look_at(1)
        case "n":
            walk.next_open()
        case "N":
            walk.next_open(-1)
        case "?" | "h":
            return "\n".join(f"{key:>12}  {meaning}" for key, meaning in answers.items())
        case _:
            return _no_answer(letter)
    return ""


def jump(walk: Walk, number: str, what: str) -> str:
    """Go to the quote or report of a number; returns a complaint if there is none."""
    return "" if number.isdecimal() and walk.jump(int(number)) else f"there is no {what} {number}"
