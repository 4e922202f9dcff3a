"""Captions, transcripts of machines, posts and records of parliaments as blocks."""

from __future__ import annotations

import json
import random
import runpy
from pathlib import Path

import pytest
import structured_samples as samples

from quotecheck.errors import InputError
from quotecheck.formats import contents

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "fuzz_structured.py"


def read(text, name):
    return list(contents(text.encode(), name))


def rows(text, name):
    return [
        (block.time, block.speaker, block.text)
        for content in read(text, name)
        for block in content.blocks
    ]


def test_subrip():
    assert rows(samples.SRT, "a.srt") == [
        ("00:00:01", None, "The lock opens\nin May."),
        ("00:00:03", None, "When?"),
    ]


def test_webvtt_with_voices_notes_and_styles():
    assert rows(samples.VTT, "a.vtt") == [
        ("00:00:01", "Ana Rowe", "The lock opens."),
        ("00:00:03", "Ana Rowe", "Yes."),
        ("00:00:03", "Bo Voss", "No & never."),
    ]


def test_ttml_with_offsets_and_agents():
    assert rows(samples.TTML, "a.ttml") == [
        ("00:00:11", "Ana Rowe", "The lock\nopens."),
        ("00:00:15", None, "When?"),
    ]


def test_captions_with_broken_times_are_told():
    (content,) = read(samples.SRT.replace("00:00:03,000", "00:xx"), "a.srt")
    assert "1 of 2 captions have broken time codes" in content.notes[0]
    assert content.blocks[0].text.endswith("When?")


def test_a_time_that_cannot_be_is_no_time():
    text = samples.SRT.replace("00:00:03,000", "999999999:00:00,000")
    assert len(rows(text, "a.srt")) == 1


def test_captions_without_empty_lines_between():
    text = samples.SRT.replace("\n\n", "\n")
    assert [words for _, _, words in rows(text, "a.srt")] == ["The lock opens\nin May.", "When?"]


@pytest.mark.parametrize(
    ("tree", "first", "second"),
    [
        (samples.WHISPER, "SPEAKER_00", "SPEAKER_01"),
        (samples.WHISPER_CPP, None, None),
        (samples.AMAZON, "spk_0", "spk_1"),
        (samples.DEEPGRAM, "Speaker 0", "Speaker 1"),
        (samples.ASSEMBLY, "A", "B"),
        (samples.GOOGLE, "Speaker 1", "Speaker 2"),
        (samples.REV, "Speaker 0", "Speaker 1"),
        (samples.COURT, "Ana Rowe", "Bo Voss"),
    ],
    ids=["whisper", "whisper.cpp", "amazon", "deepgram", "assembly", "google", "rev", "court"],
)
def test_transcripts_of_machines(tree, first, second):
    (one, other) = rows(json.dumps(tree), "a.json")
    assert one[1] == first
    assert one[2] in ("The lock opens.", "It opens.")
    assert other == ("00:01:02", second, "When?")


def test_mastodon():
    (content,) = read(json.dumps(samples.MASTODON), "a.json")
    assert content.blocks[0].text == "The lock opens.\nIn May & June."
    assert content.speaker == "Ana Rowe (@ana@holme.example)"
    assert (content.date, content.address) == ("2026-03-03", "https://holme.example/@ana/1")


def test_bluesky():
    (content,) = read(json.dumps(samples.BLUESKY), "a.json")
    assert content.speaker == "Ana Rowe (@ana.example)"
    assert content.address == "https://bsky.app/profile/ana.example/post/3k"


def test_tweets_with_their_author_and_in_full():
    (content,) = read(json.dumps(samples.TWEETS), "a.json")
    assert content.blocks[0].text == "The lock opens."
    assert (content.speaker, content.date) == ("Ana Rowe (@ana)", "2026-03-03")


def test_akoma_ntoso():
    (content,) = read(samples.AKOMA, "a.xml")
    assert content.date == "2026-03-03"
    assert [(block.speaker, block.text) for block in content.blocks if not block.heading][-3:] == [
        ("The MINISTER OF PORTS", "The lock opens."),
        ("", "Applause."),
        ("Bo Voss", "When?"),
    ]


def test_the_public_whip():
    (content,) = read(samples.PUBLIC_WHIP, "a.xml")
    heading, speech, narrative = content.blocks
    assert heading.heading
    assert (speech.speaker, speech.page, speech.time) == ("Ana Rowe", "771", "10:30:00")
    assert narrative.speaker == ""
    assert content.date == "2026-03-03"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.srt", "Prose.", "no captions"),
        ("a.vtt", "Prose.", "not WebVTT"),
        ("a.ttml", "<tt/>", "no captions"),
        ("a.ttml", "<tt", "damaged"),
        ("a.json", "{", "not JSON"),
        ("a.json", '{"a": 1}', "neither posts nor a transcript"),
        ("a.json", "[" * 99_999, "not JSON"),
        ("a.xml", "<recipe/>", "of a kind that is not read"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entity"),
    ],
)
def test_what_cannot_be_read_is_told(name, text, said):
    with pytest.raises(InputError, match=said):
        read(text, name)


@pytest.mark.parametrize("name", samples.EVERY)
def test_no_damage_breaks_a_reader(name):
    mutated = runpy.run_path(str(SCRIPT))["mutated"]
    rng = random.Random(1)
    for _ in range(120):
        try:
            list(contents(mutated(rng, samples.EVERY[name].encode()), name))
        except InputError:
            continue
