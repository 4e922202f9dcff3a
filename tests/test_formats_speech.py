"""Answers of speech-to-text services, each in its own names: the words, who spoke and when."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents


def said(tree):
    (content,) = contents(json.dumps(tree).encode(), "talk.json")
    assert content.kind == "machine"
    return [(block.time, block.speaker, block.text) for block in content.blocks]


def word(text, start, **more):
    return {"word": text, "start": start, "end": start + 0.3, **more}


def item(text, start=None, **more):
    kind = "punctuation" if start is None else "pronunciation"
    at = {} if start is None else {"start_time": start}
    return {"type": kind, **at, "alternatives": [{"content": text, "confidence": "0.9"}], **more}


WE_LEFT = [("00:00:01", "Speaker 0", "We left."), ("00:01:05", "Speaker 1", "When?")]

SHAPES = {
    "deepgram utterances": {
        "results": {
            "channels": [{"alternatives": [{"transcript": "We left. When?", "words": []}]}],
            "utterances": [
                {"start": 1.2, "end": 2, "transcript": "We left.", "speaker": 0, "channel": 0},
                {"start": 65.9, "end": 66, "transcript": "When?", "speaker": 1, "channel": 0},
            ],
        }
    },
    "deepgram paragraphs": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": "we left when",
                            "paragraphs": {
                                "transcript": "\nSpeaker 0: We left.",
                                "paragraphs": [
                                    {"sentences": [{"text": "We left."}], "start": 1, "speaker": 0},
                                    {"sentences": [{"text": "When?"}], "start": 65, "speaker": 1},
                                ],
                            },
                        }
                    ]
                }
            ]
        }
    },
    "deepgram words": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": "we left when",
                            "words": [
                                word("we", 1.2, punctuated_word="We", speaker=0),
                                word("left", 1.5, punctuated_word="left.", speaker=0),
                                word("when", 65.0, punctuated_word="When?", speaker=1),
                            ],
                        },
                        {"transcript": "he left then", "words": [word("he", 1.2, speaker=0)]},
                    ]
                }
            ]
        }
    },
    "rev": {
        "monologues": [
            {
                "speaker": 0,
                "elements": [
                    {"type": "text", "value": "We", "ts": 1.2},
                    {"type": "punct", "value": " "},
                    {"type": "text", "value": "left", "ts": 1.5},
                    {"type": "punct", "value": "."},
                ],
            },
            {"speaker": 1, "elements": [{"type": "text", "value": "When?", "ts": 65}]},
        ]
    },
    "google": {
        "results": [
            {"alternatives": [{"transcript": "We left. When?", "words": [word("We", 1)]}]},
            {
                "alternatives": [
                    {
                        "words": [
                            {"startTime": "1.200s", "word": "We", "speakerTag": 0},
                            {"startTime": "1.400s", "word": "left.", "speakerTag": 0},
                            {"startTime": "65s", "word": "When?", "speakerTag": 1},
                        ]
                    }
                ]
            },
        ]
    },
    "google, version 2": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": "We left.",
                        "words": [
                            {"startOffset": "1.2s", "word": "We", "speakerLabel": "0"},
                            {"startOffset": "1.4s", "word": "left.", "speakerLabel": "0"},
                        ],
                    }
                ]
            },
            {
                "alternatives": [
                    {
                        "transcript": "When?",
                        "words": [{"startOffset": "65s", "word": "When?", "speakerLabel": "1"}],
                    }
                ]
            },
        ]
    },
    "azure": {
        "recognizedPhrases": [
            {"speaker": 0, "offset": "PT1.2S", "nBest": [{"lexical": "we", "display": "We left."}]},
            {"speaker": 1, "offset": "PT1M5.01S", "nBest": [{"display": "When?"}]},
        ]
    },
    "thousandths": {
        "utterances": [
            {"start": 1200, "end": 2400, "text": "We left.", "speaker": "0"},
            {"start": 65000, "end": 65900, "text": "When?", "speaker": "1"},
        ]
    },
}


@pytest.mark.parametrize("tree", SHAPES.values(), ids=SHAPES.keys())
def test_who_said_what_and_when(tree):
    assert said(tree) == WE_LEFT


def test_amazon_speakers_beside_or_inside_the_items():
    items = [item("We", "1.2"), item("left", "1.5"), item("."), item("When", "65.0"), item("?")]
    labels = {
        "segments": [
            {"speaker_label": "spk_0", "items": [{"start_time": "1.2"}, {"start_time": "1.5"}]},
            {"speaker_label": "spk_1", "items": [{"start_time": "65.0"}]},
        ]
    }
    expected = [("00:00:01", "spk_0", "We left."), ("00:01:05", "spk_1", "When?")]
    beside = {"jobName": "x", "results": {"items": items, "speaker_labels": labels}}
    assert said(beside) == expected
    rows = [
        {"transcript": "We left.", "start_time": "1.2", "speaker_label": "spk_0"},
        {"transcript": "When?", "start_time": "65.0", "speaker_label": "spk_1"},
    ]
    assert said({"results": {"items": items, "audio_segments": rows}}) == expected


def test_whisper_and_its_kin():
    segments = [{"start": 1.2, "end": 2, "text": " We left.", "words": [word(" We", 1.2)]}]
    assert said({"text": " We left.", "segments": segments}) == [("00:00:01", None, "We left.")]
    assert said(segments) == [("00:00:01", None, "We left.")]
    cpp = {"timestamps": {"from": "00:01:05,000"}, "offsets": {"from": 65000}, "text": " When?"}
    assert said({"transcription": [cpp]}) == [("00:01:05", None, "When?")]
    pipeline = {"text": "x", "chunks": [{"timestamp": [1.2, 2.0], "text": " We left."}]}
    assert said(pipeline["chunks"]) == [("00:00:01", None, "We left.")]
    assert said({"text": "We left."}) == [(None, None, "We left.")]


def test_speechmatics():
    first = {
        "format": "1.0",
        "words": [
            {"name": "We", "time": "1.20", "duration": "0.1"},
            {"name": "left", "time": "1.50", "duration": "0.1"},
            {"name": ".", "time": "1.60", "duration": "0.0"},
        ],
    }
    assert said(first) == [("00:00:01", None, "We left.")]
    rows = [
        {
            "type": "punctuation" if text == "." else "word",
            "start_time": at,
            "alternatives": [{"content": text, "speaker": who}],
        }
        for text, at, who in [
            ("We", 1.2, "S1"),
            ("left", 1.5, "S1"),
            (".", 1.6, "S1"),
            ("When", 65, "S2"),
            ("exactly", 66, "S2"),
            ("then", 67, "S2"),
        ]
    ]
    assert said({"format": "2.9", "results": rows}) == [
        ("00:00:01", "S1", "We left."),
        ("00:01:05", "S2", "When exactly then"),
    ]


def test_ibm_and_kaldi():
    row = {"alternatives": [{"transcript": "we left ", "timestamps": [["we", 65.1, 65.3]]}]}
    assert said({"results": [{"results": [row], "speaker_labels": []}]}) == [
        ("00:01:05", None, "we left")
    ]
    words = [word("we", 1.2, punct="We"), word("left", 1.5, punct="left.")]
    assert said({"retval": {"words": words}}) == [("00:00:01", None, "We left.")]


def test_both_channels_of_a_call_are_read():
    channels = [
        {"alternatives": [{"transcript": text, "words": [word(text, start)]}]}
        for text, start in [("Hello", 1.0), ("Yes", 2.0)]
    ]
    assert said({"results": {"channels": channels}}) == [
        ("00:00:01", "Channel 0", "Hello"),
        ("00:00:02", "Channel 1", "Yes"),
    ]


def test_every_part_of_a_list_of_parts_is_read():
    parts = [{"segments": [{"start": n, "end": n + 1, "text": f"Part {n}"}]} for n in (1, 2)]
    assert [text for _, _, text in said(parts)] == ["Part 1", "Part 2"]


def test_a_name_beside_the_speakers_number_is_taken():
    turn = {"start": 1.2, "end": 2, "text": "We left.", "speaker": "SPEAKER_01"}
    tree = {"turns": [{**turn, "speaker_public": "Mayor Dana Kell"}, turn]}
    assert [speaker for _, speaker, _ in said(tree)] == ["Mayor Dana Kell", "SPEAKER_01"]


def test_a_list_by_any_other_name():
    rows = [{"startTime": 1.0, "text": "We left.", "speaker": "SPEAKER_00", "speakerName": "Ana"}]
    rows.append({"startTime": 65.0, "text": "When?", "speaker": "SPEAKER_01", "speakerName": "Bo"})
    found = said({"meeting": {"title": "Council"}, "lines": rows})
    assert found == [("00:00:01", "Ana", "We left."), ("00:01:05", "Bo", "When?")]


def test_whole_seconds_stay_seconds():
    rows = [{"start": 0, "end": 300, "text": "We left " * 200, "confidence": 0.9}]
    rows.append({"start": 300, "end": 305, "text": "When was that then?", "confidence": 0.9})
    assert [time for time, _, _ in said({"segments": rows})] == ["00:00:00", "00:05:00"]


def test_letters_are_nobodys_names():
    rows = [{"start": 1.0, "text": "We left.", "speaker": "A"}]
    assert said({"utterances": rows})[0][1] == "Speaker A"


@pytest.mark.parametrize(
    "tree",
    [
        {"a": 1},
        [],
        [1, 2],
        {"segments": []},
        {"segments": [{"text": "no time"}]},
        {"words": "x"},
        7,
    ],
)
def test_other_json_is_refused_with_what_would_be_read(tree):
    with pytest.raises(InputError, match=r"Whisper.*JSON Lines"):
        said(tree)


KEYS = ["text", "start", "end", "speaker", "words", "segments", "results", "alternatives", "name"]
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(TREES)
def test_no_tree_ends_a_run(tree):
    try:
        found = list(contents(json.dumps(tree).encode(), "talk.json"))
    except InputError:
        return
    assert all(block.text for content in found for block in content.blocks)


def confidences(tree):
    (content,) = contents(json.dumps(tree).encode(), "talk.json")
    return [block.confidences for block in content.blocks]


SURE = {
    "words of a segment": {
        "segments": [
            {"start": 1, "text": " We left.", "words": [word(" We", 1), word(" left.", 2)]},
        ]
    },
    "single words": {"results": [{"alternatives": [{"words": [word("We", 1), word("left", 2)]}]}]},
    "words beside paragraphs": {
        "channels": [
            {
                "alternatives": [
                    {
                        "words": [word("we", 1), word("left", 2)],
                        "paragraphs": {"paragraphs": [{"text": "We left.", "start": 1}]},
                    }
                ]
            }
        ]
    },
    "best reading": {
        "recognizedPhrases": [
            {
                "offset": "PT1S",
                "nBest": [{"display": "We left.", "words": [word("we", 1), word("left", 2)]}],
            }
        ]
    },
}


@pytest.mark.parametrize("name", ["confidence", "probability", "score", "conf"])
@pytest.mark.parametrize("shape", SURE)
def test_how_sure_the_machine_was_of_each_word(shape, name):
    tree = json.dumps(SURE[shape])
    for said, share in (("left", 0.25), ("We", 0.5), ("we", 0.5)):
        for text in (f'"{said}"', f'" {said}"', f'"{said}."', f'" {said}."'):
            tree = tree.replace(f'"word": {text},', f'"word": {text}, "{name}": {share},')
    assert confidences(json.loads(tree)) == [(0.5, 0.25)]


def test_confidences_as_text_and_as_pairs():
    items = [item("We", "1.0"), item("left", "1.4"), item(".")]
    assert confidences({"results": {"items": items}}) == [(0.9, 0.9)]
    first = {"transcript": "we left", "timestamps": [["we", 1, 2]], "word_confidence": [["we", 1]]}
    assert confidences({"results": [{"alternatives": [first]}]}) == [(1.0, None)]


@pytest.mark.parametrize("share", [-3.2, 97, True, "much", None, [], float("nan")])
def test_what_is_no_share_is_not_used(share):
    words = [word("We", 1, confidence=share), word("left", 2, confidence=share)]
    assert confidences({"results": [{"alternatives": [{"words": words}]}]}) == [()]
