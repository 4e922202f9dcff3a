"""The public JSON: true to its schema, and the same document when read back."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotecheck import model
from quotecheck.errors import InputError
from quotecheck.record import dumps, from_record, schema, to_record

TEXT = "“The dam will hold,” Mara Quill said."
SPEAKER = model.Speaker("Mara Quill", model.Mention("Mara Quill", 21, 31))
CUE = model.Mention("said", 32, 36)
PASSAGE = model.Passage(
    "s1", 4, 21, "The dam will hold", "s1.txt", "Hearing", "2024-05-06", "QUILL", "00:01:02", 3
)
FULL = model.Document(
    model.Article("dam", TEXT, "dam.txt", "Dam", "2024-05-07", ("odd encoding",)),
    (
        model.Quotation(
            "1",
            0,
            20,
            TEXT[:20],
            model.Kind.DIRECT,
            speaker=SPEAKER,
            cue=CUE,
            medium=model.Medium.SPEECH,
            rule="post",
            confidence=0.97,
            features=(model.Feature("rule post", 2.0),),
            alternatives=(
                model.Candidate(
                    model.Speaker("Ed Voss"), "next", -1.0, (model.Feature("far", -1.0),)
                ),
            ),
            check=model.Check(
                model.Verdict.VERBATIM,
                model.Triage.PASS,
                model.SpeakerMatch.SAME,
                (model.Flag.MANY_PLACES,),
                (model.DiffOp("=", "The dam will hold"),),
                (PASSAGE,),
                None,
                "the same words",
            ),
            decision=model.Decision(
                "ana", "2024-05-07T10:00:00Z", model.Wording.CONFIRMED, evidence=PASSAGE
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("explain", [True, False])
def test_a_record_is_true_to_the_schema(validator, explain):
    validator.validate(to_record(FULL, explain=explain))


def test_a_record_gives_the_same_document_back():
    line = dumps(to_record(FULL, explain=True))
    assert len(line.splitlines()) == 1
    assert from_record(json.loads(line), TEXT) == FULL


def test_the_schema_itself_is_valid_and_names_the_version():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["schema"]["const"] == 2


def test_the_fields_of_the_contract_are_there():
    quote = to_record(FULL)["quotes"][0]
    contract = (
        "id start end text kind paragraph speaker cue medium via rule confidence check decision"
    )
    assert set(contract.split()) <= set(quote)
    check = "verdict desk speaker_match flags diff matches"
    assert set(check.split()) <= set(quote["check"])
    match = "source path title date speaker time start end text"
    assert set(match.split()) <= set(quote["check"]["matches"][0])


@given(st.text())
@example("one\u2028two\u2029three\x85four")
def test_any_text_makes_one_line_that_json_reads_back(text):
    document = model.Document(model.Article("a", text, title=text), ())
    line = dumps(to_record(document))
    line.encode()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["title"] == text


@pytest.mark.parametrize(
    "change", [{"schema": 3}, {"quotes": [{}]}, {"quotes": None}, {"quotes": [{"id": "1"}]}]
)
def test_another_form_is_refused(change):
    with pytest.raises(InputError):
        from_record({**to_record(FULL), **change}, TEXT)


def test_a_changed_article_is_refused():
    with pytest.raises(InputError, match="is not where the record says"):
        from_record(to_record(FULL), "x" + TEXT)
