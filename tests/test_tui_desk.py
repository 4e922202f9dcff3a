"""The review desk: each decision by its key, undo, and what the screen says of it."""

from __future__ import annotations

from dataclasses import replace

from desk_samples import council
from tui_desk import press, press_every, running, screen_text, standing, until

from quotecheck.desk import Desk, Status
from quotecheck.model import Attribution, Check, Triage, Verdict, Wording


async def test_it_opens_on_the_worst_quotation_with_its_evidence(tmp_path):
    async with running(tmp_path) as (app, _):
        text = screen_text(app)
    assert "1 · FLIPPED · negation" in text
    assert "We would {+not+} have closed" in text
    assert "source says: OKORO" in text
    assert "a confirm" in text


async def test_a_right_quotation_costs_one_key_and_the_next_open_one_comes(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "a")
        assert standing(app, 2).decision.wording is Wording.CONFIRMED
        assert standing(app, 2).decision.attribution is Attribution.CONFIRMED
        assert app.desk_screen.session.current.number == 4
        assert "last: 2 ✓ confirmed" in screen_text(app)


async def test_the_same_key_again_never_confirms_an_error(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, *"aaaaaa")
        assert standing(app, 1).status is Status.OPEN
        assert "Enter: confirm anyway (asks for a reason)" in screen_text(app)
        assert app.desk_screen.session.current.number == 1


async def test_an_error_is_confirmed_by_another_key_and_with_a_reason(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "a", "enter", "enter")
        assert "some words are needed" in screen_text(app)
        await press(pilot, *"tape", "enter")
        decision = standing(app, 1).decision
        assert (decision.wording, decision.reason) == (Wording.CONFIRMED, "tape")


async def test_words_that_no_source_has_are_confirmed_by_another_key(tmp_path):
    base = council()
    lost = Check(Verdict.NOT_FOUND, Triage.OPEN, why="in none of the sources")
    document = replace(base, quotes=(replace(base.quotes[1], check=lost),))
    async with running(tmp_path, documents=[document]) as (app, pilot):
        await press(pilot, *"aaa")
        assert standing(app, 1).status is Status.OPEN
        assert "Enter: confirm anyway (asks for a reason)" in screen_text(app)
        await press(pilot, "enter", *"tape", "enter")
        decision = standing(app, 1).decision
        assert (decision.wording, decision.reason) == (Wording.CONFIRMED, "tape")


async def test_keys_faster_than_reading_decide_no_error(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 0.05, "c", "p", "v", "minus")
        assert standing(app, 1).status is Status.OPEN
        assert "too quick to have been read" in screen_text(app)
        now[0] += 0.4
        await press_every(pilot, now, 0.033, *["c"] * 50)  # a key that is held down
        decided = [each.number for each in app.desk_screen.session.state.quotes if not each.open]
        assert decided == [1, 6]
        now[0] += 0.4
        await press_every(pilot, now, 0.05, "c")
        assert standing(app, 3).status is Status.DECIDED


async def test_keys_faster_than_reading_decide_nothing_that_passes_either(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 0.05, "g", "2", "enter", "a", "space")
        assert standing(app, 2).status is Status.OPEN
        now[0] += 0.4
        await press_every(pilot, now, 0.05, "a")
        assert standing(app, 2).status is Status.DECIDED


async def test_the_card_says_what_the_source_has_just_before_and_after(tmp_path):
    for size in ((80, 24), (160, 50)):
        async with running(tmp_path / str(size), size=size) as (app, pilot):
            await press(pilot, "g", "3", "enter")
            (line,) = [row for row in screen_text(app).splitlines() if "around" in row]
            assert "VIDAL: »…«, and I say so with regret." in line


async def test_the_sources_words_are_taken_in_the_printed_marks(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "c")
        decision = standing(app, 1).decision
        assert decision.wording is Wording.CORRECTED
        assert decision.text == (
            "“We would not have closed the hospital if the vote had gone the other way,”"
        )
        assert decision.evidence.line == 3


async def test_the_sources_speaker_is_taken_where_another_said_it(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "j", "c")
        decision = standing(app, 3).decision
        assert (decision.wording, decision.attribution) == ("confirmed", "corrected")
        assert decision.speaker == "Marta Vidal"


async def test_the_speaker_is_chosen_by_a_few_letters(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "j", "s", *"marta", "enter")
        decision = standing(app, 3).decision
        assert (decision.speaker, decision.wording) == ("Marta Vidal", None)
        assert app.desk_screen.session.current.number == 3
        await press(pilot, "a")
        assert standing(app, 3).decision.speaker == "Marta Vidal"
        assert standing(app, 3).status is Status.DECIDED


async def test_a_name_that_nobody_has_is_taken_as_typed(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "s", *"Qx", "enter")
        assert standing(app, 1).decision.speaker == "Qx"


async def test_words_are_corrected_by_hand_from_the_sources(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "5", "enter", "e")
        assert app.screen.query_one("Input").value == "“4.7 million a year”"
        await press(pilot, "enter")
        assert standing(app, 5).decision.text == "“4.7 million a year”"


async def test_notes_are_written_for_the_record_and_privately(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "t", *"call", "ctrl+s", "T", *"hm", "ctrl+s")
        assert standing(app, 1).decision.note == "call"
        assert standing(app, 1).private == "hm"
        await until(pilot, lambda: "note      call" in screen_text(app))


async def test_a_confidential_speaker_gets_an_alias(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "K", *"=x", "enter")
        assert "an alias begins" in screen_text(app)
        await press(pilot, "backspace", "backspace", *"Source", "enter")
        assert list(app.screen.session.desk.aliases.values()) == ["Source"]
        await press(pilot, "u")
        assert app.screen.session.desk.aliases == {}


async def test_one_key_decisions(tmp_path):
    wanted = {
        "minus": Wording.NOT_A_QUOTE,
        "p": Wording.PARAPHRASE,
        "v": Wording.CANNOT_VERIFY,
    }
    async with running(tmp_path) as (app, pilot):
        for key, wording in wanted.items():
            await press(pilot, key)
            assert standing(app, 1).decision.wording is wording
            await press(pilot, "u")
            assert standing(app, 1).status is Status.OPEN


async def test_what_stays_open_moves_on(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "space")
        assert standing(app, 1).status is Status.LATER
        await press(pilot, "d")
        assert standing(app, 3).status is Status.SOURCE
        await press(pilot, "w", *"who", "enter")
        assert standing(app, 5).status is Status.WRITER
        assert standing(app, 5).decision.question == "who"
        assert app.desk_screen.session.current.number == 2


async def test_not_right_offers_what_can_be_done(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "x")
        assert "make it a paraphrase" in screen_text(app)
        await press(pilot, "p")
        assert standing(app, 1).decision.wording is Wording.PARAPHRASE


async def test_a_waiver_needs_a_reason(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "W", "enter")
        assert "some words are needed" in screen_text(app)
        await press(pilot, *"law", "enter")
        assert standing(app, 1).decision.reason == "law"


async def test_undo_and_redo_go_to_their_quotation_and_say_so(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "c", "c", "u")
        assert standing(app, 3).status is Status.OPEN
        assert app.desk_screen.session.current.number == 3
        assert "last: undone: 3 ~ " in screen_text(app)
        await press(pilot, "U")
        assert standing(app, 3).status is Status.DECIDED
        await press(pilot, "u", "u", "u")
        assert "nothing to undo" in screen_text(app)
        assert standing(app, 1).status is Status.OPEN


async def test_all_verbatim_ones_are_confirmed_after_a_look_at_the_list(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "A")
        text = screen_text(app)
        assert "enter: confirm 2" in text
        assert "2 ✓ Roy Tan" in text
        assert "VIDAL: »…«. It will cost 4.7 million a year." in text
        await press(pilot, "escape")
        assert standing(app, 2).status is Status.OPEN
        await press(pilot, "A", "A", "A")
        assert standing(app, 2).status is Status.OPEN
        await press(pilot, "enter")
        assert standing(app, 2).status is standing(app, 4).status is Status.DECIDED
        await press(pilot, "g", "2", "enter")
        assert "confirmed together with 1 other" in screen_text(app)
        assert standing(app, 2).decision.together == 1


async def test_one_of_the_verbatim_ones_is_left_out(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "A", "j", "space", "enter")
        assert standing(app, 2).status is Status.DECIDED
        assert standing(app, 2).decision.together == 0
        assert standing(app, 4).status is Status.OPEN


async def test_none_is_confirmed_together_before_it_was_on_the_screen(tmp_path):
    text = "\n\n".join(
        f"“The minutes show no such thing, number {n},” Tan said." for n in range(40)
    )
    base = council()
    quotes = []
    for number in range(40):
        words = f"“The minutes show no such thing, number {number},”"
        start = text.index(words)
        quotes.append(
            replace(
                base.quotes[1],
                id=str(number + 1),
                start=start,
                end=start + len(words),
                text=words,
            )
        )
    article = replace(base.article, text=text)
    document = replace(base, article=article, quotes=tuple(quotes))
    async with running(tmp_path, size=(80, 24), documents=[document]) as (app, pilot):
        await press(pilot, "A", "enter")
        assert "enter: go on" in screen_text(app)
        assert app.desk_screen.session.progress.decided == 0
        for _ in range(20):
            await press(pilot, "enter")
        assert app.desk_screen.session.progress.decided == 40


async def test_a_passage_found_by_searching_becomes_the_evidence(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "slash", *"amendment")
        await until(pilot, lambda: "CHAIR" in screen_text(app) and "Who moved" in screen_text(app))
        await press(pilot, "enter")
        assert standing(app, 1).decision.evidence.text == "Who moved the amendment?"
        assert app.desk_screen.session.passage.line == 7


async def test_moving_and_filtering(tmp_path):
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        numbers = []
        for key in ("j", "j", "k", "right_square_bracket", "left_square_bracket", "n", "N"):
            await press(pilot, key)
            numbers.append(session.current.number)
        assert numbers == [3, 5, 3, 5, 3, 5, 3]
        await press(pilot, "f", "e")
        assert [state.number for state in session.queue] == [1, 3, 5]
        assert "only flagged" in screen_text(app)
        await press(pilot, "f", "a", "O")
        assert [state.number for state in session.queue] == [1, 2, 3, 4, 5, 6]


async def test_it_opens_again_where_one_left(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "c", "c")
    async with running(tmp_path) as (app, _):
        assert standing(app, 1).status is Status.DECIDED
        assert app.desk_screen.session.current.number == 5
        assert "2 decided · 3 left" in screen_text(app)


async def test_another_editors_decision_appears_by_itself(tmp_path):
    from desk_samples import council

    async with running(tmp_path) as (app, pilot):
        with Desk(tmp_path, "Bob", host="h") as bob:
            from quotecheck.desk import Change

            bob.decide(council(), {"5": Change(wording=Wording.PARAPHRASE)})
        await pilot.pause(1.3)
        assert standing(app, 5).decision.editor == "Bob"
        assert "Bob: 5 ¶ make it a paraphrase" in screen_text(app)


async def test_a_decision_that_cannot_be_saved_is_told_and_not_shown_as_made(tmp_path, monkeypatch):
    import os

    async with running(tmp_path) as (app, pilot):

        def full(descriptor, data):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        app.desk_screen.action_paraphrase()
        monkeypatch.undo()
        await pilot.pause()
        assert "NOT SAVED" in screen_text(app)
        assert standing(app, 1).status is Status.OPEN
        assert app.desk_screen.session.current.number == 1


async def test_a_long_name_of_a_draft_does_not_cut_the_counts(tmp_path):
    name = "the-council-opens-the-bridge-after-all-second-version-for-the-lawyer.txt"
    base = council()
    long = replace(base, article=replace(base.article, path=name))
    async with running(tmp_path, size=(80, 24), documents=[long]) as (app, _):
        header = screen_text(app).splitlines()[0]
        assert "flagged" in header
        assert "…" in header
        assert header.split("…")[1].split()[0].endswith(".txt")


async def test_words_that_the_speaker_quotes_are_taken_for_a_reason_as_they_are_confirmed(tmp_path):
    base = council()
    check = replace(
        base.quotes[1].check,
        verdict=Verdict.SECONDHAND,
        triage=Triage.LOOK,
        why="Tan says that the clerk said it",
    )
    document = replace(base, quotes=(replace(base.quotes[1], check=check),))
    for key in ("a", "c"):
        async with running(tmp_path / key, documents=[document]) as (app, pilot):
            await press(pilot, *key * 3)
            assert standing(app, 1).status is Status.OPEN
            assert "(asks for a reason)" in screen_text(app)
            await press(pilot, "enter", *"tape", "enter")
            assert standing(app, 1).decision.reason == "tape"


async def test_ctrl_c_says_which_key_leaves_and_does_not(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "ctrl+c")
        assert "q leaves the desk; every decision is saved" in screen_text(app)
