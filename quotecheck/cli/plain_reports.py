"""The reports of an article in ``quotecheck review --plain``: one after the other, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from quotecheck.cli.plain_lines import (
    ask,
    jump,
    move,
    needless,
    passage_line,
    say_or_complain,
    take_best,
    unsettled,
)
from quotecheck.cli.plain_source import open_source, words_to_copy
from quotecheck.desk import labels, reported
from quotecheck.desk.queue import speaker_name
from quotecheck.display import counted, one_line
from quotecheck.model import ReportVerdict, State
from quotecheck.settings.programs import NO_PROGRAMS

if TYPE_CHECKING:
    from quotecheck.desk.bench import Bench
    from quotecheck.desk.reported import ReportWalk
    from quotecheck.model import Particular, Passage
    from quotecheck.settings.programs import Programs

ANSWERS = {
    "a": "fair: the source says so",
    "yes": "fair, though no passage is near enough",
    "a REASON": "fair all the same, though it clashes with a passage",
    "x WHAT": "wrong: what is wrong with it",
    "v": "cannot be verified",
    "enter or l": "skip it",
    "t NOTE": "a note for the record",
    "m": "the next passage",
    "o": "open the source at the place",
    "y": "the source's words with where they stand, to copy",
    "/ WORDS": "search the sources and take the best sentence",
    "n, N": "the next, the previous open report",
    "g NUMBER": "go to a report",
    "u, U": "undo, redo",
    "r": "back to the quotes",
    "?": "this list",
    "q": "quit",
}


def ask_about_reports(walk: ReportWalk, bench: Bench, programs: Programs) -> bool:
    """Ask about every open report, and once if none is open, so that one may be undone; false if
    the editor stops for good."""
    if walk.current is None:
        print("nothing is reported without quotation marks here")
    asked = False
    while walk.current is not None and (walk.progress.open or not asked):
        asked = True
        if not walk.current.open:
            walk.next_open()
        for line in describe(walk, bench):
            print(line)
        answer = ask(f"report {walk.current.number}> ")
        if answer is None or answer in ("q", "r"):
            return answer == "r"
        say_or_complain(partial(obey, walk, bench, answer, programs))
    return True


def progress_in_words(walk: ReportWalk) -> str:
    """Count the reports, the open ones and those that clash, in words; nothing for an article
    without any."""
    counts = walk.progress
    if not counts.total:
        return ""
    words = f"{counts.total} without marks, {counts.open} open"
    clashes = counted(counts.flagged, "clash", "clashes")
    return f"{words}, {clashes}" if counts.flagged else words


def describe(walk: ReportWalk, bench: Bench) -> Iterator[str]:
    """A report in lines, each with its label first."""
    state = walk.current
    if state is None:
        return
    check = state.quote.report
    yield ""
    yield f"report {state.number}: {labels.verdict_title(state)}, {labels.STATUS[state.status][1]}"
    yield f"speaker: {one_line(speaker_name(state)) or 'nobody is named'}"
    yield f"reported: {one_line(state.quote.text)}"
    yield from unsettled(state)
    if check is not None:
        yield from map(_particular, check.particulars)
    if walk.passage is not None:
        label = "nearest" if reported.verdict(state) is ReportVerdict.NO_PASSAGE else "passage"
        yield from _passage(walk.passage, bench, label)
        yield passage_line(walk.passage, walk.viewed, len(walk.passages))
    if why := labels.why(state):
        yield f"why: {one_line(why)}"


def _particular(part: Particular) -> str:
    text = f"{part.kind.value}: {one_line(part.text)}"
    if part.state is State.DIFFERS:
        return f"{text}: the source has {one_line(part.source)}"
    return f"{text}: {'the same' if part.state is State.SAME else 'not in the passages'}"


def _passage(passage: Passage, bench: Bench, label: str) -> Iterator[str]:
    before, after = bench.around(passage)
    if before.strip():
        yield f"before: {one_line(before)}"
    yield f"{label}: {one_line(passage.text)}"
    if after.strip():
        yield f"after: {one_line(after)}"


_NEED_WORDS = {"x": "WHAT", "t": "NOTE", "/": "WORDS", "g": "NUMBER"}


def obey(walk: ReportWalk, bench: Bench, answer: str, programs: Programs = NO_PROGRAMS) -> str:
    """Do what an answer says; returns what was done, or why not. ``programs`` show sources.

    Raises:
        DeskError: the decision could not be saved.
    """
    letter, _, words = answer.partition(" ")
    words = words.strip()
    if letter in _NEED_WORDS:
        if not words:
            return f"{letter} needs words after it: {letter} {_NEED_WORDS[letter]}"
        return _obey_words(walk, bench, letter, words)
    if words and letter != "a":
        return needless(letter, ANSWERS)
    if letter == "o":
        return open_source(walk.passage, bench, programs)
    if letter == "y":
        return words_to_copy(walk.passage, bench, walk.session.desk)
    return _obey_letter(walk, letter, words)


def _obey_letter(walk: ReportWalk, letter: str, words: str) -> str:
    asked, walk.question = walk.question, None  # only the very next answer may mean it
    match letter:
        case "a":
            if not walk.fair(words):
                return _needed(walk)
        case "yes":
            if not walk.mean_it("", asked):
                return "nothing was asked"
        case "v":
            walk.cannot_verify()
        case "l" | "":
            walk.skip()
        case "u":
            walk.undo()
        case "U":
            walk.redo()
        case _:
            return move(walk, letter, ANSWERS)
    return _asked(walk) or walk.last


def _asked(walk: ReportWalk) -> str:
    """The question that the editor has still to answer, and how to answer it."""
    return f"{walk.question.doubt}: yes: {walk.question.deed}" if walk.question else ""


def _needed(walk: ReportWalk) -> str:
    """A line that says why a report was not called fair, and how to call it so all the same."""
    if asked := _asked(walk):
        return asked
    if walk.current is not None and reported.doubt(walk.current):
        return "it clashes with a passage: a REASON says why it is fair all the same"
    return walk.last


def _obey_words(walk: ReportWalk, bench: Bench, letter: str, words: str) -> str:
    match letter:
        case "x":
            walk.wrong(words)
        case "t":
            walk.note(words)
        case "g":
            return jump(walk, words, "report")
        case _:
            return take_best(walk, bench, words)
    return walk.last
