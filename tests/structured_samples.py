"""Small captions, transcripts, posts and records of parliaments of invented people."""

from __future__ import annotations

import json

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n<i>The lock</i> opens\nin May.\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nWhen?\n"
)
VTT = (
    "WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\nintro\n"
    "00:01.000 --> 00:02.000 align:start\n<v.loud Ana Rowe>The lock <b>opens</b>.</v>\n\n"
    "00:03.000 --> 00:04.000\n<v Ana Rowe>Yes.</v><v Bo Voss>No &amp; never.</v>\n"
)
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    ' xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10"><head><metadata>'
    '<ttm:agent xml:id="a1"><ttm:name>Ana Rowe</ttm:name></ttm:agent></metadata></head><body>'
    '<div begin="10s"><p begin="00:00:01.5" ttm:agent="a1">The lock<br/>opens.</p>'
    '<p begin="50t"><span>When</span>?</p></div></body></tt>'
)
WHISPER = {
    "text": "The lock opens. When?",
    "segments": [
        {"start": 0.0, "end": 2.0, "text": " The lock opens.", "speaker": "SPEAKER_00"},
        {"start": 62.5, "end": 64.0, "text": " When?", "speaker": "SPEAKER_01"},
    ],
}
WHISPER_CPP = {
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"},
            "offsets": {"from": 0, "to": 2000},
            "text": " The lock opens.",
        },
        {
            "timestamps": {"from": "00:01:02,500", "to": "00:01:04,000"},
            "offsets": {"from": 62500, "to": 64000},
            "text": " When?",
        },
    ]
}
AMAZON = {
    "jobName": "meeting",
    "results": {
        "transcripts": [{"transcript": "The lock opens. When?"}],
        "speaker_labels": {
            "segments": [
                {"speaker_label": "spk_0", "items": [{"start_time": "0.5"}, {"start_time": "0.9"}]},
                {"speaker_label": "spk_1", "items": [{"start_time": "62.5"}]},
            ]
        },
        "items": [
            {"type": "pronunciation", "start_time": "0.5", "alternatives": [{"content": "It"}]},
            {"type": "pronunciation", "start_time": "0.9", "alternatives": [{"content": "opens"}]},
            {"type": "punctuation", "alternatives": [{"content": "."}]},
            {"type": "pronunciation", "start_time": "62.5", "alternatives": [{"content": "When"}]},
            {"type": "punctuation", "alternatives": [{"content": "?"}]},
        ],
    },
}
DEEPGRAM = {
    "results": {
        "channels": [{"alternatives": [{"transcript": "it opens when"}]}],
        "utterances": [
            {"start": 0.5, "end": 1.0, "transcript": "It opens.", "speaker": 0},
            {"start": 62.5, "end": 63.0, "transcript": "When?", "speaker": 1},
        ],
    }
}
ASSEMBLY = {
    "id": "a",
    "text": "It opens. When?",
    "utterances": [
        {"start": 500, "end": 1000, "text": "It opens.", "speaker": "A", "confidence": 0.9},
        {"start": 62500, "end": 63000, "text": "When?", "speaker": "B", "confidence": 0.9},
    ],
}
GOOGLE = {
    "results": [
        {"alternatives": [{"transcript": "It opens."}]},
        {
            "alternatives": [
                {
                    "words": [
                        {"word": "It", "startTime": "0.500s", "speakerTag": 1},
                        {"word": "opens.", "startTime": "0.900s", "speakerTag": 1},
                        {"word": "When?", "startTime": "62.500s", "speakerTag": 2},
                    ]
                }
            ]
        },
    ]
}
REV = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "It", "ts": 0.5},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "opens", "ts": 0.9},
                {"type": "punct", "value": "."},
            ],
        },
        {"speaker": 1, "elements": [{"type": "text", "value": "When?", "ts": 62.5}]},
    ]
}
COURT = {
    "title": "Oral argument",
    "transcript": {
        "sections": [
            {
                "turns": [
                    {
                        "start": 0.5,
                        "speaker": {"name": "Ana Rowe"},
                        "text_blocks": [{"start": 0.5, "text": "It opens."}],
                    }
                ]
            },
            {
                "turns": [
                    {
                        "start": 62.5,
                        "speaker": {"name": "Bo Voss"},
                        "text_blocks": [{"start": 62.5, "text": "When?"}],
                    }
                ]
            },
        ]
    },
}
MASTODON = [
    {
        "id": "1",
        "created_at": "2026-03-03T10:00:00.000Z",
        "url": "https://holme.example/@ana/1",
        "content": "<p>The lock opens.</p><p>In May &amp; June.</p>",
        "account": {"acct": "ana@holme.example", "display_name": "Ana Rowe"},
    },
    {"id": "2", "content": "", "reblog": {"id": "9"}, "account": {"acct": "ana"}},
]
BLUESKY = {
    "feed": [
        {
            "post": {
                "uri": "at://did:plc:x/app.bsky.feed.post/3k",
                "author": {"handle": "ana.example", "displayName": "Ana Rowe"},
                "record": {"text": "The lock opens.", "createdAt": "2026-03-03T10:00:00Z"},
            }
        },
        {"post": {"author": {}, "record": {"text": "Other words."}}, "reason": {"by": {}}},
    ]
}
TWEETS = [
    {
        "created_at": "Tue Mar 03 10:00:00 +0000 2026",
        "id_str": "11",
        "text": "The lock…",
        "extended_tweet": {"full_text": "The lock opens."},
        "user": {"name": "Ana Rowe", "screen_name": "ana"},
    },
    {"id_str": "12", "full_text": "RT @bo: No."},
]
AKOMA = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><meta>'
    '<references><TLCPerson id="bo" showAs="Bo Voss"/></references></meta>'
    '<preface><docDate date="2026-03-03">3 March</docDate></preface><debateBody>'
    "<debateSection><heading>LOCKS</heading>"
    '<speech by="#ana"><from>The MINISTER OF PORTS</from><p>The lock <i>opens</i>.</p></speech>'
    "<scene>Applause.</scene>"
    '<speech by="#bo"><p>When?</p></speech></debateSection></debateBody></debate></akomaNtoso>'
)
PUBLIC_WHIP = (
    '<publicwhip><major-heading id="x/debate/2026-03-03a.1.0">Locks</major-heading>'
    '<speech id="x/debate/2026-03-03a.1.1" speakername="Ana Rowe" colnum="771" time="10:30:00">'
    "<p>The lock opens.</p></speech>"
    '<speech id="x/debate/2026-03-03a.1.2" nospeaker="true"><p>Rose.</p></speech></publicwhip>'
)
EVERY = {
    "a.srt": SRT,
    "a.vtt": VTT,
    "a.ttml": TTML,
    "a.xml": AKOMA,
    "b.xml": PUBLIC_WHIP,
    **{
        f"{number}.json": json.dumps(tree)
        for number, tree in enumerate(
            [
                WHISPER,
                WHISPER_CPP,
                AMAZON,
                DEEPGRAM,
                ASSEMBLY,
                GOOGLE,
                REV,
                COURT,
                MASTODON,
                BLUESKY,
                TWEETS,
            ]
        )
    },
}
