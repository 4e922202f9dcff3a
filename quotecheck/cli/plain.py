"""``quotecheck review --plain``: quotation by quotation in lines, as ``git add -p`` asks.

For screen readers, dumb terminals and pipes: it reads answers from standard input, a line each,
and does the same as the screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from quotecheck.cli.common import complain
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
from quotecheck.cli.plain_reports import ask_about_reports, progress_in_words
from quotecheck.cli.plain_source import open_source, words_to_copy
from quotecheck.desk import judgements, labels
from quotecheck.desk.confidential import complaint
from quotecheck.desk.queue import Order, speaker_name
from quotecheck.desk.reported import ReportWalk
from quotecheck.desk.session import Session
from quotecheck.display import around, one_line
from quotecheck.errors import DeskError, QuotecheckError
from quotecheck.reports.text import diff_line
from quotecheck.settings.programs import NO_PROGRAMS

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.bench import Bench
    from quotecheck.model import Check, DiffOp
    from quotecheck.settings.own import Settings
    from quotecheck.settings.programs import Programs

ANSWERS = {
    "a": "confirm as printed; what the engine doubts or leaves open takes a reason: W REASON",
    "yes": "do what was asked about",
    "c": "take the source's words and speaker",
    "e WORDS": "these are the right words",
    "s NAME": "this is the speaker",
    "p": "make it a paraphrase",
    "v": "cannot be verified",
    "w QUESTION": "ask the writer",
    "d": "needs a source",
    "r": "to the reports without marks, and back",
    "W REASON": "let it stand, for this reason; after a: confirm it as printed",
    "-": "not a quotation",
    "t NOTE": "a note for the record",
    "K ALIAS": "the speaker is confidential: this name in every export (u takes it back)",
    "enter or l": "later",
    "m": "the next passage",
    "/ WORDS": "search the sources (also by:NAME, since:DATE) and take the best sentence",
    "o": "open the source at the place",
    "y": "the source's words with where they stand, to copy",
    "n, N": "the next, the previous open quote",
    "j, k": "the next, the previous quote in the list",
    "g NUMBER": "go to a quote",
    "?": "this list",
    "u, U": "undo, redo",
    "A": "confirm all verbatim quotes",
    "G": "sign the article off",
    "q": "quit",
}


_AROUND = 200  # characters of what stands around a passage


def review_plain(desk: Desk, bench: Bench, settings: Settings) -> int:
    """Ask about every open quotation of every article; 0 if nothing waits any more, else 1."""
    left = 0
    for name in bench.names:
        try:
            document = bench.standing(name, desk)
            order = Order(settings.order)
            session = Session(desk, document, bench, order=order)
            session.add_reports(bench.reports(name))
        except QuotecheckError as error:
            complain(error)
            left += 1
            continue
        walk = ReportWalk(session)
        print(f"{one_line(name)}: {_counts(walk)}")
        programs = settings.programs
        going_on = _ask_all(walk, bench, programs) and _offer_to_sign(walk, bench, programs)
        print(f"{one_line(name)}: {_counts(walk)}")
        left += session.progress.unfinished
        if not going_on:
            break
    return int(left > 0)


def _ask_all(walk: ReportWalk, bench: Bench, programs: Programs) -> bool:
    """Ask until no quotation is open; false if the editor stops."""
    session = walk.session
    while session.current is not None and session.progress.open:
        if not session.current.open and not session.next_open():
            break
        for line in describe(session, bench):
            print(line)
        answer = ask(f"{session.current.number}> ")
        if answer is None or answer == "q":
            return False
        if answer != "r":
            say_or_complain(partial(obey, session, bench, answer, programs))
        elif not ask_about_reports(walk, bench, programs):
            return False
    return True


def _offer_to_sign(walk: ReportWalk, bench: Bench, programs: Programs) -> bool:
    """With nothing open, ask whether to sign; false if the editor stops."""
    session = walk.session
    if session.progress.signed or session.progress.open:
        return True
    choice = "y, n, or r for the reports" if walk.progress.open else "y or n"
    answer = ask(f"all decided. sign as {one_line(session.desk.editor)}? {choice}> ")
    if answer is None:
        return False
    if answer == "r":
        return ask_about_reports(walk, bench, programs) and _offer_to_sign(walk, bench, programs)
    if answer.casefold() in ("y", "yes"):
        try:
            session.sign({})
        except DeskError as error:
            complain(error)
        else:
            print(one_line(session.last))
    return True


def describe(session: Session, bench: Bench) -> Iterator[str]:
    """A quotation in lines, each with its label first."""
    state = session.current
    if state is None:
        return
    check = state.quote.check
    yield ""
    yield f"quote {state.number}: {labels.verdict_title(state)}, {labels.STATUS[state.status][1]}"
    unheard = labels.unheard(session.passage) if session.passage else ""
    speaker = one_line(speaker_name(state)) or "nobody is named"
    yield f"speaker: {speaker}{f' ({unheard})' if unheard else ''}"
    said_by = session.said_by(state, session.passage)
    if said_by is not None and said_by.doubt:
        yield f"source says: {one_line(said_by.speaker)}, somebody else"
    yield f"printed: {one_line(state.quote.text)}"
    yield from unsettled(state)
    if session.passage is not None:
        label = "nearest" if session.passage.near else "source"
        yield f"{label}: {one_line(session.passage.text)}"
        yield passage_line(session.passage, session.viewed, len(session.passages))
        if line := around(*bench.around(session.passage), _AROUND):
            yield f"around: {line}"
    if check is not None:
        yield from _reasons(labels.why(state), check, _differences(session, check))


def _differences(session: Session, check: Check) -> Sequence[DiffOp]:
    """The differences between the quotation and the passage in view."""
    if session.passage in check.matches[:1]:
        return check.diff
    beside = session.beside
    return beside.ops if beside else ()


def _reasons(why: str, check: Check, differences: Sequence[DiffOp]) -> Iterator[str]:
    if why:
        yield f"why: {one_line(why)}"
    if any(op.op != "=" for op in differences):
        yield f"change: {diff_line(differences)}"
    if told := labels.flags_told(check):
        yield "flags: " + ", ".join(told)


def obey(session: Session, bench: Bench, answer: str, programs: Programs = NO_PROGRAMS) -> str:
    """Do what an answer says; returns what was done, or why not. ``programs`` show sources.

    Raises:
        DeskError: the decision could not be saved.
    """
    letter, _, words = answer.strip().partition(" ")
    words = words.strip()
    if letter not in ("yes", "W"):
        session.question = None  # only the very next answer may mean it
    if letter in _WORDY:
        if not words:
            return f"{letter} needs words after it: {letter} {_WORDY[letter]}"
        return _obey_words(session, bench, letter, words)
    if words:
        return needless(letter, ANSWERS)
    if letter == "o":
        return open_source(session.passage, bench, programs)
    if letter == "y":
        return words_to_copy(session.passage, bench, session.desk)
    return _obey_letter(session, letter)


_WORDY = {
    "e": "WORDS",
    "s": "NAME",
    "w": "QUESTION",
    "W": "REASON",
    "t": "NOTE",
    "K": "ALIAS",
    "g": "NUMBER",
    "/": "WORDS",
}


def _obey_words(session: Session, bench: Bench, letter: str, words: str) -> str:
    match letter:
        case "e":
            return _correct(session, words)
        case "s":
            session.name_speaker(words)
            return _asked(session) or session.last
        case "w":
            session.flag(judgements.ask_writer(words))
            return _asked(session) or session.last
        case "W" if session.question is not None:
            session.mean_it(words)
        case "W":
            session.decide(judgements.waive(words))
        case "t":
            session.note(words)
        case "K":
            if trouble := complaint(words):
                return trouble
            session.confide(words)
        case "/":
            return take_best(session, bench, words)
        case _:
            return jump(session, words, "quote")
    return session.last


def _obey_letter(session: Session, letter: str) -> str:
    match letter:
        case "a":
            session.confirm()
        case "yes":
            if not session.mean_it() and session.question is None:
                return "nothing was asked"
        case "c":
            if session.passage is None:
                return "there is no passage to take the words from"
            session.take_source()
        case "p":
            session.judge(judgements.paraphrase())
        case "v":
            session.judge(judgements.cannot_verify())
        case "-":
            session.judge(judgements.not_a_quote())
        case "d":
            session.flag(judgements.needs_source())
        case "l" | "":
            session.postpone()
        case "A":
            return f"{session.confirm_all()} confirmed"
        case _:
            return _obey_other(session, letter)
    return _asked(session) or session.last


def _asked(session: Session) -> str:
    """The question that the editor has still to answer, and how to answer it."""
    question = session.question
    if question is None:
        return ""
    how = f"{'W REASON' if question.needs_reason else 'yes'}: {question.deed}"
    return f"{question.doubt}: {how}"


def _correct(session: Session, words: str) -> str:
    """Take the words; says what was done, and which printed marks the words do not have."""
    state = session.current
    session.correct_words(words)
    lost = judgements.lost_marks(state.quote.text, words) if state else ""
    done = _asked(session) or session.last
    return f"{done}; the printed quotation marks are not kept: {lost}" if lost else done


def _obey_other(session: Session, letter: str) -> str:
    match letter:
        case "u":
            session.undo()
        case "U":
            session.redo()
        case "G":
            session.sign({})
        case "j" | "k":
            session.move(1 if letter == "j" else -1)
            return ""
        case _:
            return move(session, letter, ANSWERS)
    return session.last


def _counts(walk: ReportWalk) -> str:
    progress, told = walk.session.progress, progress_in_words(walk)
    words = f"{progress.decided} decided, {progress.open} open, {progress.flagged} flagged"
    words += f"; {told}" if told else ""
    return f"{words}, signed" if progress.signed else words
