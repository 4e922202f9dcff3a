"""Reports without marks: where the sources speak of it, and what does not agree."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import read_quote_list
from quotecheck.cli import main
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.model import (
    Article,
    Kind,
    ParticularKind,
    Quotation,
    ReportVerdict,
    Source,
    Speaker,
    SpeakerMatch,
    State,
    Turn,
)
from quotecheck.record import dumps, from_record, schema, to_record
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import Checker
from quotecheck.verify.reports import Report, ReportChecker, statements
from quotecheck.verify.reports.story import Ticker

RULES = load()
QUILL = (
    "The old dam at Harrow will hold until 2040, the engineers tell me. We have set aside "
    "40 million dollars to repair the sluice gates. I counted 112 barges on the canal on Tuesday."
)
LIND = (
    "We need a new ferry harbour in Norway, and the fishing quota must be cut by 12 percent. "
    "My grandmother kept a bakery beside the lighthouse for thirty years."
)
FILLER = " ".join(
    f"Clause {number} of the by-laws was read aloud and adopted." for number in range(40)
)


def source(name: str, *turns: tuple[str, str], date: str | None = "2026-03-02") -> Source:
    text, found = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        found.append(Turn(speaker, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source(name, text, tuple(found), date=date)


def library(*sources: Source) -> Library:
    return Library(RULES, Canon(RULES)).adding(sources)


HEARING = source("hearing", ("Mara Quill", QUILL), ("Jo Lind", LIND), ("Clerk", FILLER))
LIBRARY = library(HEARING)


def check(text: str, speaker: str | None = "Mara Quill", date: str | None = "2026-03-03", **more):
    where = more.pop("library", LIBRARY)
    return ReportChecker(where, RULES).check(Report(text, speaker, date, **more))


def states(found) -> set[tuple[str, str]]:
    return {(part.kind.value, part.state.value) for part in found.particulars}


class TestPassages:
    def test_the_passage_is_found_by_its_words_in_whatever_order(self):
        found = check("that repairs of the sluice gates had 40 million dollars set aside")
        assert "sluice gates" in found.matches[0].text
        assert found.matches[0].speaker == "Mara Quill"

    def test_it_is_where_it_says(self):
        for passage in check("that the dam at Harrow would hold until 2040").matches:
            assert HEARING.text[passage.start : passage.end] == passage.text

    def test_the_speakers_own_words_come_before_those_of_others(self):
        both = library(source("a", ("Jo Lind", QUILL), ("Mara Quill", QUILL), ("Clerk", FILLER)))
        found = check("that the dam at Harrow would hold until 2040", library=both)
        assert found.matches[0].speaker == "Mara Quill"

    def test_a_later_source_is_no_passage(self):
        assert check("that the dam would hold until 2040", date="2026-01-10").matches == ()

    def test_a_large_index_gives_the_same_passage_as_a_small_one(self, tmp_path):
        from quotecheck.sources import shelving

        large = replace(LIBRARY, shelves=tuple(shelving.shelve([HEARING], LIBRARY.canon)))
        for text in (
            "that the dam at Harrow would hold until 2040",
            "that she had counted 112 barges on the canal",
        ):
            one, other = check(text), check(text, library=large)
            assert (one.verdict, one.matches[0].start) == (other.verdict, other.matches[0].start)

    def test_a_quotation_of_the_same_paragraph_shows_where_to_look(self):
        report = "she was fond of sweet things"
        context = (
            f"Lind said {report}. “My grandmother kept a bakery beside the lighthouse,” she said."
        )
        found = check(report, "Jo Lind", context=context, at=context.index(report))
        assert "bakery" in found.matches[0].text


class TestParticulars:
    @pytest.mark.parametrize(
        ("text", "speaker", "kind"),
        [
            (
                "that 60 million dollars were set aside to repair the sluice gates",
                "Mara Quill",
                "number",
            ),
            ("that the old dam at Harrow would hold until 2050", "Mara Quill", "date"),
            ("that she had counted 112 barges on the canal on Friday", "Mara Quill", "date"),
            ("that a new ferry harbour was needed in Sweden", "Jo Lind", "name"),
            ("that the fishing quota must be raised by 12 percent", "Jo Lind", "direction"),
        ],
    )
    def test_another_particular_clashes_and_is_named(self, text, speaker, kind):
        found = check(text, speaker)
        assert found.verdict is ReportVerdict.CLASH
        wrong = [part for part in found.particulars if part.state is State.DIFFERS]
        assert [part.kind.value for part in wrong] == [kind]
        assert wrong[0].text in text
        assert wrong[0].source in HEARING.text
        assert wrong[0].source in found.why

    @pytest.mark.parametrize(
        "text",
        [
            "that $40 million were set aside to repair the sluice gates",
            "that forty million dollars were set aside to repair the sluice gates",
            "that the old dam at Harrow would hold until 2040",
            "that she had counted 112 barges on the canal on Tuesday",
        ],
    )
    def test_the_same_particular_in_other_clothes_does_not(self, text):
        found = check(text)
        assert found.verdict is not ReportVerdict.CLASH
        assert {part.state for part in found.particulars} <= {State.SAME}

    def test_offsets_count_the_reports_own_words(self):
        text = "that 60 million dollars were set aside to repair the sluice gates"
        for part in check(text).particulars:
            assert text[part.start : part.end] == part.text

    def test_may_is_a_month_only_beside_a_number(self):
        assert ("date", "missing") not in states(check("that the dam may hold until 2040"))

    def test_words_of_somebody_else_are_told(self):
        found = check("that her grandmother kept a bakery beside the lighthouse for thirty years")
        assert found.verdict is ReportVerdict.CLASH
        assert found.speaker_match is SpeakerMatch.OTHER
        assert [(part.kind, part.source) for part in found.particulars] == [
            (ParticularKind.SPEAKER, "Jo Lind")
        ]

    def test_one_word_in_common_beside_a_quotation_accuses_nobody(self):
        talk = source(
            "talk",
            ("Jo Lind", "The library lost 1,140 hours of opening, as the figures say."),
            ("Clerk", FILLER),
            ("Mara Quill", "The next item is the bus shelter at the corner."),
        )
        words = "the board had lost its sense of proportion"
        context = f"“The library lost 1,140 hours of opening,” Lind said. Quill said {words}."
        report = Report(f"that {words}", "Mara Quill", None, context, context.index(words))
        found = ReportChecker(library(talk), RULES).check(report)
        assert found.verdict is not ReportVerdict.CLASH
        assert found.speaker_match is not SpeakerMatch.OTHER

    def test_the_question_that_a_speaker_answers_is_not_somebody_elses_report(self):
        talk = source(
            "talk",
            ("Host", "Would you order a quarantine over the marsh fever outbreak?"),
            ("Mara Quill", "You bet I would."),
            ("Clerk", FILLER),
        )
        found = check(
            "that she would order a quarantine over the marsh fever", library=library(talk)
        )
        assert found.verdict is not ReportVerdict.CLASH


class TestVerdicts:
    def test_nearly_the_same_words_support(self):
        found = check("that the old dam at Harrow will hold until 2040, engineers tell her")
        assert found.verdict is ReportVerdict.SUPPORTED

    def test_another_matter_has_no_passage(self):
        found = check("that violins are overrated in tropical orchestras")
        assert found.verdict is ReportVerdict.NO_PASSAGE

    @pytest.mark.parametrize("text", ["", "the", "!?", "that he would"])
    def test_a_report_of_no_weight_is_unchecked(self, text):
        assert check(text).verdict is ReportVerdict.UNCHECKED

    def test_without_sources_it_is_unchecked(self):
        assert check("that the dam holds", library=library()).verdict is ReportVerdict.UNCHECKED

    @given(st.text(max_size=80))
    def test_any_words_get_a_verdict(self, text):
        found = check(text, None, None)
        assert all(text[p.start : p.end] == p.text for p in found.particulars)


class TestStatements:
    def test_each_that_clause_is_checked_by_itself(self):
        text = "that the dam would hold, and that the quay had been sold in spring"
        quote = Quotation("i2", 10, 10 + len(text), text, Kind.INDIRECT)
        found = list(statements(quote))
        assert [each.id for each in found] == ["i2", "i2.2"]
        assert [each.text for each in found] == [
            "that the dam would hold",
            "that the quay had been sold in spring",
        ]
        assert all(text[each.start - 10 : each.end - 10] == each.text for each in found)

    def test_what_is_one_statement_stays_one(self):
        quote = Quotation("i1", 0, 22, "she and that man agree", Kind.INDIRECT)
        assert list(statements(quote)) == [quote]


STORY = "Mara Quill said the old dam at Harrow would hold until 2050.\n"


def checked():
    document = extract(Article("a", STORY, date="2026-03-03"), RULES, indirect=True)
    return Checker(LIBRARY, RULES).check_document(document)


class TestRecords:
    def test_a_report_is_true_to_the_schema_and_comes_back(self):
        document = checked()
        record = to_record(document)
        jsonschema.Draft202012Validator(schema()).validate(record)
        assert record["quotes"][0]["check"]["verdict"] == "clash"
        again = from_record(json.loads(dumps(record)), STORY)
        assert again.quotes[0].report is not None
        assert again.quotes[0].report.particulars == document.quotes[0].report.particulars

    def test_records_of_the_first_version_are_read(self):
        record = {**to_record(extract(Article("a", STORY), RULES)), "schema": 1}
        assert from_record(record, STORY).article.id == "a"

    def test_quotations_are_checked_as_before_beside_reports(self):
        text = STORY + "\n“We have set aside 40 million dollars,” Quill said.\n"
        document = extract(Article("a", text, date="2026-03-03"), RULES, indirect=True)
        found = Checker(LIBRARY, RULES).check_document(document)
        assert [quote.check is not None for quote in found.quotes] == [True, False]


class TestLists:
    def test_rows_say_that_they_are_reports_and_what_stands_around(self, tmp_path):
        path = tmp_path / "rows.jsonl"
        row = {
            "quote": "the dam would hold",
            "kind": "indirect",
            "context": "He said the dam would hold.",
        }
        path.write_text(json.dumps(row))
        (quote,) = read_quote_list(path).quotes
        assert (quote.kind, quote.context) == (Kind.INDIRECT, row["context"])

    def test_another_kind_is_refused_with_its_line(self, tmp_path):
        path = tmp_path / "rows.jsonl"
        path.write_text('{"quote": "a", "kind": "rumour"}')
        with pytest.raises(InputError, match="rumour"):
            read_quote_list(path)

    def test_a_context_that_lacks_the_report_does_no_harm(self):
        quote = Quotation(
            "1",
            0,
            4,
            "dams",
            Kind.INDIRECT,
            speaker=Speaker("Mara Quill"),
            context="Nothing of it.",
        )
        document = replace(extract(Article("a", "dams"), RULES), quotes=(quote,))
        assert Checker(LIBRARY, RULES).check_document(document).quotes[0].report is not None


class TestCommand:
    @pytest.fixture
    def files(self, tmp_path):
        story, spoken = tmp_path / "story.txt", tmp_path / "hearing.txt"
        story.write_text(STORY)
        spoken.write_text(f"Mara Quill: {QUILL}\n\nJo Lind: {LIND}\n\nClerk: {FILLER}\n")
        return [str(story), "--sources", str(spoken)]

    def test_a_clash_is_shown_and_the_exit_status_stays_calm(self, files, capsys):
        assert main(["check", *files]) == 0
        shown = capsys.readouterr().out
        assert "clash" in shown
        assert "2050" in shown
        assert "2040" in shown

    def test_it_fails_on_a_clash_if_asked(self, files, capsys):
        assert main(["check", *files, "--fail-on", "clash"]) == 1

    def test_reports_can_be_left_out(self, files, capsys):
        assert main(["check", *files, "--reports", "none", "--fail-on", "clash"]) == 0
        assert "without marks" not in capsys.readouterr().out

    def test_what_is_no_clash_is_shown_on_demand(self, tmp_path, files, capsys):
        (tmp_path / "story.txt").write_text(
            "Mara Quill said the old dam at Harrow would hold until 2040.\n"
        )
        main(["check", *files])
        assert "read " not in capsys.readouterr().out
        main(["check", *files, "--reports", "all"])
        assert "Harrow will hold" in capsys.readouterr().out


class TestBatch:
    @pytest.fixture
    def folder(self, tmp_path):
        drafts = tmp_path / "drafts"
        drafts.mkdir()
        (drafts / "a.txt").write_text(
            STORY + "\n“We have set aside 40 million dollars,” Quill said.\n"
        )
        spoken = tmp_path / "hearing.txt"
        spoken.write_text(f"Mara Quill: {QUILL}\n\nJo Lind: {LIND}\n\nClerk: {FILLER}\n")
        output = tmp_path / "out"
        return [str(drafts), "--sources", str(spoken), "--output", str(output)], output

    def summary(self, output):
        return json.loads((output / "summary.json").read_text())

    def test_reports_are_counted_by_themselves_and_only_if_asked(self, folder, capsys):
        args, output = folder
        assert main(["batch", *args, "--jobs", "1"]) == 0
        plain = self.summary(output)
        forms = [part for form in ("html", "csv", "sarif") for part in ("--report", form)]
        assert main(["batch", *args, "--jobs", "1", "--reports", *forms]) == 0
        both = self.summary(output)
        assert plain["reports"] == {}
        assert both["reports"] == {"clash": 1}
        assert (plain["quotes"], plain["verdict"], plain["desk"]) == (
            both["quotes"],
            both["verdict"],
            both["desk"],
        )
        assert "1 clash" in capsys.readouterr().out


class TestStoryParticulars:
    TEXT = (
        "The clerk told Mara Quill that 60 barges and $40 million were about right. "
        "So did Anna Kowalczyk, who came from Holm.\n\nIn a letter, Kowalcyzk agreed on Tuesday.\n"
    )

    def ticks(self, text=TEXT):
        where = library(
            source(
                "hearing", ("Mara Quill", QUILL), ("Anna Kowalczyk", "I agree."), ("Clerk", FILLER)
            )
        )
        return Ticker(where, RULES).ticks(Article("a", text))

    def test_each_is_found_or_differs_or_is_not_there(self):
        found = {tick.text: (tick.state, tick.source) for tick in self.ticks()}
        assert found["Mara Quill"] == (State.SAME, "")
        assert found["$40 million"] == (State.SAME, "")
        assert found["Tuesday"] == (State.ELSEWHERE, "")  # of something else
        assert found["60"] == (State.DIFFERS, "112")
        assert found["Holm"] == (State.MISSING, "")

    def test_a_name_that_is_spelt_in_two_ways_is_told(self):
        found = {tick.text: (tick.state, tick.source) for tick in self.ticks()}
        assert found["Kowalcyzk"] == (State.DIFFERS, "Kowalczyk")
        assert found["Anna Kowalczyk"] == (State.SAME, "")

    @given(st.text(max_size=120))
    def test_they_are_where_they_say(self, text):
        for tick in self.ticks(text):
            assert text[tick.start : tick.end] == tick.text

    def test_they_are_in_text_and_json_if_asked_for(self, tmp_path, capsys):
        story, spoken = tmp_path / "story.txt", tmp_path / "hearing.txt"
        story.write_text(self.TEXT)
        spoken.write_text(f"Mara Quill: {QUILL}\n\nClerk: {FILLER}\n")
        args = ["check", str(story), "--sources", str(spoken), "--particulars"]
        main(args)
        assert "another: 112" in capsys.readouterr().out
        main([*args, "--format", "jsonl"])
        record = json.loads(capsys.readouterr().out)
        jsonschema.Draft202012Validator(schema()).validate(record)
        states = {each["state"] for each in record["particulars"]}
        assert states == {"same", "differs", "missing", "elsewhere"}


class TestStoryPeople:
    SOURCES = (
        source(
            "hearing",
            (
                "Clerk",
                "Governor Nadia Petrovic, 52, met Captain Ole Brandt. Brandt is 38 years old. "
                "We thanked Dr. Imre Szabo in Harrow, and Senator Lund of Holm. " + FILLER,
            ),
        ),
    )

    def ticks(self, text, date=None):
        found = Ticker(library(*self.SOURCES), RULES).ticks(Article("a", text, date=date))
        return {(tick.kind.value, tick.text): (tick.state.value, tick.source) for tick in found}

    def test_titles_are_the_same_or_others(self):
        found = self.ticks("We saw Governor Petrovic, Major Brandt and Professor Szabo there.\n")
        assert found["title", "Governor"] == ("same", "")
        assert found["title", "Major"] == ("differs", "Captain")
        assert found["title", "Professor"] == ("missing", "")

    def test_ages_are_the_same_or_others(self):
        text = "They named Nadia Petrovic, 52, and Ole Brandt, 83, and Imre Szabo, 40.\n"
        found = self.ticks(text)
        assert found["age", "52"] == ("same", "")
        assert found["age", "83"] == ("differs", "38")
        assert found["age", "40"] == ("missing", "")
        assert ("number", "52") not in found

    @pytest.mark.parametrize("age", ["aged 38", "38,"])
    def test_ages_are_found_however_they_are_written(self, age):
        found = self.ticks(f"They named Brandt, {age} and went.\n".replace(", aged", " aged"))
        assert found["age", "38"] == ("same", "")

    def test_a_name_that_the_sources_spell_otherwise_is_told(self):
        found = self.ticks("We saw Nadia Petrovich and Imre Szabbo there.\n")
        assert found["name", "Nadia Petrovich"] == ("differs", "Petrovic")
        assert found["name", "Imre Szabbo"] == ("differs", "Szabo")

    def test_a_word_of_the_sources_is_no_spelling_of_a_name(self):
        assert self.ticks("We saw Miss Claude there.\n")["name", "Claude"] == ("missing", "")

    def test_another_form_of_a_name_is_no_misspelling(self):
        found = self.ticks("They met in Harrow with Harrowan friends.\n")
        assert found["name", "Harrowan"][0] == "missing"

    def test_weekdays_are_counted_from_the_day_of_the_story(self):
        found = self.ticks("They met on Monday and on Friday.\n", date="2026-03-04")
        assert found["date", "Monday"] == ("same", "")  # the hearing was on 2 March
        assert found["date", "Friday"] == ("missing", "")

    def test_what_begins_a_paragraph_is_no_name(self):
        found = self.ticks("They met and left\n\n“Leaving Harrow was hard,” he said.\n")
        assert ("name", "Harrow") in found
        assert not [text for kind, text in found if "Leaving" in text]

    def test_what_stands_before_a_title_is_ticked_by_itself(self):
        found = self.ticks("They met with Norwegian Governor Petrovic there.\n")
        assert ("name", "Norwegian") in found
        assert ("name", "Petrovic") in found

    def test_lines_about_the_story_are_not_ticked(self):
        found = self.ticks("Petrovic met Brandt\nDate: 2026-03-04\nBy: Ann Rowe\n\nThey met.\n")
        assert set(found) == {("name", "Brandt")}
