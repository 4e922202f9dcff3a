"""The keys of the desk: one table for the bindings, the footer, the help and the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class DeskCommand:
    """Something that can be done at the desk.

    ``id`` is the name in the settings file and of the action; ``keys`` are separated by commas;
    ``words`` stand in the footer, ``help`` in the help and the palette.
    """

    id: str
    keys: str
    words: str
    help: str
    group: str


DECIDE, MOVE, VIEW, SPANS, RECORD = (
    "Decide",
    "Move",
    "Find and view",
    "Mend the span",
    "The record",
)

COMMANDS = (
    DeskCommand("confirm", "a", "confirm", "confirm words and speaker as printed", DECIDE),
    DeskCommand("mean_it", "enter", "mean it", "decide what was asked, against the engine", DECIDE),
    DeskCommand("take_source", "c", "take source", "take the source's words and speaker", DECIDE),
    DeskCommand("edit", "e", "edit", "correct the words by hand", DECIDE),
    DeskCommand("reject", "x", "not right", "not right: choose what is to be done", DECIDE),
    DeskCommand("speaker", "s", "speaker", "say who is speaking", DECIDE),
    DeskCommand("later", "space", "later", "leave it for later", DECIDE),
    DeskCommand("note", "t", "note", "write a note for the record", DECIDE),
    DeskCommand("not_a_quote", "minus", "no quote", "not a quotation", DECIDE),
    DeskCommand("paraphrase", "p", "paraphrase", "make it a paraphrase", DECIDE),
    DeskCommand("cannot_verify", "v", "can't verify", "it cannot be verified", DECIDE),
    DeskCommand("ask_writer", "w", "ask writer", "flag it with a question for the writer", DECIDE),
    DeskCommand("needs_source", "d", "needs source", "it needs a source", DECIDE),
    DeskCommand("waive", "W", "waive", "let it stand, with a reason", DECIDE),
    DeskCommand("private", "T", "private note", "a private note, kept apart", DECIDE),
    DeskCommand(
        "confide", "K", "confidential", "the speaker is confidential: give an alias", DECIDE
    ),
    DeskCommand("undo", "u,backspace", "undo", "undo one's last decision", DECIDE),
    DeskCommand("redo", "U", "redo", "redo what was undone", DECIDE),
    DeskCommand("confirm_all", "A", "all verbatim", "confirm all verbatim quotes at once", DECIDE),
    DeskCommand("next_open", "n", "open", "the next open quote", MOVE),
    DeskCommand("previous_open", "N", "prev open", "the previous open quote", MOVE),
    DeskCommand("next_flagged", "right_square_bracket", "flagged", "the next flagged quote", MOVE),
    DeskCommand(
        "previous_flagged",
        "left_square_bracket",
        "prev flagged",
        "the previous flagged quote",
        MOVE,
    ),
    DeskCommand(
        "next", "j,down", "down", "the next quote in the list; ↓ scrolls a text first", MOVE
    ),
    DeskCommand(
        "previous", "k,up", "up", "the previous quote in the list; ↑ scrolls a text first", MOVE
    ),
    DeskCommand("next_passage", "m", "match", "the next passage", MOVE),
    DeskCommand("previous_passage", "M", "prev match", "the previous passage", MOVE),
    DeskCommand("reports", "r", "reports", "to the reports without marks, and back", MOVE),
    DeskCommand("jump", "g", "go to", "go to a quote by its number", MOVE),
    DeskCommand(
        "name_label", "l", "name label", "say who a source's label is, here and below", VIEW
    ),
    DeskCommand("search", "slash", "search", "search the sources for evidence", VIEW),
    DeskCommand("open_source", "o", "open source", "open the source at the place", VIEW),
    DeskCommand("copy_words", "y", "copy", "copy the source's words with where they stand", VIEW),
    DeskCommand("filter", "f", "filter", "choose which quotes are listed", VIEW),
    DeskCommand("order", "O", "order", "worst first, or as in the text", VIEW),
    DeskCommand("pane", "tab", "pane", "the next pane", VIEW),
    DeskCommand("enlarge", "plus", "enlarge", "enlarge the pane, and back", VIEW),
    DeskCommand("wider", "greater_than_sign", "wider", "widen the left pane", VIEW),
    DeskCommand("narrower", "less_than_sign", "narrower", "narrow the left pane", VIEW),
    DeskCommand("hide_queue", "h", "hide list", "hide the list of quotes, and back", VIEW),
    DeskCommand(
        "passage", "I", "passage", "choose the words of the source that are the evidence", VIEW
    ),
    DeskCommand("mark", "i", "mark", "mark a quote that was missed", SPANS),
    DeskCommand("join", "J", "join", "join the quote with the one after it", SPANS),
    DeskCommand("split", "S", "split", "split the quote in two", SPANS),
    DeskCommand("sign", "G", "sign off", "sign the article off", RECORD),
    DeskCommand("history", "H", "history", "what was decided on this quote, by whom", RECORD),
    DeskCommand("reload", "R", "reload", "read article and sources again", RECORD),
    DeskCommand("theme", "f2", "light/dark", "light or dark", VIEW),
    DeskCommand("leave", "q", "quit", "back to the list of articles, or quit", VIEW),
    DeskCommand("help", "question_mark", "help", "all keys", VIEW),
)

#: What the footer shows, the most useful first; the last one is always there.
FOOTER = (
    "confirm",
    "take_source",
    "edit",
    "reject",
    "speaker",
    "later",
    "note",
    "next_open",
    "next_flagged",
    "next_passage",
    "reports",
    "search",
    "undo",
    "confirm_all",
    "filter",
    "pane",
    "open_source",
    "ask_writer",
    "not_a_quote",
    "redo",
    "sign",
    "leave",
    "help",
)

BY_ID = {each.id: each for each in COMMANDS}

#: What only moves, or shows another pane: no key of it decides anything or opens a dialog.
MOVING = frozenset({each.id for each in COMMANDS if each.group == MOVE} - {"reports", "jump"})
COMMAND_IDS = frozenset(BY_ID)


def _here(command: str, words: str = "", help: str = "", group: str = "") -> DeskCommand:  # noqa: A002
    """A command as it is on the reports: the same key and name, and what it does there."""
    each = BY_ID[command]
    return DeskCommand(
        each.id, each.keys, words or each.words, help or each.help, group or each.group
    )


#: What can be done with the reports; the keys are those that do the like with quotations.
REPORT_COMMANDS = (
    _here("confirm", "fair", "the report is fair: the source says so"),
    _here("mean_it", help="decide what was asked: fair without a passage"),
    _here("reject", "wrong", "it is wrong: say what is"),
    _here("cannot_verify", help="it cannot be verified"),
    _here("later", "skip", "skip it: it need not be checked"),
    _here("note"),
    _here("undo"),
    _here("redo"),
    _here("next_open", help="the next open report"),
    _here("previous_open", help="the previous open report"),
    _here("next_flagged", "clash", "the next report that clashes or is disputed"),
    _here("previous_flagged", "prev clash", "the previous one"),
    _here("next", help="the next report in the list; ↓ scrolls a text first"),
    _here("previous", help="the previous report in the list; ↑ scrolls a text first"),
    _here("next_passage"),
    _here("previous_passage"),
    _here("reports", "quotes", "back to the quotes"),
    _here("jump", help="go to a report by its number"),
    _here("search"),
    _here("open_source"),
    _here("copy_words"),
    _here("filter", help="choose which reports are listed"),
    _here("order", help="clashes first, or as in the text"),
    *map(_here, ("pane", "enlarge", "wider", "narrower")),
    _here("hide_queue", help="hide the list of reports, and back"),
    _here("history", help="what was decided on this report, by whom"),
    _here("reload"),
    _here("theme"),
    _here("leave", "back", "back to the quotes"),
    _here("help"),
)
REPORT_FOOTER = (
    *("confirm", "reject", "cannot_verify", "later", "note", "next_open", "next_flagged"),
    *("next_passage", "search", "undo", "reports", "filter", "pane", "open_source", "redo", "help"),
)

_SHOWN = {
    "space": "␣",
    "minus": "-",
    "plus": "+",
    "slash": "/",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "full_stop": ".",
    "comma": ",",
    "backspace": "⌫",
    "enter": "⏎",
    "down": "↓",
    "up": "↑",
}


def bindings(commands: Sequence[DeskCommand] = COMMANDS) -> list[Binding]:
    """The bindings of a screen; their ids are the names in the settings file."""
    from textual.binding import Binding

    return [
        Binding(each.keys, each.id, each.words, id=each.id, tooltip=each.help) for each in commands
    ]


def key_label(keys: str) -> str:
    """The first of the keys as it is written on the screen."""
    first = keys.split(",", maxsplit=1)[0].strip()
    return _SHOWN.get(first, first.replace("ctrl+", "^"))
