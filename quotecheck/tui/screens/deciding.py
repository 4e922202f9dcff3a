"""The keys by which an editor judges a quotation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from quotecheck.desk import judgements
from quotecheck.desk.confidential import complaint
from quotecheck.desk.people import possible_speakers
from quotecheck.desk.queue import speaker_name
from quotecheck.display import clip
from quotecheck.errors import InputError
from quotecheck.sources.named import label_to_name, name_speakers
from quotecheck.tui.dialogs.ask import Ask, Write, some_words
from quotecheck.tui.dialogs.choice import Choice, ChoiceOption
from quotecheck.tui.dialogs.pick import PickSpeaker
from quotecheck.tui.dialogs.together import Offered, Together
from quotecheck.tui.screens.view import DeskView

if TYPE_CHECKING:
    from quotecheck.desk.states import QuoteState

NOT_RIGHT = (
    ChoiceOption("p", "make it a paraphrase", "paraphrase"),
    ChoiceOption("v", "it cannot be verified", "cannot_verify"),
    ChoiceOption("w", "ask the writer", "ask_writer"),
    ChoiceOption("d", "it needs a source", "needs_source"),
    ChoiceOption("s", "somebody else is speaking", "speaker"),
    ChoiceOption("e", "correct the words by hand", "edit"),
    ChoiceOption("-", "it is not a quotation", "not_a_quote"),
    ChoiceOption("W", "let it stand, with a reason", "waive"),
)


_LABEL = 30  # characters


class DecidingView(DeskView):
    """The desk with the keys that decide."""

    def action_confirm(self) -> None:
        """Confirm as printed; a doubtful quotation asks first."""
        self._decide(self.session.confirm)

    def action_take_source(self) -> None:
        """Take the source's words, and its speaker where that is another one."""
        passage = self.session.passage
        if passage is None or passage.near:
            self.tell("there is no passage to take the words from: / searches the sources")
        else:
            self._decide(self.session.take_source)

    @work
    async def action_edit(self) -> None:
        """Correct the words by hand, from the source's words where there are any."""
        state, passage = self.session.current, self.session.passage
        if state is None:
            return
        words = state.decision.text if state.decision and state.decision.text else state.quote.text
        if passage is not None and not passage.near and words == state.quote.text:
            words = judgements.source_words(words, passage.text)
        printed, words = state.quote.text, " ".join(words.split())
        ask = Ask(
            "The right words",
            value=words,
            complaint=some_words,
            warning=lambda typed: _without_marks(printed, typed),
            between=judgements.between_marks(words),
        )
        typed = await self.app.push_screen_wait(ask)
        if typed is not None:
            self._do(lambda: self.session.correct_words(typed))

    @work
    async def action_reject(self) -> None:
        """Say what is to be done with a quotation that is not right."""
        chosen = await self.app.push_screen_wait(Choice("Not right: what now?", NOT_RIGHT))
        if chosen:
            await self.run_action(chosen)

    @work
    async def action_speaker(self) -> None:
        """Say who is speaking."""
        state = self.session.current
        if state is None:
            return
        bench = self.app.bench
        quote = bench.considered(self.name_of_article, state.quote)
        document = self.session.document
        people = possible_speakers(quote, document, self.sources.values(), bench.known_people)
        name = await self.app.push_screen_wait(PickSpeaker(people, document.article.text))
        if name:
            self._do(lambda: self.session.name_speaker(name))

    @work
    async def action_name_label(self) -> None:
        """Say who stands behind the label of the passage in view; kept beside the sources."""
        passage, state, self.notice = self.session.passage, self.session.current, ""
        label = label_to_name(passage, self.sources.get(passage.source) if passage else None)
        if "TEXTUAL_DRIVER" in os.environ:  # a browser may write nothing but decisions
            self.notice = "name it in a terminal: quotecheck sources name"
        elif passage is None or label is None:
            self.notice = "there is no label here that could be named"
        if self.notice or passage is None or passage.path is None or label is None or not state:
            self.show(article=False)
            return
        known = possible_speakers(
            state.quote, self.session.document, self.sources.values(), self.app.bench.known_people
        )
        text = self.session.document.article.text
        title = f"Who is “{clip(label, _LABEL)}” in this source?"
        name = await self.app.push_screen_wait(PickSpeaker(known, text, title))
        if not name:
            return
        try:
            name_speakers(Path(passage.path), {label: name})
        except InputError as error:
            self.tell(f"NOT SAVED: {error}")
            return
        self.tell(f"“{label}” is {name} from now on; reading again …", done=True)
        self.app.reload(self.name_of_article)

    def action_later(self) -> None:
        """Leave it for later."""
        self._decide(self.session.postpone)

    @work
    async def action_private(self) -> None:
        """Write a private note."""
        state = self.session.current
        old = state.private if state else ""
        text = await self.app.push_screen_wait(
            Write(f"Private note, {self.about(state)}, kept apart", value=old)
        )
        if text is not None and text.strip() != old:
            self._do(lambda: self.session.note(text.strip(), private=True))

    @work
    async def action_confide(self) -> None:
        """Give whoever is speaking an alias for every export."""
        state = self.session.current
        name = speaker_name(state) if state else ""
        if not name:
            return
        alias = await self.app.push_screen_wait(
            Ask(
                f"Confidential: {name} is exported only as",
                value=self.session.desk.aliases.get(name, ""),
                hint="an alias; nothing lifts it",
                complaint=lambda typed: complaint(typed.strip()),
            )
        )
        if alias is not None:
            self._do(lambda: self.session.confide(alias.strip()))

    def action_not_a_quote(self) -> None:
        """Judge that it is not a quotation."""
        self._decide(lambda: self.session.judge(judgements.not_a_quote()))

    def action_paraphrase(self) -> None:
        """Make it a paraphrase."""
        self._decide(lambda: self.session.judge(judgements.paraphrase()))

    def action_cannot_verify(self) -> None:
        """Judge that it cannot be verified."""
        self._decide(lambda: self.session.judge(judgements.cannot_verify()))

    @work
    async def action_ask_writer(self) -> None:
        """Flag it for the writer."""
        question = await self.app.push_screen_wait(
            Ask(
                f"Question for the writer, {self.about(self.session.current)}",
                hint="What do you need to know?",
                complaint=some_words,
            )
        )
        if question is not None:
            self._do(lambda: self.session.flag(judgements.ask_writer(question.strip())))

    def action_needs_source(self) -> None:
        """Flag that it needs a source."""
        self._decide(lambda: self.session.flag(judgements.needs_source()))

    @work
    async def action_waive(self) -> None:
        """Let it stand with a reason."""
        title = f"Let it stand, {self.about(self.session.current)}, because"
        reason = await self.app.push_screen_wait(Ask(title, complaint=some_words))
        if reason is not None:
            self._do(lambda: self.session.decide(judgements.waive(reason.strip())))

    @work
    async def action_confirm_all(self) -> None:
        """Confirm verbatim quotations together after a look at all of them."""
        rows = [self._beside(each) for each in self.session.safe]
        chosen = await self.app.push_screen_wait(Together(rows))
        if chosen:
            self._do(lambda: self.session.confirm_all(chosen))

    def _beside(self, state: QuoteState) -> Offered:
        """A quotation as the list shows it: who says it, and what the source says around it."""
        check = state.quote.check
        around = self.around(check.matches[0]) if check and check.matches else ("", "")
        words = " ".join(state.quote.text.split())
        return Offered(state.quote.id, state.number, speaker_name(state), words, *around)


def _without_marks(printed: str, typed: str) -> str:
    """A warning where a correction does not keep the quotation marks that were printed."""
    lost = judgements.lost_marks(printed, typed)
    return f"the printed quotation marks are not kept: {lost}" if lost else ""
