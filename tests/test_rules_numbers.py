"""Numbers and words that decide in the rules have the effect that they say."""

from __future__ import annotations

from pathlib import Path

from quotecheck import rules
from quotecheck.api import extract
from quotecheck.model import Document, Kind


def read(tmp_path: Path, text: str, own: str = "", *, indirect: bool = False) -> Document:
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\n{own}\n", encoding="utf-8")
    return extract(text, rules=rules.load(path), indirect=indirect)


def name(document: Document, number: int = -1) -> str:
    speaker = document.quotes[number].speaker
    assert speaker is not None
    return speaker.name


def test_how_likely_a_report_must_be_is_a_number_of_the_rules(tmp_path):
    text = "Mara Quill said that the dam would hold."
    assert read(tmp_path, text, indirect=True).quotes[0].kind is Kind.INDIRECT
    own = "attribution: {limits: {least-report: 1}}"
    assert not read(tmp_path, text, own, indirect=True).quotes


def test_how_sure_a_speaker_can_be_is_a_number_of_the_rules(tmp_path):
    text = "“The dam will hold,” Mara Quill said."
    (quote,) = read(tmp_path, text, "attribution: {limits: {most-sure: 0.5}}").quotes
    assert 0.45 < quote.confidence <= 0.5


def test_how_sure_the_speaker_of_a_heading_is_is_a_number_of_the_rules(tmp_path):
    text = (
        "Dam vote delayed\n\n“We never voted for that”\n\nEd Voss waited.\n\n"
        "“We never voted for that,” Mara Quill said."
    )
    assert name(read(tmp_path, text), 0) == "Mara Quill"
    own = "attribution: {limits: {heading-borrowed: 0.3}}"
    assert read(tmp_path, text, own).quotes[0].confidence == 0.3


def test_what_somebody_with_a_title_is_called_is_a_list_of_the_rules(tmp_path):
    text = "Ptr. Ana Roe and Ed Voss met. “It is late,” the pastor said."
    own = "lexicon: {titles: [Ptr.], title-roles: {ptr: pastor}}"
    assert name(read(tmp_path, text)) != "Ana Roe"
    assert name(read(tmp_path, text, own)) == "Ana Roe"


def test_verbs_of_answering_are_a_list_of_the_rules(tmp_path):
    text = "Mara Quill met Ana Roe. “Who signed it?” Quill asked. “I did,” she {verb}."
    assert name(read(tmp_path, text.format(verb="replied"))) == "Ana Roe"
    before = name(read(tmp_path, text.format(verb="blurted")))
    own = "lexicon: {answering: [blurt]}"
    assert (before, name(read(tmp_path, text.format(verb="blurted"), own))) == (
        "Mara Quill",
        "Ana Roe",
    )
