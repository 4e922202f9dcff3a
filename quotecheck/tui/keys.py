"""The keys of the desk: one table for the bindings, the footer, the help and the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done at the desk.

    ``id`` is the name in the settings file and of the action; ``keys`` are separated by commas;
    ``words`` stand in the footer, ``help`` in the help and the palette.
    """

    id: str
    keys: str
    words: str
    help: str
    group: str
    footer: bool = True


DECIDE, MOVE, VIEW, SPANS, RECORD = (
    "Decide",
    "Move",
    "Find and view",
    "Mend the span",
    "The record",
)

COMMANDS = (
    Command("confirm", "a", "confirm", "confirm words and speaker as printed", DECIDE),
    Command("take_source", "c", "take source", "take the source's words and speaker", DECIDE),
    Command("edit", "e", "edit", "correct the words by hand", DECIDE),
    Command("reject", "x", "not right", "not right: choose what is to be done", DECIDE),
    Command("speaker", "s", "speaker", "say who is speaking", DECIDE),
    Command("later", "space", "later", "leave it for later", DECIDE),
    Command("note", "t", "note", "write a note for the record", DECIDE),
    Command("not_a_quote", "minus", "no quote", "not a quotation", DECIDE),
    Command("paraphrase", "p", "paraphrase", "make it a paraphrase", DECIDE, footer=False),
    Command("cannot_verify", "v", "can't verify", "it cannot be verified", DECIDE, footer=False),
    Command("ask_writer", "w", "ask writer", "flag it with a question for the writer", DECIDE),
    Command("needs_source", "o", "needs source", "it needs a source", DECIDE, footer=False),
    Command("waive", "r", "waive", "let it stand, with a reason", DECIDE, footer=False),
    Command("private", "T", "private note", "a private note, kept apart", DECIDE, footer=False),
    Command("undo", "u,backspace", "undo", "undo one's last decision", DECIDE),
    Command("redo", "U", "redo", "redo what was undone", DECIDE),
    Command("confirm_all", "A", "all verbatim", "confirm all verbatim quotes at once", DECIDE),
    Command("next_open", "n", "next open", "the next open quote", MOVE),
    Command("previous_open", "N", "prev open", "the previous open quote", MOVE, footer=False),
    Command("next_flagged", "right_square_bracket", "next flagged", "the next flagged quote", MOVE),
    Command(
        "previous_flagged",
        "left_square_bracket",
        "prev flagged",
        "the previous flagged quote",
        MOVE,
        footer=False,
    ),
    Command("next", "j", "down", "the next quote in the list", MOVE, footer=False),
    Command("previous", "k", "up", "the previous quote in the list", MOVE, footer=False),
    Command("next_passage", "m", "next match", "the next passage", MOVE),
    Command("previous_passage", "M", "prev match", "the previous passage", MOVE, footer=False),
    Command("jump", "g", "go to", "go to a quote by its number", MOVE, footer=False),
    Command("search", "slash", "search", "search the sources for evidence", VIEW),
    Command("filter", "f", "filter", "choose which quotes are listed", VIEW),
    Command("order", "O", "order", "worst first, or as in the text", VIEW, footer=False),
    Command("pane", "tab", "pane", "the next pane", VIEW),
    Command("enlarge", "plus", "enlarge", "enlarge the pane, and back", VIEW, footer=False),
    Command("wider", "greater_than_sign", "wider", "widen the left pane", VIEW, footer=False),
    Command("narrower", "less_than_sign", "narrower", "narrow the left pane", VIEW, footer=False),
    Command(
        "hide_queue", "h", "hide list", "hide the list of quotes, and back", VIEW, footer=False
    ),
    Command("mark", "i", "mark", "mark a quote that was missed", SPANS, footer=False),
    Command("join", "J", "join", "join the quote with the one after it", SPANS, footer=False),
    Command("split", "S", "split", "split the quote in two", SPANS, footer=False),
    Command("sign", "G", "sign off", "sign the article off", RECORD),
    Command(
        "history", "H", "history", "what was decided on this quote, by whom", RECORD, footer=False
    ),
    Command("reload", "R", "reload", "read article and sources again", RECORD, footer=False),
    Command("theme", "f2", "light/dark", "light or dark", VIEW, footer=False),
    Command("leave", "q", "quit", "back to the list of articles, or quit", VIEW),
    Command("help", "question_mark", "help", "all keys", VIEW),
)

COMMAND_IDS = frozenset(each.id for each in COMMANDS)

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
}


def bindings() -> list[Binding]:
    """The bindings of the desk; their ids are the names in the settings file."""
    from textual.binding import Binding

    return [
        Binding(each.keys, each.id, each.words, id=each.id, tooltip=each.help) for each in COMMANDS
    ]


def shown(keys: str) -> str:
    """How the first of the keys is written on the screen."""
    first = keys.split(",", maxsplit=1)[0].strip()
    return _SHOWN.get(first, first.replace("ctrl+", "^"))
