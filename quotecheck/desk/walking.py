"""Going through a list of quotations or reports: the queue, where one is in it, which passage is
looked at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotecheck.desk import labels, queue
from quotecheck.desk.queue import Filter, Order, Progress

if TYPE_CHECKING:
    from quotecheck.desk.states import QuoteState
    from quotecheck.model import Passage


NOTHING_DONE = ("nothing to undo", "nothing to redo")
"""How ``last`` begins where there was nothing to be done."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A decision that is made only once the editor means it: why it is doubtful, whether it takes
    a reason, what then happens, the id of what it was asked of, and what the answer does, in
    words."""

    doubt: str
    needs_reason: bool
    act: Callable[[str], object]
    of: str
    deed: str = "confirm anyway"


class Walk(ABC):
    """The way through one list of an article. A subclass says what the list holds. ``last`` says
    what was done last, for the line that makes a wrong key visible, and ``told`` is that line where
    undo would take back something else: another editor did it, or it is a signature; ``question``
    is what has to be meant before it is decided on the current one."""

    def __init__(self, order: Order = Order.RISK) -> None:
        self.order = order
        self.filter = Filter()
        self.last = ""
        self.told = ""
        self.question: Prompt | None = None
        self._viewed: dict[str, int] = {}
        self._here = ""
        self._queue_of: tuple[Sequence[QuoteState], Order, Filter] | None = None
        self._queue: list[QuoteState] = []
        self._current_of: tuple[Sequence[QuoteState], dict[str, QuoteState]] | None = None

    # --- what the list holds ----------------------------------------------------------------

    @property
    @abstractmethod
    def states(self) -> Sequence[QuoteState]:
        """All of the list, in text order; the same object until something changes."""

    @abstractmethod
    def sorted(self) -> list[QuoteState]:
        """The items that the filter shows, in the chosen order."""

    @abstractmethod
    def flagged(self, state: QuoteState) -> bool:
        """Return whether something deserves a look before the others."""

    @abstractmethod
    def found(self, state: QuoteState) -> tuple[Passage, ...]:
        """The passages that the engine found, best first."""

    @property
    @abstractmethod
    def progress(self) -> Progress:
        """The progress of the work."""

    # --- decisions --------------------------------------------------------------------------

    def mean_it(self, reason: str = "", asked: Prompt | None = None) -> bool:
        """Decide what was ``asked``, or what the ``question`` is about; false if there is none, it
        was asked of another one, or it needs a reason."""
        asked = asked or self.question
        if asked is None or asked.of != self._here or (asked.needs_reason and not reason):
            return False
        self.question = None
        return asked.act(reason) is not False

    def _ask(
        self,
        doubt: str,
        act: Callable[[str], object],
        deed: str = "confirm anyway",
        *,
        needs_reason: bool = False,
    ) -> None:
        self.question = Prompt(doubt, needs_reason, act, self._here, deed)

    def _ask_anew(
        self, state: QuoteState, act: Callable[[str], object], *, opens: bool = False
    ) -> None:
        """Ask whether what is decided is to be decided otherwise, or opened again."""
        decided = labels.decision_text(state.decision) if state.decision else ""
        what, deed = ("opens it again", "open it again") if opens else ("changes that", "change it")
        self._ask(f"decided already ({decided}); this {what}", act, deed)

    @abstractmethod
    def note(self, text: str) -> None:
        """Write a note for the record; an empty one takes the old one away."""

    @abstractmethod
    def take_evidence(self, passage: Passage) -> None:
        """Make a passage that the editor found the evidence for the current one."""

    @abstractmethod
    def undo(self) -> bool:
        """Take one's last decision back and go to what it was about."""

    @abstractmethod
    def redo(self) -> bool:
        """Put what was undone back in force."""

    # --- where one is -----------------------------------------------------------------------

    @property
    def queue(self) -> list[QuoteState]:
        """The items that the filter shows, in the chosen order; worked out once a change."""
        made_of = (self.states, self.order, self.filter)
        if self._queue_of is None or any(
            old is not new for old, new in zip(self._queue_of, made_of, strict=True)
        ):
            self._queue = self.sorted()
            self._queue_of = made_of
        return self._queue

    @property
    def index(self) -> int:
        """The place of the current one in the queue; -1 if it is filtered out."""
        for index, state in enumerate(self.queue):
            if state.quote.id == self._here:
                return index
        return -1

    @property
    def current(self) -> QuoteState | None:
        """The current one; None where there are none."""
        states = self.states
        if self._current_of is None or self._current_of[0] is not states:
            self._current_of = (states, {each.quote.id: each for each in states})
        return self._current_of[1].get(self._here)

    def go(self, quote_id: str) -> None:
        """Make one the current one."""
        self._here = quote_id
        self.question = None

    def start(self) -> None:
        """Go to the first open one, or to the first."""
        states = self.queue
        first = next((state for state in states if state.open), states[0] if states else None)
        self._here = first.quote.id if first else ""

    def move(self, by: int) -> None:
        """Go ``by`` places on in the queue."""
        if self.queue:
            here = self.index
            self.go(self.queue[queue.step(self.queue, here, by) if here >= 0 else 0].quote.id)

    def next_open(self, by: int = 1) -> bool:
        """Go to the next open one, round the end if need be; false if there is none."""
        return self._seek(by, lambda state: state.open)

    def next_flagged(self, by: int = 1) -> bool:
        """Go to the next open one that deserves a look."""
        return self._seek(by, lambda state: state.open and self.flagged(state))

    def jump(self, number: int) -> bool:
        """Go to one by its number in the article."""
        for state in self.states:
            if state.number == number:
                self.go(state.quote.id)
                return True
        return False

    def show(self, shown: Filter) -> None:
        """Filter the queue; the current one changes only if it is hidden now."""
        self.filter = shown
        if self.queue and self.index < 0:
            self.go(self.queue[0].quote.id)

    def near(self, offset: int) -> None:
        """Go to the one that begins nearest to an offset of the article."""
        if self.states:
            self.go(min(self.states, key=lambda each: abs(each.quote.start - offset)).quote.id)

    def _seek(self, by: int, wanted: Callable[[QuoteState], bool]) -> bool:
        states = self.queue
        hits = [index for index, state in enumerate(states) if wanted(state)]
        here = self.index
        if here < 0:
            here = -1 if by > 0 else 0
        found = queue.seek(states, here, by, hits) if states else None
        if found is None:
            return False
        self.go(states[found].quote.id)
        return True

    # --- the evidence -----------------------------------------------------------------------

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages to compare with: one that an editor chose, then the engine's."""
        state = self.current
        if state is None:
            return ()
        found = self.found(state)
        chosen = state.decision.evidence if state.decision else None
        if chosen is None:
            return found
        if any(same_place(chosen, match) for match in found):
            # What an editor has chosen is the evidence, also where the engine thinks it only near.
            return tuple(chosen if same_place(chosen, match) else match for match in found)
        return (chosen, *found)

    @property
    def viewed(self) -> int:
        """The passage that is being looked at, by number."""
        return min(self._viewed.get(self._here, self._first()), max(0, len(self.passages) - 1))

    @property
    def passage(self) -> Passage | None:
        """The passage that is being looked at, and on which a decision rests."""
        return self.passages[self.viewed] if self.passages else None

    def look_at(self, by: int) -> None:
        """Look at the passage ``by`` places on, round the end."""
        if self.passages:
            self._viewed[self._here] = (self.viewed + by) % len(self.passages)

    def _first(self) -> int:
        state = self.current
        chosen = state.decision.evidence if state and state.decision else None
        for index, passage in enumerate(self.passages):
            if chosen is not None and same_place(chosen, passage):
                return index
        return 0

    def _other_passage(self) -> Passage | None:
        """The passage in view, if it is not the one that a decision would rest on anyway."""
        return self.passage if self._viewed.get(self._here) else None


def same_place(one: Passage, other: Passage) -> bool:
    """Return whether two passages are the same words of the same source."""
    return (one.source, one.start, one.end) == (other.source, other.start, other.end)


def first_words(state: QuoteState, length: int = 40) -> str:
    """The first words, for a line that says what was done."""
    text = " ".join(state.quote.text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
